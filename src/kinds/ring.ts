/**
 * Keys by hash, and consistent hashing: a ring of hashed points, several for each owner; a key belongs to the first point
 * clockwise (Karger et al. 1997).
 */
import { hashName, scramble } from '../base/random.ts';

/** Points of the whole ring: more take seconds to sort, and at a thousand an owner shares differ by 3 % as it is. */
const POINTS_MAX = 1 << 18;

export interface Ring {
  /** Where the points stand, in ascending order. */
  readonly at: Float64Array;
  readonly owner: Int32Array;
}

/** The same key hashes to the same place for everyone. */
export function hashOf(key: number): number {
  return scramble(key + 0x9e3779b9);
}

/** `names`: of the owners, stable; each has `virtualNodes` points, or fewer where there would be too many. */
export function ringOf(names: readonly string[], virtualNodes: number): Ring {
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

/** Index of the first point clockwise from a hash. */
export function firstPoint({ at }: Ring, hash: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  return low === at.length ? 0 : low;
}
