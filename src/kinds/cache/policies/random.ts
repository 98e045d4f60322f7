/**
 * Random: any resident key is evicted with equal chance.
 * Source: Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems
 * Journal 5(2), 1966.
 */
import {
  createKeySlots,
  fillFreeSlot,
  type KeySlots,
  keysFrom,
  replaceIn,
  residentCount,
  vacate,
} from './key-slots.ts';
import { NONE, type Policy } from './policy.ts';

export interface RandomState {
  readonly slots: KeySlots;
}

export const random: Policy<RandomState> = {
  create: (size) => ({ slots: createKeySlots(size) }),

  has: ({ slots }, key) => slots.slotOf[key] !== NONE,

  hit() {
    // Nothing is remembered about a key.
  },

  admit({ slots }, key, draw) {
    const slotCount = slots.keyIn.length;
    if (slotCount === 0) return key;
    if (slots.freeCount === 0) return replaceIn(slots, draw(slotCount), key);
    fillFreeSlot(slots, key);
    return NONE;
  },

  remove({ slots }, key) {
    vacate(slots, key);
  },

  size: ({ slots }) => residentCount(slots),

  lists: ({ slots }, limit) => [
    { name: 'slots', size: residentCount(slots), keys: keysFrom(slots, { first: 0, limit }) },
  ],
};
