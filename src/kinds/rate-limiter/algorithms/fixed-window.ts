/**
 * Fixed window: so many calls in each stretch of the clock. Cheap, and with a flaw: the last of one window and the first
 * of the next can come together, twice the limit within one window's length.
 */
import { type Limit, type LimitSpec, TURNED_AWAY } from './algorithm.ts';
import { callsPerWindow } from './calls-per-window.ts';

export function fixedWindow({ ratePerSec, windowNs }: LimitSpec): Limit {
  const state = { window: 0, count: 0 };
  const limit = callsPerWindow(ratePerSec, windowNs);
  const countAt = (window: number) => (window === state.window ? state.count : 0);
  return {
    state,
    admit(nowNs) {
      const window = Math.floor(nowNs / windowNs);
      const count = countAt(window);
      if (count >= limit) return TURNED_AWAY;
      state.window = window;
      state.count = count + 1;
      return 0;
    },
    level: (nowNs) => countAt(Math.floor(nowNs / windowNs)) / limit,
    reset() {
      state.count = 0;
    },
  };
}
