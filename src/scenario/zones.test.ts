import { describe, expect, it } from 'vitest';
import { runToEnd } from './run.ts';
import type { ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';
import { faultsOnNodes, membersOf } from './zones.ts';

const instant = { dist: 'constant', ms: 0 } as const;
const edge = (source: string, target: string) => ({
  id: `${source}-${target}`,
  kind: 'request' as const,
  source,
  target,
  params: { roundTrip: instant, timeoutMs: 100 },
});

/** A client, a balancer and four servers, two in each of two zones of a region; beside them a cache and its database. */
function file(parts: Partial<ScenarioFile>): ScenarioFile {
  const webs = ['a-1', 'a-2', 'b-1', 'b-2'];
  return {
    version: 1,
    seed: 3,
    durationMs: 4000,
    nodes: [
      { id: 'client', kind: 'client', params: { timeoutMs: 200 } },
      { id: 'lb', kind: 'loadBalancer' },
      ...webs.map((id) => ({ id, kind: 'webServer' as const })),
      { id: 'cache', kind: 'cache' },
      { id: 'db', kind: 'database' },
    ],
    edges: [
      edge('client', 'lb'),
      ...webs.flatMap((web) => [edge('lb', web), edge(web, 'cache'), edge(web, 'db')]),
    ],
    zones: [
      { id: 'a', label: 'Zone A', members: ['a-1', 'a-2'] },
      { id: 'b', members: ['b-1', 'b-2', 'cache'] },
      { id: 'region', kind: 'region', members: ['a', 'b', 'lb'] },
      { id: 'people', members: ['client'] },
    ],
    ...parts,
  };
}

function scenario(parts: Partial<ScenarioFile>) {
  const result = validateScenario(file(parts));
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  return result.scenario;
}

function messages(parts: Partial<ScenarioFile>): string[] {
  const result = validateScenario(file(parts));
  return result.ok ? [] : result.issues.map(({ message }) => message);
}

const runOf = (parts: Partial<ScenarioFile>) => runToEnd(scenario(parts));

describe('a zone', () => {
  it('holds its nodes, and a region those of its zones', () => {
    const { zones } = scenario({});
    expect(membersOf(zones, 'a')).toEqual(['a-1', 'a-2']);
    expect(membersOf(zones, 'region')).toEqual(['a-1', 'a-2', 'b-1', 'b-2', 'cache', 'lb']);
    expect(membersOf(zones, 'lb')).toBeUndefined();
  });

  it('changes nothing by being there, named or renamed, nor does a note', () => {
    const bare = runOf({ zones: [] });
    expect(runOf({}).runHash).toBe(bare.runHash);
    const notes = [{ id: 'note', text: 'Look here', position: { x: 0, y: 0 } }];
    expect(runOf({ notes }).runHash).toBe(bare.runHash);
  });
});

describe('a fault of a zone', () => {
  const when = { atMs: 1000, durationMs: 1000 };

  it.each<[string, NonNullable<ScenarioFile['faults']>, NonNullable<ScenarioFile['faults']>]>([
    [
      'crash',
      [{ kind: 'crash', target: 'a', ...when }],
      [
        { kind: 'crash', target: 'a-1', ...when },
        { kind: 'crash', target: 'a-2', ...when },
      ],
    ],
    [
      'slowdown',
      [{ kind: 'slowdown', target: 'a', factor: 3, ...when }],
      [
        { kind: 'slowdown', target: 'a-1', factor: 3, ...when },
        { kind: 'slowdown', target: 'a-2', factor: 3, ...when },
      ],
    ],
    [
      'loss',
      [{ kind: 'loss', target: 'a', ratio: 0.5, ...when }],
      [
        { kind: 'loss', target: 'a-1', ratio: 0.5, ...when },
        { kind: 'loss', target: 'a-2', ratio: 0.5, ...when },
      ],
    ],
    [
      'partition',
      [{ kind: 'partition', target: 'b', ...when }],
      [{ kind: 'partition', target: 'b-1', with: ['b-2', 'cache'], ...when }],
    ],
    [
      'partition from a zone',
      [{ kind: 'partition', target: 'lb', from: ['a'], ...when }],
      [{ kind: 'partition', target: 'lb', from: ['a-1', 'a-2'], ...when }],
    ],
    [
      'flush',
      [{ kind: 'flush', target: 'b', atMs: 1000 }],
      [{ kind: 'flush', target: 'cache', atMs: 1000 }],
    ],
    [
      'spike',
      [{ kind: 'spike', target: 'people', factor: 4, ...when }],
      [{ kind: 'spike', target: 'client', factor: 4, ...when }],
    ],
  ])('strikes all its members at once: %s', (_, ofZone, ofNodes) => {
    const struck = runOf({ faults: ofZone });
    const { requests, nodes } = runOf({ faults: ofNodes });
    expect(struck.requests).toEqual(requests);
    expect(struck.nodes).toEqual(nodes);
    expect(struck.runHash).not.toBe(runOf({}).runHash);
  });

  it('says of every member that it is cut off, and back', () => {
    const { timeline } = runOf({ faults: [{ kind: 'partition', target: 'b', ...when }] });
    const told = (event: string) =>
      timeline.filter((entry) => entry.event === event).map(({ node }) => node);
    expect(told('cutOff')).toEqual(['b-1', 'b-2', 'cache']);
    expect(told('reachable')).toEqual(['b-1', 'b-2', 'cache']);
  });

  it('reaches the zones of a region, each node once', () => {
    const { zones, nodes, faults } = scenario({
      zones: [
        { id: 'a', members: ['a-1', 'a-2'] },
        { id: 'region', kind: 'region', members: ['a', 'a-1', 'client'] },
      ],
      faults: [{ kind: 'crash', target: 'region', atMs: 1000 }],
    });
    const struck = faultsOnNodes({ zones, nodes, faults }).map(({ target }) => target);
    // The client stands for people, who do not crash.
    expect(struck).toEqual(['a-1', 'a-2']);
  });
});

describe('what is refused, with its place', () => {
  it.each<[Partial<ScenarioFile>, string]>([
    [
      { faults: [{ kind: 'crash', target: 'c', atMs: 0 }] },
      'faults[0].target: expected the id of a node or a zone, got "c"',
    ],
    [
      { faults: [{ kind: 'flush', target: 'a', atMs: 0 }] },
      'faults[0].target: expected a zone with a cache or a cdn in it, got "a"',
    ],
    [
      { faults: [{ kind: 'crash', target: 'people', atMs: 0 }] },
      'faults[0].target: expected a zone with a node that is not a client in it, got "people"',
    ],
    [
      { faults: [{ kind: 'instanceCrash', target: 'a', instance: 0, atMs: 0 }] },
      'faults[0].target: expected a node, got "a", a zone',
    ],
    [
      { faults: [{ kind: 'partition', target: 'a', from: ['region'], atMs: 0 }] },
      'faults[0].from[0]: expected a node of the other side, got "region"',
    ],
    [
      { zones: [{ id: 'a', members: ['a-1', 'a-9'] }] },
      'zones[0].members[1]: expected the id of a node or a zone, got "a-9"',
    ],
    [
      { zones: [{ id: 'a', members: ['a'] }] },
      'zones[0].members[0]: expected a node, got "a", a zone',
    ],
    [
      { zones: [{ id: 'r', kind: 'region', members: ['r'] }] },
      'zones[0].members[0]: expected a node or a zone, got "r", a region',
    ],
    [
      { zones: [{ id: 'lb' }] },
      'zones[0].id: expected an id of its own, got "lb", the id of nodes[1]',
    ],
    [
      { notes: [{ id: 'a', text: '', position: { x: 0, y: 0 } }] },
      'notes[0].id: expected an id of its own, got "a", the id of zones[0]',
    ],
    [
      { zones: [{ id: 'a', memebrs: [] } as never] },
      'zones[0].memebrs: unknown; did you mean members?',
    ],
    [
      { notes: [{ id: 'n', text: 'x'.repeat(2001), position: { x: 0, y: 0 } }] },
      'notes[0].text: expected a text of at most 2000 characters, got 2001',
    ],
  ])('%#', (parts, message) => {
    expect(messages(parts).join('\n')).toContain(message);
  });

  it('is a thousand faults that strike a thousand nodes each', () => {
    const nodes = Array.from({ length: 500 }, (_, i) => ({
      id: `web-${i}`,
      kind: 'webServer' as const,
    }));
    const zones = [{ id: 'all', members: nodes.map(({ id }) => id) }];
    const faults = Array.from({ length: 21 }, () => ({
      kind: 'crash' as const,
      target: 'all',
      atMs: 0,
    }));
    expect(messages({ nodes, edges: [], zones, faults })).toEqual([
      'faults: expected at most 10000 nodes struck by all faults together, got 10500',
    ]);
  });

  it('is zones that come to too many members, and nothing more is said of them', () => {
    const zones = [
      { id: 'a', members: Array.from({ length: 1000 }, () => 'a-1') },
      { id: 'region', kind: 'region' as const, members: Array.from({ length: 20 }, () => 'a') },
    ];
    const faults = [{ kind: 'crash' as const, target: 'nobody', atMs: 0 }];
    expect(messages({ zones, faults })).toEqual([
      'zones: expected at most 20000 members in all zones together, got 21000 (a region has those of its zones too)',
    ]);
  });

  it('is partitions that name too many nodes on their sides', () => {
    const nodes = Array.from({ length: 500 }, (_, i) => ({
      id: `web-${i}`,
      kind: 'webServer' as const,
    }));
    const zones = [{ id: 'all', members: nodes.slice(1).map(({ id }) => id) }];
    const faults = Array.from({ length: 21 }, () => ({
      kind: 'partition' as const,
      target: 'web-0',
      from: ['all'],
      atMs: 0,
    }));
    expect(messages({ nodes, edges: [], zones, faults })).toEqual([
      'faults: expected at most 10000 nodes struck by all faults together, got 10500',
    ]);
  });

  it('is names that nothing has: the first few are compared with what there is', () => {
    const members = Array.from({ length: 20 }, () => 'a-11');
    const told = messages({ zones: [{ id: 'a', members }] });
    expect(told).toHaveLength(20);
    expect(told.filter((message) => message.endsWith('did you mean a-1?'))).toHaveLength(3);
  });
});
