/**
 * LFU, least frequently used: the key with the fewest accesses since its admission is evicted;
 * among equals, the one that has stood at that frequency longest. A key that leaves is forgotten
 * with its frequency.
 * Leaves out: ageing and the logarithmic counters of Redis.
 * Source: Shah, Mitra and Matani, "An O(1) algorithm for implementing the LFU cache eviction
 * scheme", 2010.
 *
 * Keys of one frequency form a list behind a bucket's sentinel, and the buckets form a list by
 * rising frequency, so that a hit moves a key to the bucket next door and the victim is the tail of
 * the first bucket.
 */
import { assert } from '../../../base/assert.ts';
import type { KeyList } from '../../keyed.ts';
import { closeCircle, endsOf, linkBehind, NEWER, OLDER, unlinkNode } from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface LfuState {
  readonly capacityKeys: number;
  readonly keyCount: number;
  size: number;
  /** The bucket of each key, or `NONE`. */
  readonly bucketOf: Int32Array;
  /** Keys and the buckets' sentinels (node keyCount + b), linked as in `KeyLists`. */
  readonly keyLinks: Int32Array;
  /**
   * Buckets, linked alike: on the older side of one is the next higher frequency. The last node is
   * the sentinel.
   */
  readonly bucketLinks: Int32Array;
  /**
   * Doubles, because 32 bits do not count every hit on a key that stays. The sentinel's is 0, equal
   * to no bucket's.
   */
  readonly frequencies: Float64Array;
  /** A stack of unused buckets; the first `freeCount` entries count. */
  readonly free: Int32Array;
  freeCount: number;
}

export const lfu: Policy<LfuState> = {
  create({ capacityKeys, keyCount }) {
    // A bucket holds at least one key, so there are never more buckets than resident keys.
    const bucketCount = Math.min(capacityKeys, keyCount);
    const bucketLinks = new Int32Array(2 * (bucketCount + 1));
    closeCircle(bucketLinks, bucketCount);
    return {
      capacityKeys,
      keyCount,
      size: 0,
      bucketOf: new Int32Array(keyCount).fill(NONE),
      keyLinks: new Int32Array(2 * (keyCount + bucketCount)),
      bucketLinks,
      frequencies: new Float64Array(bucketCount + 1),
      free: Int32Array.from({ length: bucketCount }, (_, bucket) => bucket),
      freeCount: bucketCount,
    };
  },

  has: ({ bucketOf }, key) => bucketOf[key] !== NONE,

  hit(state, key) {
    const { bucketOf, bucketLinks, frequencies } = state;
    const bucket = bucketOf[key]!;
    const risen = frequencies[bucket]! + 1;
    const higher = bucketLinks[2 * bucket + OLDER]!;
    if (frequencies[higher] === risen) {
      leaveBucket(state, key);
      enterBucket(state, key, higher);
    } else if (isAlone(state, bucket)) {
      frequencies[bucket] = risen;
    } else {
      leaveBucket(state, key);
      enterBucket(state, key, openBucket(state, { behind: bucket, frequency: risen }));
    }
  },

  admit(state, key) {
    if (state.capacityKeys === 0) return key;
    const evicted = state.size >= state.capacityKeys ? evict(state) : NONE;
    const sentinel = sentinelOf(state);
    const lowest = state.bucketLinks[2 * sentinel + OLDER]!;
    const isOnes = state.frequencies[lowest] === 1;
    enterBucket(
      state,
      key,
      isOnes ? lowest : openBucket(state, { behind: sentinel, frequency: 1 }),
    );
    state.size++;
    return evicted;
  },

  remove(state, key) {
    if (state.bucketOf[key] === NONE) return;
    leaveBucket(state, key);
    state.size--;
  },

  size: ({ size }) => size,

  lists: (state, limit) => [byFrequency(state, limit)],
};

function evict(state: LfuState): number {
  const lowest = state.bucketLinks[2 * sentinelOf(state) + OLDER]!;
  const victim = state.keyLinks[2 * (state.keyCount + lowest) + NEWER]!;
  leaveBucket(state, victim);
  state.size--;
  return victim;
}

function sentinelOf({ frequencies }: LfuState): number {
  return frequencies.length - 1;
}

function enterBucket(state: LfuState, key: number, bucket: number): void {
  assert(state.bucketOf[key] === NONE, 'a key has one frequency');
  linkBehind(state.keyLinks, state.keyCount + bucket, key);
  state.bucketOf[key] = bucket;
}

/** Takes a key out of its bucket, and closes the bucket behind the last one. */
function leaveBucket(state: LfuState, key: number): void {
  const bucket = state.bucketOf[key]!;
  assert(bucket !== NONE, 'only a resident key has a frequency');
  if (isAlone(state, bucket)) {
    unlinkNode(state.bucketLinks, bucket);
    state.free[state.freeCount] = bucket;
    state.freeCount++;
  }
  unlinkNode(state.keyLinks, key);
  state.bucketOf[key] = NONE;
}

/** True if a bucket holds one key: both neighbours of its sentinel are the same node. */
function isAlone({ keyLinks, keyCount }: LfuState, bucket: number): boolean {
  const sentinel = keyCount + bucket;
  return keyLinks[2 * sentinel + NEWER] === keyLinks[2 * sentinel + OLDER];
}

function openBucket(
  state: LfuState,
  { behind, frequency }: { readonly behind: number; readonly frequency: number },
): number {
  state.freeCount--;
  const bucket = state.free[state.freeCount]!;
  linkBehind(state.bucketLinks, behind, bucket);
  closeCircle(state.keyLinks, state.keyCount + bucket);
  state.frequencies[bucket] = frequency;
  return bucket;
}

/** From the most to the least frequent key; the victim stands at the end, and newcomers near it. */
function byFrequency(state: LfuState, limit: number): KeyList {
  const ends = endsOf({ size: state.size, limit });
  const first = keysFromBuckets(state, { bucketSide: NEWER, keySide: OLDER, count: ends.fromHead });
  const last = keysFromBuckets(state, { bucketSide: OLDER, keySide: NEWER, count: ends.fromTail });
  const keys = [...first, ...last.reverse()];
  return {
    name: 'frequency',
    size: state.size,
    keys,
    ...(keys.length < state.size && { gap: ends.fromHead }),
    marks: keys.map((key) => state.frequencies[state.bucketOf[key]!]!),
  };
}

function keysFromBuckets(
  { keyCount, keyLinks, bucketLinks, frequencies }: LfuState,
  walk: { readonly bucketSide: number; readonly keySide: number; readonly count: number },
): number[] {
  const keys: number[] = [];
  let bucket = frequencies.length - 1;
  while (keys.length < walk.count) {
    bucket = bucketLinks[2 * bucket + walk.bucketSide]!;
    let node = keyLinks[2 * (keyCount + bucket) + walk.keySide]!;
    while (node < keyCount && keys.length < walk.count) {
      keys.push(node);
      node = keyLinks[2 * node + walk.keySide]!;
    }
  }
  return keys;
}
