/** Values as SVG paths. What is missing leaves a gap; a value alone between gaps is a dot, by its round cap. */

export interface PathScale {
  /** Pixels of the value at an index. */
  x(index: number): number;
  y(value: number): number;
}

export function linePath(values: Float64Array, scale: PathScale): string {
  return stretches(values)
    .map(([from, to]) => {
      const points = joined(from, to, (i) => point(scale.x(i), scale.y(values[i]!)));
      return `M${points}${to === from + 1 ? 'Z' : ''}`;
    })
    .join('');
}

/** Closed down to zero. */
export function areaPath(values: Float64Array, scale: PathScale): string {
  const zero = scale.y(0);
  return stretches(values)
    .map(([from, to]) => {
      const above = joined(from, to, (i) => point(scale.x(i), scale.y(values[i]!)));
      const below = joined(from, to, (i) => point(scale.x(to - 1 + from - i), zero));
      return `M${above}L${below}Z`;
    })
    .join('');
}

/** Indexes of values without a gap between them: the first, and the one after the last. */
function stretches(values: Float64Array): readonly (readonly [from: number, to: number])[] {
  const found: [number, number][] = [];
  for (let from = 0; from < values.length; from++) {
    if (!Number.isFinite(values[from])) continue;
    let to = from + 1;
    while (to < values.length && Number.isFinite(values[to])) to += 1;
    found.push([from, to]);
    from = to;
  }
  return found;
}

function joined(from: number, to: number, text: (index: number) => string): string {
  return Array.from({ length: to - from }, (_, i) => text(from + i)).join('L');
}

/** Tenths of a pixel: finer is not seen, and a path is long. */
const point = (x: number, y: number) => `${tenths(x)},${tenths(y)}`;
const tenths = (pixels: number) => Math.round(pixels * 10) / 10;
