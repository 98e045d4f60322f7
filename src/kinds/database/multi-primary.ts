/**
 * A set in which every member takes writes. A write is carried out where it arrives and then certified by all, which takes
 * a round trip: of two on the same key whose windows overlap, made at different members, the first goes through and the
 * other is rolled back. Whatever goes through is with every member that is up, and each has to apply all of it.
 *
 * The window is the write's own time and the round trip: with others writing λ a second and a chance p that they hit the
 * same key, 1 − e^(−λ·W·p) of the writes are rolled back. A write that is rolled back itself counts against later ones
 * too, as in the reference; a real certifier counts only what goes through, and so rolls back fewer of those that all
 * want the same row (about two thirds, where this says 96 %).
 *
 * A member that comes back copies what it missed; where all were down, the set starts again from the most advanced.
 * A member that a partition cuts off from the majority takes no writes from that moment on, and comes back like one that
 * was down.
 * Leaves out: the need of a majority of members that are up, the 5 s until a member notices, flow control, gap locks, and that applying takes slots from reads.
 * Source: MySQL Group Replication, multi-primary mode; domain reference §4.1, §4.2.
 */
import { ABANDONED, ORPHAN } from '../../sim/calls.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { DatabaseParams } from './params.ts';
import { ReplicaSet } from './replica-set.ts';
import { CERTIFIED, type MemberSpec, NOT_FED, PRIMARY, RECOVERING } from './replication.ts';
import { APPLIED, appendWrite, maskOf, RECEIVED } from './replication-log.ts';

export interface CertifierState {
  /** By key: when a write was last certified, by whom, and when last by another member than that. */
  lastNs: Float64Array;
  lastMember: Int16Array;
  otherNs: Float64Array;
}

export class MultiPrimarySet extends ReplicaSet {
  private readonly certifier: CertifierState;

  constructor(
    sim: Simulation,
    members: readonly MemberSpec[],
    first: number,
    params: DatabaseParams,
    keyCount: number,
  ) {
    super(sim, members, first, params, keyCount);
    this.certifier = {
      lastNs: new Float64Array(keyCount).fill(-1),
      lastMember: new Int16Array(keyCount).fill(-1),
      otherNs: new Float64Array(keyCount).fill(-1),
    };
    this.state.certifier = this.certifier;
    this.state.conflicts = new Float64Array(members.length);
    this.state.role.fill(PRIMARY);
    this.state.baseline.fill(0);
  }

  override get takesWritesEverywhere(): boolean {
    return true;
  }

  /** Nobody's death has to be followed by an election. */
  protected override leads(): boolean {
    return false;
  }

  protected override isFed(r: number): boolean {
    return this.state.role[r] === PRIMARY && this.state.baseline[r] !== NOT_FED;
  }

  protected override canCopy(): boolean {
    return true;
  }

  // ---- writing ----

  override commit(m: number, call: number): void {
    const { transport } = this.samplers[m]!;
    this.sim.scheduleCall(this.sim.draw(transport) + this.sim.draw(transport), call, CERTIFIED);
  }

  /** The round trip is over. True if the write goes through. */
  override certify(m: number, call: number): boolean {
    const s = this.state;
    const c = this.calls;
    const key = c[call]!.key;
    if (this.isOvertaken(m, key, c[call]!.startedNs)) {
      s.conflicts![m]!++;
      return false;
    }
    const position = appendWrite(s.log, key, this.sim.nowNs, this.oldestNeeded());
    const at = position & maskOf(s.log);
    c[call]!.version = position;
    s.versions[m]![key] = position;
    for (let r = 0; r < this.members.length; r++) {
      if (!this.isFed(r)) continue;
      s.log.progress[r]![at] = r === m ? APPLIED : RECEIVED;
      if (r !== m) this.applyInTurn(r, position);
    }
    this.raiseLow(m);
    this.giveUpOnLaggards(position);
    if ((c[call]!.flags & ABANDONED) === 0 && c[call]!.parent !== ORPHAN) {
      s.log.acknowledged[at] = 1;
      s.acknowledged[key] = position;
    }
    return true;
  }

  /** Whether another member's write of the key has been certified since this one began; this one counts from now on. */
  private isOvertaken(m: number, key: number, sinceNs: number): boolean {
    const { lastNs, lastMember, otherNs } = this.certifier;
    const isOwn = lastMember[key] === m;
    const overtaken = (isOwn ? otherNs[key]! : lastNs[key]!) > sinceNs;
    if (!isOwn) otherNs[key] = lastNs[key]!;
    lastMember[key] = m;
    lastNs[key] = this.sim.nowNs;
    return overtaken;
  }

  // ---- crashes, cuts and returns ----

  protected override isApart(m: number): boolean {
    return !this.isSeen(m);
  }

  override networkChanged(): void {
    const seen = this.state.cut.seen.slice();
    this.look();
    for (let m = 0; m < this.members.length; m++) {
      if (seen[m] === 1 && !this.isSeen(m) && this.isUp(m)) {
        this.crashed(m);
        this.tell(m, 'fenced');
      }
    }
    for (let m = 0; m < this.members.length; m++) {
      if (seen[m] === 0 && this.isSeen(m) && this.isUp(m)) {
        this.tell(m, 'unfenced');
        this.restarted(m);
      }
    }
  }

  override crashed(m: number): void {
    const s = this.state;
    s.crashedNs = this.sim.nowNs;
    this.stopFeeding(m);
    s.role[m] = RECOVERING;
    if (m === s.primary) this.lean();
  }

  /** Somebody who is there stands for the set where one member has to. */
  private lean(): void {
    const s = this.state;
    const found = this.members.findIndex((_, r) => this.isFed(r));
    if (found < 0) return;
    s.primary = found;
    s.believed = found;
  }

  override restarted(m: number): void {
    if (!this.isSeen(m)) return;
    if (this.members.some((_, r) => r !== m && this.isFed(r))) {
      this.rejoin(m);
      return;
    }
    this.copyFromPrimary(m);
    this.state.inRotation[m] = 1;
    this.state.misses[m] = 0;
    this.tell(m, 'restored');
  }

  /** Every write that went through is with some member, and the newest of a key is the one that counts. */
  protected override copyFromPrimary(m: number): void {
    const s = this.state;
    const mine = s.versions[m]!;
    for (const theirs of s.versions) {
      for (let key = 0; key < mine.length; key++) {
        if (theirs[key]! > mine[key]!) mine[key] = theirs[key]!;
      }
    }
    s.role[m] = PRIMARY;
    s.baseline[m] = s.log.last;
    s.low[m] = s.log.last + 1;
    s.applying[m] = 0;
    s.backlog[m] = { head: 0, items: [] };
    if (!this.isFed(s.primary)) this.lean();
  }
}
