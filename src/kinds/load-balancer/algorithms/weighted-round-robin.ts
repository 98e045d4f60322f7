/**
 * In turn, by weight and evenly mixed (nginx's smooth weighted round robin): each pick, every target in rotation gains
 * its weight, and the richest pays for all. Weights 5, 1, 1 give a a b a c a a, not five of a in a row.
 */
import type { Algorithm, Targets } from './algorithm.ts';

export function weightedRoundRobin(targets: Targets): Algorithm {
  const { count, weights } = targets;
  const state = { gained: new Int32Array(count) };
  return {
    state,
    pick() {
      const { gained } = state;
      const { up } = targets;
      let best = -1;
      let total = 0;
      for (let target = 0; target < count; target++) {
        if (up[target] === 0) continue;
        gained[target]! += weights[target]!;
        total += weights[target]!;
        if (best < 0 || gained[target]! > gained[best]!) best = target;
      }
      gained[best]! -= total;
      return best;
    },
  };
}
