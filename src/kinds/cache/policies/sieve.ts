/**
 * SIEVE: a FIFO queue in which a hit only marks the key. A hand walks from the tail toward the
 * head, clears marks, and evicts the first key without one. Survivors stay where they are, which is
 * what tells SIEVE from CLOCK.
 * Source: Zhang, Yang, Yue, Vigfusson and Rashmi, "SIEVE is simpler than LRU", NSDI 2024.
 */
import {
  createKeyLists,
  type KeyLists,
  NOWHERE,
  newerThan,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface SieveState {
  readonly capacityKeys: number;
  readonly lists: KeyLists;
  readonly visited: Uint8Array;
  /** Where the next search starts; `NONE` means the tail. */
  hand: number;
}

const QUEUE = 0;

export const sieve: Policy<SieveState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    lists: createKeyLists({ keyCount, listCount: 1 }),
    visited: new Uint8Array(keyCount),
    hand: NONE,
  }),

  has: ({ lists }, key) => lists.home[key] !== NOWHERE,

  hit({ visited }, key) {
    visited[key] = 1;
  },

  admit(state, key) {
    if (state.capacityKeys === 0) return key;
    const { lists, visited } = state;
    const evicted = lists.sizes[QUEUE]! >= state.capacityKeys ? evict(state) : NONE;
    pushHead(lists, QUEUE, key);
    visited[key] = 0;
    return evicted;
  },

  remove(state, key) {
    if (state.lists.home[key] !== NOWHERE) takeOut(state, key);
  },

  size: ({ lists }) => lists.sizes[QUEUE]!,

  lists({ lists, visited, hand }, limit) {
    const queue = shownList(lists, QUEUE, { name: 'queue', limit });
    const pointsAt = hand === NONE ? tailOf(lists, QUEUE) : hand;
    const marks = queue.keys.map((key) => visited[key]!);
    return [{ ...queue, marks, ...(pointsAt !== NONE && { hand: pointsAt }) }];
  },
};

function evict(state: SieveState): number {
  const { lists, visited } = state;
  const tail = tailOf(lists, QUEUE);
  let candidate = state.hand === NONE ? tail : state.hand;
  while (visited[candidate] === 1) {
    visited[candidate] = 0;
    const newer = newerThan(lists, candidate);
    candidate = newer === NONE ? tail : newer;
  }
  state.hand = candidate;
  takeOut(state, candidate);
  return candidate;
}

/** Unlinks a key; a hand that pointed at it moves on toward the head. */
function takeOut(state: SieveState, key: number): void {
  if (state.hand === key) state.hand = newerThan(state.lists, key);
  unlink(state.lists, key);
}
