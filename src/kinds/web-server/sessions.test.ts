/** A shared store of sessions that is a cache before a database of its own. */
import { expect, it } from 'vitest';
import {
  cache,
  client,
  database,
  evenly,
  oneKey,
  passage,
  request,
  work,
} from '../../../tests/support/designs.ts';
import { scenarioFrom } from '../../../tests/support/replications.ts';
import { runToEnd } from '../../scenario/run.ts';

const USERS = 500;

/** Everybody comes five times or so; the cache has room for a fifth of them. */
function run(strategy: 'cacheAside' | 'readThrough' | 'writeThrough' | 'writeBehind') {
  const server = passage('web');
  return runToEnd(
    scenarioFrom({
      version: 1,
      durationMs: 10_000,
      nodes: [
        client('client', {
          arrival: evenly(250),
          operations: [...work],
          keys: oneKey,
          users: { count: USERS },
        }),
        { ...server, params: { ...server.params, sessions: 'sharedStore' } } as typeof server,
        cache('cache', { strategy, capacityKeys: USERS / 5 }),
        database('db'),
      ],
      edges: [request('client', 'web'), request('web', 'cache'), request('cache', 'db')],
    }),
  ).nodes;
}

it.each(['readThrough', 'writeThrough', 'writeBehind'] as const)(
  'a cache that loads itself (%s) has what it evicted in its database',
  (strategy) => {
    const { web, cache: store, db } = run(strategy);
    expect(store!.evictions as number).toBeGreaterThan(100);
    // Evicted sessions are read again, and nobody has to sign in.
    expect(web).toMatchObject({ logins: 0, sessionsLost: 0, failed: 0 });
    expect(db!.arrived).toBeGreaterThan(1000);
  },
);

it('a cache that stands alone loses what it evicts', () => {
  expect(run('cacheAside').web!.sessionsLost as number).toBeGreaterThan(500);
});
