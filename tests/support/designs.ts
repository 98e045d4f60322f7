/**
 * Small designs for tests that compare with theory: every param that matters is set, nothing is left to a default that
 * may change. No network, no timeouts, no retries unless a test asks for them.
 */
import type { Distribution } from '../../src/kinds/fields.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';

type FileNode = ScenarioFile['nodes'][number];
type FileEdge = NonNullable<ScenarioFile['edges']>[number];
type ParamsOf<K extends FileNode['kind']> = NonNullable<Extract<FileNode, { kind: K }>['params']>;
type EdgeParamsOf<K extends FileEdge['kind']> = NonNullable<
  Extract<FileEdge, { kind: K }>['params']
>;

export const noTime: Distribution = { dist: 'constant', ms: 0 };

export function constant(ms: number): Distribution {
  return { dist: 'constant', ms };
}

export function exponential(meanMs: number): Distribution {
  return { dist: 'exponential', meanMs };
}

export function poisson(ratePerSec: number) {
  return { process: 'poisson', ratePerSec } as const;
}

export function evenly(ratePerSec: number) {
  return { process: 'constant', ratePerSec } as const;
}

export function client(id: string, params: ParamsOf<'client'>): FileNode {
  return { id, kind: 'client', params: { timeoutMs: null, retry: { maxRetries: 0 }, ...params } };
}

export function station(id: string, params: ParamsOf<'webServer'>): FileNode {
  return { id, kind: 'webServer', params: { instances: 1, slots: 1, queueLimit: null, ...params } };
}

/** A server that only passes requests on: no work, no limit. */
export function passage(id: string): FileNode {
  return station(id, { slots: 1_000_000, service: noTime });
}

export function balancer(id: string, params: ParamsOf<'loadBalancer'>): FileNode {
  return { id, kind: 'loadBalancer', params: { overhead: noTime, ...params } };
}

export function cache(id: string, params: ParamsOf<'cache'>): FileNode {
  return { id, kind: 'cache', params: { ttlMs: null, access: noTime, ...params } };
}

/** Without work or limit unless said otherwise. */
export function database(id: string, params: ParamsOf<'database'> = {}): FileNode {
  const instant = { slots: 1_000_000, queueLimit: null, read: noTime, write: noTime } as const;
  return { id, kind: 'database', params: { ...instant, ...params } };
}

export function request(
  source: string,
  target: string,
  params: EdgeParamsOf<'request'> = {},
): FileEdge {
  const plain = { roundTrip: noTime, timeoutMs: null, lossRatio: 0 } as const;
  return edgeBetween('request', source, target, { ...plain, ...params });
}

export function replication(
  source: string,
  target: string,
  params: EdgeParamsOf<'replication'>,
): FileEdge {
  return edgeBetween('replication', source, target, params);
}

export function delivery(
  source: string,
  target: string,
  params: EdgeParamsOf<'delivery'> = {},
): FileEdge {
  return edgeBetween('delivery', source, target, { roundTrip: noTime, ...params });
}

function edgeBetween<K extends FileEdge['kind']>(
  kind: K,
  source: string,
  target: string,
  params: EdgeParamsOf<K>,
): FileEdge {
  return { id: `${source}-${target}`, kind, source, target, params } as FileEdge;
}

/** Requests that reach a server and end there. */
export const work = [{ name: 'work', type: 'static', weight: 1 }] as const satisfies NonNullable<
  ParamsOf<'client'>['operations']
>;
export const reads = [{ name: 'read', type: 'read', weight: 1 }] as const satisfies NonNullable<
  ParamsOf<'client'>['operations']
>;
export const writes = [{ name: 'write', type: 'write', weight: 1 }] as const satisfies NonNullable<
  ParamsOf<'client'>['operations']
>;

/** Keys that do not matter. */
export const oneKey = { distribution: 'uniform', count: 1 } as const;

/** Long enough for `customers` to be measured after a warm-up of ten relaxation times at this load of a server. */
export function timesFor(queue: {
  readonly ratePerSec: number;
  readonly serviceMs: number;
  readonly servers: number;
  readonly customers: number;
}): { durationMs: number; warmupMs: number } {
  const { ratePerSec, serviceMs, servers, customers } = queue;
  const rho = (ratePerSec * serviceMs) / 1000 / servers;
  const relaxationMs = rho < 1 ? serviceMs / servers / (1 - Math.sqrt(rho)) ** 2 : serviceMs;
  const warmupMs = Math.ceil(10 * (relaxationMs + serviceMs));
  return { warmupMs, durationMs: warmupMs + Math.ceil((1000 * customers) / ratePerSec) };
}
