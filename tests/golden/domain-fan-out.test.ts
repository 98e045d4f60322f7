/** The domain reference's figures on asking many leaves at once (§10 x): the slowest decides. */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import {
  client,
  constant,
  noTime,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';

type Service = ReturnType<typeof constant> | { dist: 'lognormal'; p5Ms: number; p95Ms: number };

/** A root that asks `leaves` servers at once, each as if it were alone. */
function fanOut(design: {
  readonly leaves: number;
  readonly requests: number;
  readonly service: NonNullable<Parameters<typeof station>[1]['service']>;
  readonly timeoutMs?: number;
}): Scenario {
  const { leaves, requests, service, timeoutMs = null } = design;
  const many = 1_000_000;
  // Nobody comes in the last two seconds, so that no slow request is still open at the end and missing from the count.
  const lastMs = requests * 10;
  const arrival = {
    process: 'schedule' as const,
    points: [
      { atMs: 0, ratePerSec: 100 },
      { atMs: lastMs, ratePerSec: 100 },
      { atMs: lastMs + 0.001, ratePerSec: 0 },
    ],
  };
  return scenarioFrom({
    version: 1,
    seed: 1,
    durationMs: lastMs + 2000,
    nodes: [
      client('client', { arrival, operations: [...work], keys: oneKey, timeoutMs }),
      station('root', { slots: many, service: noTime, fanOut: leaves }),
      station('leaf', { instances: leaves, slots: many, service }),
    ],
    edges: [request('client', 'root'), request('root', 'leaf')],
  });
}

describe('leaves of 1–10 ms, all asked at once', () => {
  const service: Service = { dist: 'lognormal', p5Ms: 1, p95Ms: 10 };

  it.each([
    { leaves: 1, p50: 3.2, p99: 16, requests: 20_000 },
    { leaves: 10, p50: 9, p99: 27, requests: 20_000 },
    { leaves: 100, p50: 17.7, p99: 43, requests: 10_000 },
    { leaves: 1000, p50: 30, p99: 64, requests: 2000 },
  ])('$leaves: p50 $p50 ms, p99 $p99 ms', ({ leaves, p50, p99, requests }) => {
    const { latencyMs, nodes, requests: asked } = runToEnd(fanOut({ leaves, service, requests }));
    expectNear('p50', latencyMs.p50!, p50);
    expectNear('p99', latencyMs.p99!, p99);
    expect(nodes.leaf!.completed).toBe(asked.succeeded * leaves);
  });
});

/** Below 2 ms, but for one in a hundred that takes a second. Equally spaced quantiles: the step is at 0.99 exactly. */
const stragglers = {
  dist: 'quantiles',
  ms: Array.from({ length: 1001 }, (_, i) => (i < 990 ? 2 * (i / 990) : 1000)),
} as const;

describe('one leaf in a hundred is slow', () => {
  it.each([
    { leaves: 1, share: 0.01 },
    { leaves: 10, share: 0.0956 },
    { leaves: 100, share: 0.634 },
  ])('of $leaves asked at once: $share of the requests', ({ leaves, share }) => {
    const theory = 1 - 0.99 ** leaves;
    expect(theory).toBeCloseTo(share, 3);
    // Whoever waits a second has met a slow one.
    const scenario = fanOut({ leaves, service: stragglers, requests: 1000, timeoutMs: 999.9 });
    const values = replicate(scenario).map(({ errorRatio }) => errorRatio!);
    expectAgreement({ figure: 'share', theory, values }, suiteLevel);
  });
});

describe('three services of 10, 20 and 30 ms', () => {
  it.each([
    { calls: 'oneByOne', ms: 60 },
    { calls: 'atOnce', ms: 30 },
  ] as const)('$calls: $ms ms', ({ calls, ms }) => {
    const services = [10, 20, 30].map((serviceMs) => ({ id: `service-${serviceMs}`, serviceMs }));
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 10_000,
      nodes: [
        client('client', { arrival: poisson(10), operations: [...work], keys: oneKey }),
        station('root', { slots: 1000, service: noTime, calls }),
        ...services.map(({ id, serviceMs }) =>
          station(id, { slots: 1000, service: constant(serviceMs) }),
        ),
      ],
      edges: [request('client', 'root'), ...services.map(({ id }) => request('root', id))],
    });
    const { latencyMs } = runToEnd(scenario);
    expect(latencyMs.max).toBeCloseTo(ms, 6);
    expect(latencyMs.p50! / ms).toBeCloseTo(1, 2);
  });
});
