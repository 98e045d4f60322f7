/**
 * Sliding window counter: the count of this window plus the share of the last one that a window ending now would still
 * cover, rounded down. Two numbers, and no edge to crowd at; exact if calls of the last window came evenly.
 */
import { type Limit, type LimitSpec, TURNED_AWAY } from './algorithm.ts';
import { callsPerWindow } from './calls-per-window.ts';

export function slidingWindow({ ratePerSec, windowNs }: LimitSpec): Limit {
  const state = { window: 0, count: 0, previous: 0 };
  const limit = callsPerWindow(ratePerSec, windowNs);
  function moveTo(window: number): void {
    if (window === state.window) return;
    state.previous = window === state.window + 1 ? state.count : 0;
    state.window = window;
    state.count = 0;
  }
  function estimate(nowNs: number): number {
    const window = Math.floor(nowNs / windowNs);
    // Whole nanoseconds until the one division: a whole estimate comes out whole.
    const leftNs = (window + 1) * windowNs - nowNs;
    if (window === state.window) return (state.previous * leftNs) / windowNs + state.count;
    return window === state.window + 1 ? (state.count * leftNs) / windowNs : 0;
  }
  return {
    state,
    admit(nowNs) {
      // A part of a call is none, or a call a second would let one through in two.
      if (Math.floor(estimate(nowNs)) + 1 > limit) return TURNED_AWAY;
      moveTo(Math.floor(nowNs / windowNs));
      state.count++;
      return 0;
    },
    level: (nowNs) => Math.min(1, estimate(nowNs) / limit),
    reset() {
      state.count = 0;
      state.previous = 0;
    },
  };
}
