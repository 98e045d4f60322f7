/** One server and its line: Poisson arrivals, service of every kind. */
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/kinds/fields.ts';
import {
  client,
  constant,
  exponential,
  oneKey,
  poisson,
  request,
  station,
  timesFor,
  work,
} from '../support/designs.ts';
import {
  expectAgreement,
  replicate,
  scenarioFrom,
  scenarioFromFile,
  suiteLevel,
} from '../support/replications.ts';
import {
  constantServiceQuantileMs,
  lognormal,
  pollaczekKhinchineMs,
  sojournMs,
  sojournQuantileMs,
} from './queueing.ts';

it('mm1.json: mean and p99 within the plain 99 % interval of 20 seeds', () => {
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1 };
  const runs = replicate(scenarioFromFile(new URL('mm1.json', import.meta.url)));
  const means = runs.map(({ latencyMs }) => latencyMs.mean);
  const p99s = runs.map(({ latencyMs }) => latencyMs.p99);
  expectAgreement({ figure: 'mean', theory: sojournMs(queue), values: means }, 0.99);
  expectAgreement({ figure: 'p99', theory: sojournQuantileMs(queue, 0.99), values: p99s }, 0.99);
  const servers = runs.map(({ nodes }) => nodes.server!);
  const utilizations = servers.map(({ utilization }) => utilization);
  const lines = servers.map(({ meanQueueLength }) => meanQueueLength);
  expectAgreement({ figure: 'utilization', theory: 0.8, values: utilizations }, suiteLevel);
  expectAgreement({ figure: 'line', theory: 3.2, values: lines }, suiteLevel);
});

describe.each([
  { rho: 0.5, customers: 15_000 },
  { rho: 0.9, customers: 80_000 },
])('M/M/1 at ρ $rho', ({ rho, customers }) => {
  const queue = { ratePerSec: 100 * rho, serviceMs: 10, servers: 1 };
  it('has the mean and p99 of theory', () => {
    const runs = replicate(oneServer({ ...queue, customers, service: exponential(10) }));
    const means = runs.map(({ latencyMs }) => latencyMs.mean);
    const p99s = runs.map(({ latencyMs }) => latencyMs.p99);
    const p99 = sojournQuantileMs(queue, 0.99);
    expectAgreement({ figure: 'mean', theory: sojournMs(queue), values: means }, suiteLevel);
    expectAgreement({ figure: 'p99', theory: p99, values: p99s }, suiteLevel);
  });
});

it('M/M/1 at ρ 0.95 has the mean of theory', () => {
  const queue = { ratePerSec: 95, serviceMs: 10, servers: 1 };
  const runs = replicate(oneServer({ ...queue, customers: 150_000, service: exponential(10) }));
  const means = runs.map(({ latencyMs }) => latencyMs.mean);
  expectAgreement({ figure: 'mean', theory: sojournMs(queue), values: means }, suiteLevel);
});

describe('service that is not exponential', () => {
  const queue = { ratePerSec: 70, serviceMs: 10, servers: 1 };

  it('M/D/1 has the mean and p99 of theory', () => {
    const runs = replicate(oneServer({ ...queue, customers: 25_000, service: constant(10) }));
    const means = runs.map(({ latencyMs }) => latencyMs.mean);
    const p99s = runs.map(({ latencyMs }) => latencyMs.p99);
    const p99 = constantServiceQuantileMs(queue, 0.99);
    expectAgreement(
      { figure: 'mean', theory: pollaczekKhinchineMs(queue, 0), values: means },
      suiteLevel,
    );
    expectAgreement({ figure: 'p99', theory: p99, values: p99s }, suiteLevel);
  });

  const { meanMs, scv } = lognormal(1, 10);
  it.each([
    { name: 'gamma, cv 0.5', service: gamma(10, 0.5), serviceMs: 10, scv: 0.25 },
    { name: 'gamma, cv 2', service: gamma(10, 2), serviceMs: 10, scv: 4 },
    { name: 'uniform 2–18', service: uniform(2, 18), serviceMs: 10, scv: 16 ** 2 / 12 / 100 },
    { name: 'lognormal 1–10', service: lognormalFrom(1, 10), serviceMs: meanMs, scv },
  ])('M/G/1, $name, has the mean of Pollaczek and Khinchine', ({ service, serviceMs, scv }) => {
    const queue = { ratePerSec: 700 / serviceMs, serviceMs, servers: 1 };
    const customers = scv > 1 ? 50_000 : 20_000;
    const runs = replicate(oneServer({ ...queue, customers, service }));
    const means = runs.map(({ latencyMs }) => latencyMs.mean);
    const theory = pollaczekKhinchineMs(queue, scv);
    expectAgreement({ figure: 'mean', theory, values: means }, suiteLevel);
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

function gamma(meanMs: number, cv: number): Distribution {
  return { dist: 'gamma', meanMs, cv };
}

function uniform(minMs: number, maxMs: number): Distribution {
  return { dist: 'uniform', minMs, maxMs };
}

function lognormalFrom(p5Ms: number, p95Ms: number): Distribution {
  return { dist: 'lognormal', p5Ms, p95Ms };
}
