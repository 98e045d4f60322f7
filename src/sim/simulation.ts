/**
 * The kernel: time, calls, faults and counting. It names no kind of node.
 *
 * Models: calls that travel over links (half the round trip each way), timeouts and retries of the caller, crashes that
 * refuse, swallow or hang, slow-downs; every equal time first come, first served.
 * Leaves out: cancellation (a caller that gives up does not stop the server: the usual case without deadlines),
 * connection set-up, bandwidth.
 *
 * A call over a link without latency is handed on at once, inside the same event.
 */
import { assert } from '../base/assert.ts';
import { highWord, lowWord } from '../base/math.ts';
import { Streams, scramble } from '../base/random.ts';
import { copyState, hashState, restoreState } from '../base/state.ts';
import { NS_PER_SEC } from '../base/units.ts';
import {
  type Behaviour,
  CALL_EVENT,
  HANGS,
  HEALTHY,
  OWN_EVENT,
  REFUSES,
  SWALLOWS,
} from './behaviour.ts';
import { Calendar } from './calendar.ts';
import {
  ABANDONED,
  Calls,
  COUNTED,
  DOOMED,
  INSIDE,
  LOST,
  NO_PARENT,
  ORPHAN,
  SAMPLED,
} from './calls.ts';
import { causes, NO_TARGET, REFUSED, RESET, SUCCESS, TIMEOUT } from './causes.ts';
import { type DurationSpec, drawNs, type Sampler, sampler } from './distribution.ts';
import { type Link, Retry, type RetrySpec, type Route } from './link.ts';
import {
  countArrival,
  countDeparture,
  countLatency,
  createMeasure,
  type MeasureState,
} from './measure.ts';
import { Recorder } from './recorder.ts';
import { NODE_FIELDS, type RunShape, TOTAL_FIELDS } from './recording.ts';
import { TimerRing } from './timers.ts';

// The kernel's own event codes; a target is (node << CODE_BITS) | code, and the kernel's have node 0.
const CODE_BITS = 4;
const CODE_MASK = (1 << CODE_BITS) - 1;
const ARRIVE = 0;
const ANSWER = 1;
const TIMER = 2;
const RETRY = 3;
const FAULT_BEGINS = 4;
const FAULT_ENDS = 5;
const WARMED_UP = 6;

export interface NodeSpec {
  readonly id: string;
  readonly instances: number;
  /** Its requests are the system's: latency and failures of the run are counted here. */
  readonly isClient: boolean;
}

export interface SimulationSpec {
  readonly seed: number;
  readonly durationNs: number;
  readonly warmupNs: number;
  readonly sliceNs: number;
  readonly nodes: readonly NodeSpec[];
  /** Type of each operation, for recordings. */
  readonly operationTypes: readonly number[];
  /** One request in this many has its hops recorded; a power of two. */
  readonly oneIn: number;
  readonly keepsSeries: boolean;
}

export interface LinkSpec {
  readonly source: number;
  readonly target: number;
  readonly edge: string | null;
  readonly kind: Link['kind'];
  readonly roundTrip: DurationSpec;
  readonly timeoutNs: number | null;
  readonly retry: RetrySpec | null;
  readonly lossRatio: number;
}

export type FaultSpec =
  | {
      readonly kind: 'crash';
      readonly node: number;
      /** −1: all instances. */
      readonly instance: number;
      readonly mode: number;
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      readonly kind: 'slowdown';
      readonly node: number;
      readonly factor: number;
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      /** What only the node itself understands: flush, spike. */
      readonly kind: 'disturbance';
      readonly name: string;
      readonly node: number;
      readonly factor: number;
      readonly atNs: number;
      readonly endNs: number | null;
    };

interface ClockState {
  nowNs: number;
  events: number;
  hashA: number;
  hashB: number;
  requests: number;
  started: number;
}

interface HealthState {
  /** Mode of each instance, all nodes one after another. */
  mode: Int8Array;
  /** How many faults hold the instance down. */
  held: Int32Array;
  /** Per node: product of the slow-downs in force. */
  factor: Float64Array;
  /** Per fault: 1 while it lasts. */
  active: Uint8Array;
}

/** All that changes during a run. */
interface World {
  clock: ClockState;
  calendar: object;
  calls: object;
  streams: object;
  health: HealthState;
  measure: MeasureState;
  timers: object[];
  retries: object[];
  routes: object[];
  nodes: object[];
}

