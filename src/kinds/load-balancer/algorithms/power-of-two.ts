/** Two different ones at random, then the less busy (Mitzenmacher 2001): nearly as good as looking at all of them. */
import { type Algorithm, nthUp, type Targets } from './algorithm.ts';

export function powerOfTwo(targets: Targets): Algorithm {
  const { streams, stream } = targets;
  return {
    state: {},
    pick() {
      const n = targets.upCount;
      if (n === 1) return nthUp(targets, 0);
      const first = streams.below(stream, n);
      const other = streams.below(stream, n - 1);
      const a = nthUp(targets, first);
      const b = nthUp(targets, other < first ? other : other + 1);
      return targets.active[b]! < targets.active[a]! ? b : a;
    },
  };
}
