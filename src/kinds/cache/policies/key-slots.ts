/**
 * Keys in numbered slots, for policies in which a resident key stays where it is put and a newcomer
 * takes its victim's place. A slot that a removal left empty is filled next, as a page frame from
 * the free list would be.
 */
import { assert } from '../../../base/assert.ts';
import { NONE } from './policy.ts';

export interface KeySlots {
  /** The key in each slot, or `NONE`. */
  readonly keyIn: Int32Array;
  /** The slot of each key, or `NONE`. */
  readonly slotOf: Int32Array;
  /** A stack of the empty slots; the first `freeCount` entries count. */
  readonly free: Int32Array;
  freeCount: number;
}

export function createKeySlots(size: { capacityKeys: number; keyCount: number }): KeySlots {
  // More slots than keys could never fill.
  const slotCount = Math.min(size.capacityKeys, size.keyCount);
  return {
    keyIn: new Int32Array(slotCount).fill(NONE),
    slotOf: new Int32Array(size.keyCount).fill(NONE),
    // Slot 0 lies on top, so that an empty cache fills from the first slot on.
    free: Int32Array.from({ length: slotCount }, (_, depth) => slotCount - 1 - depth),
    freeCount: slotCount,
  };
}

export function residentCount(slots: KeySlots): number {
  return slots.keyIn.length - slots.freeCount;
}

/** Puts a key that is not resident into an empty slot; there must be one. */
export function fillFreeSlot(slots: KeySlots, key: number): void {
  assert(slots.slotOf[key] === NONE, 'a key has one slot at most');
  slots.freeCount--;
  const slot = slots.free[slots.freeCount]!;
  slots.keyIn[slot] = key;
  slots.slotOf[key] = slot;
}

/**
 * Puts a key that is not resident in the place of the one in `slot`, and returns the key that left.
 */
export function replaceIn(slots: KeySlots, slot: number, key: number): number {
  assert(slots.slotOf[key] === NONE, 'a key has one slot at most');
  const replaced = slots.keyIn[slot]!;
  slots.slotOf[replaced] = NONE;
  slots.keyIn[slot] = key;
  slots.slotOf[key] = slot;
  return replaced;
}

/** Takes a key out, if it is resident, and leaves its slot empty. */
export function vacate(slots: KeySlots, key: number): void {
  const slot = slots.slotOf[key]!;
  if (slot === NONE) return;
  slots.slotOf[key] = NONE;
  slots.keyIn[slot] = NONE;
  slots.free[slots.freeCount] = slot;
  slots.freeCount++;
}

/**
 * The resident keys of at most `limit` slots from `first` on, around the end of the ring if need
 * be.
 */
export function keysFrom(slots: KeySlots, stretch: { first: number; limit: number }): number[] {
  const slotCount = slots.keyIn.length;
  const keys: number[] = [];
  for (let i = 0; i < Math.min(slotCount, stretch.limit); i++) {
    const key = slots.keyIn[(stretch.first + i) % slotCount]!;
    if (key !== NONE) keys.push(key);
  }
  return keys;
}