/** A whole state, copied. */
export interface Checkpoint {
  readonly atNs: number;
  readonly world: unknown;
}

export const crashModes = { refuse: REFUSES, blackhole: SWALLOWS, hang: HANGS } as const;

export class Simulation {
  readonly spec: SimulationSpec;
  readonly streams: Streams;
  readonly calls = new Calls();
  readonly links: Link[] = [];
  readonly nodes: Behaviour[] = [];
  recorder: Recorder;
  /** While open, every hop is recorded, not a sample. */
  lensOpen = false;

  private readonly calendar = new Calendar();
  private readonly clock: ClockState;
  private readonly health: HealthState;
  private readonly measure: MeasureState;
  private readonly timers: TimerRing[] = [];
  private readonly timerByDelay = new Map<number, number>();
  private readonly retries: Retry[] = [];
  private readonly routes: Route[] = [];
  private readonly routeStates: object[] = [];
  private readonly faults: FaultSpec[] = [];
  private readonly firstInstance: Int32Array;
  private readonly sampleMask: number;
  private readonly row: Float32Array;
  private readonly totals = new Float32Array(TOTAL_FIELDS.length);

  constructor(spec: SimulationSpec) {
    this.spec = spec;
    this.streams = new Streams(spec.seed);
    const n = spec.nodes.length;
    this.clock = { nowNs: 0, events: 0, hashA: spec.seed | 0, hashB: 0, requests: 0, started: 0 };
    this.firstInstance = new Int32Array(n + 1);
    for (let i = 0; i < n; i++) {
      this.firstInstance[i + 1] = this.firstInstance[i]! + spec.nodes[i]!.instances;
    }
    const instances = this.firstInstance[n]!;
    this.health = {
      mode: new Int8Array(instances),
      held: new Int32Array(instances),
      factor: new Float64Array(n).fill(1),
      active: new Uint8Array(0),
    };
    this.measure = createMeasure(n);
    this.sampleMask = spec.oneIn - 1;
    this.row = new Float32Array(n * NODE_FIELDS.length);
    this.recorder = this.newRecorder(spec.keepsSeries);
  }

  // ---- putting a run together (before it starts) ----

  addLink(spec: LinkSpec): Link {
    const { source, target } = spec;
    const name = spec.edge ?? `${this.spec.nodes[source]!.id}→${this.spec.nodes[target]!.id}`;
    const roundTripStream = this.streams.named(name, 'roundTrip');
    const link: Link = {
      index: this.links.length,
      source,
      target,
      edge: spec.edge,
      kind: spec.kind,
      roundTrip: sampler(spec.roundTrip, roundTripStream),
      lossRatio: spec.lossRatio,
      lossStream: spec.lossRatio > 0 ? this.streams.named(name, 'loss') : -1,
      timer: spec.timeoutNs === null ? -1 : this.timerFor(spec.timeoutNs),
      retry:
        spec.retry === null || spec.retry.maxRetries === 0 ? null : this.retryFor(spec.retry, name),
    };
    this.links.push(link);
    return link;
  }

  /** Routes that keep state of their own pass it here, so that checkpoints hold it. */
  addRoute(route: Route, state: object = {}): Route {
    route.index = this.routes.length;
    this.routes.push(route);
    this.routeStates.push(state);
    return route;
  }

  addFault(fault: FaultSpec): void {
    this.faults.push(fault);
  }

  sampler(spec: DurationSpec, node: number, purpose: string): Sampler {
    return sampler(spec, this.streams.named(this.spec.nodes[node]!.id, purpose));
  }

  /** Carries out what happens before the first event. Called once, when every node is in place. */
  start(): void {
    assert(this.clock.started === 0, 'a simulation is started once');
    assert(this.nodes.length === this.spec.nodes.length, 'every node has a behaviour');
    this.clock.started = 1;
    this.health.active = new Uint8Array(this.faults.length);
    for (const [i, fault] of this.faults.entries()) {
      this.calendar.push(fault.atNs, FAULT_BEGINS, i);
      if (fault.endNs !== null) this.calendar.push(fault.endNs, FAULT_ENDS, i);
    }
    if (this.spec.warmupNs > 0) this.calendar.push(this.spec.warmupNs, WARMED_UP, 0);
    for (const node of this.nodes) node.start?.();
  }

  private timerFor(delayNs: number): number {
    const known = this.timerByDelay.get(delayNs);
    if (known !== undefined) return known;
    this.timerByDelay.set(delayNs, this.timers.length);
    this.timers.push(new TimerRing(delayNs));
    return this.timers.length - 1;
  }

