/**
 * Two clients and a server each, the same trouble for both: ten workers of 10 ms serve 700 a second and are three times
 * slower from 20 s to 30 s. The upper client tries three times more at once, which keeps its server beyond its capacity
 * for ever; the lower one shows a cure (domain reference §10 i).
 */
import type { ScenarioFile } from '../scenario/schema.ts';

const traffic = {
  arrival: { process: 'poisson', ratePerSec: 700 },
  timeoutMs: 1000,
  retry: { maxRetries: 3, backoff: 'none' },
} as const;

/** What the lower client has in place of the upper one's params. */
interface Cure {
  readonly id: string;
  readonly label: string;
  readonly params: object;
}

export function twoStorms(cure: Cure): Pick<ScenarioFile, 'nodes' | 'edges' | 'faults'> {
  const rows = [
    { id: 'naive', label: 'Three retries', params: {}, server: 'server-a', name: 'Server A', y: 0 },
    { ...cure, server: 'server-b', name: 'Server B', y: 180 },
  ];
  return {
    nodes: rows.flatMap(({ id, label, params, server, name, y }) => [
      { id, kind: 'client', label, position: { x: 0, y }, params: { ...traffic, ...params } },
      {
        id: server,
        kind: 'webServer',
        label: name,
        position: { x: 320, y },
        params: { slots: 10, queueLimit: null, service: { dist: 'exponential', meanMs: 10 } },
      },
    ]),
    edges: rows.map(({ id, server }) => ({
      id: `${id}-${server}`,
      kind: 'request',
      source: id,
      target: server,
    })),
    faults: rows.map(({ server }) => ({
      kind: 'slowdown',
      atMs: 20_000,
      durationMs: 10_000,
      target: server,
      factor: 3,
    })),
  };
}
