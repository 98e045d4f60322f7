/**
 * What kinds and the compiler agree on: the verbs of calls, what a node offers, and what a kind's model must be.
 * The kernel knows none of this.
 */
import type { Behaviour } from '../sim/behaviour.ts';
import type { Link, Route } from '../sim/link.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { Content, OperationType } from './fields.ts';
import type { Keyed } from './keyed.ts';

/** What a call asks for. The names go into recordings. */
export const verbs = [
  'request',
  'get',
  'set',
  'delete',
  'read',
  'write',
  'publish',
  'deliver',
  'resolve',
] as const;
export const REQUEST = 0;
export const GET = 1;
export const SET = 2;
export const DELETE = 3;
export const READ = 4;
export const WRITE = 5;
export const PUBLISH = 6;
export const DELIVER = 7;
export const RESOLVE = 8;

/**
 * Mark of a GET whose caller will fill the cache after a miss. The mark of the SET that fills it, or of the DELETE that
 * gives up, is the token of the caller's lease, more than 0; a write's own SET or DELETE has none (−1).
 */
export const FILLS = 1;
/** Mark of a fill after a miss for which there was no lease; of one whose caller could not ask the cache. */
export const UNLEASED = 0;
export const UNASKED = -2;

/** What a node can do for its callers. */
export type Offer =
  | 'service'
  | 'cache'
  | 'store'
  | 'blobs'
  | 'queue'
  | 'consumer'
  | 'names'
  | 'nothing';

/** An operation of some client, with its place in the run's table of operations. */
export interface OperationInfo {
  readonly type: OperationType;
  /** Dependencies that serve it; null: whatever the drawing offers. */
  readonly uses: readonly string[] | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly content: Content;
}

/** The versions that clients have been promised: what a read is stale against. */
export interface Truth {
  /** The newest acknowledged version of a key. */
  latest(key: number): number;
}

/** Who is signed in, at all servers of the run that keep sessions. By place of the user; both start at −1. */
export interface SignIns {
  /** Whose session it is. */
  readonly owner: Int32Array;
  /** Where it is kept: a server's own numbering, −1 where that does not matter. */
  readonly home: Int32Array;
}

/** What callers of a cache must know about it. */
export interface CacheTraits {
  readonly loadsItself: boolean;
  readonly writesThrough: boolean;
  readonly onWrite: 'evict' | 'update' | 'ignore';
}

/** What stands between people and a name service: caches of answers, each with its own time to live. */
export interface NameCaches {
  /** Whose answer a person has: a number for the frame's `phase`, where the route looks for it. */
  cacheOf(user: number): number;
  /** It holds an answer that is still good. */
  knows(cache: number): boolean;
  /** The `version` of an answered look-up is the address it names. */
  learn(cache: number, address: number): void;
  /** To the address that the cache holds. */
  readonly route: Route;
}

/** One thing a node can call, as the drawing connects it. */
export interface Dependency {
  /** The drawn targets' ids: several where edges go to several members of one database set. */
  readonly ids: readonly string[];
  readonly node: number;
  readonly offer: Offer;
  readonly route: Route;
  /** The drawn link; a route may also take others. */
  readonly link: Link;
  readonly instances: number;
  readonly cache: CacheTraits | null;
  /** Concurrent calls an instance takes: what a queue may hand it. */
  readonly slots: number;
  /** A delivery edge's own limit. */
  readonly prefetch: number | null;
  /** The share that a request edge asks a load balancer for, 1 or more. */
  readonly weight: number;
  /** For a name service: what its answers are kept in. */
  readonly names: NameCaches | null;
}

export interface NodeContext<P> {
  readonly sim: Simulation;
  readonly node: number;
  readonly id: string;
  readonly params: P;
  /** How many different keys the run can see. */
  readonly keyCount: number;
  /** Every operation of the run; `calls.operation` points here. */
  readonly operations: readonly OperationInfo[];
  /** Places of the users of all clients, and where this client's begin. */
  readonly userPlaces: { readonly first: number; readonly all: number };
  /** Null where no server keeps sessions, or no client has users. */
  readonly signIns: SignIns | null;
  /** The sessions' keys in stores begin here, one for each place of a user. */
  readonly firstSessionKey: number;
  /** This client's own, as indexes into `operations`. */
  readonly ownOperations: readonly number[];
}

export interface Connections {
  readonly dependencies: readonly Dependency[];
  /** For a cache: the database it stands in front of. For a shard router: all its shards together. */
  readonly truth: Truth | null;
}

export interface NodeBehaviour extends Behaviour {
  /** Of a kind that keeps keys in an eviction order: its keys, for whoever opens it. */
  readonly keyed?: Keyed;
  /** Second step of wiring, when every node exists. */
  connect?(connections: Connections): void;
}

/** A kind: pure, and small on purpose. */
export interface KindModel<P> {
  readonly offer: Offer;
  /** What callers of a cache must know, given whether it has a database behind it. */
  traits?(params: P, hasStore: boolean): CacheTraits;
  /** What its answer weighs where that is not the operation's own size; a kind that passes calls on has none. */
  answerBytes?(params: P, operation: OperationInfo): number;
  create(context: NodeContext<P>): NodeBehaviour;
}
