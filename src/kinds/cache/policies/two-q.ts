/**
 * 2Q, full version: newcomers pass through a FIFO queue (A1in), whose leavers are remembered as
 * ghosts (A1out); a ghost that comes back has proved itself and enters an LRU list (Am). A hit in
 * A1in does nothing: it is likely the same use.
 * Source: Johnson and Shasha, "2Q: a low overhead high performance buffer management replacement
 * algorithm", VLDB 1994, with its recommended shares of 25 % and 50 %.
 */
import {
  createKeyLists,
  type KeyLists,
  moveToHead,
  popTail,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface TwoQState {
  readonly capacityKeys: number;
  readonly a1inMax: number;
  readonly a1outMax: number;
  readonly lists: KeyLists;
}

const A1IN = 0;
const AM = 1;
const A1OUT = 2;

const A1IN_SHARE = 0.25;
const A1OUT_SHARE = 0.5;

export const twoQ: Policy<TwoQState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    a1inMax: Math.floor(capacityKeys * A1IN_SHARE),
    a1outMax: Math.floor(capacityKeys * A1OUT_SHARE),
    lists: createKeyLists({ keyCount, listCount: 3 }),
  }),

  has: ({ lists }, key) => lists.home[key]! < A1OUT,

  hit({ lists }, key) {
    if (lists.home[key] === AM) moveToHead(lists, AM, key);
  },

  admit(state, key) {
    if (state.capacityKeys === 0) return key;
    const { lists } = state;
    const isGhost = lists.home[key] === A1OUT;
    if (isGhost) unlink(lists, key);
    const evicted = residentCount(lists) >= state.capacityKeys ? evict(state) : NONE;
    pushHead(lists, isGhost ? AM : A1IN, key);
    return evicted;
  },

  remove({ lists }, key) {
    if (lists.home[key]! < A1OUT) unlink(lists, key);
  },

  size: ({ lists }) => residentCount(lists),

  listOf: ({ lists }, key) => lists.home[key]!,

  lists: ({ lists, a1inMax, a1outMax }, limit) => [
    shownList(lists, A1IN, { name: 'a1in', limit, room: a1inMax }),
    shownList(lists, AM, { name: 'am', limit }),
    shownList(lists, A1OUT, { name: 'a1out', limit, ghost: true, room: a1outMax }),
  ],
};

function residentCount({ sizes }: KeyLists): number {
  return sizes[A1IN]! + sizes[AM]!;
}

/**
 * Evicts one key of a full cache: from A1in where it is over its share, else from Am, which then
 * cannot be empty.
 */
function evict({ lists, a1inMax, a1outMax }: TwoQState): number {
  if (lists.sizes[A1IN]! <= a1inMax) return popTail(lists, AM);
  const oldest = tailOf(lists, A1IN);
  moveToHead(lists, A1OUT, oldest);
  if (lists.sizes[A1OUT]! > a1outMax) popTail(lists, A1OUT);
  return oldest;
}
