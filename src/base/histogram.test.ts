import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  clearHistogram,
  createHistogram,
  meanNs,
  mergeHistogram,
  quantileNs,
  record,
} from './histogram.ts';

/** Durations from two nanoseconds to hours, evenly over the octaves. */
const durations = fc
  .tuple(fc.integer({ min: 1, max: 44 }), fc.nat(1_000_000))
  .map(([octave, part]) => Math.floor(2 ** octave * (1 + part / 1_000_000)));

const filled = (values: readonly number[]) => {
  const h = createHistogram();
  for (const value of values) record(h, value);
  return h;
};

it('quantiles are wrong by at most 0.4 %', () => {
  fc.assert(
    fc.property(
      fc.array(durations, { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 1000 }),
      (values, permille) => {
        const sorted = [...values].sort((a, b) => a - b);
        const p = permille / 1000;
        const exact = sorted[Math.max(1, Math.ceil(p * sorted.length)) - 1]!;
        expect(Math.abs(quantileNs(filled(values), p) - exact) / exact).toBeLessThanOrEqual(0.004);
      },
    ),
  );
});

it('the same value many times over and one outlier are wrong by no more', () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 1, max: 99 }), (ns, percent) => {
      const h = filled([...Array.from({ length: 200 }, () => ns), 2 ** 45]);
      expect(Math.abs(quantileNs(h, percent / 100) - ns) / ns).toBeLessThanOrEqual(0.004);
    }),
  );
});

it('count, mean and maximum are exact', () => {
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 100 }), (values) => {
      const h = filled(values);
      expect(h.total).toBe(values.length);
      expect(h.maxNs).toBe(Math.max(...values));
      expect(meanNs(h)).toBeCloseTo(values.reduce((sum, x) => sum + x, 0) / values.length, 3);
    }),
  );
});

it('merging is as good as counting together', () => {
  const [a, b] = [filled([1, 10, 100]), filled([5000, 7])];
  mergeHistogram(a, b);
  expect(a).toEqual(filled([1, 10, 100, 5000, 7]));
});

it('nothing, zero and more than the last step', () => {
  const h = createHistogram();
  expect([quantileNs(h, 0.99), meanNs(h)]).toEqual([0, 0]);
  record(h, 0);
  expect(quantileNs(h, 1)).toBe(0);
  record(h, 2 ** 50);
  expect(quantileNs(h, 1)).toBeGreaterThan(2 ** 44);
  expect(h.maxNs).toBe(2 ** 50);
  clearHistogram(h);
  expect(h).toEqual(createHistogram());
});
