/**
 * The workloads of the speed promises, as scenario files. W1–W3 are the reference program's (zero-latency edges, so that
 * both do the same work); the blog is the gallery's, with everything armed.
 */
import { blog } from '../../src/gallery/blog.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';

export interface Workload {
  readonly name: string;
  readonly what: string;
  /** What the reference program calls it; null where it has none. */
  readonly reference: 'w1' | 'w2' | 'w3';
  /** Share of the reference's customers a second that we promise. */
  readonly floor: number;
  file(customers: number): ScenarioFile;
}

const instant = { roundTrip: { dist: 'constant', ms: 0 }, timeoutMs: null } as const;

function oneStation(slots: number, ratePerSec: number, customers: number): ScenarioFile {
  return {
    version: 1,
    name: `M/M/${slots}`,
    seed: 42,
    durationMs: (customers / ratePerSec) * 1000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: {
          arrival: { process: 'poisson', ratePerSec },
          // The reference's customers ask for nothing in particular.
          keys: { distribution: 'sequential', count: 1 },
          timeoutMs: null,
        },
      },
      {
        id: 'web',
        kind: 'webServer',
        params: {
          instances: 1,
          slots,
          queueLimit: null,
          service: { dist: 'exponential', meanMs: 1 },
        },
      },
    ],
    edges: [{ id: 'e', kind: 'request', source: 'client', target: 'web', params: instant }],
  };
}

/** 2,000/s → round robin over 4 web servers → LRU cache of 10,000 of 100,000 keys → on a miss 2 database replicas. */
function cacheTier(customers: number): ScenarioFile {
  const webs = ['web-1', 'web-2', 'web-3', 'web-4'];
  const service = { dist: 'exponential', meanMs: 5 } as const;
  const database = { slots: 16, read: service } as const;
  return {
    version: 1,
    name: 'W3',
    seed: 42,
    durationMs: (customers / 2000) * 1000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: {
          arrival: { process: 'poisson', ratePerSec: 2000 },
          keys: { distribution: 'zipf', count: 100_000, exponent: 0.9 },
          timeoutMs: null,
        },
      },
      { id: 'lb', kind: 'loadBalancer', params: { overhead: { dist: 'constant', ms: 0 } } },
      ...webs.map((id) => ({
        id,
        kind: 'webServer' as const,
        params: { slots: 32, queueLimit: null, service },
      })),
      {
        id: 'cache',
        kind: 'cache',
        params: {
          capacityKeys: 10_000,
          ttlMs: null,
          access: { dist: 'constant', ms: 0.5 },
        },
      },
      { id: 'db-0', kind: 'database', params: database },
      { id: 'db-1', kind: 'database', params: { ...database, role: 'replica' } },
      { id: 'db-2', kind: 'database', params: { ...database, role: 'replica' } },
    ],
    edges: [
      { id: 'client-lb', kind: 'request', source: 'client', target: 'lb', params: instant },
      ...webs.flatMap((web) => [
        { id: `lb-${web}`, kind: 'request' as const, source: 'lb', target: web, params: instant },
        { id: `${web}-c`, kind: 'request' as const, source: web, target: 'cache', params: instant },
        { id: `${web}-d`, kind: 'request' as const, source: web, target: 'db-0', params: instant },
      ]),
      { id: 'r1', kind: 'replication', source: 'db-0', target: 'db-1' },
      { id: 'r2', kind: 'replication', source: 'db-0', target: 'db-2' },
    ],
  };
}

export const workloads: readonly Workload[] = [
  {
    name: 'W1',
    what: 'M/M/1 at ρ 0.8',
    reference: 'w1',
    floor: 0.25,
    file: (customers) => oneStation(1, 800, customers),
  },
  {
    name: 'W2',
    what: 'M/M/8 at ρ 0.8',
    reference: 'w2',
    floor: 0.25,
    file: (customers) => oneStation(8, 6400, customers),
  },
  {
    name: 'W3',
    what: 'balancer, web, cache, replicas',
    reference: 'w3',
    floor: 0.25,
    file: cacheTier,
  },
  {
    name: 'blog',
    what: 'the gallery’s blog, everything armed',
    reference: 'w3',
    floor: 0.1,
    file: (customers) => ({ ...blog.file, durationMs: Math.max(1000, (customers / 2000) * 1000) }),
  },
];

/** The same load as W1 in a drawing of `nodes` nodes, of which a request visits two: what the others cost it. */
export function amongOthers(customers: number, nodes: number): ScenarioFile {
  const file = oneStation(1, 800, customers);
  const idle = Array.from({ length: nodes - 2 }, (_, i) => ({
    id: `idle-${i}`,
    kind: 'webServer' as const,
  }));
  return { ...file, nodes: [...file.nodes, ...idle] };
}
