/**
 * Worker: is handed messages by queues, works on each, calls what it is connected to, and acknowledges. It takes no more
 * at a time than it has slots.
 *
 * Models: instances, slots, the service time, loss of the work under way in a crash; after its own work the services it
 * is connected to, one after another, then the result put into an object store. A slot stays taken all that time. A call
 * that fails leaves the message unacknowledged: the queue hands it out again.
 * Leaves out: pulling in batches, ordering.
 * Source: domain reference §6.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { STARTED, Station } from '../../sim/station.ts';
import type {
  Connections,
  Dependency,
  KindModel,
  NodeBehaviour,
  NodeContext,
  OperationInfo,
} from '../kind.ts';
import { REQUEST, WRITE } from '../kind.ts';
import type { WorkerParams } from './params.ts';

const WORKED = CALL_EVENT;

class Worker implements NodeBehaviour {
  readonly state = {};
  readonly station: Station;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly service: Sampler;
  private readonly operations: readonly OperationInfo[];
  /** By operation: whom a message of it makes the worker call, in order. */
  private plans: readonly (readonly Dependency[])[] = [];

  constructor({ sim, node, params, operations }: NodeContext<WorkerParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.operations = operations;
    // A message that came back after its visibility timeout may find every slot taken: it waits here, not for ever,
    // since queues hand out no more than there are slots.
    this.station = new Station(sim, sim.calls, { ...params, queueLimit: null });
    this.service = sim.sampler(params.service, node, 'service');
  }

  connect({ dependencies }: Connections): void {
    this.plans = this.operations.map(({ uses }) => {
      const usable = dependencies.filter(
        ({ ids }) => uses === null || ids.some((id) => uses.includes(id)),
      );
      const blobs = usable.find(({ offer }) => offer === 'blobs');
      const services = usable.filter(({ offer }) => offer === 'service');
      return blobs ? [...services, blobs] : services;
    });
  }

  accept(call: number): void {
    if (this.station.takeSlot(call, this.calls[call]!.instance) === STARTED) this.work(call);
  }

  private work(call: number): void {
    this.calls[call]!.startedNs = this.sim.nowNs;
    this.sim.serveCall(this.service, call, WORKED);
  }

  wake(_code: number, call: number): void {
    this.callNext(call, 0);
  }

  /**
   * The step stands in `next`, which is free once the message has left the waiting line: `phase`, `version` and `mark`
   * of a delivery belong to its queue.
   */
  private callNext(call: number, step: number): void {
    const c = this.calls;
    const target = this.plans[c[call]!.operation]![step];
    if (target === undefined) {
      this.finish(call, SUCCESS);
      return;
    }
    c[call]!.next = step;
    const verb = target.offer === 'blobs' ? WRITE : REQUEST;
    this.sim.send(call, target.route, verb, c[call]!.operation, c[call]!.key);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c[child]!.cause === SUCCESS) this.callNext(frame, c[frame]!.next + 1);
    else this.finish(frame, c[child]!.cause, c[child]!.culprit);
  }

  private finish(call: number, cause: number, culprit?: number): void {
    const next = this.station.leaveSlot(this.calls[call]!.instance);
    if (next >= 0) this.work(next);
    this.sim.answer(call, cause, culprit);
  }

  gauges(into: Float32Array, at: number): void {
    let up = 0;
    for (let i = 0; i < this.station.instances; i++) {
      if (this.sim.modeOf(this.node, i) === 0) up++;
    }
    into[at] = up;
    into[at + 1] = this.station.state.busyTotal;
  }
}

export const workerModel: KindModel<WorkerParams> = {
  offer: 'consumer',
  create: (context) => new Worker(context),
};
