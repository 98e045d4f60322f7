/** A chart of cells: columns of time, rows of latency or of components, and how much there is in each. */
import { type ValueScale, valueScale } from './scales.ts';

export interface Heat {
  readonly rows: number;
  /** [column][row], the lowest row first; NaN where there is nothing. */
  readonly cells: Float32Array;
  /** What the fullest colour stands for. */
  readonly most: number;
  /** Counts of very different sizes: colour by the logarithm. */
  readonly isLogarithmic: boolean;
  /** Lower bounds of the rows and the last one's upper bound, milliseconds, for a logarithmic axis; null: equal rows. */
  readonly edgesMs: readonly number[] | null;
}

/** 0 to 1 along the ramp; null draws nothing. */
export function heatShare({ most, isLogarithmic }: Heat, value: number): number | null {
  if (!(value > 0) || most <= 0) return null;
  const share = isLogarithmic ? Math.log1p(value) / Math.log1p(most) : value / most;
  return Math.min(1, share);
}

/** The axis of a chart with bounds: the same whole decades as the percentiles have. */
export function heatScale(edgesMs: readonly number[], heightPx: number): ValueScale {
  const values = Float64Array.of(edgesMs[0] ?? 1, edgesMs.at(-1) ?? 1);
  return valueScale('ms', [{ key: '', name: '', color: '', values }], heightPx);
}

export interface RowBounds {
  readonly topPx: number;
  readonly heightPx: number;
}

/** Where each row lies, pixels from the top; components stand in reading order, latencies rise. */
export function rowBounds(heat: Heat, heightPx: number): RowBounds[] {
  const { rows, edgesMs } = heat;
  if (edgesMs === null) {
    const each = heightPx / Math.max(1, rows);
    return Array.from({ length: rows }, (_, row) => ({ topPx: row * each, heightPx: each - 1 }));
  }
  const { y } = heatScale(edgesMs, heightPx);
  return Array.from({ length: rows }, (_, row) => {
    const topPx = y(edgesMs[row + 1]!);
    return { topPx, heightPx: y(edgesMs[row]!) - topPx };
  });
}
