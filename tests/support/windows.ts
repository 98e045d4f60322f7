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
  const countsAt = (ms: number) => {
    sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
    return sim.measured.nodes.map(({ arrived, completed }) => ({ arrived, completed }));
  };
  return windows.map(({ fromMs, toMs }) => {
    const from = countsAt(fromMs);
    const to = countsAt(toMs);
    const seconds = (toMs - fromMs) / 1000;
    const entries = sim.spec.nodes.map(({ id }, i) => {
      const arrivedPerSec = (to[i]!.arrived - from[i]!.arrived) / seconds;
      const completedPerSec = (to[i]!.completed - from[i]!.completed) / seconds;
      return [id, { arrivedPerSec, completedPerSec }] as const;
    });
    return Object.fromEntries(entries);
  });
}
