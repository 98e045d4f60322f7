/**
 * The calendar: what happens next. An event is a time, a target and one small integer; no closure waits in it.
 *
 * Order: by time, then by the order of scheduling (equal times are first come, first served).
 *
 * A binary heap of (time, slot) over typed arrays; what an event says lies in its slot and is never moved. That keeps a
 * heap move to 12 bytes, and gives each event a handle by which it can be cancelled. Popping leaves a hole at the root,
 * which the next push fills: an event that schedules its successor, the usual case, costs one sift and not two.
 */
import { assert } from '../base/assert.ts';

/** The cancelled event's target. */
const CANCELLED = -1;
/** More pending events than this is a scenario out of control: 8 million are about 300 MB. */
const MAX_PENDING = 1 << 23;

export class CalendarState {
  size: number;
  /** 1 while the root has been popped and not yet replaced. */
  hole: number;
  nextSequence: number;
  freeSlot: number;
  timeNs: Float64Array;
  slot: Int32Array;
  sequence: Float64Array;
  target: Int32Array;
  argument: Int32Array;

  constructor(capacity: number) {
    this.size = 0;
    this.hole = 0;
    this.nextSequence = 0;
    this.freeSlot = -1;
    this.timeNs = new Float64Array(capacity);
    this.slot = new Int32Array(capacity);
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
  push(timeNs: number, target: number, argument: number): number {
    const s = this.state;
    if (s.freeSlot < 0) this.grow();
    const slot = s.freeSlot;
    s.freeSlot = s.argument[slot]!;
    s.sequence[slot] = s.nextSequence++;
    s.target[slot] = target;
    s.argument[slot] = argument;
    if (s.hole === 1) {
      s.hole = 0;
      this.siftDown(timeNs, slot);
    } else {
      this.siftUp(s.size++, timeNs, slot);
    }
    return slot;
  }

  /** The event stays where it is and is skipped when its time comes. */
  cancel(slot: number): void {
    this.state.target[slot] = CANCELLED;
  }

  /** Time of the next event, infinite where there is none. Cancelled events are dropped on the way. */
  nextNs(): number {
    const s = this.state;
    for (;;) {
      if (s.hole === 1) this.fillHole();
      if (s.size === 0) return Number.POSITIVE_INFINITY;
      if (s.target[s.slot[0]!] !== CANCELLED) return s.timeNs[0]!;
      this.release(this.pop());
    }
  }

  /** Takes the next event out and returns its slot, whose `target` and `argument` stay readable until the next push. */
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

  private fillHole(): void {
    const s = this.state;
    s.hole = 0;
    const last = --s.size;
    if (last > 0) this.siftDown(s.timeNs[last]!, s.slot[last]!);
  }

  private siftUp(from: number, timeNs: number, slot: number): void {
    const { timeNs: times, slot: slots } = this.state;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      // A new event has the highest sequence, so at equal times it stays below.
      if (times[parent]! <= timeNs) break;
      times[i] = times[parent]!;
      slots[i] = slots[parent]!;
      i = parent;
    }
    times[i] = timeNs;
    slots[i] = slot;
  }

  private siftDown(timeNs: number, slot: number): void {
    const { timeNs: times, slot: slots, sequence, size } = this.state;
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
    const old = s.timeNs.length;
    const capacity = old * 2;
    assert(capacity <= MAX_PENDING, `more than ${MAX_PENDING} events are pending`);
    s.timeNs = grownFloats(s.timeNs, capacity);
    s.sequence = grownFloats(s.sequence, capacity);
    s.slot = grownInts(s.slot, capacity);
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
