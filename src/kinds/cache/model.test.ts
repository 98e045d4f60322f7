/** What the policies' own tests cannot see: time to live, single flight, versions, and a cache that fails. */
import { describe, expect, it } from 'vitest';
import {
  cache,
  client,
  constant,
  database,
  evenly,
  noTime,
  oneKey,
  passage,
  poisson,
  reads,
  request,
  writes,
} from '../../../tests/support/designs.ts';
import { compile } from '../../scenario/compile.ts';
import type { ScenarioFile } from '../../scenario/schema.ts';
import { validateScenario } from '../../scenario/validate.ts';
import type { Simulation } from '../../sim/simulation.ts';

function run(file: Omit<ScenarioFile, 'version'>): Simulation {
  const result = validateScenario({ version: 1, ...file });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: false });
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  sim.checkBooks();
  return sim;
}

function countersOf(sim: Simulation, id: string): Record<string, number> {
  const node = sim.spec.nodes.findIndex((one) => one.id === id);
  return sim.nodes[node]!.summarize!(1) as Record<string, number>;
}

/** LRU with a fixed time to live, in requests: the table's `lru;fixed`, written down once more as slowly as possible. */
function missesBySlowModel(keys: readonly number[], capacity: number, ttl: number): number {
  let order: { key: number; at: number }[] = [];
  let misses = 0;
  for (const [now, key] of keys.entries()) {
    const found = order.find((entry) => entry.key === key);
    order = order.filter((entry) => entry !== found);
    if (found && now - found.at <= ttl) {
      order.unshift(found);
      continue;
    }
    misses++;
    order.unshift({ key, at: now });
    order = order.slice(0, capacity);
  }
  return misses;
}

describe('time to live', () => {
  // A request a millisecond over keys in turn, so the n-th asks for key n mod 7 at n ms: logical time is real time.
  const keys = Array.from({ length: 500 }, (_, i) => i % 7);

  it.each([
    [7, 3],
    [7, 6],
    [7, 7],
    [7, 20],
    [7, 50],
    [6, 50],
    [20, 13],
  ])('of capacity %d and %d requests is as exact as a slow model', (capacityKeys, ttl) => {
    const sim = run({
      durationMs: 500,
      nodes: [
        client('c', {
          arrival: evenly(1000),
          operations: [...reads],
          keys: { distribution: 'sequential', count: 7 },
        }),
        passage('w'),
        cache('k', { capacityKeys, ttlMs: ttl }),
      ],
      edges: [request('c', 'w'), request('w', 'k')],
    });
    const { misses, hits } = countersOf(sim, 'k');
    expect(hits! + misses!).toBe(500);
    expect(misses).toBe(missesBySlowModel(keys, capacityKeys, ttl));
  });
});

describe('read-through', () => {
  const design = (faults: NonNullable<ScenarioFile['faults']> = []) =>
    run({
      durationMs: 1000,
      nodes: [
        client('c', { arrival: evenly(1000), operations: [...reads], keys: oneKey }),
        cache('k', { capacityKeys: 10, ttlMs: 200, strategy: 'readThrough' }),
        database('d', { read: constant(50) }),
      ],
      edges: [request('c', 'k'), request('k', 'd')],
      faults,
    });

  it('loads a key once, however many wait for it, and answers them all', () => {
    const sim = design();
    const { coalesced, misses } = countersOf(sim, 'k');
    // In the order of ids: c, d, k.
    const loads = sim.measured.nodes[1]!.arrived;
    // Loaded for 50 ms, fresh for 200: four loads in a second, each with the 49 requests that come meanwhile; the one
    // that comes as the load ends finds the key.
    expect(loads).toBe(4);
    expect(misses).toBe(loads + coalesced!);
    expect(coalesced).toBe(4 * 49);
    expect(sim.measured.nodes[0]!.failed).toBe(0);
  });

  it('answers all who wait with the failure where the load fails', () => {
    const sim = design([{ kind: 'crash', target: 'd', atMs: 10, durationMs: 500 }]);
    expect(sim.measured.nodes[0]!.failed).toBeGreaterThan(400);
    expect(sim.calls.live).toBeLessThan(60);
  });

  it('forgets who waits when it crashes itself, and loads anew', () => {
    const sim = design([{ kind: 'crash', target: 'k', atMs: 20, durationMs: 100 }]);
    // Those of 1 … 19 ms are reset, those of 20 … 119 ms refused.
    expect(sim.measured.nodes[0]!.failed).toBe(119);
    expect(countersOf(sim, 'k').hits).toBeGreaterThan(500);
  });
});

