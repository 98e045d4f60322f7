/**
 * The pool of calls: one record for every hop that is under way (and one for each client request as a whole, its
 * *frame*). A call is known by its place in the pool; a freed record is used again, so nothing is allocated in a run.
 */
import { assert, broken } from '../base/assert.ts';

/** The caller has given up; whoever holds the record last frees it. */
export const ABANDONED = 1;
/** Nobody will ever answer: lost on the way, or swallowed by a black hole. */
export const LOST = 2;
/** Counted as arrived at its node and not yet as left. */
export const INSIDE = 4;
/** Arrived after the warm-up, so it belongs in the summary. */
export const COUNTED = 8;
/** Its hops go into the recording's sample. */
export const SAMPLED = 16;
/** A cache look-up that found its key. */
export const HIT = 32;
/** Dies with the crash that is being carried out. */
export const DOOMED = 64;
/** In use. */
export const LIVE = 128;
/** Between two attempts: its last hop is over and its next one has not begun. */
export const RESTING = 256;
/** One of two calls for one attempt (hedge.ts): `twin` is the other. */
export const TWIN = 512;
/** The copy of such a pair. */
export const COPY = 1024;
/** The first of such a pair, failed: it only bears the timeout until its copy is through. */
export const SPENT = 2048;
/** Word that it is not wanted any more is on its way to its server. */
export const CHASED = 4096;
/** Its hedging delay has passed without an answer. */
export const OUTWAITED = 8192;
/** Let through by a half-open breaker, to see. */
export const PROBE = 16384;
/** Its link has a bandwidth, which the answer meets too. */
export const PIPED = 32_768;
/** Its answer holds a value older than one that somebody has been promised. */
export const STALE = 65_536;
/** A frame: of a client's write. */
export const WRITES = 131_072;
/** It holds a connection of its caller's pool (pool.ts). */
export const POOLED = 262_144;
/** It waits for one, or has just been handed one and leaves at this moment. */
export const LINED_UP = 524_288;
/** It had to wait for one: `leftNs` says until when. */
export const HELD_UP = 1_048_576;

/** No parent: made by the node itself (a queue's delivery). */
export const NO_PARENT = -1;
/** The parent died in a crash: the answer goes nowhere. */
export const ORPHAN = -2;

/** More calls under way than this is an overload that nothing bounds: 2 million are about 700 MB. */
const MAX_CALLS = 1 << 21;
/** New records at a time: more would be a pause. */
const GROWTH = 1 << 14;

/**
 * An object and not a column of an array for each field: a call's fields are used together, and V8 reaches a field of an
 * object in one step where an element of an array takes seven (its kind, its length, where it lies). That is a tenth of a
 * run. Times begin as NaN, so that V8 keeps a place for a fraction from the start; all else is a small integer.
 */
export class Call {
  /** Grows each time the record is freed or tries again: a timer that remembers another value is void. */
  generation = 0;
  flags = 0;
  /** The frame that waits for this call. */
  parent = 0;
  link = 0;
  route = 0;
  node = 0;
  instance = 0;
  verb = 0;
  operation = 0;
  key = 0;
  /** Version of the key that was read, or is to be stored. */
  version = 0;
  attempt = 0;
  /** Where a node's own programme stands with this call. */
  phase = 0;
  /** 0: success. */
  cause = 0;
  /** The node where the failure arose; says nothing while there is none. */
  culprit = 0;
  /** Next in a waiting line, or next free. */
  next = 0;
  /** The node's pending event for this call, −1 for none: what a crash has to cancel. */
  event = 0;
  /** The route's own mark: which of its targets this attempt went to. */
  mark = 0;
  /** The other call of a pair; only where TWIN says so. */
  twin = 0;
  /** Number of the client's request. */
  request = 0;
  /** Who asks, −1 for nobody in particular: a place and a session, as the client numbers them. */
  user = 0;
  /** The attempt began. */
  sentNs = Number.NaN;
  /** It had its connection and left; only where HELD_UP says so. */
  leftNs = Number.NaN;
  arrivedNs = Number.NaN;
  startedNs = Number.NaN;
  answeredNs = Number.NaN;
  /** The way back takes this long. */
  backNs = Number.NaN;
  /** The last back-off, for decorrelated jitter; says nothing before the second attempt. */
  sleptNs = Number.NaN;
}

/** When an attempt left its caller; NaN where it has not, for want of a connection. */
export function leftAt(call: Call): number {
  return (call.flags & HELD_UP) === 0 ? call.sentNs : call.leftNs;
}

/** How many of each a record has. */
const INTEGERS = 21;
const FRACTIONS = 7;