  private retryFor(spec: RetrySpec, name: string): Retry {
    const retry = new Retry(spec, this.streams, this.streams.named(name, 'backoff'));
    this.retries.push(retry);
    return retry;
  }

  // ---- running ----

  get nowNs(): number {
    return this.clock.nowNs;
  }

  get events(): number {
    return this.clock.events;
  }

  get isOver(): boolean {
    return this.calendar.nextNs() > this.spec.durationNs;
  }

  /**
   * Carries out events up to and including `untilNs`, at most `maxEvents` of them. Returns how many there were; fewer
   * than `maxEvents` means that time has reached `untilNs`.
   */
  advance(untilNs: number, maxEvents: number): number {
    const { calendar, clock, spec } = this;
    const limitNs = Math.min(untilNs, spec.durationNs);
    const state = calendar.state;
    let done = 0;
    let sliceEndNs = (this.measure.slice + 1) * spec.sliceNs;
    while (done < maxEvents) {
      const timeNs = calendar.nextNs();
      if (timeNs > limitNs) {
        clock.nowNs = limitNs;
        this.closeSlices(limitNs);
        return done;
      }
      if (timeNs >= sliceEndNs) {
        this.closeSlices(timeNs);
        sliceEndNs = (this.measure.slice + 1) * spec.sliceNs;
      }
      const slot = calendar.pop();
      const target = state.target[slot]!;
      const argument = state.argument[slot]!;
      calendar.release(slot);
      clock.nowNs = timeNs;
      clock.events++;
      done++;
      this.fold(timeNs, target ^ Math.imul(argument, 0x27d4eb2f));
      this.dispatch(target, argument);
    }
    return done;
  }

  private dispatch(target: number, argument: number): void {
    const code = target & CODE_MASK;
    if (code >= CALL_EVENT) {
      if (code < OWN_EVENT) this.calls.state.event[argument] = -1;
      this.nodes[target >> CODE_BITS]!.wake(code, argument);
      return;
    }
    switch (code) {
      case ARRIVE:
        this.arrive(argument);
        return;
      case ANSWER:
        this.deliver(argument);
        return;
      case TIMER:
        this.ringTimer(argument);
        return;
      case RETRY:
        this.tryAgain(argument);
        return;
      case FAULT_BEGINS:
        this.beginFault(argument);
        return;
      case FAULT_ENDS:
        this.endFault(argument);
        return;
      case WARMED_UP:
        this.warmUp();
        return;
    }
  }

  /** Folds a time and a word into the run hash. */
  fold(timeNs: number, word: number): void {
    const c = this.clock;
    const a = Math.imul(c.hashA ^ lowWord(timeNs), 0x85ebca6b);
    const b = Math.imul(c.hashB ^ word, 0xc2b2ae35) + highWord(timeNs);
    c.hashA = ((a << 15) | (a >>> 17)) + b;
    c.hashB = ((b << 13) | (b >>> 19)) ^ a;
  }

  /** 16 hexadecimal digits over everything that has happened so far. */
  runHash(): string {
    const a = scramble(this.clock.hashA ^ scramble(this.clock.hashB));
    const b = scramble(this.clock.hashB + a);
    return hex(a) + hex(b);
  }

  /** Schedules one of a node's own events (code ≥ OWN_EVENT); returns the slot for `cancel`. */
  schedule(delayNs: number, node: number, code: number, argument: number): number {
    return this.calendar.push(this.clock.nowNs + delayNs, (node << CODE_BITS) | code, argument);
  }

  cancel(slot: number): void {
    this.calendar.cancel(slot);
  }

  /** Schedules the node's next step with a call inside it (code in CALL_EVENT … OWN_EVENT − 1). */
  scheduleCall(delayNs: number, call: number, code: number): void {
    const c = this.calls.state;
    c.event[call] = this.calendar.push(
      this.clock.nowNs + delayNs,
      (c.node[call]! << CODE_BITS) | code,
      call,
    );
  }

  draw(s: Sampler): number {
    return drawNs(this.streams, s);
  }

  /** A service time, stretched by the slow-downs in force at the node. */
  drawService(s: Sampler, node: number): number {
    const factor = this.health.factor[node]!;
    const ns = drawNs(this.streams, s);
    return factor === 1 ? ns : Math.round(ns * factor);
  }

  modeOf(node: number, instance: number): number {
    return this.health.mode[this.firstInstance[node]! + instance]!;
  }

