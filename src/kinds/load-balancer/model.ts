/**
 * Load balancer, layer 7: passes each call on to one of its targets. Every instance of a target node is a target.
 *
 * Models: the algorithm over targets in rotation; cookies that come before it; active health checks
 * (`health-checks.ts`); a small CPU cost a call; its own crash.
 * Leaves out: a standby that takes over, connection limits and a queue of its own, slow start.
 * Sources: HAProxy, nginx and Envoy documentation; domain reference §1.
 */
import type { Streams } from '../../base/random.ts';
import type { SortedInts } from '../../base/sorted-ints.ts';
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import { BREAKER_OPEN, SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Route } from '../../sim/link.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { HealthChecks, type HealthChecksState, type ProbedTarget } from '../health-checks.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import type { Algorithm, Targets } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { LoadBalancerParams } from './params.ts';
import { Stickiness } from './stickiness.ts';

const FORWARD = CALL_EVENT;

interface LoadBalancerState {
  health: HealthChecksState;
  /** Calls sent and not yet over, by target. */
  active: Int32Array;
  algorithm: object;
  stickiness: object;
}

interface Target extends ProbedTarget {
  readonly link: number;
  readonly weight: number;
}

/**
 * What the algorithm sees: getters, because a restored checkpoint may replace arrays. A class, because V8 looks the
 * getters of an object literal up at every call.
 */
class View implements Targets {
  readonly count: number;
  readonly weights: readonly number[];
  readonly names: readonly string[];
  readonly clock: { readonly nowNs: number };
  readonly streams: Streams;
  readonly stream: number;
  readonly virtualNodes: number;
  readonly decayNs: number;
  private readonly state: LoadBalancerState;

  constructor(
    sim: Simulation,
    state: LoadBalancerState,
    targets: readonly Target[],
    id: string,
    params: LoadBalancerParams,
  ) {
    this.state = state;
    this.count = targets.length;
    this.weights = targets.map(({ weight }) => weight);
    this.names = targets.map(({ id, instance }) => `${id}:${instance}`);
    this.clock = sim;
    this.streams = sim.streams;
    this.stream = sim.streams.named(id, 'balance');
    this.virtualNodes = params.virtualNodes;
    this.decayNs = msToNs(params.decayMs);
  }

  get up(): Uint8Array {
    return this.state.health.up;
  }

  get active(): Int32Array {
    return this.state.active;
  }

  get upOnes(): SortedInts {
    return this.state.health.upOnes;
  }

  get openOnes(): SortedInts {
    return this.state.health.openOnes;
  }
}

class LoadBalancer implements NodeBehaviour, Route {
  index = -1;
  readonly state: LoadBalancerState;
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly node: number;
  private readonly id: string;
  private readonly params: LoadBalancerParams;
  private readonly overhead: Sampler;
  private readonly health: HealthChecks;
  private targets: Target[] = [];
  private algorithm: Algorithm | null = null;
  private readonly stickiness: Stickiness | null;
  private readonly places: number;
  private readonly hashesAddress: boolean;

  constructor(context: NodeContext<LoadBalancerParams>) {
    const { sim, node, id, params } = context;
    this.sim = sim;
    this.calls = sim.calls.state;
    this.node = node;
    this.id = id;
    this.params = params;
    this.overhead = sim.sampler(params.overhead, node, 'overhead');
    this.health = new HealthChecks(sim, node, params.healthCheck);
    this.places = context.userPlaces.all;
    // Where no client has users there is nobody to remember.
    this.stickiness =
      params.sticky === null || this.places === 0
        ? null
        : new Stickiness(params.sticky, this.places);
    this.hashesAddress = params.algorithm === 'ipHash';
    this.state = {
      health: this.health.state,
      active: new Int32Array(0),
      algorithm: {},
      stickiness: this.stickiness?.state ?? {},
    };
  }

  connect({ dependencies }: Connections): void {
    for (const { ids, node, instances, link, weight } of dependencies) {
      for (let instance = 0; instance < instances; instance++) {
        this.targets.push({ node, id: ids[0]!, instance, link: link.index, weight });
      }
    }
    this.health.watch(this.targets);
    this.state.active = new Int32Array(this.targets.length);
    this.algorithm = algorithms[this.params.algorithm](
      new View(this.sim, this.state, this.targets, this.id, this.params),
    );
    this.state.algorithm = this.algorithm.state;
    this.sim.addRoute(this);
  }

