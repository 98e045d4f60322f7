import { describe, expect, test } from 'vitest';
import { boxAt, CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import { snap } from './snap.ts';

const note = { x: 400, y: 300, width: 200, height: 60 };

describe('snapping', () => {
  test('a card within reach lines up, and the line runs from one to the other', () => {
    const other = boxAt({ x: 100, y: 400 });
    const { x, y, guides } = snap(boxAt({ x: 104, y: 50 }), [other], 6);
    expect({ x, y }).toEqual({ x: -4, y: 0 });
    const line = { axis: 'x', from: 50, to: 400 + CARD_HEIGHT };
    expect(guides).toEqual([
      { ...line, at: 100 },
      { ...line, at: 100 + CARD_WIDTH },
    ]);
  });

  test('one out of reach stays where it is', () => {
    const { guides, ...shift } = snap(boxAt({ x: 107, y: 50 }), [boxAt({ x: 100, y: 400 })], 6);
    expect(shift).toEqual({ x: 0, y: 0 });
    expect(guides).toEqual([]);
  });

  test('the nearest line wins, on each axis for itself', () => {
    const others = [boxAt({ x: 100, y: 400 }), boxAt({ x: 500, y: 46 }), boxAt({ x: 109, y: 700 })];
    const { x, y, guides } = snap(boxAt({ x: 105, y: 50 }), others, 6);
    expect({ x, y }).toEqual({ x: 4, y: -4 });
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([
      ['x', 109],
      ['x', 109 + CARD_WIDTH],
      ['y', 46],
      ['y', 46 + CARD_HEIGHT],
    ]);
  });

  test('where sizes differ, starts, middles and ends each find their like', () => {
    const right = snap({ ...boxAt({ x: 0, y: 0 }), x: 600 - CARD_WIDTH + 3 }, [note], 6);
    expect(right.x).toBe(-3);
    expect(right.guides).toEqual([{ axis: 'x', at: 600, from: 0, to: 360 }]);
    const bottom = snap({ ...boxAt({ x: 0, y: 0 }), y: 360 - CARD_HEIGHT - 5 }, [note], 6);
    expect(bottom.y).toBe(5);
    expect(bottom.guides.map(({ at }) => at)).toEqual([360]);
    const middle = snap({ ...boxAt({ x: 0, y: 0 }), x: 500 - CARD_WIDTH / 2 + 2 }, [note], 6);
    expect(middle.guides.map(({ at }) => at)).toEqual([500]);
    // A start does not stick to somebody else's end.
    expect(snap(boxAt({ x: 600, y: 0 }), [note], 6).guides).toEqual([]);
  });

  test('a group is one box, and all that stand on its line are on the guide', () => {
    const group = { x: 2, y: 0, width: 500, height: CARD_HEIGHT };
    const others = [boxAt({ x: 0, y: 200 }), boxAt({ x: 0, y: 600 })];
    expect(snap(group, others, 6)).toEqual({
      x: -2,
      y: 0,
      guides: [{ axis: 'x', at: 0, from: 0, to: 600 + CARD_HEIGHT }],
    });
  });
});
