/** Stations one after another, side by side, and in a circle. */
import { describe, it } from 'vitest';
import { pollaczekKhinchineMs, sojournMs, waitMs } from '../../src/base/queueing.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Summary } from '../../src/sim/summary.ts';
import {
  expectTheory,
  latencyQuantile,
  meanLatency,
  meanLatencyAt,
  type TheoryClaim,
  throughput,
  utilizationOf,
} from '../support/agreement.ts';
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
import { scenarioFrom } from '../support/replications.ts';
import {
  dealtInTurnMs,
  exponentialQuantileMs,
  machineRepair,
  machineRepairQuantileMs,
  meanValueAnalysis,
  quantileMs,
  sojournTail,
  sumTail,
  type Tail,
  twoStageQuantileMs,
  twoStationsQuantileMs,
} from './queueing.ts';

it('two stations in tandem are two M/M/1, and their times add up as if independent: means within 3 %, p99 within 5 %', () => {
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
  const first = sojournMs({ ratePerSec, serviceMs: 10, servers: 1 });
  const second = sojournMs({ ratePerSec, serviceMs: 12, servers: 1 });
  expectTheory(scenario, [
    meanLatencyAt('station-1', first, 0.03),
    meanLatencyAt('station-2', second, 0.03),
    meanLatency(first + second, 0.03),
    latencyQuantile('p99', twoStageQuantileMs(first, second, 0.99), 0.05),
  ]);
});

/**
 * Drawings cannot lead back to a node, so the way is forward only: two rows of stations, each behind dice, the second
 * with visitors of its own. What leaves the first row is Poisson (Burke), and so is what the dice and the merging make.
 */
it('an open network with splits and a second entrance is Jackson’s: every mean and p99 within 6 %', () => {
  const entrances = { client: 300, visitor: 100 };
  const rows = [
    { ratePerSec: entrances.client, servers: [1, 2, 4], serviceMs: [7, 12, 30] },
    { ratePerSec: entrances.client + entrances.visitor, servers: [1, 3], serviceMs: [3.5, 10] },
  ];
  const dice = (row: number) => `row-${row + 1}`;
  const stations = rows.flatMap(({ ratePerSec, servers, serviceMs }, row) =>
    servers.map((slots, i) => {
      const queue = {
        ratePerSec: ratePerSec / servers.length,
        serviceMs: serviceMs[i]!,
        servers: slots,
      };
      return { id: `${dice(row)}-${i}`, row, share: 1 / servers.length, queue };
    }),
  );
  const arrives = { operations: [...work], keys: oneKey };
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 75_000,
    warmupMs: 5000,
    nodes: [
      client('client', { ...arrives, arrival: poisson(entrances.client) }),
      client('visitor', { ...arrives, arrival: poisson(entrances.visitor) }),
      passage('front'),
      ...rows.map((_, row) => balancer(dice(row), { algorithm: 'random' })),
      ...stations.map(({ id, queue: { servers, serviceMs } }) =>
        station(id, { slots: servers, service: exponential(serviceMs) }),
      ),
    ],
    edges: [
      request('client', 'front'),
      request('visitor', dice(1)),
      ...rows.map((_, row) => request('front', dice(row))),
      ...stations.map(({ id, row }) => request(dice(row), id)),
    ],
  });
  const inRow = (row: number) => stations.filter((one) => one.row === row);
  const rowMs = rows.map((_, row) =>
    inRow(row).reduce((ms, { share, queue }) => ms + share * sojournMs(queue), 0),
  );
  // What one waits for in both rows is independent, as there is but one way between two stations (Burke 1969).
  const [firstRow, secondRow] = rows.map(
    (_, row): Tail =>
      (ms) =>
        inRow(row).reduce((tail, { share, queue }) => tail + share * sojournTail(queue, ms), 0),
  );
  expectTheory(scenario, [
    ...stations.map(({ id, queue }) => meanLatencyAt(id, sojournMs(queue), 0.06)),
    meanLatencyAt('client', rowMs[0]! + rowMs[1]!, 0.04),
    meanLatencyAt('visitor', rowMs[1]!, 0.05),
    p99At('client', quantileMs(sumTail(firstRow!, secondRow!), 0.99)),
    p99At('visitor', quantileMs(secondRow!, 0.99)),
  ]);
});

