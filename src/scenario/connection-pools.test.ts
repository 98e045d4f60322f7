/** Pools of connections, through the ordinary way from file to run. */
import { describe, expect, it } from 'vitest';
import {
  balancer,
  client,
  constant,
  database,
  evenly,
  exponential,
  oneKey,
  poisson,
  reads,
  request,
  station,
  work,
} from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { causes } from '../sim/causes.ts';
import type { Summary } from '../sim/summary.ts';
import { chromeTrace } from './chrome-trace.ts';
import { compile } from './compile.ts';
import { runToEnd } from './run.ts';
import type { ScenarioFile } from './schema.ts';

type EdgeParams = NonNullable<Parameters<typeof request>[2]>;
type Pool = NonNullable<EdgeParams['pool']>;

interface TraceEvent {
  readonly cat: string;
  readonly ph: string;
  readonly id: number;
  readonly ts: number;
}

const run = (file: Omit<ScenarioFile, 'version'>): Summary =>
  runToEnd(scenarioFrom({ version: 1, ...file }));

const asks = (perSec: number, timeoutMs: number | null = null) =>
  client('client', { arrival: evenly(perSec), operations: [...reads], keys: oneKey, timeoutMs });

/** Ten requests a second, evenly, through one server to a database that takes `readMs`. */
function chain(design: {
  readonly readMs: number;
  readonly edge: EdgeParams;
  readonly perSec?: number;
  readonly instances?: number;
  readonly faults?: ScenarioFile['faults'];
  readonly durationMs?: number;
}): Omit<ScenarioFile, 'version'> {
  const { readMs, edge, perSec = 10, instances = 1, faults, durationMs = 10_050 } = design;
  return {
    durationMs,
    nodes: [
      asks(perSec),
      station('web', { slots: 1000, instances, service: constant(0) }),
      database('db', { read: constant(readMs) }),
    ],
    edges: [request('client', 'web'), request('web', 'db', edge)],
    ...(faults ? { faults } : {}),
  };
}

