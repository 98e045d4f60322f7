/**
 * Load balancer, layer 7: passes each call on to one of its targets. Every instance of a target node is a target.
 *
 * Models: the algorithm over targets in rotation (`machine.ts`); cookies that come before it; active health checks
 * (`health-checks.ts`); a small CPU cost a call; its own crash; a standby that takes its address over (`pair.ts`), with
 * health checks, counts and turns of its own. Cookies are the users': they outlive the balancer that set them.
 * Leaves out: connection limits and a queue of its own, slow start.
 * Sources: HAProxy, nginx, Envoy and keepalived documentation; domain reference §1.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Route } from '../../sim/link.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import { Machine, type MachineState, type Target } from './machine.ts';
import { ADVERT, Pair } from './pair.ts';
import type { LoadBalancerParams } from './params.ts';
import { Stickiness } from './stickiness.ts';

const FORWARD = CALL_EVENT;

/** Numbers of the standby's targets begin here: more than any balancer has. */
const STANDBY_BASE = 1 << 20;

interface LoadBalancerState {
  machines: MachineState[];
  stickiness: object;
  pair: object;
}

class LoadBalancer implements NodeBehaviour, Route {
  index = -1;
  readonly state: LoadBalancerState;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly overhead: Sampler;
  private readonly first: Machine;
  private readonly second: Machine | null;
  /** Callers of a pair see its one address: they neither know nor choose who answers. */
  readonly address: Pair | null;
  private readonly machines: readonly Machine[];
  private readonly stickiness: Stickiness | null;
  private readonly places: number;
  private readonly hashesAddress: boolean;

  constructor(context: NodeContext<LoadBalancerParams>) {
    const { sim, node, params } = context;
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.overhead = sim.sampler(params.overhead, node, 'overhead');
    this.address =
      params.standby === null
        ? null
        : new Pair(sim, node, params.standby, (machine) => this.countsOf(machine));
    this.first = this.createMachine(context, 0);
    this.second = this.address === null ? null : this.createMachine(context, 1);
    this.machines = this.second === null ? [this.first] : [this.first, this.second];
    this.places = context.userPlaces.all;
    // Where no client has users there is nobody to remember.
    this.stickiness =
      params.sticky === null || this.places === 0
        ? null
        : new Stickiness(params.sticky, this.places);
    this.hashesAddress = params.algorithm === 'ipHash';
    this.state = {
      machines: this.machines.map(({ state }) => state),
      stickiness: this.stickiness?.state ?? {},
      pair: this.address?.state ?? {},
    };
  }

  private createMachine(
    { sim, node, id, params }: NodeContext<LoadBalancerParams>,
    instance: 0 | 1,
  ): Machine {
    const isFirst = instance === 0;
    const stream = sim.streams.named(id, isFirst ? 'balance' : 'standby balance');
    return new Machine(sim, node, params, stream, {
      instance,
      base: isFirst ? 0 : STANDBY_BASE,
      phases: isFirst ? 'probes' : 'standby probes',
      isTold: () => this.address?.isInCharge(instance) ?? true,
    });
  }

  connect({ dependencies }: Connections): void {
    const targets: Target[] = dependencies.flatMap(({ ids, node, instances, link, weight }) =>
      Array.from({ length: instances }, (_, instance) => ({
        node,
        id: ids[0]!,
        instance,
        link: link.index,
        weight,
      })),
    );
    for (const machine of this.machines) machine.connect(targets);
    this.sim.addRoute(this);
  }

  start(): void {
    for (const machine of this.machines) machine.health.start();
    this.address?.start();
  }

  // ---- calls ----

  accept(call: number): void {
    if (this.address !== null && !this.address.admit(call)) {
      this.sim.swallow(call);
      return;
    }
    const ns = this.sim.drawService(this.overhead, this.node);
    if (ns === 0) this.forward(call);
    else this.sim.scheduleCall(ns, call, FORWARD);
  }

