/** What carries calls, seen from inside: what no drawing can show. */
import { expect, it } from 'vitest';
import { client, request, station } from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { compile } from '../scenario/compile.ts';
import { NO_PARENT } from './calls.ts';

it('a call of a node itself that finds no target is not lost in silence', () => {
  const scenario = scenarioFrom({
    version: 1,
    durationMs: 1000,
    nodes: [client('client', {}), station('web', {})],
    edges: [request('client', 'web')],
  });
  const sim = compile(scenario, { keepsSeries: false });
  const nowhere = sim.addRoute({ index: -1, choose: () => false });
  expect(() => sim.send(NO_PARENT, nowhere, 0, 0, 0)).toThrow("a node's own call");
});
