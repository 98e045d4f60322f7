import { expect, it } from 'vitest';
import { linkMomentNs } from './sharing.ts';

it('a link has the moment that the clock shows', () => {
  expect(linkMomentNs(2_233_200_999.4)).toBe(2_233_200_000);
  // A hair below: the sum of many frames.
  expect(linkMomentNs(2_233_199_999.9)).toBe(2_233_200_000);
});
