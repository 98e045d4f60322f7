/**
 * How moving requests look: colour and shape for each operation, smaller and lighter on the way back, a cross for what
 * failed. Small pictures, drawn once for each look and for each quarter of a pixel that a dot may lie aside.
 */
import { type Dots, looks } from './moving-requests.ts';
import { over, type PixelBoard, Sprite, withAlpha } from './pixel-board.ts';

/** x, y and zoom of the camera. */
export type Camera = readonly [x: number, y: number, zoom: number];

/** 0xAABBGGRR each. */
export interface Palette {
  readonly ground: number;
  /** By operation: read, write, static, job. */
  readonly operations: readonly number[];
  readonly failed: number;
  /** Ways without an edge. */
  readonly faint: number;
}

/** The context is only asked what a colour of the style sheet is. */
export function readPalette(context: CanvasRenderingContext2D): Palette {
  const tokens = getComputedStyle(document.documentElement);
  const color = (token: string) => {
    context.fillStyle = tokens.getPropertyValue(token).trim();
    return pixelOf(String(context.fillStyle));
  };
  return {
    ground: color('--bg'),
    operations: ['--read', '--write', '--static', '--job'].map(color),
    failed: color('--bad'),
    faint: color('--line-strong'),
  };
}

/** `#rrggbb`, as a canvas answers a colour that lets nothing through. */
function pixelOf(hex: string): number {
  const rgb = Number.parseInt(hex.slice(1, 7), 16);
  return (0xff000000 | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}

const RADIUS = 3.3;
const RADIUS_BACK = 2.1;
const ALPHA_BACK = 0.55;
/** Width of the rim in the ground's colour that keeps dots apart where they crowd. */
const RIM = 1.3;
/** Pixels. */
const LEAST_RIM = 0.9;
const CROSS = { reach: 3.2, width: 2.1, rimWidth: 4.6 };

/** How much of the pixel around a point a shape around the origin covers, 0 to 1. */
type Shape = (x: number, y: number, radius: number) => number;

const disc: Shape = (x, y, radius) => radius - Math.hypot(x, y) + 0.5;
const shapes: readonly Shape[] = [disc, square, disc, diamond];
const STATIC = 2;

/** Places of a dot within a pixel, each way: a quarter of a pixel is not seen as a step. */
const PHASE_BITS = 2;
export const PHASES = 2 ** PHASE_BITS;
/** What is put on the board: the looks of a dot, the rim around any of them, the one around a cross. */
const RIM_OF_DOT = looks.count;
const RIM_OF_CROSS = looks.count + 1;
const PICTURES = looks.count + 2;

/** The pictures of one palette at one size; each is made when it is first wanted. */
export class RequestSprites {
  readonly #palette: Palette;
  readonly #scale: number;
  readonly #wayWidth: number;
  readonly #made: (Sprite | undefined)[] = new Array(PICTURES * PHASES * PHASES);

  constructor(palette: Palette, scale: number, wayWidth = 1) {
    this.#palette = palette;
    this.#scale = scale;
    this.#wayWidth = wayWidth;
  }

  /** From afar a rim is less than a pixel wide, and nobody sees whether it is there. */
  get hasRims(): boolean {
    return RIM * this.#scale >= LEAST_RIM;
  }

  is(palette: Palette, scale: number): boolean {
    return palette === this.#palette && scale === this.#scale;
  }

  /** A faint stroke of a pixel of the page. */
  drawWay(board: PixelBoard, x0: number, y0: number, x1: number, y1: number): void {
    board.stroke(x0, y0, x1, y1, this.#wayWidth, this.#palette.faint);
  }

  /** At a place in steps of a phase. */
  draw(board: PixelBoard, picture: number, x: number, y: number): void {
    // Shifted and masked, as a power of two can be: rounded towards less on either side of nought.
    const wholeX = x >> PHASE_BITS;
    const wholeY = y >> PHASE_BITS;
    const asideX = x & (PHASES - 1);
    const asideY = y & (PHASES - 1);
    const at = (picture * PHASES + asideY) * PHASES + asideX;
    let sprite = this.#made[at];
    if (!sprite) {
      sprite = this.#make(picture, asideX / PHASES, asideY / PHASES);
      this.#made[at] = sprite;
    }
    const reach = sprite.size >> 1;
    board.put(sprite, wholeX - reach, wholeY - reach);
  }

  #make(picture: number, asideX: number, asideY: number): Sprite {
    const scale = this.#scale;
    const { ground, operations, failed } = this.#palette;
    const sprite = (radius: number, pixel: (x: number, y: number) => number) => {
      // A pixel for the soft edge, and one for how far it may lie aside.
      const reach = Math.ceil(radius + 1.5);
      return new Sprite(reach * 2 + 1, (x, y) =>
        pixel(x + 0.5 - reach - asideX, y + 0.5 - reach - asideY),
      );
    };
    if (picture === RIM_OF_DOT) {
      const radius = (RADIUS + RIM) * scale;
      // In the ground's colour, its own edge is hardly seen, and a soft one would be half of what a frame draws.
      return sprite(radius, (x, y) => (disc(x, y, radius) < 0.5 ? 0 : ground));
    }
    if (picture === RIM_OF_CROSS || picture === looks.cross) {
      const isRim = picture === RIM_OF_CROSS;
      const half = ((isRim ? CROSS.rimWidth : CROSS.width) / 2) * scale;
      const reach = CROSS.reach * scale;
      return sprite(reach + half, (x, y) =>
        covered(isRim ? ground : failed, half - awayFromCross(x, y, reach) + 0.5),
      );
    }
    const isBack = picture >= looks.back;
    const operation = picture - (isBack ? looks.back : looks.out);
    const radius = (isBack ? RADIUS_BACK : RADIUS) * scale;
    const shape = shapes[operation]!;
    const opacity = isBack ? ALPHA_BACK : 1;
    return sprite(radius * 1.25, (x, y) => {
      const pixel = covered(operations[operation]!, shape(x, y, radius), opacity);
      if (operation !== STATIC) return pixel;
      // Static files are rings: a hole in the disc.
      return over(covered(ground, disc(x, y, radius / 2), opacity), pixel);
    });
  }
}

/** All of them in layers, so that no rim cuts into another dot. */
export function drawDots(
  board: PixelBoard,
  dots: Dots,
  camera: Camera,
  pixelRatio: number,
  sprites: RequestSprites,
): void {
  sortByLook(dots, camera, pixelRatio);
  function draw(picture: number, look: number): void {
    for (let at = starts[look]!; at < ends[look]!; at++) {
      sprites.draw(board, picture, sorted.x[at]!, sorted.y[at]!);
    }
  }
  for (let look = looks.back; look < looks.cross; look++) draw(look, look);
  if (sprites.hasRims) {
    for (let look = looks.out; look < looks.back; look++) draw(RIM_OF_DOT, look);
  }
  for (let look = looks.out; look < looks.back; look++) draw(look, look);
  draw(RIM_OF_CROSS, looks.cross);
  draw(looks.cross, looks.cross);
}

/** Dots in steps of a phase, those of a look together: `starts` to `ends`. Reused from frame to frame. */
let sorted = placesFor(0);
const starts = new Int32Array(looks.count);
const ends = new Int32Array(looks.count);
/** Where a dot was met last, by a hash of its place and look; enough slots that few of a thousand dots share one. */
const SLOT_BITS = 12;
const met = new Int32Array(2 ** SLOT_BITS);

function placesFor(most: number) {
  return { x: new Int32Array(most), y: new Int32Array(most) };
}

/** A dot at the very place of another one of its look would not be seen: on a crowded link that is one in eight. */
function sortByLook(dots: Dots, camera: Camera, pixelRatio: number): void {
  if (sorted.x.length < dots.count) sorted = placesFor(dots.x.length);
  const { x, y } = sorted;
  let start = 0;
  for (let look = 0; look < looks.count; look++) {
    starts[look] = start;
    ends[look] = start;
    start += dots.perLook[look]!;
  }
  met.fill(-1);
  const zoom = camera[2] * pixelRatio * PHASES;
  const left = camera[0] * pixelRatio * PHASES + 0.5;
  const top = camera[1] * pixelRatio * PHASES + 0.5;
  for (let i = 0; i < dots.count; i++) {
    const look = dots.look[i]!;
    const placeX = Math.floor(dots.x[i]! * zoom + left);
    const placeY = Math.floor(dots.y[i]! * zoom + top);
    const hash = Math.imul(placeX, 0x9e3779b1) ^ Math.imul(placeY, 0x85ebca6b) ^ (look << 20);
    const slot = hash >>> (32 - SLOT_BITS);
    const other = met[slot]!;
    const isOfLook = other >= starts[look]! && other < ends[look]!;
    if (isOfLook && x[other] === placeX && y[other] === placeY) continue;
    const at = ends[look]!++;
    met[slot] = at;
    x[at] = placeX;
    y[at] = placeY;
  }
}

/** Dots grow and shrink with the drawing, but less, so that they stay dots; in steps that are not seen. */
export function scaleOf(camera: Camera, pixelRatio: number): number {
  const scale = Math.max(0.62, Math.min(1.4, Math.sqrt(camera[2])));
  return Math.round(scale * pixelRatio * 50) / 50;
}

function covered(color: number, share: number, opacity = 1): number {
  return share <= 0 ? 0 : withAlpha(color, Math.min(1, share) * opacity);
}

function square(x: number, y: number, radius: number): number {
  const half = radius * 0.92;
  const along = (distance: number) => Math.min(1, half - Math.abs(distance) + 0.5);
  return Math.max(0, along(x)) * Math.max(0, along(y));
}

function diamond(x: number, y: number, radius: number): number {
  const reach = radius * 1.22;
  return (reach - Math.abs(x) - Math.abs(y)) * Math.SQRT1_2 + 0.5;
}

function awayFromCross(x: number, y: number, reach: number): number {
  // Both ways, and both sides of each, are alike: the nearest point of one of the four arms.
  const [far, near] =
    Math.abs(x) > Math.abs(y) ? [Math.abs(x), Math.abs(y)] : [Math.abs(y), Math.abs(x)];
  const along = Math.min(reach, (far + near) / 2);
  return Math.hypot(far - along, near - along);
}
