import { describe, expect, it } from 'vitest';
import {
  balancer,
  cache,
  client,
  constant,
  database,
  evenly,
  exponential,
  oneKey,
  poisson,
  reads,
  replication,
  request,
  station,
  work,
  writes,
} from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import type { ScenarioFile } from './schema.ts';
import { type QueueStation, stationOf, theoryOf } from './station-theory.ts';

type Nodes = ScenarioFile['nodes'];
type Edges = NonNullable<ScenarioFile['edges']>;

function stationIn(nodes: Nodes, edges: Edges, id: string) {
  return stationOf(scenarioFrom({ version: 1, name: 'Theory', seed: 1, nodes, edges }), id);
}

const asking = client('client', { arrival: poisson(50), operations: [...work], keys: oneKey });

describe('theoryOf', () => {
  const single: QueueStation = {
    slots: 1,
    serviceMs: 1,
    scv: 1,
    isExponential: true,
    processors: null,
  };

  it('says nothing of a station that is as good as full', () => {
    expect(theoryOf(single, 1000, 1e5)).toBe('saturated');
    expect(theoryOf(single, 1000 * (1 - 1e-9), 1e5)).toBe('saturated');
    expect(theoryOf({ ...single, slots: 8 }, 8000 * (1 - 1e-6), 1e5)).toBe('saturated');
    // M/M/1 at 99 %: 1 ÷ (1 − ρ) service times.
    expect(theoryOf(single, 990, 1e5)).toMatchObject({ model: 'M/M/1' });
    const answer = theoryOf(single, 990, 1e5);
    expect(typeof answer === 'string' ? 0 : answer.meanMs).toBeCloseTo(100, 6);
  });

  it('of work that shares processors takes processor sharing, where that is exact', () => {
    const processors = { cores: 1, contention: 0, coherency: 0 };
    const shared: QueueStation = { ...single, slots: 200, processors };
    const meanOf = (station: QueueStation, perSec: number) => {
      const answer = theoryOf(station, perSec, 1e5);
      return typeof answer === 'string' ? answer : answer.meanMs;
    };
    expect(theoryOf(shared, 800, 1e5)).toMatchObject({ model: 'M/M/1-PS' });
    expect(meanOf(shared, 800)).toBeCloseTo(5, 9);
    // The distribution does not matter, as long as nobody waits for a slot.
    expect(meanOf({ ...shared, scv: 9, isExponential: false }, 800)).toBeCloseTo(5, 9);
    expect(meanOf({ ...shared, slots: 2, isExponential: false }, 800)).toBe('processors');
    expect(meanOf(shared, 1000)).toBe('saturated');
    // Two that hinder each other get 2 ÷ 1.5 done.
    const hindered = { cores: 2, contention: 0.5, coherency: 0 };
    expect(meanOf({ ...shared, processors: hindered }, 1334)).toBe('saturated');
    expect(meanOf({ ...shared, processors: hindered }, 1300)).toBeGreaterThan(30);
  });

  it('takes lognormals as they are drawn, cut at a hundred medians', () => {
    const service = { dist: 'lognormal', p5Ms: 0.1, p95Ms: 100 } as const;
    const found = stationIn([asking, station('s', { service })], [request('client', 's')], 's');
    if (found === null || typeof found === 'string') throw new Error(String(found));
    expect(found.serviceMs).toBeCloseTo(19.87575, 4);
    expect(found.scv).toBeCloseTo(6.41358, 4);
    // Pollaczek and Khinchine at 25 a second: 19.876 (1 + ρ ÷ (1 − ρ) × (1 + 6.41) ÷ 2), ρ = 0.4969.
    const answer = theoryOf(found, 25, 1e5);
    expect(typeof answer === 'string' ? 0 : answer.meanMs).toBeCloseTo(92.65, 1);
  });
});

