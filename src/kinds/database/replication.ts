/**
 * What flows inside a database set, from the primary to its replicas.
 * Every committed write leaves for each replica at once and is *received* after `transport`; one of
 * `appliers` workers then *applies* it in `apply`, so lag is a queue: near zero until writes come faster than they can be
 * applied, then without bound. Reads see what is applied. What has not been received when the primary dies is lost.
 * A replica drawn behind another gets every write through it, as soon as that one has received it: their transports add
 * up. Where that one is down it goes on as if it had been pointed past it at once.
 *
 * Leaves out: conflicts, row locks, the load that applying puts on reads; the order of the stream. Each write travels for
 * itself, and some overtake others: if they waited for the slowest, lag would be more than `transport` says. The mean lag
 * and the mean loss are those of a stream in order.
 * Sources: MySQL semi-synchronous replication, PostgreSQL synchronous_commit; domain reference §4.
 */
import { createHistogram, type Histogram, record } from '../../base/histogram.ts';
import { msToNs, nsToMs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT } from '../../sim/behaviour.ts';
import { ABANDONED, type Call, ORPHAN } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { DurationSpec, Sampler } from '../../sim/distribution.ts';
import type { Link } from '../../sim/link.ts';
import type { TimelineEvent } from '../../sim/recording.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Truth } from '../kind.ts';
import { isBehind, sourcesOf } from './behind.ts';
import { type CutState, createCut } from './cut-state.ts';
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
  readonly mode: 'async' | 'semiSync' | 'sync' | 'multiPrimary';
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

// Events of the members' nodes. The first three carry a call.
export const SERVED = CALL_EVENT;
export const ACK_TIMEOUT = CALL_EVENT + 1;
export const CERTIFIED = CALL_EVENT + 2;
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

/** What travels is a position and, above it, whether the primary that sent it was an even or an odd one. */
const EPOCH_SHIFT = 30;
const POSITION_MASK = (1 << EPOCH_SHIFT) - 1;

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
  /** A synchronous write waits for it: 0 once it has been deposed, until it has caught up. */
  expected: Uint8Array;
  /** Promotions so far: what an earlier primary had sent arrives no more. */
  epoch: number;
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
  sliceFailed: Float64Array;
  cut: CutState;
  /** Only where every member takes writes: see `multi-primary.ts`. */
  certifier?: object;
  /** By member: writes rolled back. */
  conflicts?: Float64Array;
}

interface MemberSamplers {
  readonly transport: Sampler;
  readonly apply: Sampler;
}

/** Called when a write may be answered. */
export type Acknowledge = (call: number, cause: number) => void;

export abstract class Replication implements Truth {
  readonly state: SetState;
  readonly members: readonly MemberSpec[];
  protected readonly sim: Simulation;
  protected readonly calls: readonly Call[];
  protected readonly params: DatabaseParams;
  /** How a member is fed; the first primary, once it is a replica, is fed as the one that took its place was. */
  protected readonly feeds: readonly (ReplicationSpec | null)[];
  protected readonly samplers: readonly (MemberSamplers | null)[];
  /** By member: whom it is drawn behind, −1 for the root. */
  private readonly sources: readonly number[];
  protected readonly acknowledgers: Acknowledge[] = [];

  constructor(
    sim: Simulation,
    members: readonly MemberSpec[],
    primary: number,
    params: DatabaseParams,
    keyCount: number,
  ) {
    this.sim = sim;
    this.calls = sim.calls.records;
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
    this.sources = sourcesOf(members);
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
      expected: new Uint8Array(n).fill(1),
      epoch: 0,
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
      sliceFailed: new Float64Array(n),
      cut: createCut(n),
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
    if (version < s.acknowledged[key]!) s.staleReads[m]!++;
    return version;
  }

  // ---- writing ----

  /** The primary has done its own part of a write: it is in the log and on its way to the replicas. */
  commit(m: number, call: number): void {
    const s = this.state;
    if (m !== s.primary) {
      this.commitApart(m, call);
      return;
    }
    const c = this.calls;
    const { log } = s;
    const position = appendWrite(log, c[call]!.key, this.sim.nowNs, this.oldestNeeded());
    s.versions[m]![c[call]!.key] = position;
    c[call]!.version = position;
    s.low[m] = position + 1;
    for (let r = 0; r < this.members.length; r++) if (this.isFed(r)) this.ship(r, position);
    this.giveUpOnLaggards(position);
    const at = position & maskOf(log);
    const synchronous = this.replicasOf('sync');
    const needed = synchronous > 0 ? synchronous : Math.min(1, this.replicasOf('semiSync'));
    log.needed[at] = needed;
    if (needed === 0 || (synchronous === 0 && s.confirms === 0)) {
      this.acknowledge(m, call, position);
      return;
    }
    log.waitingCall[at] = call;
    // A synchronous write waits for as long as it takes.
    if (synchronous > 0) return;
    this.sim.scheduleCall(msToNs(this.confirmTimeoutMs()), call, ACK_TIMEOUT);
  }

