/**
 * External service: anything bought by the call, such as an LLM, image generation or a payment.
 *
 * Models: how long an answer takes, whatever the load (the provider has servers enough); the provider's limit on calls a
 * second, a token bucket of one second, beyond which it refuses at once; a share of calls that fail after their time.
 * Leaves out: streaming of answers, limits by tokens or by day, errors that come in bursts (a crash or a slowdown of the
 * node is one).
 * Sources: `sim/figures.ts`; domain reference §9.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import { SERVER_ERROR, SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { Refusals } from '../refusals.ts';
import { TokenBuckets } from '../token-bucket.ts';
import type { ExternalApiParams } from './params.ts';

const SERVED = CALL_EVENT;

interface ExternalApiState {
  limit: object;
  refusals: object;
  errors: number;
  sliceErrors: number;
}

class ExternalApi implements NodeBehaviour {
  readonly state: ExternalApiState;
  private readonly sim: Simulation;
  private readonly params: ExternalApiParams;
  private readonly latency: Sampler;
  private readonly errors: number;
  private readonly limit: TokenBuckets | null;
  private readonly refusals: Refusals;

  constructor({ sim, node, id, params }: NodeContext<ExternalApiParams>) {
    this.sim = sim;
    this.params = params;
    this.latency = sim.sampler(params.latency, node, 'latency');
    this.errors = sim.streams.named(id, 'errors');
    const rate = params.rateLimitPerSec;
    this.limit =
      rate === null ? null : new TokenBuckets({ buckets: 1, ratePerSec: rate, burst: rate });
    this.refusals = new Refusals(sim, node, 'limitReached', { ratePerSec: rate ?? 0 });
    this.state = {
      limit: this.limit?.state ?? {},
      refusals: this.refusals.state,
      errors: 0,
      sliceErrors: 0,
    };
  }

  accept(call: number): void {
    if (this.limit !== null && !this.limit.take(0, this.sim.nowNs)) {
      this.refusals.refuse(call);
      return;
    }
    this.sim.calls.records[call]!.startedNs = this.sim.nowNs;
    this.sim.serveCall(this.latency, call, SERVED);
  }

  wake(_code: number, call: number): void {
    const { errorRatio } = this.params;
    if (errorRatio > 0 && this.sim.streams.uniform(this.errors) < errorRatio) {
      this.state.errors++;
      this.state.sliceErrors++;
      this.sim.answer(call, SERVER_ERROR);
    } else this.sim.answer(call, SUCCESS);
  }

  answered(): void {}

  // ---- what it shows ----

  /** Refused in the slice; failed in the slice. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = this.refusals.takeSlice();
    into[at + 1] = s.sliceErrors;
    s.sliceErrors = 0;
  }

  warmedUp(): void {
    this.refusals.state.refused = 0;
    this.state.errors = 0;
  }

  summarize(): Record<string, unknown> {
    return { rateLimited: this.refusals.state.refused, errors: this.state.errors };
  }
}

export const externalApiModel: KindModel<ExternalApiParams> = {
  offer: 'service',
  create: (context) => new ExternalApi(context),
};
