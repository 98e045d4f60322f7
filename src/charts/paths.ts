/** Values as SVG paths. What is missing leaves a gap; a value alone between gaps is a dot, by its round cap. */

export interface PathScale {
  /** Pixels of the value at an index. */
  x(index: number): number;
  y(value: number): number;
}

export function linePath(values: Float64Array, scale: PathScale): string {
  let path = '';
  for (const [from, to] of stretches(values)) path += `M${points(values, from, to, scale)}`;
  return path;
}

/** Closed down to zero. */
export function areaPath(values: Float64Array, scale: PathScale): string {
  let path = '';
  const zero = round(scale.y(0));
  for (const [from, to] of stretches(values)) {
    const line = points(values, from, to, scale);
    path += `M${line}L${round(scale.x(to - 1))} ${zero}L${round(scale.x(from))} ${zero}Z`;
  }
  return path;
}

function points(values: Float64Array, from: number, to: number, scale: PathScale): string {
  let text = '';
  for (let i = from; i < to; i++) {
    if (i > from) text += 'L';
    text += `${round(scale.x(i))} ${round(scale.y(values[i]!))}`;
  }
  // A line of no length is still painted where its cap is round.
  return to - from === 1 ? `${text}h0` : text;
}

/** From where to where (not included) there are values. */
function stretches(values: Float64Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= values.length; i++) {
    const isThere = i < values.length && Number.isFinite(values[i]!);
    if (isThere && from < 0) from = i;
    if (!isThere && from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

const round = (px: number) => Math.round(px * 10) / 10;
