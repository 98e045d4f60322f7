/**
 * Circuit breaker: a caller that stops calling what keeps failing it, and tries again with a few probes.
 *
 * Models: CLOSED (calls pass and their outcomes are counted over a window in ten slices), OPEN (calls fail at once, no
 * packet leaves), HALF_OPEN (a few probes pass, all else fails at once). Outcomes of calls that left before it opened
 * are not counted. Every instance of the caller has its own.
 * Leaves out: slow calls that count as failures, Hystrix's snapshot of its counts every half second.
 * Source: Netflix/Hystrix HystrixCircuitBreaker.java; several probes as in resilience4j; domain reference §3.2.
 */
import { msToNs } from '../base/units.ts';
import { causes, OVERTAKEN, SUCCESS } from './causes.ts';
import { RollingSum, type RollingSumState } from './rolling-sum.ts';

export interface BreakerSpec {
  /** Share of failures from which it opens. */
  readonly errorRatio: number;
  /** Calls in the window below which it never opens. */
  readonly minCalls: number;
  readonly windowMs: number;
  /** How long it stays open before it lets probes through. */
  readonly openMs: number;
  readonly halfOpenProbes: number;
}

const CLOSED = 0;
const OPEN = 1;
const HALF_OPEN = 2;

/** What `admit` says of a call. */
export const BLOCKED = 0;
export const ADMITTED = 1;
export const PROBING = 2;

export interface BreakerState {
  /** One an instance of the caller, as all below. */
  mode: Int8Array;
  /** When it last opened, −1 for never: what left until then says nothing of what it calls now. */
  openedNs: Float64Array;
  /** Cause of the last failure counted. */
  cause: Uint8Array;
  /** Probes let through, answered and failed since it was half opened. */
  probes: Int32Array;
  answered: Int32Array;
  failed: Int32Array;
  calls: RollingSumState;
  failures: RollingSumState;
}

/** Whom it tells when it changes: the simulation. */
export interface BreakerListener {
  readonly nowNs: number;
  emit(node: number, instance: number, event: string, data: Record<string, number | string>): void;
}

export class Breaker {
  readonly state: BreakerState;
  private readonly spec: BreakerSpec;
  private readonly openNs: number;
  private readonly calls: RollingSum;
  private readonly failures: RollingSum;
  private readonly listener: BreakerListener;
  /** Index of the caller's node. */
  private readonly caller: number;
  /** Id of what it calls. */
  private readonly target: string;

  constructor(
    spec: BreakerSpec,
    listener: BreakerListener,
    of: { readonly caller: number; readonly instances: number; readonly target: string },
  ) {
    this.spec = spec;
    this.openNs = msToNs(spec.openMs);
    this.calls = new RollingSum(of.instances, msToNs(spec.windowMs));
    this.failures = new RollingSum(of.instances, msToNs(spec.windowMs));
    this.listener = listener;
    this.caller = of.caller;
    this.target = of.target;
    this.state = {
      mode: new Int8Array(of.instances),
      openedNs: new Float64Array(of.instances).fill(-1),
      cause: new Uint8Array(of.instances),
      probes: new Int32Array(of.instances),
      answered: new Int32Array(of.instances),
      failed: new Int32Array(of.instances),
      calls: this.calls.state,
      failures: this.failures.state,
    };
  }

  /** An instance of the caller wants to make a call: ADMITTED, PROBING (as a probe) or BLOCKED. */
  admit(instance: number): number {
    const s = this.state;
    if (s.mode[instance] === CLOSED) return ADMITTED;
    if (s.mode[instance] === OPEN) {
      if (this.listener.nowNs < s.openedNs[instance]! + this.openNs) return BLOCKED;
      this.halfOpen(instance);
    }
    if (s.probes[instance]! >= this.spec.halfOpenProbes) return BLOCKED;
    s.probes[instance]!++;
    return PROBING;
  }

  /** An admitted call is over for its caller; it left at `sentNs`. One whose copy was answered first says nothing. */
  judge(instance: number, cause: number, isProbe: boolean, sentNs: number): void {
    const mode = this.state.mode[instance]!;
    if (cause === OVERTAKEN) {
      if (mode === HALF_OPEN && isProbe) this.state.probes[instance]!--;
    } else if (mode === CLOSED) {
      if (sentNs > this.state.openedNs[instance]!) this.count(instance, cause);
    } else if (mode === HALF_OPEN && isProbe) this.countProbe(instance, cause);
  }

  /** The instance of the caller is gone; its successor knows nothing and begins closed. */
  forget(instance: number): void {
    this.state.openedNs[instance] = -1;
    this.close(instance);
  }

  private close(instance: number): void {
    this.state.mode[instance] = CLOSED;
    this.calls.clear(instance);
    this.failures.clear(instance);
  }

  private count(instance: number, cause: number): void {
    const { nowNs } = this.listener;
    const calls = this.calls.add(instance, nowNs, 1);
    if (cause === SUCCESS && this.failures.isEmpty(instance)) return;
    if (cause !== SUCCESS) this.state.cause[instance] = cause;
    const failed = this.failures.add(instance, nowNs, cause === SUCCESS ? 0 : 1);
    if (calls < this.spec.minCalls || failed === 0 || failed / calls < this.spec.errorRatio) return;
    this.open(instance, { reason: 'failures', calls, failed });
  }

  private countProbe(instance: number, cause: number): void {
    const s = this.state;
    s.answered[instance]!++;
    if (cause !== SUCCESS) {
      s.cause[instance] = cause;
      s.failed[instance]!++;
    }
    const calls = s.answered[instance]!;
    if (calls < this.spec.halfOpenProbes) return;
    const failed = s.failed[instance]!;
    if (failed > 0 && failed / calls >= this.spec.errorRatio) {
      this.open(instance, { reason: 'probes', calls, failed });
      return;
    }
    this.close(instance);
    this.tell(instance, 'breakerClosed', { calls });
  }

  private open(instance: number, why: Record<string, number | string>): void {
    this.state.mode[instance] = OPEN;
    this.state.openedNs[instance] = this.listener.nowNs;
    const cause = causes[this.state.cause[instance]!]!;
    this.tell(instance, 'breakerOpened', { ...why, cause, openMs: this.spec.openMs });
  }

  private halfOpen(instance: number): void {
    const s = this.state;
    s.mode[instance] = HALF_OPEN;
    s.probes[instance] = 0;
    s.answered[instance] = 0;
    s.failed[instance] = 0;
    this.tell(instance, 'breakerHalfOpen', { probes: this.spec.halfOpenProbes });
  }

  private tell(instance: number, event: string, data: Record<string, number | string>): void {
    const isOnly = this.state.mode.length === 1;
    this.listener.emit(this.caller, isOnly ? -1 : instance, event, {
      target: this.target,
      ...data,
    });
  }
}
