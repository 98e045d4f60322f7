/** Instances that come and go: who gets calls, what is lost, and what it all costs. */
import { expect, it } from 'vitest';
import {
  balancer,
  client,
  constant,
  evenly,
  noTime,
  oneKey,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { expectNear } from '../../../tests/support/reference.ts';
import { scenarioFrom } from '../../../tests/support/replications.ts';
import { compile } from '../../scenario/compile.ts';
import { runToEnd } from '../../scenario/run.ts';
import type { ScenarioFile } from '../../scenario/schema.ts';
import { NODE_FIELDS } from '../../sim/recording.ts';

const quick = {
  intervalMs: 1000,
  lagMs: 0,
  startMs: 2000,
  coldFactor: 1,
  downAfterMs: 0,
  drainMs: 60_000,
  max: 10,
};

/** Fifty a second; servers of one second's work and any number of slots. */
function design(web: object, options: Partial<ScenarioFile> = {}, hasBalancer = true) {
  return scenarioFrom({
    version: 1,
    durationMs: 60_000,
    nodes: [
      client('client', {
        arrival: evenly(50),
        operations: [...work],
        keys: oneKey,
        users: { count: 300 },
      }),
      balancer('balancer', { healthCheck: { intervalMs: 500, fall: 1, rise: 1 } }),
      station('web', { slots: 100, service: constant(1000), ...web }),
    ],
    edges: hasBalancer
      ? [request('client', 'balancer'), request('balancer', 'web', { roundTrip: constant(10) })]
      : [request('client', 'web', { roundTrip: constant(10) })],
    ...options,
  });
}

const countOf = (timeline: readonly { readonly event: string }[], event: string) =>
  timeline.filter((one) => one.event === event).length;

it.each([true, false])('scaling in loses nothing (through a balancer: %s)', (hasBalancer) => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 25 };
  const scenario = design({ instances: 8, autoscale }, {}, hasBalancer);
  const { requests, nodes, timeline } = runToEnd(scenario);
  expect(countOf(timeline, 'drained')).toBe(6);
  expect(nodes.web).toMatchObject({ instances: 2, failed: 0 });
  expect(requests.failed).toBe(0);
  // They leave as soon as they have finished what they had, a second and a round trip after their last call.
  const at = (event: string) => timeline.find((one) => one.event === event)!.atMs;
  expect(at('drained') - at('draining')).toBeGreaterThan(500);
  expect(at('drained') - at('draining')).toBeLessThan(1100);
});

it('the processors are what is measured where work shares them', () => {
  const autoscale = { ...quick, metric: 'cpu', targetRatio: 0.6, max: 30 };
  const serversFor = (processors: object | null) =>
    runToEnd(design({ autoscale, service: constant(100), processors })).nodes.web!.instances;
  // Fifty a second of a tenth of a second's work: 5 slots of a hundred, or 5 processors, at 60 % of 2 each.
  expect(serversFor(null)).toBe(1);
  const servers = serversFor({ cores: 2, contention: 0, coherency: 0 });
  expect(servers).toBeGreaterThanOrEqual(4);
  expect(servers).toBeLessThanOrEqual(5);
});

it('a deadline cuts off what is not finished', () => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 25, drainMs: 100 };
  const { requests, timeline } = runToEnd(design({ instances: 8, autoscale }));
  const cut = timeline
    .filter(({ event }) => event === 'drained')
    .reduce((sum, { detail }) => sum + Number(detail.match(/cut (\d+)/)![1]), 0);
  expect(cut).toBeGreaterThan(20);
  expect(requests.failedBy).toEqual({ reset: cut });
});

it('new servers get their share once they serve, and not before', () => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 10 };
  const { timeline, nodes } = runToEnd(design({ instances: 1, autoscale }));
  expect(nodes.web).toMatchObject({ instances: 5, failed: 0 });
  const decided = timeline.find(({ event }) => event === 'scaledUp')!.atMs;
  const served = timeline.filter(({ event }) => event === 'instanceServing');
  expect(served.map(({ atMs }) => atMs - decided)).toEqual([2000, 2000, 2000, 2000]);
  // One for 3 s, then five: what is busy is a share of what there was.
  expectNear('mean', Number(nodes.web!.meanInstances), (3 + 5 * 57) / 60, 0.001);
  expectNear('utilization', nodes.web!.utilization!, (50 * 59.5) / (100 * (3 + 5 * 57)), 0.01);
});

it('no slice shows more than all busy, though instances leave in the middle of it', () => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 25, drainMs: 150 } as const;
  const scenario = design({ instances: 10, slots: 5, autoscale });
  const sim = compile(scenario, { keepsSeries: true });
  const endNs = sim.spec.durationNs;
  sim.advance(endNs, Number.POSITIVE_INFINITY);
  const { nodes, slices } = sim.recorder.take(endNs);
  const web = sim.spec.nodes.findIndex(({ id }) => id === 'web');
  const width = NODE_FIELDS.length;
  const utilization = Array.from(
    { length: slices },
    (_, slice) => nodes[(slice * sim.spec.nodes.length + web) * width + 3]!,
  );
  expect(NODE_FIELDS[3]).toBe('utilization');
  expect(Math.max(...utilization)).toBe(1);
});

