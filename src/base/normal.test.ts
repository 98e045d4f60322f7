import { expect, it } from 'vitest';
import { normalTail } from './normal.ts';

// Abramowitz and Stegun, tables 26.1 and 26.2.
it.each([
  [0, 0.5],
  [1, 0.158655253931457],
  [1.6448536269514722, 0.05],
  [2, 0.0227501319481792],
  [3, 0.00134989803163],
  [5, 2.866515718791939e-7],
  [10, 7.61985302416053e-24],
])('P(normal > %f)', (x, tail) => {
  expect(normalTail(x) / tail).toBeCloseTo(1, 8);
  expect(normalTail(-x)).toBeCloseTo(1 - tail, 12);
});
