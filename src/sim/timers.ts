/**
 * Timers that all run equally long (the timeout of a link, the visibility timeout of a queue). They end in the order in
 * which they began, so they stand in a ring, and only the ring's head stands in the calendar: a timeout on every request
 * then costs one store, where a calendar entry each cost 60 % of the run.
 */

import type { Call } from './calls.ts';

/** A power of two. Every hedged link has a ring of its own, and most hold few timers at once. */
const FIRST_CAPACITY = 4;

export class TimerState {
  head = 0;
  length = 0;
  dueNs = new Float64Array(FIRST_CAPACITY);
  call = new Int32Array(FIRST_CAPACITY);
  generation = new Int32Array(FIRST_CAPACITY);
  /** 1 while the head's calendar event is pending. */
  armed = 0;
  /** When it last let all else that happens at its moment go first. */
  yieldedNs = -1;
}

/** An answer that stays away, a copy that is due, a connection that does not fall free. */
export type TimerPurpose = 'timeout' | 'hedge' | 'connection';

export class TimerRing {
  readonly delayNs: number;
  readonly purpose: TimerPurpose;
  readonly state = new TimerState();

  constructor(delayNs: number, purpose: TimerPurpose = 'timeout') {
    this.delayNs = delayNs;
    this.purpose = purpose;
  }

  /** From the clock and not from a time, which V8 would put on the heap for every call. */
  start(clock: { readonly nowNs: number }, call: number, generation: number): void {
    const at = this.add(call, generation);
    this.state.dueNs[at] = clock.nowNs + this.delayNs;
  }

  private add(call: number, generation: number): number {
    const s = this.state;
    if (s.length === s.dueNs.length) this.grow();
    const at = (s.head + s.length) & (s.dueNs.length - 1);
    s.call[at] = call;
    s.generation[at] = generation;
    s.length++;
    return at;
  }

  /** Drops the timers at the head whose calls are over (their generation moved on). */
  dropVoid(calls: readonly Pick<Call, 'generation'>[]): void {
    const s = this.state;
    const mask = s.dueNs.length - 1;
    while (s.length > 0 && calls[s.call[s.head]!]!.generation !== s.generation[s.head]) {
      s.head = (s.head + 1) & mask;
      s.length--;
    }
  }

  /** When the head is due; only where `length` > 0. */
  headNs(): number {
    return this.state.dueNs[this.state.head]!;
  }

  /**
   * Whether the head is due and has not yet let the rest of its moment go first. An answer that comes in the very moment
   * is in time: the order of the calendar would make it hang on whether the head was armed before the answer set off.
   */
  isBeforeItsTurn(nowNs: number): boolean {
    const s = this.state;
    return s.length > 0 && this.headNs() <= nowNs && s.yieldedNs !== nowNs;
  }

  /** Takes the head out and returns its call. */
  shift(): number {
    const s = this.state;
    const call = s.call[s.head]!;
    s.head = (s.head + 1) & (s.dueNs.length - 1);
    s.length--;
    return call;
  }

  /**
   * The same, where the delay changes now and then. Timers end in the order in which they began, so one that would
   * overtake those before it ends with them.
   */
  startAfter(delayNs: number, nowNs: number, call: number, generation: number): void {
    const s = this.state;
    const lastNs = s.length === 0 ? 0 : s.dueNs[(s.head + s.length - 1) & (s.dueNs.length - 1)]!;
    const at = this.add(call, generation);
    s.dueNs[at] = Math.max(nowNs + delayNs, lastNs);
  }

  private grow(): void {
    const s = this.state;
    const old = s.dueNs.length;
    const dueNs = new Float64Array(old * 2);
    const call = new Int32Array(old * 2);
    const generation = new Int32Array(old * 2);
    for (let i = 0; i < s.length; i++) {
      const from = (s.head + i) & (old - 1);
      dueNs[i] = s.dueNs[from]!;
      call[i] = s.call[from]!;
      generation[i] = s.generation[from]!;
    }
    s.dueNs = dueNs;
    s.call = call;
    s.generation = generation;
    s.head = 0;
  }
}
