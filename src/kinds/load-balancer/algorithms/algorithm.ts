/** How a load balancer chooses among its healthy targets. One file an algorithm, one row in `algorithms.ts`. */
import type { Streams } from '../../../base/random.ts';

/** What an algorithm may look at. Targets are numbered in order of node id and instance. */
export interface Targets {
  readonly count: number;
  /** 1: in rotation. */
  readonly up: Uint8Array;
  /** Calls sent and not yet over. */
  readonly active: Int32Array;
  /** How many are in rotation. */
  readonly upCount: number;
  /** Shares that the edges ask for, 1 or more. */
  readonly weights: readonly number[];
  /** Stable names, for hashing. */
  readonly names: readonly string[];
  readonly clock: { readonly nowNs: number };
  readonly streams: Streams;
  readonly stream: number;
  readonly virtualNodes: number;
  readonly decayNs: number;
}

export interface Algorithm {
  /** Everything that changes: plain data, part of the checkpoint. */
  readonly state: object;
  /** A target in rotation for a call with this key (or from this address); only called while there is one. */
  pick(hashed: number): number;
  /** The target's calls under way have changed in number, or it has left or joined the rotation. */
  changed?(target: number): void;
  /** A call to the target is over: answered, failed or given up. */
  ended?(target: number, roundTripNs: number): void;
}

export type MakeAlgorithm = (targets: Targets) => Algorithm;

/** The n-th target in rotation, n < upCount. */
export function nthUp(targets: Targets, n: number): number {
  // Nearly always nobody is out: a balancer of thousands must not walk them all for every call.
  if (targets.upCount === targets.count) return n;
  let left = n;
  for (let i = 0; i < targets.count; i++) {
    if (targets.up[i] === 1 && left-- === 0) return i;
  }
  return -1;
}

/** Two different ones in rotation, any pair as likely; `choose` says which of them it is to be. */
export function oneOfTwo(targets: Targets, choose: (a: number, b: number) => number): number {
  const { streams, stream } = targets;
  const n = targets.upCount;
  if (n === 1) return nthUp(targets, 0);
  const first = streams.below(stream, n);
  const other = streams.below(stream, n - 1);
  return choose(nthUp(targets, first), nthUp(targets, other < first ? other : other + 1));
}
