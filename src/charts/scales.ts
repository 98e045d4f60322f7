/** Axes: where values and moments go, and which of them are written. */
import { range, tickStep } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { drawnRange, type Measure, type Range, type Series, type TimeSpan } from './series.ts';

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
  const values = drawnRange(series);
  return measure === 'ms' ? logScale(values, heightPx) : linearScale(measure, values, heightPx);
}

function linearScale(measure: Measure, values: Range | null, heightPx: number): ValueScale {
  const isRatio = measure === 'ratio';
  const most = Math.max(values?.max ?? 0, measure === 'count' ? 4 : 1);
  const max = isRatio ? 1 : most * 1.06;
  const scale = scaleLinear([0, max], pixels(heightPx));
  return { y: scale, ticks: isRatio ? [0, 0.5, 1] : roundTicks(max, heightPx) };
}

/** Zero and the multiples of 1, 2 or 5 of a decade that have room. */
function roundTicks(max: number, heightPx: number): number[] {
  const least = max / Math.max(1, Math.floor(heightPx / TICK_PX));
  const step = roundStep(least);
  return range(0, max * 1.0001, step);
}

/** The least of 1, 2, 5, 10, 20 … that is not below. */
export function roundStep(least: number): number {
  const step = tickStep(0, least, 1);
  // The nearest round step may be below; then the next one is not.
  return step >= least * 0.9999 ? step : tickStep(0, least * 2, 1);
}

/** Whole decades, at least two, so that a quiet run is not magnified into noise. */
function logScale(values: Range | null, heightPx: number): ValueScale {
  const low = Math.floor(Math.log10(Math.max(values?.min ?? 1, LEAST_MS)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(values?.max ?? 1, LEAST_MS))), low + 2);
  const every = Math.max(1, Math.ceil(((high - low) * TICK_PX) / heightPx));
  // The range holds every value; only an area asks for zero, which no logarithm has.
  const scale = scaleLog([10 ** low, 10 ** high], pixels(heightPx)).clamp(true);
  const decades = range(low, high + 1).map((exponent) => 10 ** exponent);
  return { y: scale, ticks: decades.filter((_, i) => i % every === 0) };
}

/** A microsecond: the lower end of the recorded histograms. */
const LEAST_MS = 0.001;
/** Ticks nearer than this would touch. */
const TICK_PX = 17;

/** Low values at the bottom. */
function pixels(heightPx: number): [number, number] {
  return [heightPx - MARGIN, MARGIN];
}

/** Steps that people read time in, seconds. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200];

/** Round moments, at least `apart` pixels from one another. */
export function timeTicks({ fromNs, toNs }: TimeSpan, widthPx: number, apart = 84): number[] {
  if (toNs <= fromNs || widthPx <= 0) return [];
  const stepNs = timeStepNs(((toNs - fromNs) * apart) / widthPx);
  const first = Math.ceil(fromNs / stepNs - 0.0001);
  const end = Math.floor(toNs / stepNs + 0.0001) + 1;
  return range(first, end).map((step) => step * stepNs);
}

function timeStepNs(leastNs: number): number {
  if (leastNs <= 1e9) return roundStep(leastNs);
  const step = TIME_STEPS.find((seconds) => seconds * 1e9 >= leastNs);
  return step === undefined ? Math.ceil(leastNs / 86_400e9) * 86_400e9 : step * 1e9;
}
