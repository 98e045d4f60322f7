/**
 * Where cards stand and how links run between them, in flow coordinates. Pure: the edges and the request layer draw
 * the same curves from here.
 */

/** Every card has one size, so that links and moving requests need no measuring. */
export const CARD_WIDTH = 168;
export const CARD_HEIGHT = 92;
/** Free space kept between cards that are placed by the page. */
export const CARD_GAP = 56;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LinkPath {
  /** For an SVG path. */
  readonly d: string;
  /** Middle of the curve, for a badge. */
  readonly middle: { readonly x: number; readonly y: number };
  /** Where it meets the target, and which way it points there, in degrees clockwise from the right. */
  readonly end: { readonly x: number; readonly y: number; readonly angle: number };
  /** `n` points [x0, y0, x1, y1, …] at equal distances along the curve, both ends included; n ≥ 2. */
  points(n: number): Float64Array;
}

export function boxAt(position: { readonly x: number; readonly y: number }): Box {
  return { x: position.x, y: position.y, width: CARD_WIDTH, height: CARD_HEIGHT };
}

/** What holds them all; null for none. */
export function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** A smooth curve from the side of one card to the facing side of the other. */
export function linkPath(source: Box, target: Box): LinkPath {
  const curve = linkCurve(source, target);
  const [x0, y0, x1, y1, x2, y2, x3, y3] = curve;
  return {
    d: `M${r(x0)} ${r(y0)}C${r(x1)} ${r(y1)} ${r(x2)} ${r(y2)} ${r(x3)} ${r(y3)}`,
    middle: { x: (x0 + 3 * x1 + 3 * x2 + x3) / 8, y: (y0 + 3 * y1 + 3 * y2 + y3) / 8 },
    end: { x: x3, y: y3, angle: (Math.atan2(y3 - y2, x3 - x2) * 180) / Math.PI },
    points: (n) => equallySpaced(curve, n),
  };
}

type Curve = readonly [
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
];

function linkCurve(source: Box, target: Box): Curve {
  const gapX = gap(source.x, source.width, target.x, target.width);
  const gapY = gap(source.y, source.height, target.y, target.height);
  // Sideways unless the cards are stacked: architectures read left to right.
  const isSideways = gapX !== 0 && Math.abs(gapX) >= Math.abs(gapY) * 0.5;
  if (isSideways) {
    const way = Math.sign(gapX);
    const [x0, x3] =
      way > 0 ? [source.x + source.width, target.x] : [source.x, target.x + target.width];
    const y0 = source.y + source.height / 2;
    const y3 = target.y + target.height / 2;
    const reach = way * bend(Math.abs(x3 - x0));
    return [x0, y0, x0 + reach, y0, x3 - reach, y3, x3, y3];
  }
  const way = Math.sign(gapY) || 1;
  const [y0, y3] =
    way > 0 ? [source.y + source.height, target.y] : [source.y, target.y + target.height];
  const x0 = source.x + source.width / 2;
  const x3 = target.x + target.width / 2;
  const reach = way * bend(Math.abs(y3 - y0));
  return [x0, y0, x0, y0 + reach, x3, y3 - reach, x3, y3];
}

/** Half the distance makes an even S; at least a little, so that a curve leaves its card at a right angle. */
const bend = (distance: number) => Math.max(16, distance / 2);

/** Signed free distance between two spans: positive when b lies after a, 0 when they overlap. */
function gap(a: number, aSize: number, b: number, bSize: number): number {
  if (b >= a + aSize) return b - (a + aSize);
  if (a >= b + bSize) return b + bSize - a;
  return 0;
}

/** Fine enough that the error in length is below a tenth of a pixel on a screen-long curve. */
const STEPS = 64;

function equallySpaced(curve: Curve, n: number): Float64Array {
  const lengths = new Float64Array(STEPS + 1);
  let x = curve[0];
  let y = curve[1];
  for (let i = 1; i <= STEPS; i++) {
    const nextX = cubic(i / STEPS, curve[0], curve[2], curve[4], curve[6]);
    const nextY = cubic(i / STEPS, curve[1], curve[3], curve[5], curve[7]);
    lengths[i] = lengths[i - 1]! + Math.hypot(nextX - x, nextY - y);
    x = nextX;
    y = nextY;
  }
  const points = new Float64Array(n * 2);
  let step = 0;
  for (let i = 0; i < n; i++) {
    const wanted = (lengths[STEPS]! * i) / (n - 1);
    while (step < STEPS - 1 && lengths[step + 1]! < wanted) step++;
    const from = lengths[step]!;
    const span = lengths[step + 1]! - from;
    const t = (step + (span > 0 ? (wanted - from) / span : 0)) / STEPS;
    points[i * 2] = cubic(t, curve[0], curve[2], curve[4], curve[6]);
    points[i * 2 + 1] = cubic(t, curve[1], curve[3], curve[5], curve[7]);
  }
  return points;
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

const r = (value: number) => Math.round(value * 10) / 10;