  instancesOf(node: number): number {
    return this.spec.nodes[node]!.instances;
  }

  emit(
    node: number,
    instance: number,
    event: string,
    data: Record<string, number | string> = {},
  ): void {
    this.recorder.event({ atNs: this.clock.nowNs, node, instance, event, data });
  }

  // ---- calls ----

  /** A client's request begins: its frame lives inside the client until `finish`. */
  begin(node: number, operation: number, key: number): number {
    const call = this.calls.allocate();
    const c = this.calls.state;
    const number = this.clock.requests++;
    this.fold(this.clock.nowNs, key);
    c.parent[call] = NO_PARENT;
    c.link[call] = -1;
    c.node[call] = node;
    c.instance[call] = 0;
    c.operation[call] = operation;
    c.key[call] = key;
    c.attempt[call] = 0;
    c.request[call] = number;
    c.sentNs[call] = this.clock.nowNs;
    c.arrivedNs[call] = this.clock.nowNs;
    if ((scramble(number) & this.sampleMask) === 0) c.flags[call]! |= SAMPLED;
    this.enter(call);
    return call;
  }

  /** A client's request is over. */
  finish(frame: number, cause: number, culprit: number): void {
    const c = this.calls.state;
    const counted = (c.flags[frame]! & COUNTED) !== 0;
    const latencyNs = this.clock.nowNs - c.arrivedNs[frame]!;
    if (cause === SUCCESS) countLatency(this.measure, latencyNs, counted);
    else if (counted) this.measure.failedBy[cause]!++;
    c.cause[frame] = cause;
    c.culprit[frame] = culprit;
    this.depart(frame);
    this.calls.release(frame);
  }

  /**
   * Makes a call on behalf of `frame` (NO_PARENT: of the node itself; then `sampled` says whether to record it).
   * The node's `answered` is told the outcome, perhaps at once.
   */
  send(
    frame: number,
    route: Route,
    verb: number,
    operation: number,
    key: number,
    version = 0,
    mark = -1,
    sampled = false,
  ): number {
    const call = this.calls.allocate();
    const c = this.calls.state;
    c.parent[call] = frame;
    c.route[call] = route.index;
    c.verb[call] = verb;
    c.operation[call] = operation;
    c.key[call] = key;
    c.version[call] = version;
    c.mark[call] = mark;
    c.attempt[call] = 1;
    c.request[call] = frame >= 0 ? c.request[frame]! : -1;
    if (frame >= 0 ? (c.flags[frame]! & SAMPLED) !== 0 : sampled) c.flags[call]! |= SAMPLED;
    this.dispatchCall(call, true);
    return call;
  }

  /** One attempt leaves the caller. */
  private dispatchCall(call: number, isFirst: boolean): void {
    const c = this.calls.state;
    c.sentNs[call] = this.clock.nowNs;
    c.arrivedNs[call] = Number.NaN;
    c.startedNs[call] = Number.NaN;
    c.answeredNs[call] = Number.NaN;
    if (!this.routes[c.route[call]!]!.choose(call)) {
      c.cause[call] = NO_TARGET;
      c.culprit[call] = c.parent[call]! >= 0 ? c.node[c.parent[call]!]! : -1;
      this.concludeUnsent(call);
      return;
    }
    const link = this.links[c.link[call]!]!;
    c.node[call] = link.target;
    if (isFirst) link.retry?.deposit();
    const roundTripNs = this.draw(link.roundTrip);
    const outNs = Math.floor(roundTripNs / 2);
    c.backNs[call] = roundTripNs - outNs;
    if (link.timer >= 0) this.startTimer(link.timer, call);
    if (link.lossRatio > 0 && this.streams.uniform(link.lossStream) < link.lossRatio) {
      c.flags[call]! |= LOST;
      return;
    }
    if (outNs === 0) this.arrive(call);
    else this.calendar.push(this.clock.nowNs + outNs, ARRIVE, call);
  }

  /** There was nowhere to send it. */
  private concludeUnsent(call: number): void {
    const c = this.calls.state;
    const parent = c.parent[call]!;
    if (parent >= 0) this.nodes[c.node[parent]!]!.answered(parent, call);
    this.calls.release(call);
  }

