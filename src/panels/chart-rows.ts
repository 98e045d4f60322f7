/** How the charts share the height they are given, or how high they are where there is room for all. */
import type { ChartData } from './chart-hooks.ts';

/** Between two charts, pixels. */
export const GAP_PX = 8;
export const AXIS_PX = 20;
/** A line of a read-out, and the title where it stands above the lines; the style sheet says the same. */
const LINE_PX = 16;
const TITLE_PX = 24;
const LINES_SIDE_BY_SIDE = 3;
const PLOT_PX_MIN = 24;
/** Of a chart of ordinary weight, where the charts may be as high as they like. */
const PLOT_PX_TALL = 104;

export interface Row {
  readonly heightPx: number;
  /** What the read-out takes of it, where it stands above the plot. */
  readonly headPx: number;
}

export const plotPx = (row: Row | undefined) => (row ? row.heightPx - row.headPx : 0);

/** A chart whose rows are components has its read-outs beside them, line by line. */
const isTable = ({ heat }: ChartData) => heat?.edgesMs === null;

/** A chart of cells has a key instead of lines. */
const linesOf = (chart: ChartData) =>
  chart.heat?.edgesMs ? 1 : Math.max(1, chart.plot.series.length);

const headPx = (chart: ChartData, isStacked: boolean) =>
  isStacked ? TITLE_PX + LINE_PX * Math.ceil(linesOf(chart) / LINES_SIDE_BY_SIDE) : 0;

export function tallRows(data: readonly ChartData[], isStacked: boolean): Row[] {
  return data.map((chart) => {
    const head = headPx(chart, isStacked);
    const lines = LINE_PX * linesOf(chart);
    const plot = isTable(chart) ? lines : Math.round(PLOT_PX_TALL * chart.weight);
    return { heightPx: isStacked ? head + plot : Math.max(plot, lines), headPx: head };
  });
}

/** Every row has room for its read-out; what is left goes to the plots by their weights. */
export function rowHeights(
  data: readonly ChartData[],
  heightPx: number,
  isStacked: boolean,
): Row[] {
  const heads = data.map((chart) => headPx(chart, isStacked));
  const least = data.map((chart, row) =>
    isStacked ? heads[row]! + PLOT_PX_MIN : Math.max(PLOT_PX_MIN, LINE_PX * linesOf(chart)),
  );
  const weights = data.map(({ weight }) => weight);
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
