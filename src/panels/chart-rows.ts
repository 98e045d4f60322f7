/** How the charts share the height they are given. */
import type { ChartData } from './chart-hooks.ts';
import { lenses } from './lenses.ts';

/** Between two charts, pixels. */
export const GAP_PX = 8;
export const AXIS_PX = 20;
/** A line of a read-out, and the title where it stands above the lines; the style sheet says the same. */
const LINE_PX = 16;
const TITLE_PX = 24;
const LINES_SIDE_BY_SIDE = 3;
const PLOT_PX_MIN = 24;

export interface Row {
  readonly heightPx: number;
  /** What the read-out takes of it, where it stands above the plot. */
  readonly headPx: number;
}

export const plotPx = (row: Row | undefined) => (row ? row.heightPx - row.headPx : 0);

/** Every row has room for its read-out; what is left goes to the plots by their weights. */
export function rowHeights(
  data: readonly ChartData[],
  heightPx: number,
  isStacked: boolean,
): Row[] {
  const heads = data.map(({ plot }) => {
    const lines = plot.series.length;
    return isStacked ? TITLE_PX + LINE_PX * Math.ceil(lines / LINES_SIDE_BY_SIDE) : 0;
  });
  const least = data.map(({ plot }, row) =>
    isStacked ? heads[row]! + PLOT_PX_MIN : Math.max(PLOT_PX_MIN, LINE_PX * plot.series.length),
  );
  const weights = data.map(({ id }) => lenses[id].weight);
  const free = heightPx - GAP_PX * data.length;
  const fair = share(free, weights, heads);
  const short = fair.map((height, row) => height < least[row]!);
  // Those that would be cut short get what they need, and the others share the rest.
  const taken = sum(least.filter((_, row) => short[row]));
  const rest = share(
    free - taken,
    weights.map((weight, row) => (short[row] ? 0 : weight)),
    heads.map((head, row) => (short[row] ? 0 : head)),
  );
  return data.map((_, row) => ({
    heightPx: short[row] ? least[row]! : Math.max(PLOT_PX_MIN, rest[row]!),
    headPx: heads[row]!,
  }));
}

/** Divides a height by weights, after every row has had its own part. */
function share(heightPx: number, weights: readonly number[], own: readonly number[]): number[] {
  const free = heightPx - sum(own);
  const whole = sum(weights) || 1;
  return weights.map((weight, row) => own[row]! + Math.floor((free * weight) / whole));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
