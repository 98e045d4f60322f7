/**
 * A database set: a primary and its replicas, what flows between them, and what happens when one dies.
 *
 * Replication: every committed write leaves for each replica at once and is *received* after `transport`; one of
 * `appliers` workers then *applies* it in `apply`, so lag is a queue: near zero until writes come faster than they can be
 * applied, then without bound. Reads see what is applied. What has not been received when the primary dies is lost.
 *
 * Failover: the set's watcher probes every member; after `misses` in a row the primary is declared down, a candidate is
 * elected (the one that has received most), it applies what it has received, is promoted, and clients are re-routed.
 * A member that comes back rejoins as a replica: it copies what it missed before it serves reads.
 *
 * Leaves out: split brain (the watcher is never cut off), conflicts, row locks, the load that applying puts on reads.
 * Sources: MySQL semi-synchronous replication and Group Replication, Orchestrator, Patroni; domain reference §4.
 */
import { createHistogram, type Histogram, record } from '../../base/histogram.ts';
import { msToNs, nsToMs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT, REFUSES } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import { type DurationSpec, meanMs, type Sampler } from '../../sim/distribution.ts';
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
const RECEIVE = OWN_EVENT;
const APPLY = OWN_EVENT + 1;
const CONFIRM = OWN_EVENT + 2;
const WATCH = OWN_EVENT + 3;

// What a WATCH event says, in its low bits; the member stands above.
const PROBE = 0;
const PROBE_FAILED = 1;
const ELECTED = 2;
const PROMOTED = 3;
const REROUTED = 4;
const CAUGHT_UP = 5;
const WATCH_BITS = 3;

// Roles.
export const REPLICA = 0;
export const PRIMARY = 1;
/** Back from a crash, copying what it missed; or cut off until the failover is over. */
export const RECOVERING = 2;

// Stages of a failover.
const STEADY = 0;
const ELECTING = 1;
const CATCHING_UP = 2;
const PROMOTING = 3;
const REROUTING = 4;

/** Positions from here on are not for this member: it is not being fed. */
const NOT_FED = 0x7fffffff;

