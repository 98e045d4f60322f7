/**
 * Which shard a key lives on. Shards are numbered in the order of their ids.
 *
 * - hash: a hash of the key modulo the number of shards. Even, and adding one shard to n moves n ÷ (n + 1) of the keys.
 * - range: equal stretches of the key space. Neighbours stay together, and so do the popular.
 * - consistentHash: a ring of points, `virtualNodes` a shard (Karger et al. 1997); one shard more takes 1 ÷ (n + 1).
 */
import { firstPoint, hashOf, ringOf } from '../ring.ts';

export type Scheme = 'hash' | 'range' | 'consistentHash';

export interface Placement {
  readonly scheme: Scheme;
  /** Stable names of the shards, for the ring. */
  readonly names: readonly string[];
  readonly virtualNodes: number;
  readonly keyCount: number;
}

/** The shard of every key; empty where there are no shards. */
export function homesOf(placement: Placement): Int32Array {
  const { scheme, names, virtualNodes, keyCount } = placement;
  const n = names.length;
  if (n === 0) return new Int32Array(0);
  const homes = new Int32Array(keyCount);
  const ring = scheme === 'consistentHash' ? ringOf(names, virtualNodes) : null;
  for (let key = 0; key < keyCount; key++) {
    if (scheme === 'range') homes[key] = Math.floor((key * n) / keyCount);
    else if (ring === null) homes[key] = hashOf(key) % n;
    else homes[key] = ring.owner[firstPoint(ring, hashOf(key))]!;
  }
  return homes;
}
