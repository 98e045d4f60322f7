/**
 * The pool of calls: one record for every hop that is under way (and one for each client request as a whole, its
 * *frame*). Records are integers into flat arrays; a freed record is used again.
 */
import { assert, broken } from '../base/assert.ts';
import { grownFloats, grownInts } from './calendar.ts';

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

/** No parent: made by the node itself (a queue's delivery). */
export const NO_PARENT = -1;
/** The parent died in a crash: the answer goes nowhere. */
export const ORPHAN = -2;

/** More calls under way than this is an overload that nothing bounds: 4 million are about 500 MB. */
const MAX_CALLS = 1 << 22;

/**
 * Made by a class, as all state is that every call touches: V8 then knows which array each field holds, and leaves out
 * the check at every use that an object literal would cost it. Only while fields are not declared before they are set
 * (`useDefineForClassFields` is false): else they begin as undefined, and that is what V8 remembers.
 */
export class CallsState {
  free: number;
  live: number;
  /** Grows each time the record is freed or tries again: a timer that remembers another value is void. */
  generation: Int32Array;
  flags: Int32Array;
  /** The frame that waits for this call. */
  parent: Int32Array;
  link: Int32Array;
  route: Int32Array;
  node: Int32Array;
  instance: Int32Array;
  verb: Int32Array;
  operation: Int32Array;
  key: Int32Array;
  /** Version of the key that was read, or is to be stored. */
  version: Int32Array;
  attempt: Int32Array;
  /** Where a node's own programme stands with this call. */
  phase: Int32Array;
  /** 0: success. */
  cause: Int32Array;
  /** The node where the failure arose; says nothing while there is none. */
  culprit: Int32Array;
  /** Next in a waiting line, or next free. */
  next: Int32Array;
  /** The node's pending event for this call, −1 for none: what a crash has to cancel. */
  event: Int32Array;
  /** The route's own mark: which of its targets this attempt went to. */
  mark: Int32Array;
  /** The other call of a pair; only where TWIN says so. */
  twin: Int32Array;
  /** Number of the client's request. */
  request: Int32Array;
  /** Who asks, −1 for nobody in particular: a place and a session, as the client numbers them. */
  user: Int32Array;
  sentNs: Float64Array;
  arrivedNs: Float64Array;
  startedNs: Float64Array;
  answeredNs: Float64Array;
  /** The way back takes this long. */
  backNs: Float64Array;
  /** The last back-off, for decorrelated jitter; says nothing before the second attempt. */
  sleptNs: Float64Array;

  constructor(capacity: number) {
    const ints = () => new Int32Array(capacity);
    const floats = () => new Float64Array(capacity);
    this.free = -1;
    this.live = 0;
    this.generation = ints();
    this.flags = ints();
    this.parent = ints();
    this.link = ints();
    this.route = ints();
    this.node = ints();
    this.instance = ints();
    this.verb = ints();
    this.operation = ints();
    this.key = ints();
    this.version = ints();
    this.attempt = ints();
    this.phase = ints();
    this.cause = ints();
    this.culprit = ints();
    this.next = ints();
    this.event = ints();
    this.mark = ints();
    this.twin = ints();
    this.request = ints();
    this.user = ints();
    this.sentNs = floats();
    this.arrivedNs = floats();
    this.startedNs = floats();
    this.answeredNs = floats();
    this.backNs = floats();
    this.sleptNs = floats();
  }
}

const INT_FIELDS = [
  'generation',
  'flags',
  'parent',
  'link',
  'route',
  'node',
  'instance',
  'verb',
  'operation',
  'key',
  'version',
  'attempt',
  'phase',
  'cause',
  'culprit',
  'next',
  'event',
  'mark',
  'twin',
  'request',
  'user',
] as const;

const FLOAT_FIELDS = [
  'sentNs',
  'arrivedNs',
  'startedNs',
  'answeredNs',
  'backNs',
  'sleptNs',
] as const;

export class Calls {
  readonly state: CallsState;

  constructor(capacity = 256) {
    this.state = new CallsState(capacity);
    this.addFree(0, capacity);
  }

  get capacity(): number {
    return this.state.flags.length;
  }

  isLive(call: number): boolean {
    return (this.state.flags[call]! & LIVE) !== 0;
  }

  /** A record with nothing in it but what its last use left: the caller sets `flags` (with LIVE) and all it will read. */
  take(): number {
    const s = this.state;
    if (s.free < 0) this.grow();
    const call = s.free;
    s.free = s.next[call]!;
    s.live++;
    return call;
  }

  /** Nobody waits for the answer any more: the caller, or one further up, has given up or died. */
  isUnwanted(call: number): boolean {
    const { flags, parent } = this.state;
    let at = call;
    while (at >= 0) {
      if ((flags[at]! & ABANDONED) !== 0) return true;
      at = parent[at]!;
    }
    return at === ORPHAN;
  }

  release(call: number): void {
    const s = this.state;
    const flags = s.flags[call]!;
    if ((flags & LIVE) === 0) broken(`call ${call} was freed twice`);
    if ((flags & INSIDE) !== 0) broken(`call ${call} was freed inside node ${s.node[call]}`);
    s.flags[call] = 0;
    s.generation[call]!++;
    s.next[call] = s.free;
    s.free = call;
    s.live--;
  }

  private addFree(from: number, to: number): void {
    const s = this.state;
    for (let i = from; i < to; i++) s.next[i] = i + 1 < to ? i + 1 : s.free;
    s.free = from;
  }

  private grow(): void {
    const s = this.state;
    const old = this.capacity;
    const capacity = old * 2;
    assert(capacity <= MAX_CALLS, `more than ${MAX_CALLS} calls are under way`);
    for (const field of INT_FIELDS) s[field] = grownInts(s[field], capacity);
    for (const field of FLOAT_FIELDS) s[field] = grownFloats(s[field], capacity);
    this.addFree(old, capacity);
  }
}
