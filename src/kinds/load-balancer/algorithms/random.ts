/** Any one, uniformly. Splits a Poisson stream into Poisson streams: each target is an M/G/c of its own. */
import { type Algorithm, nthUp, type Targets } from './algorithm.ts';

export function random(targets: Targets): Algorithm {
  return {
    state: {},
    pick: () => nthUp(targets, targets.streams.below(targets.stream, targets.upCount)),
  };
}
