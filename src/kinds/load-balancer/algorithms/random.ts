/** Any one, uniformly. Splits a Poisson stream into Poisson streams: each target is an M/G/c of its own. */
import type { Algorithm, Targets } from './algorithm.ts';

export function random(targets: Targets): Algorithm {
  const { streams, stream } = targets;
  return {
    state: {},
    pick() {
      const { items, count } = targets.upOnes;
      return items[streams.below(stream, count)]!;
    },
  };
}
