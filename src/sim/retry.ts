/**
 * When and whether a caller tries again: so many attempts, with such pauses, and within a budget.
 *
 * Models: back-off with the four usual jitters (aws-arch-backoff-simulator); a budget as Finagle keeps it.
 * Leaves out: which failures are worth a retry (every failure is), quotas kept by the server.
 * Source: domain reference §3.1; twitter/finagle RetryBudget.scala, twitter/util TokenBucket.scala.
 */
import { powerOfTwo } from '../base/math.ts';
import type { Streams } from '../base/random.ts';
import { msToNs, NS_PER_SEC } from '../base/units.ts';
import { RollingSum, type RollingSumState } from './rolling-sum.ts';

export interface RetrySpec {
  readonly maxRetries: number;
  readonly backoff: 'none' | 'fixed' | 'exponential';
  readonly baseMs: number;
  readonly capMs: number;
  readonly jitter: 'none' | 'full' | 'equal' | 'decorrelated';
  /** Retries allowed per first attempt; null: no budget. */
  readonly budgetRatio: number | null;
  /** Retries a second that the budget allows on top. */
  readonly budgetMinPerSec: number;
}

/** How long a deposit counts: Finagle's ten seconds. */
const WINDOW_SEC = 10;
/** Amounts are whole numbers of millionths of a retry, so that no rounding is saved up. */
const RETRY = 1_000_000;

/**
 * How many retries a caller may still make: within any ten seconds at most a share of its first attempts and a floor on
 * top. Deposits and withdrawals both expire after ten seconds, so what a quiet while saved up is spent once in ten
 * seconds. Every instance of the caller keeps its own.
 */
export class RetryBudget {
  private readonly window: RollingSum;
  private readonly deposited: number;
  private readonly reserve: number;

  constructor(
    spec: { readonly ratio: number; readonly minPerSec: number },
    callerInstances: number,
  ) {
    this.window = new RollingSum(callerInstances, WINDOW_SEC * NS_PER_SEC);
    this.deposited = Math.round(spec.ratio * RETRY);
    this.reserve = Math.round(spec.minPerSec * WINDOW_SEC * RETRY);
  }

  get state(): RollingSumState {
    return this.window.state;
  }

  /** A first attempt was made. */
  deposit(caller: number, nowNs: number): void {
    this.window.add(caller, nowNs, this.deposited);
  }

  /** Takes a retry out if there is one. */
  withdraw(caller: number, nowNs: number): boolean {
    if (this.window.sumAt(caller, nowNs) + this.reserve < RETRY) return false;
    this.window.add(caller, nowNs, -RETRY);
    return true;
  }

  /** The caller's process is gone, and what it counted with it. */
  forget(caller: number): void {
    this.window.clear(caller);
  }
}

export class Retry {
  readonly maxRetries: number;
  /** Shared by all ways to one dependency. */
  readonly budget: RetryBudget | null;
  private readonly spec: RetrySpec;
  private readonly baseNs: number;
  private readonly capNs: number;
  private readonly stream: number;
  private readonly streams: Streams;

  constructor(spec: RetrySpec, streams: Streams, stream: number, budget: RetryBudget | null) {
    this.spec = spec;
    this.maxRetries = spec.maxRetries;
    this.baseNs = msToNs(spec.baseMs);
    this.capNs = msToNs(spec.capMs);
    this.streams = streams;
    this.stream = stream;
    this.budget = budget;
  }

  /** Whether attempt number `attempt` (1 is the first) may be followed by another; takes it out of the budget if so. */
  allows(attempt: number, caller: number, nowNs: number): boolean {
    if (attempt > this.maxRetries) return false;
    return this.budget === null || this.budget.withdraw(caller, nowNs);
  }

  /** The pause before the attempt after `attempt`, nanoseconds; `sleptNs` is the pause before. */
  backoffNs(attempt: number, sleptNs: number): number {
    const { backoff, jitter } = this.spec;
    if (backoff === 'none') return 0;
    const grown = backoff === 'fixed' ? this.baseNs : this.baseNs * powerOfTwo(attempt - 1);
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
