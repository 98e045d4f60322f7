/** Lining cards up and spreading them evenly. Pure: places in, places out; only what moves is answered. */
import type { Move } from '../stores/document.ts';
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import type { Place } from './placement.ts';

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];
export type Spread = 'across' | 'down';

/** All cards have one size, so that edges and middles line up alike: what differs is to whom. */
export function aligned(places: ReadonlyMap<string, Place>, to: Alignment): Move[] {
  const axis = to === 'left' || to === 'center' || to === 'right' ? 'x' : 'y';
  const at = [...places.values()].map((place) => place[axis]);
  const [low, high] = [Math.min(...at), Math.max(...at)];
  const wanted =
    to === 'left' || to === 'top'
      ? low
      : to === 'right' || to === 'bottom'
        ? high
        : Math.round((low + high) / 2);
  return moved(places, (place) => ({ ...place, [axis]: wanted }));
}

/** The first and the last stay; without room for a gap between cards, the last gives way. */
export function spread(places: ReadonlyMap<string, Place>, way: Spread): Move[] {
  const axis = way === 'across' ? 'x' : 'y';
  const least = CARD_GAP / 2 + (way === 'across' ? CARD_WIDTH : CARD_HEIGHT);
  const order = [...places].sort(([, a], [, b]) => a[axis] - b[axis]);
  const from = order[0]?.[1][axis] ?? 0;
  const to = order.at(-1)?.[1][axis] ?? 0;
  const step = Math.max(least, (to - from) / Math.max(1, order.length - 1));
  const target = new Map(order.map(([id], i) => [id, Math.round(from + i * step)]));
  return moved(places, (place, id) => ({ ...place, [axis]: target.get(id) ?? place[axis] }));
}

function moved(
  places: ReadonlyMap<string, Place>,
  move: (place: Place, id: string) => Place,
): Move[] {
  return [...places].flatMap(([id, place]) => {
    const next = move(place, id);
    return next.x === place.x && next.y === place.y ? [] : [{ id, ...next }];
  });
}
