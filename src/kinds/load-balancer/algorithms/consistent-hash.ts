/**
 * A ring of hashed points, `virtualNodes` for each target; a key belongs to the first point clockwise whose target is in
 * rotation (Karger et al. 1997). A target that leaves gives up its own keys and no others.
 */
import { hashName, scramble } from '../../../base/random.ts';
import type { Algorithm, Targets } from './algorithm.ts';

/** Points of the whole ring: more take seconds to sort, and at a thousand a target shares differ by 3 % as it is. */
const POINTS_MAX = 1 << 18;

export function consistentHash(targets: Targets): Algorithm {
  const points: { readonly at: number; readonly target: number }[] = [];
  const each = Math.min(
    targets.virtualNodes,
    Math.max(1, Math.floor(POINTS_MAX / targets.names.length)),
  );
  for (const [target, name] of targets.names.entries()) {
    for (let i = 0; i < each; i++) {
      points.push({ at: hashName(0, `${name}#${i}`), target });
    }
  }
  points.sort((a, b) => a.at - b.at || a.target - b.target);
  const at = Float64Array.from(points, (point) => point.at);
  const owner = Int32Array.from(points, (point) => point.target);
  return {
    state: {},
    pick(key) {
      let i = firstAtOrAfter(at, scramble(key + 0x9e3779b9));
      for (;;) {
        if (i === at.length) i = 0;
        const target = owner[i]!;
        if (targets.up[target] === 1) return target;
        i++;
      }
    },
  };
}

function firstAtOrAfter(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
