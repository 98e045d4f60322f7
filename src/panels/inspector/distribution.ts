/** Distributions as the editor handles them: their numbers, and how one form becomes another. Pure. */
import { type Distribution, figureRows } from '../../scenario/editing.ts';
import type { NumberKind } from './number-control.tsx';

export const shapes = [
  'constant',
  'exponential',
  'uniform',
  'lognormal',
  'gamma',
  'pareto',
  'quantiles',
] as const;
export type Shape = (typeof shapes)[number];

/** One number of a distribution. */
export interface Part {
  readonly name: 'ms' | 'meanMs' | 'minMs' | 'maxMs' | 'p5Ms' | 'p95Ms' | 'cv' | 'alpha';
  readonly kind: NumberKind;
  readonly value: number;
  readonly min: number;
  readonly isAboveMin: boolean;
  readonly max?: number;
}

export function formOf(distribution: Distribution): string {
  return 'figure' in distribution ? `figure:${distribution.figure}` : distribution.dist;
}

/** The numbers to edit; none for a row of the table or a list of values. */
export function partsOf(distribution: Distribution): readonly Part[] {
  if ('figure' in distribution) return [];
  const d = distribution;
  switch (d.dist) {
    case 'constant':
      return [zeroOrMore('ms', d.ms)];
    case 'exponential':
      return [positive('meanMs', d.meanMs)];
    case 'uniform':
      return [
        { ...zeroOrMore('minMs', d.minMs), max: d.maxMs },
        { ...zeroOrMore('maxMs', d.maxMs), min: d.minMs },
      ];
    case 'lognormal':
      return [
        { ...positive('p5Ms', d.p5Ms), max: d.p95Ms },
        { ...positive('p95Ms', d.p95Ms), min: d.p5Ms, isAboveMin: false },
      ];
    case 'gamma':
      return [
        positive('meanMs', d.meanMs),
        { name: 'cv', kind: 'number', value: d.cv, min: 0.01, isAboveMin: false, max: 100 },
      ];
    case 'pareto':
      return [
        positive('minMs', d.minMs),
        { name: 'alpha', kind: 'number', value: d.alpha, min: 0, isAboveMin: true, max: 100 },
      ];
    case 'quantiles':
      return [];
    default:
      return d satisfies never;
  }
}

const zeroOrMore = (name: Part['name'], value: number): Part => ({
  name,
  kind: 'duration',
  value,
  min: 0,
  isAboveMin: false,
});
const positive = (name: Part['name'], value: number): Part => ({
  ...zeroOrMore(name, value),
  isAboveMin: true,
});

/** 5th and 95th percentile, roughly where the form does not name them: for summaries and for changing the form. */
export function rangeOf(distribution: Distribution): {
  readonly low: number;
  readonly high: number;
} {
  if ('figure' in distribution) {
    const row = figureRows.find(({ id }) => id === distribution.figure);
    return { low: row?.p5Ms ?? 1, high: row?.p95Ms ?? 10 };
  }
  const d = distribution;
  switch (d.dist) {
    case 'constant':
      return { low: d.ms, high: d.ms };
    case 'exponential':
      return { low: d.meanMs * 0.0513, high: d.meanMs * 3 };
    case 'uniform':
      return { low: d.minMs, high: d.maxMs };
    case 'lognormal':
      return { low: d.p5Ms, high: d.p95Ms };
    case 'gamma':
      return { low: d.meanMs / (1 + 2 * d.cv), high: d.meanMs * (1 + 2 * d.cv) };
    case 'pareto':
      return { low: d.minMs, high: d.minMs * 20 ** (1 / d.alpha) };
    case 'quantiles':
      return { low: d.ms[0] ?? 0, high: d.ms.at(-1) ?? 0 };
    default:
      return d satisfies never;
  }
}

/** Another form over about the same range, so that trying one does not lose the numbers. */
export function inForm(distribution: Distribution, form: string): Distribution {
  const figure = figureRows.find(({ id }) => form === `figure:${id}`);
  if (figure) return { figure: figure.id };
  const { low, high } = rangeOf(distribution);
  const from = neat(Math.max(low, 0.001));
  const to = neat(Math.max(high, from));
  const middle = neat(Math.sqrt(from * to));
  switch (form as Shape) {
    case 'constant':
      return { dist: 'constant', ms: middle };
    case 'exponential':
      return { dist: 'exponential', meanMs: middle };
    case 'uniform':
      return { dist: 'uniform', minMs: from, maxMs: to };
    case 'lognormal':
      return { dist: 'lognormal', p5Ms: from, p95Ms: to };
    case 'gamma':
      return { dist: 'gamma', meanMs: middle, cv: 0.5 };
    case 'pareto':
      return { dist: 'pareto', minMs: from, alpha: 1.5 };
    case 'quantiles':
      return { dist: 'quantiles', ms: [from, middle, to] };
    default:
      return form as never;
  }
}

const neat = (value: number) => Number(value.toPrecision(3));

/** The list of a quantile distribution from text; null where it is no rising list of numbers. */
export function readQuantiles(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const values = parts.map(Number);
  const isRising = values.every(
    (value, i) => Number.isFinite(value) && value >= 0 && (i === 0 || value >= values[i - 1]!),
  );
  return values.length >= 2 && isRising ? values : null;
}
