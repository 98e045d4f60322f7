import { describe, expect, it } from 'vitest';
import { Streams } from '../base/random.ts';
import { Retry, RetryBudget, type RetrySpec } from './retry.ts';

const plain: RetrySpec = {
  maxRetries: 3,
  backoff: 'exponential',
  baseMs: 100,
  capMs: 20_000,
  jitter: 'none',
  budgetRatio: null,
  budgetMinPerSec: 0,
};

function retry(spec: Partial<RetrySpec>): Retry {
  const streams = new Streams(5);
  return new Retry({ ...plain, ...spec }, streams, streams.named('e', 'backoff'), null);
}

const pausesMs = (spec: Partial<RetrySpec>, n = 6) => {
  const made = retry(spec);
  return Array.from({ length: n }, (_, i) => made.backoffNs(i + 1, 0) / 1e6);
};

describe('back-off', () => {
  it('doubles from the base to the cap, or stays, or is none', () => {
    expect(pausesMs({ capMs: 1000 })).toEqual([100, 200, 400, 800, 1000, 1000]);
    expect(pausesMs({ backoff: 'fixed' }, 3)).toEqual([100, 100, 100]);
    expect(pausesMs({ backoff: 'none', jitter: 'full' }, 3)).toEqual([0, 0, 0]);
    expect(pausesMs({ backoff: 'fixed', capMs: 30 }, 2)).toEqual([30, 30]);
  });

  it('doubles to the nanosecond', () => {
    const hour = 3_600_000;
    expect(retry({ baseMs: hour, capMs: 10_000 * hour }).backoffNs(14, 0)).toBe(8192 * hour * 1e6);
  });

  it('full jitter is uniform below the pause, equal jitter in its upper half', () => {
    const mean = (values: readonly number[]) =>
      values.reduce((sum, x) => sum + x, 0) / values.length;
    const many = (jitter: RetrySpec['jitter']) => {
      const made = retry({ jitter });
      return Array.from({ length: 20_000 }, () => made.backoffNs(3, 0) / 1e6);
    };
    const full = many('full');
    expect(Math.min(...full)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...full)).toBeLessThanOrEqual(400);
    expect(mean(full) / 200).toBeCloseTo(1, 1);
    const equal = many('equal');
    expect(Math.min(...equal)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...equal)).toBeLessThanOrEqual(400);
    expect(mean(equal) / 300).toBeCloseTo(1, 1);
  });

  it('decorrelated jitter lies between the base and three times the pause before, below the cap', () => {
    const made = retry({ jitter: 'decorrelated', capMs: 500 });
    let beforeNs = 0;
    for (let i = 1; i <= 5000; i++) {
      const ns = made.backoffNs(i % 50, beforeNs);
      expect(ns).toBeGreaterThanOrEqual(100e6);
      expect(ns).toBeLessThanOrEqual(Math.min(500e6, 3 * (beforeNs === 0 ? 100e6 : beforeNs)));
      beforeNs = ns;
    }
  });
});

it('the number of retries is what it says, beyond the first attempt', () => {
  const made = retry({ maxRetries: 2 });
  expect([1, 2, 3].map((attempt) => made.allows(attempt, 0, 0))).toEqual([true, true, false]);
});

describe('a budget', () => {
  const sec = 1e9;
  const budget = (ratio: number, minPerSec = 0) => new RetryBudget({ ratio, minPerSec }, 2);
  const spent = (of: RetryBudget, nowNs: number, caller = 0) => {
    let retries = 0;
    while (of.withdraw(caller, nowNs)) retries++;
    return retries;
  };

  it('is its share of the first attempts of the last ten seconds', () => {
    const made = budget(0.2);
    for (let i = 0; i < 3000; i++) made.deposit(0, i * 0.01 * sec);
    expect(spent(made, 29.99 * sec)).toBe(200);
    expect(spent(made, 29.99 * sec)).toBe(0);
  });

  it('expires: what nobody spent is gone after ten seconds, in slices of one', () => {
    const made = budget(1);
    for (let i = 0; i < 100; i++) made.deposit(0, 0.5 * sec);
    for (let i = 0; i < 10; i++) made.deposit(0, 3.5 * sec);
    expect(made.withdraw(0, 9.9 * sec)).toBe(true);
    expect(spent(made, 10 * sec)).toBe(9);
    expect(spent(made, 13 * sec)).toBe(0);
    expect(spent(made, 1e4 * sec)).toBe(0);
  });

  it('has a floor: so many a second, whatever comes', () => {
    const made = budget(0, 10);
    const perWindow = [0, 5, 10, 15, 20, 25].map((second) => spent(made, second * sec));
    expect(perWindow).toEqual([100, 0, 100, 0, 100, 0]);
    expect(spent(budget(0), 0)).toBe(0);
  });

  it('never lets through more than floor and share in any ten seconds', () => {
    const made = budget(0.1, 10);
    const retries: number[] = [];
    let first = 0;
    for (let ms = 0; ms < 60_000; ms += 2) {
      made.deposit(0, ms * 1e6);
      first++;
      if (made.withdraw(0, ms * 1e6)) retries.push(ms);
    }
    for (let from = 0; from < 50_000; from += 1000) {
      const inWindow = retries.filter((ms) => ms >= from && ms < from + 10_000).length;
      expect(inWindow).toBeLessThanOrEqual(0.1 * 5000 + 100);
    }
    expect(retries.length / first).toBeCloseTo(0.1 + 10 / 500, 2);
  });

  it('is kept apart for every instance of the caller, and forgotten by one', () => {
    const made = budget(1);
    for (const caller of [0, 1]) for (let i = 0; i < 5; i++) made.deposit(caller, 0);
    made.forget(0);
    expect([spent(made, 0, 0), spent(made, 0, 1)]).toEqual([0, 5]);
  });
});
