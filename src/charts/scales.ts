/** Axes: where values and moments go, and which of them are written. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { type Measure, type Range, rangeOf, type Series } from './series.ts';

export interface ValueScale {
  /** Pixels from the top. */
  y(value: number): number;
  readonly ticks: readonly number[];
}

/** Room for the stroke at the top and the bottom of a plot, pixels. */
const MARGIN = 3;

export function valueScale(
  measure: Measure,
  series: readonly Series[],
  heightPx: number,
): ValueScale {
  const range = rangeOf(series);
  return measure === 'ms' ? logScale(range, heightPx) : linearScale(measure, range, heightPx);
}

function linearScale(measure: Measure, range: Range | null, heightPx: number): ValueScale {
  const max = measure === 'ratio' ? 1 : Math.max(range?.max ?? 0, measure === 'count' ? 4 : 1);
  const scale = scaleLinear(
    [0, max * (measure === 'ratio' ? 1 : 1.06)],
    [heightPx - MARGIN, MARGIN],
  );
  const ticks = measure === 'ratio' ? [0, 0.5, 1] : scale.ticks(heightPx < 44 ? 2 : 3);
  return { y: (value) => scale(value), ticks };
}

/** Whole decades, at least two, so that a quiet run is not magnified into noise. */
function logScale(range: Range | null, heightPx: number): ValueScale {
  const low = 10 ** Math.floor(Math.log10(Math.max(range?.min ?? 1, 0.001)));
  const high = Math.max(10 ** Math.ceil(Math.log10(Math.max(range?.max ?? 1, 0.001))), low * 100);
  const scale = scaleLog([low, high], [heightPx - MARGIN, MARGIN]);
  const decades = Math.round(Math.log10(high / low));
  const every = Math.max(1, Math.ceil((decades * 16) / heightPx));
  const ticks = Array.from({ length: decades + 1 }, (_, i) => low * 10 ** i);
  return {
    // What is below the lowest decade cannot happen: the range holds every value; zero is no latency.
    y: (value) => scale(Math.max(value, low)),
    ticks: ticks.filter((_, i) => i % every === 0),
  };
}

/** Steps that people read time in, seconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200];

/** Round moments, at least `apart` pixels from one another; the start is one. */
export function timeTicks(durationNs: number, widthPx: number, apart = 84): number[] {
  if (durationNs <= 0 || widthPx <= 0) return [];
  const leastNs = (durationNs * apart) / widthPx;
  const stepNs = timeStepNs(leastNs);
  const ticks: number[] = [];
  for (let ns = 0; ns <= durationNs * 1.0001; ns += stepNs) ticks.push(ns);
  return ticks;
}

function timeStepNs(leastNs: number): number {
  if (leastNs <= 1e9) {
    // Below a second: 1, 2, 5 and their decades.
    const decade = 10 ** Math.floor(Math.log10(leastNs));
    return [1, 2, 5, 10].map((step) => step * decade).find((step) => step >= leastNs) ?? 1e9;
  }
  const step = TIME_STEPS.find((seconds) => seconds * 1e9 >= leastNs);
  return step === undefined ? Math.ceil(leastNs / 86_400e9) * 86_400e9 : step * 1e9;
}
