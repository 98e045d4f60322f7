/** A line with a limit, or none at all: who is turned away, and what the others get. */
import { describe, it } from 'vitest';
import { erlangB } from '../../src/base/queueing.ts';
import type { Distribution } from '../../src/kinds/fields.ts';
import {
  blockedShare,
  expectTheory,
  latencyQuantile,
  meanLatency,
  throughput,
  utilizationOf,
} from '../support/agreement.ts';
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
import { scenarioFrom } from '../support/replications.ts';
import { finiteQueue, finiteQueueQuantileMs } from './queueing.ts';

describe('M/M/c/K: blocked within 6 %, carried load within 1 %, mean of the served within 2 %', () => {
  it.each([
    { servers: 1, capacity: 2, ratePerSec: 50 },
    { servers: 1, capacity: 5, ratePerSec: 80 },
    { servers: 1, capacity: 5, ratePerSec: 150 },
    { servers: 2, capacity: 4, ratePerSec: 180 },
    { servers: 4, capacity: 10, ratePerSec: 400 },
    { servers: 8, capacity: 20, ratePerSec: 1200 },
  ])('M/M/$servers/$capacity at $ratePerSec a second', ({ servers, capacity, ratePerSec }) => {
    const queue = { ratePerSec, serviceMs: 10, servers };
    const theory = finiteQueue(queue, capacity);
    const service = exponential(queue.serviceMs);
    const utilization = (theory.carriedPerSec * queue.serviceMs) / 1000 / servers;
    const p99 = () => finiteQueueQuantileMs(queue, capacity, 0.99);
    expectTheory(limited({ ...queue, service, queueLimit: capacity - servers }), [
      blockedShare(theory.blocked, 0.06),
      throughput(theory.carriedPerSec, 0.01),
      meanLatency(theory.sojournMs, 0.02),
      utilizationOf('servers', utilization, 0.01),
      ...(servers === 1 ? [latencyQuantile('p99', p99(), 0.03)] : []),
    ]);
  });
});

describe('without a line, Erlang B whatever the service: blocked within 6 %', () => {
  it.each([
    { name: 'exponential', service: exponential(10), load: 8, servers: 10 },
    { name: 'constant', service: constant(10), load: 8, servers: 10 },
    { name: 'lognormal', service: lognormalOfMean(10), load: 8, servers: 10 },
    { name: 'gamma of cv 2', service: gamma(10, 2), load: 8, servers: 10 },
    { name: 'exponential', service: exponential(10), load: 0.5, servers: 1 },
    { name: 'exponential', service: exponential(10), load: 100, servers: 100 },
  ])('$name service, load $load on $servers servers', ({ service, load, servers }) => {
    const queue = { ratePerSec: 100 * load, serviceMs: 10, servers };
    const blocked = erlangB(load, servers);
    expectTheory(limited({ ...queue, queueLimit: 0, service }), [
      blockedShare(blocked, 0.06),
      utilizationOf('servers', (load * (1 - blocked)) / servers, 0.01),
    ]);
  });
});

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

function gamma(meanMs: number, cv: number): Distribution {
  return { dist: 'gamma', meanMs, cv };
}

function limited(queue: {
  readonly ratePerSec: number;
  readonly serviceMs: number;
  readonly servers: number;
  readonly service: Distribution;
  readonly queueLimit: number;
}) {
  const { ratePerSec, servers, service, queueLimit } = queue;
  return scenarioFrom({
    version: 1,
    ...timesFor({ ...queue, customers: 15_000 }),
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      station('servers', { slots: servers, service, queueLimit }),
    ],
    edges: [request('client', 'servers')],
  });
}
