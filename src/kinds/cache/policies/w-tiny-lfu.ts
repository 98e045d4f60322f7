/**
 * W-TinyLFU: newcomers enter a small LRU window. Who leaves the window must have been asked for
 * more often than the main space's next victim, or it goes itself. The main space is a segmented
 * LRU: probation, and protected for those hit there. Frequencies count every request, resident or
 * not, and are halved once for every 10 × capacity requests.
 * Leaves out: the four-bit sketch (counts are exact here), the window that adapts, and random
 * admission.
 * Source: Einziger, Friedman and Manes, "TinyLFU: a highly efficient cache admission policy", ACM
 * Transactions on Storage 13(4), 2017; shares of the Caffeine library.
 */
import {
  createKeyLists,
  type KeyLists,
  moveToHead,
  NOWHERE,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface WTinyLfuState {
  readonly capacityKeys: number;
  readonly windowMax: number;
  readonly protectedMax: number;
  readonly lists: KeyLists;
  readonly history: History;
}

/** How often each key was asked for, ageing. */
interface History {
  /** A key's count as of the halving named in `halvedAt`. */
  readonly counts: Int32Array;
  readonly halvedAt: Int32Array;
  halvings: number;
  requests: number;
  /** The number of requests that brings the next halving. */
  readonly requestsMax: number;
}

const WINDOW = 0;
const PROBATION = 1;
const PROTECTED = 2;

const MAIN_SHARE = 0.99;
const PROTECTED_SHARE_OF_MAIN = 0.8;
const REQUESTS_PER_HALVING = 10;

export const wtinylfu: Policy<WTinyLfuState> = {
  create({ capacityKeys, keyCount }) {
    const mainMax = Math.floor(capacityKeys * MAIN_SHARE);
    return {
      capacityKeys,
      windowMax: capacityKeys - mainMax,
      protectedMax: Math.floor(mainMax * PROTECTED_SHARE_OF_MAIN),
      lists: createKeyLists({ keyCount, listCount: 3 }),
      history: createHistory({ capacityKeys, keyCount }),
    };
  },

  has: ({ lists }, key) => lists.home[key] !== NOWHERE,

  hit({ lists, history, protectedMax }, key) {
    countRequest(history, key);
    if (lists.home[key] === WINDOW) moveToHead(lists, WINDOW, key);
    else protect(lists, key, protectedMax);
  },

  admit({ capacityKeys, windowMax, lists, history }, key) {
    if (capacityKeys === 0) return key;
    countRequest(history, key);
    pushHead(lists, WINDOW, key);
    if (lists.sizes[WINDOW]! <= windowMax) return NONE;
    const candidate = tailOf(lists, WINDOW);
    moveToHead(lists, PROBATION, candidate);
    if (residentCount(lists) <= capacityKeys) return NONE;
    // The victim is the candidate itself where probation was empty: it goes, for it is not better
    // than itself.
    const victim = tailOf(lists, PROBATION);
    const isBetter = frequencyOf(history, candidate) > frequencyOf(history, victim);
    const evicted = isBetter ? victim : candidate;
    unlink(lists, evicted);
    return evicted;
  },

  remove({ lists }, key) {
    if (lists.home[key] !== NOWHERE) unlink(lists, key);
  },

  size: ({ lists }) => residentCount(lists),

  listOf: ({ lists }, key) => lists.home[key]!,

  lists: ({ lists, history, windowMax, protectedMax }, limit) =>
    [
      shownList(lists, WINDOW, { name: 'window', limit, room: windowMax }),
      shownList(lists, PROBATION, { name: 'probation', limit }),
      shownList(lists, PROTECTED, { name: 'protected', limit, room: protectedMax }),
    ].map((list) => ({ ...list, marks: list.keys.map((key) => frequencyOf(history, key)) })),
};

function residentCount({ sizes }: KeyLists): number {
  return sizes[WINDOW]! + sizes[PROBATION]! + sizes[PROTECTED]!;
}

/**
 * Moves a key of the main space to the head of protected; where that is one too many, the oldest
 * there goes back.
 */
function protect(lists: KeyLists, key: number, protectedMax: number): void {
  moveToHead(lists, PROTECTED, key);
  if (lists.sizes[PROTECTED]! <= protectedMax) return;
  moveToHead(lists, PROBATION, tailOf(lists, PROTECTED));
}

function createHistory(size: { capacityKeys: number; keyCount: number }): History {
  return {
    counts: new Int32Array(size.keyCount),
    halvedAt: new Int32Array(size.keyCount),
    halvings: 0,
    requests: 0,
    // The bound keeps counts within 32 bits; only a capacity above 107 million keys meets it.
    requestsMax: Math.min(REQUESTS_PER_HALVING * size.capacityKeys, 2 ** 30),
  };
}

// A count is halved when it is next looked at, not when its time comes: with 10 keys of 50,000
// resident, a pass over all counts every 100 requests would cost 500 steps a request. Halving n
// times and dividing by 2^n round down alike.
function frequencyOf({ counts, halvedAt, halvings }: History, key: number): number {
  const missedHalvings = halvings - halvedAt[key]!;
  // A shift takes its distance modulo 32.
  return missedHalvings > 31 ? 0 : counts[key]! >> missedHalvings;
}

function countRequest(history: History, key: number): void {
  history.counts[key] = frequencyOf(history, key) + 1;
  history.halvedAt[key] = history.halvings;
  history.requests++;
  if (history.requests < history.requestsMax) return;
  history.requests = Math.floor(history.requests / 2);
  history.halvings++;
}
