/**
 * FIFO, first in, first out: the oldest key is evicted, however often it was read.
 * Source: Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems
 * Journal 5(2), 1966.
 */
import {
  createKeyLists,
  type KeyLists,
  NOWHERE,
  popTail,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface FifoState {
  readonly capacityKeys: number;
  readonly lists: KeyLists;
}

const QUEUE = 0;

export const fifo: Policy<FifoState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    lists: createKeyLists({ keyCount, listCount: 1 }),
  }),

  has: ({ lists }, key) => lists.home[key] !== NOWHERE,

  hit() {
    // Order of arrival is all that counts.
  },

  admit({ capacityKeys, lists }, key) {
    if (capacityKeys === 0) return key;
    const isFull = lists.sizes[QUEUE]! >= capacityKeys;
    const evicted = isFull ? popTail(lists, QUEUE) : NONE;
    pushHead(lists, QUEUE, key);
    return evicted;
  },

  remove({ lists }, key) {
    if (lists.home[key] !== NOWHERE) unlink(lists, key);
  },

  size: ({ lists }) => lists.sizes[QUEUE]!,

  victim: ({ capacityKeys, lists }) =>
    lists.sizes[QUEUE]! >= capacityKeys ? tailOf(lists, QUEUE) : NONE,

  lists: ({ lists }, limit) => [shownList(lists, QUEUE, { name: 'queue', limit })],
};
