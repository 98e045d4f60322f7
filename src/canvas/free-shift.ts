/** Where a copy of several cards goes: all of them as they stood to one another, none on top of another. Pure. */
import { boxAt } from './geometry.ts';
import { COLUMN, type Place, ROW, touches } from './placement.ts';

/** With 1,000 cards allowed, 1,001 rows below one another always have a free one. */
const STEPS_MAX = 1001;

/** The least move, down or to the right in whole rows and columns, that brings a group to where nothing stands. */
export function freeShift(taken: readonly Place[], group: readonly Place[]): Place {
  const others = taken.map(boxAt);
  const isFree = (shift: Place) =>
    group.every(({ x, y }) => {
      const box = boxAt({ x: x + shift.x, y: y + shift.y });
      return !others.some((other) => touches(box, other));
    });
  for (let step = 0; step < STEPS_MAX; step++) {
    const below = { x: 0, y: step * ROW };
    if (isFree(below)) return below;
    const beside = { x: step * COLUMN, y: 0 };
    if (isFree(beside)) return beside;
  }
  return { x: 0, y: STEPS_MAX * ROW };
}
