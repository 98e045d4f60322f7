import { expect, test } from 'vitest';
import { bundledTimeRun } from './bundled.ts';
import { timeRun } from './measure.ts';
import { timePolicies } from './policies.ts';
import { timeSeeking } from './seeking.ts';
import { amongOthers, workloads } from './workloads.ts';

// Tiny inputs, so that the benchmark cannot rot; figures are reported by `npm run bench`, never gated here.
test.each(workloads)('$name runs and is the same run twice', ({ file }) => {
  const first = timeRun(file(4000));
  expect(first.requests).toBeGreaterThan(3000);
  expect(timeRun(file(4000)).runHash).toBe(first.runHash);
});

test('the engine in its bundle has the same run', async () => {
  const file = workloads[3]!.file(2000);
  expect((await bundledTimeRun())(file).runHash).toBe(timeRun(file).runHash);
});

test('idle nodes leave the run as it is', () => {
  expect(timeRun(amongOthers(4000, 100)).requests).toBe(timeRun(amongOthers(4000, 10)).requests);
});

test('policies and seeking are timed', () => {
  for (const { perSec, ratio } of timePolicies(2000, 1)) {
    expect([perSec > 0, ratio > 0]).toEqual([true, true]);
  }
  for (const { maxMs } of timeSeeking(3)) expect(maxMs).toBeGreaterThan(0);
});
