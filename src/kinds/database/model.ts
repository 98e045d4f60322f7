/**
 * Database: one member of a set, alone a set of one. It has slots and a waiting line, and keeps the version of every key.
 *
 * Models: reads and writes with service times of their own; replication and failover (`replica-set.ts`); a write held
 * until replicas have confirmed it, where replication is semi-synchronous or synchronous; refusal of writes by a member
 * that is not the primary; partitions, fencing and split brain (`partition.ts`); sets in which every member takes writes (`multi-primary.ts`).
 * Leaves out: locks, buffer pool and disk, query plans, connection set-up.
 * Sources: PostgreSQL and MySQL defaults; domain reference §0, §4.
 */
import { clearHistogram } from '../../base/histogram.ts';
import type { Call } from '../../sim/calls.ts';
import { CONFLICT, NOT_PRIMARY, OVERFLOW, SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import { latencySummary } from '../../sim/latency-summary.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { FULL, STARTED, Station } from '../../sim/station.ts';
import type { KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { WRITE } from '../kind.ts';
import type { DatabaseParams } from './params.ts';
import type { ReplicaSet } from './replica-set.ts';
import { ACK_TIMEOUT, CERTIFIED, PRIMARY, SERVED } from './replication.ts';

export class Database implements NodeBehaviour {
  /** The set's state stands with its first member; the others have none of their own. */
  state: object = {};
  readonly station: Station;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly readTime: Sampler;
  private readonly writeTime: Sampler;
  private set!: ReplicaSet;
  private member = -1;

  constructor({ sim, node, params }: NodeContext<DatabaseParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.station = new Station(sim, sim.calls, { ...params, instances: 1 });
    this.readTime = sim.sampler(params.read, node, 'read');
    this.writeTime = sim.sampler(params.write, node, 'write');
  }

  /** Wiring: which set it belongs to, and as which member. */
  joinSet(set: ReplicaSet, member: number): void {
    this.set = set;
    this.member = member;
    if (member === 0) this.state = set.state;
    set.join((call, cause) => this.finish(call, cause));
  }

  start(): void {
    if (this.member === 0) this.set.start();
  }

  accept(call: number): void {
    if (this.calls[call]!.verb === WRITE && this.set.state.role[this.member] !== PRIMARY) {
      this.sim.answer(call, NOT_PRIMARY);
      return;
    }
    const entered = this.station.takeSlot(call, 0);
    if (entered === STARTED) this.serve(call);
    else if (entered === FULL) this.sim.answer(call, OVERFLOW);
  }

  private serve(call: number): void {
    const c = this.calls;
    c[call]!.startedNs = this.sim.nowNs;
    const time = c[call]!.verb === WRITE ? this.writeTime : this.readTime;
    this.sim.serveCall(time, call, SERVED);
  }

  wake(code: number, argument: number): void {
    if (code === SERVED) this.served(argument);
    else if (code === ACK_TIMEOUT) this.set.ackTimedOut(this.member, argument);
    else if (code === CERTIFIED) {
      this.certified(argument);
    } else this.set.wake(this.member, code, argument);
  }

  private certified(call: number): void {
    // Cut off from the majority meanwhile.
    if (this.set.state.role[this.member] !== PRIMARY) this.finish(call, NOT_PRIMARY);
    else this.finish(call, this.set.certify(this.member, call) ? SUCCESS : CONFLICT);
  }

  private served(call: number): void {
    const c = this.calls;
    if (c[call]!.verb !== WRITE) {
      const key = c[call]!.key;
      const version = this.set.read(this.member, key);
      c[call]!.version = version;
      if (version < this.set.latest(key)) this.sim.answersOld(call);
      this.finish(call, SUCCESS);
    } else if (this.set.state.role[this.member] === PRIMARY) this.set.commit(this.member, call);
    // Demoted while it was at work.
    else this.finish(call, NOT_PRIMARY);
  }

  private finish(call: number, cause: number): void {
    const next = this.station.leaveSlot(0);
    if (next >= 0) this.serve(next);
    this.sim.answer(call, cause);
  }

  answered(): void {}

  crashed(): void {
    this.set.crashed(this.member);
  }

  restarted(): void {
    this.set.restarted(this.member);
  }

  networkChanged(): void {
    if (this.member === 0) this.set.networkChanged();
  }

  gauges(into: Float32Array, at: number): void {
    this.set.gauges(this.member, into, at);
  }

  warmedUp(): void {
    this.set.warmedUp(this.member);
    clearHistogram(this.set.state.lag[this.member]!);
  }

  /** Writes that it took alone and that no other member has: how many, and the first of them. */
  private standing() {
    const { undiscarded, alone } = this.set.state.cut;
    return { count: undiscarded[this.member], writes: [...alone[this.member]!] };
  }

  summarize(): Record<string, unknown> {
    const { staleReads, lostWrites, lag, role, conflicts, cut } = this.set.state;
    return {
      role: role[this.member] === PRIMARY ? 'primary' : 'replica',
      staleReads: staleReads[this.member],
      lostWrites: lostWrites[this.member],
      divergentWrites: cut.divergent[this.member],
      ...(cut.undiscarded[this.member]! > 0 && { standing: this.standing() }),
      ...(conflicts === undefined ? {} : { conflicts: conflicts[this.member] }),
      replicationLagMs: latencySummary(lag[this.member]!),
    };
  }
}

export const databaseModel: KindModel<DatabaseParams> = {
  offer: 'store',
  create: (context) => new Database(context),
};
