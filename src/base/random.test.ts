/** Streams of chance: independent of each other, and distributed as they say, tails included. Seeds are fixed. */
import { describe, expect, it } from 'vitest';
import { Streams, scramble } from './random.ts';

const N = 400_000;

function draws(draw: (streams: Streams, stream: number) => number): Float64Array {
  const streams = new Streams(12345);
  const stream = streams.named('test', 'draws');
  return Float64Array.from({ length: N }, () => draw(streams, stream));
}

function momentsOf(values: Float64Array) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const central = (k: number) =>
    values.reduce((sum, x) => sum + (x - mean) ** k, 0) / values.length;
  const variance = central(2);
  return { mean, variance, skewness: central(3) / variance ** 1.5 };
}

/** Chi-square of counts in bins of equal probability, with bins − 1 degrees of freedom. */
function chiSquare(values: Float64Array, bins: number, cdf: (x: number) => number): number {
  const counts = new Float64Array(bins);
  for (const x of values) counts[Math.min(bins - 1, Math.floor(cdf(x) * bins))]!++;
  const expected = values.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** 99.9 % quantile of chi-square with k degrees of freedom, by Wilson and Hilferty. */
const limit = (k: number) => k * (1 - 2 / (9 * k) + 3.09 * Math.sqrt(2 / (9 * k))) ** 3;

/** Standard normal distribution function, by Abramowitz and Stegun 7.1.26 with error below 1.5e-7. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (poly * Math.exp((-x * x) / 2)) / 2;
  return x >= 0 ? 1 - tail : tail;
}

describe('draws', () => {
  it('uniform fills [0, 1) evenly', () => {
    const values = draws((streams, stream) => streams.uniform(stream));
    expect(Math.min(...values.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(values.every((x) => x < 1)).toBe(true);
    expect(chiSquare(values, 1000, (x) => x)).toBeLessThan(limit(999));
  });

  it('exponential has mean 1, variance 1, skewness 2, and the right tail', () => {
    const values = draws((streams, stream) => streams.exponential(stream));
    const { mean, variance, skewness } = momentsOf(values);
    expect(mean).toBeCloseTo(1, 2);
    expect(variance).toBeCloseTo(1, 1.5);
    expect(skewness).toBeCloseTo(2, 1);
    expect(chiSquare(values, 1000, (x) => 1 - Math.exp(-x))).toBeLessThan(limit(999));
    // Beyond the ziggurat's last layer: e^−7.697 of 400,000 is 181.6, standard deviation 13.5.
    const beyond = values.filter((x) => x > 7.69711747013105);
    expect(Math.abs(beyond.length - N * Math.exp(-7.69711747013105))).toBeLessThan(45);
    expect(momentsOf(beyond).mean - 7.69711747013105).toBeCloseTo(1, 0);
  });

  it('normal has mean 0, variance 1, no skew, and the right tails', () => {
    const values = draws((streams, stream) => streams.normal(stream));
    const { mean, variance, skewness } = momentsOf(values);
    expect(mean).toBeCloseTo(0, 2);
    expect(variance).toBeCloseTo(1, 2);
    expect(skewness).toBeCloseTo(0, 1.5);
    expect(chiSquare(values, 1000, normalCdf)).toBeLessThan(limit(999));
    // Two tails beyond 3.654: 2.58e-4 of 400,000 is 103, standard deviation 10.2.
    const beyond = values.filter((x) => Math.abs(x) > 3.6541528853610088);
    expect(Math.abs(beyond.length - N * 2 * (1 - normalCdf(3.6541528853610088)))).toBeLessThan(35);
    expect(beyond.some((x) => x < 0) && beyond.some((x) => x > 0)).toBe(true);
  });

  it('below(n) reaches every number and nothing else', () => {
    const streams = new Streams(1);
    const stream = streams.named('a', 'b');
    const seen = new Set(Array.from({ length: 1000 }, () => streams.below(stream, 7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('names', () => {
  const first = (seed: number, owner: string, purpose: string) => {
    const streams = new Streams(seed);
    return streams.nextWord(streams.named(owner, purpose));
  };

  it('decide what a stream says, not the order in which streams are made', () => {
    const streams = new Streams(9);
    for (let i = 0; i < 100; i++) streams.named(`other ${i}`, 'x');
    expect(streams.nextWord(streams.named('web', 'service'))).toBe(first(9, 'web', 'service'));
  });

  it('differ by owner, purpose and seed, and owner and purpose do not run together', () => {
    const all = [
      first(9, 'web', 'service'),
      first(9, 'web', 'arrivals'),
      first(9, 'web2', 'service'),
      first(8, 'web', 'service'),
      first(9, 'ab', 'c'),
      first(9, 'a', 'bc'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('streams made while others are in use leave those as they are', () => {
    const streams = new Streams(3);
    const one = streams.named('one', 'x');
    const plain = new Streams(3);
    const same = plain.named('one', 'x');
    for (let i = 0; i < 200; i++) {
      streams.named(`more ${i}`, 'x');
      expect(streams.nextWord(one)).toBe(plain.nextWord(same));
    }
  });

  it('neighbouring streams are uncorrelated', () => {
    const streams = new Streams(4);
    const [a, b] = [streams.named('n', '1'), streams.named('n', '2')];
    let sum = 0;
    for (let i = 0; i < 100_000; i++) {
      sum += (streams.uniform(a) - 0.5) * (streams.uniform(b) - 0.5);
    }
    // Standard deviation of the mean: 1/12 ÷ √100,000 = 0.00026.
    expect(Math.abs(sum / 100_000)).toBeLessThan(0.001);
  });
});

it('scramble is a bijection as far as 100,000 neighbours can show', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => scramble(i)));
  expect(seen.size).toBe(100_000);
});
