/**
 * What a partition of the network does to a database set.
 *
 * Who watches: the watcher stands where most of the set is. It sees a member that reaches more than half of the members,
 * itself included, dead ones too. Of exactly half it sees those on the side that the partition is not named after, as if a
 * witness stood there: so two members can tell a dead link from a dead peer. With no majority nobody is elected.
 *
 * Fencing: the primary takes writes under a lease, renewed by every probe that it answers, for as long as `misses`
 * probes take; cut off from the watcher it stops when the lease ends, which is before it is declared down. Without
 * fencing it goes on beside the one that is promoted: split brain. What it acknowledges from then on is counted as
 * divergent, and discarded when it follows the new primary; what it had acknowledged before is lost at the promotion.
 *
 * Replication across the cut waits and goes on afterwards; what is on its way arrives. Replicas that the new primary
 * does not reach get nothing until they do.
 * Sources: Patroni (lease, demotion), MySQL Group Replication (majority); domain reference §4.2.
 */
import { msToNs } from '../../base/units.ts';
import { ABANDONED, ORPHAN } from '../../sim/calls.ts';
import { NOT_PRIMARY, SUCCESS } from '../../sim/causes.ts';
import { ACK_TIMEOUT, PRIMARY, RECOVERING, Replication } from './replication.ts';
import { APPLIED, appendWrite, maskOf, SENT } from './replication-log.ts';

/** Lost writes that are told one by one. */
export const WRITES_TOLD = 100;
/** What the watcher is told when a lease may have ended; its other notes stand in `replica-set.ts`. */
export const LEASE_ENDED = 6;

export abstract class PartedSet extends Replication {
  protected abstract watch(delayNs: number, what: number, m: number): void;
  /** Whether a failover has begun and nobody has been promoted yet. */
  protected abstract get isChoosing(): boolean;
  protected abstract chooseAgain(): void;
  protected abstract resume(m: number): void;
  /** A member may follow the primary again. */
  protected abstract comeBack(m: number): void;

  // ---- who reaches whom ----

  private areParted(a: number, b: number): boolean {
    return this.sim.areParted(this.members[a]!.node, this.members[b]!.node);
  }

  /** The cuts of the moment: whom the watcher sees, and whom the primary reaches. */
  protected look(): void {
    const { cut, primary } = this.state;
    for (let m = 0; m < this.members.length; m++) {
      cut.seen[m] = this.isWatched(m) ? 1 : 0;
      cut.reached[m] = this.areParted(primary, m) ? 0 : 1;
    }
  }

  private isWatched(m: number): boolean {
    const n = this.members.length;
    let reaches = 0;
    for (let other = 0; other < n; other++) if (!this.areParted(m, other)) reaches++;
    if (reaches * 2 !== n) return reaches * 2 > n;
    const { node } = this.members[m]!;
    return !this.members.some((other) => this.sim.isCutOffFrom(node, other.node));
  }

  protected isSeen(m: number): boolean {
    return this.state.cut.seen[m] === 1;
  }

  /** Whether a partition keeps it from following the primary. */
  protected isApart(m: number): boolean {
    return this.state.cut.reached[m] === 0;
  }

  /** Whether it may take writes, as the primary that it is. */
  protected mayLead(m: number): boolean {
    return this.isSeen(m) || !this.hasLease;
  }

  private get hasLease(): boolean {
    const { enabled, fencing } = this.params.failover;
    return enabled && fencing;
  }

  /** Where the node `caller` sends what a primary must do: those cut off from the new one keep to the old. */
  leaderFor(caller: number): number {
    const { believed, cut } = this.state;
    if (cut.deposed < 0 || !this.sim.areParted(caller, this.members[believed]!.node)) {
      return believed;
    }
    return this.sim.areParted(caller, this.members[cut.deposed]!.node) ? believed : cut.deposed;
  }

  // ---- a cut begins or ends ----

  networkChanged(): void {
    const s = this.state;
    const { cut, primary } = s;
    const wasSeen = cut.seen[primary] === 1;
    const reached = cut.reached.slice();
    this.look();
    if (wasSeen && !this.isSeen(primary)) this.lostSight(primary);
    else if (!wasSeen && this.isSeen(primary)) this.seenAgain(primary);
    for (let r = 0; r < this.members.length; r++) {
      if (reached[r] === 0 && !this.isApart(r)) this.reachedAgain(r);
      else if (reached[r] === 1 && this.isApart(r) && this.isFed(r)) this.tellBlocked(r);
    }
    if (this.isChoosing && !this.isSeen(s.candidate)) this.chooseAgain();
  }

