/**
 * The lowest layer of a simulation: time, the calendar, chance, health, the run hash. What a node's behaviour can do
 * without calling anyone stands here.
 */
import { highWord, lowWord } from '../base/math.ts';
import { hashName, Streams, scramble } from '../base/random.ts';
import { type SortedInts, sortedInts } from '../base/sorted-ints.ts';
import type { Behaviour } from './behaviour.ts';
import { Calendar } from './calendar.ts';
import { Calls } from './calls.ts';
import { type DurationSpec, drawNs, type Sampler, sampler } from './distribution.ts';
import { MeasureState } from './measure.ts';
import { Recorder } from './recorder.ts';
import type { TimelineEvent } from './recording.ts';
import type { SimulationSpec } from './spec.ts';

/** A target is (node << CODE_BITS) | code; the kernel's own events have node 0 and a code below CALL_EVENT. */
export const CODE_BITS = 4;
export const ARRIVE = 0;
export const ANSWER = 1;
export const TIMER = 2;
export const RETRY = 3;
export const FAULT_BEGINS = 4;
export const FAULT_ENDS = 5;
export const WARMED_UP = 6;
export const CANCEL = 7;

/** Modes but HEALTHY. */
export const CRASH_MODES = 3;

export class ClockState {
  nowNs = 0;
  events = 0;
  /** The run hash so far, two words: in an array, since words beyond a small integer would be boxed in an object. */
  hash: Int32Array;
  requests = 0;
  started = 0;
  /** The time when the run was last looked at: see `standsStill`. */
  lookedNs = 0;

  constructor(seed: number) {
    this.hash = Int32Array.of(seed, 0);
  }
}

export class HealthState {
  /** Mode of each instance, all nodes one after another. */
  mode: Int8Array;
  /** How many faults hold the instance down, by mode: CRASH_MODES numbers an instance. */
  held: Int32Array;
  /** Per node: product of the slow-downs in force. */
  factor: Float64Array;
  /** Faults in force on the network: losses and partitions. */
  wireFaults: number;
  /** 1: takes no new calls, by its own wish (it is not there yet, or drains). */
  closed: Uint8Array;
  /** Per node: the instances that are not closed. */
  open: SortedInts[];
  /** Per fault: 1 while it lasts. */
  active: Uint8Array;
  /** How many beginnings and ends of faults have been carried out. */
  faultsDone: number;
  /** Per link: how many partitions lie across it. */
  cuts: Uint16Array;

  constructor(instancesOf: readonly number[]) {
    const instances = instancesOf.reduce((sum, count) => sum + count, 0);
    this.mode = new Int8Array(instances);
    this.held = new Int32Array(instances * CRASH_MODES);
    this.factor = new Float64Array(instancesOf.length).fill(1);
    this.wireFaults = 0;
    this.closed = new Uint8Array(instances);
    this.open = instancesOf.map((count) => sortedInts(count, () => true));
    this.active = new Uint8Array(0);
    this.faultsDone = 0;
    this.cuts = new Uint16Array(0);
  }
}

export abstract class Kernel {
  readonly spec: SimulationSpec;
  readonly streams: Streams;
  readonly calls = new Calls();
  readonly nodes: Behaviour[] = [];
  recorder: Recorder;

  protected readonly calendar = new Calendar();
  protected readonly clock: ClockState;
  private readonly hash: Int32Array;
  protected readonly health: HealthState;
  protected readonly measure: MeasureState;
  /** Where each node's instances begin in the arrays of health. */
  protected readonly firstInstance: Int32Array;

  constructor(spec: SimulationSpec) {
    this.spec = spec;
    this.streams = new Streams(spec.seed);
    const n = spec.nodes.length;
    this.clock = new ClockState(spec.seed);
    this.hash = this.clock.hash;
    this.firstInstance = new Int32Array(n + 1);
    for (let i = 0; i < n; i++) {
      this.firstInstance[i + 1] = this.firstInstance[i]! + spec.nodes[i]!.instances;
    }
    this.health = new HealthState(spec.nodes.map((node) => node.instances));
    this.measure = new MeasureState(n);
    this.recorder = this.newRecorder(spec.keepsSeries);
  }

