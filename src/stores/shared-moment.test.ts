import { expect, it } from 'vitest';
import { linkMomentNs } from './shared-moment.ts';

it('is the moment that the clock shows', () => {
  expect(linkMomentNs(5_999_998_000, 1, null)).toBe(5_999_000_000);
  expect(linkMomentNs(2_233_200_999.4, 0.01, null)).toBe(2_233_200_000);
  // A hair below: the sum of many frames.
  expect(linkMomentNs(2_233_199_999.9, 0.01, null)).toBe(2_233_200_000);
  expect(linkMomentNs(5_999_999_999.9, 1, null)).toBe(6_000_000_000);
});

it('has the event on which the cursor stands', () => {
  const event = { atNs: 28_683_457_120, node: 0, instance: -1, event: 'rerouted', data: {} };
  const recording = { events: [event], eventsUntil: (ns: number) => (ns >= event.atNs ? 1 : 0) };
  expect(linkMomentNs(28_683_457_120, 1, recording)).toBe(28_683_458_000);
  expect(linkMomentNs(28_683_457_121, 1, recording)).toBe(28_683_000_000);
});