describe('a connection pool', () => {
  it('without one, or with more connections than calls, is the same run but for its name', () => {
    const plain = run(chain({ readMs: 150, edge: {} }));
    expect(run(chain({ readMs: 150, edge: { pool: null } })).runHash).toBe(plain.runHash);
    const roomy = run(chain({ readMs: 150, edge: { pool: { connections: 100 } } }));
    expect(roomy.runHash).toBe(plain.runHash);
    expect(plain.pools).toBeUndefined();
    // A call is under way for 150 ms of every 100.
    expect(roomy.pools!['web-db']!.inUse).toBeCloseTo(1.5, 1);
    expect(roomy.pools!['web-db']!.waiting).toBe(0);
  });

  it('makes a call wait at its caller, first come, first served', () => {
    // One connection, a request every 100 ms, 150 ms each: the n-th waits 50 (n − 1).
    const { latencyMs, nodes } = run(
      chain({ readMs: 150, edge: { pool: { connections: 1 } }, durationMs: 1010 }),
    );
    // Begun at 100, 200 … 1,000 ms: answered at 250, 400, 550, 700, 850 and 1,000 ms.
    expect(nodes.db).toMatchObject({ arrived: 7, completed: 6 });
    expect(nodes.db!.latencyMs.max).toBeCloseTo(150, 0);
    expect(latencyMs.max! / 400).toBeCloseTo(1, 2);
    expect(nodes.web).toMatchObject({ arrived: 10, inFlight: 4 });
  });

  it('gives every instance of the caller its own', () => {
    const pool = { connections: 1 };
    const one = run(chain({ readMs: 150, edge: { pool } }));
    const two = run(chain({ readMs: 150, edge: { pool }, instances: 2 }));
    expect(one.latencyMs.max).toBeGreaterThan(1000);
    expect(two.latencyMs.max! / 150).toBeCloseTo(1, 2);
  });

  it('fails what waits too long by its own name, at the caller, and sends nothing', () => {
    const pool = { connections: 1, acquireTimeoutMs: 250 };
    const { requests, nodes, timeline } = run(chain({ readMs: 1000, edge: { pool } }));
    expect(requests.failedBy).toEqual({ noConnection: requests.failed });
    // One a second is served, and of those that wait the oldest stays no longer than a quarter of a second.
    expect(nodes.db!.arrived).toBeLessThanOrEqual(11);
    expect(requests.failed).toBeGreaterThan(80);
    expect(nodes.web!.failed).toBe(requests.failed);
    const told = timeline.filter(({ event }) => event.startsWith('pool'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ node: 'web', event: 'poolExhausted' });
    expect(told[0]!.detail).toContain('target db');
  });

  it('may refuse at once, as a bulkhead does', () => {
    const pool = { connections: 2, acquireTimeoutMs: 0 };
    const { requests, latencyMs, nodes } = run(chain({ readMs: 1000, edge: { pool } }));
    expect(requests.failedBy).toEqual({ noConnection: requests.failed });
    // 1000 ms each, two at once; a connection freed in the very moment of a request is free.
    expect(nodes.db!.arrived).toBe(20);
    expect(latencyMs.max! / 1000).toBeCloseTo(1, 2);
  });

  it('tells when connections are idle again', () => {
    const pool = { connections: 2, acquireTimeoutMs: 50 };
    const faults = [{ kind: 'slowdown', target: 'db', factor: 20, atMs: 2000, durationMs: 2000 }];
    const { timeline } = run(
      chain({ readMs: 50, edge: { pool }, faults: faults as ScenarioFile['faults'] }),
    );
    const told = timeline.filter(({ event }) => event.startsWith('pool')).map((one) => one.event);
    expect(told[0]).toBe('poolExhausted');
    expect(told.at(-1)).toBe('poolFree');
  });

  it('the timeout of a call begins when it has its connection', () => {
    // The wait is longer than the timeout of 200 ms, the call shorter.
    const edge = { pool: { connections: 1, acquireTimeoutMs: null }, timeoutMs: 200 };
    const { requests, latencyMs } = run(chain({ readMs: 150, edge }));
    expect(requests.failed).toBe(0);
    expect(latencyMs.max).toBeGreaterThan(1000);
  });

  it('a timeout gives the connection back, though the database works on', () => {
    const edge = { pool: { connections: 1 }, timeoutMs: 100 };
    const { nodes, pools, requests } = run(chain({ readMs: 1000, edge }));
    expect(requests.failedBy).toEqual({ timeout: requests.failed });
    expect(pools!['web-db']!.waiting).toBe(0);
    expect(nodes.db!.arrived).toBe(100);
  });

  it('a retry waits for a connection again', () => {
    const edge = {
      pool: { connections: 1, acquireTimeoutMs: 100 },
      retry: { maxRetries: 1, backoff: 'none' },
    } as const;
    const { latencyMs, requests } = run(chain({ readMs: 300, perSec: 5, edge, durationMs: 5010 }));
    expect(requests.failed).toBeGreaterThan(0);
    // It waited up to twice 100 ms before its 300.
    expect(latencyMs.max).toBeGreaterThan(400);
    expect(latencyMs.max).toBeLessThanOrEqual(505);
  });

  it('a breaker counts a wait in vain', () => {
    const edge = {
      pool: { connections: 1, acquireTimeoutMs: 0 },
      circuitBreaker: { minCalls: 5, openMs: 60_000 },
    };
    const { requests, timeline } = run(chain({ readMs: 5000, edge }));
    expect(timeline.some(({ event }) => event === 'breakerOpened')).toBe(true);
    expect(requests.failedBy.breakerOpen).toBeGreaterThan(50);
  });

  it('dies with its instance, which comes back with all connections idle', () => {
    const pool = { connections: 3, acquireTimeoutMs: null };
    const faults: ScenarioFile['faults'] = [
      { kind: 'crash', target: 'db', mode: 'blackhole', atMs: 1000, durationMs: 1000 },
      { kind: 'crash', target: 'web', atMs: 3000, durationMs: 500 },
    ];
    // Without a timeout the three that the dead host swallowed hold their connections for ever.
    const hung = run(chain({ readMs: 20, edge: { pool }, faults: faults.slice(0, 1) }));
    expect(hung.pools!['web-db']!.inUse).toBeGreaterThan(2.5);
    expect(hung.requests.succeeded).toBeLessThan(12);
    const fresh = run(chain({ readMs: 20, edge: { pool }, faults }));
    expect(fresh.requests.succeeded).toBeGreaterThan(60);
  });

  it('forgets with its instance who rests before another try', () => {
    const edge = {
      timeoutMs: null,
      pool: { connections: 1, acquireTimeoutMs: 50 },
      retry: { maxRetries: 1, backoff: 'fixed', baseMs: 1000, capMs: 1000, jitter: 'none' },
    } as const;
    const faults: ScenarioFile['faults'] = [
      { kind: 'crash', target: 'web', atMs: 3000, durationMs: 200 },
    ];
    const scenario = scenarioFrom({
      version: 1,
      ...chain({ readMs: 300, perSec: 20, edge, faults }),
    });
    const sim = compile(scenario, { keepsSeries: false });
    // A try that came after all, for a call that is no more, would be one of another call.
    while (sim.advance(10e9, 1) > 0) sim.checkBooks();
    expect(sim.nowNs).toBeGreaterThan(9.9e9);
  });

  it('is one for all ways to a database set', () => {
    const pool = { connections: 1, acquireTimeoutMs: null };
    const nodes = [
      asks(10),
      station('web', { slots: 1000, service: constant(0) }),
      database('db', { read: constant(150) }),
      database('replica', { read: constant(150), role: 'replica' }),
    ];
    const copies = {
      id: 'copies',
      kind: 'replication',
      source: 'db',
      target: 'replica',
      params: {},
    } as const;
    const { pools, requests } = run({
      durationMs: 5050,
      nodes,
      edges: [
        request('client', 'web'),
        request('web', 'db', { pool }),
        request('web', 'replica', { pool }),
        copies,
      ],
    });
    expect(pools!['web-db']).toEqual(pools!['web-replica']);
    expect(pools!['web-db']!.inUse).toBeLessThanOrEqual(1);
    // One at a time, 150 ms each, from 100 ms on.
    expect(requests.succeeded).toBe(33);
  });

  it('a copy of a late call needs a connection of its own', () => {
    const hedge = { afterMs: 20, maxRatio: 1 };
    const nodes = [
      client('client', { arrival: evenly(10), operations: [...work], keys: oneKey }),
      balancer('lb', { algorithm: 'roundRobin' }),
      station('web', { instances: 2, slots: 1000, service: constant(50) }),
    ];
    const copies = (connections: number) => {
      const pool: Pool = { connections };
      const edges = [request('client', 'lb'), request('lb', 'web', { hedge, pool })];
      return run({ durationMs: 5050, nodes, edges });
    };
    // With two, every call and its copy; with one, a copy waits until its first is answered, and is let go.
    expect(copies(2).nodes.web!.arrived).toBe(2 * copies(1).nodes.web!.arrived);
    expect(copies(1).latencyMs.max! / 50).toBeCloseTo(1, 2);
  });

  it('a client has none: it stands for many people', () => {
    const file = (pool: Pool | null) => ({
      durationMs: 3000,
      nodes: [asks(100), station('web', { slots: 1000, service: constant(500) })],
      edges: [request('client', 'web', { pool })],
    });
    expect(run(file({ connections: 1 })).runHash).toBe(run(file(null)).runHash);
  });

  it('goes back and runs again the same, with calls in line', () => {
    const pool = { connections: 2, acquireTimeoutMs: 300 };
    const scenario = scenarioFrom({
      version: 1,
      ...chain({ readMs: 250, edge: { pool, retry: { maxRetries: 2 } } }),
    });
    const sim = compile(scenario, { keepsSeries: false });
    sim.advance(3e9, Number.POSITIVE_INFINITY);
    const then = sim.checkpoint();
    sim.advance(9e9, Number.POSITIVE_INFINITY);
    const end = [sim.runHash(), sim.stateHash()];
    sim.restore(then);
    sim.checkBooks();
    sim.advance(9e9, Number.POSITIVE_INFINITY);
    expect([sim.runHash(), sim.stateHash()]).toEqual(end);
  });
});

