/**
 * The calendar: what happens next. An event is a time, a target and one small integer; no closure waits in it.
 *
 * Order: by time, then by the order of scheduling (equal times are first come, first served).
 *
 * A binary heap of (time, slot) over typed arrays; what an event says lies in its slot and is never moved. That keeps a
 * heap move to 12 bytes, and gives each event a handle by which it can be cancelled. Popping leaves a hole at the root,
 * and what is planned waits behind the heap: only when the next event is asked for, it is put in order. Then an event that
 * schedules its successor, the usual case, costs one sift and not two; and a plan is so short that V8 takes it into every
 * function that schedules something.
 */
import { assert } from '../base/assert.ts';

/** The cancelled event's target; all others are positive. */
const CANCELLED = -1;
/** More pending events than this is a scenario out of control: 8 million are about 300 MB. */
const MAX_PENDING = 1 << 23;

export class CalendarState {
  /** Entries of the arrays in use. */
  size: number;
  /** So many of them, from the first, are in the heap's order. */
  settled: number;
  /** 1 while the root has been popped and not yet replaced. */
  hole: number;
  nextSequence: number;
  freeSlot: number;
  /** The heap: one entry more than there are slots, for the hole. */
  timeNs: Float64Array;
  slot: Int32Array;
  /** By slot. */
  sequence: Float64Array;
  target: Int32Array;
  argument: Int32Array;

  constructor(capacity: number) {
    this.size = 0;
    this.settled = 0;
    this.hole = 0;
    this.nextSequence = 0;
    this.freeSlot = -1;
    this.timeNs = new Float64Array(capacity + 1);
    this.timeNs[0] = Number.POSITIVE_INFINITY;
    this.slot = new Int32Array(capacity + 1);
    this.sequence = new Float64Array(capacity);
    this.target = new Int32Array(capacity);
    this.argument = new Int32Array(capacity);
  }
}

export class Calendar {
  readonly state: CalendarState;

  constructor(capacity = 1024) {
    this.state = new CalendarState(capacity);
    this.addFreeSlots(0, capacity);
  }

  /** Events waiting, cancelled ones included. */
  get pending(): number {
    return this.state.size - this.state.hole;
  }

  /** Schedules an event and returns its slot, by which it can be cancelled until it is popped. */
  plan(timeNs: number, target: number, argument: number): number {
    const s = this.state;
    if (s.freeSlot < 0) this.grow();
    const slot = s.freeSlot;
    s.freeSlot = s.argument[slot]!;
    s.sequence[slot] = s.nextSequence++;
    s.target[slot] = target;
    s.argument[slot] = argument;
    const last = s.size++;
    s.timeNs[last] = timeNs;
    s.slot[last] = slot;
    return slot;
  }

  /** The event stays where it is and is skipped when its time comes. */
  cancel(slot: number): void {
    this.state.target[slot] = CANCELLED;
  }

  /** Time of the next event, infinite where there is none. */
  nextNs(): number {
    this.putInOrder();
    return this.state.timeNs[0]!;
  }

  /**
   * Puts everything in order: what was planned last goes into the hole, the rest where it belongs, and cancelled events
   * are dropped from the front. Then `state.timeNs[0]` is the time of the next event, infinite where there is none.
   */
  putInOrder(): void {
    const s = this.state;
    for (;;) {
      if (s.hole === 1) {
        s.hole = 0;
        const last = --s.size;
        if (s.settled > last) s.settled = last;
        if (last > 0) this.siftDown(s.timeNs[last]!, s.slot[last]!);
        else s.timeNs[0] = Number.POSITIVE_INFINITY;
      }
      if (s.settled < s.size) this.siftUpNew();
      if (s.size === 0 || s.target[s.slot[0]!]! >= 0) return;
      this.release(this.pop());
    }
  }

  /** Takes the next event out and returns its slot, whose `target` and `argument` stay readable until the next plan. */
  pop(): number {
    const s = this.state;
    const slot = s.slot[0]!;
    s.hole = 1;
    return slot;
  }

  /** Gives a popped slot back. Apart from `pop`, so that the caller can read the event first. */
  release(slot: number): void {
    const s = this.state;
    s.argument[slot] = s.freeSlot;
    s.freeSlot = slot;
  }

  private siftUpNew(): void {
    const s = this.state;
    while (s.settled < s.size) {
      const i = s.settled++;
      this.siftUp(i, s.timeNs[i]!, s.slot[i]!);
    }
  }

  private siftUp(from: number, timeNs: number, slot: number): void {
    const { timeNs: times, slot: slots, sequence } = this.state;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentNs = times[parent]!;
      if (
        parentNs < timeNs ||
        (parentNs === timeNs && sequence[slots[parent]!]! < sequence[slot]!)
      ) {
        break;
      }
      times[i] = parentNs;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = timeNs;
    slots[i] = slot;
  }

  private siftDown(timeNs: number, slot: number): void {
    const { timeNs: times, slot: slots, sequence, settled: size } = this.state;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      let childNs = times[child]!;
      const right = child + 1;
      if (right < size) {
        const rightNs = times[right]!;
        if (
          rightNs < childNs ||
          (rightNs === childNs && sequence[slots[right]!]! < sequence[slots[child]!]!)
        ) {
          child = right;
          childNs = rightNs;
        }
      }
      if (timeNs < childNs || (timeNs === childNs && sequence[slot]! < sequence[slots[child]!]!)) {
        break;
      }
      times[i] = childNs;
      slots[i] = slots[child]!;
      i = child;
    }
    times[i] = timeNs;
    slots[i] = slot;
  }

  private addFreeSlots(from: number, to: number): void {
    const s = this.state;
    for (let i = from; i < to; i++) s.argument[i] = i + 1 < to ? i + 1 : s.freeSlot;
    s.freeSlot = from;
  }

  private grow(): void {
    const s = this.state;
    const old = s.target.length;
    const capacity = old * 2;
    assert(capacity <= MAX_PENDING, `more than ${MAX_PENDING} events are pending`);
    s.timeNs = grownFloats(s.timeNs, capacity + 1);
    s.sequence = grownFloats(s.sequence, capacity);
    s.slot = grownInts(s.slot, capacity + 1);
    s.target = grownInts(s.target, capacity);
    s.argument = grownInts(s.argument, capacity);
    this.addFreeSlots(old, capacity);
  }
}

/** A longer array that begins with the old one. */
export function grownInts(old: Int32Array, length: number): Int32Array {
  const grown = new Int32Array(length);
  grown.set(old);
  return grown;
}

export function grownFloats(old: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length);
  grown.set(old);
  return grown;
}
