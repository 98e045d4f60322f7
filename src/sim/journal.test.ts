/** What is told of calls that are already under way when a look begins. */
import { describe, expect, it } from 'vitest';
import { client, constant, evenly, request, station } from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { compile } from '../scenario/compile.ts';

describe('what a server does for somebody who has given up', () => {
  // The client waits 50 ms; the server asks one for 60 ms, and then the other for 100 ms.
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 5000,
    nodes: [
      client('client', { arrival: evenly(5), timeoutMs: 50 }),
      station('web', { slots: 100, service: constant(0) }),
      station('first', { slots: 100, service: constant(60) }),
      station('second', { slots: 100, service: constant(100) }),
    ],
    edges: [request('client', 'web'), request('web', 'first'), request('web', 'second')],
  });

  it('belongs to no request, though their record is in use again', () => {
    const sim = compile(scenario, { keepsSeries: false });
    const second = sim.spec.nodes.findIndex(({ id }) => id === 'second');
    const windows = Array.from({ length: 40 }, (_, i) => i * 100e6).map((fromNs) => {
      sim.advance(fromNs, Number.POSITIVE_INFINITY);
      return sim.journeysUntil(fromNs + 1);
    });
    const forNobody = windows.flatMap(({ hops }) =>
      hops.filter(({ link }) => link >= 0 && sim.links[link]!.target === second),
    );
    expect(forNobody.length).toBeGreaterThan(5);
    for (const { request, parent } of forNobody) expect([request, parent]).toEqual([-1, -1]);
  });
});
