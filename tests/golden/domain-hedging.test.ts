/** The domain reference's figures on hedged requests (§3.3, §10 x): a hundred leaves, one in a hundred takes a second. */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import {
  client,
  constant,
  exponential,
  noTime,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';
import { normalQuantile } from '../support/statistics.ts';

const LEAVES = 100;
const SLOW_MS = 1000;
/** A client that gives up just before the slow ones answer counts them as failed. */
const GIVES_UP_MS = 999.9;

/** The p-quantile of a leaf: 1–10 ms as 5th and 95th percentile, but for one answer in a hundred. */
function leafMs(p: number): number {
  if (p >= 0.99) return SLOW_MS;
  const sigma = Math.log(10) / 2 / normalQuantile(0.95);
  return Math.sqrt(10) * Math.exp(sigma * normalQuantile(Math.max(p, 0.0001) / 0.99));
}

const leaf = {
  dist: 'quantiles',
  ms: Array.from({ length: 1001 }, (_, i) => leafMs(i / 1000)),
} as const;

/** Share of a leaf's answers that take longer: straight lines between the quantiles, as the engine draws them. */
function leafSlower(ms: number): number {
  const above = leaf.ms.findIndex((value) => value >= ms);
  const [low, high] = [leaf.ms[above - 1]!, leaf.ms[above]!];
  return 1 - (above - 1 + (ms - low) / (high - low)) / 1000;
}

function hedged(hedge: { readonly afterMs: number; readonly maxRatio: number } | null) {
  const lastMs = 15_000;
  return scenarioFrom({
    version: 1,
    seed: 1,
    durationMs: lastMs + 2100,
    nodes: [
      client('client', {
        arrival: {
          process: 'schedule',
          points: [
            { atMs: 0, ratePerSec: 50 },
            { atMs: lastMs, ratePerSec: 50 },
            { atMs: lastMs + 0.001, ratePerSec: 0 },
          ],
        },
        operations: [...work],
        keys: oneKey,
        timeoutMs: GIVES_UP_MS,
      }),
      station('root', { slots: 1_000_000, service: noTime, fanOut: LEAVES }),
      station('leaf', { instances: LEAVES, slots: 1_000_000, service: leaf }),
    ],
    edges: [request('client', 'root'), request('root', 'leaf', { hedge })],
  });
}

describe('a hundred leaves, one answer in a hundred takes a second', () => {
  it.each([
    { delay: 'none', afterMs: null, extra: 0, slow: 0.634 },
    { delay: 'p95', afterMs: 10, extra: 0.06, slow: 0.0096 },
    { delay: 'p99', afterMs: 16.1, extra: 0.02, slow: 0.0105 },
  ])('hedged at $delay: load +$extra, $slow of the requests slow', ({ afterMs, extra, slow }) => {
    const hedge = afterMs === null ? null : { afterMs, maxRatio: 1 };
    const runs = replicate(hedged(hedge));
    const values = runs.map(({ errorRatio }) => errorRatio!);
    const leafIsSlow =
      leafSlower(GIVES_UP_MS) * (afterMs === null ? 1 : leafSlower(GIVES_UP_MS - afterMs));
    const theory = 1 - (1 - leafIsSlow) ** LEAVES;
    expectAgreement({ figure: 'slow', theory, values }, suiteLevel);
    expectNear('slow by theory, and by the reference', theory, slow);

    const first = runs.reduce((sum, { nodes }) => sum + nodes.root!.arrived * LEAVES, 0);
    const all = runs.reduce((sum, { nodes }) => sum + nodes.leaf!.arrived, 0);
    expectNear('extra load', all / first - 1, extra);
  });

  it('leaves the slow ones their work: as many leaves busy as were asked', () => {
    const { nodes, requests } = runToEnd(hedged({ afterMs: 10, maxRatio: 1 }));
    expect(nodes.leaf!.completed).toBe(nodes.leaf!.arrived);
    expect(nodes.leaf!.arrived).toBeGreaterThan(requests.arrived * LEAVES);
  });
});

describe('a shared cause', () => {
  it('makes copies of no use: every leaf slow, twice the load, nothing gained', () => {
    const slow = (hedge: { readonly afterMs: number; readonly maxRatio: number } | null) =>
      runToEnd(
        scenarioFrom({
          version: 1,
          seed: 1,
          durationMs: 20_000,
          nodes: [
            client('client', { arrival: poisson(100), operations: [...work], keys: oneKey }),
            station('leaf', { instances: 4, slots: 1_000_000, service: constant(50) }),
          ],
          edges: [request('client', 'leaf', { hedge })],
        }),
      );
    const alone = slow(null);
    const copied = slow({ afterMs: 10, maxRatio: 1 });
    expect(copied.latencyMs).toEqual(alone.latencyMs);
    expect(copied.nodes.leaf!.arrived / alone.nodes.leaf!.arrived).toBeCloseTo(2, 2);
  });
});

describe('a delay that follows the 95th percentile', () => {
  it('copies one call in twenty, wherever it began', () => {
    for (const afterMs of [0.1, 1000]) {
      const { nodes, requests } = runToEnd(
        scenarioFrom({
          version: 1,
          seed: 1,
          durationMs: 60_000,
          warmupMs: 20_000,
          nodes: [
            client('client', { arrival: poisson(500), operations: [...work], keys: oneKey }),
            station('leaf', { instances: 100, slots: 1_000_000, service: exponential(10) }),
          ],
          edges: [request('client', 'leaf', { hedge: { afterMs, quantile: 0.95, maxRatio: 1 } })],
        }),
      );
      expectNear('copies', nodes.leaf!.arrived / requests.arrived - 1, 0.05);
    }
  });
});
