/**
 * A pool of c connections before a database without limit is M/M/c: whoever finds none free waits in line at the caller,
 * and a connection is busy for as long as the database works.
 */
import { describe, it } from 'vitest';
import { type Servers, waitMs } from '../../src/base/queueing.ts';
import type { Summary } from '../../src/sim/summary.ts';
import {
  expectTheory,
  latencyQuantile,
  meanLatency,
  type TheoryClaim,
  utilizationOf,
} from '../support/agreement.ts';
import {
  client,
  database,
  exponential,
  oneKey,
  passage,
  poisson,
  reads,
  request,
  timesFor,
} from '../support/designs.ts';
import { scenarioFrom, seeds } from '../support/replications.ts';
import { countedSojourns, customersFor } from './queueing.ts';

const EDGE = 'web-database';

function pooled(queue: Servers, within: number) {
  const customers = Math.max(200_000, customersFor(queue, within)) / seeds.length;
  const pool = { connections: queue.servers, acquireTimeoutMs: null };
  return scenarioFrom({
    version: 1,
    ...timesFor({ ...queue, customers }),
    nodes: [
      client('client', {
        arrival: poisson(queue.ratePerSec),
        operations: [...reads],
        keys: oneKey,
      }),
      passage('web'),
      database('database', { read: exponential(queue.serviceMs) }),
    ],
    edges: [request('client', 'web'), request('web', 'database', { pool })],
  });
}

function inPool(figure: 'inUse' | 'waiting', theory: number, within: number): TheoryClaim {
  const of = ({ pools }: Summary) => pools![EDGE]![figure]!;
  return { figure, theory, within, of };
}

describe('a pool of c connections is c servers', () => {
  it.each([
    { servers: 1, rho: 0.7 },
    { servers: 4, rho: 0.8 },
    { servers: 10, rho: 0.9 },
  ])('$servers at ρ $rho', ({ servers, rho }) => {
    const queue = { ratePerSec: 100 * rho * servers, serviceMs: 10, servers };
    const scenario = pooled(queue, 0.04);
    const { meanMs, quantileMs } = countedSojourns(queue, scenario.durationMs - scenario.warmupMs);
    expectTheory(scenario, [
      meanLatency(meanMs, 0.05),
      latencyQuantile('p50', quantileMs(0.5), 0.05),
      latencyQuantile('p99', quantileMs(0.99), 0.15),
      inPool('inUse', rho * servers, 0.02),
      // Little's law: the wait that Erlang's C formula gives, of each call.
      inPool('waiting', (queue.ratePerSec * waitMs(queue)) / 1000, 0.45),
      // The database has none of the wait: its slots are busy as often as connections are.
      utilizationOf('database', (rho * servers) / 1_000_000, 0.02),
    ]);
  });
});
