import { expect, it } from 'vitest';
import { areaPath, linePath } from './paths.ts';

const scale = { x: (index: number) => index * 10, y: (value: number) => 50 - value };
const path = (...values: number[]) => linePath(Float64Array.from(values), scale);

it('joins values', () => {
  expect(path(1, 2, 3.25)).toBe('M0,49L10,48L20,46.8');
});

it('leaves gaps, and a dot where a value stands alone', () => {
  expect(path(1, Number.NaN, 3, Number.NaN, 5, 6)).toBe('M0,49ZM20,47ZM40,45L50,44');
  expect(path()).toBe('');
  expect(path(Number.NaN)).toBe('');
});

it('closes areas down to zero', () => {
  const area = (...values: number[]) => areaPath(Float64Array.from(values), scale);
  expect(area(1, 2)).toBe('M0,49L10,48L10,50L0,50Z');
  expect(area(1, Number.NaN, 3, 4)).toBe('M0,49L0,50ZM20,47L30,46L30,50L20,50Z');
});

it('writes a digit after the point, on the screen and beyond', () => {
  const wide = { x: (index: number) => index * 2345.678, y: (value: number) => value };
  const line = linePath(Float64Array.of(0.04, -3.26, 12.349), wide);
  expect(line).toBe('M0,0L2345.7,-3.3L4691.4,12.3');
  expect(linePath(Float64Array.of(0.04, -3.26, 12.349), wide)).toBe(line);
});