it('a cold server is slower, and gets warm', () => {
  const autoscale = { ...quick, min: 2, coldFactor: 5, warmMs: 20_000 };
  const scenario = design({ instances: 1, autoscale, service: constant(10) });
  const meanMs = (fromMs: number) => {
    const { nodes } = runToEnd({ ...scenario, warmupMs: fromMs, durationMs: fromMs + 2000 });
    return nodes.web!.latencyMs.mean!;
  };
  // Serving from 3 s on: one half at 10 ms, the other at 50 and falling.
  expectNear('cold', meanMs(4000), (10 + 10 * (1 + 4 * 0.9)) / 2, 0.01);
  expectNear('halfway', meanMs(12_000), (10 + 10 * (1 + 4 * 0.5)) / 2, 0.01);
  expectNear('warm', meanMs(30_000), 10, 0.001);
});

it('waiting for others is not work: a server full of waiting requests does not scale on CPU', () => {
  const slow = station('slow', { slots: 1000, service: constant(1000) });
  const base = design({ slots: 60, service: constant(1), autoscale: quick });
  const scenario = scenarioFrom({
    ...base,
    nodes: [...base.nodes, slow],
    edges: [...base.edges, request('web', 'slow')],
  } as ScenarioFile);
  const { nodes } = runToEnd(scenario);
  expect(nodes.web!.utilization).toBeGreaterThan(0.8);
  expect(nodes.web!.instances).toBe(1);
});

it('an instance is not gone before its jobs in memory are done, or its time is over', () => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 25 };
  const jobs = [{ name: 'job', type: 'job', weight: 1 }];
  const design = (drainMs: number) =>
    scenarioFrom({
      version: 1,
      durationMs: 60_000,
      nodes: [
        client('client', { arrival: evenly(50), operations: jobs as never, keys: oneKey }),
        balancer('balancer', {}),
        station('web', {
          instances: 8,
          slots: 100,
          service: constant(1),
          jobThreads: 100,
          jobWork: constant(5000),
          autoscale: { ...autoscale, drainMs } as never,
        }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
    });
  const { nodes, timeline } = runToEnd(design(60_000));
  expect(countOf(timeline, 'drained')).toBe(6);
  expect(nodes.web!.jobsLost).toBe(0);
  const at = (event: string) => timeline.find((one) => one.event === event)!.atMs;
  // As long as the job that was accepted last.
  expect(at('drained') - at('draining')).toBeGreaterThan(4500);
  expect(at('drained') - at('draining')).toBeLessThan(5100);
  // A second's jobs of six in eight.
  const cutShort = runToEnd(design(2000));
  expect(countOf(cutShort.timeline, 'drained')).toBe(6);
  expect(cutShort.nodes.web!.jobsLost as number).toBeGreaterThan(20);
});

it('sessions in memory go with the server that is taken away', () => {
  const autoscale = { ...quick, metric: 'requestsPerSec', targetPerSec: 25 };
  const web = { instances: 4, autoscale, sessions: 'inMemory', login: noTime };
  const scenario = design(web);
  const sticky = scenario.nodes.map((node) =>
    node.kind === 'loadBalancer'
      ? { ...node, params: { ...node.params, sticky: { lifeMs: 1e9, maxActive: null } } }
      : node,
  );
  const { timeline, nodes } = runToEnd({ ...scenario, nodes: sticky });
  expect(countOf(timeline, 'sessionsLost')).toBe(2);
  expect(nodes.web!.sessionsLost).toBeGreaterThan(10);
});

it('a server that comes back begins with a closed breaker', () => {
  const rate = (atMs: number, ratePerSec: number) => ({ atMs, ratePerSec });
  const autoscale = {
    ...quick,
    metric: 'requestsPerSec',
    targetPerSec: 20,
    startMs: 1000,
  } as const;
  const circuitBreaker = { minCalls: 5, windowMs: 1000, openMs: 2000 };
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 90_000,
    warmupMs: 62_000,
    nodes: [
      client('client', {
        arrival: {
          process: 'schedule',
          points: [
            rate(0, 40),
            rate(14_000, 40),
            rate(14_001, 2),
            rate(60_000, 2),
            rate(60_001, 40),
          ],
        },
        operations: [...work],
      }),
      balancer('balancer', {}),
      station('web', {
        instances: 2,
        slots: 5,
        service: constant(50),
        autoscale: { ...autoscale, max: 2, drainMs: 1000 },
      }),
      station('api', { slots: 1000, service: constant(5) }),
    ],
    edges: [
      request('client', 'balancer'),
      request('balancer', 'web'),
      request('web', 'api', { circuitBreaker }),
    ],
    faults: [
      { kind: 'crash', target: 'api', atMs: 10_000, durationMs: 3500 },
      // The probes of both servers are still under way when one of them is taken away.
      { kind: 'slowdown', target: 'api', factor: 4000, atMs: 13_500, durationMs: 16_500 },
    ],
  });
  const { requests, nodes, timeline } = runToEnd(scenario);
  expect(timeline.find(({ event }) => event === 'drained')?.detail).toContain('cut 1');
  expect(nodes.web).toMatchObject({ instances: 2 });
  expect(requests.failedBy).toEqual({});
});
