/** The page's own clipboard: a part of a drawing, as the file has it, with the connections inside it. */
import type { ScenarioFile } from '../scenario/schema.ts';
import { type Committed, commit, documentStore, type FileNode, idsIn } from './document.ts';
import { freeId } from './free-id.ts';

type List<K extends 'edges' | 'zones' | 'notes'> = NonNullable<ScenarioFile[K]>;

export interface Clip {
  readonly nodes: readonly FileNode[];
  readonly edges: List<'edges'>;
  readonly zones: List<'zones'>;
  readonly notes: List<'notes'>;
}

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** What is marked, the connections between marked nodes, and the zones that are marked or marked in all their members. */
export function clipOf(file: ScenarioFile, marked: ReadonlySet<string>): Clip {
  const zones = (file.zones ?? []).filter(({ id }) => marked.has(id));
  const inZones = new Set(zones.flatMap(({ members }) => members ?? []));
  const has = (id: string) => marked.has(id) || inZones.has(id);
  return {
    nodes: file.nodes.filter(({ id }) => has(id)),
    edges: (file.edges ?? []).filter(({ source, target }) => has(source) && has(target)),
    zones,
    notes: (file.notes ?? []).filter(({ id }) => marked.has(id)),
  };
}

export const isEmptyClip = ({ nodes, notes }: Clip) => nodes.length + notes.length === 0;

/** Adds a copy under new ids, moved in the document; answers the ids of what was added. One undo step. */
export function addClip(
  clip: Clip,
  placeOf: (id: string) => Shift,
  label: { readonly name?: string } = {},
): readonly string[] {
  const { file } = documentStore.getState();
  const renamed = newIds(clip, file);
  const to = (id: string) => renamed.get(id) ?? id;
  const placed = <P extends { readonly id: string }>(part: P) => ({
    ...part,
    id: to(part.id),
    position: placeOf(part.id),
  });
  const added: Committed = commit(
    { what: 'duplicate', ...label },
    (before) => ({
      ...before,
      nodes: [...before.nodes, ...clip.nodes.map((node) => withUses(placed(node), to))],
      edges: [
        ...(before.edges ?? []),
        ...clip.edges.map((edge) => ({
          ...edge,
          id: to(edge.id),
          source: to(edge.source),
          target: to(edge.target),
        })),
      ],
      ...withMore(
        'zones',
        before,
        clip.zones.map((zone) => ({
          ...zone,
          id: to(zone.id),
          members: (zone.members ?? []).filter((id) => renamed.has(id)).map(to),
        })),
      ),
      ...withMore('notes', before, clip.notes.map(placed)),
    }),
    'new',
  );
  if (!added.ok) return [];
  return [...clip.nodes, ...clip.zones, ...clip.notes].map(({ id }) => to(id));
}

/** A list that is not there is not written either. */
function withMore<K extends 'zones' | 'notes'>(
  key: K,
  file: ScenarioFile,
  more: List<K>,
): { readonly [key: string]: unknown } {
  return more.length > 0 ? { [key]: [...(file[key] ?? []), ...more] } : {};
}

/** An operation that names its dependencies names the copies, where they were copied too. */
function withUses(node: FileNode, to: (id: string) => string): FileNode {
  if (node.kind !== 'client' || !node.params?.operations) return node;
  const operations = node.params.operations.map((operation) =>
    operation.uses ? { ...operation, uses: operation.uses.map(to) } : operation,
  );
  return { ...node, params: { ...node.params, operations } };
}

function newIds(clip: Clip, file: ScenarioFile): ReadonlyMap<string, string> {
  const taken = idsIn(file);
  const renamed = new Map<string, string>();
  for (const { id } of [...clip.nodes, ...clip.zones, ...clip.notes, ...clip.edges]) {
    // In another document all keep their names, and with them the chance that they meet.
    const next = taken.has(id) ? freeId(taken, id.replace(/-\d+$/, '')) : id;
    taken.add(next);
    renamed.set(id, next);
  }
  return renamed;
}
