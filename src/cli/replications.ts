/** The same scenario on several lucks: seeds `seed`, `seed + 1`, …, and what can be said of their means. */
import type { Scenario } from '../scenario/schema.ts';
import { BY_HAND } from '../scenario/stop-reasons.ts';
import type { Summary } from '../sim/summary.ts';
import { confidence95, type Interval } from './student-t.ts';

export interface Replicated {
  readonly scenario: string;
  /** The first; each replication takes the next. */
  readonly seed: number;
  readonly replications: number;
  readonly simulatedMs: number;
  /** By path into the summary: `latencyMs.p99`. 95 % confidence intervals of the mean. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/**
 * `run` carries out one of them, told how many are done. One that was interrupted does not count and is the last; null
 * where fewer than two are left, of which nothing can be said.
 */
export async function replicate(
  scenario: Scenario,
  wanted: number,
  run: (scenario: Scenario, done: number) => Promise<Summary>,
): Promise<Replicated | null> {
  const summaries: Summary[] = [];
  for (let i = 0; i < wanted; i++) {
    // Seeds are unsigned 32-bit numbers: after the last comes 0.
    const summary = await run({ ...scenario, seed: (scenario.seed + i) >>> 0 }, i);
    if (summary.stopped === BY_HAND) break;
    summaries.push(summary);
  }
  const replications = summaries.length;
  if (replications < 2) return null;
  const { name, seed, durationMs } = scenario;
  const metrics = metricsOf(summaries);
  return { scenario: name, seed, replications, simulatedMs: durationMs, metrics };
}

/** A metric that some run never measured is left out, except for counts of failures: none was found is none. */
function metricsOf(summaries: readonly Summary[]): Record<string, Interval> {
  const rows = summaries.map((summary) => new Map(numbersIn(measuredPart(summary), '')));
  const paths = new Set(rows.flatMap((row) => [...row.keys()]));
  const metrics: Record<string, Interval> = {};
  for (const path of paths) {
    const values = rows.map((row) => row.get(path) ?? (path.includes('failedBy.') ? 0 : null));
    const known = values.filter((value) => value !== null);
    if (known.length === rows.length) metrics[path] = confidence95(known);
  }
  return metrics;
}

function measuredPart(summary: Summary) {
  const { requests, throughputPerSec, errorRatio, latencyMs, nodes, edges, pools } = summary;
  return {
    requests,
    throughputPerSec,
    errorRatio,
    latencyMs,
    nodes,
    ...(edges && { edges }),
    ...(pools && { pools }),
  };
}

function numbersIn(value: unknown, path: string): [string, number][] {
  if (typeof value === 'number') return Number.isFinite(value) ? [[path, value]] : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersIn(inner, path === '' ? name : `${path}.${name}`),
  );
}
