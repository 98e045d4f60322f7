/**
 * No inert knob: for every param of every kind and edge there is a scenario in which changing it changes the run hash.
 *
 * The table below must name every param that the schemas have, so a new one is red here until somebody shows what it
 * does. `given` makes the situation in which it matters.
 */
import { describe, expect, it } from 'vitest';
import { type Kind, kinds } from '../../src/kinds/schemas.ts';
import { edgeFields, type FieldDescription, nodeFields } from '../../src/scenario/editing.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import { type EdgeKind, edgeSchemas, type ScenarioFile } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';

type Draft = {
  -readonly [K in keyof ScenarioFile]: ScenarioFile[K];
} & { nodes: ScenarioFile['nodes']; edges: NonNullable<ScenarioFile['edges']> };
type Params = Record<string, unknown>;

interface Knob {
  readonly to: unknown;
  /** The situation, put in place in both runs. */
  readonly given?: (draft: Draft) => void;
  /** Which node or edge; else the first of the kind. */
  readonly at?: string;
}

const constant = (ms: number) => ({ dist: 'constant', ms }) as const;

/** Every kind at work, small: two seconds of 300 requests. */
function base(): Draft {
  return {
    version: 1,
    seed: 7,
    durationMs: 2000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: {
          arrival: { process: 'poisson', ratePerSec: 300 },
          operations: [
            { name: 'read', type: 'read', weight: 6 },
            { name: 'write', type: 'write', weight: 3 },
            { name: 'job', type: 'job', weight: 1 },
            { name: 'file', type: 'static', weight: 1 },
          ],
          keys: { count: 500 },
        },
      },
      { id: 'dns', kind: 'dns', params: { ttlMs: 300, resolvers: 20 } },
      { id: 'cdn', kind: 'cdn', params: { pops: 3 } },
      { id: 'limiter', kind: 'rateLimiter', params: { ratePerSec: 250 } },
      { id: 'lb', kind: 'loadBalancer', params: {} },
      { id: 'web', kind: 'webServer', params: { instances: 3 } },
      { id: 'cache', kind: 'cache', params: { capacityKeys: 100 } },
      { id: 'db-1', kind: 'database', params: {} },
      { id: 'db-2', kind: 'database', params: { role: 'replica' } },
      { id: 'db-3', kind: 'database', params: { role: 'replica' } },
      { id: 'router', kind: 'shardRouter', params: {} },
      { id: 'shard-1', kind: 'database', params: {} },
      { id: 'shard-2', kind: 'database', params: {} },
      { id: 'shard-3', kind: 'database', params: {} },
      { id: 'queue', kind: 'queue', params: {} },
      { id: 'worker', kind: 'worker', params: {} },
      { id: 'blobs', kind: 'objectStore', params: {} },
      { id: 'api', kind: 'externalApi', params: { latency: constant(20) } },
    ],
    edges: [
      { id: 'client-lb', kind: 'request', source: 'client', target: 'lb' },
      { id: 'dns-lb', kind: 'request', source: 'dns', target: 'lb' },
      { id: 'dns-web', kind: 'request', source: 'dns', target: 'web' },
      { id: 'cdn-lb', kind: 'request', source: 'cdn', target: 'lb' },
      { id: 'limiter-lb', kind: 'request', source: 'limiter', target: 'lb' },
      { id: 'lb-web', kind: 'request', source: 'lb', target: 'web' },
      { id: 'web-cache', kind: 'request', source: 'web', target: 'cache' },
      { id: 'web-db', kind: 'request', source: 'web', target: 'db-1' },
      { id: 'web-queue', kind: 'request', source: 'web', target: 'queue' },
      ...['shard-1', 'shard-2', 'shard-3'].map((target) => ({
        id: `router-${target}`,
        kind: 'request' as const,
        source: 'router',
        target,
      })),
      { id: 'web-blobs', kind: 'request', source: 'web', target: 'blobs' },
      { id: 'worker-blobs', kind: 'request', source: 'worker', target: 'blobs' },
      { id: 'worker-api', kind: 'request', source: 'worker', target: 'api' },
      { id: 'queue-worker', kind: 'delivery', source: 'queue', target: 'worker' },
      { id: 'db-1-2', kind: 'replication', source: 'db-1', target: 'db-2' },
      { id: 'db-1-3', kind: 'replication', source: 'db-1', target: 'db-3' },
    ],
    faults: [],
  };
}