it('write-through leaves no stale value, and ignoring writes leaves many', () => {
  const stale = (params: Parameters<typeof cache>[1]) =>
    countersOf(
      run({
        durationMs: 5000,
        nodes: [
          client('r', { arrival: evenly(500), operations: [...reads], keys: oneKey }),
          client('w', { arrival: evenly(50), operations: [...writes], keys: oneKey }),
          passage('s'),
          cache('k', { capacityKeys: 10, ...params }),
          database('d'),
        ],
        edges: [request('r', 's'), request('w', 's'), request('s', 'k'), request('k', 'd')],
      }),
      'k',
    ).staleReads!;
  expect(stale({ strategy: 'writeThrough' })).toBe(0);
  expect(stale({ strategy: 'readThrough', onWrite: 'evict' })).toBe(0);
  expect(stale({ strategy: 'readThrough', onWrite: 'ignore' })).toBeGreaterThan(2000);
});

it('a flush empties it', () => {
  const sim = run({
    durationMs: 1000,
    nodes: [
      client('c', {
        arrival: evenly(1000),
        operations: [...reads],
        keys: { distribution: 'sequential', count: 10 },
      }),
      passage('w'),
      cache('k', { capacityKeys: 10, access: noTime }),
    ],
    edges: [request('c', 'w'), request('w', 'k')],
    faults: [{ kind: 'flush', target: 'k', atMs: 500.5 }],
  });
  expect(countersOf(sim, 'k')).toMatchObject({ misses: 20, residentKeys: 10 });
});

/** A server before the cache, a database beside or behind it, and readers and writers of one key. */
function blog(
  params: Parameters<typeof cache>[1],
  more: {
    readonly reads?: number;
    readonly writes?: number;
    readonly keys?: object;
    readonly read?: number;
    readonly durationMs?: number;
    readonly faults?: NonNullable<ScenarioFile['faults']>;
  } = {},
) {
  const keys = (more.keys ?? oneKey) as typeof oneKey;
  const isAside = (params.strategy ?? 'cacheAside') === 'cacheAside';
  return run({
    durationMs: more.durationMs ?? 1000,
    nodes: [
      client('r', { arrival: evenly(more.reads ?? 1000), operations: [...reads], keys }),
      client('w', { arrival: evenly(more.writes ?? 0), operations: [...writes], keys }),
      passage('s'),
      cache('k', { capacityKeys: 10, ...params }),
      database('d', { read: constant(more.read ?? 50) }),
    ],
    edges: [
      request('r', 's'),
      request('w', 's'),
      request('s', 'k'),
      isAside ? request('s', 'd') : request('k', 'd'),
    ],
    faults: more.faults ?? [],
  });
}

const arrivedAt = (sim: Simulation, id: string) =>
  sim.measured.nodes[sim.spec.nodes.findIndex((node) => node.id === id)]!.arrived;
const failedAt = (sim: Simulation, id: string) =>
  sim.measured.nodes[sim.spec.nodes.findIndex((node) => node.id === id)]!.failed;
const told = (sim: Simulation, name: string) =>
  sim.recorder.events.filter(({ event }) => event === name);

