/** What is held and what is passed on, how many ask the origin at once, and what happens when the origin fails. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  evenly,
  noTime,
  oneKey,
  request,
  station,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';

interface Design {
  readonly cdn?: object;
  readonly types?: readonly string[];
  readonly keys?: object;
  readonly originMs?: number;
  readonly ratePerSec?: number;
  readonly faults?: readonly object[];
}

/** A second of evenly spaced calls. */
function run(design: Design) {
  const { cdn = {}, types = ['static'], keys = oneKey, originMs = 0, faults = [] } = design;
  const result = validateScenario({
    version: 1,
    durationMs: 1000.5,
    nodes: [
      client('client', {
        arrival: evenly(design.ratePerSec ?? 1000),
        operations: types.map((type) => ({ name: type, type, weight: 1 })) as never,
        keys: keys as never,
      }),
      { id: 'cdn', kind: 'cdn', params: { pops: 1, access: noTime, ...cdn } },
      station('origin', { slots: 1_000_000, service: constant(originMs) }),
    ],
    edges: [request('client', 'cdn'), request('cdn', 'origin')],
    faults,
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

it('serves an old copy of the shield’s where the place that was asked never had one', () => {
  const design = {
    ratePerSec: 100,
    cdn: { pops: 100, ttlMs: 100, staleIfError: true, shield: { enabled: true } },
    faults: [{ kind: 'crash', target: 'origin', atMs: 500.5 }],
  } as const;
  const { nodes, requests } = run(design);
  // By half a second fifty of a hundred calls have reached fewer than fifty places.
  expect(requests.failed).toBe(0);
  expect(nodes.cdn!.servedExpired as number).toBeGreaterThan(30);
});

describe('what it holds', () => {
  it('is fetched once, then served from the edge', () => {
    const { nodes } = run({});
    expect(nodes.cdn).toMatchObject({ hits: 999, misses: 1, originFetches: 1, residentKeys: 1 });
    expect(nodes.origin!.arrived).toBe(1);
  });

  it.each(['write', 'job'])('is not what a %s asks for: that is passed on', (type) => {
    const { nodes } = run({ types: [type] });
    expect(nodes.cdn).toMatchObject({ hits: 0, misses: 0, residentKeys: 0, arrived: 1000 });
    expect(nodes.origin!.arrived).toBe(1000);
  });

  it('are reads too, unless it is told to keep to files', () => {
    const types = ['read', 'static'];
    // A key as a file and the same key as a read are two things.
    expect(run({ types }).nodes.cdn).toMatchObject({ misses: 2, residentKeys: 2 });
    const files = run({ types, cdn: { caches: 'static' } }).nodes.cdn!;
    expect(files).toMatchObject({ misses: 1, residentKeys: 1 });
    expect(files.hits as number).toBeLessThan(600);
  });

  it('is bounded at each place, and evicted as in a cache', () => {
    const keys = { distribution: 'sequential', count: 11 };
    // A loop one longer than the cache: LRU never hits.
    const { nodes } = run({ cdn: { capacityKeys: 10 }, keys });
    expect(nodes.cdn).toMatchObject({ hits: 0, misses: 1000, evictions: 990, residentKeys: 10 });
    expect(run({ cdn: { capacityKeys: 11 }, keys }).nodes.cdn!.misses).toBe(11);
  });

  it('is cold at every place', () => {
    expect(run({ cdn: { pops: 5 } }).nodes.cdn).toMatchObject({ misses: 5, residentKeys: 5 });
  });

  it('expires so long after the fetch', () => {
    // At 1, 202, 403, 604 and 805 ms: a copy is not served at the very end of its life.
    const { nodes } = run({ cdn: { ttlMs: 200.5 } });
    expect(nodes.cdn).toMatchObject({ misses: 5, originFetches: 5 });
  });
});

describe('request collapsing', () => {
  it('lets one of those who miss ask the origin', () => {
    const { nodes, latencyMs } = run({ originMs: 100 });
    // Those who come in 100 ms wait with the first.
    expect(nodes.cdn).toMatchObject({ originFetches: 1, coalesced: 99, hits: 900 });
    expect(latencyMs.max).toBe(100);
  });

  it('off, lets all of them: λ × the time of a fetch', () => {
    const { nodes } = run({ originMs: 100, cdn: { collapse: false } });
    expect(nodes.cdn).toMatchObject({ originFetches: 100, coalesced: 0, hits: 900 });
  });

  it('is for each place, and for all of them at a shield', () => {
    const cdn = { pops: 4, shield: { enabled: false, roundTrip: constant(10) } };
    expect(run({ originMs: 100, cdn }).nodes.origin!.arrived).toBe(4);
    const shielded = { pops: 4, shield: { enabled: true, roundTrip: constant(10) } };
    const { nodes, latencyMs } = run({ originMs: 100, cdn: shielded });
    expect(nodes.origin!.arrived).toBe(1);
    expect(latencyMs.max).toBe(110);
  });
});

describe('an origin that fails', () => {
  const faults = [{ kind: 'crash', atMs: 500, target: 'origin' }];
  const cdn = { ttlMs: 100 };

  it('fails whoever finds no fresh copy', () => {
    const { requests } = run({ cdn, faults });
    // The last copy dies before 600 ms.
    expect(requests.failed).toBeGreaterThan(400);
    expect(requests.failedBy).toEqual({ refused: requests.failed });
  });

  it('is not noticed where old copies do', () => {
    const { requests, nodes } = run({ cdn: { ...cdn, staleIfError: true }, faults });
    expect(requests.failed).toBe(0);
    expect(nodes.cdn!.servedExpired).toBeGreaterThan(400);
  });

  it('fails all that wait with the one who asked', () => {
    const { requests } = run({
      originMs: 100,
      cdn: { shield: { enabled: true, roundTrip: noTime } },
      faults: [{ kind: 'crash', atMs: 50.5, target: 'origin', durationMs: 1 }],
    });
    // Fifty were waiting; the next one finds it still down.
    expect(requests).toMatchObject({ failed: 51, failedBy: { reset: 50, refused: 1 } });
  });
});

describe('its own end', () => {
  it('a purge empties every place', () => {
    const faults = [{ kind: 'flush', atMs: 500.5, target: 'cdn' }];
    const { nodes, timeline } = run({ cdn: { pops: 5 }, faults });
    expect(nodes.cdn).toMatchObject({ misses: 10, residentKeys: 5 });
    expect(timeline.map(({ event }) => event)).toEqual(['flushed']);
  });

  it('a crash too, and forgets who waited', () => {
    const faults = [{ kind: 'crash', atMs: 50.5, target: 'cdn', durationMs: 100 }];
    const { requests, nodes } = run({ originMs: 100, faults });
    expect(requests.failedBy).toEqual({ reset: 50, refused: 100 });
    expect(nodes.cdn).toMatchObject({ originFetches: 2, coalesced: 49 + 99 });
  });
});
