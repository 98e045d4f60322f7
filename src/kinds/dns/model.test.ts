/** Who asks, whom they then call, and what a dead address or a dead name service does to them. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  evenly,
  noTime,
  oneKey,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';

interface Design {
  readonly dns?: object;
  readonly client?: object;
  readonly faults?: readonly object[];
  readonly web?: object;
}

/** A call every 10 ms for twenty seconds; two sites, or more where the second has instances. */
function run({ dns = {}, client: more = {}, faults = [], web = {} }: Design) {
  const result = validateScenario({
    version: 1,
    durationMs: 20_005,
    nodes: [
      client('client', { arrival: evenly(100), operations: [...work], keys: oneKey, ...more }),
      {
        id: 'dns',
        kind: 'dns',
        params: {
          ttlMs: 1000,
          resolvers: 10,
          lookup: constant(30),
          stragglers: { ratio: 0 },
          healthCheck: { intervalMs: 1000, timeoutMs: 500 },
          ...dns,
        },
      },
      station('a', { slots: 1_000_000, service: constant(5) }),
      station('b', { slots: 1_000_000, service: constant(5), ...web }),
    ],
    edges: [
      request('client', 'dns'),
      request('dns', 'a', { roundTrip: constant(10) }),
      request('dns', 'b', { roundTrip: constant(10) }),
    ],
    faults,
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

const down = (target: string, more: object = {}) => ({
  kind: 'crash',
  atMs: 5000,
  target,
  ...more,
});

describe('look-ups', () => {
  it('are made where no cache has an answer, and cost their time', () => {
    const { nodes, latencyMs, requests } = run({});
    expect(requests).toMatchObject({ arrived: 2000, failed: 0 });
    // Ten caches, each about once a second and a tenth: 182 in twenty seconds.
    expect(nodes.dns!.arrived).toBeGreaterThan(150);
    expect(nodes.dns!.arrived).toBeLessThan(280);
    expect(latencyMs.p50).toBeCloseTo(15, 1);
    expect(latencyMs.max).toBeCloseTo(45, 1);
  });

  it('precede every call where answers may not be kept', () => {
    const { nodes, latencyMs } = run({ dns: { ttlMs: 0 } });
    expect(nodes.dns!.arrived).toBe(2000);
    expect(latencyMs.mean).toBeCloseTo(45, 1);
  });

  it('are fewer the longer answers live, and more the more caches there are', () => {
    const lookups = (dns: object) => run({ dns }).nodes.dns!.arrived;
    expect(lookups({ ttlMs: 5000 })).toBeLessThan(lookups({ ttlMs: 1000 }) / 2);
    expect(lookups({ resolvers: 100 })).toBeGreaterThan(2 * lookups({ resolvers: 10 }));
  });

  it('are each user’s own', () => {
    const users = { count: 10 };
    const { nodes } = run({ client: { users }, dns: { resolvers: 100_000 } });
    // Ten people use ten of the caches.
    expect(nodes.dns!.arrived).toBeLessThan(280);
  });
});

describe('answers', () => {
  it('give every address its turn, and every instance is one', () => {
    const { nodes } = run({ web: { instances: 3 }, dns: { ttlMs: 100, resolvers: 50 } });
    expect(Math.abs(nodes.a!.arrived - 500)).toBeLessThan(60);
    expect(Math.abs(nodes.b!.arrived - 1500)).toBeLessThan(60);
  });

  it('name the first where the record is for failover', () => {
    expect(run({ dns: { record: 'failover' } }).nodes.b!.arrived).toBe(0);
  });

  it('name no instance that an autoscaler has not started, not even where all others are dead', () => {
    const web = { instances: 2, autoscale: { min: 2, max: 6 } };
    const well = run({ web });
    expect(well.requests).toMatchObject({ arrived: 2000, failed: 0 });
    expect(well.nodes.dns).toMatchObject({ targetsUp: 3, targets: 3 });
    const dead = run({ web, faults: [down('a'), down('b')], dns: { ttlMs: 0 } });
    expect(dead.nodes.b!.arrived).toBeGreaterThan(500);
    expect(dead.requests.failed).toBeGreaterThan(1400);
  });

  it('name an instance from when it serves, and no longer once it is closed', () => {
    const web = {
      slots: 1,
      service: constant(15),
      autoscale: { min: 1, max: 4, intervalMs: 1000, lagMs: 0, startMs: 1000 },
    };
    const { nodes, timeline, requests } = run({ web, dns: { ttlMs: 0 } });
    expect(timeline.some(({ event }) => event === 'instanceServing')).toBe(true);
    expect(nodes.dns!.targets).toBeGreaterThan(2);
    expect(nodes.dns!.targetsUp).toBe(nodes.dns!.targets);
    expect(requests.failedBy).toEqual({});
  });
});

describe('a dead address', () => {
  it('fails half of the calls until it is found out and forgotten', () => {
    const { requests, timeline, nodes } = run({ faults: [down('a')] });
    const ejected = timeline.find(({ event }) => event === 'ejected')!;
    // Three missed probes a second apart.
    expect(ejected.atMs).toBeGreaterThanOrEqual(7000);
    expect(ejected.atMs).toBeLessThanOrEqual(8002);
    // Half of 2 to 3 seconds, and of what is left of the answers' second.
    expect(requests.failed).toBeGreaterThan(90);
    expect(requests.failed).toBeLessThan(220);
    // One who had just looked it up may have been inside.
    const { refused = 0, reset = 0 } = requests.failedBy;
    expect(refused + reset).toBe(requests.failed);
    expect(reset).toBeLessThanOrEqual(1);
    expect(nodes.dns).toMatchObject({ targetsUp: 1, targets: 2 });
  });

  it('is named for ever where nobody looks', () => {
    const { requests, timeline } = run({
      faults: [down('a')],
      dns: { healthCheck: { enabled: false } },
    });
    expect(timeline.map(({ event }) => event)).toEqual(['crashed']);
    expect(Math.abs(requests.failed - 750)).toBeLessThan(110);
  });

  it('is noticed a timeout later where it swallows probes, and named again when it is back', () => {
    const faults = [down('a', { mode: 'blackhole', durationMs: 6000 })];
    const { timeline } = run({ faults, client: { timeoutMs: 100 }, dns: { record: 'failover' } });
    const at = (event: string) => timeline.find((told) => told.event === event)!.atMs;
    expect(at('ejected')).toBeGreaterThanOrEqual(7500);
    expect(at('ejected')).toBeLessThanOrEqual(8502);
    expect(at('restored')).toBeGreaterThanOrEqual(13_000);
    expect(at('restored')).toBeLessThanOrEqual(14_002);
  });

  it('is one beyond a partition too: found out as if its host were gone', () => {
    const cut = { kind: 'partition', target: 'a', from: ['dns'], atMs: 5000, durationMs: 6000 };
    const { timeline, requests, nodes } = run({ faults: [cut], dns: { record: 'failover' } });
    const at = (event: string) => timeline.find((told) => told.event === event)!.atMs;
    // Three probes and a timeout; three passed ones.
    expect(at('ejected')).toBeGreaterThanOrEqual(7500);
    expect(at('ejected')).toBeLessThanOrEqual(8502);
    expect(at('restored')).toBeGreaterThanOrEqual(13_000);
    expect(at('restored')).toBeLessThanOrEqual(14_002);
    // The clients reach it all the time; while it is out they are sent to the other.
    expect(requests.failed).toBe(0);
    expect(nodes.b!.arrived).toBeGreaterThan(400);
  });

  it('is named all the same when every other is dead too', () => {
    const { requests } = run({ faults: [down('a', { durationMs: 6000 }), down('b')] });
    // Both out; `a` is back at 11 s, long before three probes have passed.
    expect(requests.succeeded).toBeGreaterThan(500 + 300);
  });
});

describe('a dead name service', () => {
  it('stops nobody who has an answer, and in the end everybody', () => {
    const { requests } = run({ faults: [down('dns')] });
    // Answers of up to a second: half of the calls in the second after the crash.
    expect(Math.abs(requests.succeeded - 550)).toBeLessThan(30);
    expect(requests.failedBy).toEqual({ refused: requests.failed });
    const kept = run({ faults: [down('dns')], dns: { ttlMs: 1_000_000 } });
    expect(kept.requests.failed).toBeLessThan(300);
  });
});

it('asks for itself, of two clients', () => {
  const other = (id: string) =>
    client(id, { arrival: evenly(100), operations: [...work], keys: oneKey });
  const result = validateScenario({
    version: 1,
    durationMs: 5005,
    nodes: [
      other('one'),
      other('two'),
      { id: 'dns', kind: 'dns', params: { lookup: noTime, resolvers: 1, ttlMs: 1000 } },
      station('a', { slots: 1_000_000, service: noTime }),
    ],
    edges: [request('one', 'dns'), request('two', 'dns'), request('dns', 'a')],
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  const { nodes, requests } = runToEnd(result.scenario);
  expect(requests).toMatchObject({ arrived: 1000, failed: 0 });
  expect(nodes.a!.arrived).toBe(1000);
  expect(nodes.one!.arrived).toBe(500);
  // Five seconds, about one a second and client.
  expect(nodes.dns!.arrived).toBeGreaterThanOrEqual(8);
  expect(nodes.dns!.arrived).toBeLessThanOrEqual(12);
});

describe('an edge from a name service', () => {
  /** One or two clients, a hundred calls a second each, over one drawn edge. */
  function over(params: Parameters<typeof request>[2], clients: readonly string[]) {
    const result = validateScenario({
      version: 1,
      durationMs: 20_000,
      warmupMs: 1000,
      nodes: [
        ...clients.map((id) =>
          client(id, { arrival: evenly(100), operations: [...work], keys: oneKey }),
        ),
        { id: 'dns', kind: 'dns', params: { lookup: noTime } },
        station('web', { slots: 1_000_000, service: constant(5) }),
      ],
      edges: [...clients.map((id) => request(id, 'dns')), request('dns', 'web', params)],
    });
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return runToEnd(result.scenario);
  }

  it('has one bandwidth, which all who call over it share', () => {
    const [one, two] = [['c'], ['c', 'd']].map(
      (clients) => over({ bandwidthMbps: 100 }, clients).edges!['dns-web']!,
    );
    expect(one!.back).toBeGreaterThan(0.05);
    expect(two!.back! / one!.back!).toBeCloseTo(2, 2);
    expect(two!.out! / one!.out!).toBeCloseTo(2, 2);
  });

  it('has chances of its own for everyone who calls over it', () => {
    const params = { roundTrip: { dist: 'exponential', meanMs: 20 }, lossRatio: 0.1 } as const;
    const [alone, beside] = [['c'], ['c', 'd']].map((clients) => over(params, clients).nodes.c);
    expect(beside).toEqual(alone);
  });
});
