/** What is bought: its limit, its errors, and what a slow one does to whoever waits for it. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  delivery,
  evenly,
  noTime,
  oneKey,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';

type Nodes = Parameters<typeof validateScenario>[0];

function run(file: object) {
  const result = validateScenario({ version: 1, durationMs: 20_005, ...file } as Nodes);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

function called(params: object, ratePerSec = 100) {
  return run({
    nodes: [
      client('client', { arrival: evenly(ratePerSec), operations: [...work], keys: oneKey }),
      { id: 'api', kind: 'externalApi', params: { latency: constant(5), ...params } },
    ],
    edges: [request('client', 'api')],
  });
}

describe('an external service', () => {
  it('answers after its latency, however many ask', () => {
    const { requests, latencyMs } = called({ latency: constant(1000) }, 1000);
    expect(requests).toMatchObject({ arrived: 20_005, succeeded: 19_005, inFlight: 1000 });
    expect(latencyMs.max).toBe(1000);
  });

  it('refuses what is beyond its limit, at once, after a second of calls together', () => {
    const { requests, nodes, timeline } = called({ rateLimitPerSec: 40 });
    // 40 in the bucket, 40 for each of 20 seconds.
    expect(Math.abs(requests.succeeded - 840)).toBeLessThanOrEqual(1);
    expect(requests.failedBy).toEqual({ rateLimited: requests.failed });
    expect(nodes.api).toMatchObject({ rateLimited: requests.failed, errors: 0 });
    expect(timeline.map(({ event }) => event)).toEqual(['limitReached']);
  });

  it('fails a share of calls, for a reason of their own', () => {
    const { requests, nodes } = called({ errorRatio: 0.1 });
    // Binomial of 2,000 at 0.1: five standard deviations are 67.
    expect(Math.abs(requests.failed - 200)).toBeLessThan(67);
    expect(requests.failedBy).toEqual({ serverError: requests.failed });
    expect(nodes.api!.errors).toBe(requests.failed);
    expect(called({ errorRatio: 1 }).requests.succeeded).toBe(0);
  });

  it('holds the slots of a server that waits for it, and of no operation that does not', () => {
    const operations = [
      { name: 'page', type: 'static', weight: 1, uses: ['web'] },
      { name: 'ask', type: 'static', weight: 1 },
    ];
    const design = (asked: typeof operations) =>
      run({
        nodes: [
          client('client', { arrival: evenly(100), operations: asked as never, keys: oneKey }),
          station('web', { slots: 100, queueLimit: null, service: constant(1) }),
          { id: 'api', kind: 'externalApi', params: { latency: constant(500) } },
        ],
        edges: [request('client', 'web'), request('web', 'api')],
      });
    // 50 a second, half a second each: 25 slots of 100, and a tenth of one for the rest.
    const mixed = design(operations);
    expect(mixed.nodes.web!.utilization).toBeGreaterThan(0.2);
    expect(mixed.nodes.web!.utilization).toBeLessThan(0.3);
    expect(Math.abs(mixed.nodes.api!.arrived - 1000)).toBeLessThan(112);
    const pages = design(operations.slice(0, 1));
    expect(pages.nodes.api!.arrived).toBe(0);
    expect(pages.nodes.web!.utilization).toBeCloseTo(0.001, 4);
  });
});

describe('a worker that calls what is bought', () => {
  const jobs = [{ name: 'job', type: 'job', weight: 1 }] as const;
  const worked = (api: object, more: object = {}) =>
    run({
      nodes: [
        client('client', { arrival: evenly(10), operations: [...jobs], keys: oneKey }),
        { id: 'queue', kind: 'queue', params: { publish: noTime, ...more } },
        { id: 'worker', kind: 'worker', params: { slots: 4, service: constant(50) } },
        { id: 'api', kind: 'externalApi', params: { latency: constant(150), ...api } },
        {
          id: 'blobs',
          kind: 'objectStore',
          params: { writeLatency: constant(100), streamMbps: 1_000_000 },
        },
      ],
      edges: [
        request('client', 'queue'),
        delivery('queue', 'worker'),
        request('worker', 'api'),
        request('worker', 'blobs'),
      ],
    });

  it('works, asks, stores, and holds its slot all that time', () => {
    const { nodes } = worked({});
    // 10 a second × 0.3 s in 4 slots.
    expect(nodes.worker!.utilization).toBeCloseTo(0.75, 1);
    // A job's thousand bytes take 8 ns.
    expect(nodes.worker!.latencyMs.max).toBeCloseTo(300, 4);
    expect(nodes.api!.completed).toBeGreaterThan(190);
    expect(nodes.blobs).toMatchObject({ reads: 0 });
    expect(nodes.blobs!.writes).toBeGreaterThan(190);
    expect(nodes.queue).toMatchObject({ redelivered: 0 });
  });

  it('does not acknowledge what failed: the queue hands it out again, then gives up', () => {
    const { nodes } = worked({ errorRatio: 1 }, { visibilityTimeoutMs: 500, maxReceives: 2 });
    expect(nodes.queue!.acknowledged).toBe(0);
    expect(nodes.queue!.redelivered).toBeGreaterThan(100);
    expect(nodes.queue!.deadLetters).toBeGreaterThan(100);
    expect(nodes.blobs!.writes).toBe(0);
  });
});
