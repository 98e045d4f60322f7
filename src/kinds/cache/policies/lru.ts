/**
 * LRU, least recently used: a hit moves the key to the head, the tail is evicted.
 * Leaves out: sampling (Redis looks at five random keys) and slab classes (memcached keeps one list
 * for each).
 * Source: Mattson, Gecsei, Slutz and Traiger, "Evaluation techniques for storage hierarchies", IBM
 * Systems Journal 9(2), 1970.
 */
import {
  createKeyLists,
  type KeyLists,
  moveToHead,
  NOWHERE,
  popTail,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface LruState {
  readonly capacityKeys: number;
  readonly lists: KeyLists;
}

const RECENCY = 0;

export const lru: Policy<LruState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    lists: createKeyLists({ keyCount, listCount: 1 }),
  }),

  has: ({ lists }, key) => lists.home[key] !== NOWHERE,

  hit({ lists }, key) {
    moveToHead(lists, RECENCY, key);
  },

  admit({ capacityKeys, lists }, key) {
    if (capacityKeys === 0) return key;
    const isFull = lists.sizes[RECENCY]! >= capacityKeys;
    const evicted = isFull ? popTail(lists, RECENCY) : NONE;
    pushHead(lists, RECENCY, key);
    return evicted;
  },

  remove({ lists }, key) {
    if (lists.home[key] !== NOWHERE) unlink(lists, key);
  },

  size: ({ lists }) => lists.sizes[RECENCY]!,

  victim: ({ capacityKeys, lists }) =>
    lists.sizes[RECENCY]! >= capacityKeys ? tailOf(lists, RECENCY) : NONE,

  lists: ({ lists }, limit) => [shownList(lists, RECENCY, { name: 'recency', limit })],
};
