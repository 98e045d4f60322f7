/**
 * The requests of each slice of time that somebody will want to open: the slowest, some of the failed of each cause, and
 * some that were answered with an old value. Their hops are not kept: a request is run again when it is opened.
 *
 * A request costs one comparison here unless it is one of them. In a slice of a thousand requests some thirty are among
 * the five slowest for a while, so that what they cost counts too: flat rows of numbers, and one look along five of them.
 */
import { type Call, STALE } from './calls.ts';
import { causes, SUCCESS } from './causes.ts';
import { FAILED, type NotableColumns, SLOW, STALE_READ } from './recording.ts';

/** Kept of each slice: a run of 600 slices leaves at most 46,000 of them, 3.3 MB. */
export const SLOWEST_KEPT = 5;
export const FAILED_KEPT_OF_A_CAUSE = 4;
export const STALE_KEPT = 8;

/** Below every latency; not whole, so that the engine of the language keeps the field as a double from the start. */
const NOTHING_YET = -0.5;
/** The numbers of a row; the first six are of the request, the others of why it is here. */
const WIDTH = 9;
const ENDED = 5;
const WHY = 6;
const CAUSE = 7;
const CULPRIT = 8;

/** Where the slice that runs stands. */
export interface NotableMark {
  readonly slowest: Float64Array;
  readonly tookNs: Float64Array;
  readonly slow: number;
  readonly fastest: number;
  readonly failedBy: Int32Array;
  readonly stale: number;
  readonly slowerThanNs: number;
}

export class Notable {
  /** Who succeeded and took longer than this is among the slowest of the slice so far. */
  slowerThanNs: number;
  private readonly isOn: boolean;
  /** The slowest of the slice that runs, in no order, and how long they took. */
  private readonly slowest = new Float64Array(SLOWEST_KEPT * WIDTH);
  private readonly tookNs = new Float64Array(SLOWEST_KEPT);
  private slow = 0;
  /** Of those, the one that the next one pushes out. */
  private fastest = 0;
  private rows = new Float64Array(256 * WIDTH);
  private count = 0;
  private readonly failedBy = new Int32Array(causes.length);
  private stale = 0;

  constructor(isOn: boolean) {
    this.isOn = isOn;
    this.slowerThanNs = isOn ? NOTHING_YET : Number.POSITIVE_INFINITY;
  }

  /** A client's request has ended, and is not like the others. */
  note(frame: Call, endedNs: number): void {
    if (!this.isOn) return;
    const { cause } = frame;
    if (cause !== SUCCESS) {
      if (this.failedBy[cause]!++ < FAILED_KEPT_OF_A_CAUSE) this.keep(FAILED, frame, endedNs);
      return;
    }
    if ((frame.flags & STALE) !== 0 && this.stale++ < STALE_KEPT) {
      this.keep(STALE_READ, frame, endedNs);
    }
    const tookNs = endedNs - frame.arrivedNs;
    if (tookNs > this.slowerThanNs) this.noteSlow(frame, endedNs, tookNs);
  }

  private noteSlow(frame: Call, endedNs: number, tookNs: number): void {
    const row = this.slow < SLOWEST_KEPT ? this.slow++ : this.fastest;
    writeRequest(this.slowest, row * WIDTH, frame, endedNs);
    const took = this.tookNs;
    took[row] = tookNs;
    if (this.slow < SLOWEST_KEPT) return;
    let least = 0;
    let leastNs = took[0]!;
    for (let i = 1; i < SLOWEST_KEPT; i++) {
      const ns = took[i]!;
      if (ns < leastNs || (ns === leastNs && this.endedAfter(i, least))) {
        least = i;
        leastNs = ns;
      }
    }
    this.fastest = least;
    this.slowerThanNs = leastNs;
  }

  /** Of two that took equally long the first to end stays. */
  private endedAfter(row: number, other: number): boolean {
    return this.slowest[row * WIDTH + ENDED]! > this.slowest[other * WIDTH + ENDED]!;
  }

  private keep(why: number, frame: Call, endedNs: number): void {
    const at = this.next();
    const { cause } = frame;
    writeRequest(this.rows, at, frame, endedNs);
    this.rows[at + WHY] = why;
    this.rows[at + CAUSE] = cause;
    this.rows[at + CULPRIT] = cause === SUCCESS ? -1 : frame.culprit;
  }

  /** The place of one more row. */
  private next(): number {
    const at = this.count * WIDTH;
    if (at === this.rows.length) {
      const grown = new Float64Array(at * 2);
      grown.set(this.rows);
      this.rows = grown;
    }
    this.count++;
    return at;
  }

  /** The slice is over: the next one has its own. */
  endSlice(): void {
    if (!this.isOn) return;
    for (let row = 0; row < this.slow; row++) {
      const from = this.slowest.subarray(row * WIDTH, (row + 1) * WIDTH);
      const at = this.next();
      this.rows.set(from, at);
      this.rows[at + WHY] = SLOW;
      this.rows[at + CAUSE] = SUCCESS;
      this.rows[at + CULPRIT] = -1;
    }
    this.slow = 0;
    this.failedBy.fill(0);
    this.stale = 0;
    this.slowerThanNs = NOTHING_YET;
  }

  mark(): NotableMark {
    return {
      slowest: this.slowest.slice(),
      tookNs: this.tookNs.slice(),
      slow: this.slow,
      fastest: this.fastest,
      failedBy: this.failedBy.slice(),
      stale: this.stale,
      slowerThanNs: this.slowerThanNs,
    };
  }

  /** Goes on where another stood: what that one had kept counts as handed over. */
  goOnFrom(mark: NotableMark): void {
    this.slowest.set(mark.slowest);
    this.tookNs.set(mark.tookNs);
    this.slow = mark.slow;
    this.fastest = mark.fastest;
    this.failedBy.set(mark.failedBy);
    this.stale = mark.stale;
    this.slowerThanNs = mark.slowerThanNs;
  }

  /** All of the slices that have ended since the last call. */
  take(): NotableColumns {
    const { rows, count } = this;
    this.count = 0;
    const column = <T extends { [i: number]: number }>(to: T, field: number): T => {
      for (let row = 0; row < count; row++) to[row] = rows[row * WIDTH + field]!;
      return to;
    };
    return {
      count,
      request: column(new Int32Array(count), 0),
      node: column(new Int32Array(count), 1),
      operation: column(new Int32Array(count), 2),
      key: column(new Int32Array(count), 3),
      sentNs: column(new Float64Array(count), 4),
      endedNs: column(new Float64Array(count), ENDED),
      why: column(new Uint8Array(count), WHY),
      cause: column(new Uint8Array(count), CAUSE),
      culprit: column(new Int32Array(count), CULPRIT),
    };
  }
}

function writeRequest(to: Float64Array, at: number, frame: Call, endedNs: number): void {
  to[at] = frame.request;
  to[at + 1] = frame.node;
  to[at + 2] = frame.operation;
  to[at + 3] = frame.key;
  to[at + 4] = frame.arrivedNs;
  to[at + ENDED] = endedNs;
}
