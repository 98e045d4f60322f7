/**
 * A ring of hashed points (`ring.ts`), `virtualNodes` for each target; a key belongs to the first point clockwise whose
 * target is in rotation. A target that leaves gives up its own keys and no others.
 */
import { firstPoint, hashOf, ringOf } from '../../ring.ts';
import type { Algorithm, Targets } from './algorithm.ts';

export function consistentHash(targets: Targets): Algorithm {
  const ring = ringOf(targets.names, targets.virtualNodes);
  const { owner } = ring;
  return {
    state: {},
    pick(key) {
      for (let i = firstPoint(ring, hashOf(key)); ; i++) {
        if (i === owner.length) i = 0;
        const target = owner[i]!;
        if (targets.up[target] === 1) return target;
      }
    },
  };
}
