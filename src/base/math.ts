/**
 * Logarithm, exponential and power made of + − × ÷ alone. Engines differ in the last digit of their own
 * (`Math.log(3)` need not be the same bits in Firefox and in Node), and one differing bit gives another run hash.
 *
 * Method: argument reduction to a small interval, then a series long enough that its first left-out term is below
 * half a unit in the last place. Accurate to about 2 units in the last place, checked in the test against `Math`.
 */

// ln 2 in two parts: the first has trailing zero bits, so k × LN2_HIGH is exact for |k| < 2^20.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SQRT2 = Math.SQRT2;

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
/** Which half of a double holds its exponent: 1 on every machine a browser runs on, but asked, not assumed. */
const HIGH = (() => {
  bits[0] = 1;
  return words[1] !== 0 ? 1 : 0;
})();
const LOW = 1 - HIGH;

const POWERS_FROM = -1074;
const powersOfTwo = (() => {
  const table = new Float64Array(1024 - POWERS_FROM);
  for (let i = 0, value = 1; i < 1024; i++, value *= 2) table[i - POWERS_FROM] = value;
  for (let i = -1, value = 0.5; i >= POWERS_FROM; i--, value /= 2) table[i - POWERS_FROM] = value;
  return table;
})();

/** 2^k for whole k, exact. */
export function powerOfTwo(k: number): number {
  if (k < POWERS_FROM) return 0;
  return k > 1023 ? Number.POSITIVE_INFINITY : powersOfTwo[k - POWERS_FROM]!;
}

/** exp reduces its argument to a multiple of ln 2 / 32 and a rest of at most ln 2 / 64. */
const PARTS_BITS = 5;
const PARTS = 1 << PARTS_BITS;
const PER_PART = PARTS / Math.LN2;
const PART_HIGH = LN2_HIGH / PARTS;
const PART_LOW = LN2_LOW / PARTS;

/** 2^(j / 32): e^x by its plain series, 20 terms, for x below ln 2. */
const parts = Float64Array.from({ length: PARTS }, (_, j) => {
  const x = (j * Math.LN2) / PARTS;
  let sum = 1;
  for (let i = 20; i >= 1; i--) sum = 1 + (sum * x) / i;
  return sum;
});

/** Up to here 2^k alone stays in the range of doubles. */
const EXP_SIMPLE = 690;

/** e^x. What is rare stands apart, so that the rest is inlined: a double handed to a function costs a heap object. */
export function exp(x: number): number {
  if (!(x > -EXP_SIMPLE && x < EXP_SIMPLE)) return +expBeyond(x);
  const k = Math.floor(x * PER_PART + 0.5);
  return expOfParts(x, k) * powersOfTwo[(k >> PARTS_BITS) - POWERS_FROM]!;
}

/** e^x ÷ 2^⌊k ÷ PARTS⌋, where k is the multiple of ln 2 ÷ PARTS nearest to x. */
function expOfParts(x: number, k: number): number {
  const r = x - k * PART_HIGH - k * PART_LOW;
  // |r| ≤ 0.011: six terms of e^r − 1 leave out less than 10^-17.
  const rest = r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720))))));
  const part = parts[k & (PARTS - 1)]!;
  return part + part * rest;
}

function expBeyond(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.78) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const k = Math.floor(x * PER_PART + 0.5);
  const exponent = k >> PARTS_BITS;
  // Two factors, because 2^k alone may leave the range while the product does not.
  const half = Math.trunc(exponent / 2);
  return expOfParts(x, k) * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** Natural logarithm. NaN below zero, −∞ at zero. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  if (x < 2.2250738585072014e-308) {
    // Subnormal: lift it into the normal range first.
    x *= 18014398509481984;
    exponent = -54;
  }
  bits[0] = x;
  exponent += (words[HIGH]! >>> 20) - 1023;
  words[HIGH] = (words[HIGH]! & 0xfffff) | 0x3ff00000;
  let mantissa = bits[0]!;
  if (mantissa > SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln m = 2 artanh s with s = (m − 1) / (m + 1), |s| ≤ 0.1716, so s² ≤ 0.0295 and 12 terms are enough.
  const s = (mantissa - 1) / (mantissa + 1);
  const z = s * s;
  let sum = 0;
  for (let i = 23; i >= 3; i -= 2) sum = (sum + 1 / i) * z;
  return exponent * LN2_HIGH + (2 * s + 2 * s * sum + exponent * LN2_LOW);
}

/** x^y for x > 0. */
export function power(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  return exp(y * ln(x));
}

/** The two 32-bit halves of a double, for folding a time into a hash. */
export function highWord(x: number): number {
  bits[0] = x;
  return words[HIGH]!;
}

export function lowWord(x: number): number {
  bits[0] = x;
  return words[LOW]!;
}
