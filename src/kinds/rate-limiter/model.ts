/**
 * Rate limiter: lets calls pass on at a rate, and turns away or delays the rest.
 *
 * Models: token bucket, leaky bucket, fixed window and sliding window counter (`algorithms/`); a cost for every call, those
 * that are turned away included; one limit for all callers together; loss of its counts in a crash.
 * Leaves out: limits for each user, several limiters that must agree, telling the caller when to come back (Retry-After).
 * Sources: `algorithms/` name theirs; domain reference §3.3.
 */
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import { SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, Dependency, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import { Refusals } from '../refusals.ts';
import { type Limit, TURNED_AWAY } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { RateLimiterParams } from './params.ts';

const DECIDE = CALL_EVENT;
const FORWARD = CALL_EVENT + 1;

interface RateLimiterState {
  limit: object;
  refusals: object;
  delayed: number;
  /** Calls that wait their turn. */
  waiting: number;
}

class RateLimiter implements NodeBehaviour {
  readonly state: RateLimiterState;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly limit: Limit;
  private readonly refusals: Refusals;
  private readonly overhead: Sampler;
  private target: Dependency | null = null;

  constructor({ sim, node, params }: NodeContext<RateLimiterParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.overhead = sim.sampler(params.overhead, node, 'overhead');
    this.limit = algorithms[params.algorithm]({ ...params, windowNs: msToNs(params.windowMs) });
    this.refusals = new Refusals(sim, node, 'limitReached', { ratePerSec: params.ratePerSec });
    this.state = {
      limit: this.limit.state,
      refusals: this.refusals.state,
      delayed: 0,
      waiting: 0,
    };
  }

  connect({ dependencies }: Connections): void {
    this.target = dependencies[0] ?? null;
  }

  accept(call: number): void {
    const ns = this.sim.drawService(this.overhead, this.node);
    if (ns === 0) this.decide(call);
    else this.sim.scheduleCall(ns, call, DECIDE);
  }

  wake(code: number, call: number): void {
    if (code === DECIDE) this.decide(call);
    else {
      this.state.waiting--;
      this.forward(call);
    }
  }

  private decide(call: number): void {
    const waitNs = this.limit.admit(this.sim.nowNs);
    if (waitNs === TURNED_AWAY) this.refusals.refuse(call);
    else if (waitNs === 0) this.forward(call);
    else {
      this.state.waiting++;
      this.state.delayed++;
      this.sim.scheduleCall(waitNs, call, FORWARD);
    }
  }

  private forward(call: number): void {
    const c = this.calls;
    if (this.target === null) this.sim.answer(call, UNSERVED);
    else this.sim.send(call, this.target.route, REQUEST, c[call]!.operation, c[call]!.key);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c[child]!.cause === SUCCESS) this.sim.answer(frame, SUCCESS);
    else this.sim.answer(frame, c[child]!.cause, c[child]!.culprit);
  }

  crashed(): void {
    this.limit.reset(this.sim.nowNs);
    this.state.waiting = 0;
  }

  // ---- what it shows ----

  level(): number {
    return this.limit.level(this.sim.nowNs);
  }

  /** Turned away in the slice; waiting their turn; how near the limit. */
  gauges(into: Float32Array, at: number): void {
    into[at] = this.refusals.takeSlice();
    into[at + 1] = this.state.waiting;
    into[at + 2] = this.level();
  }

  warmedUp(): void {
    this.refusals.state.refused = 0;
    this.state.delayed = 0;
  }

  summarize(): Record<string, unknown> {
    return { rateLimited: this.refusals.state.refused, delayed: this.state.delayed };
  }
}

export const rateLimiterModel: KindModel<RateLimiterParams> = {
  offer: 'service',
  create: (context) => new RateLimiter(context),
};