describe('arrivals, by the drawing', () => {
  const served = station('s', { service: exponential(1) });
  const other = station('t', { service: exponential(1) });

  it('of people who wait for their answers, or ask on the beat, are not random', () => {
    const from = (arrival: Parameters<typeof client>[1]['arrival']) =>
      stationIn(
        [client('client', { arrival: arrival!, operations: [...work] }), served],
        [request('client', 's')],
        's',
      );
    expect(from(poisson(50))).toMatchObject({ slots: 1, serviceMs: 1 });
    expect(from({ process: 'schedule', points: [{ atMs: 0, ratePerSec: 5 }] })).toMatchObject({});
    expect(from({ process: 'closed', users: 3 })).toBe('arrivals');
    expect(from(evenly(50))).toBe('arrivals');
  });

  it.each([
    ['roundRobin', 'arrivals'],
    ['leastConnections', 'arrivals'],
    ['random', { slots: 1 }],
    ['consistentHash', { slots: 1 }],
  ] as const)('behind a balancer that chooses by %s', (algorithm, expected) => {
    const nodes = [asking, balancer('lb', { algorithm }), served, other];
    const edges = [request('client', 'lb'), request('lb', 's'), request('lb', 't')];
    const found = stationIn(nodes, edges, 's');
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
    // With one target there is nothing to choose.
    expect(stationIn(nodes.slice(0, 3), edges.slice(0, 2), 's')).toMatchObject({ slots: 1 });
  });

  it.each([
    ['replicas', 1, { serviceMs: 1 }],
    ['replicas', 2, 'arrivals'],
    ['all', 1, 'arrivals'],
    ['primary', 2, { serviceMs: 1 }],
  ] as const)('of a driver that reads from %s, with %d of them', (readFrom, replicas, expected) => {
    const ids = ['r1', 'r2'].slice(0, replicas);
    const reader = client('client', { arrival: poisson(50), operations: [...reads] });
    const set = [
      database('p', { readFrom, read: constant(1) }),
      ...ids.map((id) => database(id, { role: 'replica', readFrom, read: constant(1) })),
    ];
    const copies = ids.map((id) => replication('p', id, {}));
    const found = stationIn(
      [reader, station('w', { service: constant(0) }), ...set],
      [request('client', 'w'), request('w', 'p'), ...copies],
      'r1',
    );
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });
});

describe('sessions in a database', () => {
  const users = { count: 100 };
  const reader = client('client', { arrival: poisson(50), operations: [...reads], users });
  const server = station('w', { sessions: 'sharedStore' });
  const store = database('p', { read: constant(1), write: constant(5) });
  const edges = [request('client', 'w'), request('w', 'p')];

  it('are writes, though nobody’s request is one', () => {
    expect(stationIn([reader, server, store], edges, 'p')).toBe('mix');
    const stateless = station('w', { sessions: 'stateless' });
    expect(stationIn([reader, stateless, store], edges, 'p')).toMatchObject({ serviceMs: 1 });
  });

  it('are none of its business where nobody signs in, or a cache aside keeps them', () => {
    const strangers = client('client', { arrival: poisson(50), operations: [...reads] });
    expect(stationIn([strangers, server, store], edges, 'p')).toMatchObject({ serviceMs: 1 });
    const beside = (strategy: 'cacheAside' | 'writeThrough') =>
      stationIn(
        [reader, server, store, cache('c', { strategy })],
        strategy === 'cacheAside'
          ? [...edges, request('w', 'c')]
          : [request('client', 'w'), request('w', 'c'), request('c', 'p')],
        'p',
      );
    expect(beside('cacheAside')).toMatchObject({ serviceMs: 1 });
    expect(beside('writeThrough')).toBe('mix');
  });

  it('go to the primary alone where the replicas are read', () => {
    const copy = database('r', { role: 'replica', read: constant(1), write: constant(5) });
    const nodes = [reader, server, store, copy];
    const all = [...edges, replication('p', 'r', {})];
    expect(stationIn(nodes, all, 'p')).toMatchObject({ serviceMs: 5 });
    expect(stationIn(nodes, all, 'r')).toMatchObject({ serviceMs: 1 });
  });
});

it('writes beside reads are calls of two kinds', () => {
  const both = client('client', { arrival: poisson(50), operations: [...reads, ...writes] });
  const edges = [request('client', 'w'), request('w', 'p')];
  expect(stationIn([both, station('w', {}), database('p')], edges, 'p')).toBe('mix');
});