function paramsOf(draft: Draft, id: string): Params {
  const part = [...draft.nodes, ...draft.edges].find((one) => one.id === id);
  if (!part) throw new Error(`no part ${id}`);
  part.params ??= {};
  return part.params as Params;
}

function set(draft: Draft, id: string, path: string, value: unknown): void {
  const names = path.split('.');
  let params = paramsOf(draft, id);
  for (const name of names.slice(0, -1)) {
    params[name] = { ...((params[name] as Params | undefined) ?? {}) };
    params = params[name] as Params;
  }
  params[names.at(-1)!] = value;
}

const failing = (id: string) => (draft: Draft) => {
  set(draft, id, 'retry.maxRetries', 3);
  draft.faults = [{ kind: 'crash', atMs: 500, target: 'web', durationMs: 500 }];
};
const retrying = (path: string, value: unknown) => (draft: Draft) => {
  failing('client')(draft);
  set(draft, 'client', path, value);
};
const edgeRetrying = (path: string, value: unknown) => (draft: Draft) => {
  failing('lb-web')(draft);
  set(draft, 'lb-web', path, value);
};
const slowWeb = (draft: Draft) => set(draft, 'web', 'service', constant(400));
const overloaded = (draft: Draft) => {
  slowWeb(draft);
  set(draft, 'web', 'slots', 2);
};
const codelled = (draft: Draft) => {
  overloaded(draft);
  set(draft, 'web', 'codel', { targetMs: 5, intervalMs: 100 });
};
const instanceDown = (mode: 'refuse' | 'blackhole') => (draft: Draft) => {
  set(draft, 'lb', 'healthCheck', { intervalMs: 100, timeoutMs: 50 });
  draft.faults = [
    { kind: 'instanceCrash', atMs: 300, target: 'web', instance: 0, mode, durationMs: 700 },
  ];
};
/** The standby takes over at about 1.2 s; the first is back by then, and takes the address back at 1.6 s. */
const activeDown = (draft: Draft) => {
  set(draft, 'lb', 'standby', { advertIntervalMs: 100 });
  draft.faults = [{ kind: 'instanceCrash', atMs: 300, target: 'lb', instance: 0, durationMs: 400 }];
};
const primaryDown =
  (mode: 'refuse' | 'blackhole' = 'refuse', durationMs?: number) =>
  (draft: Draft) => {
    set(draft, 'db-1', 'failover', { probeIntervalMs: 100, probeTimeoutMs: 50, misses: 2 });
    for (const stage of ['election', 'promotion', 'reroute']) {
      set(draft, 'db-1', `failover.${stage}`, constant(100));
    }
    draft.faults = [
      {
        kind: 'crash',
        atMs: 300,
        target: 'db-1',
        mode,
        ...(durationMs === undefined ? {} : { durationMs }),
      },
    ];
  };
const primaryCut = (draft: Draft) => {
  primaryDown()(draft);
  draft.faults = [{ kind: 'partition', atMs: 300, target: 'db-1', from: ['db-2', 'db-3'] }];
};
const readThrough = (draft: Draft) => {
  set(draft, 'cache', 'strategy', 'readThrough');
  draft.edges = [
    ...draft.edges,
    { id: 'cache-db', kind: 'request', source: 'cache', target: 'db-1' },
  ];
};
const hedging =
  ({ service = 5, slots = 200 } = {}) =>
  (draft: Draft) => {
    set(draft, 'lb-web', 'hedge', { afterMs: 4, maxRatio: 1 });
    set(draft, 'web', 'service', { dist: 'exponential', meanMs: service });
    set(draft, 'web', 'slots', slots);
  };
