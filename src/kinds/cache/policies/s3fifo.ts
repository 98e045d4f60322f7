/**
 * S3-FIFO: newcomers enter a small queue; those hit twice there go on to the main queue, the others
 * leave and are remembered as ghosts, and a ghost that comes back enters the main queue at once.
 * Main's tail gets another round for each of its at most three hits.
 * Leaves out: the lock-free rings of the original.
 * Source: Yang, Zhang, Qiu, Yue and Rashmi, "FIFO queues are all you need for cache eviction", SOSP
 * 2023; the shares and the threshold are those of its authors' simulator.
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

export interface S3FifoState {
  readonly capacityKeys: number;
  readonly smallMax: number;
  readonly ghostMax: number;
  readonly lists: KeyLists;
  readonly hits: Uint8Array;
}

const SMALL = 0;
const MAIN = 1;
const GHOST = 2;

const SMALL_SHARE = 0.1;
const GHOST_SHARE = 0.9;
const HITS_MAX = 3;
const HITS_TO_PROMOTE = 2;

export const s3fifo: Policy<S3FifoState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    smallMax: Math.floor(capacityKeys * SMALL_SHARE),
    ghostMax: Math.floor(capacityKeys * GHOST_SHARE),
    lists: createKeyLists({ keyCount, listCount: 3 }),
    hits: new Uint8Array(keyCount),
  }),

  has: ({ lists }, key) => lists.home[key]! < GHOST,

  hit({ hits }, key) {
    if (hits[key]! < HITS_MAX) hits[key]!++;
  },

  admit(state, key) {
    if (state.capacityKeys === 0) return key;
    const { lists, hits } = state;
    // Looked up before the eviction, which may push this very ghost out.
    const isGhost = lists.home[key] === GHOST;
    if (isGhost) unlink(lists, key);
    const evicted = residentCount(lists) >= state.capacityKeys ? evict(state) : NONE;
    pushHead(lists, isGhost ? MAIN : SMALL, key);
    hits[key] = 0;
    return evicted;
  },

  remove({ lists }, key) {
    if (lists.home[key]! < GHOST) unlink(lists, key);
  },

  size: ({ lists }) => residentCount(lists),

  listOf: ({ lists }, key) => lists.home[key]!,

  lists({ lists, hits, smallMax, ghostMax }, limit) {
    const small = shownList(lists, SMALL, { name: 'small', limit, room: smallMax });
    const main = shownList(lists, MAIN, { name: 'main', limit });
    return [
      { ...small, marks: small.keys.map((key) => hits[key]!) },
      { ...main, marks: main.keys.map((key) => hits[key]!) },
      shownList(lists, GHOST, { name: 'ghost', limit, ghost: true, room: ghostMax }),
    ];
  },
};

function residentCount({ sizes }: KeyLists): number {
  return sizes[SMALL]! + sizes[MAIN]!;
}

/**
 * Evicts one key of a full cache. The small queue gives way only at its full share, so that it may
 * fill an empty cache.
 */
function evict(state: S3FifoState): number {
  const { sizes } = state.lists;
  let evicted = NONE;
  while (evicted === NONE) {
    const isSmallsTurn = sizes[SMALL]! > 0 && sizes[SMALL]! >= state.smallMax;
    evicted = isSmallsTurn || sizes[MAIN] === 0 ? evictFromSmall(state) : evictFromMain(state);
  }
  return evicted;
}

/**
 * Promotes from the tail until a key is evicted; `NONE` if every key of the small queue was
 * promoted.
 */
function evictFromSmall({ lists, hits, ghostMax }: S3FifoState): number {
  for (let key = tailOf(lists, SMALL); key !== NONE; key = tailOf(lists, SMALL)) {
    if (hits[key]! < HITS_TO_PROMOTE) {
      unlink(lists, key);
      remember(lists, key, ghostMax);
      return key;
    }
    hits[key] = 0;
    moveToHead(lists, MAIN, key);
  }
  return NONE;
}

function remember(lists: KeyLists, key: number, ghostMax: number): void {
  if (ghostMax === 0) return;
  if (lists.sizes[GHOST] === ghostMax) popTail(lists, GHOST);
  pushHead(lists, GHOST, key);
}

function evictFromMain({ lists, hits }: S3FifoState): number {
  let key = tailOf(lists, MAIN);
  while (hits[key]! > 0) {
    hits[key]!--;
    moveToHead(lists, MAIN, key);
    key = tailOf(lists, MAIN);
  }
  unlink(lists, key);
  return key;
}
