/** What a fault costs: it is rare, but nodes may have a thousand instances and a million calls may be under way. */
import { describe, expect, it, vi } from 'vitest';
import { client, constant, evenly, request, station } from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { compile } from '../scenario/compile.ts';

describe('a crash of many instances', () => {
  it.each(['refuse', 'blackhole', 'hang'] as const)('walks the pool once (%s)', (mode) => {
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 3000,
      nodes: [
        client('client', { arrival: evenly(2000) }),
        station('web', { instances: 100, slots: 100, service: constant(5000) }),
      ],
      edges: [request('client', 'web')],
      faults: [{ kind: 'crash', target: 'web', mode, atMs: 1000, durationMs: 1000 }],
    });
    const sim = compile(scenario, { keepsSeries: false });
    const looks = vi.spyOn(sim.calls, 'isLive');
    const looksUntil = (ms: number) => {
      looks.mockClear();
      sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
      sim.checkBooks();
      return looks.mock.calls.length;
    };
    expect(looksUntil(999)).toBe(0);
    expect(sim.calls.live).toBeGreaterThan(1500);
    expect(looksUntil(1001)).toBeLessThan(4 * sim.calls.capacity);
    expect(looksUntil(2001)).toBeLessThan(4 * sim.calls.capacity);
  });
});

describe('partitions that overlap', () => {
  const design = scenarioFrom({
    version: 1,
    durationMs: 5000,
    nodes: [
      client('client', { arrival: evenly(100), timeoutMs: 50 }),
      ...['a', 'b', 'c'].map((id) => station(id, { slots: 100, service: constant(1) })),
    ],
    edges: [
      request('client', 'a'),
      request('a', 'b', { timeoutMs: 50 }),
      request('a', 'c', { timeoutMs: 50 }),
    ],
    faults: [
      { kind: 'partition', target: 'b', from: ['a'], atMs: 1000, durationMs: 2000 },
      { kind: 'partition', target: 'a', from: ['b', 'c'], atMs: 2000, durationMs: 2000 },
      { kind: 'partition', target: 'client', from: ['c'], atMs: 0, durationMs: 5000 },
    ],
  });
  const started = () => compile(design, { keepsSeries: false });
  const nodeOf = (sim: ReturnType<typeof started>, id: string) =>
    sim.spec.nodes.findIndex((node) => node.id === id);

  it('part two nodes until the last between them has ended', () => {
    const sim = started();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => nodeOf(sim, id)) as [number, number, number];
    const seen = [500, 1500, 2500, 3500, 4500].map((ms) => {
      sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
      return [sim.areParted(a, b), sim.areParted(c, a), sim.areParted(b, c)].map(Number).join('');
    });
    expect(seen).toEqual(['000', '100', '110', '110', '000']);
    expect([sim.isCutOffFrom(a, b), sim.isCutOffFrom(nodeOf(sim, 'client'), c)]).toEqual([
      false,
      true,
    ]);
    const arrivedAt = (node: number) => sim.measured.nodes[node]!.arrived;
    const before = arrivedAt(b);
    sim.advance(4900e6, Number.POSITIVE_INFINITY);
    expect(arrivedAt(b)).toBeGreaterThan(before + 30);
  });

  it('are cuts again where a checkpoint is put back', () => {
    const sim = started();
    sim.advance(2500e6, Number.POSITIVE_INFINITY);
    const checkpoint = sim.checkpoint();
    sim.advance(5000e6, Number.POSITIVE_INFINITY);
    const hash = sim.runHash();
    sim.restore(checkpoint);
    sim.advance(5000e6, Number.POSITIVE_INFINITY);
    expect(sim.runHash()).toBe(hash);
  });
});
