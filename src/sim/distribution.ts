/**
 * Durations as random draws. A spec is what a file says, in milliseconds; a sampler is the same made ready to draw
 * whole nanoseconds from one named stream.
 *
 * Lognormals (and figures, which are lognormals) are cut at 100 times their median, so that one draw in a billion does
 * not decide a comparison (domain reference §9.3).
 */
import { exp, ln, power } from '../base/math.ts';
import { normalTail } from '../base/normal.ts';
import type { Streams } from '../base/random.ts';
import { msToNs, NS_PER_MS } from '../base/units.ts';
import { type FigureId, figures } from './figures.ts';

export type DurationSpec =
  | { readonly dist: 'constant'; readonly ms: number }
  | { readonly dist: 'exponential'; readonly meanMs: number }
  | { readonly dist: 'uniform'; readonly minMs: number; readonly maxMs: number }
  | { readonly dist: 'lognormal'; readonly p5Ms: number; readonly p95Ms: number }
  | { readonly dist: 'gamma'; readonly meanMs: number; readonly cv: number }
  | { readonly dist: 'pareto'; readonly minMs: number; readonly alpha: number }
  | { readonly dist: 'quantiles'; readonly ms: readonly number[] }
  | { readonly figure: FigureId };

/** Distance of the 95th percentile from the median, in standard deviations of a normal. */
const Z95 = 1.6448536269514722;
const LOGNORMAL_CAP = 100;

/** The shape that draws nothing. */
export const CONSTANT = 0;
const EXPONENTIAL = 1;
const UNIFORM = 2;
const LOGNORMAL = 3;
const GAMMA = 4;
const PARETO = 5;
const QUANTILES = 6;

/** Two numbers and a stream: what each shape makes of `a` and `b` stands in `drawNs`. */
export interface Sampler {
  readonly shape: number;
  readonly a: number;
  readonly b: number;
  readonly table: Float64Array;
  readonly stream: number;
}

const NO_TABLE = new Float64Array(0);

export function sampler(spec: DurationSpec, stream: number): Sampler {
  if ('figure' in spec) {
    const { p5Ms, p95Ms } = figures[spec.figure];
    return sampler({ dist: 'lognormal', p5Ms, p95Ms }, stream);
  }
  const made = (shape: number, a: number, b = 0, table = NO_TABLE): Sampler => ({
    shape,
    a,
    b,
    table,
    stream,
  });
  switch (spec.dist) {
    case 'constant':
      return made(CONSTANT, msToNs(spec.ms));
    case 'exponential':
      return made(EXPONENTIAL, spec.meanMs * NS_PER_MS);
    case 'uniform':
      return made(UNIFORM, spec.minMs * NS_PER_MS, (spec.maxMs - spec.minMs) * NS_PER_MS);
    case 'lognormal':
      return made(LOGNORMAL, Math.sqrt(spec.p5Ms * spec.p95Ms) * NS_PER_MS, sigmaOf(spec));
    case 'gamma': {
      const shape = 1 / (spec.cv * spec.cv);
      return made(GAMMA, shape, (spec.meanMs * NS_PER_MS) / shape);
    }
    case 'pareto':
      return made(PARETO, spec.minMs * NS_PER_MS, -1 / spec.alpha);
    case 'quantiles':
      return made(
        QUANTILES,
        0,
        0,
        Float64Array.from(spec.ms, (ms) => ms * NS_PER_MS),
      );
  }
}

function sigmaOf(spec: { readonly p5Ms: number; readonly p95Ms: number }): number {
  return ln(spec.p95Ms / spec.p5Ms) / (2 * Z95);
}

/** One duration, whole nanoseconds. The commonest shape stands alone, so that this is small enough to be inlined. */
export function drawNs(streams: Streams, s: Sampler): number {
  if (s.shape !== EXPONENTIAL) return +drawShaped(streams, s);
  const times = streams.exponential(s.stream);
  return Math.floor(times * s.a + 0.5);
}

function drawShaped(streams: Streams, s: Sampler): number {
  switch (s.shape) {
    case CONSTANT:
      return s.a;
    case UNIFORM:
      return Math.round(s.a + streams.uniform(s.stream) * s.b);
    case LOGNORMAL:
      return Math.floor(s.a * Math.min(LOGNORMAL_CAP, exp(s.b * streams.normal(s.stream))) + 0.5);
    case GAMMA:
      return Math.round(gamma(streams, s.stream, s.a) * s.b);
    case PARETO:
      return Math.round(s.a * power(1 - streams.uniform(s.stream), s.b));
    default:
      return Math.round(interpolate(s.table, streams.uniform(s.stream)));
  }
}

