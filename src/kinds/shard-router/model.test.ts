/** Where keys live, what a gathered read adds up, and what fails when a shard does. */
import { describe, expect, it } from 'vitest';
import {
  cache,
  client,
  constant,
  database,
  evenly,
  noTime,
  reads,
  request,
  writes,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';
import { homesOf, type Scheme } from './placement.ts';

const names = ['a', 'b', 'c', 'd'];
const homes = (scheme: Scheme, keyCount = 8000) =>
  homesOf({ scheme, names, virtualNodes: 160, keyCount });
const shares = (of: Int32Array) =>
  names.map((_, shard) => of.filter((home) => home === shard).length / of.length);

describe('placement', () => {
  it('by range keeps neighbours together, in order', () => {
    expect([...homes('range', 8)]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect([...homes('range', 6)]).toEqual([0, 0, 1, 2, 2, 3]);
  });

  it.each(['hash', 'consistentHash'] as const)('by %s uses every shard about alike', (scheme) => {
    for (const share of shares(homes(scheme))) {
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });

  it('is empty without shards', () => {
    const none = { names: [], virtualNodes: 160, keyCount: 9 };
    expect(homesOf({ scheme: 'consistentHash', ...none })).toHaveLength(0);
  });
});

interface Design {
  readonly operations?: readonly { name: string; type: 'read' | 'write'; weight: number }[];
  readonly router?: object;
  readonly shards?: readonly string[];
  readonly faults?: readonly object[];
  readonly keys?: object;
}

/** A call every 10 ms for ten seconds; shards answer reads after 1 ms and writes after 2. */
function run({ operations = reads, router = {}, shards = names, faults = [], keys }: Design) {
  const result = validateScenario({
    version: 1,
    durationMs: 10_005,
    nodes: [
      client('client', {
        arrival: evenly(100),
        operations: [...operations],
        keys: keys ?? { distribution: 'sequential', count: 100 },
      }),
      {
        id: 'router',
        kind: 'shardRouter',
        params: { overhead: noTime, scheme: 'range', ...router },
      },
      ...shards.map((id) => database(id, { read: constant(1), write: constant(2) })),
    ],
    edges: [request('client', 'router'), ...shards.map((id) => request('router', id))],
    faults,
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

describe('routing', () => {
  it('sends each call to the shard of its key', () => {
    const { nodes, requests } = run({});
    expect(requests).toMatchObject({ arrived: 1000, succeeded: 1000 });
    for (const id of names) expect(nodes[id]!.arrived).toBe(250);
    expect(nodes.router).toMatchObject({ shards: 4, hottestOverMean: 1, scatteredReads: 0 });
  });

  it('asks every shard where a read is scattered, and never for a write', () => {
    const router = { scatterRatio: 1 };
    const read = run({ router });
    for (const id of names) expect(read.nodes[id]!.arrived).toBe(1000);
    expect(read.nodes.router!.scatteredReads).toBe(1000);
    const write = run({ router, operations: writes });
    for (const id of names) expect(write.nodes[id]!.arrived).toBe(250);
  });

  it('scatters about as many reads as it is told', () => {
    const scattered = run({ router: { scatterRatio: 0.3 } }).nodes.router!.scatteredReads as number;
    // Binomial of 1,000: five standard deviations are 72.
    expect(Math.abs(scattered - 300)).toBeLessThan(72);
  });

  it('writes one part of a split key and reads all of them', () => {
    const router = { split: { hotKeys: 1, subKeys: 3 } };
    const keys = { distribution: 'uniform', count: 1 };
    const read = run({ router, keys });
    expect(names.map((id) => read.nodes[id]!.arrived)).toEqual([1000, 1000, 1000, 0]);
    const write = run({ router, keys, operations: writes });
    const parts = names.map((id) => write.nodes[id]!.arrived);
    expect(parts[3]).toBe(0);
    expect(parts.reduce((sum, part) => sum + part)).toBe(1000);
    for (const part of parts.slice(0, 3)) expect(Math.abs(part - 333)).toBeLessThan(75);
    expect(write.nodes.router!.splitCalls).toBe(1000);
  });

  it('has no more parts than shards', () => {
    const router = { split: { hotKeys: 1, subKeys: 1000 } };
    const { nodes, requests } = run({ router, keys: { distribution: 'uniform', count: 1 } });
    expect(requests.succeeded).toBe(1000);
    for (const id of names) expect(nodes[id]!.arrived).toBe(1000);
  });

  it('refuses every call where it has no shards', () => {
    expect(run({ shards: [] }).requests).toMatchObject({
      failed: 1000,
      failedBy: { unserved: 1000 },
    });
  });
});

describe('a dead shard', () => {
  const faults = [{ kind: 'crash', atMs: 0, target: 'c' }];

  it('fails the calls for its keys and no others', () => {
    expect(run({ faults }).requests).toMatchObject({ failed: 250, failedBy: { refused: 250 } });
  });

  it('fails every scattered read', () => {
    const { requests, nodes } = run({ faults, router: { scatterRatio: 1 } });
    expect(requests).toMatchObject({ failed: 1000, failedBy: { refused: 1000 } });
    // The others have done their part all the same.
    expect(nodes.a!.completed).toBe(1000);
  });
});

describe('a cache in front', () => {
  /** Reads and writes of few keys through a cache that never forgets and is told of every write. */
  function cached(router: object, onWrite: 'update' | 'ignore') {
    const result = validateScenario({
      version: 1,
      durationMs: 20_000,
      nodes: [
        client('client', {
          arrival: evenly(100),
          operations: [
            { name: 'read', type: 'read', weight: 1 },
            { name: 'write', type: 'write', weight: 1 },
          ],
          keys: { distribution: 'uniform', count: 20 },
        }),
        cache('cache', { capacityKeys: 20, strategy: 'readThrough', onWrite }),
        { id: 'router', kind: 'shardRouter', params: { overhead: noTime, ...router } },
        ...names.map((id) => database(id)),
      ],
      edges: [
        request('client', 'cache'),
        request('cache', 'router'),
        ...names.map((id) => request('router', id)),
      ],
    });
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return runToEnd(result.scenario).nodes.cache!;
  }

  it.each([
    ['whole', {}],
    ['split', { split: { hotKeys: 10, subKeys: 3 } }],
    ['scattered', { scatterRatio: 1 }],
  ])('knows the newest version of a key: %s', (_, router) => {
    expect(cached(router, 'update').staleReads).toBe(0);
    const ignored = cached(router, 'ignore');
    expect(ignored.hits).toBeGreaterThan(900);
    expect(ignored.staleReads).toBeGreaterThan(900);
  });
});
