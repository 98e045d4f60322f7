/**
 * A link is a way calls can travel: from one node to another, with a round trip, a chance of loss and the caller's
 * policy. A route is a caller's choice among links, made anew for every attempt.
 */

import type { Pipe } from './bandwidth.ts';
import type { SharedAddress } from './behaviour.ts';
import type { Breaker } from './breaker.ts';
import type { Sampler } from './distribution.ts';
import type { Hedge } from './hedge.ts';
import type { Pool } from './pool.ts';
import type { Retry } from './retry.ts';

export interface Link {
  readonly index: number;
  readonly source: number;
  readonly target: number;
  /** Null: calls go to the instance that their route has chosen. */
  readonly address: SharedAddress | null;
  /** The drawn edge; null for a way that only a driver takes. */
  readonly edge: string | null;
  readonly kind: 'request' | 'replication' | 'delivery';
  readonly roundTrip: Sampler;
  /** The round trip where it is always the same, nanoseconds; else −1. Spares the draw. */
  readonly constantNs: number;
  /** Share of calls that vanish. */
  readonly lossRatio: number;
  readonly lossStream: number;
  /** Neither lossy nor narrow: nothing but a fault can happen on the way. */
  readonly isPlain: boolean;
  /** A timeout, a policy or a hedge: there is something to do when an attempt sets off. */
  readonly isWatched: boolean;
  /** Index of the timer ring for this link's timeout, −1 for none. */
  readonly timer: number;
  /** Null where the caller neither retries nor breaks, and has no pool: the usual case, which costs one look. */
  readonly policy: CallerPolicy | null;
  /** Null: unlimited bandwidth. */
  readonly pipe: Pipe | null;
  readonly hedge: Hedge | null;
  /** Index of the hedge's timer ring, −1 for none. */
  readonly hedgeTimer: number;
}

/** What a caller does about failures, and how much it asks for at once. */
export interface CallerPolicy {
  readonly retry: Retry | null;
  /** Shared by all ways to one dependency. */
  readonly breaker: Breaker | null;
  /** Shared in the same way. Null: as many connections as there are calls. */
  readonly pool: Pool | null;
}

/** Picks a target for each attempt. Its state lives with its owner. */
export interface Route {
  /** Place in the simulation's table, set when it is added there. */
  index: number;
  /** Sets `link`, `instance` and, if it likes, `mark` of the call. False: there is nowhere to go. */
  choose(call: number): boolean;
  /** As `choose`, for a copy of `first` that must go elsewhere. False: there is nowhere else. */
  chooseOther?(call: number, first: number): boolean;
  /** The attempt is over: answered, timed out or orphaned. */
  ended?(call: number): void;
}