  /** Answers a write. It is a promise only if somebody still listens: who has given up was told that it failed. */
  private acknowledge(m: number, call: number, position: number): void {
    const s = this.state;
    const c = this.calls;
    const at = position & maskOf(s.log);
    s.log.waitingCall[at] = -1;
    if ((c[call]!.flags & ABANDONED) === 0 && c[call]!.parent !== ORPHAN) {
      s.log.acknowledged[at] = 1;
      const key = s.log.key[at]!;
      if (position > s.acknowledged[key]!) s.acknowledged[key] = position;
    }
    this.acknowledgers[m]!(call, SUCCESS);
  }

  /** A semi-synchronous write waited in vain: all who wait are answered, and no write waits until a replica is back. */
  ackTimedOut(m: number, call: number): void {
    const s = this.state;
    if (m !== s.primary) {
      this.ackTimedOutApart(m);
      return;
    }
    s.confirms = 0;
    this.tell(m, 'semiSyncOff');
    const { last } = s.log;
    for (let position = this.calls[call]!.version; position <= last; position++) {
      const waiting = s.log.waitingCall[position & maskOf(s.log)]!;
      if (waiting >= 0) this.endWaiting(waiting, position);
    }
  }

  private endWaiting(call: number, position: number): void {
    this.cancelTimer(call);
    this.acknowledge(this.state.primary, call, position);
  }

  protected cancelTimer(call: number): void {
    if (this.calls[call]!.event >= 0) this.sim.cancel(this.calls[call]!.event);
    this.calls[call]!.event = -1;
  }

  /** A write of a primary that goes on beside another one, and its wait in vain. */
  protected abstract commitApart(m: number, call: number): void;
  protected abstract ackTimedOutApart(m: number): void;

  /**
   * Replicas whose confirmation counts, dead ones too: any semi-synchronous one is enough; every synchronous one is needed,
   * and then no other counts. A primary that was deposed is not waited for until it has caught up.
   */
  protected replicasOf(mode: ReplicationSpec['mode']): number {
    const { primary, expected } = this.state;
    let count = 0;
    for (let r = 0; r < this.members.length; r++) {
      if (r === primary || this.feeds[r]?.mode !== mode) continue;
      if (mode === 'semiSync' || expected[r] === 1) count++;
    }
    return count;
  }

  protected confirmTimeoutMs(): number {
    let longest = 0;
    for (const feed of this.feeds) {
      if (feed !== null && feed.mode === 'semiSync') longest = Math.max(longest, feed.ackTimeoutMs);
    }
    return longest;
  }

  // ---- replicating ----

  protected isFed(r: number): boolean {
    const s = this.state;
    return s.role[r] === REPLICA && s.baseline[r] !== NOT_FED;
  }

