/** How a load balancer chooses among its healthy targets. One file an algorithm, one row in `algorithms.ts`. */
import type { Streams } from '../../../base/random.ts';
import type { SortedInts } from '../../../base/sorted-ints.ts';

/** What an algorithm may look at. Targets are numbered in order of node id and instance. */
export interface Targets {
  readonly count: number;
  /** 1: in rotation. */
  readonly up: Uint8Array;
  /** Calls sent and not yet over. */
  readonly active: Int32Array;
  /** Those in rotation. */
  readonly upOnes: SortedInts;
  /** Those that there are, dead or not: all but the ones that an autoscaler has not started. */
  readonly openOnes: SortedInts;
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

/** Two different ones in rotation, any pair as likely; `choose` says which of them it is to be. */
export function oneOfTwo(targets: Targets, choose: (a: number, b: number) => number): number {
  const { streams, stream } = targets;
  const { items, count } = targets.upOnes;
  if (count === 1) return items[0]!;
  const first = streams.below(stream, count);
  const other = streams.below(stream, count - 1);
  return choose(items[first]!, items[other < first ? other : other + 1]!);
}
