/** Two different ones at random, then the less busy (Mitzenmacher 2001): nearly as good as looking at all of them. */
import { type Algorithm, oneOfTwo, type Targets } from './algorithm.ts';

export function powerOfTwo(targets: Targets): Algorithm {
  const lessBusy = (a: number, b: number) => (targets.active[b]! < targets.active[a]! ? b : a);
  return { state: {}, pick: () => oneOfTwo(targets, lessBusy) };
}
