/** Values as SVG paths. What is missing leaves a gap; a value alone between gaps is a dot, by its round cap. */
import { area, line } from 'd3-shape';

export interface PathScale {
  /** Pixels of the value at an index. */
  x(index: number): number;
  y(value: number): number;
}

export function linePath(values: Float64Array, scale: PathScale): string {
  const path = line<number>()
    .defined(Number.isFinite)
    .x((_, i) => scale.x(i))
    .y((value) => scale.y(value))
    .digits(1);
  return path(values) ?? '';
}

/** Closed down to zero. */
export function areaPath(values: Float64Array, scale: PathScale): string {
  const path = area<number>()
    .defined(Number.isFinite)
    .x((_, i) => scale.x(i))
    .y1((value) => scale.y(value))
    .y0(scale.y(0))
    .digits(1);
  return path(values) ?? '';
}