  protected oldestNeeded(): number {
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

  /** Across a cut nothing sets off: it does when the cut ends. */
  protected ship(r: number, position: number): void {
    if (this.state.cut.reached[r] === 0) return;
    const delayNs = this.wayNs(r);
    const sent = position | ((this.state.epoch & 1) << EPOCH_SHIFT);
    this.sim.schedule(delayNs, this.members[r]!.node, RECEIVE, sent);
  }

  /** How long something takes between the primary and a replica: the way there leads through those it is drawn behind. */
  private wayNs(r: number): number {
    const { sources, samplers } = this;
    const { primary } = this.state;
    let ns = this.sim.draw(samplers[r]!.transport);
    // Where one that stands below it or aside has been promoted, it is fed by that one straight.
    if (!isBehind(sources, r, primary)) return ns;
    for (let via = sources[r]!; via !== primary; via = sources[via]!) {
      ns += this.sim.draw(samplers[via]!.transport);
    }
    return ns;
  }

  protected giveUpOnLaggards(position: number): void {
    const s = this.state;
    for (let r = 0; r < this.members.length; r++) {
      if (!this.isFed(r) || position - s.low[r]! < MAX_BEHIND) continue;
      this.stopFeeding(r);
      this.rejoin(r);
    }
  }

  protected receive(r: number, sent: number): void {
    const s = this.state;
    const position = sent & POSITION_MASK;
    // Lost with the primary (or cut off with it), copied since in another way, or sent twice.
    if (sent >>> EPOCH_SHIFT !== (s.epoch & 1)) return;
    if (!this.isLed) return;
    if (!this.isUp(r) || !this.isFed(r)) return;
    if (position <= s.baseline[r]! || position < s.low[r]!) return;
    const at = position & maskOf(s.log);
    if (s.log.progress[r]![at] !== SENT) return;
    s.log.progress[r]![at] = RECEIVED;
    if (this.feeds[r]!.mode === 'semiSync' && this.replicasOf('sync') === 0) {
      this.confirmLater(r, position);
    }
    this.applyInTurn(r, position);
  }

  protected applyInTurn(r: number, position: number): void {
    const s = this.state;
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
    if (position > versions[key]! && log.lost[at] === 0) versions[key] = position;
    log.progress[r]![at] = APPLIED;
    this.countLag(r, this.sim.nowNs - log.committedNs[at]!);
    this.raiseLow(r);
    if (this.feeds[r]!.mode === 'sync') this.confirmLater(r, position);
    s.applying[r]!--;
    this.applyNext(r);
    this.progressed(r);
  }

  protected raiseLow(r: number): void {
    const { log, low } = this.state;
    const progress = log.progress[r]!;
    while (low[r]! <= log.last && progress[low[r]! & maskOf(log)] === APPLIED) low[r]!++;
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
  protected confirmLater(r: number, position: number): void {
    const { cut } = this.state;
    if (cut.reached[r] === 0) {
      cut.held[r]!.push(position);
      return;
    }
    this.sim.schedule(this.wayNs(r), this.members[r]!.node, CONFIRM, position);
  }

  protected confirmed(position: number): void {
    const s = this.state;
    const { log } = s;
    const at = position & maskOf(log);
    // Another position has its place by now, or enough have confirmed it.
    if (log.last - position > maskOf(log) || log.needed[at] === 0) return;
    if (--log.needed[at]! > 0) return;
    const hasCaughtUp =
      position === log.last || (s.cut.catchUpTo > 0 && position >= s.cut.catchUpTo);
    if (s.confirms === 0 && hasCaughtUp && this.isUp(s.primary)) this.confirmAgain();
    const call = log.waitingCall[at]!;
    if (call < 0 || this.calls[call]!.version !== position) return;
    this.endWaiting(call, position);
  }

  /** Replicas have caught up with the newest write: from here on writes wait for them again. */
  protected confirmAgain(): void {
    const s = this.state;
    s.confirms = 1;
    s.cut.catchUpTo = 0;
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
    if (this.feeds[m]?.mode === 'sync' && s.expected[m] === 1) this.confirmCopied(m);
    s.expected[m] = 1;
  }

  /** What it has copied it has: writes that wait for it need not wait any more. */
  private confirmCopied(m: number): void {
    const { log, oldestWaiting } = this.state;
    for (let position = oldestWaiting; position <= log.last; position++) {
      const at = position & maskOf(log);
      if (log.waitingCall[at]! < 0 || log.progress[m]![at] === APPLIED) continue;
      log.progress[m]![at] = APPLIED;
      this.confirmLater(m, position);
    }
  }

  /**
   * A replica follows the new primary: it is sent what that one has and it has not, and undoes what that one has never
   * received. Returns how many writes it is sent.
   */
  protected repoint(r: number, primary: number): number {
    const { log, low, versions } = this.state;
    const mine = log.progress[r]!;
    const theirs = versions[primary]!;
    let sent = 0;
    for (let position = Math.min(low[r]!, low[primary]!); position <= log.last; position++) {
      const at = position & maskOf(log);
      if (log.lost[at] === 1) {
        const key = log.key[at]!;
        if (versions[r]![key] === position) versions[r]![key] = theirs[key]!;
        // Received and not applied: it comes to nothing when its turn comes.
        if (mine[at] === SENT) mine[at] = APPLIED;
      } else if (position >= low[r]! && mine[at] === SENT) {
        this.ship(r, position);
        sent++;
      }
    }
    this.raiseLow(r);
    return sent;
  }

  /** A replica is given up: it must come back as one that missed everything. */
  protected abstract rejoin(r: number): void;

  /** A replica has applied one write more. */
  protected abstract progressed(r: number): void;

  protected tell(
    m: number,
    event: string,
    data: Record<string, number | string> = {},
    told: Pick<TimelineEvent, 'told' | 'writes'> = {},
  ): void {
    this.sim.emit(this.members[m]!.node, -1, event, data, told);
  }

  // ---- what it shows ----

  /** Lag; writes that it took beside another primary and nobody else has; calls that failed in the slice. */
  gauges(m: number, into: Float32Array, at: number): void {
    const s = this.state;
    const { node } = this.members[m]!;
    const failed = this.sim.measured.nodes[node]!.failed;
    into[at] = nsToMs(this.lagNs(m));
    into[at + 1] = s.cut.undiscarded[m]!;
    into[at + 2] = failed - s.sliceFailed[m]!;
    s.sliceLagNs[m] = 0;
    s.sliceApplied[m] = 0;
    s.sliceFailed[m] = failed;
  }

  /** Whether the primary is there and takes writes. */
  protected get isLed(): boolean {
    const { primary, role } = this.state;
    return this.isUp(primary) && role[primary] === PRIMARY;
  }

  /**
   * Mean lag of what was applied in the slice, or the age of what still waits, whichever is more. While the primary is dead
   * nobody is further behind it than at its death.
   */
  private lagNs(m: number): number {
    const s = this.state;
    const mean = s.sliceApplied[m] === 0 ? 0 : s.sliceLagNs[m]! / s.sliceApplied[m]!;
    if (!this.isFed(m) || s.low[m]! > s.log.last) return mean;
    const asOfNs = this.isLed ? this.sim.nowNs : s.crashedNs;
    return Math.max(mean, asOfNs - s.log.committedNs[s.low[m]! & maskOf(s.log)]!);
  }

  warmedUp(m: number): void {
    this.state.staleReads[m] = 0;
    this.state.lostWrites[m] = 0;
    this.state.cut.divergent[m] = 0;
    if (this.state.conflicts !== undefined) this.state.conflicts[m] = 0;
  }
}
