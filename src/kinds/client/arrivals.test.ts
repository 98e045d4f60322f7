/** The integral of a schedule, against thinning and against itself. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Streams } from '../../base/random.ts';
import { type OpenArrival, ratePerSec, whenDoneNs, workBetween } from './arrivals.ts';

const schedule: OpenArrival = {
  process: 'schedule',
  points: [
    { atMs: 1000, ratePerSec: 0 },
    { atMs: 3000, ratePerSec: 100 },
    { atMs: 4000, ratePerSec: 100 },
    { atMs: 6000, ratePerSec: 10 },
    { atMs: 6001, ratePerSec: 0 },
  ],
};

it('rates are interpolated, and constant before the first and after the last point', () => {
  const at = (ms: number) => ratePerSec(schedule, ms * 1e6);
  expect([0, 1000, 2000, 3500, 5000, 6001, 9999].map(at)).toEqual([0, 0, 50, 100, 55, 0, 0]);
});

it('work and the time at which it is done are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.nat(6000), fc.integer({ min: 1, max: 1000 }), fc.nat(3), (ms, mille, spike) => {
      const fromNs = ms * 1e6;
      const factor = 0.5 + spike;
      const all = workBetween(schedule, fromNs, 7e9, factor);
      const work = (all * mille) / 1001;
      if (work < 1e-9) return;
      const doneNs = whenDoneNs(schedule, fromNs, work, factor);
      expect(workBetween(schedule, fromNs, doneNs, factor) / work).toBeCloseTo(1, 6);
    }),
  );
});

it('work that is never done takes for ever, and none takes no time, even at a rate of 0', () => {
  expect(whenDoneNs(schedule, 0, 1e6, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(whenDoneNs(schedule, 5e9, 1, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(whenDoneNs(schedule, 500e6, 0, 1)).toBe(500e6);
  expect(whenDoneNs({ process: 'poisson', ratePerSec: 0 }, 5, 0, 1)).toBe(5);
});

it('arrivals are as many, and as spread, as thinning makes them', () => {
  const streams = new Streams(17);
  const [own, thin] = [streams.named('c', 'own'), streams.named('c', 'thinning')];
  const byWork = new Float64Array(60);
  const byThinning = new Float64Array(60);
  for (let run = 0; run < 300; run++) {
    for (let atNs = 0; ; ) {
      atNs = whenDoneNs(schedule, atNs, streams.exponential(own), 1);
      if (!(atNs < 6e9)) break;
      byWork[Math.floor(atNs / 100e6)]!++;
    }
    for (let atNs = 0; ; ) {
      atNs += (streams.exponential(thin) / 100) * 1e9;
      if (atNs >= 6e9) break;
      if (streams.uniform(thin) * 100 < ratePerSec(schedule, atNs)) {
        byThinning[Math.floor(atNs / 100e6)]!++;
      }
    }
  }
  for (const [i, count] of byWork.entries()) {
    const expected = 300 * workBetween(schedule, i * 100e6, (i + 1) * 100e6, 1);
    const slack = 4.5 * Math.sqrt(expected) + 1e-6;
    expect(Math.abs(count - expected)).toBeLessThanOrEqual(slack);
    expect(Math.abs(byThinning[i]! - expected)).toBeLessThanOrEqual(slack);
  }
});
