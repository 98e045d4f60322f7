/** Stations one after another, side by side, and in a circle. */
import { describe, it } from 'vitest';
import {
  balancer,
  client,
  delivery,
  exponential,
  noTime,
  oneKey,
  passage,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';
import {
  dealtInTurnMs,
  exponentialQuantileMs,
  machineRepair,
  pollaczekKhinchineMs,
  sojournMs,
  twoStageQuantileMs,
  waitMs,
} from './queueing.ts';

it('two stations in tandem are two M/M/1, and their times add up as if independent', () => {
  // The passage calls its services in order of id: first, then second.
  const ratePerSec = 60;
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 360_000,
    warmupMs: 10_000,
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      passage('front'),
      station('station-1', { slots: 1, service: exponential(10) }),
      station('station-2', { slots: 1, service: exponential(12) }),
    ],
    edges: [
      request('client', 'front'),
      request('front', 'station-1'),
      request('front', 'station-2'),
    ],
  });
  const runs = replicate(scenario);
  const first = sojournMs({ ratePerSec, serviceMs: 10, servers: 1 });
  const second = sojournMs({ ratePerSec, serviceMs: 12, servers: 1 });
  const agree = (figure: string, theory: number, values: number[]) =>
    expectAgreement({ figure, theory, values }, suiteLevel);
  const at = (node: string) => runs.map(({ nodes }) => nodes[node]!.latencyMs.mean);
  agree('first', first, at('station-1'));
  agree('second', second, at('station-2'));
  const totals = runs.map(({ latencyMs }) => latencyMs);
  agree(
    'both',
    first + second,
    totals.map(({ mean }) => mean),
  );
  agree(
    'p99 of both',
    twoStageQuantileMs(first, second, 0.99),
    totals.map(({ p99 }) => p99),
  );
});

it('a server that holds its slot while it calls another is M/G/1 with both times as service', () => {
  const ratePerSec = 40;
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 380_000,
    warmupMs: 5000,
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      station('web', { slots: 1, service: exponential(10) }),
      station('inner', { slots: 1, service: exponential(5) }),
    ],
    edges: [request('client', 'web'), request('web', 'inner')],
  });
  const means = replicate(scenario).map(({ latencyMs }) => latencyMs.mean);
  // Two exponentials in a row: variance 10² + 5².
  const theory = pollaczekKhinchineMs({ ratePerSec, serviceMs: 15 }, 125 / 225);
  expectAgreement({ figure: 'mean', theory, values: means }, suiteLevel);
});

describe('a load balancer over ten servers at ρ 0.8', () => {
  const servers = 10;
  const queue = { ratePerSec: 800, serviceMs: 10, servers };

  it('that throws dice makes of each an M/M/1', () => {
    const runs = replicate(split('random'));
    const agree = (figure: string, theory: number, values: number[]) =>
      expectAgreement({ figure, theory, values }, suiteLevel);
    const mean = sojournMs({ ratePerSec: 80, serviceMs: 10, servers: 1 });
    agree(
      'mean',
      mean,
      runs.map(({ latencyMs }) => latencyMs.mean),
    );
    agree(
      'p99',
      exponentialQuantileMs(mean, 0.99),
      runs.map(({ latencyMs }) => latencyMs.p99),
    );
  });

  it('that deals in turn makes of each an E₁₀/M/1', () => {
    const runs = replicate(split('roundRobin'));
    const agree = (figure: string, theory: number, values: number[]) =>
      expectAgreement({ figure, theory, values }, suiteLevel);
    const mean = dealtInTurnMs(queue);
    agree(
      'mean',
      mean,
      runs.map(({ latencyMs }) => latencyMs.mean),
    );
    agree(
      'p99',
      exponentialQuantileMs(mean, 0.99),
      runs.map(({ latencyMs }) => latencyMs.p99),
    );
  });

  it('so does a caller without one, that takes the instances in turn', () => {
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 40_000,
      warmupMs: 10_000,
      nodes: [
        client('client', { arrival: poisson(800), operations: [...work], keys: oneKey }),
        station('web', { instances: servers, slots: 1, service: exponential(10) }),
      ],
      edges: [request('client', 'web')],
    });
    const means = replicate(scenario).map(({ latencyMs }) => latencyMs.mean);
    expectAgreement({ figure: 'mean', theory: dealtInTurnMs(queue), values: means }, suiteLevel);
  });

  function split(algorithm: 'random' | 'roundRobin') {
    return scenarioFrom({
      version: 1,
      durationMs: 45_000,
      warmupMs: 10_000,
      nodes: [
        client('client', { arrival: poisson(800), operations: [...work], keys: oneKey }),
        balancer('balancer', { algorithm }),
        station('web', { instances: servers, slots: 1, service: exponential(10) }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
    });
  }
});

it('a message queue before its workers is M/M/4: one line, and who is free takes the next', () => {
  const queue = { ratePerSec: 320, serviceMs: 10, servers: 4 };
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 80_000,
    warmupMs: 10_000,
    nodes: [
      client('client', {
        arrival: poisson(queue.ratePerSec),
        operations: [{ name: 'job', type: 'job', weight: 1 }],
        keys: oneKey,
      }),
      passage('web'),
      { id: 'jobs', kind: 'queue', params: { capacity: null, publish: noTime } },
      {
        id: 'workers',
        kind: 'worker',
        params: { instances: 2, slots: 2, service: exponential(queue.serviceMs) },
      },
    ],
    edges: [request('client', 'web'), request('web', 'jobs'), delivery('jobs', 'workers')],
  });
  const runs = replicate(scenario);
  const waits = runs.map(({ nodes }) => nodes.jobs!.meanWaitMs as number);
  const utilizations = runs.map(({ nodes }) => nodes.workers!.utilization);
  expectAgreement({ figure: 'wait', theory: waitMs(queue), values: waits }, suiteLevel);
  expectAgreement({ figure: 'utilization', theory: 0.8, values: utilizations }, suiteLevel);
});

describe('users who think, ask and wait', () => {
  it.each([
    { users: 12, thinkMs: 100, servers: 1 },
    { users: 60, thinkMs: 100, servers: 4 },
  ])('$users of them on $servers: throughput and time as exact theory has them', (system) => {
    const { users, thinkMs, servers } = system;
    const theory = machineRepair({ ...system, serviceMs: 10 });
    const scenario = scenarioFrom({
      version: 1,
      durationMs: (15_000 / theory.throughputPerSec) * 1000 + 5000,
      warmupMs: 5000,
      nodes: [
        client('users', {
          arrival: { process: 'closed', users, thinkTime: exponential(thinkMs) },
          operations: [...work],
          keys: oneKey,
        }),
        station('web', { slots: servers, service: exponential(10) }),
      ],
      edges: [request('users', 'web')],
    });
    const runs = replicate(scenario);
    const agree = (figure: string, expected: number, values: number[]) =>
      expectAgreement({ figure, theory: expected, values }, suiteLevel);
    agree(
      'throughput',
      theory.throughputPerSec,
      runs.map((run) => run.throughputPerSec),
    );
    agree(
      'time',
      theory.sojournMs,
      runs.map(({ latencyMs }) => latencyMs.mean),
    );
    const utilization = (theory.throughputPerSec * 10) / 1000 / servers;
    agree(
      'utilization',
      utilization,
      runs.map(({ nodes }) => nodes.web!.utilization),
    );
  });
});
