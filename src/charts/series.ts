/** What a chart is given: numbers already computed, at equal distances. */
export interface Series {
  readonly key: string;
  readonly name: string;
  /** A CSS colour, usually a custom property. */
  readonly color: string;
  /** NaN where there is nothing to show. */
  readonly values: Float64Array;
  /** The same of the run that this one is compared with. */
  readonly before?: Float64Array;
  /** An area is filled down to zero. */
  readonly isArea?: boolean;
  /** SVG dash array: lines are told apart without colour, too. */
  readonly dash?: string;
}

export interface Plot {
  readonly series: readonly Series[];
  /** Where the first value begins. */
  readonly fromNs: number;
  /** Simulated time that one value stands for. */
  readonly stepNs: number;
}

/** A stretch of simulated time; `toNs` is not part of it. */
export interface TimeSpan {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Pixels of a moment where a stretch is so many pixels wide. */
export function xScale({ fromNs, toNs }: TimeSpan, widthPx: number): (ns: number) => number {
  return (ns) => ((ns - fromNs) / (toNs - fromNs)) * widthPx;
}

/** How values are laid out and written. */
export type Measure = 'perSec' | 'ms' | 'ratio' | 'count';

/** The value drawn at a moment, or NaN; the moment that ends the last step still belongs to it. */
export function valueAt(plot: Plot, series: Series, ns: number): number {
  return valueIn(series.values, plot, ns);
}

/** The value of the run before at a moment, or NaN. */
export function beforeAt(plot: Plot, series: Series, ns: number): number {
  return series.before ? valueIn(series.before, plot, ns) : Number.NaN;
}

function valueIn(values: Float64Array, plot: Plot, ns: number): number {
  const steps = (ns - plot.fromNs) / plot.stepNs;
  const index = Math.floor(steps);
  // Steps are seldom a whole part of the run: its end may lie a trifle behind the last.
  const isEnd = index === values.length && steps - index < 1e-3;
  return values[isEnd ? index - 1 : index] ?? Number.NaN;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Smallest and largest of what is drawn; null where nothing is. */
export function drawnRange(series: readonly Series[]): Range | null {
  return rangeOf(series.flatMap(({ values, before }) => (before ? [values, before] : [values])));
}

/** Smallest and largest; null where there is none. */
export function rangeOf(rows: readonly Float64Array[]): Range | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const values of rows) {
    for (const value of values) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : null;
}