  private arrive(call: number): void {
    const c = this.calls.state;
    const node = c.node[call]!;
    c.arrivedNs[call] = this.clock.nowNs;
    this.enter(call);
    const mode = this.health.mode[this.firstInstance[node]! + c.instance[call]!]!;
    if (mode === HEALTHY) this.nodes[node]!.accept(call);
    else if (mode === REFUSES) this.answer(call, REFUSED);
    else if (mode === SWALLOWS) this.swallow(call);
    // HANGS: it stays inside and nothing happens.
  }

  private enter(call: number): void {
    const c = this.calls.state;
    const counted = this.clock.nowNs >= this.spec.warmupNs;
    c.flags[call]! |= counted ? INSIDE | COUNTED : INSIDE;
    countArrival(this.measure, c.node[call]!, counted);
  }

  private depart(call: number): void {
    const c = this.calls.state;
    const flags = c.flags[call]!;
    assert((flags & INSIDE) !== 0, `call ${call} left a node it was not in`);
    c.flags[call] = flags & ~(INSIDE | COUNTED);
    countDeparture(
      this.measure,
      c.node[call]!,
      this.clock.nowNs - c.arrivedNs[call]!,
      c.cause[call] === SUCCESS,
      (flags & COUNTED) !== 0,
    );
  }

  /** The node has finished with a call; the answer travels back. */
  answer(call: number, cause: number, culprit?: number): void {
    const c = this.calls.state;
    c.cause[call] = cause;
    c.culprit[call] = cause === SUCCESS ? -1 : (culprit ?? c.node[call]!);
    c.answeredNs[call] = this.clock.nowNs;
    this.depart(call);
    if ((c.flags[call]! & ABANDONED) !== 0) {
      this.calls.release(call);
      return;
    }
    const backNs = c.backNs[call]!;
    if (backNs === 0) this.deliver(call);
    else this.calendar.push(this.clock.nowNs + backNs, ANSWER, call);
  }

  /** The host is dead: the call is gone, and only its caller's timeout will tell. */
  private swallow(call: number): void {
    const c = this.calls.state;
    c.cause[call] = TIMEOUT;
    this.depart(call);
    if ((c.flags[call]! & ABANDONED) !== 0) this.calls.release(call);
    else c.flags[call]! |= LOST;
  }

  /** The answer is back at the caller. */
  private deliver(call: number): void {
    const c = this.calls.state;
    if ((c.flags[call]! & ABANDONED) !== 0) {
      this.calls.release(call);
      return;
    }
    const link = this.links[c.link[call]!]!;
    this.recordHop(call);
    this.routes[c.route[call]!]!.ended?.(call);
    const parent = c.parent[call]!;
    if (parent === ORPHAN) {
      this.calls.release(call);
      return;
    }
    if (c.cause[call] !== SUCCESS && link.retry?.allows(c.attempt[call]!)) {
      c.generation[call]!++;
      this.backOff(call, link.retry);
      return;
    }
    this.nodes[link.source]!.answered(parent, call);
    this.calls.release(call);
  }

  private backOff(call: number, retry: Retry): void {
    const c = this.calls.state;
    const waitNs = retry.backoffNs(c.attempt[call]!, c.sleptNs[call]!);
    c.sleptNs[call] = waitNs;
    this.calendar.push(this.clock.nowNs + waitNs, RETRY, call);
  }

  private tryAgain(call: number): void {
    const c = this.calls.state;
    if (c.parent[call] === ORPHAN) {
      this.calls.release(call);
      return;
    }
    c.attempt[call]!++;
    c.cause[call] = SUCCESS;
    c.flags[call]! &= ~LOST;
    this.dispatchCall(call, false);
  }

  private startTimer(index: number, call: number): void {
    const ring = this.timers[index]!;
    ring.start(this.clock.nowNs, call, this.calls.state.generation[call]!);
    if (ring.state.armed === 0) this.armTimer(index, ring);
  }

  private armTimer(index: number, ring: TimerRing): void {
    ring.state.armed = 1;
    this.calendar.push(ring.headNs(), TIMER, index);
  }

  private ringTimer(index: number): void {
    const ring = this.timers[index]!;
    // Looked up each time: what an expiry sets off may make the pool grow, and growing replaces its arrays.
    const calls = this.calls.state;
    ring.state.armed = 0;
    ring.dropVoid(calls.generation);
    while (ring.state.length > 0 && ring.headNs() <= this.clock.nowNs) {
      this.expire(ring.shift());
      ring.dropVoid(calls.generation);
    }
    if (ring.state.length > 0 && ring.state.armed === 0) this.armTimer(index, ring);
  }

