/**
 * A database set: a primary, its replicas, and what happens when one of them dies.
 *
 * Failover: the set's watcher probes every member; after `misses` in a row the primary is declared down, a candidate is
 * elected (the one that has received most), it fetches what other replicas have received and it has not (as MHA does from
 * their relay logs), applies all of it, is promoted, and clients are re-routed.
 * A member that comes back rejoins as a replica: it copies what it missed before it serves reads.
 *
 * Partitions of the network, fencing and split brain: `partition.ts`.
 * Sources: MySQL Group Replication, Orchestrator, Patroni; domain reference §4.
 */
import { msToNs, nsToMs } from '../../base/units.ts';
import { HEALTHY, OWN_EVENT, REFUSES, SWALLOWS } from '../../sim/behaviour.ts';
import { meanMs, type Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { DatabaseParams } from './params.ts';
import { LEASE_ENDED, PartedSet, WRITES_TOLD } from './partition.ts';
import {
  APPLY,
  CONFIRM,
  type MemberSpec,
  NOT_FED,
  PRIMARY,
  RECEIVE,
  RECOVERING,
  STEADY,
} from './replication.ts';
import { maskOf, RECEIVED, SENT } from './replication-log.ts';

const WATCH = OWN_EVENT + 3;

// What a WATCH event says, in its low bits; the member stands above.
const PROBE = 0;
const PROBE_FAILED = 1;
const ELECTED = 2;
const PROMOTED = 3;
const REROUTED = 4;
const CAUGHT_UP = 5;
const WATCH_BITS = 3;

// Stages of a failover.
const ELECTING = 1;
const CATCHING_UP = 2;
const PROMOTING = 3;
const REROUTING = 4;

export class ReplicaSet extends PartedSet {
  private readonly election: Sampler;
  private readonly promotion: Sampler;
  private readonly reroute: Sampler;
  /** The node whose events the watcher's are. */
  private readonly home: number;

  constructor(
    sim: Simulation,
    members: readonly MemberSpec[],
    primary: number,
    params: DatabaseParams,
    keyCount: number,
  ) {
    super(sim, members, primary, params, keyCount);
    this.home = members[0]!.node;
    const setNode = members[primary]!.node;
    this.election = sim.sampler(params.failover.election, setNode, 'election');
    this.promotion = sim.sampler(params.failover.promotion, setNode, 'promotion');
    this.reroute = sim.sampler(params.failover.reroute, setNode, 'reroute');
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

  /** Whether any member takes writes, or only the primary. */
  get takesWritesEverywhere(): boolean {
    return false;
  }

  /** Where writes are certified: true if this one goes through. */
  certify(_m: number, _call: number): boolean {
    return true;
  }

  /** Whether its death leaves the set without a primary. */
  protected leads(m: number): boolean {
    return m === this.state.primary;
  }

  /** Whether there is a primary to copy from just now. */
  protected canCopy(): boolean {
    const { primary, stage } = this.state;
    return this.isUp(primary) && (stage === STEADY || stage === REROUTING);
  }

  // ---- crashes and returns ----

  crashed(m: number): void {
    const s = this.state;
    if (m === s.primary) {
      // A fenced primary that dies once more changes nothing: the failover dates from its first crash.
      if (s.role[m] !== PRIMARY) return;
      s.crashedNs = this.sim.nowNs;
      s.failedBefore[m] = this.sim.measured.nodes[this.members[m]!.node]!.failed;
      s.stoodAt[m] = s.log.last;
      // The kernel has ended the calls that waited for confirmation.
      s.log.waitingCall.fill(-1);
      return;
    }
    this.stopFeeding(m);
    if (s.role[m] === PRIMARY) this.strayCrashed(m);
    if (this.feeds[m]?.mode === 'sync' && s.expected[m] === 1) {
      this.tell(s.primary, 'writesBlocked', { target: this.members[m]!.id });
    }
    if (s.stage !== STEADY && s.candidate === m) this.elect(true);
  }

  restarted(m: number): void {
    const s = this.state;
    if (m !== s.primary) this.comeBack(m);
    else if (!this.isChoosing && this.mayLead(m)) this.resume(m);
    // Back in the middle of a failover, or cut off: fenced until it is over.
    else s.role[m] = RECOVERING;
  }

  /** The old primary rejoins when callers have been re-routed. */
  protected comeBack(m: number): void {
    const { stage, believed } = this.state;
    if (stage !== REROUTING || m !== believed) this.rejoin(m);
  }

  protected get isChoosing(): boolean {
    const { stage } = this.state;
    return stage !== STEADY && stage !== REROUTING;
  }

  protected chooseAgain(): void {
    this.elect(true);
  }

  /** Nobody has taken over: the primary goes on, and sends again what had not arrived. */
  protected resume(m: number): void {
    const s = this.state;
    s.role[m] = PRIMARY;
    s.misses[m] = 0;
    for (let r = 0; r < this.members.length; r++) if (this.isFed(r)) this.sendAgain(r);
  }

  /** Comes back as a replica: what it missed is copied at the rate at which its appliers work. */
  protected rejoin(m: number): void {
    const s = this.state;
    const feed = this.feeds[m];
    s.role[m] = RECOVERING;
    s.inRotation[m] = 0;
    if (feed === null || feed === undefined) return;
    if (this.isApart(m)) {
      s.cut.isolated[m] = 1;
      return;
    }
    this.discardDivergent(m);
    const missed = Math.max(0, s.log.last - s.stoodAt[m]!);
    this.tell(m, 'rejoined', { missed });
    // Nothing times a mean that is infinite would be no time at all.
    const tookMs = missed === 0 ? 0 : (missed * meanMs(feed.apply)) / feed.appliers;
    const tookNs = msToNs(tookMs) + this.sim.draw(this.samplers[m]!.transport);
    s.copyingNs[m] = tookNs;
    s.caughtUpNs[m] = this.sim.nowNs + tookNs;
    this.watch(tookNs, CAUGHT_UP, m);
  }

  private caughtUp(m: number): void {
    const s = this.state;
    // It crashed again meanwhile, or came back later than this event knows.
    if (!this.isUp(m) || s.role[m] !== RECOVERING || this.sim.nowNs < s.caughtUpNs[m]!) return;
    if (!this.canCopy() || this.isApart(m)) {
      // Nothing to copy from just now.
      this.watch(msToNs(this.params.failover.probeIntervalMs), CAUGHT_UP, m);
      return;
    }
    const tookMs = Math.round(nsToMs(s.copyingNs[m]!));
    const wasDeposed = s.expected[m] === 0;
    this.copyFromPrimary(m);
    s.inRotation[m] = 1;
    s.misses[m] = 0;
    this.tell(m, 'caughtUp', { tookMs });
    const { mode } = this.feeds[m]!;
    if (s.confirms === 0 && mode === 'semiSync') this.confirmAgain();
    else if (mode === 'sync') this.tell(s.primary, wasDeposed ? 'semiSyncOn' : 'writesUnblocked');
  }

  // ---- the watcher ----

  protected watch(delayNs: number, what: number, m: number): void {
    this.sim.schedule(delayNs, this.home, WATCH, (m << WATCH_BITS) | what);
  }

  private probe(m: number): void {
    const { probeIntervalMs, probeTimeoutMs } = this.params.failover;
    this.watch(msToNs(probeIntervalMs), PROBE, m);
    const mode = this.isSeen(m) ? this.sim.modeOf(this.members[m]!.node, 0) : SWALLOWS;
    if (mode === HEALTHY) this.answeredProbe(m);
    else if (mode === REFUSES) this.missedProbe(m);
    // One probe at a time.
    else this.watch(msToNs(Math.min(probeTimeoutMs, probeIntervalMs)), PROBE_FAILED, m);
  }

  private answeredProbe(m: number): void {
    const s = this.state;
    s.misses[m] = 0;
    s.cut.renewedNs[m] = this.sim.nowNs;
    // A primary that is back before anyone took over, or a replica that was cut off; one that was down is restored when
    // it has caught up.
    const isBack = this.leads(m) ? s.stage === STEADY : this.isFed(m);
    if (!isBack || s.inRotation[m] === 1) return;
    s.inRotation[m] = 1;
    this.tell(m, 'restored');
  }

  private missedProbe(m: number): void {
    const s = this.state;
    const limit = this.params.failover.misses;
    if (s.misses[m]! >= limit) {
      if (this.leads(m) && s.stage === STEADY) this.declareDown(m);
      return;
    }
    s.misses[m]!++;
    this.tell(m, 'probeMissed', { misses: s.misses[m]!, limit });
    if (s.misses[m]! < limit) return;
    if (this.leads(m)) this.declareDown(m);
    else if (s.inRotation[m] === 1) {
      s.inRotation[m] = 0;
      this.tell(m, 'ejected');
    }
  }

  private declareDown(m: number): void {
    const s = this.state;
    if (s.stage !== STEADY) return;
    this.fence(m);
    const isNews = s.inRotation[m] === 1;
    if (isNews) {
      s.inRotation[m] = 0;
      const refused = this.failedSinceCrash(m);
      this.tell(m, 'declaredDown', {
        misses: s.misses[m]!,
        refused,
        ...this.cutReason(!this.isSeen(m)),
      });
    }
    if (this.params.failover.enabled) this.elect(isNews);
    else if (isNews) this.tell(m, 'failoverFailed', { reason: 'disabled' });
  }

  private cutReason(isCut: boolean): Record<string, string> {
    return isCut ? { reason: 'cut' } : {};
  }

  private failedSinceCrash(m: number): number {
    return this.sim.measured.nodes[this.members[m]!.node]!.failed - this.state.failedBefore[m]!;
  }

  // ---- failover ----

  /** `isNews`: that nobody can be elected is told once, and not again at every missed probe. */
  private elect(isNews: boolean): void {
    const s = this.state;
    s.candidate = this.bestCandidate();
    if (s.candidate < 0) {
      if (isNews) this.tell(s.primary, 'failoverFailed', { reason: 'noReplica' });
      s.stage = STEADY;
      // No replica can take over, and the old primary is back: its next probe gives it reads again.
      if (this.isUp(s.primary) && this.mayLead(s.primary)) this.resume(s.primary);
      return;
    }
    const isOldUp = this.isUp(s.primary) && this.mayLead(s.primary);
    this.tell(s.candidate, 'electionStarted', {}, isOldUp ? { told: { reason: 'unfenced' } } : {});
    this.beginStage(ELECTING, this.sim.draw(this.election), ELECTED);
  }

  /** A stage that lasts for a known time; `what` ends it. */
  private beginStage(stage: number, lastsNs: number, what: number): void {
    const s = this.state;
    s.stage = stage;
    s.stageEndsNs = this.sim.nowNs + lastsNs;
    this.watch(lastsNs, what, s.candidate);
  }

  /** Whether an event ends the stage that the failover is in, and not one of a failover before. */
  private ends(stage: number, m: number): boolean {
    const s = this.state;
    return s.stage === stage && s.candidate === m && s.stageEndsNs === this.sim.nowNs;
  }

  /** The replica that has received most; ties go to the first by id. */
  private bestCandidate(): number {
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let r = 0; r < this.members.length; r++) {
      if (!this.mayHelp(r)) continue;
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
    // A primary that nobody has fenced goes on writing.
    const asOfNs = this.isLed ? this.sim.nowNs : this.state.crashedNs;
    return oldestNs === Number.POSITIVE_INFINITY ? 0 : Math.round(nsToMs(asOfNs - oldestNs));
  }

  private elected(m: number): void {
    const s = this.state;
    if (!this.ends(ELECTING, m)) return;
    this.tell(m, 'elected', { behindMs: this.behindMs(m), position: s.low[m]! - 1 });
    s.stage = CATCHING_UP;
    this.fetchFromOthers(m);
    this.promoteWhenCaughtUp();
  }

  /** The candidate is given what any replica in reach has received: so only what none of them has is lost. */
  private fetchFromOthers(m: number): void {
    const { log, low } = this.state;
    const others = [...this.members.keys()].filter((r) => r !== m && this.mayHelp(r));
    const has = (r: number, position: number) =>
      position < low[r]! || log.progress[r]![position & maskOf(log)] !== SENT;
    for (let position = low[m]!; position <= log.last; position++) {
      if (has(m, position) || !others.some((r) => has(r, position))) continue;
      log.progress[m]![position & maskOf(log)] = RECEIVED;
      this.applyInTurn(m, position);
    }
  }

  /** A replica that is up, and in the watcher's reach. */
  private mayHelp(r: number): boolean {
    return r !== this.state.primary && this.isFed(r) && this.isUp(r) && this.isSeen(r);
  }

  protected progressed(r: number): void {
    if (this.state.stage === CATCHING_UP && this.state.candidate === r) this.promoteWhenCaughtUp();
  }

  private promoteWhenCaughtUp(): void {
    const s = this.state;
    const m = s.candidate;
    const backlog = s.backlog[m]!;
    if (s.applying[m]! > 0 || backlog.head < backlog.items.length) return;
    this.beginStage(PROMOTING, this.sim.draw(this.promotion), PROMOTED);
  }

  private promoted(m: number): void {
    const s = this.state;
    if (!this.ends(PROMOTING, m)) return;
    const old = s.primary;
    const lost = this.missingAt(m).acknowledged;
    const behindMs = this.behindMs(m);
    const staysPrimary = this.staysPrimary(old);
    const writes = this.forgetLostWrites(m);
    s.lostWrites[old]! += lost;
    if (staysPrimary) this.takeStray(old);
    else s.role[old] = RECOVERING;
    s.baseline[old] = NOT_FED;
    const hadSync = this.replicasOf('sync') > 0;
    s.expected[old] = 0;
    s.primary = m;
    s.role[m] = PRIMARY;
    s.epoch++;
    this.tell(m, 'promoted', { lost, behindMs });
    if (lost > 0) this.tell(old, 'writesLost', { count: lost }, { writes });
    this.leaveBehind(old);
    this.repointReplicas(m);
    s.low[m] = s.log.last + 1;
    if (hadSync && this.replicasOf('sync') === 0) this.tell(m, 'syncOff');
    this.beginStage(REROUTING, this.sim.draw(this.reroute), REROUTED);
  }

  private repointReplicas(m: number): void {
    for (let r = 0; r < this.members.length; r++) {
      if (r === m || !this.isFed(r)) continue;
      const missed = this.repoint(r, m);
      this.tell(r, 'repointed', { target: this.members[m]!.id, missed });
    }
  }

  /** After a promotion the truth is what the new primary has. Returns the first of the promises that are broken by it. */
  private forgetLostWrites(m: number): { key: number; atNs: number }[] {
    const { log, low, acknowledged, versions } = this.state;
    const broken: { key: number; atNs: number }[] = [];
    for (let position = low[m]!; position <= log.last; position++) {
      const at = position & maskOf(log);
      if (log.progress[m]![at] !== SENT) continue;
      log.lost[at] = 1;
      const key = log.key[at]!;
      if (acknowledged[key] === position) acknowledged[key] = versions[m]![key]!;
      if (log.acknowledged[at] === 1 && broken.length < WRITES_TOLD) {
        broken.push({ key, atNs: log.committedNs[at]! });
      }
    }
    return broken;
  }

  private rerouted(m: number): void {
    const s = this.state;
    if (!this.ends(REROUTING, m)) return;
    const old = s.believed;
    const refused = this.failedSinceCrash(old);
    s.believed = m;
    s.stage = STEADY;
    s.candidate = -1;
    this.tell(m, 'rerouted', { refused, ...this.cutReason(s.cut.deposed >= 0) });
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
        if (!this.isUp(m) || !this.isSeen(m)) this.missedProbe(m);
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
      case LEASE_ENDED:
        this.leaseEnded(m);
        return;
    }
  }
}
