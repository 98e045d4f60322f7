/** Every shape against its closed form: mean within four standard errors, quantiles by counting. */
import { describe, expect, it } from 'vitest';
import { Streams } from '../base/random.ts';
import { type DurationSpec, drawNs, meanMs, momentsOf, sampler } from './distribution.ts';
import { figures } from './figures.ts';

const N = 200_000;

function drawsMs(spec: DurationSpec): Float64Array {
  const streams = new Streams(99);
  const made = sampler(spec, streams.named('node', 'purpose'));
  return Float64Array.from({ length: N }, () => drawNs(streams, made) / 1e6).sort();
}

interface Case {
  readonly spec: DurationSpec;
  readonly mean: number;
  readonly deviation: number;
  /** Closed form of the quantile function, where there is a handy one. */
  readonly quantile?: (p: number) => number;
}

const sigma = Math.log(10) / (2 * 1.6448536269514722);
const lognormal = {
  mean: Math.sqrt(10) * Math.exp(sigma ** 2 / 2),
  deviation: Math.sqrt(10) * Math.exp(sigma ** 2 / 2) * Math.sqrt(Math.exp(sigma ** 2) - 1),
};

const cases: readonly Case[] = [
  { spec: { dist: 'constant', ms: 5 }, mean: 5, deviation: 0, quantile: () => 5 },
  {
    spec: { dist: 'exponential', meanMs: 5 },
    mean: 5,
    deviation: 5,
    quantile: (p) => -5 * Math.log(1 - p),
  },
  {
    spec: { dist: 'uniform', minMs: 1, maxMs: 9 },
    mean: 5,
    deviation: 8 / Math.sqrt(12),
    quantile: (p) => 1 + 8 * p,
  },
  { spec: { dist: 'lognormal', p5Ms: 1, p95Ms: 10 }, ...lognormal },
  { spec: { dist: 'gamma', meanMs: 5, cv: 0.5 }, mean: 5, deviation: 2.5 },
  { spec: { dist: 'gamma', meanMs: 5, cv: 2 }, mean: 5, deviation: 10 },
  {
    spec: { dist: 'pareto', minMs: 1, alpha: 3 },
    mean: 1.5,
    deviation: Math.sqrt(0.75),
    quantile: (p) => (1 - p) ** (-1 / 3),
  },
  {
    spec: { dist: 'quantiles', ms: [0, 1, 1, 10] },
    mean: (0.5 + 1 + 5.5) / 3,
    deviation: 3,
    quantile: (p) => (p < 1 / 3 ? 3 * p : p < 2 / 3 ? 1 : 1 + 9 * (3 * p - 2)),
  },
];

describe.each(cases)('$spec', ({ spec, mean, deviation, quantile }) => {
  const sorted = drawsMs(spec);

  it('has its mean, and says so', () => {
    const found = sorted.reduce((sum, x) => sum + x, 0) / N;
    expect(Math.abs(found - mean)).toBeLessThanOrEqual(4 * (deviation / Math.sqrt(N)) + 1e-6);
    expect(meanMs(spec)).toBeCloseTo(mean, 9);
  });

  it.each(quantile ? [quantile] : [])('has its quantiles', (valueAt) => {
    for (const p of [0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) {
      // The share below the p-quantile (and half of what equals it) is p within four standard errors.
      const at = valueAt(p);
      const below = sorted.filter((x) => x < at - 1e-9).length / N;
      const upTo = sorted.filter((x) => x <= at + 1e-9).length / N;
      const slack = 4 * Math.sqrt((p * (1 - p)) / N);
      expect(p).toBeGreaterThanOrEqual(below - slack);
      expect(p).toBeLessThanOrEqual(upTo + slack);
    }
  });
});

// Lognormals integrated numerically. Uncut, the widest but one would have a mean of 28.7 and 81 times its square as variance.
it.each<[DurationSpec, number, number]>([
  [{ dist: 'constant', ms: 5 }, 5, 0],
  [{ dist: 'exponential', meanMs: 5 }, 5, 1],
  [{ dist: 'uniform', minMs: 1, maxMs: 9 }, 5, 64 / 12 / 25],
  [{ dist: 'gamma', meanMs: 5, cv: 2 }, 5, 4],
  [{ dist: 'pareto', minMs: 1, alpha: 3 }, 1.5, 1 / 3],
  [{ dist: 'pareto', minMs: 1, alpha: 2 }, 2, Number.POSITIVE_INFINITY],
  [{ dist: 'lognormal', p5Ms: 1, p95Ms: 10 }, 4.0400128261, 0.632170328],
  [{ figure: 'sql-complex' }, 263.5831499685, 4.708622686],
  [{ dist: 'lognormal', p5Ms: 0.1, p95Ms: 100 }, 19.8757455136, 6.413583654],
  [{ dist: 'lognormal', p5Ms: 1e-6, p95Ms: 1e6 }, 33.4793915479, 1.790628273],
  [{ dist: 'lognormal', p5Ms: 3, p95Ms: 3 }, 3, 0],
  [{ dist: 'quantiles', ms: [0, 1, 1, 10] }, 7 / 3, (1 / 3 + 1 + 37) / 3 / (7 / 3) ** 2 - 1],
])('mean and variance of what is drawn: %j', (spec, mean, scv) => {
  expect(momentsOf(spec).meanMs).toBeCloseTo(mean, 6);
  expect(momentsOf(spec).scv).toBeCloseTo(scv, 6);
});

it('a range is the 5th and 95th percentile of its lognormal, as for a figure', () => {
  for (const spec of [
    { dist: 'lognormal', p5Ms: 1, p95Ms: 10 } as const,
    { figure: 'sql-simple' } as const,
  ]) {
    const sorted = drawsMs(spec);
    const { p5Ms, p95Ms } = 'figure' in spec ? figures[spec.figure] : spec;
    expect(sorted[N * 0.05]! / p5Ms).toBeCloseTo(1, 1);
    expect(sorted[N * 0.95]! / p95Ms).toBeCloseTo(1, 1);
  }
});

it('extremes stay numbers: no time is negative or not a number', () => {
  const extremes: DurationSpec[] = [
    { dist: 'constant', ms: 0 },
    { dist: 'uniform', minMs: 0, maxMs: 0 },
    { dist: 'gamma', meanMs: 1, cv: 100 },
    { dist: 'gamma', meanMs: 1, cv: 0.01 },
    { dist: 'pareto', minMs: 1, alpha: 0.01 },
    { dist: 'lognormal', p5Ms: 1e-9, p95Ms: 1e9 },
    { dist: 'lognormal', p5Ms: 3, p95Ms: 3 },
    { dist: 'quantiles', ms: [0, 0] },
  ];
  for (const spec of extremes) {
    expect(drawsMs(spec).filter((ms) => !(ms >= 0))).toEqual(new Float64Array(0));
  }
});
