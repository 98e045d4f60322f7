/** What the charts of cells show: how many answers of each latency, and how busy each component was. */
import type { Heat } from '../../charts/heat.ts';
import type { Plot, Series } from '../../charts/series.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { latencyBuckets, type RecordedSeries } from '../../stores/recorded-series.ts';
import type { Grid } from '../lenses.ts';

/** A row of 19 %: finer ones would be thinner than two pixels. */
const ROWS_PER_OCTAVE = 4;
const BUCKETS_PER_ROW = latencyBuckets.perOctave / ROWS_PER_OCTAVE;
const ROWS = latencyBuckets.count / BUCKETS_PER_ROW;
/** More components than this are not told apart, nor read. */
const NODES_MAX = 40;

export interface LatencyHeat {
  readonly heat: Heat;
  /** Answers a second in each octave of latency: the same in words and figures. */
  readonly plot: Plot;
}

/** Counts of merged histograms, as everything about latency is. Null where nothing was answered. */
export function latencyHeat(
  recording: RecordedSeries,
  { fromNs, stepNs, points }: Grid,
  bandName: (fromMs: number, toMs: number) => string,
): LatencyHeat | null {
  const all = new Float32Array(points * ROWS);
  const counts = new Float64Array(latencyBuckets.count);
  const { sliceNs } = recording.shape;
  for (let point = 0; point < points; point++) {
    const first = Math.round((fromNs + point * stepNs) / sliceNs);
    recording.latencyCounts(first, first + Math.max(1, Math.round(stepNs / sliceNs)), counts);
    counts.forEach((count, bucket) => {
      all[point * ROWS + Math.floor(bucket / BUCKETS_PER_ROW)]! += count;
    });
  }
  const used = Array.from({ length: ROWS }, (_, row) => hasRow(all, points, row));
  // Whole octaves, so that the figures have the same bounds as the cells.
  const low = octaveOf(used.indexOf(true));
  const end = octaveOf(used.lastIndexOf(true)) + 1;
  if (!used.includes(true)) return null;
  const rows = (end - low) * ROWS_PER_OCTAVE;
  const firstRow = low * ROWS_PER_OCTAVE;
  const cells = new Float32Array(points * rows);
  for (let point = 0; point < points; point++) {
    const at = point * ROWS + firstRow;
    cells.set(all.subarray(at, at + rows), point * rows);
  }
  const rowMs = (row: number) => latencyBuckets.lowerMs(row * BUCKETS_PER_ROW);
  const heat: Heat = {
    rows,
    cells,
    most: cells.reduce((most, count) => Math.max(most, count), 0),
    isLogarithmic: true,
    edgesMs: Array.from({ length: rows + 1 }, (_, row) => rowMs(firstRow + row)),
  };
  const series = Array.from({ length: end - low }, (_, band): Series => {
    const row = band * ROWS_PER_OCTAVE;
    const [fromMs, toMs] = [rowMs(firstRow + row), rowMs(firstRow + row + ROWS_PER_OCTAVE)];
    const values = Float64Array.from({ length: points }, (_, point) => {
      const at = point * rows + row;
      const count = cells.subarray(at, at + ROWS_PER_OCTAVE).reduce((sum, each) => sum + each, 0);
      return count / (stepNs / 1e9);
    });
    return { key: `${fromMs}`, name: bandName(fromMs, toMs), color: 'var(--ink-3)', values };
  });
  return { heat, plot: { series, fromNs, stepNs } };
}

const octaveOf = (row: number) => Math.floor(row / ROWS_PER_OCTAVE);

function hasRow(cells: Float32Array, points: number, row: number): boolean {
  for (let point = 0; point < points; point++) if (cells[point * ROWS + row]! > 0) return true;
  return false;
}

/** Every component that was ever busy, in the drawing's order. */
export function busySeries(
  recording: RecordedSeries,
  scenario: Scenario,
  { fromNs, stepNs, points }: Grid,
): Series[] {
  const endNs = recording.slices * recording.shape.sliceNs;
  return scenario.nodes
    .flatMap(({ id, label }): Series[] => {
      const node = recording.nodeIndex(id);
      if (node === undefined || !wasBusy(recording, node)) return [];
      const values = Float64Array.from({ length: points }, (_, i) => {
        const span = { fromNs: fromNs + i * stepNs, toNs: fromNs + (i + 1) * stepNs };
        return span.fromNs < endNs ? recording.nodeMean(node, 'utilization', span) : Number.NaN;
      });
      return [{ key: id, name: label || id, color: 'transparent', values }];
    })
    .slice(0, NODES_MAX);
}

function wasBusy(recording: RecordedSeries, node: number): boolean {
  for (let slice = 0; slice < recording.slices; slice++) {
    if (recording.nodeValue(slice, node, 'utilization') > 0) return true;
  }
  return false;
}

/** One row a component. */
export function busyHeat(series: readonly Series[]): Heat {
  const rows = series.length;
  const points = series[0]?.values.length ?? 0;
  const cells = new Float32Array(rows * points);
  series.forEach(({ values }, row) => {
    for (let point = 0; point < points; point++) cells[point * rows + row] = values[point]!;
  });
  return { rows, cells, most: 1, isLogarithmic: false, edgesMs: null };
}