/** Fewer connections than calls under way. */
const pooled = (draft: Draft) => {
  slowWeb(draft);
  set(draft, 'lb-web', 'pool', { connections: 10, acquireTimeoutMs: 300 });
};
/** Two services behind the web server. */
const services = (draft: Draft) => {
  for (const id of ['web-a', 'web-b']) {
    draft.nodes = [...draft.nodes, { id, kind: 'webServer' }];
    draft.edges = [...draft.edges, { id: `to-${id}`, kind: 'request', source: 'web', target: id }];
  }
};
const weighted = (draft: Draft) => {
  set(draft, 'lb', 'algorithm', 'weightedRoundRobin');
  draft.nodes = [...draft.nodes, { id: 'web-2', kind: 'webServer', params: {} }];
  draft.edges = [
    ...draft.edges,
    { id: 'lb-web-2', kind: 'request', source: 'lb', target: 'web-2' },
  ];
};
/** Twenty people whom the balancer sends back to where they were. */
const remembered = (draft: Draft) => {
  set(draft, 'client', 'users.count', 20);
  set(draft, 'lb', 'sticky', {});
};
/** Many readers of few keys that expire often, and loads that take long. */
const herd = (draft: Draft) => {
  set(draft, 'client', 'keys', { count: 3 });
  set(draft, 'cache', 'ttlMs', 100);
  set(draft, 'db-1', 'read', constant(30));
  set(draft, 'db-1', 'readFrom', 'primary');
};
const writeBehind = (draft: Draft) => {
  readThrough(draft);
  set(draft, 'cache', 'strategy', 'writeBehind');
};
/** Without stickiness, a session in memory is at another server two times out of three. */
const signedIn = (sessions: 'inMemory' | 'token') => (draft: Draft) => {
  set(draft, 'client', 'users.count', 20);
  set(draft, 'web', 'sessions', sessions);
};
const jobsInMemory = (draft: Draft) => {
  draft.edges = draft.edges.filter(({ id }) => id !== 'web-queue');
};
/** One server whose processors are short of time. */
const sharing = (processors: object) => (draft: Draft) => {
  set(draft, 'web', 'instances', 1);
  set(draft, 'web', 'processors', { cores: 3, contention: 0, coherency: 0, ...processors });
};
/** One server that cannot take it, and a quick autoscaler. */
const growing = (autoscale: object) => (draft: Draft) => {
  set(draft, 'web', 'instances', 1);
  set(draft, 'web', 'slots', 4);
  set(draft, 'web', 'service', constant(20));
  const quick = { intervalMs: 100, lagMs: 50, startMs: 100, warmMs: 200, upCount: 1 };
  set(draft, 'web', 'autoscale', { ...quick, max: 10, ...autoscale });
};
/** Six servers for what two can take. */
const shrinking = (draft: Draft) => {
  growing({ downAfterMs: 100, drainMs: 200 })(draft);
  set(draft, 'web', 'instances', 6);
};
const semiSync = (draft: Draft) => {
  set(draft, 'db-1-2', 'mode', 'semiSync');
  set(draft, 'db-1-3', 'mode', 'semiSync');
};

/** The server's database is the router's shards. */
const sharded = (draft: Draft) => {
  draft.edges = [
    ...draft.edges.filter(({ id }) => id !== 'web-db'),
    { id: 'web-router', kind: 'request', source: 'web', target: 'router' },
  ];
};
const shardedAnd = (path: string, value: unknown) => (draft: Draft) => {
  sharded(draft);
  set(draft, 'router', path, value);
};

/** The client comes by way of the rate limiter, or of the CDN. */
const by = (way: string) => (draft: Draft) => {
  draft.edges = [
    ...draft.edges.filter(({ id }) => id !== 'client-lb'),
    { id: `client-${way}`, kind: 'request', source: 'client', target: way },
  ];
};
const named = by('dns');
const addressDown = (mode: 'refuse' | 'blackhole') => (draft: Draft) => {
  named(draft);
  set(draft, 'dns', 'healthCheck', { intervalMs: 100, timeoutMs: 50 });
  draft.faults = [{ kind: 'crash', atMs: 300, target: 'lb', mode }];
};
const limited = by('limiter');
const cached = by('cdn');
const cachedAnd = (path: string, value: unknown) => (draft: Draft) => {
  cached(draft);
  set(draft, 'cdn', path, value);
};