interface SetState {
  primary: number;
  /** Where clients send writes: trails `primary` until they are re-routed. */
  believed: number;
  stage: number;
  candidate: number;
  crashedNs: number;
  failedBefore: number;
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
  applying: Int32Array;
  /** Received positions in line for an applier. */
  backlog: { head: number; items: number[] }[];
  versions: Int32Array[];
  acknowledged: Int32Array;
  log: LogState;
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

export class ReplicaSet implements Truth {
  readonly state: SetState;
  readonly members: readonly MemberSpec[];
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly params: DatabaseParams;
  /** How a member is fed; the first primary, once it is a replica, is fed as the one that took its place was. */
  private readonly feeds: readonly (ReplicationSpec | null)[];
  private readonly samplers: readonly (MemberSamplers | null)[];
  private readonly election: Sampler;
  private readonly promotion: Sampler;
  private readonly reroute: Sampler;
  private readonly home: number;
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
    this.home = members[0]!.node;
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
    const setNode = members[primary]!.node;
    this.election = sim.sampler(params.failover.election, setNode, 'election');
    this.promotion = sim.sampler(params.failover.promotion, setNode, 'promotion');
    this.reroute = sim.sampler(params.failover.reroute, setNode, 'reroute');
    const n = members.length;
    const role = new Uint8Array(n);
    role[primary] = PRIMARY;
    this.state = {
      primary,
      believed: primary,
      stage: STEADY,
      candidate: -1,
      crashedNs: 0,
      failedBefore: 0,
      role,
      inRotation: new Uint8Array(n).fill(1),
      misses: new Int32Array(n),
      baseline: Int32Array.from(members, (_, m) =>
        this.feeds[m] === null && m !== primary ? NOT_FED : 0,
      ),
      low: new Int32Array(n).fill(1),
      stoodAt: new Int32Array(n),
      applying: new Int32Array(n),
      backlog: members.map(() => ({ head: 0, items: [] })),
      versions: members.map(() => new Int32Array(keyCount)),
      acknowledged: new Int32Array(keyCount),
      log: createLog(n),
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

  /** The watcher starts; every member is probed from its own random phase. A set of one has nothing to watch for. */
  start(): void {
    if (this.members.length === 1) return;
    const stream = this.sim.streams.named(this.members[this.state.primary]!.id, 'probes');
    const intervalNs = msToNs(this.params.failover.probeIntervalMs);
    for (let m = 0; m < this.members.length; m++) {
      this.watch(Math.round(this.sim.streams.uniform(stream) * intervalNs), PROBE, m);
    }
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
    const needed = s.confirms === 1 ? this.confirmationsNeeded() : 0;
    if (needed === 0) {
      this.acknowledge(m, call, position);
      return;
    }
    const at = position & maskOf(log);
    log.waitingCall[at] = call;
    log.needed[at] = needed;
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

  /** Any semi-synchronous replica is enough; every synchronous one is needed. */
  private confirmationsNeeded(): number {
    let all = 0;
    let any = 0;
    for (let r = 0; r < this.members.length; r++) {
      if (r === this.state.primary) continue;
      const mode = this.feeds[r]?.mode;
      if (mode === 'sync') all++;
      else if (mode === 'semiSync') any = 1;
    }
    return all > 0 ? all : any;
  }

  private confirmTimeoutMs(): number {
    let longest = 0;
    for (const feed of this.feeds) {
      if (feed !== null && feed.mode !== 'async') longest = Math.max(longest, feed.ackTimeoutMs);
    }
    return longest;
  }

  // ---- replicating ----

  private isFed(r: number): boolean {
    const s = this.state;
    return s.role[r] === REPLICA && s.baseline[r] !== NOT_FED;
  }

  private oldestNeeded(): number {
    const s = this.state;
    let oldest = s.log.last + 1;
    for (let r = 0; r < this.members.length; r++) {
      if (this.isFed(r)) oldest = Math.min(oldest, s.low[r]!);
    }
    // Writes that wait for confirmation must stay readable too; with no replica fed they are all recent.
    return Math.max(1, Math.min(oldest, s.log.last - 64));
  }

  private ship(r: number, position: number): void {
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

  private receive(r: number, position: number): void {
    const s = this.state;
    // Lost with the primary, or copied since in another way.
    if (!this.isUp(s.primary) || !this.isUp(r) || !this.isFed(r) || position <= s.baseline[r]!)
      return;
    const at = position & maskOf(s.log);
    if (s.log.progress[r]![at] !== SENT) return;
    s.log.progress[r]![at] = RECEIVED;
    if (this.feeds[r]!.mode === 'semiSync') this.confirmLater(r, position);
    if (s.applying[r]! < this.feeds[r]!.appliers) this.beginApply(r, position);
    else s.backlog[r]!.items.push(position);
  }

  private beginApply(r: number, position: number): void {
    this.state.applying[r]!++;
    const { node } = this.members[r]!;
    this.sim.schedule(this.sim.drawService(this.samplers[r]!.apply, node), node, APPLY, position);
  }

  private applied(r: number, position: number): void {
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
    if (s.stage === CATCHING_UP && s.candidate === r) this.promoteWhenCaughtUp();
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

  private confirmed(position: number): void {
    const s = this.state;
    const { log } = s;
    const at = position & maskOf(log);
    const call = log.waitingCall[at]!;
    if (call < 0 || this.calls.version[call] !== position) return;
    if (--log.needed[at]! > 0) return;
    this.sim.cancel(this.calls.event[call]!);
    this.calls.event[call] = -1;
    this.acknowledge(s.primary, call, position);
  }

  // ---- crashes and returns ----

  crashed(m: number): void {
    const s = this.state;
    if (m === s.primary) {
      s.crashedNs = this.sim.nowNs;
      s.failedBefore = this.sim.measured.failed[this.members[m]!.node]!;
      s.stoodAt[m] = s.log.last;
      // The kernel has ended the calls that waited for confirmation.
      s.log.waitingCall.fill(-1);
      return;
    }
    s.stoodAt[m] = s.role[m] === REPLICA ? s.low[m]! - 1 : s.stoodAt[m]!;
    this.stopFeeding(m);
    if (s.stage !== STEADY && s.candidate === m) this.elect();
  }

  private stopFeeding(m: number): void {
    const s = this.state;
    s.stoodAt[m] = Math.min(s.stoodAt[m] === 0 ? s.low[m]! - 1 : s.stoodAt[m]!, s.low[m]! - 1);
    s.baseline[m] = NOT_FED;
    s.applying[m] = 0;
    s.backlog[m] = { head: 0, items: [] };
    if (s.role[m] === REPLICA) s.role[m] = RECOVERING;
  }

  restarted(m: number): void {
    const s = this.state;
    if (m === s.primary && s.stage === STEADY) {
      this.resume(m);
      return;
    }
    // A primary that returns in the middle of a failover is fenced until it is over.
    if (m === s.primary) return;
    this.rejoin(m);
  }

  /** Nobody has taken over: the primary goes on, and sends again what had not arrived. */
  private resume(m: number): void {
    const s = this.state;
    s.misses[m] = 0;
    for (let r = 0; r < this.members.length; r++) {
      if (!this.isFed(r)) continue;
      for (let p = Math.max(s.low[r]!, s.baseline[r]! + 1); p <= s.log.last; p++) {
        if (s.log.progress[r]![p & maskOf(s.log)] === SENT) this.ship(r, p);
      }
    }
  }

  /** Comes back as a replica: what it missed is copied at the rate at which its appliers work. */
  private rejoin(m: number): void {
    const s = this.state;
    const feed = this.feeds[m];
    s.role[m] = RECOVERING;
    s.inRotation[m] = 0;
    if (feed === null || feed === undefined) return;
    const missed = Math.max(0, s.log.last - s.stoodAt[m]!);
    this.tell(m, 'rejoined', { missed });
    const tookMs = (missed * meanMs(feed.apply)) / feed.appliers;
    const tookNs = Math.round(tookMs * 1e6) + this.sim.draw(this.samplers[m]!.transport);
    s.stoodAt[m] = -Math.max(1, Math.round(nsToMs(tookNs)));
    this.watch(tookNs, CAUGHT_UP, m);
  }

  private caughtUp(m: number): void {
    const s = this.state;
    if (!this.isUp(m) || s.role[m] !== RECOVERING) return;
    if (!this.isUp(s.primary) || s.stage !== STEADY) {
      // Nothing to copy from just now.
      this.watch(msToNs(this.params.failover.probeIntervalMs), CAUGHT_UP, m);
      return;
    }
    const tookMs = -s.stoodAt[m]!;
    this.copyFromPrimary(m);
    s.inRotation[m] = 1;
    s.misses[m] = 0;
    this.tell(m, 'caughtUp', { tookMs });
    if (s.confirms === 0 && this.feeds[m]!.mode !== 'async') {
      s.confirms = 1;
      this.tell(s.primary, 'semiSyncOn');
    }
  }

  private copyFromPrimary(m: number): void {
    const s = this.state;
    s.versions[m]!.set(s.versions[s.primary]!);
    s.role[m] = REPLICA;
    s.baseline[m] = s.log.last;
    s.low[m] = s.log.last + 1;
    s.stoodAt[m] = 0;
    s.applying[m] = 0;
    s.backlog[m] = { head: 0, items: [] };
  }

  // ---- the watcher ----

  private watch(delayNs: number, what: number, m: number): void {
    this.sim.schedule(delayNs, this.home, WATCH, (m << WATCH_BITS) | what);
  }

  private probe(m: number): void {
    const { failover } = this.params;
    this.watch(msToNs(failover.probeIntervalMs), PROBE, m);
    const mode = this.sim.modeOf(this.members[m]!.node, 0);
    if (mode === HEALTHY) this.answeredProbe(m);
    else if (mode === REFUSES) this.missedProbe(m);
    else this.watch(msToNs(failover.probeTimeoutMs), PROBE_FAILED, m);
  }

  private answeredProbe(m: number): void {
    const s = this.state;
    s.misses[m] = 0;
  }

  private missedProbe(m: number): void {
    const s = this.state;
    const limit = this.params.failover.misses;
    if (s.misses[m]! >= limit) {
      if (m === s.primary && s.stage === STEADY) this.declareDown(m);
      return;
    }
    s.misses[m]!++;
    this.tell(m, 'probeMissed', { misses: s.misses[m]!, limit });
    if (s.misses[m]! < limit) return;
    if (m === s.primary) this.declareDown(m);
    else if (s.inRotation[m] === 1) {
      s.inRotation[m] = 0;
      this.tell(m, 'ejected');
    }
  }

  private declareDown(m: number): void {
    const s = this.state;
    if (s.stage !== STEADY) return;
    if (s.inRotation[m] === 1) {
      s.inRotation[m] = 0;
      this.tell(m, 'declaredDown', { misses: s.misses[m]!, refused: this.failedSinceCrash() });
    }
    if (!this.params.failover.enabled) return;
    this.elect();
  }

  private failedSinceCrash(): number {
    const s = this.state;
    return this.sim.measured.failed[this.members[s.believed]!.node]! - s.failedBefore;
  }

  // ---- failover ----

  private elect(): void {
    const s = this.state;
    s.candidate = this.bestCandidate();
    if (s.candidate < 0) {
      if (s.stage !== STEADY) this.tell(s.primary, 'failoverFailed', { reason: 'noReplica' });
      s.stage = STEADY;
      if (this.isUp(s.primary)) this.comeBackAsPrimary();
      return;
    }
    s.stage = ELECTING;
    this.tell(s.candidate, 'electionStarted');
    this.watch(this.sim.draw(this.election), ELECTED, s.candidate);
  }

  /** No replica could take over, and the old primary is back. */
  private comeBackAsPrimary(): void {
    const s = this.state;
    s.inRotation[s.primary] = 1;
    this.resume(s.primary);
  }

  /** The replica that has received most; ties go to the first by id. */
  private bestCandidate(): number {
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let r = 0; r < this.members.length; r++) {
      if (r === this.state.primary || !this.isFed(r) || !this.isUp(r)) continue;
      const missing = this.missingAt(r).count;
      if (missing < fewest) {
        fewest = missing;
        best = r;
      }
    }
    return best;
  }

  /** Writes that the member has not received: how many, how many of them acknowledged, and the oldest one's time. */
  private missingAt(r: number): { count: number; acknowledged: number; oldestNs: number } {
    const { log, low } = this.state;
    const mask = maskOf(log);
    let count = 0;
    let acknowledged = 0;
    let oldestNs = Number.POSITIVE_INFINITY;
    for (let position = low[r]!; position <= log.last; position++) {
      const at = position & mask;
      if (log.progress[r]![at] !== SENT) continue;
      count++;
      acknowledged += log.acknowledged[at]!;
      oldestNs = Math.min(oldestNs, log.committedNs[at]!);
    }
    return { count, acknowledged, oldestNs };
  }

  private behindMs(r: number): number {
    const { oldestNs } = this.missingAt(r);
    return oldestNs === Number.POSITIVE_INFINITY
      ? 0
      : Math.round(nsToMs(this.state.crashedNs - oldestNs));
  }

  private elected(m: number): void {
    const s = this.state;
    if (s.stage !== ELECTING || s.candidate !== m) return;
    this.tell(m, 'elected', { behindMs: this.behindMs(m), position: s.low[m]! - 1 });
    s.stage = CATCHING_UP;
    this.promoteWhenCaughtUp();
  }

  private promoteWhenCaughtUp(): void {
    const s = this.state;
    const m = s.candidate;
    const backlog = s.backlog[m]!;
    if (s.applying[m]! > 0 || backlog.head < backlog.items.length) return;
    s.stage = PROMOTING;
    this.watch(this.sim.draw(this.promotion), PROMOTED, m);
  }

  private promoted(m: number): void {
    const s = this.state;
    if (s.stage !== PROMOTING || s.candidate !== m) return;
    const old = s.primary;
    const lost = this.missingAt(m).acknowledged;
    const behindMs = this.behindMs(m);
    this.forgetLostWrites(m);
    s.lostWrites[old]! += lost;
    s.role[old] = RECOVERING;
    s.baseline[old] = NOT_FED;
    s.primary = m;
    s.role[m] = PRIMARY;
    s.low[m] = s.log.last + 1;
    for (let r = 0; r < this.members.length; r++)
      if (r !== m && this.isFed(r)) this.copyFromPrimary(r);
    this.tell(m, 'promoted', { lost, behindMs });
    if (lost > 0) this.tell(old, 'writesLost', { count: lost });
    s.stage = REROUTING;
    this.watch(this.sim.draw(this.reroute), REROUTED, m);
  }

  /** After a promotion the truth is what the new primary has. */
  private forgetLostWrites(m: number): void {
    const { log, low, acknowledged, versions } = this.state;
    for (let position = low[m]!; position <= log.last; position++) {
      const at = position & maskOf(log);
      if (log.progress[m]![at] !== SENT) continue;
      const key = log.key[at]!;
      if (acknowledged[key] === position) acknowledged[key] = versions[m]![key]!;
    }
  }

  private rerouted(m: number): void {
    const s = this.state;
    if (s.stage !== REROUTING || s.primary !== m) return;
    const old = s.believed;
    const refused = this.failedSinceCrash();
    s.believed = m;
    s.stage = STEADY;
    s.candidate = -1;
    this.tell(m, 'rerouted', { refused });
    if (this.isUp(old) && s.role[old] === RECOVERING) this.rejoin(old);
    // The new primary may have died on the way; its probes will say so.
  }

  // ---- events ----

  /** A member's own events (all but those that carry a call). */
  wake(m: number, code: number, argument: number): void {
    switch (code) {
      case RECEIVE:
        this.receive(m, argument);
        return;
      case APPLY:
        this.applied(m, argument);
        return;
      case CONFIRM:
        this.confirmed(argument);
        return;
      case WATCH:
        this.watched(argument & ((1 << WATCH_BITS) - 1), argument >> WATCH_BITS);
        return;
    }
  }

  private watched(what: number, m: number): void {
    switch (what) {
      case PROBE:
        this.probe(m);
        return;
      case PROBE_FAILED:
        if (!this.isUp(m)) this.missedProbe(m);
        return;
      case ELECTED:
        this.elected(m);
        return;
      case PROMOTED:
        this.promoted(m);
        return;
      case REROUTED:
        this.rerouted(m);
        return;
      case CAUGHT_UP:
        this.caughtUp(m);
        return;
    }
  }

  private tell(m: number, event: string, data: Record<string, number | string> = {}): void {
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
