/** In turn, skipping those out of rotation. */
import { firstFrom } from '../../../base/sorted-ints.ts';
import type { Algorithm, Targets } from './algorithm.ts';

export function roundRobin(targets: Targets): Algorithm {
  const state = { next: 0 };
  return {
    state,
    pick() {
      const target = firstFrom(targets.upOnes, state.next);
      state.next = target + 1 === targets.count ? 0 : target + 1;
      return target;
    },
  };
}