  /** The caller stops waiting. The call itself goes on, wherever it is. */
  private expire(call: number): void {
    const c = this.calls.state;
    if ((c.flags[call]! & ABANDONED) !== 0) return;
    const link = this.links[c.link[call]!]!;
    const cause = c.cause[call]!;
    const culprit = c.culprit[call]!;
    c.cause[call] = TIMEOUT;
    c.culprit[call] = link.target;
    c.flags[call]! |= ABANDONED;
    this.recordHop(call);
    this.routes[c.route[call]!]!.ended?.(call);
    const parent = c.parent[call]!;
    if (parent !== ORPHAN) {
      if (link.retry?.allows(c.attempt[call]!)) this.backOff(this.successor(call), link.retry);
      else this.nodes[link.source]!.answered(parent, call);
    }
    if ((c.flags[call]! & LOST) !== 0) {
      this.calls.release(call);
      return;
    }
    // Still inside, or its answer on the way: what the server makes of it is the server's.
    c.cause[call] = cause;
    c.culprit[call] = culprit;
  }

  /** A new record for the next attempt, since the server still holds the old one. */
  private successor(call: number): number {
    const next = this.calls.allocate();
    const c = this.calls.state;
    c.parent[next] = c.parent[call]!;
    c.route[next] = c.route[call]!;
    c.link[next] = c.link[call]!;
    c.verb[next] = c.verb[call]!;
    c.operation[next] = c.operation[call]!;
    c.key[next] = c.key[call]!;
    c.version[next] = c.version[call]!;
    c.attempt[next] = c.attempt[call]!;
    c.request[next] = c.request[call]!;
    c.sleptNs[next] = c.sleptNs[call]!;
    c.flags[next]! |= c.flags[call]! & SAMPLED;
    return next;
  }

  private recordHop(call: number): void {
    const c = this.calls.state;
    if (this.lensOpen || (c.flags[call]! & SAMPLED) !== 0) {
      const type = this.spec.operationTypes[c.operation[call]!] ?? 0;
      this.recorder.hop(c, call, this.clock.nowNs, type);
    }
  }

  // ---- faults ----

  private beginFault(index: number): void {
    const fault = this.faults[index]!;
    this.health.active[index] = 1;
    switch (fault.kind) {
      case 'crash':
        this.crash(fault.node, fault.instance, fault.mode);
        return;
      case 'slowdown':
        this.updateFactor(fault.node);
        this.emit(fault.node, -1, 'slowed', { factor: fault.factor });
        return;
      case 'disturbance':
        this.nodes[fault.node]!.disturbed?.(fault.name, fault.factor, true);
        return;
    }
  }

  private endFault(index: number): void {
    const fault = this.faults[index]!;
    this.health.active[index] = 0;
    switch (fault.kind) {
      case 'crash':
        this.heal(fault.node, fault.instance);
        return;
      case 'slowdown':
        this.updateFactor(fault.node);
        this.emit(fault.node, -1, 'recovered');
        return;
      case 'disturbance':
        this.nodes[fault.node]!.disturbed?.(fault.name, fault.factor, false);
        return;
    }
  }

  /** The product of the slow-downs in force, made anew so that no rounding is left behind when they end. */
  private updateFactor(node: number): void {
    let factor = 1;
    for (const [i, fault] of this.faults.entries()) {
      if (fault.kind === 'slowdown' && fault.node === node && this.health.active[i] === 1) {
        factor *= fault.factor;
      }
    }
    this.health.factor[node] = factor;
  }

  private crash(node: number, instance: number, mode: number): void {
    const { health } = this;
    const base = this.firstInstance[node]!;
    const struck: number[] = [];
    for (const i of this.instanceRange(node, instance)) {
      health.held[base + i]!++;
      if (health.mode[base + i] !== HEALTHY) continue;
      health.mode[base + i] = mode;
      struck.push(i);
    }
    let lost = 0;
    for (const i of struck) {
      lost += this.endCallsInside(node, i, mode);
      this.nodes[node]!.station?.clear(i);
    }
    const name = Object.keys(crashModes)[mode - 1]!;
    this.emit(node, instance, 'crashed', { mode: name, lost });
    for (const i of struck) this.nodes[node]!.crashed?.(i);
  }

