import { expect, it } from 'vitest';
import { solveIncreasing } from '../../src/base/solve.ts';
import { confidenceInterval, familyWiseLevel, tQuantile } from './statistics.ts';

it('knows the quantiles of Student t as tables print them', () => {
  expect(tQuantile(0.995, 19)).toBeCloseTo(2.861, 3);
  expect(tQuantile(0.975, 19)).toBeCloseTo(2.093, 3);
  expect(tQuantile(0.995, 4)).toBeCloseTo(4.604, 3);
  expect(tQuantile(0.975, 1)).toBeCloseTo(12.706, 3);
  expect(tQuantile(0.995, 199)).toBeCloseTo(2.601, 3);
});

it('makes an interval of mean ± t · s / √n', () => {
  const { mean, half } = confidenceInterval([1, 2, 3, 4, 5], 0.99);
  expect(mean).toBe(3);
  expect(half).toBeCloseTo((4.604 * Math.sqrt(2.5)) / Math.sqrt(5), 3);
});

it('asks each of a hundred comparisons to hold more surely', () => {
  expect(familyWiseLevel(0.99, 100)).toBeCloseTo(0.9999, 10);
});

it('solves by bisection', () => {
  expect(solveIncreasing((x) => x * x, 2, 0, 2)).toBeCloseTo(Math.SQRT2, 12);
});
