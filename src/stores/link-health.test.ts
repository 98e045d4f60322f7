import { describe, expect, it } from 'vitest';
import { compile } from '../scenario/compile.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { linkStates } from './link-health.ts';

const request = (source: string, target: string, params = {}) => ({
  id: `${source}-${target}`,
  kind: 'request' as const,
  source,
  target,
  params,
});

const file: ScenarioFile = {
  version: 1,
  seed: 2,
  durationMs: 8000,
  nodes: [
    { id: 'client', kind: 'client', params: { arrival: { process: 'poisson', ratePerSec: 200 } } },
    { id: 'web', kind: 'webServer', params: { instances: 2 } },
    { id: 'db-1', kind: 'database' },
    { id: 'db-2', kind: 'database', params: { role: 'replica' } },
  ],
  edges: [
    request('client', 'web'),
    request('web', 'db-1', { timeoutMs: 100, circuitBreaker: { openMs: 2000 } }),
    {
      id: 'db-1-db-2',
      kind: 'replication',
      source: 'db-1',
      target: 'db-2',
      params: { mode: 'sync' },
    },
  ],
};

/** What a real run of it says at a moment. */
function statesAt(
  parts: Partial<ScenarioFile>,
  atMs: number,
  waitingAt: ReadonlyMap<string, number> = new Map(),
) {
  const result = validateScenario({ ...file, ...parts });
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  const sim = compile(result.scenario, { keepsSeries: true });
  const events: TimelineEvent[] = [];
  const nodeIds = sim.spec.nodes.map(({ id }) => id);
  sim.advance(atMs * 1e6, Number.POSITIVE_INFINITY);
  events.push(...sim.recorder.events.filter(({ atNs }) => atNs <= atMs * 1e6));
  return Object.fromEntries(
    linkStates(result.scenario, {
      nodeIds,
      instances: (id) => sim.spec.nodes.find((node) => node.id === id)!.instances,
      events,
      atMs,
      waitingAt,
    }),
  );
}

describe('a connection at the cursor', () => {
  it('is as drawn while nothing happens', () => {
    expect(statesAt({}, 3000)).toEqual({});
  });

  it('has an open breaker at each instance that has given up', () => {
    const faults = ['db-1', 'db-2'].map((target) => ({
      kind: 'crash' as const,
      target,
      atMs: 1000,
    }));
    expect(statesAt({ faults }, 2500)['web-db-1']).toEqual({ is: 'open', open: 2, all: 2 });
  });

  it('says that a breaker has closed, for a while', () => {
    const faults = ['db-1', 'db-2'].map((target) => ({
      kind: 'crash' as const,
      target,
      atMs: 1000,
      durationMs: 1500,
    }));
    const nodes = file.nodes.map((node) =>
      node.id === 'web' ? { ...node, params: { instances: 1 } } : node,
    ) as ScenarioFile['nodes'];
    const seen = Array.from({ length: 70 }, (_, i) => i * 100 + 1000).map(
      (atMs) => statesAt({ faults, nodes }, atMs)['web-db-1']?.is,
    );
    const turns = seen.filter((is, i) => is !== seen[i - 1]);
    expect(turns.filter((is) => is !== 'halfOpen')).toEqual(['open', 'closed', undefined]);
    expect(seen.filter((is) => is === 'closed')).toHaveLength(30);
  });

  it('says where a pool has run dry, until a connection is free again', () => {
    const edges = file.edges!.map((edge) =>
      edge.id === 'web-db-1'
        ? request('web', 'db-1', { pool: { connections: 2, acquireTimeoutMs: 50 } })
        : edge,
    ) as ScenarioFile['edges'];
    const faults = [
      { kind: 'slowdown' as const, target: 'db-1', atMs: 1000, durationMs: 2000, factor: 200 },
      { kind: 'slowdown' as const, target: 'db-2', atMs: 1000, durationMs: 2000, factor: 200 },
    ];
    const at = (atMs: number, more: object[] = []) =>
      statesAt({ edges, faults: [...faults, ...more] as ScenarioFile['faults'] }, atMs)['web-db-1'];
    expect(at(900)).toBeUndefined();
    expect(at(2900)).toEqual({ is: 'exhausted', dry: 2, all: 2, waiting: 0 });
    expect(at(7000)).toBeUndefined();
    // The instance that has died holds no connection.
    const crash = { kind: 'instanceCrash', target: 'web', instance: 0, atMs: 2800 };
    expect(at(2850, [crash])).toEqual({ is: 'exhausted', dry: 1, all: 2, waiting: 0 });
  });

  it('is known by any member of a set of databases', () => {
    const pool = { connections: 2, acquireTimeoutMs: 50 };
    const edges = file.edges!.map((edge) =>
      edge.id === 'web-db-1' ? request('web', 'db-2', { pool }) : edge,
    ) as ScenarioFile['edges'];
    const faults = ['db-1', 'db-2'].map(
      (target) => ({ kind: 'slowdown', target, atMs: 1000, factor: 200 }) as const,
    );
    expect(statesAt({ edges, faults }, 2900)['web-db-2']).toMatchObject({ is: 'exhausted' });
  });

  it('says how many wait while no connection is free, though none has waited in vain', () => {
    const waitingAt = new Map([['web-db-1', 12]]);
    expect(statesAt({}, 900, waitingAt)).toEqual({ 'web-db-1': { is: 'full', waiting: 12 } });
  });

  it('is cut while a partition lies between its ends, and no longer', () => {
    const faults = [{ kind: 'partition' as const, target: 'db-2', atMs: 1000, durationMs: 2000 }];
    expect(statesAt({ faults }, 2000)['db-1-db-2']).toEqual({ is: 'cut' });
    expect(statesAt({ faults }, 2000)['client-web']).toBeUndefined();
    expect(statesAt({ faults }, 7000)['db-1-db-2']).toBeUndefined();
  });

  it('keeps the writers waiting where a synchronous replica has died', () => {
    const faults = [{ kind: 'crash' as const, target: 'db-2', atMs: 1000 }];
    expect(statesAt({ faults }, 2500)['db-1-db-2']).toEqual({ is: 'waiting' });
  });
});
