/** What a caller keeps about each thing it calls, through the ordinary way from file to run. */
import { describe, expect, it } from 'vitest';
import { runToEnd } from './run.ts';
import type { ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

type Draft = Pick<ScenarioFile, 'nodes' | 'edges' | 'faults'>;

function run(draft: Draft) {
  const result = validateScenario({ version: 1, seed: 3, durationMs: 5000, ...draft });
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('\n'));
  return runToEnd(result.scenario);
}

const noTime = { dist: 'constant', ms: 0 } as const;
const reader = {
  id: 'client',
  kind: 'client',
  params: { arrival: { process: 'poisson', ratePerSec: 100 } },
} as const;

describe('a retry budget', () => {
  // Every attempt is refused, and ten retries in ten seconds is all there is.
  const retry = {
    maxRetries: 5,
    backoff: 'none',
    budgetRatio: 0,
    budgetMinPerSec: 1,
  } as const;

  it('is one for a database set, whichever members its calls go to', () => {
    const { nodes } = run({
      nodes: [
        reader,
        { id: 'web', kind: 'webServer', params: { service: noTime } },
        { id: 'primary', kind: 'database' },
        { id: 'replica-1', kind: 'database', params: { role: 'replica' } },
        { id: 'replica-2', kind: 'database', params: { role: 'replica' } },
      ],
      edges: [
        { id: 'a', kind: 'request', source: 'client', target: 'web' },
        { id: 'b', kind: 'request', source: 'web', target: 'primary', params: { retry } },
        { id: 'c', kind: 'request', source: 'web', target: 'replica-1', params: { retry } },
        { id: 'd', kind: 'replication', source: 'primary', target: 'replica-1' },
        { id: 'e', kind: 'replication', source: 'primary', target: 'replica-2' },
      ],
      faults: ['primary', 'replica-1', 'replica-2'].map((target) => ({
        kind: 'crash' as const,
        target,
        atMs: 0,
      })),
    });
    const members = ['primary', 'replica-1', 'replica-2'];
    const attempts = members.reduce((sum, id) => sum + nodes[id]!.arrived, 0);
    expect(attempts - nodes.web!.arrived).toBe(10);
  });

  it.each([1, 3])('is one for each of %i instances of the caller', (instances) => {
    const { nodes } = run({
      nodes: [
        reader,
        { id: 'web', kind: 'webServer', params: { instances, service: noTime } },
        { id: 'db', kind: 'database' },
      ],
      edges: [
        { id: 'a', kind: 'request', source: 'client', target: 'web' },
        { id: 'b', kind: 'request', source: 'web', target: 'db', params: { retry } },
      ],
      faults: [{ kind: 'crash', target: 'db', atMs: 0 }],
    });
    expect(nodes.db!.arrived - nodes.web!.arrived).toBe(10 * instances);
  });
});
