/** Our own ln and exp against the engine's, which is within one unit in the last place of the truth. */
import { expect, it } from 'vitest';
import { exp, highWord, ln, lowWord, power, powerOfTwo } from './math.ts';

/** Distance in units in the last place of `b`. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(b)));
  return Math.abs(a - b) / 2 ** (Math.max(exponent, -1022) - 52);
}

/** Spread over all exponents, and dense around 1. */
const positives = Array.from({ length: 20_000 }, (_, i) => {
  const fraction = 1 + ((i * 7919) % 10_000) / 10_000;
  return i % 2 === 0 ? fraction * 2 ** ((i % 2000) - 1000) : 0.5 + i / 20_000;
});

it('ln is within 3 units in the last place', () => {
  const far = positives.filter((x) => Math.abs(x - 1) > 1e-3);
  expect(Math.max(...far.map((x) => ulps(ln(x), Math.log(x))))).toBeLessThanOrEqual(3);
});

it('exp is within 3 units in the last place', () => {
  const xs = Array.from({ length: 20_000 }, (_, i) => (i / 20_000) * 1400 - 700);
  expect(Math.max(...xs.map((x) => ulps(exp(x), Math.exp(x))))).toBeLessThanOrEqual(3);
});

it('the edges are those of Math', () => {
  const edges = [0, 1, -1, 5e-324, Number.MAX_VALUE, Number.POSITIVE_INFINITY];
  for (const x of edges) expect([x, ulps(ln(x), Math.log(x)) > 2]).toEqual([x, false]);
  expect(exp(-800)).toBe(0);
  expect(exp(-745)).toBe(5e-324);
  expect(exp(800)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(0)).toBe(1);
  expect(ln(1)).toBe(0);
});

it('power and powers of two', () => {
  expect(power(2, 10)).toBeCloseTo(1024, 9);
  expect(power(7, 0)).toBe(1);
  expect(power(1, 99)).toBe(1);
  for (const k of [-1074, -1, 0, 1, 52, 1023]) expect(powerOfTwo(k)).toBe(2 ** k);
  expect(powerOfTwo(-1075)).toBe(0);
  expect(powerOfTwo(1024)).toBe(Number.POSITIVE_INFINITY);
});

it('the words of a double are its two halves', () => {
  expect([highWord(1), lowWord(1)]).toEqual([0x3ff00000, 0]);
  expect([highWord(2 ** 32 + 1), lowWord(2 ** 32 + 1)]).toEqual([0x41f00000, 0x00100000]);
});
