/** Several servers before one line, without and with a limit to the line. */
import { describe, it } from 'vitest';
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
import { erlangB, finiteQueue, sojournMs, sojournQuantileMs } from './queueing.ts';

it('mm4.json: mean and p99 within the plain 99 % interval of 20 seeds', () => {
  const queue = { ratePerSec: 320, serviceMs: 10, servers: 4 };
  const runs = replicate(scenarioFromFile(new URL('mm4.json', import.meta.url)));
  const means = runs.map(({ latencyMs }) => latencyMs.mean);
  const p99s = runs.map(({ latencyMs }) => latencyMs.p99);
  expectAgreement({ figure: 'mean', theory: sojournMs(queue), values: means }, 0.99);
  expectAgreement({ figure: 'p99', theory: sojournQuantileMs(queue, 0.99), values: p99s }, 0.99);
});

describe.each([
  { servers: 2, rho: 0.5, customers: 15_000 },
  { servers: 2, rho: 0.8, customers: 30_000 },
  { servers: 8, rho: 0.5, customers: 15_000 },
  { servers: 8, rho: 0.8, customers: 25_000 },
  { servers: 8, rho: 0.9, customers: 40_000 },
  { servers: 64, rho: 0.8, customers: 20_000 },
  { servers: 64, rho: 0.9, customers: 25_000 },
])('M/M/$servers at ρ $rho', ({ servers, rho, customers }) => {
  const queue = { ratePerSec: 100 * rho * servers, serviceMs: 10, servers };
  it('has the mean and p99 of theory, and works as much as it must', () => {
    const runs = replicate(manyServers({ ...queue, customers, service: exponential(10) }));
    const means = runs.map(({ latencyMs }) => latencyMs.mean);
    const p99s = runs.map(({ latencyMs }) => latencyMs.p99);
    const utilizations = runs.map(({ nodes }) => nodes.servers!.utilization);
    const p99 = sojournQuantileMs(queue, 0.99);
    expectAgreement({ figure: 'mean', theory: sojournMs(queue), values: means }, suiteLevel);
    expectAgreement({ figure: 'p99', theory: p99, values: p99s }, suiteLevel);
    expectAgreement({ figure: 'utilization', theory: rho, values: utilizations }, suiteLevel);
  });
});

describe('a line with a limit', () => {
  it.each([
    { servers: 1, capacity: 5, ratePerSec: 80 },
    { servers: 4, capacity: 10, ratePerSec: 400 },
    { servers: 8, capacity: 20, ratePerSec: 1200 },
  ])('M/M/$servers/$capacity turns away as many as it must', (system) => {
    const { servers, capacity, ratePerSec } = system;
    const queue = { ratePerSec, serviceMs: 10, servers };
    const theory = finiteQueue(queue, capacity);
    const design = { ...queue, customers: 12_000, queueLimit: capacity - servers };
    const runs = replicate(manyServers({ ...design, service: exponential(10) }));
    const blocked = runs.map(({ requests }) => overflowShare(requests));
    const carried = runs.map(({ throughputPerSec }) => throughputPerSec);
    const means = runs.map(({ latencyMs }) => latencyMs.mean);
    const agree = (figure: string, expected: number, values: number[]) =>
      expectAgreement({ figure, theory: expected, values }, suiteLevel);
    agree('blocked', theory.blocked, blocked);
    agree('carried', theory.carriedPerSec, carried);
    agree('mean of the served', theory.sojournMs, means);
  });

  it.each([
    { name: 'exponential', service: exponential(10) },
    { name: 'constant', service: constant(10) },
    { name: 'lognormal', service: lognormalOfMean(10) },
  ])('without a line, Erlang B whatever the service: $name', ({ service }) => {
    const queue = { ratePerSec: 800, serviceMs: 10, servers: 10 };
    const runs = replicate(manyServers({ ...queue, customers: 12_000, queueLimit: 0, service }));
    const blocked = runs.map(({ requests }) => overflowShare(requests));
    expectAgreement({ figure: 'blocked', theory: erlangB(8, 10), values: blocked }, suiteLevel);
  });
});

function overflowShare(requests: {
  readonly arrived: number;
  readonly failedBy: Readonly<Record<string, number>>;
}): number {
  return (requests.failedBy.overflow ?? 0) / requests.arrived;
}

/** p95 ÷ p5 = 10, of the mean asked for. */
function lognormalOfMean(meanMs: number): Distribution {
  const sigma = Math.log(10) / (2 * 1.6448536269514722);
  const medianMs = meanMs / Math.exp(sigma ** 2 / 2);
  return {
    dist: 'lognormal',
    p5Ms: medianMs / Math.sqrt(10),
    p95Ms: medianMs * Math.sqrt(10),
  };
}

function manyServers(queue: {
  readonly ratePerSec: number;
  readonly serviceMs: number;
  readonly servers: number;
  readonly customers: number;
  readonly service: Distribution;
  readonly queueLimit?: number;
}) {
  const { ratePerSec, servers, service, queueLimit = null } = queue;
  return scenarioFrom({
    version: 1,
    ...timesFor(queue),
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      station('servers', { slots: servers, service, queueLimit }),
    ],
    edges: [request('client', 'servers')],
  });
}