describe('a lease', () => {
  it('lets one caller fill a key, and the others have what it brings', () => {
    const sim = blog({ ttlMs: 200, singleFlight: true });
    // As with read-through: filled in 50 ms, fresh for 200.
    expect(arrivedAt(sim, 'd')).toBe(4);
    expect(countersOf(sim, 'k')).toMatchObject({ coalesced: 4 * 49 });
    expect(failedAt(sim, 'r')).toBe(0);
  });

  it('is passed on where its holder fails, so that each tries in turn', () => {
    const faults = [{ kind: 'crash', target: 'd', atMs: 10, durationMs: 500 }] as const;
    const sim = blog({ singleFlight: true }, { faults: [...faults] });
    // One query was under way as the database died; then one after another, as fast as it refuses.
    expect(failedAt(sim, 'r')).toBeGreaterThan(490);
    expect(failedAt(sim, 'r')).toBeLessThanOrEqual(511);
    expect(countersOf(sim, 'k').hits).toBeGreaterThan(400);
  });

  it('runs out after five seconds where its holder has died', () => {
    const sim = run({
      durationMs: 8000,
      nodes: [
        client('c', { arrival: evenly(10), operations: [...reads], keys: oneKey }),
        { id: 's', kind: 'webServer', params: { instances: 2, slots: 1000, service: noTime } },
        cache('k', { capacityKeys: 10, singleFlight: true }),
        database('d', { read: constant(300) }),
      ],
      edges: [request('c', 's'), request('s', 'k'), request('s', 'd')],
      // The first request, of 100 ms, is with the first server and has the lease.
      faults: [{ kind: 'instanceCrash', target: 's', instance: 0, atMs: 150, mode: 'refuse' }],
    });
    const { coalesced, misses } = countersOf(sim, 'k');
    // Every second request reaches the living server; those of 0.2 … 5.2 s wait, of whom the first fetches at 5.1.
    expect(coalesced).toBe(26);
    expect(misses).toBe(27);
    expect(sim.measured.nodes[1]!.arrived).toBe(2);
  });

  it('is lost to a write, so that nothing old is stored after it', () => {
    // The readers' way back from the database varies, so that a value read before a write may arrive after it.
    const roundTrip = { dist: 'uniform', minMs: 0, maxMs: 100 } as const;
    const stale = (singleFlight: boolean) => {
      const sim = run({
        durationMs: 60_000,
        nodes: [
          client('r', { arrival: evenly(500), operations: [...reads], keys: oneKey }),
          client('w', { arrival: poisson(5), operations: [...writes], keys: oneKey }),
          passage('s'),
          passage('t'),
          cache('k', { capacityKeys: 10, singleFlight }),
          database('d'),
        ],
        edges: [
          request('r', 's'),
          request('s', 'k'),
          request('s', 'd', { roundTrip }),
          // Writes take no time, so the deletion follows at once.
          request('w', 't'),
          request('t', 'k'),
          request('t', 'd'),
        ],
      });
      return countersOf(sim, 'k').staleReads!;
    };
    expect(stale(true)).toBe(0);
    expect(stale(false)).toBeGreaterThan(500);
  });

  it('is not needed where the cache could not be asked, but then nothing is stored', () => {
    const roundTrip = { dist: 'uniform', minMs: 0, maxMs: 100 } as const;
    const sim = run({
      durationMs: 60_000,
      nodes: [
        client('r', { arrival: evenly(200), operations: [...reads], keys: oneKey }),
        client('w', { arrival: poisson(5), operations: [...writes], keys: oneKey }),
        passage('s'),
        passage('t'),
        cache('k', { capacityKeys: 10, singleFlight: true }),
        database('d'),
      ],
      edges: [
        request('r', 's'),
        // Every fifth look-up is lost, and then its caller asks the database all the same.
        request('s', 'k', { lossRatio: 0.2, timeoutMs: 20 }),
        request('s', 'd', { roundTrip }),
        request('w', 't'),
        request('t', 'k'),
        request('t', 'd'),
      ],
    });
    const { staleReads, hits } = countersOf(sim, 'k');
    expect(hits).toBeGreaterThan(1000);
    expect(staleReads).toBe(0);
  });

  it('is not given to a client, which would never fill the cache', () => {
    const sim = run({
      durationMs: 1000,
      nodes: [
        client('c', { arrival: evenly(100), operations: [...reads], keys: oneKey }),
        cache('k', { capacityKeys: 10, singleFlight: true, staleMs: 10 }),
      ],
      edges: [request('c', 'k')],
    });
    expect(sim.measured.nodes[0]!.completed).toBe(100);
  });
});

