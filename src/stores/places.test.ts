import { beforeEach, describe, expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { addClip, clipOf } from './clipboard.ts';
import {
  addFault,
  connect,
  documentStore,
  moveNodes,
  nameOf,
  openFile,
  removeElements,
  undo,
} from './document.ts';
import { addNote, addZone, changeNote, joinZones, renameZone, setMember } from './places.ts';

const file = () => documentStore.getState().file;

beforeEach(() => {
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
  added('client', { x: 0, y: 0 });
  added('webServer', { x: 300, y: 0 }, 'Web');
  added('cache', { x: 600, y: 0 });
  connect('client', 'web');
  connect('web', 'cache');
});

describe('zones', () => {
  it('are made, named, filled and emptied, each in one step', () => {
    const id = addZone('zone', ['web'], 'Zone A')!;
    expect(nameOf(id)).toBe('Zone A');
    renameZone(id, '');
    expect(nameOf(id)).toBe('zone');
    setMember(id, 'cache', true);
    expect(file().zones?.[0]?.members).toEqual(['web', 'cache']);
    setMember(id, 'web', false);
    expect(file().zones?.[0]?.members).toEqual(['cache']);
    for (let i = 0; i < 3; i++) undo();
    expect(file().zones).toEqual([{ id, kind: 'zone', label: 'Zone A', members: ['web'] }]);
  });

  it('go with their last member, and so does a fault that strikes nobody any more', () => {
    const zone = addZone('zone', ['cache'], 'Zone A')!;
    const region = addZone('region', [zone], 'Region 1')!;
    addFault({ kind: 'crash', target: region, atMs: 10, mode: 'refuse' });
    removeElements(['cache']);
    expect(file().zones).toEqual([]);
    expect(file().faults).toEqual([]);
    undo();
    expect(file().zones).toHaveLength(2);
    expect(file().faults).toHaveLength(1);
  });

  it('keep what is in them when they are dissolved', () => {
    const zone = addZone('zone', ['web', 'cache'], 'Zone A')!;
    addFault({ kind: 'crash', target: zone, atMs: 10, mode: 'refuse' });
    removeElements([zone]);
    expect(file().nodes).toHaveLength(3);
    expect(file().faults).toEqual([]);
  });

  it('lose a flush with the cache that it flushed, and keep their crash', () => {
    const zone = addZone('zone', ['web', 'cache'], 'Zone A')!;
    addFault({ kind: 'flush', target: zone, atMs: 10 });
    addFault({ kind: 'crash', target: zone, atMs: 10, mode: 'refuse' });
    removeElements(['cache']);
    expect(file().faults?.map(({ kind }) => kind)).toEqual(['crash']);
  });

  it('take in what a drag has left in them, as part of the drag', () => {
    const zone = addZone('zone', ['web'], 'Zone A')!;
    moveNodes([{ id: 'cache', x: 320, y: 20 }], 'new');
    joinZones(new Map([['cache', zone]]), { name: 'cache' });
    expect(file().zones?.[0]?.members).toEqual(['web', 'cache']);
    undo();
    expect(file().zones?.[0]?.members).toEqual(['web']);
    expect(file().nodes[2]?.position).toEqual({ x: 600, y: 0 });
  });
});

describe('notes', () => {
  it('are written, moved and taken out', () => {
    const id = addNote({ x: 10.4, y: 20 }, 'Look')!;
    changeNote(id, { text: 'Look here', size: { width: 300, height: 90 } });
    moveNodes([{ id, x: 5, y: 6 }], 'new');
    expect(file().notes).toEqual([
      { id, text: 'Look here', position: { x: 5, y: 6 }, size: { width: 300, height: 90 } },
    ]);
    removeElements([id]);
    expect(file().notes).toEqual([]);
  });
});

describe('a copy of several', () => {
  const shifted = () => ({ x: 9, y: 9 });

  it('brings the connections inside it, and none that lead out', () => {
    const clip = clipOf(file(), new Set(['web', 'cache']));
    expect(addClip(clip, shifted)).toEqual(['web-2', 'cache-2']);
    expect(file().edges?.map(({ source, target }) => `${source} ${target}`)).toEqual([
      'client web',
      'web cache',
      'web-2 cache-2',
    ]);
    expect(file().nodes.at(-1)).toMatchObject({ id: 'cache-2', position: { x: 9, y: 9 } });
    undo();
    expect(file().nodes).toHaveLength(3);
  });

  it('of a zone is a zone of copies, and of a note a note', () => {
    const zone = addZone('zone', ['web', 'cache'], 'Zone A')!;
    const note = addNote({ x: 0, y: 0 }, 'Look')!;
    const added = addClip(clipOf(file(), new Set([zone, note])), shifted);
    expect(added).toEqual(['web-2', 'cache-2', 'zone-2', 'note-2']);
    expect(file().zones?.[1]?.members).toEqual(['web-2', 'cache-2']);
  });

  it('keeps names that are free', () => {
    const nodes = [{ id: 'db-1', kind: 'database' as const }];
    openFile({ version: 1, nodes }, { recorded: 'never' });
    const clip = clipOf(file(), new Set(['db-1']));
    expect(addClip(clip, shifted)).toEqual(['db']);
    openFile({ version: 1, nodes: [] }, { recorded: 'never' });
    expect(addClip(clip, shifted)).toEqual(['db-1']);
  });

  it('can be pasted into another document, connections and all', () => {
    const clip = clipOf(file(), new Set(['client', 'web', 'client-web']));
    openFile({ version: 1, nodes: [] }, { recorded: 'never' });
    expect(addClip(clip, shifted)).toEqual(['client', 'web']);
    expect(file().edges).toHaveLength(1);
  });
});
