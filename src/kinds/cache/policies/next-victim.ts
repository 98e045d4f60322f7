/**
 * Who leaves next: tried on a copy, so that every policy answers by its own rules, unless it knows without trying.
 */
import { copyState } from '../../../base/state.ts';
import { NONE, type Policy } from './policy.ts';

/**
 * The key that would be evicted if one came now that is neither resident nor remembered. `NONE` where nothing would
 * leave, where every key is known, or where chance decides. May cost as much as a copy of the policy's state.
 */
export function nextVictim(policy: Policy, state: object, keyCount: number): number {
  if (policy.victim) return policy.victim(state);
  const stranger = strangerTo(policy, state, keyCount);
  if (stranger === NONE) return NONE;
  let isChance = false;
  const evicted = policy.admit(copyState(state), stranger, () => {
    isChance = true;
    return 0;
  });
  return isChance || evicted === stranger ? NONE : evicted;
}

/** The unpopular keys have the high numbers: looked for from there, one is soon found. */
function strangerTo(policy: Policy, state: object, keyCount: number): number {
  const listCount = policy.lists(state, 0).length;
  for (let key = keyCount - 1; key >= 0; key--) {
    if (policy.has(state, key)) continue;
    if (!policy.listOf || policy.listOf(state, key) >= listCount) return key;
  }
  return NONE;
}
