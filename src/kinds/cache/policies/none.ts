/** No cache at all: nothing is ever resident, so every request misses. */
import type { Policy } from './policy.ts';

export const none: Policy = {
  create: () => ({}),
  has: () => false,
  hit() {
    // Nothing is resident, so nothing is hit.
  },
  admit: (_state, key) => key,
  remove() {
    // Nothing is resident, so nothing leaves.
  },
  size: () => 0,
  lists: () => [],
};
