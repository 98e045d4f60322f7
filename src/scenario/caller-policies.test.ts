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

describe('a circuit breaker', () => {
  /** The database refuses from 1 s to 3 s; a breaker of its caller opens after ten calls, for half a second. */
  const broken = (params: object) => ({
    nodes: [
      reader,
      { id: 'web', kind: 'webServer' as const, params: { service: noTime } },
      { id: 'db', kind: 'database' as const },
    ],
    edges: [
      { id: 'a', kind: 'request' as const, source: 'client', target: 'web' },
      { id: 'b', kind: 'request' as const, source: 'web', target: 'db', params },
    ],
    faults: [{ kind: 'crash' as const, target: 'db', atMs: 1000, durationMs: 2000 }],
  });
  const circuitBreaker = { minCalls: 10, windowMs: 1000, openMs: 500 };

  it('spares the callee: what it stops fails at once, by its own name, and is not retried', () => {
    const retry = { maxRetries: 3, backoff: 'none' } as const;
    const plain = run(broken({ retry }));
    const { nodes, requests, timeline } = run(broken({ retry, circuitBreaker }));
    expect(plain.requests.failedBy).toEqual({ refused: plain.requests.failed });
    expect(requests.failedBy.breakerOpen).toBeGreaterThan(0.8 * requests.failed);
    // It opens once failures are half of what the window of 1 s holds, some 90 good calls; then come the probes.
    expect(plain.nodes.db!.failed).toBeGreaterThan(700);
    expect(nodes.db!.failed).toBeLessThan(100);
    const told = timeline.filter(({ event }) => event.startsWith('breaker'));
    expect(told[0]).toMatchObject({ node: 'web', event: 'breakerOpened' });
    expect(told[0]!.detail).toContain('target db, reason failures');
    expect(told[0]!.detail).toContain('cause refused');
    expect(told.at(-1)).toMatchObject({ node: 'web', event: 'breakerClosed' });
    // Found well again by the first probe after 3 s: half a second late at most, and the wait for a request.
    expect(told.at(-1)!.atMs).toBeGreaterThan(3000);
    expect(told.at(-1)!.atMs).toBeLessThan(3600);
    // Every half second another probe.
    expect(told.filter(({ event }) => event === 'breakerHalfOpen')).toHaveLength(4);
  });

  it('turned off is nothing: the same run', () => {
    expect(run(broken({ circuitBreaker: null })).runHash).toBe(run(broken({})).runHash);
  });

  it('stands on the way from a client too', () => {
    const params = { ...reader.params, circuitBreaker };
    const { timeline, requests } = run({
      nodes: [
        { ...reader, params },
        { id: 'web', kind: 'webServer' },
      ],
      edges: [{ id: 'a', kind: 'request', source: 'client', target: 'web' }],
      faults: [{ kind: 'crash', target: 'web', atMs: 1000 }],
    });
    expect(timeline.some(({ event }) => event === 'breakerOpened')).toBe(true);
    expect(requests.failedBy.breakerOpen).toBeGreaterThan(0);
  });
});

it('refuses more budgets and breakers than memory should hold', () => {
  const webs = Array.from({ length: 20 }, (_, i) => `web-${i}`);
  const result = validateScenario({
    version: 1,
    nodes: [
      { id: 'many', kind: 'webServer', params: { instances: 1000 } },
      ...webs.map((id) => ({ id, kind: 'webServer', params: { instances: 900 } })),
    ],
    edges: webs.flatMap((source) =>
      webs
        .filter((target) => target !== source)
        .map((target) => ({
          id: `${source} ${target}`,
          kind: 'request',
          source,
          target,
          params: { circuitBreaker: {} },
        })),
    ),
  });
  expect(result.ok || result.issues.map(({ message }) => message)).toEqual([
    'edges: expected at most 100000 retry budgets, circuit breakers and connection pools in all, got 342000 (every instance of a caller has its own)',
  ]);
});

it('refuses more hedges than memory should hold: a driver has one for every member of its set', () => {
  const many = Array.from({ length: 350 }, (_, i) => i);
  const result = validateScenario({
    version: 1,
    nodes: [
      { id: 'primary', kind: 'database' },
      ...many.map((i) => ({ id: `replica-${i}`, kind: 'database', params: { role: 'replica' } })),
      ...many.map((i) => ({ id: `web-${i}`, kind: 'webServer' })),
    ],
    edges: [
      ...many.map((i) => ({
        id: `copy-${i}`,
        kind: 'replication',
        source: 'primary',
        target: `replica-${i}`,
      })),
      // Twice the same way, for it makes no more of it.
      ...[0, 1].flatMap((turn) =>
        many.map((i) => ({
          id: `read-${turn}-${i}`,
          kind: 'request',
          source: `web-${i}`,
          target: turn === 0 ? 'primary' : 'replica-0',
          params: { hedge: {} },
        })),
      ),
    ],
  });
  expect(result.ok || result.issues.map(({ message }) => message)).toEqual([
    'edges: expected at most 100000 hedged ways in all, got 122850 (a caller has one for every member of a database set)',
  ]);
});

it('counts the breakers of everyone who calls by a name', () => {
  const result = validateScenario({
    version: 1,
    nodes: [
      { id: 'dns', kind: 'dns' },
      ...[0, 1].map((i) => ({ id: `web-${i}`, kind: 'webServer', params: { instances: 800 } })),
      ...Array.from({ length: 70 }, (_, i) => ({ id: `api-${i}`, kind: 'webServer' })),
    ],
    edges: [
      ...[0, 1].map((i) => ({
        id: `look-${i}`,
        kind: 'request',
        source: `web-${i}`,
        target: 'dns',
      })),
      ...Array.from({ length: 70 }, (_, i) => ({
        id: `named-${i}`,
        kind: 'request',
        source: 'dns',
        target: `api-${i}`,
        params: { circuitBreaker: {} },
      })),
    ],
  });
  expect(result.ok || result.issues.map(({ message }) => message)).toEqual([
    'edges: expected at most 100000 retry budgets, circuit breakers and connection pools in all, got 112000 (every instance of a caller has its own)',
  ]);
});

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

describe('a timeout as long as the answer takes', () => {
  it.each([
    ['alone', 10],
    ['while others wait', 200],
  ])('does not count, %s', (_, ratePerSec) => {
    const { requests } = run({
      nodes: [
        { ...reader, params: { arrival: { process: 'constant', ratePerSec }, timeoutMs: 20 } },
        { id: 'web', kind: 'webServer', params: { service: { dist: 'constant', ms: 18 } } },
      ],
      edges: [
        {
          id: 'a',
          kind: 'request',
          source: 'client',
          target: 'web',
          params: { roundTrip: { dist: 'constant', ms: 2 } },
        },
      ],
    });
    expect(requests.failed).toBe(0);
    expect(requests.succeeded).toBeGreaterThan(40);
  });
});
