/** What a look at a run may depend on, and what it may not. */
import { expect, it } from 'vitest';
import { client, constant, evenly, request, station } from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { compile } from '../scenario/compile.ts';
import { carryOn } from '../scenario/run.ts';

const scenario = scenarioFrom({
  version: 1,
  durationMs: 10_000,
  nodes: [
    client('client', { arrival: evenly(1000) }),
    station('web', { slots: 100, service: constant(1) }),
  ],
  edges: [request('client', 'web')],
});
const started = () => compile(scenario, { keepsSeries: false });

it('opens a request however far behind its checkpoint it begins', () => {
  const sim = started();
  const start = sim.checkpoint();
  sim.advance(10e9, Number.POSITIVE_INFINITY);
  const { requests } = sim.journey(start, 9000, 2000);
  expect(requests).toMatchObject([{ request: 9000 }]);
  expect(Number.isFinite(requests[0]!.endedNs)).toBe(true);
});

it('has the same state whether somebody looked on the way if time goes on, or not', () => {
  const straight = started();
  straight.advance(5e9, Number.POSITIVE_INFINITY);
  const watched = started();
  while (!carryOn(watched, 5e9, 700, { lookEvents: 1000 }).isThere);
  expect(watched.nowNs).toBe(straight.nowNs);
  expect(watched.stateHash()).toBe(straight.stateHash());
});
