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
import { expectNear } from '../../../tests/support/reference.ts';
import { Streams } from '../../base/random.ts';
import { sortedInts } from '../../base/sorted-ints.ts';
import { compile } from '../../scenario/compile.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';
import type { Algorithm, Targets } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { LoadBalancerParams } from './params.ts';

interface Sketch {
  up: number[];
  closed?: number[];
  active: number[];
  weights?: number[];
  names?: string[];
  virtualNodes?: number;
}

function choosing(algorithm: LoadBalancerParams['algorithm'], sketch: Sketch) {
  const streams = new Streams(7);
  // Plain arrays, so that a test can change them as it goes; read as typed ones are.
  const targets: Targets = {
    count: sketch.up.length,
    get up() {
      return sketch.up as unknown as Uint8Array;
    },
    get active() {
      return sketch.active as unknown as Int32Array;
    },
    get upOnes() {
      return sortedInts(sketch.up.length, (target) => sketch.up[target] === 1);
    },
    get openOnes() {
      return sortedInts(sketch.up.length, (target) => !sketch.closed?.includes(target));
    },
    weights: sketch.weights ?? sketch.up.map(() => 1),
    names: sketch.names ?? sketch.up.map((_, i) => `w:${i}`),
    clock: { nowNs: 0 },
    streams,
    stream: streams.named('lb', 'balance'),
    virtualNodes: sketch.virtualNodes ?? 160,
    decayNs: 10e9,
  };
  return algorithms[algorithm](targets);
}

const picks = (chooser: { pick(key: number): number }, n: number) =>
  Array.from({ length: n }, (_, key) => chooser.pick(key));

