/**
 * The ways that requests take between cards: for each link a lane there and a lane back, sampled once into points, so
 * that placing a dot is two look-ups. Flow coordinates.
 */
import { type Box, linkPath } from './geometry.ts';

/** Points of a lane: on a screen-long curve 25 pixels apart, where a straight piece is not told from the curve. */
const POINTS = 48;
/**
 * A place on a lane is told in whole steps from its start: of a number with a fraction that is handed from function to
 * function, each is garbage, two thousand times a frame. A step is a fiftieth of a pixel at most.
 */
const STEP_BITS = 10;
const STEPS_A_PIECE = 2 ** STEP_BITS;
export const STEPS = (POINTS - 1) * STEPS_A_PIECE;
/** Each lane runs this far beside the drawn line, so that what goes and what comes do not meet head on. */
const ASIDE = 2.6;

export interface LinkEnds {
  readonly source: Box | undefined;
  readonly target: Box | undefined;
}

export class Lanes {
  /** [link][way][point][x, y] */
  readonly #points: Float32Array;
  /** 1 where a point lies behind a card. */
  readonly #isHidden: Uint8Array;
  readonly #has: Uint8Array;
  /** Mean length of the links, flow pixels. */
  readonly meanLength: number;

  constructor(links: readonly LinkEnds[], cards: readonly Box[]) {
    this.#points = new Float32Array(links.length * 2 * POINTS * 2);
    this.#isHidden = new Uint8Array(links.length * POINTS);
    this.#has = new Uint8Array(links.length);
    let laid = 0;
    let length = 0;
    links.forEach(({ source, target }, link) => {
      // A card can be gone from the drawing while the recording that knew it is still shown.
      if (!source || !target || source === target) return;
      this.#has[link] = 1;
      laid++;
      length += this.#addLanes(link, linkPath(source, target).points(POINTS));
      this.#hide(link, cards);
    });
    this.meanLength = laid > 0 ? length / laid : 0;
  }

  has(link: number): boolean {
    return this.#has[link] === 1;
  }

  /** Writes the place so many of `STEPS` along into `x[at]`, `y[at]`; false where a card is in front of it. */
  place(
    link: number,
    way: 0 | 1,
    step: number,
    into: { readonly x: Float32Array; readonly y: Float32Array },
    at: number,
  ): boolean {
    // The lane back is the same row of points, walked from its end.
    const along = way === 0 ? step : STEPS - step;
    if (this.#isHidden[link * POINTS + ((along + STEPS_A_PIECE / 2) >> STEP_BITS)] === 1) {
      return false;
    }
    const point = Math.min(POINTS - 2, along >> STEP_BITS);
    const part = (along - point * STEPS_A_PIECE) / STEPS_A_PIECE;
    const from = ((link * 2 + way) * POINTS + point) * 2;
    const points = this.#points;
    into.x[at] = points[from]! + (points[from + 2]! - points[from]!) * part;
    into.y[at] = points[from + 1]! + (points[from + 3]! - points[from + 1]!) * part;
    return true;
  }

  /** Calls back with every point of the way there, to draw a link that has no edge of its own: it passes behind cards. */
  trace(link: number, visit: (x: number, y: number, isHidden: boolean) => void): void {
    const from = link * 2 * POINTS * 2;
    for (let point = 0; point < POINTS; point++) {
      const isHidden = this.#isHidden[link * POINTS + point] === 1;
      visit(this.#points[from + point * 2]!, this.#points[from + point * 2 + 1]!, isHidden);
    }
  }

  /** Lays both lanes beside a line and answers its length. */
  #addLanes(link: number, line: Float64Array): number {
    let total = 0;
    const there = link * 2 * POINTS * 2;
    const back = there + POINTS * 2;
    for (let point = 0; point < POINTS; point++) {
      const before = Math.max(0, point - 1) * 2;
      const after = Math.min(POINTS - 1, point + 1) * 2;
      const dx = line[after]! - line[before]!;
      const dy = line[after + 1]! - line[before + 1]!;
      const length = Math.hypot(dx, dy) || 1;
      // Each piece is spanned from both its ends.
      total += length / 2;
      const asideX = (-dy / length) * ASIDE;
      const asideY = (dx / length) * ASIDE;
      const x = line[point * 2]!;
      const y = line[point * 2 + 1]!;
      // Traffic keeps to the right of its way: y grows downwards, so that (-dy, dx) is the right hand.
      this.#points[there + point * 2] = x + asideX;
      this.#points[there + point * 2 + 1] = y + asideY;
      this.#points[back + point * 2] = x - asideX;
      this.#points[back + point * 2 + 1] = y - asideY;
    }
    return total;
  }

  #hide(link: number, cards: readonly Box[]): void {
    const from = link * 2 * POINTS * 2;
    const points = this.#points.subarray(from, from + POINTS * 2);
    for (const card of cards) {
      for (let point = 0; point < POINTS; point++) {
        const x = points[point * 2]!;
        const y = points[point * 2 + 1]!;
        const isInside =
          x > card.x && x < card.x + card.width && y > card.y && y < card.y + card.height;
        if (isInside) this.#isHidden[link * POINTS + point] = 1;
      }
    }
  }
}
