/**
 * Leaky bucket, as nginx's `limit_req` has it: calls leave at equal distances, up to `burst` of them wait their turn,
 * the next is turned away. With a burst of 0 a call passes only if 1 ÷ rate has gone by since the last that did.
 * nginx counts in milliseconds, this in nanoseconds: a call may come one too early, as the gaps of an even stream are
 * rounded to whole ones, and one at the very rate must pass.
 */
import { NS_PER_SEC } from '../../../base/units.ts';
import { type Limit, type LimitSpec, TURNED_AWAY } from './algorithm.ts';

/** Before the first call: as if the last had gone through long ago. */
const EMPTY = -NS_PER_SEC;

export function leakyBucket({ ratePerSec, burst }: LimitSpec): Limit {
  // Billionths of a call that are ahead of the last admitted one.
  const state = { excess: EMPTY, atNs: 0 };
  const most = burst * NS_PER_SEC;
  const leaked = (nowNs: number) => state.excess - (nowNs - state.atNs) * ratePerSec;
  return {
    state,
    admit(nowNs) {
      const excess = Math.max(0, leaked(nowNs) + NS_PER_SEC);
      if (excess > most + ratePerSec) return TURNED_AWAY;
      state.excess = excess;
      state.atNs = nowNs;
      return excess <= ratePerSec ? 0 : Math.ceil(excess / ratePerSec);
    },
    level(nowNs) {
      const inside = leaked(nowNs) + NS_PER_SEC;
      return Math.min(1, Math.max(0, inside) / (most + NS_PER_SEC));
    },
    reset(nowNs) {
      state.excess = EMPTY;
      state.atNs = nowNs;
    },
  };
}
