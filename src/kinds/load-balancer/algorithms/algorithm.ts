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
  /** Stable names, for hashing. */
  readonly names: readonly string[];
  readonly streams: Streams;
  readonly stream: number;
  readonly virtualNodes: number;
}

export interface Algorithm {
  /** Everything that changes: plain data, part of the checkpoint. */
  readonly state: object;
  /** A target in rotation; only called while there is one. */
  pick(key: number): number;
}

export type MakeAlgorithm = (targets: Targets) => Algorithm;

/** The n-th target in rotation, n < upCount. */
export function nthUp(targets: Targets, n: number): number {
  let left = n;
  for (let i = 0; i < targets.count; i++) {
    if (targets.up[i] === 1 && left-- === 0) return i;
  }
  return -1;
}
