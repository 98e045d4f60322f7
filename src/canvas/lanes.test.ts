import { expect, it } from 'vitest';
import { type Box, boxAt } from './geometry.ts';
import { Lanes } from './lanes.ts';

const source = boxAt({ x: 0, y: 0 });
const between = boxAt({ x: 400, y: 0 });
const target = boxAt({ x: 800, y: 0 });
const isIn = (x: number, y: number, { x: left, y: top, width, height }: Box) =>
  x > left && x < left + width && y > top && y < top + height;

it('a way passes behind the card that stands in it', () => {
  const lanes = new Lanes([{ source, target }], [source, between, target]);
  const seen: { readonly isBehind: boolean; readonly isHidden: boolean }[] = [];
  lanes.trace(0, (x, y, isHidden) => seen.push({ isBehind: isIn(x, y, between), isHidden }));
  expect(seen.filter(({ isHidden }) => isHidden).length).toBeGreaterThan(5);
  expect(seen.filter(({ isBehind, isHidden }) => isBehind !== isHidden)).toEqual([]);
});
