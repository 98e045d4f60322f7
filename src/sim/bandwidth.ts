/**
 * Bandwidth: a link as a pipe that its calls share. Each direction is one line: what is sent later waits until what was
 * sent before has left (store and forward), and only then begins its half of the round trip. Transfers that would take
 * turns packet by packet finish at the same time together, the early ones here a little earlier.
 * Leaves out: slow start, connections of their own, cutting off what a caller no longer waits for.
 */
import { type Call, HIT } from './calls.ts';
import { SUCCESS } from './causes.ts';
import { ratioOf } from './ratio-of.ts';
import type { EdgeSummary } from './summary.ts';

const NS_PER_US = 1000;

export interface PipeSpec {
  /** Bits a microsecond. */
  readonly mbps: number;
  /** What a call weighs, by verb and operation. */
  requestBytes(verb: number, operation: number): number;
  /** The same of the answer to a call that succeeded. */
  answerBytes(verb: number, operation: number): number;
  /** Any other answer: headers alone. */
  readonly emptyBytes: number;
  /** Calls of this verb have a full answer only where they hit; −1 for none. */
  readonly lookUpVerb: number;
}

export interface PipeState {
  /** When each direction is free again. */
  outFreeNs: number;
  backFreeNs: number;
  /** Time given away so far, what still waits included. */
  outBusyNs: number;
  backBusyNs: number;
  /** Busy time when the warm-up ended. */
  warmOutNs: number;
  warmBackNs: number;
}

export class Pipe {
  readonly state: PipeState = {
    outFreeNs: 0,
    backFreeNs: 0,
    outBusyNs: 0,
    backBusyNs: 0,
    warmOutNs: 0,
    warmBackNs: 0,
  };
  private readonly spec: PipeSpec;

  constructor(spec: PipeSpec) {
    this.spec = spec;
  }

  /** From now until the request's last byte has left, nanoseconds. */
  carry(call: Call, nowNs: number): number {
    const { spec, state } = this;
    const ns = this.transferNs(spec.requestBytes(call.verb, call.operation));
    state.outFreeNs = Math.max(nowNs, state.outFreeNs) + ns;
    state.outBusyNs += ns;
    return state.outFreeNs - nowNs;
  }

  /** The same for the answer. */
  carryBack(call: Call, nowNs: number): number {
    const { spec, state } = this;
    const ns = this.transferNs(this.answerBytes(call, spec));
    state.backFreeNs = Math.max(nowNs, state.backFreeNs) + ns;
    state.backBusyNs += ns;
    return state.backFreeNs - nowNs;
  }

  private answerBytes(call: Call, spec: PipeSpec): number {
    const { verb } = call;
    const isFull = call.cause === SUCCESS && (verb !== spec.lookUpVerb || (call.flags & HIT) !== 0);
    return isFull ? spec.answerBytes(verb, call.operation) : spec.emptyBytes;
  }

  private transferNs(bytes: number): number {
    return Math.round((bytes * 8 * NS_PER_US) / this.spec.mbps);
  }

  warmedUp(nowNs: number): void {
    this.state.warmOutNs = this.outBusyNs(nowNs);
    this.state.warmBackNs = this.backBusyNs(nowNs);
  }

  /** Busy share of each direction since the warm-up, 0–1. */
  utilization(nowNs: number, measuredNs: number): EdgeSummary {
    return {
      out: ratioOf(this.outBusyNs(nowNs) - this.state.warmOutNs, measuredNs),
      back: ratioOf(this.backBusyNs(nowNs) - this.state.warmBackNs, measuredNs),
    };
  }

  private outBusyNs(nowNs: number): number {
    return this.state.outBusyNs - Math.max(0, this.state.outFreeNs - nowNs);
  }

  private backBusyNs(nowNs: number): number {
    return this.state.backBusyNs - Math.max(0, this.state.backFreeNs - nowNs);
  }
}
