/** How a rate limiter decides. One file an algorithm, one row in `algorithms.ts`. */

export interface LimitSpec {
  readonly ratePerSec: number;
  readonly burst: number;
  readonly windowNs: number;
}

/** What `admit` says of a call that is turned away. */
export const TURNED_AWAY = -1;

export interface Limit {
  /** Everything that changes: plain data, part of the checkpoint. */
  readonly state: object;
  /** A call has come: 0 lets it pass at once, more makes it wait so many nanoseconds, or TURNED_AWAY. */
  admit(nowNs: number): number;
  /** How near the limit it is, 0–1. */
  level(nowNs: number): number;
  /** Forgets everything: the limiter has died. */
  reset(nowNs: number): void;
}

export type MakeLimit = (spec: LimitSpec) => Limit;
