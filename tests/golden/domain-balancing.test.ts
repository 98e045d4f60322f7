/** The domain reference's figures on spreading load (§1.1, §10 ix) and on finding out that a server is dead (§1.3). */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import {
  balancer,
  client,
  exponential,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';

type Algorithm = 'roundRobin' | 'random' | 'leastConnections' | 'powerOfTwo' | 'peakEwma';

describe('ten servers of ten slots, one of them five times slower, at 6,000 a second', () => {
  it.each<{ algorithm: Algorithm; mean: number; p50: number; p99: number; p999: number }>([
    { algorithm: 'roundRobin', mean: 739, p50: 7.3, p99: 29_500, p999: 38_700 },
    { algorithm: 'random', mean: 756, p50: 7.5, p99: 30_500, p999: 39_000 },
    { algorithm: 'leastConnections', mean: 11, p50: 7.1, p99: 59, p999: 159 },
    { algorithm: 'powerOfTwo', mean: 11.1, p50: 7.1, p99: 62, p999: 164 },
    { algorithm: 'peakEwma', mean: 10.3, p50: 7, p99: 50, p999: 105 },
  ])('$algorithm', ({ algorithm, ...reference }) => {
    // Where the slow server's line grows without end, the figures are those of the reference's minute.
    const isEndless = reference.mean > 100;
    const { latencyMs } = runToEnd(withOneSlow(algorithm, 6000, isEndless ? 60_000 : 15_000));
    for (const figure of ['mean', 'p50', 'p99', 'p999'] as const) {
      expectNear(figure, latencyMs[figure]!, reference[figure]);
    }
  });

  it.each<{ algorithm: Algorithm; share: number }>([
    { algorithm: 'roundRobin', share: 0.1 },
    { algorithm: 'random', share: 0.1 },
    { algorithm: 'leastConnections', share: 0.024 },
    { algorithm: 'powerOfTwo', share: 0.028 },
    { algorithm: 'peakEwma', share: 0.008 },
  ])('$algorithm sends the slow one a share of $share', ({ algorithm, share }) => {
    const { nodes, requests } = runToEnd(withOneSlow(algorithm, 6000, 4000));
    expectNear('share', nodes['server-0']!.arrived / requests.arrived, share);
  });

  it.each<{ algorithm: Algorithm; p99: number }>([
    { algorithm: 'roundRobin', p99: 117 },
    { algorithm: 'random', p99: 121 },
    { algorithm: 'leastConnections', p99: 62 },
    { algorithm: 'powerOfTwo', p99: 70 },
    { algorithm: 'peakEwma', p99: 50 },
  ])('$algorithm at 1,500 a second: p99 $p99 ms', ({ algorithm, p99 }) => {
    const { latencyMs } = runToEnd(withOneSlow(algorithm, 1500, 25_000));
    expectNear('p99', latencyMs.p99!, p99);
  });

  function withOneSlow(algorithm: Algorithm, ratePerSec: number, durationMs: number) {
    const servers = Array.from({ length: 10 }, (_, i) => `server-${i}`);
    return scenarioFrom({
      version: 1,
      seed: 1,
      durationMs,
      nodes: [
        client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
        balancer('balancer', { algorithm }),
        ...servers.map((id) => station(id, { slots: 10, service: exponential(10) })),
      ],
      edges: [request('client', 'balancer'), ...servers.map((id) => request('balancer', id))],
      faults: [{ kind: 'slowdown', target: 'server-0', atMs: 0, factor: 5 }],
    });
  }
});

describe('ten servers of ten slots, one of which answers at once, with an error', () => {
  // Nobody has looked yet. It never has a call under way for longer than 0.2 ms, so counting calls sends it nearly all.
  it.each<{ algorithm: Algorithm; share: number }>([
    { algorithm: 'roundRobin', share: 0.1 },
    { algorithm: 'powerOfTwo', share: 0.2 },
    { algorithm: 'leastConnections', share: 0.68 },
  ])('$algorithm sends it $share of the calls', ({ algorithm, share }) => {
    const scenario = scenarioFrom({
      version: 1,
      seed: 1,
      durationMs: 10_000,
      nodes: [
        client('client', { arrival: poisson(6000), operations: [...work], keys: oneKey }),
        balancer('balancer', { algorithm, healthCheck: { intervalMs: 3_600_000 } }),
        station('web', { instances: 10, slots: 10, service: exponential(10) }),
      ],
      edges: [
        request('client', 'balancer'),
        request('balancer', 'web', { roundTrip: { dist: 'constant', ms: 0.2 } }),
      ],
      faults: [{ kind: 'instanceCrash', target: 'web', instance: 0, atMs: 0 }],
    });
    const { requests } = runToEnd(scenario);
    expectNear('share', requests.failed / requests.arrived, share);
  });
});

describe('servers of one slot, all alike, at ρ 0.9', () => {
  it.each<{ algorithm: Algorithm; servers: number; mean: number; p99: number }>([
    // Each an Eₙ/M/1, and at random an M/M/1: by theory, since the reference's one seed has 54 and 249, 50 and 234,
    // 102 and 505, 101 and 488.
    { algorithm: 'roundRobin', servers: 10, mean: 56.6, p99: 260.7 },
    { algorithm: 'random', servers: 10, mean: 100, p99: 460.5 },
    { algorithm: 'leastConnections', servers: 10, mean: 19, p99: 77 },
    { algorithm: 'powerOfTwo', servers: 10, mean: 30, p99: 108 },
    { algorithm: 'roundRobin', servers: 100, mean: 52.3, p99: 240.7 },
    { algorithm: 'random', servers: 100, mean: 100, p99: 460.5 },
    { algorithm: 'leastConnections', servers: 100, mean: 10.6, p99: 49 },
    { algorithm: 'powerOfTwo', servers: 100, mean: 27, p99: 89 },
  ])('$algorithm over $servers', ({ algorithm, servers, mean, p99 }) => {
    // At this load one seed strays by a tenth.
    const seeds = [1, 2, 3, 4];
    const scenario = scenarioFrom({
      version: 1,
      durationMs: servers === 10 ? 110_000 : 22_000,
      warmupMs: 10_000,
      nodes: [
        client('client', {
          arrival: poisson(90 * servers),
          operations: [...work],
          keys: oneKey,
        }),
        balancer('balancer', { algorithm }),
        station('web', { instances: servers, slots: 1, service: exponential(10) }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
    });
    const latencies = seeds.map((seed) => runToEnd({ ...scenario, seed }).latencyMs);
    const averageOf = (of: (latency: (typeof latencies)[number]) => number) =>
      latencies.reduce((sum, latency) => sum + of(latency), 0) / seeds.length;
    expectNear(
      'mean',
      averageOf((latency) => latency.mean!),
      mean,
    );
    expectNear(
      'p99',
      averageOf((latency) => latency.p99!),
      p99,
    );
  });
});

describe('health checks find a dead server', () => {
  const haproxy = { intervalMs: 2000, fall: 3, rise: 2, timeoutMs: 2000 };
  const alb = { intervalMs: 30_000, fall: 2, rise: 5, timeoutMs: 5000 };
  const albFast = { intervalMs: 10_000, fall: 2, rise: 5, timeoutMs: 5000 };
  const kubernetes = { intervalMs: 10_000, fall: 3, rise: 1, timeoutMs: 1000 };

  it.each([
    { preset: 'HAProxy', check: haproxy, mode: 'refuse', from: 4, to: 6 },
    { preset: 'HAProxy', check: haproxy, mode: 'blackhole', from: 6, to: 8 },
    { preset: 'ALB', check: alb, mode: 'refuse', from: 30, to: 60 },
    { preset: 'ALB', check: alb, mode: 'blackhole', from: 35, to: 65 },
    { preset: 'ALB, 10 s', check: albFast, mode: 'refuse', from: 10, to: 20 },
    { preset: 'ALB, 10 s', check: albFast, mode: 'blackhole', from: 15, to: 25 },
    { preset: 'Kubernetes', check: kubernetes, mode: 'refuse', from: 20, to: 30 },
    { preset: 'Kubernetes', check: kubernetes, mode: 'blackhole', from: 21, to: 31 },
  ] as const)('$preset, $mode: $from to $to s, evenly', ({ check, mode, from, to }) => {
    const crashMs = 100_000;
    const scenario = scenarioFrom({
      version: 1,
      durationMs: crashMs + to * 1000 + 1000,
      nodes: [
        client('client', { arrival: poisson(0.01), operations: [...work], keys: oneKey }),
        balancer('balancer', { algorithm: 'roundRobin', healthCheck: check }),
        station('web', { instances: 2, slots: 1, service: exponential(1) }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
      faults: [{ kind: 'instanceCrash', target: 'web', instance: 0, atMs: crashMs, mode }],
    });
    const seconds = replicate(scenario).map(({ timeline }) => {
      const ejected = timeline.filter(({ event }) => event === 'ejected');
      expect(ejected).toHaveLength(1);
      return (ejected[0]!.atMs - crashMs) / 1000;
    });
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(from);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(to);
    expectAgreement({ figure: 'mean', theory: (from + to) / 2, values: seconds }, suiteLevel);
  });
});