  start(): void {
    this.health.start();
  }

  // ---- calls ----

  accept(call: number): void {
    const ns = this.sim.drawService(this.overhead, this.node);
    if (ns === 0) this.forward(call);
    else this.sim.scheduleCall(ns, call, FORWARD);
  }

  private forward(call: number): void {
    const c = this.calls;
    this.sim.send(call, this, REQUEST, c.operation[call]!, c.key[call]!);
  }

  choose(call: number): boolean {
    if (this.health.state.upOnes.count === 0) return false;
    this.assign(call, this.stickiness === null ? this.pick(call) : this.stickyPick(call));
    return true;
  }

  /** The algorithm chooses among the others: what the first call went to is out of rotation for the moment. */
  chooseOther(call: number, first: number): boolean {
    const s = this.health.state;
    const c = this.calls;
    const taken = c.mark[first]!;
    const isUp = s.up[taken] === 1;
    if (s.upOnes.count - (isUp ? 1 : 0) < 1) return false;
    if (isUp) this.turn(taken, 0);
    const chosen = this.pick(call);
    if (isUp) this.turn(taken, 1);
    this.assign(call, chosen);
    return true;
  }

  private turn(target: number, up: 0 | 1): void {
    this.rotated(this.health.turn(target, up));
  }

  /** A target has left or joined the rotation (−1: none has). */
  private rotated(target: number): void {
    if (target >= 0) this.algorithm!.changed?.(target);
  }

  private assign(call: number, chosen: number): void {
    const c = this.calls;
    const target = this.targets[chosen]!;
    c.link[call] = target.link;
    c.instance[call] = target.instance;
    c.mark[call] = chosen;
    this.state.active[chosen]!++;
    this.algorithm!.changed?.(chosen);
  }

  private pick(call: number): number {
    const c = this.calls;
    return this.algorithm!.pick(this.hashesAddress ? this.addressOf(call) : c.key[call]!);
  }

  /** A user keeps an address from one visit to the next; who is nobody's user comes from anywhere. */
  private addressOf(call: number): number {
    const user = this.calls.user[call]!;
    return user >= 0 ? user % this.places : this.places + this.calls.request[call]!;
  }

  private stickyPick(call: number): number {
    const user = this.calls.user[call]!;
    if (user < 0) return this.pick(call);
    const stickiness = this.stickiness!;
    const { nowNs } = this.sim;
    const known = stickiness.recall(user, nowNs, this.health.state.up, this.state.active);
    if (known >= 0) return known;
    const chosen = this.pick(call);
    stickiness.remember(user, nowNs, chosen);
    return chosen;
  }

  ended(call: number): void {
    const c = this.calls;
    const algorithm = this.algorithm!;
    const target = c.mark[call]!;
    this.state.active[target]!--;
    algorithm.changed?.(target);
    // What its own breaker stopped says nothing about how fast the target is.
    if (c.cause[call] === BREAKER_OPEN) return;
    algorithm.ended?.(target, this.sim.nowNs - c.sentNs[call]!);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c.cause[child] === SUCCESS) this.sim.answer(frame, SUCCESS);
    else this.sim.answer(frame, c.cause[child]!, c.culprit[child]!);
  }

  wake(code: number, argument: number): void {
    if (code === FORWARD) this.forward(argument);
    else this.rotated(this.health.wake(code, argument));
  }

  peerScaled(node: number, instance: number): void {
    this.rotated(this.health.scaled(node, instance));
  }

  // ---- what it shows ----

  gauges(into: Float32Array, at: number): void {
    const s = this.health.state;
    into[at] = s.upOnes.count;
    into[at + 1] = s.openOnes.count;
    into[at + 2] = s.missedInSlice;
    s.missedInSlice = 0;
  }

  summarize(): Record<string, unknown> {
    const { upOnes, openOnes } = this.health.state;
    const counts = { targetsUp: upOnes.count, targets: openOnes.count };
    return this.stickiness === null
      ? counts
      : { ...counts, usersMoved: this.stickiness.state.moved };
  }
}

export const loadBalancerModel: KindModel<LoadBalancerParams> = {
  offer: 'service',
  create: (context) => new LoadBalancer(context),
};
