import { describe, expect, it } from 'vitest';
import { Streams } from '../base/random.ts';
import { Retry, type RetrySpec } from './link.ts';

const plain: RetrySpec = {
  maxRetries: 3,
  backoff: 'exponential',
  baseMs: 100,
  capMs: 20_000,
  jitter: 'none',
  budgetRatio: null,
};

function retry(spec: Partial<RetrySpec>): Retry {
  const streams = new Streams(5);
  return new Retry({ ...plain, ...spec }, streams, streams.named('e', 'backoff'));
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

describe('the number of retries', () => {
  it('is what it says, beyond the first attempt', () => {
    const made = retry({ maxRetries: 2 });
    expect([1, 2, 3].map((attempt) => made.allows(attempt))).toEqual([true, true, false]);
  });

  it('is held to the budget: a fifth of the first attempts', () => {
    const made = retry({ budgetRatio: 0.25 });
    let retries = 0;
    for (let i = 0; i < 1000; i++) {
      made.deposit();
      if (made.allows(1)) retries++;
    }
    expect(retries).toBe(250);
    expect(retry({ budgetRatio: 0 }).allows(1)).toBe(false);
  });

  it('cannot save up more than the cap', () => {
    const made = retry({ budgetRatio: 1 });
    for (let i = 0; i < 1000; i++) made.deposit();
    let retries = 0;
    while (made.allows(1)) retries++;
    expect(retries).toBe(100);
  });
});
