/** Who gets the next call, and how soon a dead target is noticed. */
import { describe, expect, it } from 'vitest';
import {
  balancer,
  client,
  constant,
  evenly,
  noTime,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { Streams } from '../../base/random.ts';
import { compile } from '../../scenario/compile.ts';
import { validateScenario } from '../../scenario/validate.ts';
import type { Targets } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { LoadBalancerParams } from './params.ts';

interface Sketch {
  up: number[];
  active: number[];
}

function choosing(algorithm: LoadBalancerParams['algorithm'], sketch: Sketch) {
  const streams = new Streams(7);
  const targets: Targets = {
    count: sketch.up.length,
    get up() {
      return Uint8Array.from(sketch.up);
    },
    get active() {
      return Int32Array.from(sketch.active);
    },
    get upCount() {
      return sketch.up.filter((up) => up === 1).length;
    },
    names: sketch.up.map((_, i) => `w:${i}`),
    streams,
    stream: streams.named('lb', 'balance'),
    virtualNodes: 160,
  };
  return algorithms[algorithm](targets);
}

const picks = (chooser: { pick(key: number): number }, n: number) =>
  Array.from({ length: n }, (_, key) => chooser.pick(key));

describe('algorithms', () => {
  it('round robin takes them in turn and skips the dead', () => {
    const sketch = { up: [1, 1, 1, 1], active: [0, 0, 0, 0] };
    const chooser = choosing('roundRobin', sketch);
    expect(picks(chooser, 6)).toEqual([0, 1, 2, 3, 0, 1]);
    sketch.up[2] = 0;
    expect(picks(chooser, 4)).toEqual([3, 0, 1, 3]);
  });

  it('least connections takes the least busy, ties in turn', () => {
    const sketch = { up: [1, 1, 1], active: [2, 1, 1] };
    const chooser = choosing('leastConnections', sketch);
    expect(picks(chooser, 4)).toEqual([1, 2, 1, 2]);
    sketch.active = [0, 0, 0];
    expect(picks(chooser, 4)).toEqual([0, 1, 2, 0]);
    sketch.up = [0, 1, 1];
    expect(picks(chooser, 2)).toEqual([1, 2]);
  });

  it('power of two never takes the busier of two, and any pair is as likely', () => {
    const sketch = { up: [1, 1], active: [5, 0] };
    expect(new Set(picks(choosing('powerOfTwo', sketch), 100))).toEqual(new Set([1]));
    // Of four with one idle, the idle one is in half of all pairs.
    const four = picks(choosing('powerOfTwo', { up: [1, 1, 1, 1], active: [3, 3, 0, 3] }), 20_000);
    expect(four.filter((target) => target === 2).length / 20_000).toBeCloseTo(0.5, 1);
    expect(picks(choosing('powerOfTwo', { up: [0, 1, 0], active: [0, 9, 0] }), 3)).toEqual([
      1, 1, 1,
    ]);
  });

  it('consistent hash moves the keys of the lost target and no others', () => {
    const sketch = { up: [1, 1, 1, 1, 1], active: [0, 0, 0, 0, 0] };
    const chooser = choosing('consistentHash', sketch);
    const before = picks(chooser, 10_000);
    sketch.up[3] = 0;
    const after = picks(chooser, 10_000);
    const moved = before.filter((target, key) => target !== after[key]);
    expect(new Set(moved)).toEqual(new Set([3]));
    // Its share is a fifth, give or take the 8 % of 160 points.
    expect(moved.length / 10_000).toBeCloseTo(0.2, 1);
    sketch.up[3] = 1;
    expect(picks(chooser, 10_000)).toEqual(before);
  });

  it('random reaches all that are up', () => {
    const chosen = picks(choosing('random', { up: [1, 0, 1, 1], active: [0, 0, 0, 0] }), 1000);
    expect(new Set(chosen)).toEqual(new Set([0, 2, 3]));
  });
});

describe('health checks', () => {
  const detect = { intervalMs: 2000, fall: 3, rise: 2, timeoutMs: 1500 };

  /** Detection and return of one target of two, in milliseconds after its crash and its restart. */
  function times(mode: 'refuse' | 'blackhole' | 'hang', seed: number) {
    const result = validateScenario({
      version: 1,
      seed,
      durationMs: 60_000,
      nodes: [
        client('c', { arrival: evenly(1), operations: [...work] }),
        balancer('l', { healthCheck: detect }),
        station('w', { instances: 2, slots: 100, service: noTime }),
      ],
      edges: [request('c', 'l'), request('l', 'w')],
      faults: [
        { kind: 'instanceCrash', target: 'w', instance: 1, mode, atMs: 20_000, durationMs: 20_000 },
      ],
    });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const sim = compile(result.scenario, { keepsSeries: false });
    sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
    const at = (event: string) =>
      sim.recorder.events.find((one) => one.event === event)!.atNs / 1e6;
    return { ejected: at('ejected') - 20_000, restored: at('restored') - 40_000 };
  }

  const seeds = Array.from({ length: 40 }, (_, i) => i + 1);

  it.each([
    ['refuse', 0],
    ['blackhole', detect.timeoutMs],
    ['hang', detect.timeoutMs],
  ] as const)(
    'a target that fails (%s) is ejected within fall − 1 … fall intervals',
    (mode, extra) => {
      const found = seeds.map((seed) => times(mode, seed).ejected);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(4000 + extra);
      expect(Math.max(...found)).toBeLessThanOrEqual(6000 + extra);
      // The phase is random: both halves of the range are seen.
      expect(Math.min(...found)).toBeLessThan(4600 + extra);
      expect(Math.max(...found)).toBeGreaterThan(5400 + extra);
    },
  );

  it('it is back within rise − 1 … rise intervals', () => {
    const found = seeds.map((seed) => times('refuse', seed).restored);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(2000);
    expect(Math.max(...found)).toBeLessThanOrEqual(4000);
  });
});

it('a retry may go to another target', () => {
  const result = validateScenario({
    version: 1,
    durationMs: 10_000,
    nodes: [
      client('c', { arrival: evenly(100), operations: [...work] }),
      balancer('l', { healthCheck: { intervalMs: 60_000 } }),
      station('w', { instances: 2, slots: 100, service: constant(1) }),
    ],
    edges: [request('c', 'l'), request('l', 'w', { retry: { maxRetries: 1, backoff: 'none' } })],
    faults: [{ kind: 'instanceCrash', target: 'w', instance: 0, atMs: 0 }],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: false });
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  expect(sim.measured.failed[0]).toBe(0);
  // One attempt and, for those that met the dead one, one more.
  expect(sim.measured.failed[2]! + sim.measured.completed[2]!).toBeGreaterThan(1400);
});
