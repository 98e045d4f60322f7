/**
 * What can be done to a drawing besides dragging: copies, alignment, layout, zones, notes. Loaded when somebody does
 * the first of these. Each is one step of undo.
 */
import { t } from '../i18n/i18n.ts';
import type { Edit } from '../stores/canvas-commands.ts';
import { addClip, type Clip, clipOf, isEmptyClip, type Shift } from '../stores/clipboard.ts';
import { documentStore, moveNodes, nameOf, removeElements } from '../stores/document.ts';
import { mapChoiceStore, showMap } from '../stores/map-choice.ts';
import { addNote, addZone } from '../stores/places.ts';
import { announce, showToast } from '../stores/session.ts';
import { type Alignment, aligned, alignments, type Spread, spread } from './align.ts';
import { freeShift } from './free-shift.ts';
import { cornerOf, layOut, movesFor } from './layout.ts';
import { type Axes, freePlace, type Place, placesOf } from './placement.ts';
import { shownPlaces, takenPlaces } from './shown-places.ts';
import { editOnceAdded } from './use-editing.ts';

/** What the canvas lends to an edit. */
export interface Desk {
  readonly axes: Axes;
  /** Ids of what is marked: nodes, connections, zones and notes. */
  marked(): readonly string[];
  mark(ids: readonly string[]): void;
  /** Where the hand is, or the middle of what is seen; as shown. */
  hand(): Place;
  /** Takes the keyboard's focus where what had it is gone. */
  takeFocus(): void;
  /** The whole drawing in sight. */
  fit(): void;
  /** The next drag draws a box. */
  box(): void;
}

let copied: Clip | null = null;

/** Whether there is something to paste. */
export const hasCopied = () => copied !== null;

export function edit(what: Edit, desk: Desk, ids: readonly string[] = desk.marked()): void {
  switch (what) {
    case 'copy':
      copy(ids);
      return;
    case 'cut':
      if (copy(ids)) remove(ids, desk);
      return;
    case 'paste':
      if (copied) put(copied, desk);
      return;
    case 'duplicate': {
      const clip = clipOf(documentStore.getState().file, new Set(ids));
      if (!isEmptyClip(clip)) put(clip, desk);
      return;
    }
    case 'remove':
      remove(ids, desk);
      return;
    case 'map':
      showMap(!mapChoiceStore.getState().isShown);
      return;
    case 'box':
      desk.box();
      return;
    case 'layOut':
      void arrange(ids, desk);
      return;
    case 'addNote':
      note(desk);
      return;
    case 'addZone':
    case 'addRegion':
      group(what === 'addZone' ? 'zone' : 'region', ids, desk);
      return;
    case 'across':
    case 'down':
      moveShown(ids, desk, (places) => spread(places, what satisfies Spread));
      return;
    default:
      moveShown(ids, desk, (places) => aligned(places, what satisfies Alignment));
  }
}

/** Alignments that cards of one size can have. */
export { alignments };

function copy(ids: readonly string[]): boolean {
  const clip = clipOf(documentStore.getState().file, new Set(ids));
  if (isEmptyClip(clip)) return false;
  copied = clip;
  announce(t('editing.copied', { count: clip.nodes.length + clip.notes.length }));
  return true;
}

/** At its old place where that is free (after cutting), else beside it, all parts as they stood to one another. */
function put(clip: Clip, { axes, mark }: Desk): void {
  const shown = shownPlaces(axes);
  const places = new Map<string, Place>();
  const found = new Map(clip.nodes.map((node) => [node.id, node.position ?? { x: 0, y: 0 }]));
  for (const note of clip.notes) found.set(note.id, note.position);
  for (const [id, place] of found) places.set(id, shown.get(id) ?? axes.show(place));
  const shift = freeShift(takenPlaces(axes), [...places.values()]);
  const placeOf = (id: string): Shift => {
    const place = places.get(id) ?? { x: 0, y: 0 };
    return axes.read({ x: place.x + shift.x, y: place.y + shift.y });
  };
  const added = addClip(clip, placeOf);
  if (added.length === 0) return;
  mark(added);
  announce(t('editing.pasted', { count: clip.nodes.length + clip.notes.length }));
}

