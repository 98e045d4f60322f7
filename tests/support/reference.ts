/**
 * Comparison with the figures of the domain reference, which are of one seed each: within 15 % unless a test says more.
 * SHOW_FIGURES=1 prints both.
 */
import { expect } from 'vitest';

export function expectNear(figure: string, value: number, reference: number, ratio = 0.15): void {
  if (process.env.SHOW_FIGURES) {
    const off = reference === 0 ? '' : `${((100 * value) / reference - 100).toFixed(1)} %`;
    const { currentTestName } = expect.getState();
    console.log(
      `ROW | ${currentTestName} | ${figure} | ${reference} | ${value.toPrecision(5)} | ${off}`,
    );
  }
  const message = `${figure}: reference ${reference}, measured ${value}`;
  expect(Math.abs(value - reference), message).toBeLessThanOrEqual(ratio * Math.abs(reference));
}