function p99At(node: string, theory: number): TheoryClaim {
  const of = ({ nodes }: Summary) => nodes[node]!.latencyMs.p99!;
  return { figure: `p99 at ${node}`, theory, within: 0.06, of, isQuantile: true };
}

describe('three calls to one station for every request', () => {
  const calls = 3;
  const ratePerSec = 25;
  const queue = { ratePerSec: calls * ratePerSec, serviceMs: 10, servers: 1 };

  it('one after another, as in a loop, they are Kelly’s network: within 5 %', () => {
    const ways = ['way-1', 'way-2', 'way-3'];
    const nodes = [passage('front'), ...ways.map(passage)];
    const edges = ways.flatMap((way) => [request('front', way), request(way, 'station')]);
    expectTheory(design(nodes, edges), [
      meanLatency(calls * sojournMs(queue), 0.05),
      meanLatencyAt('station', sojournMs(queue), 0.05),
      utilizationOf('station', 0.75, 0.01),
    ]);
  });

  it('at once, they arrive as a batch, and the last of it is M/G/1 with all three as service: within 4 %', () => {
    const front = station('front', { slots: 1_000_000, service: noTime, fanOut: calls });
    // Three exponentials in a row: a third of the squared variation of one.
    const whole = { ratePerSec, serviceMs: calls * queue.serviceMs };
    const lastMs = pollaczekKhinchineMs(whole, 1 / calls);
    // Of a batch the last waits for all, any one on average for half of the others less.
    const anyMs = lastMs - ((calls - 1) / 2) * queue.serviceMs;
    expectTheory(design([front], [request('front', 'station')]), [
      meanLatency(lastMs, 0.04),
      meanLatencyAt('station', anyMs, 0.04),
      utilizationOf('station', 0.75, 0.01),
    ]);
  });

  function design(nodes: ScenarioFile['nodes'], edges: ScenarioFile['edges'] & {}) {
    return scenarioFrom({
      version: 1,
      durationMs: 510_000,
      warmupMs: 10_000,
      nodes: [
        client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
        ...nodes,
        station('station', { slots: 1, service: exponential(queue.serviceMs) }),
      ],
      edges: [request('client', 'front'), ...edges],
    });
  }
});

it('a server that holds its slot while it calls another is M/G/1 with both times as service: within 3 %', () => {
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
  // Two exponentials in a row: variance 10² + 5².
  const theory = pollaczekKhinchineMs({ ratePerSec, serviceMs: 15 }, 125 / 225);
  expectTheory(scenario, [meanLatency(theory, 0.03), utilizationOf('web', 0.6, 0.01)]);
});

describe.each([2, 4, 10])('a load balancer over %i servers at ρ 0.8', (servers) => {
  const queue = { ratePerSec: 80 * servers, serviceMs: 10, servers };

  it('that throws dice makes of each an M/M/1: mean within 4 %, p99 within 8 %', () => {
    const mean = sojournMs({ ratePerSec: 80, serviceMs: 10, servers: 1 });
    const p99 = exponentialQuantileMs(mean, 0.99);
    expectTheory(split('random'), [meanLatency(mean, 0.04), latencyQuantile('p99', p99, 0.08)]);
  });

  it('that deals in turn makes of each an Eₙ/M/1: mean within 4 %, p99 within 8 %', () => {
    const mean = dealtInTurnMs(queue);
    const p50 = exponentialQuantileMs(mean, 0.5);
    const p99 = exponentialQuantileMs(mean, 0.99);
    expectTheory(split('roundRobin'), [
      meanLatency(mean, 0.04),
      latencyQuantile('p50', p50, 0.04),
      latencyQuantile('p99', p99, 0.08),
    ]);
  });

  function split(algorithm: 'random' | 'roundRobin') {
    return scenarioFrom({
      version: 1,
      durationMs: 440_000 / servers + 10_000,
      warmupMs: 10_000,
      nodes: [
        client('client', {
          arrival: poisson(queue.ratePerSec),
          operations: [...work],
          keys: oneKey,
        }),
        balancer('balancer', { algorithm }),
        station('web', { instances: servers, slots: 1, service: exponential(10) }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
    });
  }
});

it('a caller without a balancer takes the instances in turn: E₄/M/1 within 4 %', () => {
  const queue = { ratePerSec: 320, serviceMs: 10, servers: 4 };
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 110_000,
    warmupMs: 10_000,
    nodes: [
      client('client', { arrival: poisson(320), operations: [...work], keys: oneKey }),
      station('web', { instances: 4, slots: 1, service: exponential(10) }),
    ],
    edges: [request('client', 'web')],
  });
  expectTheory(scenario, [meanLatency(dealtInTurnMs(queue), 0.04)]);
});

