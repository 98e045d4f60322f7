/**
 * Active health checks of whoever sends callers to targets: each target is probed at an interval from a random phase of
 * its own, leaves the rotation after so many missed probes in a row and comes back after so many passed.
 *
 * Detection of a refusing target therefore takes between (fall − 1) and fall intervals; of one that swallows packets, or
 * lies beyond a partition, the timeout more. A target has one probe at a time: one that is not answered has failed by the
 * time the next sets off. A prober that is down itself asks nobody, and finds out when it is back.
 * Sources: HAProxy (`inter`, `fall`, `rise`), Route 53 developer guide; domain reference §1.3, §1.6.
 */
import { type SortedInts, setIn, sortedInts } from '../base/sorted-ints.ts';
import { msToNs } from '../base/units.ts';
import { HEALTHY, OWN_EVENT, REFUSES } from '../sim/behaviour.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import type { Simulation } from '../sim/simulation.ts';

/** The prober's own events; it passes them on to `wake`. */
export const PROBE = OWN_EVENT;
export const PROBE_FAILED = OWN_EVENT + 1;

export interface ProbedTarget {
  readonly node: number;
  readonly id: string;
  readonly instance: number;
}

/** Where a node is several probers: which of its instances this is, and what tells its probes from the others'. */
export interface Prober {
  readonly instance: number;
  /** Added to the targets' numbers in its events. */
  readonly base: number;
  /** Names its stream of phases. */
  readonly phases: string;
  /** Whether what it finds is told: what a standby finds moves no call. */
  readonly isTold: () => boolean;
}

const ALONE: Prober = { instance: 0, base: 0, phases: 'probes', isTold: () => true };

export interface HealthRule {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly fall: number;
  readonly rise: number;
}

/** By target, except the counts. Plain data, part of the checkpoint. */
export interface HealthChecksState {
  /** 1: in rotation. */
  up: Uint8Array;
  /** Those in rotation, and those that no autoscaler has closed: of a thousand there may be, a call looks at these. */
  upOnes: SortedInts;
  openOnes: SortedInts;
  /** Probes missed (or passed, while out of rotation) in a row. */
  misses: Int32Array;
  passes: Int32Array;
  missedInSlice: number;
}

export class HealthChecks {
  readonly state: HealthChecksState = {
    up: new Uint8Array(0),
    upOnes: sortedInts(0, () => false),
    openOnes: sortedInts(0, () => false),
    misses: new Int32Array(0),
    passes: new Int32Array(0),
    missedInSlice: 0,
  };
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly rule: HealthRule;
  private readonly prober: Prober;
  private targets: readonly ProbedTarget[] = [];

  /** `node`: who probes. */
  constructor(sim: Simulation, node: number, rule: HealthRule, prober: Prober = ALONE) {
    this.sim = sim;
    this.node = node;
    this.rule = rule;
    this.prober = prober;
  }

  /** All that take calls begin in rotation; an instance that an autoscaler has not started takes none. */
  watch(targets: readonly ProbedTarget[]): void {
    this.targets = targets;
    const s = this.state;
    s.up = Uint8Array.from(targets, (_, target) => (this.isClosed(target) ? 0 : 1));
    s.upOnes = sortedInts(targets.length, (target) => s.up[target] === 1);
    s.openOnes = sortedInts(targets.length, (target) => !this.isClosed(target));
    s.misses = new Int32Array(targets.length);
    s.passes = new Int32Array(targets.length);
  }

  start(): void {
    const phase = this.sim.streams.named(this.sim.spec.nodes[this.node]!.id, this.prober.phases);
    const intervalNs = msToNs(this.rule.intervalMs);
    for (let target = 0; target < this.targets.length; target++) {
      const atNs = Math.round(this.sim.streams.uniform(phase) * intervalNs);
      this.scheduleCheck(atNs, PROBE, target);
    }
  }

  /** One of the two events above. The target that left or joined the rotation by it, or −1. */
  wake(code: number, argument: number): number {
    const target = argument - this.prober.base;
    return code === PROBE ? this.probe(target) : this.miss(target);
  }

  private scheduleCheck(delayNs: number, code: number, target: number): void {
    this.sim.schedule(delayNs, this.node, code, this.prober.base + target);
  }

  /** Into rotation (1) or out of it (0). */
  turn(target: number, up: 0 | 1): number {
    this.state.up[target] = up;
    setIn(this.state.upOnes, target, up === 1);
    return target;
  }

  /**
   * Scaled out: it is among the targets at once. Scaled in: it gets no more calls, and is asked for nothing. The target
   * that left or joined the rotation by it, or −1.
   */
  scaled(node: number, instance: number): number {
    const s = this.state;
    const at = this.targets.findIndex((one) => one.node === node && one.instance === instance);
    if (at < 0) return -1;
    s.misses[at] = 0;
    s.passes[at] = 0;
    const up = this.isClosed(at) ? 0 : 1;
    setIn(s.openOnes, at, up === 1);
    return s.up[at] === up ? -1 : this.turn(at, up);
  }

  /** Closed by an autoscaler, for new calls. */
  private isClosed(target: number): boolean {
    const { node, instance } = this.targets[target]!;
    return this.sim.isClosed(node, instance);
  }

  private probe(target: number): number {
    const { intervalMs, timeoutMs } = this.rule;
    const changed = this.ask(target, msToNs(Math.min(timeoutMs, intervalMs)));
    // After the failure of this one, which may come at the same moment.
    this.scheduleCheck(msToNs(intervalMs), PROBE, target);
    return changed;
  }

  private ask(target: number, timeoutNs: number): number {
    const isDown = this.sim.modeOf(this.node, this.prober.instance) !== HEALTHY;
    if (isDown || this.isClosed(target)) return -1;
    const { node, instance } = this.targets[target]!;
    const mode = this.sim.modeSeenFrom(this.node, node, instance);
    if (mode === HEALTHY) return this.pass(target);
    if (mode === REFUSES) return this.miss(target);
    this.scheduleCheck(timeoutNs, PROBE_FAILED, target);
    return -1;
  }

  private pass(target: number): number {
    const s = this.state;
    s.misses[target] = 0;
    if (s.up[target] === 1) return -1;
    s.passes[target]!++;
    const { rise } = this.rule;
    this.tell('probePassed', target, { passes: s.passes[target]!, rise });
    if (s.passes[target]! < rise) return -1;
    this.tell('restored', target);
    return this.turn(target, 1);
  }

  private miss(target: number): number {
    const s = this.state;
    s.passes[target] = 0;
    s.missedInSlice++;
    if (s.up[target] === 0) return -1;
    s.misses[target]!++;
    const { fall } = this.rule;
    this.tell('probeMissed', target, { misses: s.misses[target]!, fall });
    if (s.misses[target]! < fall) return -1;
    // Where it was the last one up, the story must not speak of others.
    this.tell('ejected', target, {}, s.upOnes.count === 1 ? { reason: 'last' } : undefined);
    return this.turn(target, 0);
  }

  private tell(
    event: string,
    target: number,
    data: Record<string, number> = {},
    told?: TimelineEvent['told'],
  ): void {
    if (!this.prober.isTold()) return;
    const { id, instance } = this.targets[target]!;
    this.sim.emit(this.node, -1, event, { target: id, instance, ...data }, told && { told });
  }
}
