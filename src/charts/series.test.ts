import { expect, it } from 'vitest';
import { type Series, valueAt } from './series.ts';

it('has the last value at the end of the run, also where steps are no whole part of it', () => {
  const series: Series = { key: 'a', name: 'a', color: '', values: new Float64Array(300).fill(7) };
  const plot = { series: [series], fromNs: 0, stepNs: 26_666_666 };
  expect(valueAt(plot, series, 8e9)).toBe(7);
  expect(valueAt({ ...plot, stepNs: 1e6 }, series, 3e8)).toBe(7);
  expect(valueAt({ ...plot, stepNs: 1e6 }, series, 3.1e8)).toBeNaN();
});
