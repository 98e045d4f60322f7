/**
 * Autoscaler of a web server: measures, wishes, starts instances and drains them.
 *
 * Models: a reading every interval, used only after the metric's lag; a tolerance; a limit to how many are added at a
 * time; scaling in only to the highest wish of a window; instances that start, serve cold, and drain up to a deadline.
 * The same loop with other numbers is the Horizontal Pod Autoscaler and EC2 target tracking; what differs in kind is
 * `newInstances`: a pod without a reading of its own counts as idle, an EC2 group multiplies the average of those in
 * service. Utilization is capped at 100 %, so one round adds at most 1 / target; requests a second are not.
 * Leaves out: replacing instances that have crashed, schedules and prediction, what instances cost.
 * Source: Kubernetes and EC2 documentation; domain reference §8.1.
 */
import { msToNs, NS_PER_SEC } from '../../base/units.ts';
import type { WebServerParams } from './params.ts';

export type AutoscaleParams = NonNullable<WebServerParams['autoscale']>;

/** What an instance is. */
export const ABSENT = 0;
export const STARTING = 1;
export const SERVING = 2;
export const DRAINING = 3;

/** Rounding in a quotient must not ask for one more. */
const ROUNDING = 1e-9;
/** Since before the run: warm. */
const ALWAYS_NS = -1e18;

/** A wish, with those right before it that asked for no more: they can never again be the highest of the window. */
interface Wish {
  sinceNs: number;
  instances: number;
}

interface Reading {
  /** Own work of the serving instances, and time that they served, summed over them. */
  workNs: number;
  readyNs: number;
  arrived: number;
}

export interface AutoscalerState {
  life: Uint8Array;
  servingSinceNs: Float64Array;
  /** Pending start or deadline, −1 for none. */
  event: Int32Array;
  /** Requests in their own work, at instances that count. */
  working: Int32Array;
  workingTotal: number;
  ready: number;
  workNs: number;
  readyNs: number;
  changedNs: number;
  /** All readings' sums when the present interval began. */
  last: Reading;
  readings: Reading[];
  /** Each for fewer instances than the one before it, so the first is the highest. */
  wishes: Wish[];
  above: number;
}

export class Autoscaler {
  readonly state: AutoscalerState;
  private readonly params: AutoscaleParams;
  /** What an instance can work on at full speed; more shares that. */
  private readonly capacity: number;
  private readonly clock: { readonly nowNs: number };
  /** What the latest decision went by, as a share or a rate: told right after it, never carried to the next event. */
  measured = 0;

  constructor(
    params: AutoscaleParams,
    size: { readonly initial: number; readonly all: number; readonly capacity: number },
    clock: { readonly nowNs: number },
  ) {
    this.params = params;
    this.capacity = size.capacity;
    this.clock = clock;
    this.state = {
      life: new Uint8Array(size.all).fill(SERVING, 0, size.initial),
      servingSinceNs: new Float64Array(size.all).fill(ALWAYS_NS),
      event: new Int32Array(size.all).fill(-1),
      working: new Int32Array(size.all),
      workingTotal: 0,
      ready: size.initial,
      workNs: 0,
      readyNs: 0,
      changedNs: 0,
      last: { workNs: 0, readyNs: 0, arrived: 0 },
      readings: [],
      wishes: [{ sinceNs: 0, instances: size.initial }],
      above: 0,
    };
  }

  count(life: number): number {
    return this.state.life.reduce((sum, one) => sum + (one === life ? 1 : 0), 0);
  }

  /** Takes the calls that reach it: its own, or those that were on the way when it began to drain. */
  takes(instance: number): boolean {
    return this.state.life[instance]! >= SERVING;
  }

  /** What own work is stretched by: caches to fill, code to compile. */
  coldness(instance: number): number {
    const { coldFactor, warmMs } = this.params;
    const servedNs = this.clock.nowNs - this.state.servingSinceNs[instance]!;
    const warmNs = msToNs(warmMs);
    return servedNs >= warmNs ? 1 : 1 + (coldFactor - 1) * (1 - servedNs / warmNs);
  }

  // ---- what is measured ----

