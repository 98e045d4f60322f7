import { expect, it } from 'vitest';
import { client, constant, evenly, request, station, work } from '../../tests/support/designs.ts';
import { runToEnd } from './run.ts';
import { validateScenario } from './validate.ts';

it('counts as throughput what is answered in the measured time, whoever came before it', () => {
  const result = validateScenario({
    version: 1,
    durationMs: 40_000,
    warmupMs: 20_000,
    nodes: [
      client('c', { arrival: evenly(200), operations: [...work], timeoutMs: null }),
      station('s', { slots: 1, service: constant(10), queueLimit: null }),
    ],
    edges: [request('c', 's', { timeoutMs: null })],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  // Twice too much: the line of the first 20 s is all that is served in the next 20.
  const { throughputPerSec, requests, nodes } = runToEnd(result.scenario);
  expect(requests.succeeded).toBeLessThanOrEqual(1);
  expect(nodes.s!.utilization).toBeCloseTo(1, 3);
  expect(throughputPerSec).toBeCloseTo(100, 0);
});

it.each(['__proto__', 'constructor'])('a node may be called %s', (id) => {
  const result = validateScenario({
    version: 1,
    durationMs: 1000,
    nodes: [
      client('c', { arrival: evenly(10), operations: [...work] }),
      station(id, { slots: 1, service: constant(1) }),
    ],
    edges: [request('c', id)],
    objectives: [`nodes.${id}.arrived == 10`],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { nodes, objectives } = runToEnd(result.scenario);
  expect(Object.keys(nodes)).toContain(id);
  expect(objectives[0]!.met).toBe(true);
});
