/**
 * Processors that share their time among all that is worked on: the queueing theorist's processor sharing, with a
 * scaling law. Of n pieces of work each goes on at X(min(n, cores)) ÷ n of a processor's speed, where
 * X(m) = m ÷ (1 + σ(m − 1) + κm(m − 1)) is the universal scalability law: σ for what only one can do at a time
 * (contention), κ for what each has to settle with every other (coherency).
 *
 * Instead of many times that change at every arrival there is one clock for each instance, which goes at the pace of the
 * work: a piece is done when that clock has gone on by its length. So only the next to be done has an event.
 *
 * Leaves out: priorities, time slices, the cost of switching between threads (about 10 µs each).
 * Sources: Kleinrock, *Queueing Systems* 2 (1976), §4.4; Gunther, *Guerrilla Capacity Planning* (2007); domain
 * reference §2, §8.
 */
import { broken } from '../base/assert.ts';
import { grownFloats, grownInts } from './calendar.ts';
import type { Calls } from './calls.ts';

export interface ProcessorsSpec {
  /** Processors of an instance. */
  readonly cores: number;
  /** σ, 0–1. */
  readonly contention: number;
  /** κ, 0–1. */
  readonly coherency: number;
}

/** An instance: its work, as a heap in the order in which it will be done. Plain data. */
interface Share {
  count: number;
  /** What every piece has been given since the instance last had nothing to do, ns of work. */
  givenNs: number;
  changedNs: number;
  nextSequence: number;
  /** By place in the heap: the work's clock when the piece is done, who came first, which call, and what comes then. */
  doneNs: Float64Array;
  sequence: Float64Array;
  call: Int32Array;
  code: Int32Array;
}

export interface ProcessorsState {
  shares: Share[];
  /** Processors that have work, of all instances, and the time integral of that. */
  busy: number;
  busyNs: number;
  changedNs: number;
}

/** What it needs of the simulation. */
export interface ProcessorsClock {
  readonly nowNs: number;
  readonly calls: Calls;
  scheduleCall(delayNs: number, call: number, code: number): void;
  cancel(slot: number): void;
}

const ROOM = 8;

export class Processors {
  readonly state: ProcessorsState;
  readonly cores: number;
  private readonly spec: ProcessorsSpec;
  private readonly clock: ProcessorsClock;

  constructor(spec: ProcessorsSpec, clock: ProcessorsClock, instances: number) {
    this.spec = spec;
    this.cores = spec.cores;
    this.clock = clock;
    this.state = {
      shares: Array.from({ length: instances }, newShare),
      busy: 0,
      busyNs: 0,
      changedNs: 0,
    };
  }

  /** Processors that have had work × time so far, nanoseconds. */
  get busyNs(): number {
    const { busy, busyNs, changedNs } = this.state;
    return busyNs + busy * (this.clock.nowNs - changedNs);
  }

  /** A call inside the instance begins `workNs` of work; `code` is what comes when it is done. */
  begin(call: number, instance: number, workNs: number, code: number): void {
    const share = this.state.shares[instance]!;
    this.bringUpToNow(share);
    this.disregardFirst(share);
    const at = share.count;
    this.setCount(share, at + 1);
    if (at === share.call.length) makeRoom(share);
    rise(share, at, { doneNs: share.givenNs + workNs, sequence: share.nextSequence++, call, code });
    this.awaitFirst(share);
  }

  /** The event of a call has come: its work is done. */
  end(call: number, instance: number): void {
    const share = this.state.shares[instance]!;
    if (share.count === 0 || share.call[0] !== call) broken('work was done out of turn');
    this.bringUpToNow(share);
    const last = share.count - 1;
    this.setCount(share, last);
    if (last > 0) sink(share, pieceAt(share, last));
    this.awaitFirst(share);
  }

  /** The instance is gone; the kernel has cancelled the events of its calls. */
  forget(instance: number): void {
    this.setCount(this.state.shares[instance]!, 0);
  }

  /** By how much work gets on in a nanosecond, of each of n pieces. */
  private paceOf(n: number): number {
    const { cores, contention, coherency } = this.spec;
    const m = Math.min(n, cores);
    return m / (1 + contention * (m - 1) + coherency * m * (m - 1)) / n;
  }

  private bringUpToNow(share: Share): void {
    const { nowNs } = this.clock;
    if (share.count > 0) share.givenNs += (nowNs - share.changedNs) * this.paceOf(share.count);
    else share.givenNs = 0;
    share.changedNs = nowNs;
  }

  private disregardFirst(share: Share): void {
    if (share.count === 0) return;
    const record = this.clock.calls.records[share.call[0]!]!;
    this.clock.cancel(record.event);
    record.event = -1;
  }

  private awaitFirst(share: Share): void {
    if (share.count === 0) return;
    const leftNs = Math.max(0, share.doneNs[0]! - share.givenNs);
    const ns = Math.ceil(leftNs / this.paceOf(share.count));
    this.clock.scheduleCall(ns, share.call[0]!, share.code[0]!);
  }

  private setCount(share: Share, count: number): void {
    const s = this.state;
    s.busyNs = this.busyNs;
    s.changedNs = this.clock.nowNs;
    s.busy += Math.min(count, this.cores) - Math.min(share.count, this.cores);
    share.count = count;
  }
}

function newShare(): Share {
  return {
    count: 0,
    givenNs: 0,
    changedNs: 0,
    nextSequence: 0,
    doneNs: new Float64Array(ROOM),
    sequence: new Float64Array(ROOM),
    call: new Int32Array(ROOM),
    code: new Int32Array(ROOM),
  };
}

// ---- the heap ----

interface Piece {
  readonly doneNs: number;
  readonly sequence: number;
  readonly call: number;
  readonly code: number;
}

function pieceAt({ doneNs, sequence, call, code }: Share, at: number): Piece {
  return { doneNs: doneNs[at]!, sequence: sequence[at]!, call: call[at]!, code: code[at]! };
}

function isBefore(share: Share, at: number, { doneNs, sequence }: Piece): boolean {
  const ns = share.doneNs[at]!;
  return ns < doneNs || (ns === doneNs && share.sequence[at]! < sequence);
}

function put(share: Share, at: number, piece: Piece): void {
  share.doneNs[at] = piece.doneNs;
  share.sequence[at] = piece.sequence;
  share.call[at] = piece.call;
  share.code[at] = piece.code;
}

/** From the end of the heap to its place. */
function rise(share: Share, from: number, piece: Piece): void {
  let at = from;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (isBefore(share, above, piece)) break;
    put(share, at, pieceAt(share, above));
    at = above;
  }
  put(share, at, piece);
}

/** From the front, which is free, to its place. */
function sink(share: Share, piece: Piece): void {
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= share.count) break;
    if (below + 1 < share.count && isBefore(share, below + 1, pieceAt(share, below))) below++;
    if (!isBefore(share, below, piece)) break;
    put(share, at, pieceAt(share, below));
    at = below;
  }
  put(share, at, piece);
}

function makeRoom(share: Share): void {
  const length = 2 * share.call.length;
  share.doneNs = grownFloats(share.doneNs, length);
  share.sequence = grownFloats(share.sequence, length);
  share.call = grownInts(share.call, length);
  share.code = grownInts(share.code, length);
}
