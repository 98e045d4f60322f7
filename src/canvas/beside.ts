/** Where words stand that belong to a link: beside its line, out of the way of its requests. Pure. */
import type { LinkPath } from './geometry.ts';

/** From the line to the words: the requests, which run on both sides of it, pass between. */
const CLEARANCE = 9;

/** Beside a link's middle, above it or to its right, however wide the words are. */
export function besideMiddle({ middle, points }: LinkPath): string {
  const near = points(9);
  const [dx, dy] = [near[10]! - near[6]!, near[11]! - near[7]!];
  const length = Math.hypot(dx, dy) || 1;
  // Across the link: upwards, and where it runs up or down, to the right.
  const isSteep = Math.abs(dy) > Math.abs(dx);
  const turn = (isSteep ? dy > 0 : dx > 0) ? 1 : -1;
  const [x, y] = [(turn * dy) / length, (turn * -dx) / length];
  // Half the words' size further, so that their nearest edge or corner is what keeps clear.
  const most = Math.max(Math.abs(x), Math.abs(y));
  const share = (part: number) => `${round((part / most) * 50 - 50)}%`;
  const place = (from: number, part: number) => `${round(from + part * CLEARANCE)}px`;
  return `translate(${place(middle.x, x)}, ${place(middle.y, y)}) translate(${share(x)}, ${share(y)})`;
}

const round = (value: number) => Math.round(value * 10) / 10;
