/**
 * Rate limiter: lets calls pass on at a rate, and turns away or delays the rest.
 *
 * Models: token bucket, leaky bucket, fixed window and sliding window counter (`algorithms/`); a cost for every call, those
 * that are turned away included; one limit for all callers together; loss of its counts in a crash.
 * Leaves out: limits for each user, several limiters that must agree, telling the caller when to come back (Retry-After).
 * Sources: `algorithms/` name theirs; domain reference §3.3.
 */
import { msToNs, NS_PER_SEC } from '../../base/units.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { CallsState } from '../../sim/calls.ts';
import { RATE_LIMITED, SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, Dependency, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import { type Limit, TURNED_AWAY } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { RateLimiterParams } from './params.ts';

const DECIDE = CALL_EVENT;
const FORWARD = CALL_EVENT + 1;

/** Without a refusal for so long, the next is told as news. */
const QUIET_NS = NS_PER_SEC;

interface RateLimiterState {
  limit: object;
  refused: number;
  delayed: number;
  sliceRefused: number;
  /** Calls that wait their turn. */
  waiting: number;
  refusedAtNs: number;
}

class RateLimiter implements NodeBehaviour {
  readonly state: RateLimiterState;
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly node: number;
  private readonly params: RateLimiterParams;
  private readonly limit: Limit;
  private readonly overhead: Sampler;
  private target: Dependency | null = null;

  constructor({ sim, node, params }: NodeContext<RateLimiterParams>) {
    this.sim = sim;
    this.calls = sim.calls.state;
    this.node = node;
    this.params = params;
    this.overhead = sim.sampler(params.overhead, node, 'overhead');
    this.limit = algorithms[params.algorithm]({ ...params, windowNs: msToNs(params.windowMs) });
    this.state = {
      limit: this.limit.state,
      refused: 0,
      delayed: 0,
      sliceRefused: 0,
      waiting: 0,
      refusedAtNs: -QUIET_NS,
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
    if (waitNs === TURNED_AWAY) this.refuse(call);
    else if (waitNs === 0) this.forward(call);
    else {
      this.state.waiting++;
      this.state.delayed++;
      this.sim.scheduleCall(waitNs, call, FORWARD);
    }
  }

  private refuse(call: number): void {
    const s = this.state;
    const { nowNs } = this.sim;
    if (nowNs - s.refusedAtNs >= QUIET_NS) {
      this.sim.emit(this.node, -1, 'limitReached', { ratePerSec: this.params.ratePerSec });
    }
    s.refusedAtNs = nowNs;
    s.refused++;
    s.sliceRefused++;
    this.sim.answer(call, RATE_LIMITED);
  }

  private forward(call: number): void {
    const c = this.calls;
    if (this.target === null) this.sim.answer(call, UNSERVED);
    else this.sim.send(call, this.target.route, REQUEST, c.operation[call]!, c.key[call]!);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c.cause[child] === SUCCESS) this.sim.answer(frame, SUCCESS);
    else this.sim.answer(frame, c.cause[child]!, c.culprit[child]!);
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
    const s = this.state;
    into[at] = s.sliceRefused;
    into[at + 1] = s.waiting;
    into[at + 2] = this.level();
    s.sliceRefused = 0;
  }

  warmedUp(): void {
    this.state.refused = 0;
    this.state.delayed = 0;
  }

  summarize(): Record<string, unknown> {
    const { refused, delayed } = this.state;
    return { rateLimited: refused, delayed };
  }
}

export const rateLimiterModel: KindModel<RateLimiterParams> = {
  offer: 'service',
  create: (context) => new RateLimiter(context),
};
