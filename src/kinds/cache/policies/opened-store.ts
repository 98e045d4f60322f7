/** A set of keys in an eviction order, as whoever opens it sees it: read from the live state, changing nothing. */
import type { KeyList, KeyStore, StoreRules } from '../../keyed.ts';
import { nextVictim } from './next-victim.ts';
import { NONE, type Policy } from './policy.ts';

/** Copying the state of more keys would be felt, once for every step that is shown. */
const VICTIM_KEYS_MAX = 200_000;

export function openedStore(of: {
  readonly rules: StoreRules;
  readonly policy: Policy;
  /** Asked each time: a flush puts another in its place. */
  readonly state: () => object;
  /** By pinned key: 1 while it is held. */
  readonly pinned?: Uint8Array;
}): KeyStore {
  const { rules, policy, state, pinned = new Uint8Array(0) } = of;
  const pinnedHeld = () => pinned.reduce((sum, held) => sum + held, 0);
  return {
    rules,
    size: () => policy.size(state()) + pinnedHeld(),
    lists: (limit) => [...policy.lists(state(), limit), ...pinnedList(pinned, limit)],
    nextVictim: () =>
      rules.keyCount > VICTIM_KEYS_MAX ? NONE : nextVictim(policy, state(), rules.keyCount),
    has: (key) => (key < pinned.length ? pinned[key] === 1 : policy.has(state(), key)),
    listOf: (key) =>
      key < pinned.length ? policy.lists(state(), 0).length : (policy.listOf?.(state(), key) ?? 0),
  };
}

/** Pinned keys have no order but their own: the most popular first. */
function pinnedList(pinned: Uint8Array, limit: number): KeyList[] {
  if (pinned.length === 0) return [];
  const held: number[] = [];
  for (let key = 0; key < pinned.length; key++) if (pinned[key] === 1) held.push(key);
  const keys = held.slice(0, limit);
  const isCut = keys.length < held.length;
  return [{ name: 'pinned', size: held.length, keys, ...(isCut && { gap: keys.length }) }];
}
