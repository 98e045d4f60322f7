/** M/M/c: Poisson arrivals, exponential service, c servers before one line. */
import { describe, expect, it } from 'vitest';
import { type Servers, sojournMs, waitMs } from '../../src/base/queueing.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import {
  expectTheory,
  latencyQuantile,
  lineAt,
  meanLatency,
  type TheoryClaim,
  utilizationOf,
} from '../support/agreement.ts';
import {
  client,
  exponential,
  oneKey,
  poisson,
  request,
  station,
  timesFor,
  work,
} from '../support/designs.ts';
import { scenarioFrom, scenarioFromFile, seeds } from '../support/replications.ts';
import { countedSojourns, customersFor } from './queueing.ts';

it('mm1.json: mean within 2 %, p99 within 4 %', () => {
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1 };
  const scenario = scenarioFromFile(new URL('mm1.json', import.meta.url));
  expectTheory(scenario, [
    ...claimsFor(queue, scenario, { mean: 0.02, p99: 0.04 }),
    utilizationOf('server', 0.8, 0.005),
    lineAt('server', 3.2, 0.03),
  ]);
});

it('mm4.json: mean within 2 %, p99 within 4 %', () => {
  const queue = { ratePerSec: 320, serviceMs: 10, servers: 4 };
  const scenario = scenarioFromFile(new URL('mm4.json', import.meta.url));
  expectTheory(scenario, claimsFor(queue, scenario, { mean: 0.02, p99: 0.04 }));
});

/**
 * The longer the line, the longer a run must be to know its mean: with the load at 95 %, a mean within 3 % would take
 * fourteen million customers of one server.
 */
const loads = [
  { rho: 0.5, servers: [1, 2, 4, 8, 16, 32, 64], percent: { mean: 3, p99: 6 } },
  { rho: 0.7, servers: [1, 2, 4, 8, 16, 32, 64], percent: { mean: 3, p99: 8 } },
  // One and four servers are the files above.
  { rho: 0.8, servers: [2, 8, 16, 32, 64], percent: { mean: 3, p99: 8 } },
  { rho: 0.9, servers: [1, 2, 4, 8, 16, 32, 64], percent: { mean: 6, p99: 15 } },
  { rho: 0.95, servers: [1, 4, 16, 64], percent: { mean: 12, p99: 25 } },
];

/** Fewer would leave too few in line where there are many servers. */
const CUSTOMERS_MIN = 200_000;
/** In service times. A shorter wait is that of a few unlucky ones, and its mean a matter of chance. */
const WAIT_MIN = 0.08;

describe.each(loads)('at ρ $rho: mean within $percent.mean %, p99 within $percent.p99 %', (row) => {
  const { rho, percent } = row;
  it.each(row.servers)('M/M/%i', (servers) => {
    const queue = { ratePerSec: 100 * rho * servers, serviceMs: 10, servers };
    const within = { mean: percent.mean / 100, p99: percent.p99 / 100 };
    const scenario = manyServers(queue, within.mean);
    const wait = waitMs(queue);
    // As a figure of its own: beside long service, a wrong wait would not show in the whole time.
    const line = lineAt('servers', (queue.ratePerSec * wait) / 1000, 0.45);
    expectTheory(scenario, [
      ...claimsFor(queue, scenario, within),
      utilizationOf('servers', rho, 0.015),
      ...(wait / queue.serviceMs >= WAIT_MIN ? [line] : []),
    ]);
  });
});

it('the comparison notices an error as large as the width that it promises', () => {
  const queue = { ratePerSec: 400, serviceMs: 10, servers: 8 };
  const wrong = meanLatency(1.03 * sojournMs(queue), 0.03);
  expect(() => expectTheory(manyServers(queue, 0.03), [wrong])).toThrow('mean: theory');
});

function claimsFor(
  queue: Servers,
  { durationMs, warmupMs }: Scenario,
  within: { readonly mean: number; readonly p99: number },
): TheoryClaim[] {
  const { meanMs, quantileMs } = countedSojourns(queue, durationMs - warmupMs);
  return [
    meanLatency(meanMs, within.mean),
    latencyQuantile('p50', quantileMs(0.5), within.mean),
    latencyQuantile('p90', quantileMs(0.9), within.p99),
    latencyQuantile('p99', quantileMs(0.99), within.p99),
  ];
}

function manyServers(queue: Servers, within: number) {
  const customers = Math.max(CUSTOMERS_MIN, customersFor(queue, within));
  return scenarioFrom({
    version: 1,
    ...timesFor({ ...queue, customers: customers / seeds.length }),
    nodes: [
      client('client', { arrival: poisson(queue.ratePerSec), operations: [...work], keys: oneKey }),
      station('servers', { slots: queue.servers, service: exponential(queue.serviceMs) }),
    ],
    edges: [request('client', 'servers')],
  });
}
