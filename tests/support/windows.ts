/** Counts of one run between moments of it: what a summary, which is of the whole run, does not tell. */
import { compile } from '../../src/scenario/compile.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Rates {
  readonly arrivedPerSec: number;
  readonly completedPerSec: number;
}

/** Windows in order of time, without overlap; for every one, the rates at every node. */
export function ratesIn(
  scenario: Scenario,
  windows: readonly Window[],
): readonly Readonly<Record<string, Rates>>[] {
  const sim = compile(scenario, { keepsSeries: false });
  const { arrived, completed } = sim.measured;
  const countsAt = (ms: number) => {
    sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
    return { arrived: Float64Array.from(arrived), completed: Float64Array.from(completed) };
  };
  return windows.map(({ fromMs, toMs }) => {
    const from = countsAt(fromMs);
    const to = countsAt(toMs);
    const seconds = (toMs - fromMs) / 1000;
    const entries = sim.spec.nodes.map(({ id }, i) => {
      const arrivedPerSec = (to.arrived[i]! - from.arrived[i]!) / seconds;
      const completedPerSec = (to.completed[i]! - from.completed[i]!) / seconds;
      return [id, { arrivedPerSec, completedPerSec }] as const;
    });
    return Object.fromEntries(entries);
  });
}