  private lostSight(primary: number): void {
    const s = this.state;
    if (!this.isUp(primary) || s.role[primary] !== PRIMARY) return;
    s.crashedNs = this.sim.nowNs;
    s.failedBefore[primary] = this.sim.measured.nodes[this.members[primary]!.node]!.failed;
    if (!this.hasLease) return;
    this.watch(Math.max(0, this.leaseEndNs(primary) - this.sim.nowNs), LEASE_ENDED, primary);
  }

  private leaseEndNs(m: number): number {
    const { misses, probeIntervalMs } = this.params.failover;
    return this.state.cut.renewedNs[m]! + misses * msToNs(probeIntervalMs);
  }

  protected leaseEnded(m: number): void {
    if (this.sim.nowNs >= this.leaseEndNs(m)) this.fence(m);
  }

  /** A primary that the watcher does not see stops taking writes, where there is fencing. */
  protected fence(m: number): void {
    const s = this.state;
    if (m !== s.primary || s.role[m] !== PRIMARY || !this.isUp(m) || this.mayLead(m)) return;
    this.stepDown(m);
    this.tell(m, 'fenced');
  }

  private stepDown(m: number): void {
    const s = this.state;
    s.role[m] = RECOVERING;
    s.crashedNs = this.sim.nowNs;
    s.stoodAt[m] = s.log.last;
    for (const call of this.takeWaiting()) this.refuse(m, call);
  }

  private seenAgain(primary: number): void {
    const s = this.state;
    if (!this.isUp(primary)) return;
    if (s.role[primary] === PRIMARY) {
      if (!this.isChoosing) return;
      this.stepDown(primary);
      this.tell(primary, 'fenced', { reason: 'failover' });
    } else if (!this.isChoosing) {
      this.resume(primary);
      this.tell(primary, 'unfenced');
    }
  }

  private reachedAgain(r: number): void {
    const s = this.state;
    const { cut } = s;
    for (const position of cut.held[r]!.splice(0)) this.confirmLater(r, position);
    if (r !== s.primary && s.role[r] === PRIMARY) this.endSplitBrain(r);
    else if (cut.isolated[r] === 1) {
      cut.isolated[r] = 0;
      if (this.isUp(r)) this.comeBack(r);
    } else if (this.isFed(r)) {
      this.sendAgain(r);
      if (s.confirms === 0) cut.catchUpTo = s.log.last + 1;
      this.tellBlocked(r);
    }
  }

  /** What a replica has not received sets off once more. */
  protected sendAgain(r: number): void {
    const s = this.state;
    for (let p = Math.max(s.low[r]!, s.baseline[r]! + 1); p <= s.log.last; p++) {
      if (s.log.progress[r]![p & maskOf(s.log)] === SENT) this.ship(r, p);
    }
  }

  private tellBlocked(r: number): void {
    const { primary, expected } = this.state;
    if (this.feeds[r]?.mode !== 'sync' || expected[r] === 0) return;
    if (this.isApart(r)) this.tell(primary, 'writesBlocked', { target: this.members[r]!.id });
    else this.tell(primary, 'writesUnblocked');
  }

  // ---- a promotion on the other side ----

  /** Before the promotion: whether the old primary goes on beside the new one; its waiting writes are its own then. */
  protected staysPrimary(old: number): boolean {
    const s = this.state;
    if (!this.isUp(old) || s.role[old] !== PRIMARY || this.isSeen(old)) return false;
    s.stoodAt[old] = s.log.last;
    s.cut.strayConfirms[old] = s.confirms;
    return true;
  }

  /** The writes that the new primary never received are lost already: those that waited with them are divergent. */
  protected takeStray(old: number): void {
    const { log, cut } = this.state;
    for (const call of this.takeWaiting()) {
      const at = this.calls[call]!.version & maskOf(log);
      cut.waiting[old]!.push(call * 2 + log.lost[at]!);
    }
  }

  /** After a promotion: who does not reach the new primary must come back like one that was away. */
  protected leaveBehind(old: number): void {
    const s = this.state;
    const { cut } = s;
    this.look();
    cut.deposed = this.leftToThemselves(old);
    if (s.role[old] === PRIMARY) this.tell(old, 'splitBrain', { target: this.idOf(s.primary) });
    for (let r = 0; r < this.members.length; r++) {
      if (this.isFed(r) && this.isApart(r)) {
        this.tellBlocked(r);
        this.stopFeeding(r);
        cut.isolated[r] = 1;
      } else if (cut.isolated[r] === 1 && !this.isApart(r)) {
        cut.isolated[r] = 0;
        if (this.isUp(r)) this.comeBack(r);
      } else if (r !== old && r !== s.primary && s.role[r] === PRIMARY && !this.isApart(r)) {
        this.endSplitBrain(r);
      }
    }
  }

