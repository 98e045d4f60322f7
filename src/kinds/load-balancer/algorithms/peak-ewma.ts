/**
 * Two different ones at random, then the one whose calls are expected to be over sooner: its round trips, averaged with
 * weights that decay, times the calls under way and one more. A slower round trip than the average replaces it at once,
 * a faster one only pulls it down in time (Finagle, PeakEwma.scala).
 */
import { exp } from '../../../base/math.ts';
import { type Algorithm, oneOfTwo, type Targets } from './algorithm.ts';

/** Busy and never yet answered: nobody knows how slow it is. Finagle's Long.MaxValue >> 16. */
const UNKNOWN_NS = 2 ** 47;

export function peakEwma(targets: Targets): Algorithm {
  const { count, clock, decayNs } = targets;
  const state = { averageNs: new Float64Array(count), sinceNs: new Float64Array(count) };

  function observe(target: number, roundTripNs: number): void {
    const { averageNs, sinceNs } = state;
    const average = averageNs[target]!;
    if (roundTripNs > average) averageNs[target] = roundTripNs;
    else {
      const kept = exp((sinceNs[target]! - clock.nowNs) / decayNs);
      averageNs[target] = average * kept + roundTripNs * (1 - kept);
    }
    sinceNs[target] = clock.nowNs;
  }

  function cost(target: number): number {
    observe(target, 0);
    const averageNs = state.averageNs[target]!;
    const active = targets.active[target]!;
    return averageNs === 0 && active > 0 ? UNKNOWN_NS + active : averageNs * (active + 1);
  }

  const cheaper = (a: number, b: number) => (cost(b) < cost(a) ? b : a);
  return { state, pick: () => oneOfTwo(targets, cheaper), ended: observe };
}
