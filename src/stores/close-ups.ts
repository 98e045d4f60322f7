/**
 * Every hop of a few simulated milliseconds around the cursor, for slow motion. Not part of the recording: the worker
 * runs the window again when the cursor comes near. Windows lie on a grid, so that what is seen at a moment is the same
 * whichever way the cursor came there. A few are kept: the one being watched, the one ahead, the one behind.
 */
import type { FromWorker } from '../bridge/protocol.ts';
import { LegIndex } from './leg-index.ts';
import { CLOSE_UP_SPEED } from './playback.ts';
import type { Span } from './recorded-series.ts';
import type { Recording } from './recording.ts';

/** Wall seconds that a window lasts; the next is asked for in the middle of it. */
const WINDOW_WALL_SEC = 4;
const SHORTEST_NS = 1e6;
/** An answer is drawn for a while after it has left: a window begins this share of its length earlier than it is shown. */
const LEAD = 1 / 4;
const KEPT = 4;

export interface CloseUp extends Span {
  readonly legs: LegIndex;
  readonly oneIn: number;
}

export interface CloseUpRequest extends Span {
  readonly id: number;
}

interface Place {
  readonly lengthNs: number;
  readonly index: number;
}

export class CloseUps {
  #windows: readonly (CloseUp & Place)[] = [];
  #asked: (CloseUpRequest & Place) | null = null;
  #lastId = 0;

  /** The window that is shown at the cursor, once it has come. */
  at(cursorNs: number, speed: number): CloseUp | null {
    return this.#find(placeAt(cursorNs, speed)) ?? null;
  }

  /** The window to ask the worker for, if one is missing; call it in every frame. */
  wanted(cursorNs: number, speed: number, recording: Recording): CloseUpRequest | null {
    if (speed > CLOSE_UP_SPEED) return null;
    const here = placeAt(cursorNs, speed);
    const isHere = this.#isComplete(here, recording);
    const isPastMiddle = cursorNs > (here.index + 0.5) * here.lengthNs;
    const place = isHere && isPastMiddle ? { ...here, index: here.index + 1 } : here;
    if (isSame(this.#asked, place) || this.#isComplete(place, recording)) return null;
    const { lengthNs, index } = place;
    const fromNs = Math.max(0, Math.floor((index - LEAD) * lengthNs));
    const toNs = Math.min(Math.ceil((index + 1) * lengthNs), recording.doneNs);
    if (toNs <= fromNs) return null;
    this.#asked = { id: ++this.#lastId, fromNs, toNs, lengthNs, index };
    return { id: this.#asked.id, fromNs, toNs };
  }

  /** Whether the window at the cursor is missing, and will be asked for or has been. */
  isComing(cursorNs: number, speed: number, recording: Recording): boolean {
    return speed <= CLOSE_UP_SPEED && !this.#isComplete(placeAt(cursorNs, speed), recording);
  }

  receive(message: Extract<FromWorker, { type: 'closeUp' }>): void {
    const asked = this.#asked;
    if (message.id !== asked?.id) return;
    this.#asked = null;
    const { fromNs, toNs, oneIn } = message;
    // Slices of a sixteenth of the window keep its lists short.
    const legs = new LegIndex({ sliceNs: Math.max(1, (toNs - fromNs) / 16), originNs: fromNs });
    legs.append(message.hops);
    const { lengthNs, index } = asked;
    const others = this.#windows.filter((window) => !isSame(window, asked));
    this.#windows = [{ fromNs, toNs, legs, oneIn, lengthNs, index }, ...others].slice(0, KEPT);
  }

  clear(): void {
    this.#windows = [];
    this.#asked = null;
  }

  #find(place: Place): (CloseUp & Place) | undefined {
    return this.#windows.find((window) => isSame(window, place));
  }

  /** Whether it is here, as far as the run has been recorded. */
  #isComplete(place: Place, recording: Recording): boolean {
    const endNs = Math.min((place.index + 1) * place.lengthNs, recording.doneNs);
    return endNs <= place.index * place.lengthNs || (this.#find(place)?.toNs ?? -1) >= endNs;
  }
}

function placeAt(cursorNs: number, speed: number): Place {
  const lengthNs = Math.max(SHORTEST_NS, speed * WINDOW_WALL_SEC * 1e9);
  return { lengthNs, index: Math.floor(cursorNs / lengthNs) };
}

function isSame(a: Place | null, b: Place): boolean {
  return a !== null && a.lengthNs === b.lengthNs && a.index === b.index;
}