  /** Whom the callers keep to that the new primary does not reach: one that goes on, whenever it was deposed. */
  private leftToThemselves(old: number): number {
    const { role, cut } = this.state;
    const goesOn = [old, cut.deposed].find((m) => m >= 0 && this.isApart(m) && role[m] === PRIMARY);
    return goesOn ?? (this.isApart(old) ? old : -1);
  }

  private idOf(m: number): string {
    return this.members[m]!.id;
  }

  // ---- an old primary that goes on ----

  protected override commitApart(m: number, call: number): void {
    const s = this.state;
    const { log, cut } = s;
    const key = this.calls[call]!.key;
    const position = appendWrite(log, key, this.sim.nowNs, this.oldestNeeded());
    s.versions[m]![key] = position;
    this.calls[call]!.version = position;
    // Nobody else will ever have it.
    const at = position & maskOf(log);
    log.lost[at] = 1;
    for (const progress of log.progress) progress[at] = APPLIED;
    for (let r = 0; r < this.members.length; r++) if (this.isFed(r)) this.raiseLow(r);
    this.giveUpOnLaggards(position);
    const entry = call * 2 + 1;
    const isSync = this.feeds.some((feed, r) => r !== m && feed?.mode === 'sync');
    const isSemi = this.feeds.some((feed, r) => r !== m && feed?.mode === 'semiSync');
    if (!isSync && (!isSemi || cut.strayConfirms[m] === 0)) {
      this.acknowledgeStray(m, entry);
      return;
    }
    cut.waiting[m]!.push(entry);
    if (!isSync) this.sim.scheduleCall(msToNs(this.confirmTimeoutMs()), call, ACK_TIMEOUT);
  }

  /** `entry`: the call, and in its lowest bit whether its write is on the old side alone. */
  private acknowledgeStray(m: number, entry: number): void {
    const { cut, acknowledged } = this.state;
    const c = this.calls;
    const call = entry >> 1;
    if ((c[call]!.flags & ABANDONED) === 0 && c[call]!.parent !== ORPHAN) {
      const key = c[call]!.key;
      if ((entry & 1) === 1) {
        cut.divergent[m]!++;
        cut.undiscarded[m]!++;
        this.tellLater(m, c[call]!.version);
      } else acknowledged[key] = Math.max(acknowledged[key]!, c[call]!.version);
    }
    this.acknowledgers[m]!(call, SUCCESS);
  }

  private tellLater(m: number, position: number): void {
    const { cut, log } = this.state;
    const alone = cut.alone[m]!;
    if (alone.length === WRITES_TOLD) return;
    const at = position & maskOf(log);
    alone.push({ key: log.key[at]!, atNs: log.committedNs[at]! });
  }

  protected override ackTimedOutApart(m: number): void {
    const { cut } = this.state;
    cut.strayConfirms[m] = 0;
    this.tell(m, 'semiSyncOff');
    for (const entry of cut.waiting[m]!.splice(0)) {
      this.cancelTimer(entry >> 1);
      this.acknowledgeStray(m, entry);
    }
  }

  private endSplitBrain(m: number): void {
    const { cut, role } = this.state;
    role[m] = RECOVERING;
    for (const entry of cut.waiting[m]!.splice(0)) this.refuse(m, entry >> 1);
    this.comeBack(m);
  }

  /** The kernel has ended its calls; what it wrote alone stays on its disk until it follows the new primary. */
  protected strayCrashed(m: number): void {
    this.state.role[m] = RECOVERING;
    this.state.cut.waiting[m] = [];
  }

  /** A member follows the primary again: what it had written alone goes. */
  protected discardDivergent(m: number): void {
    const { cut, lostWrites } = this.state;
    if (cut.deposed === m) cut.deposed = -1;
    const count = cut.undiscarded[m]!;
    if (count === 0) return;
    cut.undiscarded[m] = 0;
    lostWrites[m]! += count;
    this.tell(m, 'writesDiscarded', { count }, { writes: cut.alone[m]!.splice(0) });
  }

  // ---- writes that wait ----

  /** The calls that wait for replicas to confirm; they wait no more. */
  private takeWaiting(): number[] {
    const { log, oldestWaiting } = this.state;
    const calls: number[] = [];
    for (let position = oldestWaiting; position <= log.last; position++) {
      const at = position & maskOf(log);
      if (log.waitingCall[at]! < 0) continue;
      calls.push(log.waitingCall[at]!);
      log.waitingCall[at] = -1;
    }
    return calls;
  }

  private refuse(m: number, call: number): void {
    this.cancelTimer(call);
    this.acknowledgers[m]!(call, NOT_PRIMARY);
  }
}
