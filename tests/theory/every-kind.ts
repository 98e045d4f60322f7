/** A site with one node of every kind, at least, and traffic for each of them. Nothing fails in it. */
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { client, poisson, replication, request } from '../support/designs.ts';

const PATIENT = { timeoutMs: null, roundTrip: { figure: 'network-same-zone' } } as const;

export const everyKind: ScenarioFile = {
  version: 1,
  name: 'Every kind of node',
  durationMs: 60_000,
  nodes: [
    client('people', {
      arrival: poisson(60),
      operations: [
        { name: 'read', type: 'read', weight: 5 },
        { name: 'write', type: 'write', weight: 2 },
        { name: 'picture', type: 'static', weight: 2 },
        { name: 'upload', type: 'job', weight: 1 },
      ],
      keys: { count: 1000 },
      timeoutMs: null,
    }),
    { id: 'names', kind: 'dns', params: { ttlMs: 2000, resolvers: 50 } },
    { id: 'edge', kind: 'cdn', params: { pops: 2, capacityKeys: 50 } },
    { id: 'gate', kind: 'rateLimiter', params: { ratePerSec: 10_000, burst: 1000 } },
    { id: 'balancer', kind: 'loadBalancer' },
    { id: 'web', kind: 'webServer', params: { instances: 2, slots: 40 } },
    { id: 'copies', kind: 'cache', params: { capacityKeys: 100, strategy: 'writeThrough' } },
    { id: 'router', kind: 'shardRouter', params: { scatterRatio: 0.1 } },
    { id: 'shard-1', kind: 'database', params: { slots: 2 } },
    { id: 'shard-2', kind: 'database', params: { slots: 2 } },
    { id: 'replica-1', kind: 'database', params: { role: 'replica', slots: 2 } },
    { id: 'pictures', kind: 'objectStore' },
    { id: 'jobs', kind: 'queue' },
    { id: 'workers', kind: 'worker', params: { instances: 2, slots: 20 } },
    { id: 'seller', kind: 'externalApi' },
  ],
  edges: [
    request('people', 'names', PATIENT),
    request('names', 'edge', PATIENT),
    request('edge', 'gate', PATIENT),
    request('gate', 'balancer', PATIENT),
    request('balancer', 'web', { ...PATIENT, bandwidthMbps: 50 }),
    request('web', 'copies', PATIENT),
    request('copies', 'router', PATIENT),
    request('router', 'shard-1', PATIENT),
    request('router', 'shard-2', PATIENT),
    replication('shard-1', 'replica-1', { mode: 'semiSync' }),
    request('web', 'pictures', PATIENT),
    request('web', 'jobs', PATIENT),
    { id: 'jobs-workers', kind: 'delivery', source: 'jobs', target: 'workers' },
    request('workers', 'seller', PATIENT),
  ],
};
