/** One balancer: its own health checks, its own count of calls under way and its own algorithm. A pair has two. */
import type { Streams } from '../../base/random.ts';
import type { SortedInts } from '../../base/sorted-ints.ts';
import { msToNs } from '../../base/units.ts';
import type { Call } from '../../sim/calls.ts';
import { BREAKER_OPEN, NO_CONNECTION } from '../../sim/causes.ts';
import type { Simulation } from '../../sim/simulation.ts';
import {
  HealthChecks,
  type HealthChecksState,
  type ProbedTarget,
  type Prober,
} from '../health-checks.ts';
import type { Algorithm, Targets } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { LoadBalancerParams } from './params.ts';

export interface MachineState {
  health: HealthChecksState;
  /** Calls sent and not yet over, by target. */
  active: Int32Array;
  algorithm: object;
}

export interface Target extends ProbedTarget {
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
  private readonly state: MachineState;

  constructor(
    sim: Simulation,
    state: MachineState,
    targets: readonly Target[],
    stream: number,
    params: LoadBalancerParams,
  ) {
    this.state = state;
    this.count = targets.length;
    this.weights = targets.map(({ weight }) => weight);
    this.names = targets.map(({ id, instance }) => `${id}:${instance}`);
    this.clock = sim;
    this.streams = sim.streams;
    this.stream = stream;
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

export class Machine {
  readonly state: MachineState;
  readonly health: HealthChecks;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly params: LoadBalancerParams;
  private readonly stream: number;
  /** What the numbers of its targets begin with, in its probes' events and in the marks of its calls. */
  readonly base: number;
  private targets: readonly Target[] = [];
  private algorithm: Algorithm | null = null;

  /** `stream` is what its algorithm draws from. */
  constructor(
    sim: Simulation,
    node: number,
    params: LoadBalancerParams,
    stream: number,
    prober: Prober,
  ) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.params = params;
    this.stream = stream;
    this.base = prober.base;
    this.health = new HealthChecks(sim, node, params.healthCheck, prober);
    this.state = { health: this.health.state, active: new Int32Array(0), algorithm: {} };
  }

  connect(targets: readonly Target[]): void {
    this.targets = targets;
    this.health.watch(targets);
    this.state.active = new Int32Array(targets.length);
    const view = new View(this.sim, this.state, targets, this.stream, this.params);
    this.algorithm = algorithms[this.params.algorithm](view);
    this.state.algorithm = this.algorithm.state;
  }

  get hasNone(): boolean {
    return this.health.state.upOnes.count === 0;
  }

  pick(hashed: number): number {
    return this.algorithm!.pick(hashed);
  }

  /** The algorithm chooses among the others: the first one is out of rotation for the moment. −1: there are none. */
  pickOther(hashed: number, first: number): number {
    const s = this.health.state;
    const isUp = s.up[first] === 1;
    if (s.upOnes.count - (isUp ? 1 : 0) < 1) return -1;
    if (isUp) this.rotated(this.health.turn(first, 0));
    const chosen = this.pick(hashed);
    if (isUp) this.rotated(this.health.turn(first, 1));
    return chosen;
  }

  assign(call: number, chosen: number): void {
    const c = this.calls;
    const target = this.targets[chosen]!;
    c[call]!.link = target.link;
    c[call]!.instance = target.instance;
    c[call]!.mark = this.base + chosen;
    this.state.active[chosen]!++;
    this.algorithm!.changed?.(chosen);
  }

  ended(call: number): void {
    const c = this.calls;
    const algorithm = this.algorithm!;
    const target = c[call]!.mark - this.base;
    this.state.active[target]!--;
    algorithm.changed?.(target);
    // What its own breaker or pool stopped says nothing about how fast the target is.
    const { cause } = c[call]!;
    if (cause === BREAKER_OPEN || cause === NO_CONNECTION) return;
    algorithm.ended?.(target, this.sim.nowNs - c[call]!.sentNs);
  }

  /** One of its probes' events. */
  wake(code: number, argument: number): void {
    this.rotated(this.health.wake(code, argument));
  }

  peerScaled(node: number, instance: number): void {
    this.rotated(this.health.scaled(node, instance));
  }

  /** A target has left or joined the rotation (−1: none has). */
  private rotated(target: number): void {
    if (target >= 0) this.algorithm!.changed?.(target);
  }

  takeMissed(): number {
    const s = this.health.state;
    const missed = s.missedInSlice;
    s.missedInSlice = 0;
    return missed;
  }
}
