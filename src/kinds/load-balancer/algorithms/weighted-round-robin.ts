/**
 * In turn, by weight and evenly mixed (nginx's smooth weighted round robin): each pick, every target in rotation gains
 * its weight, and the richest pays for all. Weights 5, 1, 1 give a a b a c a a, not five of a in a row.
 */
import type { Algorithm, Targets } from './algorithm.ts';

export function weightedRoundRobin(targets: Targets): Algorithm {
  const { weights } = targets;
  const state = { gained: new Int32Array(targets.count) };
  return {
    state,
    pick() {
      const { gained } = state;
      const { items, count } = targets.upOnes;
      let best = -1;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const target = items[i]!;
        gained[target]! += weights[target]!;
        total += weights[target]!;
        if (best < 0 || gained[target]! > gained[best]!) best = target;
      }
      gained[best]! -= total;
      return best;
    },
  };
}