describe('what is recorded of a wait for a connection', () => {
  const scenario = scenarioFrom({
    version: 1,
    ...chain({
      readMs: 150,
      edge: { pool: { connections: 1, acquireTimeoutMs: 120 } },
      durationMs: 2000,
    }),
  });
  const window = { fromNs: 0, toNs: 2e9 };

  function looked() {
    const sim = compile(scenario, { keepsSeries: true });
    const journeys = sim.journeysUntil(window.toNs);
    const { hops } = sim.recorder.take(sim.nowNs);
    const text = chromeTrace({ scenario, shape: sim.shape(), journeys, ...window });
    return { journeys, hops, traceEvents: JSON.parse(text).traceEvents as TraceEvent[] };
  }

  it('stands between the beginning of the attempt and its leaving', () => {
    const { journeys, hops } = looked();
    const toDatabase = journeys.hops.filter(({ parent }) => parent >= 0);
    const waited = toDatabase.filter(({ sentNs, leftNs }) => leftNs > sentNs);
    // 50 and 100 ms; the third in a row would wait 150, and gives up.
    expect(
      new Set(waited.map(({ sentNs, leftNs }) => Math.round((leftNs - sentNs) / 1e6))),
    ).toEqual(new Set([50, 100]));
    for (const { leftNs, arrivedNs } of waited) expect(arrivedNs).toBe(leftNs);
    const inVain = toDatabase.filter(({ leftNs }) => Number.isNaN(leftNs));
    expect(inVain.length).toBeGreaterThan(2);
    for (const { cause, sentNs, endedNs } of inVain.filter(({ endedNs }) => endedNs < 2e9)) {
      expect(causes[cause]).toBe('noConnection');
      expect(endedNs - sentNs).toBe(120e6);
    }
    // The sample says the same of each of its hops.
    const left = (times: Iterable<number>) => [...times].map((ns) => (Number.isNaN(ns) ? -1 : ns));
    const sampled = journeys.hops.filter(({ endedNs }) => Number.isFinite(endedNs));
    expect(hops.count).toBe(sampled.length);
    expect(left(hops.leftNs).sort((a, b) => a - b)).toEqual(
      left(sampled.map(({ leftNs }) => leftNs)).sort((a, b) => a - b),
    );
  });

  it('is a span of its own in a trace, beside its caller', () => {
    const { traceEvents, journeys } = looked();
    const spans = traceEvents.filter(({ cat }) => cat === 'connection');
    const began = spans.filter(({ ph }) => ph === 'b');
    const waited = journeys.hops.filter(({ sentNs, leftNs }) => leftNs !== sentNs && sentNs < 2e9);
    expect(began).toHaveLength(waited.length);
    for (const { id, ts } of began) {
      const ended = spans.filter((one) => one.ph === 'e' && one.id === id);
      expect(ended).toHaveLength(1);
      expect(ended[0]!.ts).toBeGreaterThan(ts);
    }
  });
});

