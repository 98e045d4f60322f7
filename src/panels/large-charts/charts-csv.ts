/** The lines of the charts as a table for a spreadsheet: one row a step of time, one column a line. */
import type { Measure, TimeSpan } from '../../charts/series.ts';
import type { ChartData } from '../chart-hooks.ts';

/** Figures are plain numbers in these units, whatever the page writes them in. */
const units: Readonly<Record<Measure, string>> = {
  perSec: '1/s',
  ms: 'ms',
  ratio: '0-1',
  count: 'count',
};

export interface CsvWords {
  readonly time: string;
  readonly before: string;
}

/** RFC 4180: commas, quotes doubled, CRLF. Time is the start of each step, in seconds. */
export function chartsCsv(
  data: readonly ChartData[],
  window: TimeSpan,
  { time, before }: CsvWords,
): string {
  const columns = data.flatMap(({ title, measure, plot }) =>
    plot.series.flatMap((series) => {
      const name = `${title}: ${series.name} (${units[measure]})`;
      const now = { name, values: series.values };
      return series.before
        ? [
            now,
            {
              name: `${title}: ${series.name}, ${before} (${units[measure]})`,
              values: series.before,
            },
          ]
        : [now];
    }),
  );
  const plot = data[0]?.plot;
  const points = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  const lines = [[`${time} (s)`, ...columns.map(({ name }) => name)]];
  for (let point = 0; plot && point < points; point++) {
    const ns = plot.fromNs + point * plot.stepNs;
    // Steps begin at multiples of their length: the first may begin before the window.
    if (ns + plot.stepNs <= window.fromNs || ns >= window.toNs) continue;
    lines.push([figure(ns / 1e9), ...columns.map(({ values }) => figure(values[point]))]);
  }
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** Six significant digits: more than is measured. */
function figure(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(6)));
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
