/**
 * Ways that requests take without a line being drawn there: a driver reaches members of a database set that its caller
 * is not drawn to. A faint stroke each, while it is used. Where the view rests, its pixels are noted and only repeated.
 */
import type { RunShape } from '../sim/recording.ts';
import type { Lanes } from './lanes.ts';
import type { Dots } from './moving-requests.ts';
import type { Noted, PixelBoard } from './pixel-board.ts';
import type { Camera, RequestSprites } from './request-shapes.ts';

/** Pieces of a way are this long at least. */
const LEAST_PIECE_PX = 5;

export interface WaysInSight {
  readonly links: RunShape['links'];
  readonly lanes: Lanes;
  readonly camera: Camera;
  readonly pixelRatio: number;
  readonly sprites: RequestSprites;
}

export class FaintWays {
  readonly #noted = new Map<number, Noted>();
  #board: PixelBoard | null = null;
  #before: WaysInSight | null = null;

  draw(board: PixelBoard, dots: Dots, sight: WaysInSight): void {
    const isResting = board === this.#board && this.#before !== null && isSame(sight, this.#before);
    if (!isResting) this.#noted.clear();
    this.#board = board;
    this.#before = sight;
    for (let link = 0; link < sight.links.length; link++) {
      if (dots.isBusy[link] === 0 || sight.links[link]!.edge !== null) continue;
      const noted = this.#noted.get(link);
      if (noted) board.repeat(noted);
      // In a view that moves they would be noted for a single frame.
      else if (!isResting) drawWay(board, link, sight);
      else
        this.#noted.set(
          link,
          board.noting(() => drawWay(board, link, sight)),
        );
    }
  }
}

/** A camera that has moved is another object; lanes are laid anew for another run, pictures drawn for another look. */
function isSame(a: WaysInSight, b: WaysInSight): boolean {
  return a.camera === b.camera && a.lanes === b.lanes && a.sprites === b.sprites;
}

function drawWay(
  board: PixelBoard,
  link: number,
  { lanes, camera, pixelRatio, sprites }: WaysInSight,
): void {
  let fromX = Number.NaN;
  let fromY = Number.NaN;
  lanes.trace(link, (laneX, laneY, isHidden) => {
    if (isHidden) {
      fromX = Number.NaN;
      return;
    }
    const x = (laneX * camera[2] + camera[0]) * pixelRatio;
    const y = (laneY * camera[2] + camera[1]) * pixelRatio;
    // From afar a few of its points are the same line.
    if (Math.abs(x - fromX) + Math.abs(y - fromY) < LEAST_PIECE_PX) return;
    if (!Number.isNaN(fromX)) sprites.drawWay(board, fromX, fromY, x, y);
    fromX = x;
    fromY = y;
  });
}
