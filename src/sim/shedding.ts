/**
 * Dropping calls that have waited in line, when their turn comes: work that is refused late is still work saved.
 *
 * Models: a fixed limit on the wait; dropping what nobody waits for any more (deadlines that travel with the calls); and
 * CoDel as servers use it: where even the shortest wait of an interval is above the target, the line stands, and the
 * wait allowed is cut from the interval to the target; bursts shorter than the interval pass.
 * Leaves out: what a refusal costs, classes of calls.
 * Source: Maurer, Fail at Scale (ACM Queue 2015); folly Codel; domain reference §3.3.
 */
import { msToNs } from '../base/units.ts';
import type { Calls } from './calls.ts';
import { EXPIRED, SUCCESS, WAITED } from './causes.ts';
import type { StationClock } from './station.ts';

export interface SheddingSpec {
  /** Longest wait that is still served; null: none. */
  readonly maxWaitMs: number | null;
  readonly dropExpired: boolean;
  readonly codel: { readonly targetMs: number; readonly intervalMs: number } | null;
}

/** One an instance. */
export interface SheddingState {
  /** When the interval that is being watched ends, and the shortest wait in it so far. */
  intervalEndNs: Float64Array;
  shortestNs: Float64Array;
  /** 1 while the line stands. */
  stands: Uint8Array;
}

export class Shedding {
  readonly state: SheddingState;
  private readonly clock: StationClock;
  private readonly calls: Calls;
  private readonly maxWaitNs: number;
  private readonly dropExpired: boolean;
  private readonly codel: { readonly targetNs: number; readonly intervalNs: number } | null;

  constructor(clock: StationClock, calls: Calls, spec: SheddingSpec, instances: number) {
    this.clock = clock;
    this.calls = calls;
    this.maxWaitNs = spec.maxWaitMs === null ? Number.POSITIVE_INFINITY : msToNs(spec.maxWaitMs);
    this.dropExpired = spec.dropExpired;
    const { codel } = spec;
    this.codel = codel && {
      targetNs: msToNs(codel.targetMs),
      intervalNs: msToNs(codel.intervalMs),
    };
    const watched = codel === null ? 0 : instances;
    this.state = {
      intervalEndNs: new Float64Array(watched),
      shortestNs: new Float64Array(watched),
      stands: new Uint8Array(watched),
    };
  }

  /** A call found a free slot. */
  passed(instance: number): void {
    if (this.codel !== null) this.watch(instance, 0);
  }

  /** Why a call whose turn has come is dropped; SUCCESS: it is not. */
  causeFor(call: number, instance: number): number {
    const waitedNs = this.clock.nowNs - this.calls.records[call]!.arrivedNs;
    const allowedNs =
      this.codel === null
        ? this.maxWaitNs
        : Math.min(this.maxWaitNs, this.watch(instance, waitedNs));
    if (this.dropExpired && this.calls.isUnwanted(call)) return EXPIRED;
    return waitedNs > allowedNs ? WAITED : SUCCESS;
  }

  /** Learns from a wait; says how long a wait is allowed now, nanoseconds. */
  private watch(instance: number, waitedNs: number): number {
    const s = this.state;
    const { targetNs, intervalNs } = this.codel!;
    const { nowNs } = this.clock;
    if (nowNs >= s.intervalEndNs[instance]!) {
      s.stands[instance] = s.shortestNs[instance]! > targetNs ? 1 : 0;
      s.intervalEndNs[instance] = nowNs + intervalNs;
      s.shortestNs[instance] = waitedNs;
    } else if (waitedNs < s.shortestNs[instance]!) s.shortestNs[instance] = waitedNs;
    return s.stands[instance] === 1 ? targetNs : intervalNs;
  }
}

/** Null where nothing is ever dropped from the line. */
export function sheddingFor(
  clock: StationClock,
  calls: Calls,
  params: SheddingSpec & { readonly instances: number },
): Shedding | null {
  const { maxWaitMs, dropExpired, codel } = params;
  if (maxWaitMs === null && !dropExpired && codel === null) return null;
  return new Shedding(clock, calls, params, params.instances);
}
