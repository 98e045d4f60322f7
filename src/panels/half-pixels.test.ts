import { expect, it } from 'vitest';
import { toHalfPixels } from './half-pixels.ts';

it('moves by half a pixel and never strays further than a quarter', () => {
  const places = Array.from({ length: 1001 }, (_, i) => toHalfPixels(i / 1000, 40) * 40);
  expect(new Set(places).size).toBe(81);
  places.forEach((place, i) => {
    expect(Math.abs(place - (i / 1000) * 40)).toBeLessThanOrEqual(0.25 + 1e-9);
  });
});

it('leaves a share as it is where the width is not known', () => {
  expect(toHalfPixels(0.1234, 0)).toBe(0.1234);
});
