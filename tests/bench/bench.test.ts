import { expect, test } from 'vitest';
import { timeRun } from './measure.ts';
import { workloads } from './workloads.ts';

// Tiny inputs, so that the benchmark cannot rot; figures are reported by `npm run bench`, never gated here.
test.each(workloads)('$name runs and is the same run twice', ({ file }) => {
  const first = timeRun(file(4000));
  expect(first.requests).toBeGreaterThan(3000);
  expect(timeRun(file(4000)).runHash).toBe(first.runHash);
});
