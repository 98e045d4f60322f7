/**
 * CLOCK: keys on a ring of slots, each with one bit that a hit sets. The hand clears bits until it
 * meets a key without one, puts the newcomer (bit unset) into that slot and moves past it: nearly
 * LRU's effect, without moving a key on a hit.
 * Source: Corbató, "A paging experiment with the Multics system", MIT Project MAC memorandum, 1968.
 */
import type { KeyList } from '../../keyed.ts';
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

export interface ClockState {
  readonly slots: KeySlots;
  /** One bit a key; not one a slot, so that a hit does not look its slot up. */
  readonly bits: Uint8Array;
  /** The slot that the next search starts at. */
  hand: number;
}

export const clock: Policy<ClockState> = {
  create: (size) => ({
    slots: createKeySlots(size),
    bits: new Uint8Array(size.keyCount),
    hand: 0,
  }),

  has: ({ slots }, key) => slots.slotOf[key] !== NONE,

  hit({ bits }, key) {
    bits[key] = 1;
  },

  admit(state, key) {
    const { slots, bits } = state;
    if (slots.keyIn.length === 0) return key;
    bits[key] = 0;
    if (slots.freeCount > 0) {
      fillFreeSlot(slots, key);
      return NONE;
    }
    const slot = slotOfVictim(state);
    state.hand = slotAfter(slot, slots);
    return replaceIn(slots, slot, key);
  },

  remove({ slots }, key) {
    vacate(slots, key);
  },

  size: ({ slots }) => residentCount(slots),

  lists: (state, limit) => [ring(state, limit)],
};

/** Clears bits from the hand on; one round clears them all, so the search ends. */
function slotOfVictim({ slots, bits, hand }: ClockState): number {
  let slot = hand;
  let key = slots.keyIn[slot]!;
  while (bits[key] === 1) {
    bits[key] = 0;
    slot = slotAfter(slot, slots);
    key = slots.keyIn[slot]!;
  }
  return slot;
}

function slotAfter(slot: number, { keyIn }: KeySlots): number {
  return slot + 1 === keyIn.length ? 0 : slot + 1;
}

/**
 * The ring in slot order; of a ring longer than the limit, the stretch with the hand in its middle.
 */
function ring({ slots, bits, hand }: ClockState, limit: number): KeyList {
  const slotCount = slots.keyIn.length;
  const isWhole = slotCount <= limit;
  const first = isWhole ? 0 : (hand + slotCount - Math.floor(limit / 2)) % slotCount;
  const keys = keysFrom(slots, { first, limit });
  const pointsAt = slots.keyIn[hand] ?? NONE;
  return {
    name: 'ring',
    size: residentCount(slots),
    keys,
    marks: keys.map((key) => bits[key]!),
    ...(pointsAt !== NONE && { hand: pointsAt }),
  };
}