describe('exhaustion by a slow dependency', () => {
  /** A shop's server calls a catalogue and a payment service; payments slow down twentyfold from 10 s on. */
  const shop = (pool: Pool | null): Omit<ScenarioFile, 'version'> => ({
    durationMs: 40_000,
    nodes: [
      client('browsers', {
        arrival: poisson(100),
        operations: [{ name: 'browse', type: 'static', uses: ['catalogue'] }],
        keys: oneKey,
        timeoutMs: 10_000,
      }),
      client('payers', {
        arrival: poisson(50),
        operations: [{ name: 'pay', type: 'static', uses: ['payments'] }],
        keys: oneKey,
        timeoutMs: 10_000,
      }),
      station('web', { slots: 40, queueLimit: 200, service: constant(1) }),
      station('catalogue', { slots: 1000, service: exponential(20) }),
      station('payments', { slots: 1000, service: exponential(100) }),
    ],
    edges: [
      request('browsers', 'web'),
      request('payers', 'web'),
      request('web', 'catalogue'),
      request('web', 'payments', { pool }),
    ],
    faults: [{ kind: 'slowdown', target: 'payments', factor: 20, atMs: 10_000 }],
  });

  it('without a pool the slow one takes every slot, and nobody is served', () => {
    const { nodes, requests } = run(shop(null));
    expect(nodes.web!.utilization).toBeGreaterThan(0.75);
    expect(requests.failed).toBeGreaterThan(2000);
    // A third of what gets a slot keeps it for 2 s: 40 slots admit 60 a second then, 40 of them to browse.
    expect(nodes.catalogue!.completed).toBeLessThan(2500);
    expect(nodes.browsers!.failed).toBeGreaterThan(1000);
  });

  it('with one, payments fail at the pool and all others go on', () => {
    const { nodes, requests } = run(shop({ connections: 15, acquireTimeoutMs: 100 }));
    expect(requests.failedBy).toEqual({ noConnection: requests.failed });
    expect(nodes.browsers!.failed).toBe(0);
    expect(nodes.catalogue!.completed).toBeGreaterThan(3800);
    expect(nodes.web!.utilization).toBeLessThan(0.7);
  });
});