describe('a value past its time', () => {
  it('is served while the database is gone, for as long as it is told to', () => {
    const faults = [{ kind: 'crash', target: 'd', atMs: 150 }] as const;
    const sim = blog(
      { strategy: 'readThrough', ttlMs: 100, staleMs: 300 },
      { read: 1, faults: [...faults] },
    );
    // Loaded or refreshed last at about 102 ms: good until 202, served until 502.
    expect(failedAt(sim, 'r')).toBeGreaterThan(490);
    expect(failedAt(sim, 'r')).toBeLessThan(502);
  });

  it('is fetched again, without a timeout, where a partition has swallowed the fetch', () => {
    const faults = [{ kind: 'partition', target: 'd', atMs: 150, durationMs: 200 }] as const;
    const sim = blog(
      { strategy: 'readThrough', ttlMs: 100, staleMs: 10_000 },
      { read: 0, faults: [...faults] },
    );
    // Loaded at 0 and 101 ms, asked for at 202, and from 350 on every 100 ms again.
    expect(arrivedAt(sim, 'd')).toBeGreaterThanOrEqual(8);
    expect(countersOf(sim, 'k').servedExpired).toBeLessThan(170);
  });

  it('comes at its own time with jitter', () => {
    const most = (ttlJitterRatio: number) => {
      const keys = { distribution: 'sequential', count: 100 } as const;
      const sim = blog(
        { capacityKeys: 100, preload: 100, ttlMs: 300, ttlJitterRatio, strategy: 'readThrough' },
        { keys, read: 0, reads: 10_000, durationMs: 600 },
      );
      return countersOf(sim, 'k').misses!;
    };
    // All at 300 ms, and again at 600 ms; with jitter between 150 and 450 ms, evenly.
    expect(most(0)).toBe(100);
    expect(most(0.5)).toBeGreaterThan(120);
  });
});

describe('refreshing early', () => {
  /** Filled in 50 ms, good for a second; how often the database was read. */
  const readsAt = (sim: Simulation) => arrivedAt(sim, 'd') - arrivedAt(sim, 'w');
  const params = { ttlMs: 1000, refreshBeta: 1, onWrite: 'update' } as const;

  it('goes by how long a fill takes, and not by when a value was written', () => {
    const written = blog(params, { writes: 10, durationMs: 20_000 });
    // Good for 900 ms more at any time: only those who came before the first fill have read.
    expect(readsAt(written)).toBeLessThanOrEqual(51);
  });

  it.each([true, false])(
    'knows who has filled among those who missed (a lease: %s)',
    (singleFlight) => {
      // Told to all who come within the first 50 ms that there is nothing: the first of them fills, as long as that takes.
      const sim = blog({ ...params, singleFlight }, { reads: 100, durationMs: 65 });
      const { state } = sim.nodes[sim.spec.nodes.findIndex(({ id }) => id === 'k')]!;
      expect((state as { fillNs: Float64Array }).fillNs[0]).toBe(50e6);
    },
  );

  it('does not take for a fill what was read because the cache was down', () => {
    const faults = [{ kind: 'crash', target: 'k', mode: 'refuse', atMs: 5000, durationMs: 20 }];
    // At 5060 ms comes what was asked for while it was down; what was missed since is still under way.
    const sim = blog(params, { durationMs: 5065, faults: faults as never, reads: 100 });
    const { state } = sim.nodes[sim.spec.nodes.findIndex(({ id }) => id === 'k')]!;
    expect((state as { fillNs: Float64Array }).fillNs[0]).toBe(50e6);
  });
});

