import { expect, it } from 'vitest';
import { clearPlace } from './clear-place.ts';

const room = { width: 900, height: 560 };
const toast = { width: 400, height: 36 };
const legend = { left: 8, top: 8, width: 640, height: 22 };

it('stands in the middle of the upper edge where nothing is needed', () => {
  expect(clearPlace(toast, room, [])).toEqual({ left: 250, top: 8 });
});

it('stands beside or under what is needed, whichever is nearer', () => {
  expect(clearPlace(toast, room, [legend])).toEqual({ left: 250, top: 32 });
  const card = { left: 600, top: 30, width: 145, height: 80 };
  const { left, top } = clearPlace(toast, room, [legend, card]);
  expect(top).toBe(32);
  expect(left).toBe(200);
});

it('covers the least where everything is taken, and never leaves the room', () => {
  const all = { left: 0, top: 0, ...room };
  const twice = { left: 0, top: 0, width: 900, height: 520 };
  expect(clearPlace(toast, room, [all, twice]).top).toBe(512);
  expect(clearPlace({ width: 366, height: 80 }, { width: 360, height: 60 }, [all])).toEqual({
    left: 8,
    top: 8,
  });
});
