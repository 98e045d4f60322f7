/** One server and its line: Poisson arrivals, service of every kind. */
import { describe, expect, it } from 'vitest';
import { pollaczekKhinchineMs } from '../../src/base/queueing.ts';
import type { Distribution } from '../../src/kinds/fields.ts';
import { expectTheory, latencyQuantile, meanLatency, utilizationOf } from '../support/agreement.ts';
import {
  client,
  constant,
  exponential,
  oneKey,
  passage,
  poisson,
  request,
  station,
  timesFor,
  work,
} from '../support/designs.ts';
import { replicate, scenarioFrom } from '../support/replications.ts';
import { type Cdf, gammaCdf, generalServiceQuantilesMs, normalCdf } from './general-service.ts';
import { constantServiceQuantileMs, lognormal } from './queueing.ts';

describe('M/D/1', () => {
  it.each([
    { rho: 0.5, customers: 20_000, percent: 3 },
    { rho: 0.7, customers: 25_000, percent: 4 },
    { rho: 0.9, customers: 80_000, percent: 6 },
  ])('at ρ $rho: mean and p99 within $percent %', ({ rho, customers, percent }) => {
    const queue = { ratePerSec: 100 * rho, serviceMs: 10, servers: 1 };
    const within = percent / 100;
    // At ρ 0.9 it lies beyond what Erlang's alternating series can bear.
    const p99 =
      rho < 0.9
        ? constantServiceQuantileMs(queue, 0.99)
        : generalServiceQuantilesMs(queue, (ms) => (ms < 10 ? 0 : 1), [0.99])[0]!;
    expectTheory(oneServer({ ...queue, customers, service: constant(10) }), [
      meanLatency(pollaczekKhinchineMs(queue, 0), within),
      utilizationOf('server', rho, 0.01),
      latencyQuantile('p90', constantServiceQuantileMs(queue, 0.9), within),
      latencyQuantile('p99', p99, rho < 0.9 ? within : 1.5 * within),
    ]);
  });
});

describe('M/G/1: the mean of Pollaczek and Khinchine, and the quantiles', () => {
  const log = lognormal(1, 10);
  it.each([
    { name: 'gamma of cv 0.5', ...gamma(10, 0.5), meanMs: 10, scv: 0.25, percent: 4 },
    { name: 'gamma of cv 2', ...gamma(10, 2), meanMs: 10, scv: 4, percent: 8 },
    { name: 'uniform 2–18', ...uniform(2, 18), meanMs: 10, scv: 2.56 / 12, percent: 4 },
    { name: 'lognormal 1–10', ...lognormalFrom(1, 10), ...log, percent: 4 },
  ])(
    '$name, at ρ 0.5, 0.7 and 0.8: mean and median within $percent %, p99 within twice that',
    ({ service, cdf, meanMs, scv, percent }) => {
      const within = percent / 100;
      for (const rho of [0.5, 0.7, 0.8]) {
        const queue = { ratePerSec: (1000 * rho) / meanMs, serviceMs: meanMs, servers: 1 };
        const customers = (rho < 0.8 ? 15_000 : 30_000) * (scv > 1 ? 1.5 : 1);
        const [p50, p99] = generalServiceQuantilesMs(queue, cdf, [0.5, 0.99]);
        expectTheory(oneServer({ ...queue, customers, service }), [
          meanLatency(pollaczekKhinchineMs(queue, scv), within),
          latencyQuantile('p50', p50!, within),
          latencyQuantile('p99', p99!, 2 * within),
          utilizationOf('server', rho, 0.02),
        ]);
      }
    },
  );
});

describe('a link with a bandwidth is M/D/1 if all that it carries is alike', () => {
  // 100 kB at 100 Mbit/s are 8 ms.
  const PER_SEC = 87.5;
  const theory = { ratePerSec: PER_SEC, serviceMs: 8 };

  it.each(['request', 'answer'] as const)('the %s: mean within 2 %, p99 within 4 %', (which) => {
    const bytes = (of: string) => (of === which ? 100_000 : 0);
    const sizes = { requestBytes: bytes('request'), responseBytes: bytes('answer') };
    const scenario = scenarioFrom({
      version: 1,
      ...timesFor({ ...theory, servers: 1, customers: 30_000 }),
      nodes: [
        client('client', {
          arrival: poisson(PER_SEC),
          operations: [{ name: 'page', type: 'static', ...sizes }],
          keys: oneKey,
        }),
        passage('web'),
      ],
      edges: [request('client', 'web', { bandwidthMbps: 100 })],
    });
    const busy = which === 'request' ? 'out' : 'back';
    expectTheory(scenario, [
      meanLatency(pollaczekKhinchineMs(theory, 0), 0.02),
      latencyQuantile('p99', constantServiceQuantileMs(theory, 0.99), 0.04),
      {
        figure: 'utilization of the link',
        theory: 0.7,
        within: 0.01,
        of: ({ edges }) => edges!['client-web']![busy]!,
      },
    ]);
  });
});

it('every request is accounted for', () => {
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1, customers: 5000 };
  for (const { requests } of replicate(oneServer({ ...queue, service: exponential(10) }))) {
    expect(requests.arrived).toBe(requests.succeeded + requests.failed + requests.inFlight);
    expect(requests.failed).toBe(0);
  }
});

function oneServer(queue: {
  readonly ratePerSec: number;
  readonly serviceMs: number;
  readonly servers: number;
  readonly customers: number;
  readonly service: Distribution;
}) {
  return scenarioFrom({
    version: 1,
    ...timesFor(queue),
    nodes: [
      client('client', { arrival: poisson(queue.ratePerSec), operations: [...work], keys: oneKey }),
      station('server', { slots: 1, service: queue.service }),
    ],
    edges: [request('client', 'server')],
  });
}

interface Service {
  readonly service: Distribution;
  readonly cdf: Cdf;
}

function gamma(meanMs: number, cv: number): Service {
  const shape = 1 / cv ** 2;
  return {
    service: { dist: 'gamma', meanMs, cv },
    cdf: (ms) => gammaCdf(shape, (ms * shape) / meanMs),
  };
}

function uniform(minMs: number, maxMs: number): Service {
  const share = (ms: number) => (ms - minMs) / (maxMs - minMs);
  return {
    service: { dist: 'uniform', minMs, maxMs },
    cdf: (ms) => Math.min(1, Math.max(0, share(ms))),
  };
}

function lognormalFrom(p5Ms: number, p95Ms: number): Service {
  const medianMs = Math.sqrt(p5Ms * p95Ms);
  const { sigma } = lognormal(p5Ms, p95Ms);
  return {
    service: { dist: 'lognormal', p5Ms, p95Ms },
    cdf: (ms) => (ms <= 0 ? 0 : normalCdf(Math.log(ms / medianMs) / sigma)),
  };
}