  private forward(call: number): void {
    const c = this.calls;
    this.sim.send(call, this, REQUEST, c[call]!.operation, c[call]!.key);
  }

  /** Who makes this call: the balancer that its frame is inside. */
  private machineOf(call: number): Machine {
    const c = this.calls;
    return this.second === null || c[c[call]!.parent]!.instance === 0 ? this.first : this.second;
  }

  choose(call: number): boolean {
    const machine = this.machineOf(call);
    if (machine.hasNone) return false;
    const chosen =
      this.stickiness === null
        ? machine.pick(this.hashedOf(call))
        : this.stickyPick(this.stickiness, machine, call);
    machine.assign(call, chosen);
    return true;
  }

  chooseOther(call: number, first: number): boolean {
    const machine = this.machineOf(call);
    const taken = this.calls[first]!.mark - machine.base;
    const chosen = machine.pickOther(this.hashedOf(call), taken);
    if (chosen < 0) return false;
    machine.assign(call, chosen);
    return true;
  }

  private hashedOf(call: number): number {
    return this.hashesAddress ? this.addressOf(call) : this.calls[call]!.key;
  }

  /** A user keeps an address from one visit to the next; who is nobody's user comes from anywhere. */
  private addressOf(call: number): number {
    const user = this.calls[call]!.user;
    return user >= 0 ? user % this.places : this.places + this.calls[call]!.request;
  }

  private stickyPick(stickiness: Stickiness, machine: Machine, call: number): number {
    const user = this.calls[call]!.user;
    if (user < 0) return machine.pick(this.hashedOf(call));
    const { nowNs } = this.sim;
    const { health, active } = machine.state;
    const known = stickiness.recall(user, nowNs, health.up, active);
    if (known >= 0) return known;
    const chosen = machine.pick(this.hashedOf(call));
    stickiness.remember(user, nowNs, chosen);
    return chosen;
  }

  ended(call: number): void {
    const isOfFirst = this.calls[call]!.mark < STANDBY_BASE;
    (isOfFirst ? this.first : this.second!).ended(call);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c[child]!.cause === SUCCESS) this.sim.answer(frame, SUCCESS);
    else this.sim.answer(frame, c[child]!.cause, c[child]!.culprit);
  }

  wake(code: number, argument: number): void {
    if (code === FORWARD) this.forward(argument);
    else if (code >= ADVERT) this.address!.wake(code, argument);
    else (argument < STANDBY_BASE ? this.first : this.second!).wake(code, argument);
  }

  crashed(instance: number): void {
    this.address?.crashed(instance);
  }

  restarted(instance: number): void {
    this.address?.restarted(instance);
  }

  peerScaled(node: number, instance: number): void {
    for (const machine of this.machines) machine.peerScaled(node, instance);
  }

  // ---- what it shows ----

  /** Of whoever has the address: targets in rotation, targets in all, probes missed in the slice. */
  gauges(into: Float32Array, at: number): void {
    const { up, targets } = this.countsOf(this.holder);
    into[at] = up;
    into[at + 1] = targets;
    into[at + 2] = this.machines.map((machine) => machine.takeMissed())[this.holder]!;
  }

  warmedUp(): void {
    this.stickiness?.warmedUp();
    this.address?.warmedUp();
  }

  private get holder(): number {
    return this.address?.instance ?? 0;
  }

  private countsOf(machine: number): { up: number; targets: number } {
    const { upOnes, openOnes } = this.machines[machine]!.health.state;
    return { up: upOnes.count, targets: openOnes.count };
  }

  summarize(): Record<string, unknown> {
    const { up, targets } = this.countsOf(this.holder);
    return {
      targetsUp: up,
      targets,
      ...(this.stickiness && { usersMoved: this.stickiness.state.moved }),
      ...(this.address && { takeovers: this.address.state.moves }),
    };
  }
}

export const loadBalancerModel: KindModel<LoadBalancerParams> = {
  offer: 'service',
  create: (context) => new LoadBalancer(context),
};
