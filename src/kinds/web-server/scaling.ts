/**
 * What becomes of a web server's instances: absent → starting → serving, cold at first → draining → absent. The
 * autoscaler decides how many there are to be; this starts them, lets callers know, and ends them.
 */
import { msToNs } from '../../base/units.ts';
import { HEALTHY, OWN_EVENT } from '../../sim/behaviour.ts';
import { ratioOf } from '../../sim/ratio-of.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Station } from '../../sim/station.ts';
import {
  ABSENT,
  type AutoscaleParams,
  Autoscaler,
  type AutoscalerState,
  DRAINING,
  SERVING,
  STARTING,
} from './autoscaler.ts';

// The first of a node's own events is the server's.
const LOOP = OWN_EVENT + 1;
const READ = 0;
const DECIDE = 1;
/** Of an instance: it has started, or its time to drain is over. */
const NEXT = OWN_EVENT + 2;

/** What the server keeps in the memory of its instances. */
interface InstanceMemory {
  /** Jobs that it has accepted and not done. */
  hasJobs(instance: number): boolean;
  /** The instance is gone, with all that it remembered. */
  stopped(instance: number): void;
}

export class Scaling {
  readonly state: { autoscaler: AutoscalerState };
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly station: Station;
  private readonly params: AutoscaleParams;
  private readonly autoscaler: Autoscaler;
  private readonly memory: InstanceMemory;

  constructor(
    sim: Simulation,
    node: number,
    station: Station,
    size: {
      readonly instances: number;
      /** What each can work on at full speed. */
      readonly capacity: number;
    },
    params: AutoscaleParams,
    memory: InstanceMemory,
  ) {
    this.sim = sim;
    this.node = node;
    this.station = station;
    this.params = params;
    this.memory = memory;
    const all = station.instances;
    const { instances, capacity } = size;
    this.autoscaler = new Autoscaler(params, { initial: instances, all, capacity }, sim);
    this.state = { autoscaler: this.autoscaler.state };
    station.setOpen(instances);
    for (let i = instances; i < all; i++) sim.setClosed(node, i, true);
  }

  start(): void {
    this.sim.schedule(msToNs(this.params.intervalMs), this.node, LOOP, READ);
  }

  wake(code: number, argument: number): void {
    if (code === LOOP) {
      if (argument === READ) this.read();
      else this.decide();
    } else if (this.state.autoscaler.life[argument] === STARTING) this.serve(argument);
    else this.stop(argument);
  }

  takes(instance: number): boolean {
    return this.autoscaler.takes(instance);
  }

  /** Own work of `ns` begins; returns how long it takes while the instance is cold. */
  workBegins(instance: number, ns: number): number {
    this.autoscaler.workBegan(instance);
    const coldness = this.autoscaler.coldness(instance);
    return coldness === 1 ? ns : Math.round(ns * coldness);
  }

  workEnds(instance: number): void {
    this.autoscaler.workEnded(instance);
  }

  // ---- the loop ----

  private read(): void {
    this.sim.schedule(msToNs(this.params.intervalMs), this.node, LOOP, READ);
    this.autoscaler.read(this.sim.measured.nodes[this.node]!.arrived);
    const lagNs = msToNs(this.params.lagMs);
    if (lagNs === 0) this.decide();
    else this.sim.schedule(lagNs, this.node, LOOP, DECIDE);
  }

  private decide(): void {
    const from = this.autoscaler.count(STARTING) + this.autoscaler.count(SERVING);
    const wanted = this.autoscaler.decide();
    if (wanted > from) this.add(from, wanted);
    else if (wanted < from) this.remove(from, wanted);
  }

  /** The lowest numbers first; a number whose last instance still drains, or whose host is down, is not free. */
  private add(from: number, wanted: number): void {
    const { life, event } = this.state.autoscaler;
    const free = this.instancesWith(ABSENT).filter(
      (instance) => this.sim.modeOf(this.node, instance) === HEALTHY,
    );
    const added = free.slice(0, wanted - from);
    if (added.length === 0) return;
    this.sim.emit(this.node, -1, 'scaledUp', { from, to: from + added.length }, this.told());
    for (const instance of added) {
      life[instance] = STARTING;
      event[instance] = this.sim.schedule(msToNs(this.params.startMs), this.node, NEXT, instance);
      this.sim.emit(this.node, instance, 'instanceStarting');
    }
  }