function setTargets(sketch: Sketch, to: Partial<Sketch>, chooser: Algorithm): void {
  Object.assign(sketch, to);
  for (const target of sketch.up.keys()) chooser.changed?.(target);
}

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
    setTargets(sketch, { active: [0, 0, 0] }, chooser);
    expect(picks(chooser, 4)).toEqual([0, 1, 2, 0]);
    setTargets(sketch, { up: [0, 1, 1] }, chooser);
    expect(picks(chooser, 2)).toEqual([1, 2]);
  });

  it('least connections finds the same one as looking at all of them would', () => {
    const streams = new Streams(11);
    const stream = streams.named('a test', 'numbers');
    const below = (n: number) => streams.below(stream, n);
    for (const count of [1, 2, 3, 7, 8, 9, 100]) {
      const sketch = { up: Array(count).fill(1), active: Array(count).fill(0) };
      const chooser = choosing('leastConnections', sketch);
      for (let next = 0, step = 0; step < 300; step++) {
        const some = below(count);
        sketch.active[some] = below(4);
        sketch.up[some] = below(4) === 0 ? 0 : 1;
        chooser.changed?.(some);
        const upOnes = sketch.up.flatMap((up, i) => (up === 1 ? [i] : []));
        if (upOnes.length === 0) continue;
        const fewest = Math.min(...upOnes.map((i) => sketch.active[i]!));
        const equals = upOnes.filter((i) => sketch.active[i] === fewest);
        const expected = equals.find((i) => i >= next) ?? equals[0]!;
        expect(chooser.pick(0)).toBe(expected);
        next = (expected + 1) % count;
      }
    }
  });

  it.each([
    { weights: [5, 1, 1], letters: 'a a b a c a a' },
    { weights: [3, 2, 1], letters: 'a b a c b a' },
    { weights: [1, 1, 1], letters: 'a b c a b c' },
  ])('weighted round robin mixes $weights to $letters, as nginx does', ({ weights, letters }) => {
    const chooser = choosing('weightedRoundRobin', { up: [1, 1, 1], active: [0, 0, 0], weights });
    const chosen = picks(chooser, letters.split(' ').length * 2).map((target) => 'abc'[target]);
    expect(chosen.join(' ')).toBe(`${letters} ${letters}`);
  });

  it('weighted round robin leaves out the dead and keeps the others’ weights', () => {
    const sketch = { up: [0, 1, 1], active: [0, 0, 0], weights: [5, 2, 1] };
    expect(picks(choosing('weightedRoundRobin', sketch), 6)).toEqual([1, 2, 1, 1, 2, 1]);
  });

  it('peak EWMA avoids whoever was slow, busy or not', () => {
    const sketch = { up: [1, 1], active: [0, 1] };
    const chooser = choosing('peakEwma', sketch);
    chooser.ended?.(0, 50e6);
    chooser.ended?.(1, 10e6);
    // 50 ms × 1 against 10 ms × 2; then against 10 ms × 6.
    expect(new Set(picks(chooser, 20))).toEqual(new Set([1]));
    sketch.active = [0, 5];
    expect(new Set(picks(chooser, 20))).toEqual(new Set([0]));
    // Faster answers pull it down only as time passes, and none has.
    chooser.ended?.(0, 1e6);
    sketch.active = [0, 3];
    expect(new Set(picks(chooser, 20))).toEqual(new Set([1]));
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

  // Domain reference §1.1: the hottest target's share, of ten and of a hundred. One ring differs from the next.
  it.each([
    { targets: 10, virtualNodes: 10, hottest: 1.54 },
    { targets: 10, virtualNodes: 40, hottest: 1.23 },
    { targets: 10, virtualNodes: 160, hottest: 1.12 },
    { targets: 10, virtualNodes: 1000, hottest: 1.05 },
    { targets: 100, virtualNodes: 10, hottest: 1.95 },
    { targets: 100, virtualNodes: 40, hottest: 1.42 },
    { targets: 100, virtualNodes: 160, hottest: 1.21 },
  ])('consistent hash with $virtualNodes points on $targets', (row) => {
    const rings = 12;
    const keys = 200 * row.targets;
    let sum = 0;
    for (let ring = 0; ring < rings; ring++) {
      const names = Array.from({ length: row.targets }, (_, i) => `ring ${ring}, server ${i}`);
      const all = Array(row.targets).fill(1);
      const sketch = { up: all, active: all, names, virtualNodes: row.virtualNodes };
      const counts = new Float64Array(row.targets);
      const chooser = choosing('consistentHash', sketch);
      for (let key = 0; key < keys * 20; key++) counts[chooser.pick(key)]!++;
      sum += Math.max(...counts) / ((keys * 20) / row.targets);
    }
    expectNear('hottest', sum / rings, row.hottest);
  });

  it('ip hash knows nothing of instances that are not there, and shares among the others', () => {
    const up = Array.from({ length: 100 }, (_, target) => (target < 4 ? 1 : 0));
    const closed = [...up.keys()].filter((target) => target >= 4);
    const counts = new Float64Array(100);
    for (const target of picks(choosing('ipHash', { up, active: up, closed }), 10_000)) {
      counts[target]!++;
    }
    // A quarter each, give or take four standard deviations of 43.
    for (const target of [0, 1, 2, 3]) expect(Math.abs(counts[target]! - 2500)).toBeLessThan(174);
    // As if the others had never been thought of.
    const few = choosing('ipHash', { up: [1, 1, 1, 1], active: [0, 0, 0, 0] });
    const many = choosing('ipHash', { up, active: up, closed });
    expect(picks(few, 1000)).toEqual(picks(many, 1000));
  });

  it('ip hash keeps the addresses of the living where one dies', () => {
    const sketch = { up: [1, 1, 1, 1], active: [0, 0, 0, 0] };
    const chooser = choosing('ipHash', sketch);
    const before = picks(chooser, 1000);
    sketch.up[2] = 0;
    const after = picks(chooser, 1000);
    const moved = before.filter((target, address) => target !== after[address]);
    expect(new Set(moved)).toEqual(new Set([2]));
    expect(new Set(after)).toEqual(new Set([0, 1, 3]));
  });

  it('random reaches all that are up', () => {
    const chosen = picks(choosing('random', { up: [1, 0, 1, 1], active: [0, 0, 0, 0] }), 1000);
    expect(new Set(chosen)).toEqual(new Set([0, 2, 3]));
  });
});

