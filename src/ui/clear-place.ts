/** Where a box covers nothing of what is needed; where that is nowhere, the least of it. Pure; lengths in pixels. */

type Size = Pick<DOMRect, 'width' | 'height'>;
type Corner = Pick<DOMRect, 'left' | 'top'>;
export type Box = Size & Corner;

/** From the edges of the room. */
const MARGIN = 8;
/** From one place that is tried to the next. */
const STEP = 8;

/** In the room's own coordinates, as near to the middle of its upper edge as can be. */
export function clearPlace({ width, height }: Size, room: Size, needed: readonly Box[]): Corner {
  const right = room.width - width - MARGIN;
  const middle = Math.max(MARGIN, Math.round((room.width - width) / 2));
  const lefts = [middle, ...steps(right)];
  let best = { left: middle, top: MARGIN, covered: Infinity, away: 0 };
  for (const top of steps(room.height - height - MARGIN)) {
    for (const left of lefts) {
      const box = { left, top, width, height };
      const covered = needed.reduce((sum, other) => sum + sharedArea(box, other), 0);
      const away = Math.hypot(left - middle, top);
      if (covered < best.covered || (covered === best.covered && away < best.away)) {
        best = { left, top, covered, away };
      }
    }
  }
  return { left: best.left, top: best.top };
}

/** From the margin on; where there is no room, that alone. */
function steps(last: number): number[] {
  const count = Math.max(0, Math.floor((last - MARGIN) / STEP));
  return Array.from({ length: count + 1 }, (_, index) => MARGIN + index * STEP);
}

function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
