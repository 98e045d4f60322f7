/**
 * Values as SVG paths. What is missing leaves a gap; a value alone between gaps is a dot, by its round cap.
 *
 * Written by hand: while a run comes in, every line is written five times a second, and most of what a library takes for
 * that is the writing of numbers that have been written before.
 */
export interface PathScale {
  /** Pixels of the value at an index. */
  x(index: number): number;
  y(value: number): number;
}

export function linePath(values: Float64Array, scale: PathScale): string {
  let path = '';
  eachStretch(values, (from, to) => {
    path += wayAlong(values, scale, from, to);
    if (to - from === 1) path += 'Z';
  });
  return path;
}

/** Closed down to zero. */
export function areaPath(values: Float64Array, scale: PathScale): string {
  let path = '';
  const ground = tenths(scale.y(0));
  eachStretch(values, (from, to) => {
    path += `${wayAlong(values, scale, from, to)}L${tenths(scale.x(to - 1))},${ground}`;
    path += to - from === 1 ? 'Z' : `L${tenths(scale.x(from))},${ground}Z`;
  });
  return path;
}

/** Stretches without a gap; `to` is not part of one. */
function eachStretch(values: Float64Array, visit: (from: number, to: number) => void): void {
  let from = 0;
  while (from < values.length) {
    let to = from;
    while (to < values.length && Number.isFinite(values[to])) to++;
    if (to > from) visit(from, to);
    from = to + 1;
  }
}

function wayAlong(values: Float64Array, scale: PathScale, from: number, to: number): string {
  let way = '';
  for (let i = from; i < to; i++) {
    way += `${i === from ? 'M' : 'L'}${tenths(scale.x(i))},${tenths(scale.y(values[i]!))}`;
  }
  return way;
}

/** So many tenths of a pixel are as far as most charts reach: what lies beyond is written anew each time. */
const WRITTEN_MAX = 20_000;
const written: (string | undefined)[] = new Array(WRITTEN_MAX);

/** Pixels with a digit after the point. */
function tenths(px: number): string {
  const count = Math.round(px * 10);
  if (!(count >= 0 && count < WRITTEN_MAX)) return String(count / 10);
  let text = written[count];
  if (text === undefined) {
    text = String(count / 10);
    written[count] = text;
  }
  return text;
}
