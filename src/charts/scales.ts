/** Axes: where values and moments go, and which of them are written. */
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
  const isRatio = measure === 'ratio';
  const most = Math.max(range?.max ?? 0, measure === 'count' ? 4 : 1);
  const max = isRatio ? 1 : most * 1.06;
  return {
    y: (value) => along(value / max, heightPx),
    ticks: isRatio ? [0, 0.5, 1] : roundTicks(max, heightPx),
  };
}

/** Zero and the multiples of 1, 2 or 5 of a decade that have room. */
function roundTicks(max: number, heightPx: number): number[] {
  const least = max / Math.max(1, Math.floor(heightPx / TICK_PX));
  const step = roundStep(least);
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
}

/** The least of 1, 2, 5, 10, 20 … that is not below. */
function roundStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  // The tolerance is for decades below one, which no double holds exactly.
  return [1, 2, 5, 10].map((step) => step * decade).find((step) => step >= least * 0.9999)!;
}

/** Whole decades, at least two, so that a quiet run is not magnified into noise. */
function logScale(range: Range | null, heightPx: number): ValueScale {
  const low = Math.floor(Math.log10(Math.max(range?.min ?? 1, LEAST_MS)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(range?.max ?? 1, LEAST_MS))), low + 2);
  const every = Math.max(1, Math.ceil(((high - low) * TICK_PX) / heightPx));
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return {
    // The range holds every value; only an area asks for zero, which no logarithm has.
    y: (value) => along((Math.log10(Math.max(value, 10 ** low)) - low) / (high - low), heightPx),
    ticks: decades.filter((_, i) => i % every === 0),
  };
}

/** A microsecond: the lower end of the recorded histograms. */
const LEAST_MS = 0.001;
/** Ticks nearer than this would touch. */
const TICK_PX = 17;

/** 0 is the bottom of a plot, 1 its top. */
function along(share: number, heightPx: number): number {
  return heightPx - MARGIN - share * (heightPx - 2 * MARGIN);
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
  if (leastNs <= 1e9) return roundStep(leastNs);
  const step = TIME_STEPS.find((seconds) => seconds * 1e9 >= leastNs);
  return step === undefined ? Math.ceil(leastNs / 86_400e9) * 86_400e9 : step * 1e9;
}