  workBegan(instance: number): void {
    const s = this.state;
    if (s.life[instance] !== SERVING) return;
    this.touch();
    s.working[instance]!++;
    if (s.working[instance]! <= this.capacity) s.workingTotal++;
  }

  workEnded(instance: number): void {
    const s = this.state;
    if (s.working[instance] === 0) return;
    this.touch();
    if (s.working[instance]! <= this.capacity) s.workingTotal--;
    s.working[instance]!--;
  }

  /** An instance begins or ceases to count: it serves, or it has crashed, drains or is gone. */
  setReady(instance: number, isReady: boolean): void {
    const s = this.state;
    this.touch();
    s.ready += isReady ? 1 : -1;
    s.workingTotal -= Math.min(s.working[instance]!, this.capacity);
    s.working[instance] = 0;
  }

  private touch(): void {
    const s = this.state;
    const passed = this.clock.nowNs - s.changedNs;
    s.workNs += s.workingTotal * passed;
    s.readyNs += s.ready * passed;
    s.changedNs = this.clock.nowNs;
  }

  /** An interval is over; `arrived` calls have come since the beginning of the run. */
  read(arrived: number): void {
    const s = this.state;
    this.touch();
    const sums = { workNs: s.workNs, readyNs: s.readyNs, arrived };
    s.readings.push({
      workNs: sums.workNs - s.last.workNs,
      readyNs: sums.readyNs - s.last.readyNs,
      arrived: arrived - s.last.arrived,
    });
    s.last = sums;
  }

  // ---- what is decided ----

  /** Instances that the oldest reading asks for, of those that start or serve. */
  decide(): number {
    const { min, max, downAfterMs } = this.params;
    const s = this.state;
    const reading = s.readings.shift()!;
    const now = this.count(STARTING) + this.count(SERVING);
    const wish = Math.min(max, Math.max(min, this.wishAfter(reading, now)));
    const fromNs = this.clock.nowNs - msToNs(downAfterMs);
    this.remember(wish);
    // What was wished for last before the window still held when it began.
    while (s.wishes.length > 1 && s.wishes[1]!.sinceNs <= fromNs) s.wishes.shift();
    return wish >= now ? wish : Math.min(now, s.wishes[0]!.instances);
  }

  private remember(instances: number): void {
    const { wishes } = this.state;
    let sinceNs = this.clock.nowNs;
    while (wishes.length > 0 && wishes.at(-1)!.instances <= instances) {
      sinceNs = wishes.pop()!.sinceNs;
    }
    wishes.push({ sinceNs, instances });
  }

  private wishAfter(reading: Reading, now: number): number {
    const { tolerance, upAfter, upRatio, upCount } = this.params;
    const { ratio, wanted } = this.needOf(reading, now);
    const s = this.state;
    s.above = ratio > 1 + tolerance ? s.above + 1 : 0;
    if (ratio > 1 + tolerance) {
      const most = Math.max(Math.floor(now * (1 + upRatio)), now + upCount);
      return s.above < upAfter || wanted <= now ? now : Math.min(wanted, most);
    }
    // One that is still starting is worth what it is there for.
    return ratio < 1 - tolerance ? Math.min(now, wanted + this.count(STARTING)) : now;
  }

  private needOf(reading: Reading, now: number): { ratio: number; wanted: number } {
    const { metric, targetRatio, targetPerSec, newInstances, intervalMs } = this.params;
    const intervalNs = msToNs(intervalMs);
    if (metric === 'requestsPerSec') {
      const perSec = (reading.arrived * NS_PER_SEC) / intervalNs;
      this.measured = perSec;
      return {
        ratio: perSec / (targetPerSec * Math.max(1, now)),
        wanted: Math.ceil(perSec / targetPerSec - ROUNDING),
      };
    }
    // Nobody served: there is nothing to go by.
    if (reading.readyNs === 0) return { ratio: 1, wanted: now };
    const utilization = reading.workNs / (this.capacity * reading.readyNs);
    this.measured = utilization;
    const measured = newInstances === 'idle' ? reading.readyNs / intervalNs : this.state.ready;
    return {
      ratio: utilization / targetRatio,
      wanted: Math.ceil((utilization * measured) / targetRatio - ROUNDING),
    };
  }
}
