/**
 * Worker: is handed messages by queues, works on each, and acknowledges. It takes no more at a time than it has slots.
 *
 * Models: instances, slots, the service time, loss of the work under way in a crash.
 * Leaves out: calls of its own, pulling in batches, ordering.
 * Source: domain reference §6.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { STARTED, Station } from '../../sim/station.ts';
import type { KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import type { WorkerParams } from './params.ts';

const WORKED = CALL_EVENT;

class Worker implements NodeBehaviour {
  readonly state = {};
  readonly station: Station;
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly node: number;
  private readonly service: Sampler;

  constructor({ sim, node, params }: NodeContext<WorkerParams>) {
    this.sim = sim;
    this.calls = sim.calls.state;
    this.node = node;
    // A message that came back after its visibility timeout may find every slot taken: it waits here, not for ever,
    // since queues hand out no more than there are slots.
    this.station = new Station(sim, sim.calls, { ...params, queueLimit: null });
    this.service = sim.sampler(params.service, node, 'service');
  }

  accept(call: number): void {
    if (this.station.enter(call, this.calls.instance[call]!) === STARTED) this.work(call);
  }

  private work(call: number): void {
    this.calls.startedNs[call] = this.sim.nowNs;
    this.sim.scheduleCall(this.sim.drawService(this.service, this.node), call, WORKED);
  }

  wake(_code: number, call: number): void {
    const next = this.station.leave(this.calls.instance[call]!);
    if (next >= 0) this.work(next);
    this.sim.answer(call, SUCCESS);
  }

  answered(): void {}

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
