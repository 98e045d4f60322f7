/**
 * Which shard a key lives on. Shards are numbered in the order of their ids.
 *
 * - hash: a hash of the key modulo the number of shards. Even, and adding one shard to n moves n ÷ (n + 1) of the keys.
 * - range: equal stretches of the key space. Neighbours stay together, and so do the popular.
 * - consistentHash: a ring of points, `virtualNodes` a shard (Karger et al. 1997); one shard more takes 1 ÷ (n + 1).
 */
import { hashName, scramble } from '../../base/random.ts';

export type Scheme = 'hash' | 'range' | 'consistentHash';

export interface Placement {
  readonly scheme: Scheme;
  /** Stable names of the shards, for the ring. */
  readonly names: readonly string[];
  readonly virtualNodes: number;
  readonly keyCount: number;
}

/** Points of the whole ring: more take seconds to sort. */
const POINTS_MAX = 1 << 18;

/** The shard of every key; empty where there are no shards. */
export function homesOf(placement: Placement): Int32Array {
  const { scheme, names, keyCount } = placement;
  const n = names.length;
  if (n === 0) return new Int32Array(0);
  const homes = new Int32Array(keyCount);
  const ring = scheme === 'consistentHash' ? ringOf(placement) : null;
  for (let key = 0; key < keyCount; key++) {
    if (scheme === 'range') homes[key] = Math.floor((key * n) / keyCount);
    else if (ring === null) homes[key] = hashOf(key) % n;
    else homes[key] = ownerOf(ring, hashOf(key));
  }
  return homes;
}

const hashOf = (key: number) => scramble(key + 0x9e3779b9);

interface Ring {
  readonly at: Float64Array;
  readonly owner: Int32Array;
}

function ringOf({ names, virtualNodes }: Placement): Ring {
  const each = Math.min(virtualNodes, Math.max(1, Math.floor(POINTS_MAX / names.length)));
  const points = names.flatMap((name, owner) =>
    Array.from({ length: each }, (_, i) => ({ at: hashName(0, `${name}#${i}`), owner })),
  );
  points.sort((a, b) => a.at - b.at || a.owner - b.owner);
  return {
    at: Float64Array.from(points, (point) => point.at),
    owner: Int32Array.from(points, (point) => point.owner),
  };
}

/** The first point clockwise. */
function ownerOf({ at, owner }: Ring, value: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return owner[low === at.length ? 0 : low]!;
}
