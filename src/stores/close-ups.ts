/**
 * Every hop of a few simulated milliseconds around the cursor, for slow motion. Not part of the recording: the worker
 * runs the window again when the cursor comes near. Two windows are kept, the one being watched and the one ahead.
 */
import type { FromWorker } from '../bridge/protocol.ts';
import { LegIndex } from './leg-index.ts';
import { CLOSE_UP_SPEED } from './playback.ts';
import type { Span } from './recorded-series.ts';
import type { Recording } from './recording.ts';

/** Wall seconds that a window lasts; the next is asked for in the middle of it. */
const WINDOW_WALL_SEC = 4;
const SHORTEST_NS = 1e6;

export interface CloseUp extends Span {
  readonly legs: LegIndex;
  readonly oneIn: number;
}

export interface CloseUpRequest extends Span {
  readonly id: number;
}

export class CloseUps {
  #windows: readonly CloseUp[] = [];
  #asked: CloseUpRequest | null = null;
  #lastId = 0;

  /**
   * The window that holds the cursor, once it has come: of two, the one that began earlier. A window does not know the
   * answers that were on their way when it began, so that its first moments are the poorer ones.
   */
  at(cursorNs: number): CloseUp | null {
    let found: CloseUp | null = null;
    for (const window of this.#windows) {
      if (holds(window, cursorNs) && !(found && found.fromNs <= window.fromNs)) found = window;
    }
    return found;
  }

  /** The window to ask the worker for, if one is missing; call it in every frame. */
  wanted(cursorNs: number, speed: number, recording: Recording): CloseUpRequest | null {
    if (speed > CLOSE_UP_SPEED) return null;
    const lengthNs = Math.max(SHORTEST_NS, speed * WINDOW_WALL_SEC * 1e9);
    const covered = this.#coveredUntil(cursorNs);
    const aheadNs = Math.min(cursorNs + lengthNs / 2, recording.doneNs);
    if (covered !== null && covered >= aheadNs) return null;
    // Windows overlap by a quarter, which is longer than an answer is drawn on its way.
    const fromNs = Math.max(0, (covered ?? cursorNs) - lengthNs / 4);
    const toNs = Math.min(fromNs + lengthNs, recording.doneNs);
    if (toNs <= fromNs || (this.#asked && holds(this.#asked, cursorNs))) return null;
    this.#asked = { id: ++this.#lastId, fromNs: Math.floor(fromNs), toNs: Math.ceil(toNs) };
    return this.#asked;
  }

  receive(message: Extract<FromWorker, { type: 'closeUp' }>): void {
    if (message.id !== this.#asked?.id) return;
    this.#asked = null;
    const { fromNs, toNs, oneIn } = message;
    // Slices of a sixteenth of the window keep its lists short.
    const legs = new LegIndex({ sliceNs: Math.max(1, (toNs - fromNs) / 16), originNs: fromNs });
    legs.append(message.hops);
    this.#windows = [{ fromNs, toNs, legs, oneIn }, ...this.#windows].slice(0, 2);
  }

  clear(): void {
    this.#windows = [];
    this.#asked = null;
  }

  /** The end of what is here or asked for around a moment, or null where nothing is. */
  #coveredUntil(ns: number): number | null {
    const windows: readonly Span[] = this.#asked ? [...this.#windows, this.#asked] : this.#windows;
    const ends = windows.filter((span) => holds(span, ns)).map((span) => span.toNs);
    return ends.length > 0 ? Math.max(...ends) : null;
  }
}

function holds(span: Span, ns: number): boolean {
  return ns >= span.fromNs && ns <= span.toNs;
}
