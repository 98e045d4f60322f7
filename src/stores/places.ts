/** Zones, regions and notes of the document: made, named, filled, moved. Each call is one undo step. */
import type { ScenarioFile } from '../scenario/schema.ts';
import { type Committed, commit, documentStore, idsIn, rounded } from './document.ts';
import { freeId } from './free-id.ts';

export type FileZone = NonNullable<ScenarioFile['zones']>[number];
export type FileNote = NonNullable<ScenarioFile['notes']>[number];

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Answers its id, or null where nothing may be changed. */
export function addZone(
  kind: 'zone' | 'region',
  members: readonly string[],
  label: string,
): string | null {
  const id = newId(kind);
  const zone: FileZone = { id, kind, label, members: [...members] };
  const added = commit(
    { what: 'add', name: label },
    (file) => ({ ...file, zones: [...(file.zones ?? []), zone] }),
    'new',
  );
  return added.ok ? id : null;
}

/** An empty label takes it out: the zone then shows its id. */
export function renameZone(id: string, label: string): Committed {
  return commit(
    { what: 'rename', name: zoneName(id) },
    (file) => withZone(file, id, ({ label: _, ...zone }) => (label ? { ...zone, label } : zone)),
    'new',
  );
}

/** Puts a node into a zone, or takes it out. */
export function setMember(id: string, node: string, isIn: boolean): Committed {
  return commit(
    { what: 'move', name: zoneName(id) },
    (file) =>
      withZone(file, id, (zone) => {
        const others = (zone.members ?? []).filter((member) => member !== node);
        return { ...zone, members: isIn ? [...others, node] : others };
      }),
    'new',
  );
}

/** Nodes that a drag has put into zones: part of the drag. */
export function joinZones(
  joins: ReadonlyMap<string, string>,
  drag: { readonly name?: string; readonly count?: number },
): void {
  commit(
    { what: 'move', ...drag },
    (file) => ({
      ...file,
      zones: (file.zones ?? []).map((zone) => {
        const joining = [...joins].filter(([, id]) => id === zone.id).map(([node]) => node);
        return joining.length > 0
          ? { ...zone, members: [...(zone.members ?? []), ...joining] }
          : zone;
      }),
    }),
    'merge',
  );
}

export function addNote(position: Place, text: string): string | null {
  const id = newId('note');
  const note: FileNote = { id, text, position: rounded(position) };
  const added = commit(
    { what: 'add', name: text },
    (file) => ({ ...file, notes: [...(file.notes ?? []), note] }),
    'new',
  );
  return added.ok ? id : null;
}

export function changeNote(
  id: string,
  change: Partial<Pick<FileNote, 'text' | 'size' | 'position'>>,
): Committed {
  return commit(
    { what: 'scenario' },
    (file) => ({
      ...file,
      notes: (file.notes ?? []).map((note) => (note.id === id ? { ...note, ...change } : note)),
    }),
    'new',
  );
}

export function zoneName(id: string): string {
  return documentStore.getState().scenario.zones.find((zone) => zone.id === id)?.label ?? id;
}

function withZone(
  file: ScenarioFile,
  id: string,
  change: (zone: FileZone) => FileZone,
): ScenarioFile {
  return {
    ...file,
    zones: (file.zones ?? []).map((zone) => (zone.id === id ? change(zone) : zone)),
  };
}

function newId(stem: string): string {
  return freeId(idsIn(documentStore.getState().file), stem);
}