describe('health checks', () => {
  const detect = { intervalMs: 2000, fall: 3, rise: 2, timeoutMs: 1500 };

  /** Detection and return of one target of two, in milliseconds after its crash and its restart. */
  function times(mode: 'refuse' | 'blackhole' | 'hang', seed: number, healthCheck = detect) {
    const result = validateScenario({
      version: 1,
      seed,
      durationMs: 60_000,
      nodes: [
        client('c', { arrival: evenly(1), operations: [...work] }),
        balancer('l', { healthCheck }),
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

  it('of all that are taken out, only the last is told to be the last', () => {
    const result = validateScenario({
      version: 1,
      durationMs: 60_000,
      nodes: [
        client('c', { arrival: evenly(1), operations: [...work] }),
        balancer('l', { healthCheck: detect }),
        station('w', { instances: 3, slots: 100, service: noTime }),
      ],
      edges: [request('c', 'l'), request('l', 'w')],
      faults: [{ kind: 'crash', target: 'w', mode: 'refuse', atMs: 20_000 }],
    });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const sim = compile(result.scenario, { keepsSeries: false });
    sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
    const ejected = sim.recorder.events.filter(({ event }) => event === 'ejected');
    expect(ejected.map(({ told }) => told?.reason)).toEqual([undefined, undefined, 'last']);
  });

  it.each([
    { mode: 'refuse', timeoutMs: 1500 },
    { mode: 'blackhole', timeoutMs: 1500 },
    { mode: 'hang', timeoutMs: 2000 },
    { mode: 'blackhole', timeoutMs: 2000 },
    { mode: 'blackhole', timeoutMs: 9000 },
  ] as const)(
    'it is back within rise − 1 … rise intervals ($mode, timeout $timeoutMs ms)',
    ({ mode, timeoutMs }) => {
      const found = seeds.map((seed) => times(mode, seed, { ...detect, timeoutMs }).restored);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(2000);
      expect(Math.max(...found)).toBeLessThanOrEqual(4000);
    },
  );

  it('a probe waits no longer than for the next one', () => {
    const found = seeds.map(
      (seed) => times('blackhole', seed, { ...detect, timeoutMs: 9000 }).ejected,
    );
    expect(Math.min(...found)).toBeGreaterThanOrEqual(6000);
    expect(Math.max(...found)).toBeLessThanOrEqual(8000);
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
  expect(sim.measured.nodes[0]!.failed).toBe(0);
  // One attempt and, for those that met the dead one, one more.
  expect(sim.measured.nodes[2]!.failed + sim.measured.nodes[2]!.completed).toBeGreaterThan(1400);
});

it('counts users who are moved and takeovers from the end of the warm-up', () => {
  const rowOf = (warmupMs: number) => {
    const result = validateScenario({
      version: 1,
      durationMs: 20_000,
      warmupMs,
      nodes: [
        client('c', { arrival: evenly(100), operations: [...work], users: { count: 10 } }),
        balancer('l', { sticky: {}, standby: {}, healthCheck: { intervalMs: 200, fall: 1 } }),
        station('w', { instances: 2, slots: 100, service: constant(1) }),
      ],
      edges: [request('c', 'l'), request('l', 'w')],
      faults: [
        { kind: 'instanceCrash', target: 'w', instance: 0, atMs: 2000, durationMs: 1000 },
        { kind: 'instanceCrash', target: 'l', instance: 0, atMs: 5000 },
      ],
    });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return runToEnd(result.scenario).nodes.l!;
  };
  expect(rowOf(0)).toMatchObject({ usersMoved: 5, takeovers: 1 });
  expect(rowOf(10_000)).toMatchObject({ usersMoved: 0, takeovers: 0 });
});