/** The servers are down from 500 ms to 1,000 ms, and whoever calls them has a breaker that trips on it. */
function breakerKnobs(id: string): Record<string, Knob> {
  const at = id;
  const given = (draft: Draft) => {
    set(draft, id, 'circuitBreaker', { openMs: 300, windowMs: 400, minCalls: 10 });
    draft.faults = [{ kind: 'crash', atMs: 500, target: 'web', durationMs: 500 }];
  };
  return {
    'circuitBreaker.errorRatio': { at, to: 0.9, given },
    'circuitBreaker.minCalls': { at, to: 200, given },
    'circuitBreaker.windowMs': { at, to: 50, given },
    'circuitBreaker.openMs': { at, to: 100, given },
    'circuitBreaker.halfOpenProbes': { at, to: 5, given },
  };
}

const nodeKnobs: Readonly<Record<Kind, Readonly<Record<string, Knob>>>> = {
  client: {
    arrival: { to: { process: 'poisson', ratePerSec: 301 } },
    operations: { to: [{ name: 'read', type: 'read' }] },
    keys: { to: { count: 400 } },
    'users.count': { to: 21, given: remembered },
    'users.activityAlpha': { to: 1.5, given: remembered },
    'users.sessionMs': { to: 200, given: remembered },
    timeoutMs: { to: 50, given: slowWeb },
    'retry.maxRetries': { to: 2, given: failing('client') },
    'retry.backoff': { to: 'fixed', given: failing('client') },
    'retry.baseMs': { to: 30, given: failing('client') },
    'retry.capMs': { to: 20, given: failing('client') },
    'retry.jitter': { to: 'none', given: failing('client') },
    'retry.budgetRatio': { to: 0.1, given: retrying('retry.backoff', 'none') },
    'retry.budgetMinPerSec': { to: 2, given: retrying('retry.budgetRatio', 0.1) },
    ...breakerKnobs('client'),
  },
  loadBalancer: {
    algorithm: { to: 'powerOfTwo' },
    virtualNodes: { to: 10, given: (draft) => set(draft, 'lb', 'algorithm', 'consistentHash') },
    decayMs: { to: 10, given: (draft) => set(draft, 'lb', 'algorithm', 'peakEwma') },
    'sticky.lifeMs': { to: 50, given: remembered },
    'sticky.maxActive': {
      to: 1,
      given: (draft) => {
        remembered(draft);
        slowWeb(draft);
      },
    },
    overhead: { to: constant(1) },
    'healthCheck.intervalMs': { to: 500 },
    'healthCheck.fall': { to: 1, given: instanceDown('refuse') },
    'healthCheck.rise': { to: 1, given: instanceDown('refuse') },
    'healthCheck.timeoutMs': { to: 90, given: instanceDown('blackhole') },
    'standby.advertIntervalMs': { to: 50, given: activeDown },
    'standby.priority': { to: 200, given: activeDown },
    'standby.preempt': { to: false, given: activeDown },
  },
  dns: {
    record: { to: 'failover', given: named },
    ttlMs: { to: 100, given: named },
    resolvers: { to: 10, given: named },
    lookup: { to: constant(1), given: named },
    'stragglers.ratio': { to: 0.5, given: named },
    'stragglers.factor': { to: 2, given: named },
    'healthCheck.enabled': { to: false, given: addressDown('refuse') },
    'healthCheck.intervalMs': { to: 150, given: addressDown('refuse') },
    'healthCheck.threshold': { to: 1, given: addressDown('refuse') },
    'healthCheck.timeoutMs': { to: 90, given: addressDown('blackhole') },
  },
  cdn: {
    pops: { to: 2, given: cached },
    capacityKeys: { to: 20, given: cached },
    policy: { to: 'sieve', given: cachedAnd('capacityKeys', 20) },
    ttlMs: { to: 100, given: cached },
    caches: { to: 'static', given: cached },
    collapse: {
      to: false,
      given: (draft) => {
        cached(draft);
        slowWeb(draft);
      },
    },
    staleIfError: {
      to: true,
      given: (draft) => {
        cachedAnd('ttlMs', 100)(draft);
        draft.faults = [{ kind: 'crash', atMs: 1000, target: 'lb' }];
      },
    },
    'shield.enabled': { to: true, given: cached },
    'shield.roundTrip': { to: constant(1), given: cachedAnd('shield.enabled', true) },
    access: { to: constant(1), given: cached },
  },
  rateLimiter: {
    algorithm: { to: 'leakyBucket', given: limited },
    ratePerSec: { to: 200, given: limited },
    burst: { to: 5, given: limited },
    windowMs: {
      to: 500,
      given: (draft) => {
        limited(draft);
        set(draft, 'limiter', 'algorithm', 'fixedWindow');
      },
    },
    overhead: { to: constant(1), given: limited },
  },
  webServer: {
    instances: { to: 2 },
    slots: { to: 1, given: slowWeb },
    queueLimit: {
      to: 5,
      given: (draft) => {
        slowWeb(draft);
        set(draft, 'web', 'slots', 2);
      },
    },
    service: { to: constant(2) },
    discipline: { to: 'lifo', given: overloaded },
    maxWaitMs: { to: 100, given: overloaded },
    dropExpired: {
      to: true,
      given: (draft) => {
        overloaded(draft);
        set(draft, 'client', 'timeoutMs', 300);
      },
    },
    'codel.targetMs': { to: 50, given: codelled },
    'codel.intervalMs': { to: 300, given: codelled },
    'processors.cores': { to: 2, given: sharing({}) },
    'processors.contention': { to: 0.05, given: sharing({}) },
    'processors.coherency': { to: 0.01, given: sharing({}) },
    sessions: { to: 'token', given: signedIn('inMemory') },
    ...Object.fromEntries(
      Object.entries({
        metric: 'requestsPerSec',
        targetRatio: 0.3,
        min: 3,
        max: 4,
        intervalMs: 70,
        lagMs: 20,
        upAfter: 3,
        startMs: 90,
        coldFactor: 3,
        warmMs: 500,
      }).map(([name, to]) => [`autoscale.${name}`, { to, given: growing({}) }]),
    ),
    'autoscale.targetPerSec': { to: 30, given: growing({ metric: 'requestsPerSec' }) },
    'autoscale.newInstances': {
      to: 'ignored',
      given: (draft) => {
        growing({ upCount: 10, startMs: 30 })(draft);
        set(draft, 'web', 'service', constant(100));
      },
    },
    'autoscale.tolerance': { to: 1, given: growing({}) },
    'autoscale.upRatio': { to: 3, given: growing({ upCount: 0, targetRatio: 0.1 }) },
    'autoscale.upCount': { to: 3, given: growing({ upRatio: 0, targetRatio: 0.1 }) },
    'autoscale.downAfterMs': { to: 900, given: shrinking },
    'autoscale.drainMs': { to: 5, given: shrinking },
    login: { to: constant(20), given: signedIn('inMemory') },
    tokenCheck: { to: constant(1), given: signedIn('token') },
    calls: { to: 'atOnce', given: services },
    fanOut: { to: 3, given: services },
    jobThreads: {
      to: 1,
      given: (draft) => {
        jobsInMemory(draft);
        set(draft, 'web', 'jobWork', constant(200));
      },
    },
    jobWork: { to: constant(20), given: jobsInMemory },
    compression: { to: 'gzip6' },
  },
  cache: {
    capacityKeys: { to: 50 },
    policy: { to: 'sieve', given: (draft) => set(draft, 'cache', 'capacityKeys', 20) },
    ttlMs: { to: 100 },
    ttlJitterRatio: { to: 0.1, given: (draft) => set(draft, 'cache', 'ttlMs', 100) },
    staleMs: { to: 50, given: herd },
    refreshBeta: { to: 1, given: herd },
    singleFlight: { to: true, given: herd },
    strategy: {
      to: 'cacheAside',
      given: (draft) => {
        readThrough(draft);
        draft.edges = draft.edges.filter(({ id }) => id !== 'web-db');
      },
    },
    onWrite: { to: 'update' },
    flushMs: { to: 500, given: writeBehind },
    batchKeys: { to: 5, given: writeBehind },
    preload: { to: 50 },
    pinned: { to: false, given: (draft) => set(draft, 'cache', 'preload', 50) },
    access: { to: constant(1) },
  },
  database: {
    // A replica that feeds a primary is two sets and not one.
    role: {
      at: 'db-2',
      to: 'primary',
      given: (draft) => set(draft, 'db-1', 'role', 'replica'),
    },
    slots: { to: 1, given: (draft) => set(draft, 'db-1', 'readFrom', 'primary') },
    queueLimit: {
      to: 0,
      given: (draft) => {
        set(draft, 'db-1', 'readFrom', 'primary');
        set(draft, 'db-1', 'slots', 1);
      },
    },
    read: { to: constant(3), given: (draft) => set(draft, 'db-1', 'readFrom', 'primary') },
    write: { to: constant(3) },
    readFrom: { to: 'all' },
    'failover.enabled': { to: false, given: primaryDown() },
    'failover.fencing': { to: false, given: primaryCut },
    'failover.probeIntervalMs': { to: 90, given: primaryDown() },
    'failover.misses': { to: 3, given: primaryDown() },
    'failover.probeTimeoutMs': { to: 60, given: primaryDown('blackhole') },
    'failover.election': { to: constant(120), given: primaryDown() },
    'failover.promotion': { to: constant(120), given: primaryDown() },
    'failover.reroute': { to: constant(120), given: primaryDown() },
  },
  shardRouter: {
    scheme: { to: 'range', given: sharded },
    virtualNodes: { to: 10, given: shardedAnd('scheme', 'consistentHash') },
    scatterRatio: { to: 0.5, given: sharded },
    'split.hotKeys': { to: 3, given: sharded },
    'split.subKeys': { to: 2, given: shardedAnd('split.hotKeys', 3) },
    overhead: { to: constant(1), given: sharded },
  },
  queue: {
    durable: {
      to: false,
      given: (draft) => {
        set(draft, 'worker', 'service', constant(300));
        draft.faults = [{ kind: 'crash', atMs: 1000, target: 'queue', durationMs: 100 }];
      },
    },
    capacity: { to: 3, given: (draft) => set(draft, 'worker', 'service', constant(300)) },
    visibilityTimeoutMs: {
      to: 200,
      given: (draft) => set(draft, 'worker', 'service', constant(300)),
    },
    maxReceives: {
      to: 1,
      given: (draft) => {
        set(draft, 'worker', 'service', constant(300));
        set(draft, 'queue', 'visibilityTimeoutMs', 100);
      },
    },
    publish: { to: constant(1) },
  },
  objectStore: {
    latency: { to: constant(50) },
    writeLatency: { to: constant(50) },
    streamMbps: { to: 80 },
    prefixes: { to: 3, given: (draft) => set(draft, 'blobs', 'rateLimitPerSec', 5) },
    rateLimitPerSec: { to: 5 },
    writeLimitPerSec: { to: 5 },
  },
  externalApi: {
    latency: { to: constant(50) },
    rateLimitPerSec: { to: 5 },
    errorRatio: { to: 0.5 },
  },
  worker: {
    instances: { to: 2 },
    slots: { to: 1 },
    service: { to: constant(10) },
  },
};