/** Field by field and not in a loop over names, which V8 would look up each time: going back does little else. */
function saveCall(call: Call, integers: Int32Array, i: number, fractions: Float64Array, f: number) {
  integers[i] = call.generation;
  integers[i + 1] = call.flags;
  integers[i + 2] = call.parent;
  integers[i + 3] = call.link;
  integers[i + 4] = call.route;
  integers[i + 5] = call.node;
  integers[i + 6] = call.instance;
  integers[i + 7] = call.verb;
  integers[i + 8] = call.operation;
  integers[i + 9] = call.key;
  integers[i + 10] = call.version;
  integers[i + 11] = call.attempt;
  integers[i + 12] = call.phase;
  integers[i + 13] = call.cause;
  integers[i + 14] = call.culprit;
  integers[i + 15] = call.next;
  integers[i + 16] = call.event;
  integers[i + 17] = call.mark;
  integers[i + 18] = call.twin;
  integers[i + 19] = call.request;
  integers[i + 20] = call.user;
  fractions[f] = call.sentNs;
  fractions[f + 1] = call.arrivedNs;
  fractions[f + 2] = call.startedNs;
  fractions[f + 3] = call.answeredNs;
  fractions[f + 4] = call.backNs;
  fractions[f + 5] = call.sleptNs;
  fractions[f + 6] = call.leftNs;
}

function loadCall(call: Call, integers: Int32Array, i: number, fractions: Float64Array, f: number) {
  call.generation = integers[i]!;
  call.flags = integers[i + 1]!;
  call.parent = integers[i + 2]!;
  call.link = integers[i + 3]!;
  call.route = integers[i + 4]!;
  call.node = integers[i + 5]!;
  call.instance = integers[i + 6]!;
  call.verb = integers[i + 7]!;
  call.operation = integers[i + 8]!;
  call.key = integers[i + 9]!;
  call.version = integers[i + 10]!;
  call.attempt = integers[i + 11]!;
  call.phase = integers[i + 12]!;
  call.cause = integers[i + 13]!;
  call.culprit = integers[i + 14]!;
  call.next = integers[i + 15]!;
  call.event = integers[i + 16]!;
  call.mark = integers[i + 17]!;
  call.twin = integers[i + 18]!;
  call.request = integers[i + 19]!;
  call.user = integers[i + 20]!;
  call.sentNs = fractions[f]!;
  call.arrivedNs = fractions[f + 1]!;
  call.startedNs = fractions[f + 2]!;
  call.answeredNs = fractions[f + 3]!;
  call.backNs = fractions[f + 4]!;
  call.sleptNs = fractions[f + 5]!;
  call.leftNs = fractions[f + 6]!;
}

/** A copy of the whole pool: records one after the other. */
export interface SavedCalls {
  readonly free: number;
  readonly live: number;
  readonly integers: Int32Array;
  readonly fractions: Float64Array;
}

export class Calls {
  /** By place. The array stays the same one while it grows. */
  readonly records: Call[] = [];
  /** How many are in use. */
  live = 0;
  private free = -1;

  constructor(capacity = 256) {
    this.addFree(0, capacity);
  }

  get capacity(): number {
    return this.records.length;
  }

  isLive(call: number): boolean {
    return (this.records[call]!.flags & LIVE) !== 0;
  }

  /** A record with nothing in it but what its last use left: the caller sets `flags` (with LIVE) and all it will read. */
  claim(): number {
    if (this.free < 0) this.grow();
    const call = this.free;
    this.free = this.records[call]!.next;
    this.live++;
    return call;
  }

  /** In the line that a call waits in: who comes after it. */
  nextOf(call: number): number {
    return this.records[call]!.next;
  }

  setNext(call: number, next: number): void {
    this.records[call]!.next = next;
  }

  /** Nobody waits for the answer any more: the caller, or one further up, has given up or died. */
  isUnwanted(call: number): boolean {
    const { records } = this;
    let at = call;
    while (at >= 0) {
      const { flags, parent } = records[at]!;
      if ((flags & ABANDONED) !== 0) return true;
      at = parent;
    }
    return at === ORPHAN;
  }

  giveBack(call: number): void {
    const record = this.records[call]!;
    const { flags } = record;
    if ((flags & LIVE) === 0) broken(`call ${call} was freed twice`);
    if ((flags & INSIDE) !== 0) broken(`call ${call} was freed inside node ${record.node}`);
    record.flags = 0;
    record.generation++;
    record.next = this.free;
    this.free = call;
    this.live--;
  }

  save(): SavedCalls {
    const { records, free, live, capacity } = this;
    const integers = new Int32Array(capacity * INTEGERS);
    const fractions = new Float64Array(capacity * FRACTIONS);
    for (let i = 0; i < capacity; i++) {
      saveCall(records[i]!, integers, i * INTEGERS, fractions, i * FRACTIONS);
    }
    return { free, live, integers, fractions };
  }

  /** Puts the pool back to where it was. */
  load({ free, live, integers, fractions }: SavedCalls): void {
    const { records } = this;
    const capacity = integers.length / INTEGERS;
    while (records.length < capacity) records.push(new Call());
    records.length = capacity;
    for (let i = 0; i < capacity; i++) {
      loadCall(records[i]!, integers, i * INTEGERS, fractions, i * FRACTIONS);
    }
    this.free = free;
    this.live = live;
  }

  private addFree(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const record = new Call();
      record.next = i + 1 < to ? i + 1 : this.free;
      this.records.push(record);
    }
    this.free = from;
  }

  private grow(): void {
    const old = this.capacity;
    assert(old < MAX_CALLS, `more than ${MAX_CALLS} calls are under way`);
    this.addFree(old, old + Math.min(old, GROWTH));
  }
}
