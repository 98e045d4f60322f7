/** The one with the fewest calls under way; ties in turn, so that equal servers share evenly. */
import type { Algorithm, Targets } from './algorithm.ts';

export function leastConnections(targets: Targets): Algorithm {
  const state = { next: 0 };
  return {
    state,
    pick() {
      let best = -1;
      for (let i = 0; i < targets.count; i++) {
        const target = (state.next + i) % targets.count;
        if (targets.up[target] === 0) continue;
        if (best < 0 || targets.active[target]! < targets.active[best]!) best = target;
      }
      state.next = best + 1 === targets.count ? 0 : best + 1;
      return best;
    },
  };
}