const edgeKnobs: Readonly<Record<EdgeKind, Readonly<Record<string, Knob>>>> = {
  request: {
    roundTrip: { at: 'lb-web', to: constant(1) },
    timeoutMs: { at: 'lb-web', to: 50, given: slowWeb },
    'retry.maxRetries': { at: 'lb-web', to: 2, given: failing('lb-web') },
    'retry.backoff': { at: 'lb-web', to: 'fixed', given: failing('lb-web') },
    'retry.baseMs': { at: 'lb-web', to: 30, given: failing('lb-web') },
    'retry.capMs': { at: 'lb-web', to: 20, given: failing('lb-web') },
    'retry.jitter': { at: 'lb-web', to: 'none', given: failing('lb-web') },
    'retry.budgetRatio': { at: 'lb-web', to: 0.1, given: edgeRetrying('retry.backoff', 'none') },
    'retry.budgetMinPerSec': {
      at: 'lb-web',
      to: 2,
      given: edgeRetrying('retry.budgetRatio', 0.1),
    },
    ...breakerKnobs('lb-web'),
    lossRatio: { at: 'lb-web', to: 0.1 },
    weight: { at: 'lb-web', to: 2, given: weighted },
    bandwidthMbps: { at: 'lb-web', to: 100 },
    'hedge.afterMs': { at: 'lb-web', to: 5 },
    'hedge.quantile': { at: 'lb-web', to: 0.9, given: hedging() },
    'hedge.maxRatio': { at: 'lb-web', to: 0, given: hedging() },
    'pool.connections': { at: 'lb-web', to: 20, given: pooled },
    'pool.acquireTimeoutMs': { at: 'lb-web', to: 20, given: pooled },
    'hedge.tied': { at: 'lb-web', to: false, given: hedging({ service: 20, slots: 2 }) },
  },
  replication: {
    mode: { at: 'db-1-2', to: 'semiSync' },
    transport: { at: 'db-1-2', to: constant(1) },
    apply: { at: 'db-1-2', to: constant(1) },
    appliers: {
      at: 'db-1-2',
      to: 1,
      given: (draft) => set(draft, 'db-1-2', 'apply', constant(30)),
    },
    ackTimeoutMs: {
      at: 'db-1-2',
      to: 40,
      given: (draft) => {
        semiSync(draft);
        for (const id of ['db-1-2', 'db-1-3']) {
          set(draft, id, 'transport', constant(200));
          set(draft, id, 'ackTimeoutMs', 100);
        }
        set(draft, 'db-1-3', 'ackTimeoutMs', 30);
      },
    },
  },
  delivery: {
    roundTrip: { to: constant(3) },
    prefetch: { to: 1 },
  },
};

