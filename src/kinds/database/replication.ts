/**
 * What flows inside a database set, from the primary to its replicas.
 * Every committed write leaves for each replica at once and is *received* after `transport`; one of
 * `appliers` workers then *applies* it in `apply`, so lag is a queue: near zero until writes come faster than they can be
 * applied, then without bound. Reads see what is applied. What has not been received when the primary dies is lost.
 *
 * Leaves out: conflicts, row locks, the load that applying puts on reads.
 * Sources: MySQL semi-synchronous replication, PostgreSQL synchronous_commit; domain reference §4.
 */
import { createHistogram, type Histogram, record } from '../../base/histogram.ts';
import { msToNs, nsToMs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import type { DurationSpec, Sampler } from '../../sim/distribution.ts';
import type { Link } from '../../sim/link.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Truth } from '../kind.ts';
import type { DatabaseParams } from './params.ts';
import {
  APPLIED,
  appendWrite,
  createLog,
  type LogState,
  MAX_BEHIND,
  maskOf,
  RECEIVED,
  SENT,
} from './replication-log.ts';

export interface ReplicationSpec {
  readonly link: Link;
  readonly mode: 'async' | 'semiSync' | 'sync';
  readonly transport: DurationSpec;
  readonly apply: DurationSpec;
  readonly appliers: number;
  readonly ackTimeoutMs: number;
}

export interface MemberSpec {
  readonly node: number;
  readonly id: string;
  /** How it receives writes while it is a replica; null: nothing is drawn to it. */
  readonly replication: ReplicationSpec | null;
}

// Events of the members' nodes. The first two carry a call.
export const SERVED = CALL_EVENT;
export const ACK_TIMEOUT = CALL_EVENT + 1;
export const RECEIVE = OWN_EVENT;
export const APPLY = OWN_EVENT + 1;
export const CONFIRM = OWN_EVENT + 2;

// Roles.
export const REPLICA = 0;
export const PRIMARY = 1;
/** Back from a crash, copying what it missed; or cut off until the failover is over. */
export const RECOVERING = 2;

/** Stage of a failover: none. The others are the watcher's. */
export const STEADY = 0;

/** Positions from here on are not for this member: it is not being fed. */
export const NOT_FED = 0x7fffffff;

interface SetState {
  primary: number;
  /** Where clients send writes: trails `primary` until they are re-routed. */
  believed: number;
  stage: number;
  /** When the stage is over, where that is known: an event that remembers another time is of an earlier failover. */
  stageEndsNs: number;
  candidate: number;
  crashedNs: number;
  /** By member: what had failed there when it crashed. */
  failedBefore: Float64Array;
  role: Uint8Array;
  /** Clients read from it. */
  inRotation: Uint8Array;
  misses: Int32Array;
  /** Positions up to here are not for the member (it copied them, or it is not fed). */
  baseline: Int32Array;
  /** Oldest position not applied. */
  low: Int32Array;
  /** Where it stood when it crashed. */
  stoodAt: Int32Array;
  /** When a member that is coming back will have copied what it missed, and how long that takes. */
  caughtUpNs: Float64Array;
  copyingNs: Float64Array;
  applying: Int32Array;
  /** Received positions in line for an applier. */
  backlog: { head: number; items: number[] }[];
  versions: Int32Array[];
  acknowledged: Int32Array;
  log: LogState;
  /** No position before this one waits for confirmation. */
  oldestWaiting: number;
  /** 1 while semi-synchronous confirmation works; it falls silent after a timeout. */
  confirms: number;
  staleReads: Float64Array;
  lostWrites: Float64Array;
  lag: Histogram[];
  sliceLagNs: Float64Array;
  sliceApplied: Float64Array;
  sliceStale: Float64Array;
  sliceFailed: Float64Array;
}

interface MemberSamplers {
  readonly transport: Sampler;
  readonly apply: Sampler;
}

/** Called when a write may be answered. */
export type Acknowledge = (call: number) => void;

export abstract class Replication implements Truth {
  readonly state: SetState;
  readonly members: readonly MemberSpec[];
  protected readonly sim: Simulation;
  private readonly calls: CallsState;
  protected readonly params: DatabaseParams;
  /** How a member is fed; the first primary, once it is a replica, is fed as the one that took its place was. */
  protected readonly feeds: readonly (ReplicationSpec | null)[];
  protected readonly samplers: readonly (MemberSamplers | null)[];
  private readonly acknowledgers: Acknowledge[] = [];

  constructor(
    sim: Simulation,
    members: readonly MemberSpec[],
    primary: number,
    params: DatabaseParams,
    keyCount: number,
  ) {
    this.sim = sim;
    this.calls = sim.calls.state;
    this.members = members;
    this.params = params;
    const spare = members.find(({ replication }) => replication !== null)?.replication ?? null;
    this.feeds = members.map(({ replication }) => replication ?? spare);
    this.samplers = this.feeds.map((feed, m) => {
      if (feed === null) return null;
      const { node } = members[m]!;
      return {
        transport: sim.sampler(feed.transport, node, 'transport'),
        apply: sim.sampler(feed.apply, node, 'apply'),
      };
    });
    const n = members.length;
    const role = new Uint8Array(n);
    role[primary] = PRIMARY;
    this.state = {
      primary,
      believed: primary,
      stage: STEADY,
      stageEndsNs: 0,
      candidate: -1,
      crashedNs: 0,
      failedBefore: new Float64Array(n),
      role,
      inRotation: new Uint8Array(n).fill(1),
      misses: new Int32Array(n),
      baseline: Int32Array.from(members, (_, m) =>
        this.feeds[m] === null && m !== primary ? NOT_FED : 0,
      ),
      low: new Int32Array(n).fill(1),
      stoodAt: new Int32Array(n),
      caughtUpNs: new Float64Array(n),
      copyingNs: new Float64Array(n),
      applying: new Int32Array(n),
      backlog: members.map(() => ({ head: 0, items: [] })),
      versions: members.map(() => new Int32Array(keyCount)),
      acknowledged: new Int32Array(keyCount),
      log: createLog(n),
      oldestWaiting: 1,
      confirms: 1,
      staleReads: new Float64Array(n),
      lostWrites: new Float64Array(n),
      lag: members.map(createHistogram),
      sliceLagNs: new Float64Array(n),
      sliceApplied: new Float64Array(n),
      sliceStale: new Float64Array(n),
      sliceFailed: new Float64Array(n),
    };
  }

  /** The member's node says how its writes are answered. */
  join(acknowledge: Acknowledge): void {
    this.acknowledgers.push(acknowledge);
  }

  latest(key: number): number {
    return this.state.acknowledged[key]!;
  }

  isUp(m: number): boolean {
    return this.sim.modeOf(this.members[m]!.node, 0) === HEALTHY;
  }

  /** The version a read at this member sees; a stale one is counted. */
  read(m: number, key: number): number {
    const s = this.state;
    const version = s.versions[m]![key]!;
    if (version < s.acknowledged[key]!) {
      s.staleReads[m]!++;
      s.sliceStale[m]!++;
    }
    return version;
  }

  // ---- writing ----

  /** The primary has done its own part of a write: it is in the log and on its way to the replicas. */
  commit(m: number, call: number): void {
    const s = this.state;
    const c = this.calls;
    const { log } = s;
    const position = appendWrite(log, c.key[call]!, this.sim.nowNs, this.oldestNeeded());
    s.versions[m]![c.key[call]!] = position;
    c.version[call] = position;
    s.low[m] = position + 1;
    for (let r = 0; r < this.members.length; r++) if (this.isFed(r)) this.ship(r, position);
    this.giveUpOnLaggards(position);
    const needed = this.confirmationsNeeded();
    const at = position & maskOf(log);
    log.needed[at] = needed;
    if (needed === 0 || s.confirms === 0) {
      this.acknowledge(m, call, position);
      return;
    }
    log.waitingCall[at] = call;
    this.sim.scheduleCall(msToNs(this.confirmTimeoutMs()), call, ACK_TIMEOUT);
  }

  private acknowledge(m: number, call: number, position: number): void {
    const s = this.state;
    const at = position & maskOf(s.log);
    s.log.acknowledged[at] = 1;
    s.log.waitingCall[at] = -1;
    const key = s.log.key[at]!;
    if (position > s.acknowledged[key]!) s.acknowledged[key] = position;
    this.acknowledgers[m]!(call);
  }

  /** A semi-synchronous write waited in vain: it is answered all the same, and no write waits until a replica is back. */
  ackTimedOut(m: number, call: number): void {
    const s = this.state;
    if (s.confirms === 1) {
      s.confirms = 0;
      this.tell(m, 'semiSyncOff');
    }
    this.acknowledge(m, call, this.calls.version[call]!);
  }

  /** Any semi-synchronous replica is enough; every synchronous one is needed, and then no other counts. */
  private confirmationsNeeded(): number {
    const synchronous = this.replicasOf('sync');
    return synchronous > 0 ? synchronous : Math.min(1, this.replicasOf('semiSync'));
  }

  private replicasOf(mode: ReplicationSpec['mode']): number {
    let count = 0;
    for (let r = 0; r < this.members.length; r++) {
      if (r !== this.state.primary && this.feeds[r]?.mode === mode) count++;
    }
    return count;
  }

  private confirmTimeoutMs(): number {
    let longest = 0;
    for (const feed of this.feeds) {
      if (feed !== null && feed.mode !== 'async') longest = Math.max(longest, feed.ackTimeoutMs);
    }
    return longest;
  }

  // ---- replicating ----

  protected isFed(r: number): boolean {
    const s = this.state;
    return s.role[r] === REPLICA && s.baseline[r] !== NOT_FED;
  }

  private oldestNeeded(): number {
    const s = this.state;
    let oldest = s.log.last + 1;
    for (let r = 0; r < this.members.length; r++) {
      if (this.isFed(r)) oldest = Math.min(oldest, s.low[r]!);
    }
    // Writes that wait for confirmation must stay readable too.
    const mask = maskOf(s.log);
    while (s.oldestWaiting <= s.log.last && s.log.waitingCall[s.oldestWaiting & mask]! < 0) {
      s.oldestWaiting++;
    }
    return Math.max(1, Math.min(oldest, s.oldestWaiting));
  }

  protected ship(r: number, position: number): void {
    const delayNs = this.sim.draw(this.samplers[r]!.transport);
    this.sim.schedule(delayNs, this.members[r]!.node, RECEIVE, position);
  }

  private giveUpOnLaggards(position: number): void {
    const s = this.state;
    for (let r = 0; r < this.members.length; r++) {
      if (!this.isFed(r) || position - s.low[r]! < MAX_BEHIND) continue;
      this.stopFeeding(r);
      this.rejoin(r);
    }
  }

  protected receive(r: number, position: number): void {
    const s = this.state;
    // Lost with the primary (or cut off with it), copied since in another way, or sent twice.
    if (!this.isUp(s.primary) || s.role[s.primary] !== PRIMARY) return;
    if (!this.isUp(r) || !this.isFed(r)) return;
    if (position <= s.baseline[r]! || position < s.low[r]!) return;
    const at = position & maskOf(s.log);
    if (s.log.progress[r]![at] !== SENT) return;
    s.log.progress[r]![at] = RECEIVED;
    if (this.feeds[r]!.mode === 'semiSync' && this.replicasOf('sync') === 0) {
      this.confirmLater(r, position);
    }
    if (s.applying[r]! < this.feeds[r]!.appliers) this.beginApply(r, position);
    else s.backlog[r]!.items.push(position);
  }

  private beginApply(r: number, position: number): void {
    this.state.applying[r]!++;
    const { node } = this.members[r]!;
    this.sim.schedule(this.sim.drawService(this.samplers[r]!.apply, node), node, APPLY, position);
  }

  protected applied(r: number, position: number): void {
    const s = this.state;
    if (!this.isFed(r) || position <= s.baseline[r]!) return;
    const { log } = s;
    const at = position & maskOf(log);
    const key = log.key[at]!;
    const versions = s.versions[r]!;
    if (position > versions[key]!) versions[key] = position;
    log.progress[r]![at] = APPLIED;
    this.countLag(r, this.sim.nowNs - log.committedNs[at]!);
    while (s.low[r]! <= log.last && log.progress[r]![s.low[r]! & maskOf(log)] === APPLIED)
      s.low[r]!++;
    if (this.feeds[r]!.mode === 'sync') this.confirmLater(r, position);
    s.applying[r]!--;
    this.applyNext(r);
    this.progressed(r);
  }

  private applyNext(r: number): void {
    const backlog = this.state.backlog[r]!;
    if (backlog.head === backlog.items.length) return;
    this.beginApply(r, backlog.items[backlog.head++]!);
    // Dropping the used part now and then keeps the cost of a shift at one copy in many.
    if (backlog.head > 1024 && backlog.head * 2 > backlog.items.length) {
      backlog.items.splice(0, backlog.head);
      backlog.head = 0;
    }
  }

  private countLag(r: number, lagNs: number): void {
    const s = this.state;
    s.sliceLagNs[r]! += lagNs;
    s.sliceApplied[r]!++;
    if (this.sim.nowNs >= this.sim.spec.warmupNs) record(s.lag[r]!, lagNs);
  }

  /** The confirmation takes as long back as a write takes there. */
  private confirmLater(r: number, position: number): void {
    const delayNs = this.sim.draw(this.samplers[r]!.transport);
    this.sim.schedule(delayNs, this.members[r]!.node, CONFIRM, position);
  }

  protected confirmed(position: number): void {
    const s = this.state;
    const { log } = s;
    const at = position & maskOf(log);
    // Another position has its place by now, or enough have confirmed it.
    if (log.last - position > maskOf(log) || log.needed[at] === 0) return;
    if (--log.needed[at]! > 0) return;
    if (s.confirms === 0 && position === log.last && this.isUp(s.primary)) this.confirmAgain();
    const call = log.waitingCall[at]!;
    if (call < 0 || this.calls.version[call] !== position) return;
    this.sim.cancel(this.calls.event[call]!);
    this.calls.event[call] = -1;
    this.acknowledge(s.primary, call, position);
  }

  /** Replicas have caught up with the newest write: from here on writes wait for them again. */
  protected confirmAgain(): void {
    const s = this.state;
    s.confirms = 1;
    this.tell(s.primary, 'semiSyncOn');
  }

  // ---- who is fed ----

  protected stopFeeding(m: number): void {
    const s = this.state;
    if (s.role[m] === REPLICA) s.stoodAt[m] = s.low[m]! - 1;
    s.baseline[m] = NOT_FED;
    s.applying[m] = 0;
    s.backlog[m] = { head: 0, items: [] };
    if (s.role[m] === REPLICA) s.role[m] = RECOVERING;
  }

  protected copyFromPrimary(m: number): void {
    const s = this.state;
    s.versions[m]!.set(s.versions[s.primary]!);
    s.role[m] = REPLICA;
    s.baseline[m] = s.log.last;
    s.low[m] = s.log.last + 1;
    s.applying[m] = 0;
    s.backlog[m] = { head: 0, items: [] };
  }

  /** A replica is given up: it must come back as one that missed everything. */
  protected abstract rejoin(r: number): void;

  /** A replica has applied one write more. */
  protected abstract progressed(r: number): void;

  protected tell(m: number, event: string, data: Record<string, number | string> = {}): void {
    this.sim.emit(this.members[m]!.node, -1, event, data);
  }

  // ---- what it shows ----

  gauges(m: number, into: Float32Array, at: number): void {
    const s = this.state;
    const { node } = this.members[m]!;
    const failed = this.sim.measured.failed[node]!;
    into[at] = nsToMs(this.lagNs(m));
    into[at + 1] = s.sliceStale[m]!;
    into[at + 2] = failed - s.sliceFailed[m]!;
    s.sliceLagNs[m] = 0;
    s.sliceApplied[m] = 0;
    s.sliceStale[m] = 0;
    s.sliceFailed[m] = failed;
  }

  /** Mean lag of what was applied in the slice, or the age of what still waits, whichever is more. */
  private lagNs(m: number): number {
    const s = this.state;
    const mean = s.sliceApplied[m] === 0 ? 0 : s.sliceLagNs[m]! / s.sliceApplied[m]!;
    if (!this.isFed(m) || s.low[m]! > s.log.last) return mean;
    return Math.max(mean, this.sim.nowNs - s.log.committedNs[s.low[m]! & maskOf(s.log)]!);
  }

  warmedUp(m: number): void {
    this.state.staleReads[m] = 0;
    this.state.lostWrites[m] = 0;
  }
}
