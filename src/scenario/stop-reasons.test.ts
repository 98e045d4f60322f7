import { expect, it } from 'vitest';
import { BY_HAND, readStopReason, stoppedBecause } from './stop-reasons.ts';

it.each([
  { events: 2_000_000_000, atMs: null },
  { events: 10_000_000, atMs: 0 },
  { events: 10_000_000, atMs: 1234.000001 },
  { events: 10_000_000, atMs: 1e-6 },
])('is read as it was said: %o', (reason) => {
  expect(readStopReason(stoppedBecause(reason))).toEqual(reason);
});

it('is nothing else', () => {
  expect(readStopReason(BY_HAND)).toBeNull();
  expect(readStopReason('stopped after lunch')).toBeNull();
});
