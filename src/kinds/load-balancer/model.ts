/**
 * Load balancer, layer 7: passes each call on to one of its targets. Every instance of a target node is a target.
 *
 * Models: the algorithm over targets in rotation; cookies that come before it; active health checks with interval, fall, rise and timeout, each
 * target from its own random phase; a small CPU cost a call. Detection of a refusing target therefore takes between
 * (fall − 1) and fall intervals; of one that swallows packets, the timeout more.
 * Leaves out: its own failure, connection limits and a queue of its own, slow start, draining.
 * Sources: HAProxy (`inter`, `fall`, `rise`), nginx and Envoy documentation; domain reference §1.
 */
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT, REFUSES } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import { BREAKER_OPEN, SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Route } from '../../sim/link.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import type { Algorithm, Targets } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { LoadBalancerParams } from './params.ts';
import { Stickiness } from './stickiness.ts';

const FORWARD = CALL_EVENT;
const PROBE = OWN_EVENT;
const PROBE_FAILED = OWN_EVENT + 1;

interface LoadBalancerState {
  up: Uint8Array;
  active: Int32Array;
  upCount: number;
  /** Probes missed (or passed, while out of rotation) in a row, by target. */
  misses: Int32Array;
  passes: Int32Array;
  missedInSlice: number;
  algorithm: object;
  stickiness: object;
}

interface Target {
  readonly node: number;
  readonly id: string;
  readonly instance: number;
  readonly link: number;
  readonly weight: number;
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
    this.places = context.userPlaces.all;
    // Where no client has users there is nobody to remember.
    this.stickiness =
      params.sticky === null || this.places === 0
        ? null
        : new Stickiness(params.sticky, this.places);
    this.hashesAddress = params.algorithm === 'ipHash';
    this.state = {
      up: new Uint8Array(0),
      active: new Int32Array(0),
      upCount: 0,
      misses: new Int32Array(0),
      passes: new Int32Array(0),
      missedInSlice: 0,
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
    const n = this.targets.length;
    const s = this.state;
    s.up = Uint8Array.from(this.targets, (target) => (this.isClosed(target) ? 0 : 1));
    s.active = new Int32Array(n);
    s.upCount = s.up.reduce((sum, up) => sum + up, 0);
    s.misses = new Int32Array(n);
    s.passes = new Int32Array(n);
    this.algorithm = algorithms[this.params.algorithm](this.view());
    s.algorithm = this.algorithm.state;
    this.sim.addRoute(this);
  }

  /** What the algorithm sees: getters, because a restored checkpoint may replace arrays. */
  private view(): Targets {
    const s = this.state;
    return {
      count: this.targets.length,
      get up() {
        return s.up;
      },
      get active() {
        return s.active;
      },
      get upCount() {
        return s.upCount;
      },
      weights: this.targets.map(({ weight }) => weight),
      names: this.targets.map(({ id, instance }) => `${id}:${instance}`),
      clock: this.sim,
      streams: this.sim.streams,
      stream: this.sim.streams.named(this.id, 'balance'),
      virtualNodes: this.params.virtualNodes,
      decayNs: msToNs(this.params.decayMs),
    };
  }

  start(): void {
    const phase = this.sim.streams.named(this.id, 'probes');
    const intervalNs = msToNs(this.params.healthCheck.intervalMs);
    for (let target = 0; target < this.targets.length; target++) {
      const atNs = Math.round(this.sim.streams.uniform(phase) * intervalNs);
      this.sim.schedule(atNs, this.node, PROBE, target);
    }
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
    if (this.state.upCount === 0) return false;
    this.assign(call, this.stickiness === null ? this.pick(call) : this.stickyPick(call));
    return true;
  }

  /** The algorithm chooses among the others: what the first call went to is out of rotation for the moment. */
  chooseOther(call: number, first: number): boolean {
    const s = this.state;
    const c = this.calls;
    const taken = c.mark[first]!;
    const isUp = s.up[taken] === 1;
    if (s.upCount - (isUp ? 1 : 0) < 1) return false;
    if (isUp) this.turn(taken, 0);
    const chosen = this.pick(call);
    if (isUp) this.turn(taken, 1);
    this.assign(call, chosen);
    return true;
  }

  /** Into rotation (1) or out of it (0). */
  private turn(target: number, up: 0 | 1): void {
    this.state.up[target] = up;
    this.state.upCount += up === 1 ? 1 : -1;
    this.algorithm!.changed?.(target);
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
    const known = stickiness.recall(user, nowNs, this.state);
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
    else if (code === PROBE) this.probe(argument);
    else this.miss(argument);
  }

  // ---- health checks ----

  /** Scaled out: it is among the targets at once. Scaled in: it gets no more calls, and is asked for nothing. */
  peerScaled(node: number, instance: number): void {
    const s = this.state;
    const at = this.targets.findIndex((one) => one.node === node && one.instance === instance);
    const up = this.isClosed(this.targets[at]!) ? 0 : 1;
    s.misses[at] = 0;
    s.passes[at] = 0;
    if (s.up[at] !== up) this.turn(at, up);
  }

  private isClosed({ node, instance }: Target): boolean {
    return this.sim.isClosed(node, instance);
  }

  private get openTargets(): number {
    return this.targets.reduce((sum, target) => sum + (this.isClosed(target) ? 0 : 1), 0);
  }

  private probe(target: number): void {
    const { intervalMs, timeoutMs } = this.params.healthCheck;
    this.sim.schedule(msToNs(intervalMs), this.node, PROBE, target);
    // A dead balancer probes nobody; it finds out when it is back.
    if (this.sim.modeOf(this.node, 0) !== HEALTHY) return;
    if (this.isClosed(this.targets[target]!)) return;
    const { node, instance } = this.targets[target]!;
    const mode = this.sim.modeSeenFrom(this.node, node, instance);
    if (mode === HEALTHY) this.pass(target);
    else if (mode === REFUSES) this.miss(target);
    else this.sim.schedule(msToNs(timeoutMs), this.node, PROBE_FAILED, target);
  }

  private pass(target: number): void {
    const s = this.state;
    s.misses[target] = 0;
    if (s.up[target] === 1) return;
    s.passes[target]!++;
    const { rise } = this.params.healthCheck;
    this.tell('probePassed', target, { passes: s.passes[target]!, rise });
    if (s.passes[target]! < rise) return;
    this.turn(target, 1);
    this.tell('restored', target);
  }

  private miss(target: number): void {
    const s = this.state;
    s.passes[target] = 0;
    s.missedInSlice++;
    if (s.up[target] === 0) return;
    s.misses[target]!++;
    const { fall } = this.params.healthCheck;
    this.tell('probeMissed', target, { misses: s.misses[target]!, fall });
    if (s.misses[target]! < fall) return;
    this.turn(target, 0);
    this.tell('ejected', target);
  }

  private tell(event: string, target: number, data: Record<string, number> = {}): void {
    const { id, instance } = this.targets[target]!;
    this.sim.emit(this.node, -1, event, { target: id, instance, ...data });
  }

  // ---- what it shows ----

  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.upCount;
    into[at + 1] = this.openTargets;
    into[at + 2] = s.missedInSlice;
    s.missedInSlice = 0;
  }

  summarize(): Record<string, unknown> {
    const counts = { targetsUp: this.state.upCount, targets: this.openTargets };
    return this.stickiness === null
      ? counts
      : { ...counts, usersMoved: this.stickiness.state.moved };
  }
}

export const loadBalancerModel: KindModel<LoadBalancerParams> = {
  offer: 'service',
  create: (context) => new LoadBalancer(context),
};
