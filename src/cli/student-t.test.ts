import { expect, it } from 'vitest';
import { confidence95, studentT95 } from './student-t.ts';

// Quantiles of a statistics package.
it.each([
  [1, 12.7062047],
  [9, 2.26215716],
  [30, 2.04227246],
  [31, 2.03951345],
  [100, 1.98397152],
  [999, 1.96234146],
])('t with %i degrees of freedom is %f', (degreesOfFreedom, t) => {
  expect(studentT95(degreesOfFreedom)).toBeCloseTo(t, 5);
});

it('gives mean and 95 % interval', () => {
  const { mean, low, high } = confidence95([1, 2, 3, 4, 5]);
  expect(mean).toBe(3);
  // 2.776445 × √(2.5 / 5)
  expect(high - mean).toBeCloseTo(1.963243, 5);
  expect(mean - low).toBeCloseTo(high - mean, 12);
});

it('gives an interval without width to equal values', () => {
  expect(confidence95([7, 7])).toEqual({ mean: 7, low: 7, high: 7 });
});
