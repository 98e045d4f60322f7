import { beforeEach, describe, expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { limits } from '../scenario/limits.ts';
import {
  addFault,
  addNode,
  commit,
  connect,
  documentStore,
  moveNodes,
  openFile,
  redo,
  removeElements,
  renameNode,
  setParam,
  setScenario,
  undo,
} from './document.ts';
import { HISTORY_STEPS_MAX } from './history.ts';

const file = () => documentStore.getState().file;
const node = (id: string) => documentStore.getState().scenario.nodes.find((each) => each.id === id);
const fileNode = (id: string) => file().nodes.find((each) => each.id === id);

beforeEach(() => {
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
});

describe('the document', () => {
  it('takes back and repeats every change', () => {
    const id = added('cache', { x: 0, y: 0 });
    setParam(id, 'capacityKeys', 500);
    expect(documentStore.getState().undoLabel).toEqual({ what: 'setParam', name: 'cache' });
    undo();
    expect(node(id)?.params).toMatchObject({ capacityKeys: 1000 });
    undo();
    expect(file().nodes).toEqual([]);
    redo();
    redo();
    expect(node(id)?.params).toMatchObject({ capacityKeys: 500 });
    expect(documentStore.getState().redoLabel).toBeNull();
  });

  it('makes a drag one step', () => {
    const id = added('cache', { x: 0, y: 0 });
    moveNodes([{ id, x: 10.4, y: 0 }], 'new');
    moveNodes([{ id, x: 20, y: 5 }], 'merge');
    moveNodes([{ id, x: 30, y: 9.6 }], 'merge');
    expect(fileNode(id)?.position).toEqual({ x: 30, y: 10 });
    undo();
    expect(fileNode(id)?.position).toEqual({ x: 0, y: 0 });
  });

  it('does not merge the drag of one node into that of another', () => {
    const first = added('cache', { x: 0, y: 0 });
    const second = added('queue', { x: 300, y: 0 });
    moveNodes([{ id: first, x: 10, y: 0 }], 'new');
    moveNodes([{ id: second, x: 310, y: 0 }], 'merge');
    undo();
    expect(fileNode(first)?.position).toEqual({ x: 10, y: 0 });
    expect(fileNode(second)?.position).toEqual({ x: 300, y: 0 });
  });

  it('keeps params sparse: a value set back to its default leaves the file', () => {
    const id = added('loadBalancer', { x: 0, y: 0 });
    setParam(id, 'healthCheck.fall', 5);
    setParam(id, 'healthCheck.rise', 4);
    expect(fileNode(id)?.params).toEqual({ healthCheck: { fall: 5, rise: 4 } });
    setParam(id, 'healthCheck.fall', 3);
    expect(fileNode(id)?.params).toEqual({ healthCheck: { rise: 4 } });
    setParam(id, 'healthCheck.rise', undefined);
    expect(fileNode(id)).not.toHaveProperty('params');
  });

  it("keeps only the differing fields of a client's keys", () => {
    const id = added('client', { x: 0, y: 0 });
    const client = node(id);
    if (client?.kind !== 'client') throw new Error('expected a client');
    setParam(id, 'keys', { ...client.params.keys, count: 500 });
    expect(fileNode(id)?.params).toEqual({ keys: { count: 500 } });
  });

  it('refuses a value that the schema does not allow, and changes nothing', () => {
    const id = added('cache', { x: 0, y: 0 });
    const before = file();
    const committed = setParam(id, 'capacityKeys', -1);
    expect(committed.ok).toBe(false);
    expect(file()).toBe(before);
    expect(documentStore.getState().undoLabel).toEqual({ what: 'add', name: 'cache' });
  });

  it('connects what may be connected and says why not otherwise', () => {
    const client = added('client', { x: 0, y: 0 });
    const web = added('webServer', { x: 300, y: 0 });
    expect(connect(client, web)).toEqual({ ok: true, id: 'client-web' });
    expect(file().edges).toEqual([
      { id: 'client-web', kind: 'request', source: client, target: web },
    ]);
    expect(connect(client, web)).toEqual({ ok: false, code: 'duplicateEdge' });
    expect(connect(web, client)).toMatchObject({ ok: false });
  });

  it('makes a replica of the database that another one is drawn to, in the same step', () => {
    const [first, second] = [0, 300].map((x) => added('database', { x, y: 0 })) as [string, string];
    connect(first, second);
    expect(fileNode(second)?.params).toEqual({ role: 'replica' });
    expect(fileNode(first)?.params).toBeUndefined();
    undo();
    expect(fileNode(second)?.params).toBeUndefined();
  });

  it('takes out a node with its edges, its faults and what names it', () => {
    const client = added('client', { x: 0, y: 0 });
    const web = added('webServer', { x: 300, y: 0 });
    const cache = added('cache', { x: 600, y: 0 });
    connect(client, web);
    connect(web, cache);
    addFault({ kind: 'crash', target: cache, atMs: 10, mode: 'refuse' });
    setParam(client, 'operations', [{ name: 'r', type: 'read', weight: 1, uses: [cache] }]);
    removeElements([cache]);
    expect(file().edges?.map((edge) => edge.id)).toEqual(['client-web']);
    expect(file().faults).toEqual([]);
    expect(fileNode(client)?.params).toEqual({
      operations: [{ name: 'r', type: 'read', weight: 1 }],
    });
    undo();
    expect(node(cache)).toBeDefined();
    expect(file().faults).toHaveLength(1);
  });

  it('numbers the ids of a kind', () => {
    expect(added('database', { x: 0, y: 0 })).toBe('db');
    expect(added('database', { x: 0, y: 0 })).toBe('db-2');
  });

  it('renames, and takes an empty label out', () => {
    const id = added('queue', { x: 0, y: 0 }, 'Pictures');
    renameNode(id, '');
    expect(fileNode(id)).not.toHaveProperty('label');
  });

  it('keeps the objects of nodes that a change leaves alone', () => {
    const cache = added('cache', { x: 0, y: 0 });
    const queue = added('queue', { x: 300, y: 0 });
    const before = node(queue);
    setParam(cache, 'capacityKeys', 5);
    expect(node(queue)).toBe(before);
  });

  it('remembers no more than its number of steps', () => {
    for (let seed = 0; seed <= HISTORY_STEPS_MAX + 5; seed++) setScenario({ seed: seed + 2 });
    let steps = 0;
    while (undo()) steps++;
    expect(steps).toBe(HISTORY_STEPS_MAX);
  });

  it('does not lead from an opened link back into the document before it', () => {
    added('cache', { x: 0, y: 0 });
    openFile({ version: 1, name: 'Linked', nodes: [] }, { isOwn: false, recorded: 'never' });
    expect(undo()).toBeNull();
    expect(file().name).toBe('Linked');
  });

  it('does nothing for a change that changes nothing', () => {
    added('cache', { x: 0, y: 0 });
    undo();
    commit({ what: 'scenario' }, (same) => same, 'new');
    expect(documentStore.getState().redoLabel).not.toBeNull();
  });
});

describe('a drawing that is full', () => {
  it('says that it has no room, and selects and connects nothing', () => {
    const nodes = Array.from({ length: limits.nodes }, (_, i) => ({
      id: `n${i}`,
      kind: 'webServer' as const,
    }));
    const pairs = Array.from({ length: limits.edges }, (_, i) => {
      const source = i % 900;
      return [`n${source}`, `n${source + 1 + Math.floor(i / 900)}`] as const;
    });
    const edges = pairs.map(([source, target], i) => ({
      id: `e${i}`,
      kind: 'request' as const,
      source,
      target,
    }));
    expect(openFile({ version: 1, nodes, edges }).ok).toBe(true);
    expect(addNode('cache', { x: 0, y: 0 })).toMatchObject({ ok: false });
    expect(connect('n950', 'n960')).toMatchObject({ ok: false, issues: [{ path: 'edges' }] });
    expect(file().nodes).toHaveLength(limits.nodes);
  });
});