it('a message queue before its workers is M/M/4, one line for whoever is free: wait within 7 %', () => {
  const queue = { ratePerSec: 320, serviceMs: 10, servers: 4 };
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 120_000,
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
  expectTheory(scenario, [
    {
      figure: 'wait',
      theory: waitMs(queue),
      within: 0.07,
      of: ({ nodes }) => nodes.jobs!.meanWaitMs as number,
    },
    utilizationOf('workers', 0.8, 0.01),
  ]);
});

describe('users who think, ask and wait', () => {
  it.each([
    { users: 5, thinkMs: 20, servers: 1 },
    { users: 12, thinkMs: 100, servers: 1 },
    { users: 60, thinkMs: 100, servers: 4 },
  ])(
    '$users of them on $servers: throughput within 1 %, mean and median within 3 %, p99 within 5 %',
    (system) => {
      const { users, thinkMs, servers } = system;
      const theory = machineRepair({ ...system, serviceMs: 10 });
      const quantile = (p: number) => machineRepairQuantileMs({ ...system, serviceMs: 10 }, p);
      const utilization = (theory.throughputPerSec * 10) / 1000 / servers;
      const web = station('web', { slots: servers, service: exponential(10) });
      const design = { users, thinkMs, throughputPerSec: theory.throughputPerSec };
      expectTheory(closed({ ...design, nodes: [web], edges: [request('users', 'web')] }), [
        throughput(theory.throughputPerSec, 0.01),
        meanLatency(theory.sojournMs, 0.03),
        latencyQuantile('p50', quantile(0.5), 0.03),
        latencyQuantile('p99', quantile(0.99), 0.05),
        utilizationOf('web', utilization, 0.01),
      ]);
    },
  );

  it.each([
    { users: 8, thinkMs: 50, first: 10, second: 6 },
    { users: 20, thinkMs: 100, first: 8, second: 8 },
  ])(
    '$users on two stations in a row, $first and $second ms: exact mean value analysis, within 3 %, p99 within 5 %',
    (system) => {
      const { users, thinkMs, first, second } = system;
      const theory = meanValueAnalysis(users, thinkMs, [first, second]);
      const { throughputPerSec, sojournsMs } = theory;
      const quantile = (p: number) => twoStationsQuantileMs(users, thinkMs, [first, second], p);
      const nodes = [
        passage('front'),
        station('station-1', { slots: 1, service: exponential(first) }),
        station('station-2', { slots: 1, service: exponential(second) }),
      ];
      const edges = [
        request('users', 'front'),
        request('front', 'station-1'),
        request('front', 'station-2'),
      ];
      expectTheory(closed({ users, thinkMs, throughputPerSec, nodes, edges }), [
        throughput(throughputPerSec, 0.01),
        meanLatency(theory.sojournMs, 0.03),
        latencyQuantile('p50', quantile(0.5), 0.03),
        latencyQuantile('p99', quantile(0.99), 0.05),
        meanLatencyAt('station-1', sojournsMs[0]!, 0.03),
        meanLatencyAt('station-2', sojournsMs[1]!, 0.03),
        utilizationOf('station-1', (throughputPerSec * first) / 1000, 0.01),
        utilizationOf('station-2', (throughputPerSec * second) / 1000, 0.01),
      ]);
    },
  );

  function closed(design: {
    readonly users: number;
    readonly thinkMs: number;
    readonly throughputPerSec: number;
    readonly nodes: ScenarioFile['nodes'];
    readonly edges: ScenarioFile['edges'] & {};
  }) {
    const { users, thinkMs, throughputPerSec, nodes, edges } = design;
    return scenarioFrom({
      version: 1,
      durationMs: (15_000 / throughputPerSec) * 1000 + 5000,
      warmupMs: 5000,
      nodes: [
        client('users', {
          arrival: { process: 'closed', users, thinkTime: exponential(thinkMs) },
          operations: [...work],
          keys: oneKey,
        }),
        ...nodes,
      ],
      edges,
    });
  }
});
