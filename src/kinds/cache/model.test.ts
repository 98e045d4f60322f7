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
    const loads = sim.measured.arrived[1]!;
    // Loaded for 50 ms, fresh for 200: four loads in a second, each with the 49 requests that come meanwhile; the one
    // that comes as the load ends finds the key.
    expect(loads).toBe(4);
    expect(misses).toBe(loads + coalesced!);
    expect(coalesced).toBe(4 * 49);
    expect(sim.measured.failed[0]).toBe(0);
  });

  it('answers all who wait with the failure where the load fails', () => {
    const sim = design([{ kind: 'crash', target: 'd', atMs: 10, durationMs: 500 }]);
    expect(sim.measured.failed[0]).toBeGreaterThan(400);
    expect(sim.calls.state.live).toBeLessThan(60);
  });

  it('forgets who waits when it crashes itself, and loads anew', () => {
    const sim = design([{ kind: 'crash', target: 'k', atMs: 20, durationMs: 100 }]);
    // Those of 1 … 19 ms are reset, those of 20 … 119 ms refused.
    expect(sim.measured.failed[0]).toBe(119);
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
