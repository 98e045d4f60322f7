/**
 * What an eviction policy is: plain state and functions over it.
 *
 * State holds numbers, typed arrays and plain objects of those, so that a checkpoint is a deep
 * copy. Keys are dense integers from 0 to `keyCount - 1`, so that a key indexes its links directly
 * and nothing is hashed.
 */
import type { KeyList } from '../../keyed.ts';

/** No key: nothing was evicted, no hand is set, a list is empty. */
export const NONE = -1;

/** A uniform integer from 0 to `n - 1`, from the simulator's own seeded stream. */
export type Draw = (n: number) => number;

export interface PolicySize {
  /** How many keys may be resident; a whole number, 0 or more. */
  readonly capacityKeys: number;
  /** How many different keys can appear. */
  readonly keyCount: number;
}

export interface Policy<S extends object = object> {
  /** Fresh, empty state. */
  create(size: PolicySize): S;

  /** True if the key is resident; changes nothing. */
  has(state: S, key: number): boolean;

  /** A read or an overwrite of a resident key: the policy's bookkeeping for a hit. */
  hit(state: S, key: number): void;

  /**
   * Admits a key that is not resident, after evicting where needed. Returns the evicted key,
   * `NONE`, or the key itself where the policy refuses it. A miss that is never filled therefore
   * leaves no mark on the policy. Only `random` draws, once an eviction.
   */
  admit(state: S, key: number, draw: Draw): number;

  /**
   * Takes a resident key out (delete, expiry). That is no eviction, so it leaves no ghost. A key
   * that is not resident is left alone, its ghost included.
   */
  remove(state: S, key: number): void;

  /** How many keys are resident. */
  size(state: S): number;

  /** Resident keys and ghosts in the policy's own order, at most `limit` of each list. */
  lists(state: S, limit: number): readonly KeyList[];

  /**
   * The key that would leave for one that is neither resident nor remembered, or `NONE`, where that is told without
   * trying: who asks otherwise tries it on a copy.
   */
  victim?(state: S): number;

  /**
   * Which of its lists a key stands in, as an index; ghosts count, and a key that stands in none has an index
   * beyond the last. For policies of several lists: in one there is nothing to ask.
   */
  listOf?(state: S, key: number): number;
}
