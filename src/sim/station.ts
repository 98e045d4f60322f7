/**
 * Servers and a waiting line: the queueing theorist's G/G/c/K, once for every instance of a node. First come, first
 * served, or last come, first served. The line is threaded through the calls themselves (`calls.next`), so it costs no memory of its own.
 *
 * The station decides who is served when; how long service takes is its owner's business.
 */
import { broken } from '../base/assert.ts';
import type { Calls } from './calls.ts';

/** At an instance: slots in use, and who waits for one, from the first to the last. */
export class Line {
  busy = 0;
  waiting = 0;
  head = -1;
  tail = -1;
}

export class StationState {
  lines: Line[];
  /** Sums over the instances. */
  busyTotal: number;
  waitingTotal: number;
  /** Time integrals of the sums: busy × ns and waiting × ns. */
  busyNs: number;
  waitingNs: number;
  changedNs: number;
  /** Instances whose slots count. */
  open: number;
  /** Time integral of `open`, up to when it last changed. */
  openNs: number;
  openChangedNs: number;

  constructor(instances: number) {
    this.lines = Array.from({ length: instances }, () => new Line());
    this.busyTotal = 0;
    this.waitingTotal = 0;
    this.busyNs = 0;
    this.waitingNs = 0;
    this.changedNs = 0;
    this.open = instances;
    this.openNs = 0;
    this.openChangedNs = 0;
  }
}

/** What `enter` says. */
export const STARTED = 0;
export const WAITING = 1;
export const FULL = 2;

export interface StationClock {
  readonly nowNs: number;
}

export class Station {
  readonly state: StationState;
  readonly instances: number;
  /** Concurrent calls an instance. */
  readonly slots: number;
  /** Calls that may wait at an instance. */
  readonly queueLimit: number;
  private readonly isLifo: boolean;
  private readonly clock: StationClock;
  private readonly calls: Calls;

  constructor(
    clock: StationClock,
    calls: Calls,
    size: {
      readonly instances: number;
      readonly slots: number;
      readonly queueLimit: number | null;
      readonly discipline?: 'fifo' | 'lifo';
    },
  ) {
    this.clock = clock;
    this.calls = calls;
    this.instances = size.instances;
    this.slots = size.slots;
    this.isLifo = size.discipline === 'lifo';
    this.queueLimit = size.queueLimit ?? Number.POSITIVE_INFINITY;
    this.state = new StationState(size.instances);
  }

  /** Instances whose slots count × time so far, nanoseconds. */
  get openNs(): number {
    const { open, openNs, openChangedNs } = this.state;
    return openNs + open * (this.clock.nowNs - openChangedNs);
  }

  /** From now on the slots of so many instances count. */
  setOpen(instances: number): void {
    const s = this.state;
    s.openNs = this.openNs;
    s.openChangedNs = this.clock.nowNs;
    s.open = instances;
  }

  /** A call wants a slot: STARTED (it has one), WAITING (it is in line) or FULL (the line is at its limit). */
  takeSlot(call: number, instance: number): number {
    const s = this.state;
    const line = s.lines[instance]!;
    if (line.busy < this.slots) {
      this.account();
      line.busy++;
      s.busyTotal++;
      return STARTED;
    }
    if (line.waiting >= this.queueLimit) return FULL;
    this.account();
    line.waiting++;
    s.waitingTotal++;
    this.lineUp(call, line);
    return WAITING;
  }

  private lineUp(call: number, line: Line): void {
    const { records } = this.calls;
    const { tail } = line;
    if (this.isLifo && tail >= 0) {
      records[call]!.next = line.head;
      line.head = call;
      return;
    }
    records[call]!.next = -1;
    if (tail < 0) line.head = call;
    else records[tail]!.next = call;
    line.tail = call;
  }

  /** A slot falls free. Returns the call that takes it over, or −1. */
  leaveSlot(instance: number): number {
    const s = this.state;
    const line = s.lines[instance]!;
    if (line.busy <= 0) broken('a slot was freed that nobody held');
    this.account();
    const { head } = line;
    if (head < 0) {
      line.busy--;
      s.busyTotal--;
      return -1;
    }
    const next = this.calls.records[head]!.next;
    line.head = next;
    if (next < 0) line.tail = -1;
    line.waiting--;
    s.waitingTotal--;
    return head;
  }

  /** Takes a call out of the line, wherever it stands. False: it is not in line. */
  withdraw(call: number, instance: number): boolean {
    const s = this.state;
    const line = s.lines[instance]!;
    const { records } = this.calls;
    let before = -1;
    let at = line.head;
    while (at >= 0 && at !== call) {
      before = at;
      at = records[at]!.next;
    }
    if (at < 0) return false;
    this.account();
    if (before < 0) line.head = records[call]!.next;
    else records[before]!.next = records[call]!.next;
    if (line.tail === call) line.tail = before;
    line.waiting--;
    s.waitingTotal--;
    return true;
  }

  /** Everyone is gone: the instance crashed. */
  clear(instance: number): void {
    const s = this.state;
    const line = s.lines[instance]!;
    this.account();
    s.busyTotal -= line.busy;
    s.waitingTotal -= line.waiting;
    line.busy = 0;
    line.waiting = 0;
    line.head = -1;
    line.tail = -1;
  }

  /** Brings the integrals up to now. */
  account(): void {
    const s = this.state;
    const now = this.clock.nowNs;
    const passed = now - s.changedNs;
    if (passed === 0) return;
    s.busyNs += s.busyTotal * passed;
    s.waitingNs += s.waitingTotal * passed;
    s.changedNs = now;
  }
}