function hashOf(draft: Draft): string {
  const result = validateScenario(draft);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  return runToEnd(result.scenario).runHash;
}

function leaves(fields: readonly FieldDescription[]): string[] {
  return fields.flatMap((field) => (field.fields ? leaves(field.fields) : [field.path]));
}

function check(
  knobs: Readonly<Record<string, Knob>>,
  first: string,
  fields: readonly FieldDescription[],
) {
  it('has a row for every param, and no other', () => {
    expect(Object.keys(knobs).sort()).toEqual(leaves(fields).sort());
  });
  it.each(Object.entries(knobs))('%s changes the run', (path, { to, given, at = first }) => {
    const before = base();
    given?.(before);
    const after = base();
    given?.(after);
    set(after, at, path, to);
    expect(hashOf(after)).not.toBe(hashOf(before));
  });
}

for (const kind of kinds) {
  describe(kind, () => {
    check(nodeKnobs[kind], base().nodes.find((node) => node.kind === kind)!.id, nodeFields(kind));
  });
}

for (const kind of Object.keys(edgeSchemas) as EdgeKind[]) {
  describe(kind, () => {
    check(edgeKnobs[kind], base().edges.find((edge) => edge.kind === kind)!.id, edgeFields(kind));
  });
}

describe('the scenario itself', () => {
  it.each([
    ['seed', 8],
    ['durationMs', 1900],
    ['warmupMs', 100],
  ] as const)('%s changes the run', (name, value) => {
    expect(hashOf({ ...base(), [name]: value })).not.toBe(hashOf(base()));
  });

  it('names, labels, positions and order change nothing', () => {
    const draft = base();
    const other = base();
    other.name = 'Another';
    other.description = 'told differently';
    other.nodes = [...other.nodes]
      .reverse()
      .map((node) => ({ ...node, label: `the ${node.id}`, position: { x: 5, y: 9 } }));
    other.edges = [...other.edges].reverse();
    other.zones = [{ id: 'zone', label: 'A place', members: ['web', 'cache'] }];
    other.notes = [{ id: 'note', text: 'Look here', position: { x: 5, y: 9 } }];
    expect(hashOf(other)).toBe(hashOf(draft));
  });

  it('what stands in a zone that a fault strikes changes the run', () => {
    const struck = (members: string[]): Draft => ({
      ...base(),
      zones: [{ id: 'zone', members }],
      faults: [{ kind: 'crash', target: 'zone', atMs: 500 }],
    });
    expect(hashOf(struck(['web']))).not.toBe(hashOf(struck(['web', 'cache'])));
  });
});
