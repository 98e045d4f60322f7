/** Where keys stand: in their order, apart from one another, inside their width. */
import { describe, expect, it } from 'vitest';
import type { KeyList } from '../../stores/opened-cache.ts';
import { columnsIn, HEAD_PX, layOut, limitFor } from './key-layout.ts';

const chip = { width: 50, height: 26 };
const WIDTH = 320;

const recency: KeyList = { name: 'recency', size: 900, keys: [1, 2, 3, 4, 5, 6, 7, 8], gap: 4 };
const ring = (size: number, keys: number): KeyList => ({
  name: 'ring',
  size,
  keys: Array.from({ length: keys }, (_, i) => i),
  marks: Array.from({ length: keys }, (_, i) => i % 2),
  hand: Math.floor(keys / 2),
});

describe('lists in rows', () => {
  it('read from the newest to the victim, with a break where keys were left out', () => {
    const [placed] = layOut([recency], WIDTH, chip).lists;
    const order = [...placed!.keys].sort((a, b) => a.y - b.y || a.x - b.x).map(({ key }) => key);
    expect(order).toEqual(recency.keys);
    const [newer, older] = [placed!.keys[3]!, placed!.keys[4]!];
    expect(placed!.betweenY).toBeGreaterThanOrEqual(newer.y + chip.height);
    expect(older.y).toBeGreaterThan(placed!.betweenY!);
    expect(older.x).toBe(0);
  });

  it('stand below one another, and leave room for a key where they are empty', () => {
    const empty: KeyList = { name: 'ghost', size: 0, keys: [], ghost: true };
    const { lists, height } = layOut([empty, recency], WIDTH, chip);
    expect(lists[1]!.y).toBeGreaterThan(HEAD_PX + chip.height);
    expect(height).toBe(lists[1]!.y + lists[1]!.height);
  });

  it('get whole rows at both ends', () => {
    const columns = columnsIn(WIDTH, chip);
    expect(limitFor(WIDTH, chip, { lists: 1, isRing: false })).toBe(6 * columns);
    expect(limitFor(WIDTH, chip, { lists: 3, isRing: false })).toBe(2 * columns);
    expect(limitFor(5000, chip, { lists: 1, isRing: false })).toBeLessThanOrEqual(64);
  });
});

const most = limitFor(WIDTH, chip, { lists: 1, isRing: true });

describe.each([
  { name: 'whole', size: 12, keys: 12 },
  { name: 'as many as there is room for', size: 900, keys: most },
])('a ring, $name', ({ size, keys }) => {
  const [placed] = layOut([ring(size, keys)], WIDTH, chip).lists;

  it('keeps its keys inside the width, and apart', () => {
    const places = placed!.keys;
    for (const { x, y } of places) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + chip.width).toBeLessThanOrEqual(WIDTH);
      expect(y + chip.height).toBeLessThanOrEqual(placed!.height);
    }
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) {
        const isApart =
          Math.abs(a.x - b.x) >= chip.width - 1 || Math.abs(a.y - b.y) >= chip.height - 1;
        expect(isApart, `${a.key} and ${b.key}`).toBe(true);
      }
    }
  });

  it('goes round clockwise, and shows the hand and the bits', () => {
    const centre = placed!.ring!;
    const turns = placed!.keys.map(({ x, y }) => {
      const across = (x + chip.width / 2 - centre.x) / centre.radiusX;
      const down = (y + chip.height / 2 - centre.y) / centre.radiusY;
      const angle = Math.atan2(down, across) + Math.PI / 2;
      return (angle + 2 * Math.PI + 1e-9) % (2 * Math.PI);
    });
    expect(turns).toEqual([...turns].sort((a, b) => a - b));
    const held = placed!.keys.filter(({ isHand }) => isHand);
    expect(held.map(({ key }) => key)).toEqual([Math.floor(keys / 2)]);
    expect(placed!.keys.map(({ mark }) => mark)).toEqual(ring(size, keys).marks);
  });
});
