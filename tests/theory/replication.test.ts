/** Replication lag is a queue: writes arrive at a replica, its appliers are the servers. */
import { describe, it } from 'vitest';
import type { Distribution } from '../../src/kinds/fields.ts';
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
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';
import { pollaczekKhinchineMs, sojournMs } from './queueing.ts';

describe('lag is transport, then the line before the appliers', () => {
  const TRANSPORT_MS = 20;

  it.each([
    { appliers: 1, ratePerSec: 80 },
    { appliers: 4, ratePerSec: 320 },
  ])('$appliers appliers of 10 ms at ρ 0.8: M/M/$appliers', ({ appliers, ratePerSec }) => {
    const queue = { ratePerSec, serviceMs: 10, servers: appliers };
    const values = lags({ ratePerSec, appliers, transport: constant(20), apply: exponential(10) });
    const theory = TRANSPORT_MS + sojournMs(queue);
    expectAgreement({ figure: 'mean lag', theory, values }, suiteLevel);
  });

  it('one applier with constant work, and transport that lets writes overtake: M/D/1', () => {
    // What leaves a delay of any kind is Poisson again.
    const transport = exponential(TRANSPORT_MS);
    const values = lags({ ratePerSec: 70, appliers: 1, transport, apply: constant(10) });
    const theory = TRANSPORT_MS + pollaczekKhinchineMs({ ratePerSec: 70, serviceMs: 10 }, 0);
    expectAgreement({ figure: 'mean lag', theory, values }, suiteLevel);
  });
});

function lags(system: {
  readonly ratePerSec: number;
  readonly appliers: number;
  readonly transport: Distribution;
  readonly apply: Distribution;
}): number[] {
  const { ratePerSec, ...feed } = system;
  const scenario = scenarioFrom({
    version: 1,
    durationMs: (16_000 / ratePerSec) * 1000 + 10_000,
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
  return replicate(scenario).map(({ nodes }) => {
    const lag = nodes.replica!.replicationLagMs as { readonly mean: number };
    return lag.mean;
  });
}
