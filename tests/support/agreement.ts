/**
 * Many figures of one scenario against theory, each within its 99 % interval over 20 seeds.
 *
 * Of a hundred true comparisons one misses such an interval by chance alone. A figure that does is therefore asked
 * again of 60 other seeds, and must then lie within their interval, which is half as wide: a false alarm once in ten
 * thousand comparisons, while an error as large as the interval has little chance to hide.
 */
import { expect } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { seeds, showRow } from './replications.ts';
import { confidenceInterval } from './statistics.ts';

export interface TheoryClaim {
  readonly figure: string;
  readonly theory: number;
  /** The figure of one run. */
  of(run: Summary): number;
  /** How narrow the interval must be, as a ratio of the theory: a wide one would prove nothing. */
  readonly within: number;
  /** A quantile, read from a histogram with a relative error of at most 0.4 %. */
  readonly isQuantile?: boolean;
}

const OTHER_SEEDS = 60;
const HISTOGRAM_ERROR = 0.004;
/** Twenty seeds know their own spread to a sixth: two of these are allowed, so that other luck is not a failure. */
const WIDTH_LUCK = 4 / 3;

/** The scenario may depend on the seed, where its faults are a matter of chance too. */
export function expectTheory(
  scenario: Scenario | ((seed: number) => Scenario),
  claims: readonly TheoryClaim[],
): void {
  const runs = seeds.map((seed) => run(scenario, seed));
  const missed = claims.filter((claim) => {
    const values = runs.map(claim.of);
    showRow(claim.figure, claim.theory, values);
    const { half, off } = compare(claim, values);
    const width = `${claim.figure}: the interval is ± ${half} around ${claim.theory}`;
    expect(half / Math.abs(claim.theory), width).toBeLessThanOrEqual(WIDTH_LUCK * claim.within);
    return off > 0;
  });
  if (missed.length > 0) expectOfOthers(scenario, missed);
}

function expectOfOthers(
  scenario: Scenario | ((seed: number) => Scenario),
  claims: readonly TheoryClaim[],
): void {
  const runs = Array.from({ length: OTHER_SEEDS }, (_, i) => run(scenario, seeds.length + 1 + i));
  for (const claim of claims) {
    const values = runs.map(claim.of);
    showRow(`${claim.figure}, other seeds`, claim.theory, values);
    const { mean, half, off } = compare(claim, values);
    const message = `${claim.figure}: theory ${claim.theory}, measured ${mean} ± ${half}`;
    expect(off, message).toBeLessThanOrEqual(0);
  }
}

function run(scenario: Scenario | ((seed: number) => Scenario), seed: number): Summary {
  const chosen = typeof scenario === 'function' ? scenario(seed) : scenario;
  return runToEnd({ ...chosen, seed });
}

/** `off`: how far beyond the tolerance the theory lies; negative where it is inside. */
function compare({ theory, isQuantile }: TheoryClaim, values: readonly number[]) {
  const { mean, half } = confidenceInterval(values, 0.99);
  // Rounding alone, where nothing is left to chance.
  const slack = (isQuantile ? HISTOGRAM_ERROR : 1e-9) * Math.abs(theory);
  return { mean, half, off: Math.abs(mean - theory) - half - slack };
}

// ---- the figures that most comparisons are about ----

type Quantile = 'p50' | 'p90' | 'p95' | 'p99';

/** Mean of the clients' latency, milliseconds. */
export function meanLatency(theory: number, within: number): TheoryClaim {
  return { figure: 'mean', theory, within, of: ({ latencyMs }) => latencyMs.mean! };
}

export function latencyQuantile(quantile: Quantile, theory: number, within: number): TheoryClaim {
  const of = ({ latencyMs }: Summary) => latencyMs[quantile]!;
  return { figure: quantile, theory, within, of, isQuantile: true };
}

export function meanLatencyAt(node: string, theory: number, within: number): TheoryClaim {
  const of = ({ nodes }: Summary) => nodes[node]!.latencyMs.mean!;
  return { figure: `mean at ${node}`, theory, within, of };
}

export function utilizationOf(node: string, theory: number, within: number): TheoryClaim {
  const of = ({ nodes }: Summary) => nodes[node]!.utilization!;
  return { figure: `utilization of ${node}`, theory, within, of };
}

/** Mean number in line, all instances together. */
export function lineAt(node: string, theory: number, within: number): TheoryClaim {
  const of = ({ nodes }: Summary) => nodes[node]!.meanQueueLength!;
  return { figure: `line at ${node}`, theory, within, of };
}

/** Served requests a second. */
export function throughput(theory: number, within: number): TheoryClaim {
  return { figure: 'throughput', theory, within, of: (summary) => summary.throughputPerSec! };
}

/** Share of the requests that found no room. */
export function blockedShare(theory: number, within: number): TheoryClaim {
  const of = ({ requests }: Summary) => (requests.failedBy.overflow ?? 0) / requests.arrived;
  return { figure: 'blocked', theory, within, of };
}