describe('write-behind', () => {
  const params = { strategy: 'writeBehind', flushMs: 100, ttlMs: null } as const;

  it('answers from memory, merges the writes of a key, and serves what it has acknowledged', () => {
    const sim = blog(params, { writes: 1000, durationMs: 1050 });
    const counters = countersOf(sim, 'k');
    // The first read is a load; a flush every 100 ms.
    expect(arrivedAt(sim, 'd')).toBe(11);
    expect(counters).toMatchObject({ bufferedWrites: 1050, flushedKeys: 10, staleReads: 0 });
    expect(counters.lostWrites).toBe(0);
  });

  it('loses in a crash what has not left', () => {
    const faults = [{ kind: 'crash', target: 'k', atMs: 980.5, durationMs: 10 }] as const;
    const sim = blog(params, { writes: 1000, faults: [...faults] });
    // Those of 901 … 980 ms; that of 900 has just left.
    const counters = countersOf(sim, 'k');
    expect(counters.lostWrites).toBeGreaterThanOrEqual(80);
    expect(counters.lostWrites).toBeLessThanOrEqual(81);
    expect(told(sim, 'writesLost').map(({ data }) => data.count)).toEqual([counters.lostWrites]);
  });

  it('keeps its writes and tries again while the database is gone', () => {
    const faults = [{ kind: 'crash', target: 'd', atMs: 250, durationMs: 500 }] as const;
    const sim = blog(params, { reads: 0, writes: 100, durationMs: 2000, faults: [...faults] });
    expect(countersOf(sim, 'k')).toMatchObject({ lostWrites: 0, bufferedWrites: 200 });
    expect(failedAt(sim, 'w')).toBe(0);
    // Five flushes of 300 … 700 ms were refused.
    expect(failedAt(sim, 'd')).toBe(5);
  });

  it('counts what was on its way only where it did not arrive', () => {
    const crashes = (dbDies: boolean) =>
      blog(params, {
        reads: 0,
        writes: 1000,
        durationMs: 1000,
        read: 0,
        faults: [
          { kind: 'slowdown', target: 'd', atMs: 0, factor: 1 },
          { kind: 'crash', target: 'k', atMs: 500.2, durationMs: 100 },
          ...(dbDies ? [{ kind: 'crash', target: 'd', atMs: 450 } as const] : []),
        ],
      });
    const survived = countersOf(crashes(false), 'k').lostWrites!;
    const refused = countersOf(crashes(true), 'k').lostWrites!;
    expect(survived).toBeLessThanOrEqual(1);
    expect(refused).toBeGreaterThanOrEqual(100);
  });

  it('flushes early when a batch is full', () => {
    const keys = { distribution: 'sequential', count: 50 } as const;
    const sim = blog(
      { ...params, flushMs: 100_000, batchKeys: 10, capacityKeys: 5 },
      { keys, reads: 0, writes: 1000, durationMs: 1000.5 },
    );
    expect(countersOf(sim, 'k')).toMatchObject({ flushedKeys: 1000, unflushedWrites: 0 });
  });

  // Ten thousand keys in turn, written once each: a batch is full every 10 ms, a flush due every 100.
  const outage = (policy: Parameters<typeof request>[2] = {}) =>
    run({
      durationMs: 1000.5,
      nodes: [
        client('c', {
          arrival: evenly(10_000),
          operations: [...writes],
          keys: { distribution: 'sequential', count: 10_000 },
        }),
        cache('k', { ...params, capacityKeys: 10 }),
        database('d'),
      ],
      edges: [request('c', 'k'), request('k', 'd', policy)],
      faults: [{ kind: 'crash', target: 'd', atMs: 50.05, durationMs: 700 }],
    });

  it('tries no more than a batch a flush while the database refuses, and writes it all afterwards', () => {
    const sim = outage();
    // The flushes of 100 … 700 ms, and the one that began as a batch was full.
    expect(failedAt(sim, 'd')).toBe(8 * 100);
    expect(countersOf(sim, 'k')).toMatchObject({ lostWrites: 0 });
    expect(countersOf(sim, 'k').unflushedWrites).toBeLessThan(100);
  });

  it('outlasts a breaker that refuses a whole flush at once', () => {
    const circuitBreaker = { windowMs: 1000, minCalls: 20, errorRatio: 0.1, openMs: 200 } as const;
    const sim = outage({ circuitBreaker });
    expect(failedAt(sim, 'd')).toBeLessThan(150);
    expect(countersOf(sim, 'k').lostWrites).toBe(0);
    expect(arrivedAt(sim, 'd')).toBeGreaterThan(9900);
  });

  it('writes the others although one in ten fails', () => {
    const keys = { distribution: 'sequential', count: 5000 } as const;
    const sim = run({
      durationMs: 20_000,
      nodes: [
        client('c', { arrival: evenly(1000), operations: [...writes], keys }),
        cache('k', { ...params, flushMs: 1000, capacityKeys: 10 }),
        database('d'),
      ],
      edges: [
        request('c', 'k'),
        request('k', 'd', { lossRatio: 0.1, timeoutMs: 10, roundTrip: constant(1) }),
      ],
    });
    expect(arrivedAt(sim, 'd')).toBeGreaterThan(18_500);
    expect(countersOf(sim, 'k').unflushedWrites).toBeLessThan(1500);
  });

  it('sends again, without a timeout, what a partition has swallowed', () => {
    const sim = run({
      durationMs: 3000,
      nodes: [
        client('c', { arrival: evenly(100), operations: [...writes] }),
        cache('k', { ...params, capacityKeys: 10 }),
        database('d'),
      ],
      edges: [request('c', 'k'), request('k', 'd')],
      faults: [{ kind: 'partition', target: 'd', atMs: 500, durationMs: 1000 }],
    });
    const { bufferedWrites, unflushedWrites, lostWrites } = countersOf(sim, 'k');
    expect({ bufferedWrites, lostWrites }).toEqual({ bufferedWrites: 300, lostWrites: 0 });
    expect(unflushedWrites).toBeLessThanOrEqual(11);
    expect(sim.calls.live).toBe(0);
  });

  it('serves a key that it has evicted and not yet written', () => {
    const keys = { distribution: 'sequential', count: 50 } as const;
    const sim = blog(
      { ...params, flushMs: 100_000, batchKeys: 1000, capacityKeys: 5 },
      { keys, reads: 1000, writes: 1000, durationMs: 500 },
    );
    expect(countersOf(sim, 'k').hits).toBeGreaterThan(440);
    expect(countersOf(sim, 'k').staleReads).toBe(0);
  });
});