  protected newRecorder(keepsSeries: boolean): Recorder {
    return new Recorder({ nodes: this.spec.nodes.length, oneIn: this.spec.oneIn, keepsSeries });
  }

  get nowNs(): number {
    return this.clock.nowNs;
  }

  get events(): number {
    return this.clock.events;
  }

  sampler(spec: DurationSpec, node: number, purpose: string): Sampler {
    return sampler(spec, this.streams.named(this.spec.nodes[node]!.id, purpose));
  }

  /** Folds a time and a word into the run hash. */
  foldEvent(timeNs: number, word: number): void {
    const { hash } = this;
    const a = Math.imul(hash[0]! ^ lowWord(timeNs), 0x85ebca6b);
    const b = Math.imul(hash[1]! ^ word, 0xc2b2ae35) + highWord(timeNs);
    hash[0] = ((a << 15) | (a >>> 17)) + b;
    hash[1] = ((b << 13) | (b >>> 19)) ^ a;
  }

  /** Folds what an event did: which key, which instance, with what outcome. */
  protected foldWord(word: number): void {
    const { hash } = this;
    const b = Math.imul(hash[1]! ^ word, 0x9e3779b1);
    hash[1] = (b << 11) | (b >>> 21);
    hash[0]! += b;
  }

  /** 16 hexadecimal digits over everything that has happened so far. */
  runHash(): string {
    const a = scramble(this.hash[0]! ^ scramble(this.hash[1]!));
    const b = scramble(this.hash[1]! + a);
    return hex(a) + hex(b);
  }

  /** Schedules one of a node's own events (code ≥ OWN_EVENT); returns the slot for `cancel`. */
  schedule(delayNs: number, node: number, code: number, argument: number): number {
    return this.calendar.plan(this.clock.nowNs + delayNs, (node << CODE_BITS) | code, argument);
  }

  cancel(slot: number): void {
    this.calendar.cancel(slot);
  }

  /**
   * The node works on a call inside it for a drawn time; `code` is what comes then. In one piece, and not as a draw and
   * a `scheduleCall`, because a time that is handed from function to function is put on the heap.
   */
  serveCall(s: Sampler, call: number, code: number): void {
    const record = this.calls.records[call]!;
    const { node } = record;
    const factor = this.health.factor[node]!;
    const ns = drawNs(this.streams, s);
    record.event = this.calendar.plan(
      this.clock.nowNs + (factor === 1 ? ns : Math.round(ns * factor)),
      (node << CODE_BITS) | code,
      call,
    );
  }

  /** Schedules the node's next step with a call inside it (code in CALL_EVENT … OWN_EVENT − 1). */
  scheduleCall(delayNs: number, call: number, code: number): void {
    const record = this.calls.records[call]!;
    record.event = this.calendar.plan(
      this.clock.nowNs + delayNs,
      (record.node << CODE_BITS) | code,
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

  /** Whether the instance wants new calls; whether it is alive is another question. */
  isClosed(node: number, instance: number): boolean {
    return this.health.closed[this.firstInstance[node]! + instance] === 1;
  }

  /** Those that want new calls. */
  openOf(node: number): SortedInts {
    return this.health.open[node]!;
  }

  instancesOf(node: number): number {
    return this.spec.nodes[node]!.instances;
  }

  emit(
    node: number,
    instance: number,
    event: string,
    data: Record<string, number | string> = {},
    told: Pick<TimelineEvent, 'told' | 'writes'> = {},
  ): void {
    this.foldWord(hashName(node, `${event} ${instance} ${JSON.stringify(data)}`));
    this.recorder.event({ atNs: this.clock.nowNs, node, instance, event, data, ...told });
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
