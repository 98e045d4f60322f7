/**
 * Connection pool: an instance of a caller holds so many connections to what it calls, and an attempt that finds none
 * free waits for one, first come first served, for so long.
 *
 * Models: a connection is held from when the attempt leaves until its answer is back, its timeout rings or the call is
 * let go; then it is whole again at once (a broken one is replaced). The call's own timeout begins when the connection is
 * had, as a statement's does in JDBC after HikariCP's getConnection; so does the delay of a hedge, and a copy needs a
 * connection of its own. All ways to one dependency share one pool (a database set is one), as they share a breaker. Its
 * owner's circuit breaker is asked first, and counts a wait in vain as a failure.
 * Leaves out: the time to set a connection up, idle ones that are closed, a connection held from one call to the next (a
 * transaction), what a node does of itself in the background: that has connections of its own.
 * Source: brettwooldridge/HikariCP README (maximumPoolSize 10, connectionTimeout 30 s); domain reference §2.
 */
import { type Call, type Calls, HELD_UP, LINED_UP, LOST, POOLED } from './calls.ts';
import { ratioOf } from './ratio-of.ts';
import { STARTED, Station, type StationClock, type StationState } from './station.ts';
import type { PoolSummary } from './summary.ts';

export interface PoolSpec {
  /** Of each instance of the caller. */
  readonly connections: number;
  /** How long an attempt waits for one; null: for ever. */
  readonly acquireTimeoutMs: number | null;
}

export interface PoolState {
  /** Connections in use, and who waits for one. */
  readonly station: StationState;
  /** By instance of the caller: 1 from an attempt that waited in vain until a connection is idle again. */
  readonly isDry: Uint8Array;
  /** The station's integrals when the warm-up ended. */
  warmBusyNs: number;
  warmWaitingNs: number;
  /** The same when the last slice ended. */
  sliceBusyNs: number;
  sliceWaitingNs: number;
  /** In the slice: attempts that wanted a connection, and those that were given one. */
  sliceAsked: number;
  sliceTaken: number;
}

/** Whom it tells when it runs dry: the simulation. */
export interface PoolListener extends StationClock {
  emit(node: number, instance: number, event: string, data: Record<string, number | string>): void;
}

/** Of one caller and one dependency, its instances side by side. */
export class Pool {
  readonly state: PoolState;
  readonly station: Station;
  /** Index of the caller's node. */
  readonly caller: number;
  /** Index of the timer ring of its acquire timeout, −1 for none. */
  readonly timer: number;
  private readonly listener: PoolListener;
  /** Id of what it leads to. */
  private readonly target: string;

  constructor(
    spec: PoolSpec,
    listener: PoolListener & { readonly calls: Calls },
    of: {
      readonly caller: number;
      readonly instances: number;
      readonly target: string;
      readonly timer: number;
    },
  ) {
    const { instances } = of;
    this.listener = listener;
    this.caller = of.caller;
    this.target = of.target;
    this.timer = of.timer;
    const size = { instances, slots: spec.connections, queueLimit: null };
    this.station = new Station(listener, listener.calls, size);
    this.state = {
      station: this.station.state,
      isDry: new Uint8Array(instances),
      warmBusyNs: 0,
      warmWaitingNs: 0,
      sliceBusyNs: 0,
      sliceWaitingNs: 0,
      sliceAsked: 0,
      sliceTaken: 0,
    };
  }

  /** An attempt wants a connection. False: it has to wait. */
  take(call: number, instance: number): boolean {
    this.state.sliceAsked++;
    if (this.station.takeSlot(call, instance) !== STARTED) return false;
    this.state.sliceTaken++;
    return true;
  }

  /** An attempt has waited in vain. */
  ranDry(instance: number): void {
    if (this.state.isDry[instance] === 1) return;
    this.state.isDry[instance] = 1;
    const { waiting } = this.station.state.lines[instance]!;
    this.tell(instance, 'poolExhausted', { connections: this.station.slots, waiting });
  }

  /** A connection is given back. Returns the call that takes it over, or −1. */
  leave(instance: number): number {
    const next = this.station.leaveSlot(instance);
    if (next >= 0) this.state.sliceTaken++;
    else if (this.state.isDry[instance] === 1) {
      this.state.isDry[instance] = 0;
      this.tell(instance, 'poolFree', {});
    }
    return next;
  }

  /** The instance of the caller is gone; its successor begins with all connections idle. */
  forget(instance: number): void {
    this.state.isDry[instance] = 0;
    this.station.clear(instance);
  }

