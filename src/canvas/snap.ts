/** Snapping: how far a dragged group moves to line up with what stands around it, and the lines that show it. Pure. */
import type { Box } from './geometry.ts';

/** A line across the drawing: along `axis` it stands at `at`, and it runs `from` … `to` along the other one. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snap {
  readonly x: number;
  readonly y: number;
  readonly guides: readonly Guide[];
}

const sides = { x: 'width', y: 'height' } as const;
type Axis = keyof typeof sides;

/** Starts line up with starts, middles with middles, ends with ends, whichever is nearest within `reach`. */
export function snap(moving: Box, others: readonly Box[], reach: number): Snap {
  const x = shiftTo(moving, others, { axis: 'x', reach });
  const y = shiftTo(moving, others, { axis: 'y', reach });
  const placed = { ...moving, x: moving.x + (x ?? 0), y: moving.y + (y ?? 0) };
  const guides = [
    ...(x === null ? [] : guidesAlong(placed, others, 'x')),
    ...(y === null ? [] : guidesAlong(placed, others, 'y')),
  ];
  return { x: x ?? 0, y: y ?? 0, guides };
}

/** Start, middle and end of a box along an axis. */
function linesOf(box: Box, axis: Axis): readonly [number, number, number] {
  const size = box[sides[axis]];
  return [box[axis], box[axis] + size / 2, box[axis] + size];
}

function shiftTo(
  moving: Box,
  others: readonly Box[],
  { axis, reach }: { readonly axis: Axis; readonly reach: number },
): number | null {
  const own = linesOf(moving, axis);
  let best: number | null = null;
  for (const other of others) {
    for (const [i, line] of linesOf(other, axis).entries()) {
      const shift = line - own[i]!;
      if (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best))) {
        best = shift;
      }
    }
  }
  return best;
}

/** Lines nearer than this are one: places in the document are whole numbers. */
const SAME = 0.51;

/** Cards of one size line up in all three ways at once: along their edges no line hides words or requests. */
function guidesAlong(placed: Box, others: readonly Box[], axis: Axis): readonly Guide[] {
  const across: Axis = axis === 'x' ? 'y' : 'x';
  const [start, middle, end] = linesOf(placed, axis).map((at, i): Guide | null => {
    const aligned = others.filter((other) => Math.abs(linesOf(other, axis)[i]! - at) < SAME);
    if (aligned.length === 0) return null;
    const ends = [placed, ...aligned].flatMap((box) => [
      box[across],
      box[across] + box[sides[across]],
    ]);
    return { axis, at, from: Math.min(...ends), to: Math.max(...ends) };
  });
  return (start || end ? [start, end] : [middle]).filter((guide) => guide != null);
}