  private heal(node: number, instance: number): void {
    const { health } = this;
    const base = this.firstInstance[node]!;
    const back: number[] = [];
    for (const i of this.instanceRange(node, instance)) {
      health.held[base + i]!--;
      if (health.held[base + i]! > 0) continue;
      // What a hung process had accepted ends with it.
      if (health.mode[base + i] === HANGS) this.endCallsInside(node, i, REFUSES);
      health.mode[base + i] = HEALTHY;
      back.push(i);
    }
    if (back.length === 0) return;
    this.emit(node, instance, 'restarted');
    for (const i of back) this.nodes[node]!.restarted?.(i);
    for (const link of this.links) {
      if (link.target === node) this.nodes[link.source]!.peerRestarted?.(node);
    }
  }

  private instanceRange(node: number, instance: number): number[] {
    if (instance >= 0) return [instance];
    return Array.from({ length: this.instancesOf(node) }, (_, i) => i);
  }

  /**
   * The calls inside a dying instance: their own events are cancelled, their children are orphaned, and they are reset,
   * swallowed or frozen. A crash is rare, so it walks the whole pool and every call is spared a list to be on.
   */
  private endCallsInside(node: number, instance: number, mode: number): number {
    const c = this.calls.state;
    const doomed: number[] = [];
    for (let call = 0; call < this.calls.capacity; call++) {
      if ((c.flags[call]! & INSIDE) === 0) continue;
      if (c.node[call] !== node || c.instance[call] !== instance) continue;
      if (c.link[call]! < 0) continue;
      c.flags[call]! |= DOOMED;
      doomed.push(call);
    }
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call)) continue;
      const parent = c.parent[call]!;
      if (parent >= 0 && (c.flags[parent]! & DOOMED) !== 0) c.parent[call] = ORPHAN;
    }
    for (const call of doomed) {
      c.flags[call]! &= ~DOOMED;
      if (c.event[call]! >= 0) this.calendar.cancel(c.event[call]!);
      c.event[call] = -1;
      if (mode === REFUSES) this.answer(call, RESET);
      else if (mode === SWALLOWS) this.swallow(call);
    }
    return doomed.length;
  }

  private warmUp(): void {
    const m = this.measure;
    for (const [i, node] of this.nodes.entries()) {
      node.station?.touch();
      m.warmBusyNs[i] = node.station?.state.busyNs ?? 0;
      m.warmWaitingNs[i] = node.station?.state.waitingNs ?? 0;
      node.warmedUp?.();
    }
  }

  // ---- recording ----

  private newRecorder(keepsSeries: boolean): Recorder {
    return new Recorder({ nodes: this.spec.nodes.length, oneIn: this.spec.oneIn, keepsSeries });
  }

  /** Ends every slice that is over by `timeNs`. Only time costs here, never the number of requests. */
  private closeSlices(timeNs: number): void {
    const { sliceNs } = this.spec;
    const nowNs = this.clock.nowNs;
    while ((this.measure.slice + 1) * sliceNs <= timeNs) {
      const endNs = (this.measure.slice + 1) * sliceNs;
      this.clock.nowNs = endNs;
      this.closeSlice();
      this.measure.slice++;
    }
    this.clock.nowNs = Math.max(nowNs, this.clock.nowNs);
  }

  private closeSlice(): void {
    const m = this.measure;
    const { sliceNs } = this.spec;
    const width = NODE_FIELDS.length;
    const { row, totals } = this;
    totals.fill(0);
    for (const [i, node] of this.nodes.entries()) {
      const at = i * width;
      const arrived = m.arrived[i]! - m.sliceArrived[i]!;
      const completed = m.completed[i]! - m.sliceCompleted[i]!;
      const failed = m.failed[i]! - m.sliceFailed[i]!;
      const inFlight = m.arrived[i]! - m.completed[i]! - m.failed[i]!;
      const residenceNs = m.residenceNs[i]! - m.sliceResidenceNs[i]!;
      const station = node.station;
      station?.touch();
      const busyNs = (station?.state.busyNs ?? 0) - m.sliceBusyNs[i]!;
      const waitingNs = (station?.state.waitingNs ?? 0) - m.sliceWaitingNs[i]!;
      row[at] = arrived;
      row[at + 1] = completed;
      row[at + 2] = failed;
      row[at + 3] = station ? busyNs / (sliceNs * station.totalSlots) : (node.level?.() ?? 0);
      row[at + 4] = waitingNs / sliceNs;
      row[at + 5] = inFlight;
      row[at + 6] = completed === 0 ? 0 : residenceNs / completed / 1e6;
      row.fill(0, at + 7, at + width);
      node.gauges?.(row, at + 7);
      m.sliceArrived[i] = m.arrived[i]!;
      m.sliceCompleted[i] = m.completed[i]!;
      m.sliceFailed[i] = m.failed[i]!;
      m.sliceResidenceNs[i] = m.residenceNs[i]!;
      m.sliceBusyNs[i] = station?.state.busyNs ?? 0;
      m.sliceWaitingNs[i] = station?.state.waitingNs ?? 0;
      if (this.spec.nodes[i]!.isClient) {
        totals[0]! += arrived;
        totals[1]! += completed;
        totals[2]! += failed;
        totals[3]! += inFlight;
      }
    }
    this.recorder.slice(row, totals, m.sliceLatency);
    m.sliceLatency.fill(0);
  }

  shape(): RunShape {
    const { spec } = this;
    return {
      seed: spec.seed,
      durationNs: spec.durationNs,
      warmupNs: spec.warmupNs,
      sliceNs: spec.sliceNs,
      nodeIds: spec.nodes.map((node) => node.id),
      instances: spec.nodes.map((node) => node.instances),
      links: this.links.map(({ source, target, edge, kind }) => ({ source, target, edge, kind })),
      causes,
    };
  }

  // ---- the whole state ----

  private world(): World {
    return {
      clock: this.clock,
      calendar: this.calendar.state,
      calls: this.calls.state,
      streams: this.streams.state,
      health: this.health,
      measure: this.measure,
      timers: this.timers.map((ring) => ring.state),
      retries: this.retries.map((retry) => retry.state),
      routes: this.routeStates,
      nodes: this.nodes.map((node) => stateOf(node)),
    };
  }

  checkpoint(): Checkpoint {
    return { atNs: this.clock.nowNs, world: copyState(this.world()) };
  }

  /** Puts the run back to where it was. What was recorded since is the recorder's affair. */
  restore(checkpoint: Checkpoint): void {
    // The world is assembled anew on each call, but its parts are the live ones: those are written into.
    restoreState(this.world(), checkpoint.world as World);
  }

  /** 32 bits over the whole state: equal states, equal hash. */
  stateHash(): number {
    return hashState(this.world());
  }

  /**
   * Runs `fromNs` … `toNs` again from `checkpoint` and returns a recorder holding every hop that touches the window.
   * The run itself is put back to where it was.
   */
  closeUp(checkpoint: Checkpoint, toNs: number, visit?: () => void): Recorder {
    const here = this.checkpoint();
    const recorder = this.recorder;
    const lens = this.newRecorder(true);
    this.recorder = lens;
    this.lensOpen = true;
    try {
      this.restore(checkpoint);
      this.advance(toNs, Number.POSITIVE_INFINITY);
      this.recordOpenHops();
      visit?.();
    } finally {
      this.lensOpen = false;
      this.recorder = recorder;
      this.restore(here);
    }
    return lens;
  }

  /** Hops still under way when a close-up ends. */
  private recordOpenHops(): void {
    const c = this.calls.state;
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || c.link[call]! < 0) continue;
      if ((c.flags[call]! & ABANDONED) !== 0) continue;
      const type = this.spec.operationTypes[c.operation[call]!] ?? 0;
      this.recorder.hop(c, call, Number.POSITIVE_INFINITY, type);
    }
  }

  get measured(): Readonly<MeasureState> {
    return this.measure;
  }

  /** Measured time so far, nanoseconds: without the warm-up. */
  get measuredNs(): number {
    return Math.max(0, this.clock.nowNs - this.spec.warmupNs);
  }

  /** Conservation, for every node: arrived = completed + failed + inside, the last counted by walking the pool. */
  checkBooks(): void {
    const inside = new Float64Array(this.nodes.length);
    const c = this.calls.state;
    for (let call = 0; call < this.calls.capacity; call++) {
      if ((c.flags[call]! & INSIDE) !== 0) inside[c.node[call]!]!++;
    }
    for (const [i, node] of this.nodes.entries()) {
      const { arrived, completed, failed } = this.measure;
      const open = arrived[i]! - completed[i]! - failed[i]!;
      assert(
        open === inside[i],
        `at ${(this.clock.nowNs / NS_PER_SEC).toFixed(6)} s, ${this.spec.nodes[i]!.id}: ` +
          `arrived ${arrived[i]} ≠ completed ${completed[i]} + failed ${failed[i]} + inside ${inside[i]}`,
      );
      node.check?.();
    }
  }
}

function stateOf(node: Behaviour): object {
  return node.station ? { own: node.state, station: node.station.state } : { own: node.state };
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
