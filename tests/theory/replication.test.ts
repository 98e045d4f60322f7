/** Replication lag is a queue: writes arrive at a replica, its appliers are the servers. */
import { describe, it } from 'vitest';
import { pollaczekKhinchineMs, sojournMs } from '../../src/base/queueing.ts';
import type { Distribution } from '../../src/kinds/fields.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { expectTheory } from '../support/agreement.ts';
import {
  client,
  constant,
  database,
  exponential,
  poisson,
  replication,
  request,
  writes,
} from '../support/designs.ts';
import { scenarioFrom } from '../support/replications.ts';
import { constantServiceQuantileMs, sojournQuantileMs } from './queueing.ts';

const lagOf = ({ nodes }: Summary) =>
  nodes.replica!.replicationLagMs as { readonly mean: number; readonly p99: number };

const meanLag = (theory: number, within: number) => ({
  figure: 'mean lag',
  theory,
  within,
  of: (run: Summary) => lagOf(run).mean,
});

const p99Lag = (theory: number, within: number) => ({
  figure: 'p99 of the lag',
  theory,
  within,
  of: (run: Summary) => lagOf(run).p99,
  isQuantile: true,
});

describe('lag is transport, then the line before the appliers: mean within 4 %, p99 within 12 %', () => {
  const TRANSPORT_MS = 20;

  it.each([
    { appliers: 1, ratePerSec: 50 },
    { appliers: 1, ratePerSec: 80 },
    { appliers: 4, ratePerSec: 320 },
  ])('$appliers appliers of 10 ms, $ratePerSec writes a second: M/M/$appliers', (system) => {
    const { appliers, ratePerSec } = system;
    const queue = { ratePerSec, serviceMs: 10, servers: appliers };
    const feed = { appliers, transport: constant(TRANSPORT_MS), apply: exponential(10) };
    expectTheory(replica({ ratePerSec, ...feed }), [
      meanLag(TRANSPORT_MS + sojournMs(queue), 0.04),
      p99Lag(TRANSPORT_MS + sojournQuantileMs(queue, 0.99), 0.12),
    ]);
  });

  it('one applier with constant work: M/D/1', () => {
    const queue = { ratePerSec: 70, serviceMs: 10 };
    const feed = { appliers: 1, transport: constant(TRANSPORT_MS), apply: constant(10) };
    expectTheory(replica({ ratePerSec: 70, ...feed }), [
      meanLag(TRANSPORT_MS + pollaczekKhinchineMs(queue, 0), 0.03),
      p99Lag(TRANSPORT_MS + constantServiceQuantileMs(queue, 0.99), 0.12),
    ]);
  });

  it('transport that lets writes overtake changes nothing: what leaves a delay is Poisson again', () => {
    const transport = exponential(TRANSPORT_MS);
    const theory = TRANSPORT_MS + pollaczekKhinchineMs({ ratePerSec: 70, serviceMs: 10 }, 0);
    const scenario = replica({ ratePerSec: 70, appliers: 1, transport, apply: constant(10) });
    expectTheory(scenario, [meanLag(theory, 0.03)]);
  });
});

describe('more writes than can be applied: lag grows by λ/μ − 1 seconds a second, within 5 %', () => {
  it.each([
    { appliers: 1, ratePerSec: 125, apply: constant(10) },
    { appliers: 1, ratePerSec: 200, apply: exponential(10) },
    { appliers: 4, ratePerSec: 600, apply: exponential(10) },
  ])('$ratePerSec a second, $appliers appliers of 10 ms', ({ appliers, ratePerSec, apply }) => {
    const growth = (ratePerSec * 10) / 1000 / appliers - 1;
    const scenario = replica({ ratePerSec, appliers, transport: constant(0), apply });
    // What is applied at s was written at s ÷ (1 + growth), so its lag is s × growth ÷ (1 + growth), and the mean is
    // that of the middle of the measured time.
    const middleMs = (scenario.warmupMs + scenario.durationMs) / 2;
    expectTheory(scenario, [
      {
        figure: 'growth',
        theory: growth,
        within: 0.05,
        of: (run) => 1 / (middleMs / lagOf(run).mean - 1),
      },
    ]);
  });
});

function replica(system: {
  readonly ratePerSec: number;
  readonly appliers: number;
  readonly transport: Distribution;
  readonly apply: Distribution;
}) {
  const { ratePerSec, ...feed } = system;
  return scenarioFrom({
    version: 1,
    durationMs: (20_000 / ratePerSec) * 1000 + 10_000,
    warmupMs: 10_000,
    nodes: [
      client('writer', {
        arrival: poisson(ratePerSec),
        operations: [...writes],
        keys: { distribution: 'uniform', count: 1000 },
      }),
      database('primary'),
      database('replica', { role: 'replica' }),
    ],
    edges: [
      request('writer', 'primary'),
      replication('primary', 'replica', { mode: 'async', ...feed }),
    ],
  });
}
