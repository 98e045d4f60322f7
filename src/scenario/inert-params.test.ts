/** What is set on an edge and does nothing there is said, and what does something is not. */
import { describe, expect, it } from 'vitest';
import { checkDrawing } from './drawing.ts';
import type { ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

type Nodes = ScenarioFile['nodes'];

/** Edges as `source>target`, or `source=>target` for replication; `params` are those of the first. */
function told(nodes: Nodes, edges: readonly string[], params: object): string[] {
  const result = validateScenario({
    version: 1,
    nodes,
    edges: edges.map((text, index) => {
      const [source, target] = text.split(/=?>/);
      const kind = text.includes('=') ? 'replication' : 'request';
      return { id: text, kind, source, target, ...(index === 0 ? { params } : {}) };
    }),
  });
  if (!result.ok) throw new Error(result.issues[0]!.message);
  return checkDrawing(result.scenario).map(({ code, edge }) => `${code} ${edge}`);
}

const client = { id: 'c', kind: 'client' } as const;
const web = (instances = 1) => ({ id: 'w', kind: 'webServer', params: { instances } }) as const;
const database = (id: string, params = {}) => ({ id, kind: 'database', params }) as const;
const replica = (id: string) => database(id, { role: 'replica' });

describe('what a caller does about late and failed calls', () => {
  it.each([{ timeoutMs: 100 }, { retry: { maxRetries: 2 } }, { circuitBreaker: {} }])(
    'is the client’s own affair: %o',
    (params) => {
      expect(told([client, web()], ['c>w'], params)).toEqual(['clientKeepsItsOwn c>w']);
      const named = [client, { id: 'd', kind: 'dns' } as const, web()];
      expect(told(named, ['d>w', 'c>d'], params)).toEqual(['clientKeepsItsOwn d>w']);
    },
  );

  it('is the edge’s between servers', () => {
    const nodes = [client, web(), database('d')];
    expect(told(nodes, ['w>d', 'c>w'], { timeoutMs: 100, circuitBreaker: {} })).toEqual([]);
  });

  it('has its usual values on every edge, which are nothing to speak of', () => {
    expect(told([client, web()], ['c>w'], { timeoutMs: 1000 })).toEqual([]);
  });
});

it.each([
  ['roundRobin', ['weightUnused l>w']],
  ['weightedRoundRobin', []],
] as const)('a weight under %s', (algorithm, found) => {
  const balancer = { id: 'l', kind: 'loadBalancer', params: { algorithm } } as const;
  expect(told([client, balancer, web()], ['l>w', 'c>l'], { weight: 3 })).toEqual(found);
});

describe('a copy of a late call', () => {
  const hedge = {};
  const balancer = { id: 'l', kind: 'loadBalancer' } as const;

  it('has nowhere to go where there is one target', () => {
    const nodes = [client, balancer, web(3)];
    expect(told(nodes, ['c>l', 'l>w'], { hedge })).toEqual(['hedgeWithoutOther c>l']);
    expect(told([client, web()], ['c>w'], { hedge })).toEqual(['hedgeWithoutOther c>w']);
    const pair = { ...balancer, params: { standby: {} } };
    expect(told([client, pair, web(3)], ['c>l', 'l>w'], { hedge })).toHaveLength(1);
  });

  it('goes to another instance, or to another node behind the same balancer', () => {
    expect(told([client, web(2)], ['c>w'], { hedge })).toEqual([]);
    expect(told([client, balancer, web(2)], ['l>w', 'c>l'], { hedge })).toEqual([]);
    const other = { id: 'v', kind: 'webServer' } as const;
    expect(told([client, balancer, web(), other], ['l>w', 'l>v', 'c>l'], { hedge })).toEqual([]);
  });

  it.each([
    [{}, 1, 1],
    [{}, 2, 0],
    [{ readFrom: 'all' }, 1, 0],
    [{ readFrom: 'primary' }, 2, 1],
  ])('reads of a set, %o, %i replicas', (params, replicas, hints) => {
    const ids = ['e', 'f'].slice(0, replicas);
    const nodes = [client, database('d', params), ...ids.map(replica)];
    const found = told(nodes, ['c>d', ...ids.map((id) => `d=>${id}`)], { hedge });
    expect(found).toHaveLength(hints);
  });
});