  warmedUp(): void {
    this.station.account();
    this.state.warmBusyNs = this.state.station.busyNs;
    this.state.warmWaitingNs = this.state.station.waitingNs;
  }

  /** Writes what the slice that ends now was like, in the order of POOL_FIELDS, and begins the next. */
  endSlice(sliceNs: number, row: Float32Array, at: number): void {
    this.station.account();
    const { state } = this;
    const { busyNs, waitingNs } = state.station;
    row[at] = (busyNs - state.sliceBusyNs) / sliceNs;
    row[at + 1] = (waitingNs - state.sliceWaitingNs) / sliceNs;
    row[at + 2] = state.sliceAsked;
    row[at + 3] = state.sliceTaken;
    state.sliceBusyNs = busyNs;
    state.sliceWaitingNs = waitingNs;
    state.sliceAsked = 0;
    state.sliceTaken = 0;
  }

  summary(measuredNs: number): PoolSummary {
    this.station.account();
    const { station, warmBusyNs, warmWaitingNs } = this.state;
    return {
      inUse: ratioOf(station.busyNs - warmBusyNs, measuredNs),
      waiting: ratioOf(station.waitingNs - warmWaitingNs, measuredNs),
    };
  }

  private tell(instance: number, event: string, data: Record<string, number>): void {
    const isOnly = this.station.instances === 1;
    this.listener.emit(this.caller, isOnly ? -1 : instance, event, {
      target: this.target,
      ...data,
    });
  }
}

/** What pools need of those who carry calls. */
export interface ConnectionsHost {
  readonly calls: Calls;
  readonly clock: StationClock;
  /** The call leaves now, in an event of its own: a line may be long, and its calls answered at once. */
  planLeaving(call: number): number;
  cancel(event: number): void;
  startTimer(timer: number, call: number): void;
}

/**
 * Which call holds or awaits a connection: LINED_UP while it stands in line, both flags from when one is handed over to it
 * until it leaves, POOLED from then on.
 */
export class Connections {
  private readonly host: ConnectionsHost;

  constructor(host: ConnectionsHost) {
    this.host = host;
  }

  /** An attempt wants to leave for a node. False: it has to wait. */
  take(call: number, pool: Pool, target: number): boolean {
    const { calls } = this.host;
    const record = calls.records[call]!;
    // What a node does of itself.
    if (record.parent < 0) return true;
    if (pool.take(call, calls.records[record.parent]!.instance)) {
      record.flags |= POOLED;
      return true;
    }
    record.flags |= LINED_UP | HELD_UP;
    record.leftNs = Number.NaN;
    // Whoever looks for what is on its way to an instance finds it.
    record.node = target;
    if (pool.timer >= 0) this.host.startTimer(pool.timer, call);
    return false;
  }

  /** It has its connection, and leaves. */
  leaves(call: number): void {
    const record = this.host.calls.records[call]!;
    record.flags &= ~LINED_UP;
    record.leftNs = this.host.clock.nowNs;
    record.event = -1;
  }

  /** Still without one. */
  isInLine(call: number): boolean {
    return (this.host.calls.records[call]!.flags & (LINED_UP | POOLED)) === LINED_UP;
  }

  /** The call is over for its caller. One that has not left is as good as lost: nobody will answer it. */
  release(call: number, pool: Pool): void {
    const { calls } = this.host;
    const record = calls.records[call]!;
    const { flags } = record;
    if ((flags & (POOLED | LINED_UP)) === 0) return;
    const { instance } = calls.records[record.parent]!;
    record.flags = flags & ~(POOLED | LINED_UP);
    if ((flags & LINED_UP) !== 0) this.giveUp(record);
    if ((flags & POOLED) === 0) {
      pool.station.withdraw(call, instance);
      return;
    }
    const next = pool.leave(instance);
    if (next < 0) return;
    calls.records[next]!.flags |= POOLED;
    calls.records[next]!.event = this.host.planLeaving(next);
  }

  /** Its caller's instance is dead, and the pool with it. True: it never left, and nothing will come of it. */
  orphaned(call: number): boolean {
    const record = this.host.calls.records[call]!;
    const { flags } = record;
    record.flags = flags & ~(POOLED | LINED_UP);
    if ((flags & LINED_UP) === 0) return false;
    this.giveUp(record);
    return true;
  }

  private giveUp(record: Call): void {
    record.flags |= LOST;
    if (record.event >= 0) this.host.cancel(record.event);
    record.event = -1;
  }
}