/** Gamma with scale 1: Marsaglia and Tsang (2000), lifted by one and scaled back for shapes below 1. */
function gamma(streams: Streams, stream: number, shape: number): number {
  if (shape < 1) {
    const u = 1 - streams.uniform(stream);
    return gamma(streams, stream, shape + 1) * power(u, 1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = streams.normal(stream);
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - streams.uniform(stream);
    if (ln(u) < 0.5 * z * z + d - d * v + d * ln(v)) return d * v;
  }
}

function interpolate(table: Float64Array, u: number): number {
  const position = u * (table.length - 1);
  const index = Math.floor(position);
  const low = table[index]!;
  return low + (table[index + 1]! - low) * (position - index);
}

/** The mean of a spec in milliseconds; infinite for a Pareto with alpha ≤ 1. The cap of lognormals is left out. */
export function meanMs(spec: DurationSpec): number {
  if ('figure' in spec) {
    const { p5Ms, p95Ms } = figures[spec.figure];
    return meanMs({ dist: 'lognormal', p5Ms, p95Ms });
  }
  switch (spec.dist) {
    case 'constant':
      return spec.ms;
    case 'exponential':
    case 'gamma':
      return spec.meanMs;
    case 'uniform':
      return (spec.minMs + spec.maxMs) / 2;
    case 'lognormal': {
      const sigma = sigmaOf(spec);
      return Math.sqrt(spec.p5Ms * spec.p95Ms) * exp((sigma * sigma) / 2);
    }
    case 'pareto':
      return spec.alpha <= 1
        ? Number.POSITIVE_INFINITY
        : (spec.alpha * spec.minMs) / (spec.alpha - 1);
    case 'quantiles': {
      const { ms } = spec;
      let sum = 0;
      for (let i = 1; i < ms.length; i++) sum += (ms[i - 1]! + ms[i]!) / 2;
      return sum / (ms.length - 1);
    }
  }
}

export interface Moments {
  readonly meanMs: number;
  /** Variance ÷ mean²; infinite where the variance is. */
  readonly scv: number;
}

/** Of what is drawn: lognormals as they are cut. */
export function momentsOf(spec: DurationSpec): Moments {
  if ('figure' in spec) return cutLognormal(figures[spec.figure]);
  const mean = meanMs(spec);
  switch (spec.dist) {
    case 'constant':
      return { meanMs: mean, scv: 0 };
    case 'exponential':
      return { meanMs: mean, scv: 1 };
    case 'uniform': {
      const width = spec.maxMs - spec.minMs;
      return momentsFrom(mean, mean * mean + (width * width) / 12);
    }
    case 'lognormal':
      return cutLognormal(spec);
    case 'gamma':
      return { meanMs: mean, scv: spec.cv * spec.cv };
    case 'pareto': {
      const { alpha } = spec;
      return { meanMs: mean, scv: alpha <= 2 ? Infinity : 1 / (alpha * (alpha - 2)) };
    }
    case 'quantiles': {
      const pieces = spec.ms.slice(1).map((high, i) => {
        const low = spec.ms[i]!;
        return (low * low + low * high + high * high) / 3;
      });
      return momentsFrom(mean, pieces.reduce((sum, each) => sum + each, 0) / pieces.length);
    }
  }
}

function momentsFrom(meanMs: number, meanSquare: number): Moments {
  return { meanMs, scv: meanMs === 0 ? 0 : meanSquare / (meanMs * meanMs) - 1 };
}

function cutLognormal(spec: { readonly p5Ms: number; readonly p95Ms: number }): Moments {
  const sigma = sigmaOf(spec);
  const cut = sigma === 0 ? Infinity : ln(LOGNORMAL_CAP) / sigma;
  // E[min(cap, e^σZ)^k]: what lies below the cap, and the cap for the rest.
  const moment = (k: 1 | 2) =>
    exp((k * k * sigma * sigma) / 2) * normalTail(k * sigma - cut) +
    (k === 1 ? LOGNORMAL_CAP : LOGNORMAL_CAP * LOGNORMAL_CAP) * normalTail(cut);
  const medianMs = Math.sqrt(spec.p5Ms * spec.p95Ms);
  return momentsFrom(medianMs * moment(1), medianMs * medianMs * moment(2));
}
