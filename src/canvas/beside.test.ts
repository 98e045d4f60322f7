import { expect, test } from 'vitest';
import { besideMiddle } from './beside.ts';
import { boxAt, CARD_HEIGHT, CARD_WIDTH, linkPath } from './geometry.ts';

const origin = boxAt({ x: 0, y: 0 });
const placeTo = (x: number, y: number) => {
  const { middle } = linkPath(origin, boxAt({ x, y }));
  const [left, top, acrossShare, downShare] = besideMiddle(linkPath(origin, boxAt({ x, y })))
    .match(/-?[\d.]+/g)!
    .map(Number) as [number, number, number, number];
  return { right: left - middle.x, below: top - middle.y, acrossShare, downShare };
};

test('above a line that runs sideways, whichever way', () => {
  for (const x of [400, -400]) {
    expect(placeTo(x, 0)).toEqual({ right: 0, below: -9, acrossShare: -50, downShare: -100 });
  }
});

test('to the right of one that runs up or down', () => {
  for (const y of [300, -300]) {
    expect(placeTo(0, y)).toEqual({ right: 9, below: 0, acrossShare: 0, downShare: -50 });
  }
});

test('no corner of the words touches a slanted line', () => {
  const size = { width: 60, height: 18 };
  for (const [x, y] of [
    [320, 260],
    [320, -260],
    [-320, 200],
    [-320, -300],
    [240, 700],
  ] as const) {
    const target = boxAt({ x, y });
    const path = linkPath(origin, target);
    const at = placeTo(x, y);
    const left = path.middle.x + at.right + (at.acrossShare / 100) * size.width;
    const top = path.middle.y + at.below + (at.downShare / 100) * size.height;
    const line = path.points(200);
    for (let i = 0; i < line.length; i += 2) {
      const isInside =
        line[i]! > left - 4 &&
        line[i]! < left + size.width + 4 &&
        line[i + 1]! > top - 4 &&
        line[i + 1]! < top + size.height + 4;
      expect(isInside, `${x}, ${y} (${CARD_WIDTH}×${CARD_HEIGHT})`).toBe(false);
    }
  }
});