it('write-around leaves the old value until it expires', () => {
  const sim = blog({ strategy: 'writeAround', ttlMs: 200 }, { reads: 1000, writes: 10, read: 0 });
  const { staleReads, hits } = countersOf(sim, 'k');
  // Written at 100, 200 … ms, loaded every 201: stale from the first write after a load.
  expect(staleReads).toBeGreaterThan(300);
  expect(hits).toBeGreaterThan(980);
});

it('a cache that fails with nothing behind it is a miss: the server works the answer out', () => {
  const sim = run({
    durationMs: 1000,
    nodes: [
      client('c', { arrival: evenly(100), operations: [...reads], keys: oneKey }),
      passage('s'),
      cache('k', { capacityKeys: 10 }),
    ],
    edges: [request('c', 's'), request('s', 'k')],
    faults: [{ kind: 'crash', target: 'k', atMs: 300, durationMs: 300 }],
  });
  expect(sim.measured.nodes[0]!.failed).toBe(0);
});

it('a cache that loads itself takes its reads with it when it fails, and keeps its hits when the database does', () => {
  const design = (target: string) =>
    blog(
      { strategy: 'readThrough', capacityKeys: 10 },
      { read: 0, faults: [{ kind: 'crash', target, atMs: 500.5 }] },
    );
  expect(failedAt(design('k'), 'r')).toBe(500);
  expect(failedAt(design('d'), 'r')).toBe(0);
});
