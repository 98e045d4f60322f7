/** An objective on what never happened is not met: a dead server was not idle, a cache nobody asked has no hit ratio. */
import { expect, it } from 'vitest';
import { runToEnd } from './run.ts';
import type { ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

/** A server with a cache, a database with a replica, a queue with a worker; the server has two instances. */
function summaryOf(parts: Partial<ScenarioFile>) {
  const edge = (source: string, target: string, kind: 'request' | 'replication' | 'delivery') => ({
    id: `${source}-${target}`,
    kind,
    source,
    target,
  });
  const result = validateScenario({
    version: 1,
    durationMs: 3000,
    warmupMs: 1000,
    nodes: [
      { id: 'users', kind: 'client' },
      { id: 'web', kind: 'webServer', params: { instances: 2 } },
      { id: 'cache', kind: 'cache' },
      { id: 'db', kind: 'database' },
      { id: 'replica', kind: 'database', params: { role: 'replica' } },
      { id: 'queue', kind: 'queue' },
      { id: 'worker', kind: 'worker' },
    ],
    edges: [
      edge('users', 'web', 'request'),
      edge('web', 'cache', 'request'),
      edge('web', 'db', 'request'),
      edge('web', 'queue', 'request'),
      edge('db', 'replica', 'replication'),
      edge('queue', 'worker', 'delivery'),
    ],
    ...parts,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return runToEnd(result.scenario);
}

const crash = (target: string, more: object = {}) => ({ atMs: 0, kind: 'crash', target, ...more });
const never = (objective: string) => ({ objective, value: null, met: false });

it('a node that was down all the measured time was not idle', () => {
  const objectives = ['nodes.web.utilization < 0.8', 'nodes.web.meanQueueLength < 5'];
  expect(summaryOf({ objectives, faults: [crash('web')] } as never).objectives).toEqual(
    objectives.map(never),
  );
});

it('nor was one whose instances died one by one, or again and again, if none was up', () => {
  const objectives = ['nodes.web.utilization < 0.8'];
  const one = (instance: number, more: object = {}) =>
    crash('web', { kind: 'instanceCrash', instance, ...more });
  const faults = [
    one(1, { atMs: 800 }),
    one(0, { durationMs: 2000 }),
    crash('web', { atMs: 1900 }),
  ];
  expect(summaryOf({ objectives, faults } as never).objectives).toEqual(objectives.map(never));
  // Up for a tenth of a second after the warm-up, and idle then or not: it was measured.
  const late = [one(1, { atMs: 800 }), one(0, { atMs: 1100 })];
  expect(summaryOf({ objectives, faults: late } as never).objectives).toMatchObject([
    { value: expect.any(Number), met: true },
  ]);
});

it('what was never asked, followed or waited for has no share, no lag and no wait', () => {
  const objectives = [
    'nodes.cache.hitRatio >= 0',
    'nodes.replica.replicationLagMs.p99 < 1000',
    'nodes.queue.meanWaitMs < 1000',
    'errorRatio < 1',
    'throughputPerSec >= 0',
  ];
  const nobody = summaryOf({
    objectives,
    nodes: [
      {
        id: 'users',
        kind: 'client',
        params: { arrival: { process: 'constant', ratePerSec: 0.0001 } },
      },
      { id: 'web', kind: 'webServer' },
      { id: 'cache', kind: 'cache' },
      { id: 'db', kind: 'database' },
      { id: 'replica', kind: 'database', params: { role: 'replica' } },
      { id: 'queue', kind: 'queue' },
      { id: 'worker', kind: 'worker' },
    ],
  } as never);
  const [hits, lag, wait, errors, throughput] = nobody.objectives;
  expect([hits, lag, wait, errors]).toEqual(objectives.slice(0, 4).map(never));
  // Nothing in two seconds is nothing a second: that was measured.
  expect(throughput).toMatchObject({ value: 0, met: true });
  // It could have been busy, and was not.
  expect(nobody.nodes.web).toMatchObject({ utilization: 0, meanQueueLength: 0 });
  // What has no slots is never busy and never free.
  expect(nobody.nodes.users).toMatchObject({ utilization: null, meanQueueLength: null });
});

it('counts of a dead node are counts: it answered none', () => {
  const objectives = ['nodes.replica.staleReads == 0', 'nodes.web.completed == 0'];
  const { objectives: found } = summaryOf({ objectives, faults: [crash('web')] } as never);
  expect(found).toEqual(objectives.map((objective) => ({ objective, value: 0, met: true })));
});
