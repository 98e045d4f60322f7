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
    expect(sim.calls.state.live).toBeGreaterThan(1500);
    expect(looksUntil(1001)).toBeLessThan(4 * sim.calls.capacity);
    expect(looksUntil(2001)).toBeLessThan(4 * sim.calls.capacity);
  });
});
