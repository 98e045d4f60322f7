/**
 * The one with the fewest calls under way; ties in turn, so that equal servers share evenly. The fewest stand at the
 * root of a tournament tree, so that a pick among thousands looks at a dozen.
 */
import type { Algorithm, Targets } from './algorithm.ts';

/** More than any target can have: it is out of rotation, or there is none. */
const NEVER = 0x7fffffff;

export function leastConnections(targets: Targets): Algorithm {
  let leaves = 1;
  while (leaves < targets.count) leaves *= 2;
  // Node i has the children 2i and 2i + 1 and the smaller of their numbers; target t is node leaves + t.
  const state = { next: 0, fewest: new Int32Array(2 * leaves).fill(NEVER) };
  for (let target = 0; target < targets.count; target++) changed(target);

  function changed(target: number): void {
    const { fewest } = state;
    let at = leaves + target;
    fewest[at] = targets.up[target] === 1 ? targets.active[target]! : NEVER;
    for (at >>= 1; at > 0; at >>= 1) {
      const fewer = Math.min(fewest[2 * at]!, fewest[2 * at + 1]!);
      // Who does not change anything for its parent changes nothing above it.
      if (fewest[at] === fewer) return;
      fewest[at] = fewer;
    }
  }

  return {
    state,
    pick() {
      const { fewest, next } = state;
      const inTurn = firstWith(fewest, leaves + next);
      const best = (inTurn < 0 ? firstWith(fewest, leaves) : inTurn) - leaves;
      state.next = best + 1 === targets.count ? 0 : best + 1;
      return best;
    },
    changed,
  };
}

/** The first leaf, from `leaf` on, with the fewest of all; −1 where only leaves before it have so few. */
function firstWith(fewest: Int32Array, leaf: number): number {
  const wanted = fewest[1]!;
  let at = leaf;
  while (fewest[at]! > wanted) {
    // Up while there is nothing to the right, then over to the right.
    while ((at & 1) === 1) at >>= 1;
    if (at === 0) return -1;
    at++;
  }
  while (2 * at < fewest.length) at = fewest[2 * at]! <= wanted ? 2 * at : 2 * at + 1;
  return at;
}
