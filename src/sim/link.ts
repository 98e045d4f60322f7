/**
 * A link is a way calls can travel: from one node to another, with a round trip, a chance of loss and the caller's
 * policy. A route is a caller's choice among links, made anew for every attempt.
 */
import { power } from '../base/math.ts';
import type { Streams } from '../base/random.ts';
import { msToNs } from '../base/units.ts';
import type { Sampler } from './distribution.ts';

export interface Link {
  readonly index: number;
  readonly source: number;
  readonly target: number;
  /** The drawn edge; null for a way that only a driver takes. */
  readonly edge: string | null;
  readonly kind: 'request' | 'replication' | 'delivery';
  readonly roundTrip: Sampler;
  /** Share of calls that vanish. */
  readonly lossRatio: number;
  readonly lossStream: number;
  /** Index of the timer ring for this link's timeout, −1 for none. */
  readonly timer: number;
  readonly retry: Retry | null;
}

/** Picks a target for each attempt. Its state lives with its owner. */
export interface Route {
  /** Place in the simulation's table, set when it is added there. */
  index: number;
  /** Sets `link`, `instance` and, if it likes, `mark` of the call. False: there is nowhere to go. */
  choose(call: number): boolean;
  /** The attempt is over: answered, timed out or orphaned. */
  ended?(call: number): void;
}

export interface RetrySpec {
  readonly maxRetries: number;
  readonly backoff: 'none' | 'fixed' | 'exponential';
  readonly baseMs: number;
  readonly capMs: number;
  readonly jitter: 'none' | 'full' | 'equal' | 'decorrelated';
  readonly budgetRatio: number | null;
}

/** What one attempt more costs the budget, and what the budget may save up: Finagle keeps 10 s of its floor, 10 a second. */
const BUDGET_CAP = 100;

/** When and whether to try again. The budget is a token bucket: every first attempt pays in a share, every retry takes one. */
export class Retry {
  readonly state = { tokens: 0 };
  readonly maxRetries: number;
  private readonly spec: RetrySpec;
  private readonly baseNs: number;
  private readonly capNs: number;
  private readonly stream: number;
  private readonly streams: Streams;

  constructor(spec: RetrySpec, streams: Streams, stream: number) {
    this.spec = spec;
    this.maxRetries = spec.maxRetries;
    this.baseNs = msToNs(spec.baseMs);
    this.capNs = msToNs(spec.capMs);
    this.streams = streams;
    this.stream = stream;
  }

  /** A first attempt was made. */
  deposit(): void {
    const ratio = this.spec.budgetRatio;
    if (ratio === null) return;
    this.state.tokens = Math.min(BUDGET_CAP, this.state.tokens + ratio);
  }

  /** Whether attempt number `attempt` (1 is the first) may be followed by another; takes a token if so. */
  allows(attempt: number): boolean {
    if (attempt > this.maxRetries) return false;
    if (this.spec.budgetRatio === null) return true;
    if (this.state.tokens < 1) return false;
    this.state.tokens -= 1;
    return true;
  }

  /** The pause before the attempt after `attempt`, nanoseconds; `sleptNs` is the pause before. */
  backoffNs(attempt: number, sleptNs: number): number {
    const { backoff, jitter } = this.spec;
    if (backoff === 'none') return 0;
    const grown = backoff === 'fixed' ? this.baseNs : this.baseNs * power(2, attempt - 1);
    const ceiling = Math.min(this.capNs, grown);
    switch (jitter) {
      case 'none':
        return Math.round(ceiling);
      case 'full':
        return Math.round(this.streams.uniform(this.stream) * ceiling);
      case 'equal':
        return Math.round(ceiling / 2 + (this.streams.uniform(this.stream) * ceiling) / 2);
      case 'decorrelated': {
        const previous = sleptNs === 0 ? this.baseNs : sleptNs;
        const span = Math.max(0, 3 * previous - this.baseNs);
        return Math.round(
          Math.min(this.capNs, this.baseNs + this.streams.uniform(this.stream) * span),
        );
      }
    }
  }
}