  /** Those that have not begun to serve first, then the highest numbers. */
  private remove(from: number, wanted: number): void {
    const candidates = [
      ...this.instancesWith(STARTING).reverse(),
      ...this.instancesWith(SERVING).reverse(),
    ];
    this.sim.emit(this.node, -1, 'scaledDown', { from, to: wanted }, this.told());
    const { life } = this.state.autoscaler;
    for (const instance of candidates.slice(0, from - wanted)) {
      if (life[instance] === SERVING) this.drain(instance);
      else this.stop(instance);
    }
  }

  /** What the decision was made by. */
  private told() {
    const { metric, targetRatio, targetPerSec, lagMs } = this.params;
    const { measured } = this.autoscaler;
    const basis = { reason: metric, agoMs: lagMs };
    if (metric === 'requestsPerSec') {
      return { told: { ...basis, perSec: measured, target: targetPerSec } };
    }
    const percent = (ratio: number) => Math.round(ratio * 100);
    return { told: { ...basis, busy: percent(measured), target: percent(targetRatio) } };
  }

  private instancesWith(wanted: number): number[] {
    return Array.from(this.state.autoscaler.life.keys()).filter(
      (instance) => this.state.autoscaler.life[instance] === wanted,
    );
  }

  // ---- the life of an instance ----

  private serve(instance: number): void {
    const s = this.state.autoscaler;
    s.event[instance] = -1;
    s.life[instance] = SERVING;
    s.servingSinceNs[instance] = this.sim.nowNs;
    this.station.setOpen(this.station.state.open + 1);
    if (this.isAlive(instance)) this.autoscaler.setReady(instance, true);
    this.sim.emit(this.node, instance, 'instanceServing');
    this.sim.setClosed(this.node, instance, false);
  }

  private drain(instance: number): void {
    const s = this.state.autoscaler;
    if (this.isAlive(instance)) this.autoscaler.setReady(instance, false);
    s.life[instance] = DRAINING;
    this.sim.emit(this.node, instance, 'draining');
    this.sim.setClosed(this.node, instance, true);
    s.event[instance] = this.sim.schedule(msToNs(this.params.drainMs), this.node, NEXT, instance);
    this.left(instance);
  }

  /** A call has left the instance, or a job of its own is done: was it the last one it drained for? */
  left(instance: number): void {
    const s = this.state.autoscaler;
    if (s.life[instance] !== DRAINING || this.station.state.lines[instance]!.busy > 0) return;
    if (this.memory.hasJobs(instance)) return;
    if (this.sim.isAddressed(this.node, instance)) return;
    this.sim.cancel(s.event[instance]!);
    this.gone(instance, 0);
  }

  /** At once, whatever it is doing: it had not begun, or its deadline is over. */
  private stop(instance: number): void {
    const s = this.state.autoscaler;
    if (s.life[instance] === STARTING) {
      this.sim.cancel(s.event[instance]!);
      s.event[instance] = -1;
      s.life[instance] = ABSENT;
      this.sim.emit(this.node, instance, 'startCancelled');
      return;
    }
    this.gone(instance, this.sim.cutOff(this.node, instance));
  }

  private gone(instance: number, cut: number): void {
    const s = this.state.autoscaler;
    s.event[instance] = -1;
    s.life[instance] = ABSENT;
    this.station.setOpen(this.station.state.open - 1);
    this.sim.emit(this.node, instance, 'drained', { cut });
    this.sim.forgetPolicies(this.node, instance);
    this.memory.stopped(instance);
  }

  crashed(instance: number): void {
    if (this.state.autoscaler.life[instance] === SERVING) this.autoscaler.setReady(instance, false);
  }

  restarted(instance: number): void {
    if (this.state.autoscaler.life[instance] === SERVING) this.autoscaler.setReady(instance, true);
  }

  private isAlive(instance: number): boolean {
    return this.sim.modeOf(this.node, instance) === HEALTHY;
  }

  // ---- what it shows ----

  summarize(measuredNs: number): Record<string, unknown> {
    const openNs = this.station.openNs - this.sim.measured.nodes[this.node]!.warmOpenNs;
    return {
      instances: this.autoscaler.count(SERVING),
      meanInstances: ratioOf(openNs, measuredNs),
    };
  }
}