function remove(marked: readonly string[], { mark, takeFocus }: Desk): void {
  const gone = new Set(marked);
  const { edges } = documentStore.getState().scenario;
  // A node takes its connections along: they are not counted, so that undo can name the node.
  const taken = edges.filter(({ source, target }) => gone.has(source) || gone.has(target));
  for (const { id } of taken) gone.delete(id);
  const ids = [...gone];
  if (ids.length === 0) return;
  removeElements(ids);
  mark([]);
  takeFocus();
  announce(t('canvas.removed', { count: ids.length }));
}

/**
 * The marked nodes, around their own corner; all of them where fewer than two are marked. The drawing can be changed while
 * the layout is worked out: who is still there is laid out, who came later stays where it is put.
 */
async function arrange(ids: readonly string[], desk: Desk): Promise<void> {
  const { scenario, work } = documentStore.getState();
  const marked = new Set(nodesAmong(ids));
  const isPart = marked.size > 1 && marked.size < scenario.nodes.length;
  const nodes = isPart ? scenario.nodes.filter(({ id }) => marked.has(id)) : scenario.nodes;
  if (nodes.length === 0) return;
  const places = await loadLayout()
    .then(({ layoutBeside }) => layOut({ ...scenario, nodes }, layoutBeside))
    .catch(() => null);
  if (!places) {
    showToast({ text: t('editing.layOutFailed'), tone: 'bad' });
    return;
  }
  const now = documentStore.getState();
  const there = now.work === work ? now.scenario.nodes : [];
  const before = placesOf(scenario);
  const corner = cornerOf(nodes.map(({ id }) => before.get(id)!));
  const moves = movesFor(places, corner, new Set(there.map(({ id }) => id)));
  if (moves.length === 0) {
    showToast({ text: t('editing.layOutLate') });
    return;
  }
  moveNodes(moves, 'new');
  if (!isPart) desk.fit();
  const known = new Set(scenario.nodes.map(({ id }) => id));
  const isChanged = moves.length < nodes.length || there.some(({ id }) => !known.has(id));
  if (isChanged) showToast({ text: t('editing.laidOutChanged', { count: moves.length }) });
  else announce(t('editing.laidOut', { count: moves.length }));
}

const loadLayout = () => import('./layout-worker.ts');

function note({ axes, hand, mark }: Desk): void {
  const id = addNote(axes.read(freePlace(takenPlaces(axes), hand())), t('editing.newNote'));
  if (id === null) return;
  editOnceAdded(id);
  mark([id]);
}

function group(kind: 'zone' | 'region', ids: readonly string[], { mark }: Desk): void {
  const { zones } = documentStore.getState().scenario;
  const inner = zones.filter((zone) => ids.includes(zone.id) && zone.kind === 'zone');
  const inside = new Set(inner.flatMap(({ members }) => members));
  const nodes = nodesAmong(ids).filter((id) => !inside.has(id));
  const members = [...(kind === 'region' ? inner.map(({ id }) => id) : []), ...nodes];
  if (members.length === 0) {
    showToast({ text: t('editing.nothingToGroup') });
    return;
  }
  const id = addZone(kind, members, freeLabel(kind));
  if (id === null) return;
  mark([id]);
  announce(t('editing.grouped', { name: nameOf(id), count: members.length }));
}

/** Zone A, zone B and so on; regions by number. */
function freeLabel(kind: 'zone' | 'region'): string {
  const taken = new Set(
    documentStore.getState().scenario.zones.map(({ id, label }) => label ?? id),
  );
  for (let n = 0; ; n++) {
    const isLetter = kind === 'zone' && n < 26;
    const mark = isLetter ? String.fromCharCode(65 + n) : String(n + 1);
    const label = t(kind === 'zone' ? 'editing.zoneNamed' : 'editing.regionNamed', { mark });
    if (!taken.has(label)) return label;
  }
}

function moveShown(
  ids: readonly string[],
  { axes }: Desk,
  move: (places: ReadonlyMap<string, Place>) => readonly { id: string; x: number; y: number }[],
): void {
  const shown = shownPlaces(axes);
  const places = new Map(nodesAmong(ids).map((id) => [id, shown.get(id)!]));
  if (places.size < 2) {
    showToast({ text: t('editing.markSeveral') });
    return;
  }
  const moves = move(places).map(({ id, x, y }) => ({ id, ...axes.read({ x, y }) }));
  if (moves.length === 0) return;
  moveNodes(moves, 'new');
  announce(t('editing.aligned', { count: places.size }));
}

function nodesAmong(ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  return documentStore
    .getState()
    .scenario.nodes.filter(({ id }) => wanted.has(id))
    .map(({ id }) => id);
}
