/**
 * The document: the one scenario being edited. Immutable, changed only through `commit`, undoable, kept sparse.
 *
 * `file` is what is saved and shared; `scenario` is the same with every default filled in, for whoever reads. A
 * change that would break the schema is refused whole, with the reasons.
 */
import { createStore } from 'zustand/vanilla';
import { problem } from '../base/said.ts';
import { checkScenario } from '../scenario/check.ts';
import { mayConnect } from '../scenario/drawing.ts';
import { defaultEdgeParams, defaultNodeParams, type Kind } from '../scenario/editing.ts';
import type { Fault, Scenario, ScenarioFile } from '../scenario/schema.ts';
import type { ScenarioIssue } from '../scenario/schema-issues.ts';
import { struckIn } from '../scenario/zones.ts';
import { freeId } from './free-id.ts';
import {
  type Change,
  emptyHistory,
  type History,
  type Recorded,
  record,
  stepBack,
  stepForward,
} from './history.ts';
import { isPlain, type Plain, sparseValue, valueAt, withValueAt } from './sparse.ts';

type FileFault = NonNullable<ScenarioFile['faults']>[number];

export type Committed =
  | { readonly ok: true }
  | { readonly ok: false; readonly issues: readonly ScenarioIssue[] };

interface Document {
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
  /** Numbers the works of this session: opening something begins a new one. */
  readonly work: number;
  /** False for something opened and not yet changed (a link, an example): autosave leaves the user's own work alone. */
  readonly isOwn: boolean;
  /** A read-only link: watched and inspected, never changed. `duplicate` makes work of one's own of it. */
  readonly isReadOnly: boolean;
}

export interface DocumentState extends Document {
  /** Changes refused because of that, so that the page can say why. */
  readonly refusedEdits: number;
  /** What undo would take back; null when there is nothing. */
  readonly undoLabel: Change | null;
  readonly redoLabel: Change | null;
  /** Wall clock, ms since 1970; null while the latest change is not saved. */
  readonly savedAt: number | null;
}

const emptyFile: ScenarioFile = { version: 1, nodes: [] };

let history: History<Document> = emptyHistory;

export const documentStore = createStore<DocumentState>(() => {
  const read = checkScenario(emptyFile);
  if (!read.ok) throw new Error('the empty scenario is not valid');
  return {
    file: emptyFile,
    scenario: read.scenario,
    work: 0,
    isOwn: false,
    isReadOnly: false,
    refusedEdits: 0,
    undoLabel: null,
    redoLabel: null,
    savedAt: null,
  };
});

/** True where nothing may be changed; whoever shows the document then says why. */
export function refuseEdit(): boolean {
  const { isReadOnly, refusedEdits } = documentStore.getState();
  if (isReadOnly) documentStore.setState({ refusedEdits: refusedEdits + 1 });
  return isReadOnly;
}

export function commit(
  label: Change,
  change: (file: ScenarioFile) => ScenarioFile,
  recorded: Recorded,
): Committed {
  if (refuseEdit()) return { ok: false, issues: [{ path: '', said: problem('readOnly') }] };
  const before = present();
  const file = change(before.file);
  if (file === before.file) return { ok: true };
  const read = checkScenario(file);
  if (!read.ok) return { ok: false, issues: read.issues };
  const scenario = sharingNodes(read.scenario, file, before);
  put(label, { ...before, file, scenario, isOwn: true }, recorded);
  return { ok: true };
}

/**
 * Shows another document. `isOwn` false (a link, an example): nothing is saved until it is changed.
 * `recorded` `never` (a link) forgets the history: undo must not lead from one person's document into another's.
 */
export function openFile(
  file: ScenarioFile,
  {
    isOwn = true,
    isReadOnly = false,
    recorded = 'new',
    scenario = null,
  }: {
    readonly isOwn?: boolean;
    readonly isReadOnly?: boolean;
    readonly recorded?: Recorded;
    /** What the door has made of the file, where it has been read already: a large one takes many frames. */
    readonly scenario?: Scenario | null;
  } = {},
): Committed {
  const read = scenario ? { ok: true as const, scenario } : checkScenario(file);
  if (!read.ok) return { ok: false, issues: read.issues };
  if (recorded === 'never') history = emptyHistory;
  put(
    { what: 'open', name: read.scenario.name },
    { file, scenario: read.scenario, work: nextWork(), isOwn, isReadOnly },
    recorded,
  );
  return { ok: true };
}

/** The same document in other words: no step, no other work, and nobody's own if it was nobody's. */
export function reword(file: ScenarioFile): void {
  const read = checkScenario(file);
  if (read.ok) put({ what: 'scenario' }, { ...present(), file, scenario: read.scenario }, 'never');
}

/** Makes the user's own work of what is shown, under a name of its own. */
export function duplicate(name: string): void {
  const { file } = documentStore.getState();
  openFile({ ...file, name }, { recorded: 'never' });
}

export function undo(): Change | null {
  const label = documentStore.getState().undoLabel;
  restore(stepBack(history, present()));
  return label;
}

export function redo(): Change | null {
  const label = documentStore.getState().redoLabel;
  restore(stepForward(history, present()));
  return label;
}

export function markSaved(file: ScenarioFile, at: number): void {
  if (documentStore.getState().file === file) documentStore.setState({ savedAt: at });
}

export type Added = { readonly ok: true; readonly id: string } | (Committed & { ok: false });

/** Adds a node; a drawing has no room for more than so many. */
export function addNode(
  kind: Kind,
  position: { readonly x: number; readonly y: number },
  label?: string,
): Added {
  const id = freeId(idsIn(documentStore.getState().file), idStems[kind]);
  const node = { id, kind, position: rounded(position), ...(label ? { label } : {}) };
  const committed = commit(
    { what: 'add', name: label ?? id },
    (file) => ({ ...file, nodes: [...file.nodes, node] }),
    'new',
  );
  return committed.ok ? { ok: true, id } : committed;
}

export type Connected = Added | { readonly ok: false; readonly code: string };

/** Draws an edge of the kind that fits the two nodes; refused with a drawing code where none does. */
export function connect(source: string, target: string): Connected {
  const { scenario, file } = documentStore.getState();
  const allowed = mayConnect(scenario, source, target);
  if (refuseEdit()) return { ok: false, code: 'readOnly' };
  if (!allowed.ok) return { ok: false, code: allowed.code };
  const id = freeId(idsIn(file), `${source}-${target}`);
  const edge = { id, kind: allowed.kind, source, target };
  const committed = commit(
    { what: 'connect', name: `${nameOf(source)} → ${nameOf(target)}` },
    (before) => ({
      ...before,
      nodes: edge.kind === 'replication' ? withReplica(before.nodes, target) : before.nodes,
      edges: [...(before.edges ?? []), edge],
    }),
    'new',
  );
  return committed.ok ? { ok: true, id } : committed;
}

/** A database that another one is drawn to is meant as its replica, unless its role is written down. */
const withReplica = (nodes: ScenarioFile['nodes'], id: string): ScenarioFile['nodes'] =>
  nodes.map((node) =>
    node.id === id && node.kind === 'database' && node.params?.role === undefined
      ? { ...node, params: { ...node.params, role: 'replica' } }
      : node,
  );

/** Takes out nodes and edges, and what would be left pointing at them. */
export function removeElements(ids: readonly string[]): void {
  const gone = new Set(ids);
  commit(
    ids.length === 1
      ? { what: 'remove', name: nameOf(ids[0]!) }
      : { what: 'remove', count: ids.length },
    (file) => {
      const nodes = file.nodes.filter((node) => !gone.has(node.id));
      const edges = (file.edges ?? []).filter(
        (edge) => !gone.has(edge.id) && !gone.has(edge.source) && !gone.has(edge.target),
      );
      const zones = filledZones(file.zones ?? [], gone);
      for (const { id } of file.zones ?? []) {
        if (!zones.some((zone) => zone.id === id)) gone.add(id);
      }
      const faults = (file.faults ?? [])
        .filter((fault) => !gone.has(fault.target))
        .flatMap((fault) => withoutSides(fault, gone));
      const wasNode = nodes.length < file.nodes.length;
      return withoutIdleFaults({
        ...file,
        nodes: wasNode ? nodes.map((node) => withoutUses(node, gone)) : nodes,
        ...(file.edges ? { edges } : {}),
        ...(file.faults ? { faults } : {}),
        ...(file.zones ? { zones } : {}),
        ...(file.notes ? { notes: file.notes.filter(({ id }) => !gone.has(id)) } : {}),
      });
    },
    'new',
  );
}

/** Undefined puts the default back. */
export function setParam(nodeId: string, path: string, value: unknown): Committed {
  return commit(
    { what: 'setParam', name: nameOf(nodeId) },
    (file) => ({
      ...file,
      nodes: file.nodes.map((node) =>
        node.id === nodeId ? withParams(node, path, value, defaultNodeParams(node.kind)) : node,
      ),
    }),
    'new',
  );
}

export function setEdgeParam(edgeId: string, path: string, value: unknown): Committed {
  return commit(
    { what: 'setEdgeParam' },
    (file) => ({
      ...file,
      edges: (file.edges ?? []).map((edge) =>
        edge.id === edgeId ? withParams(edge, path, value, defaultEdgeParams(edge.kind)) : edge,
      ),
    }),
    'new',
  );
}

/** The scenario's own fields; undefined puts the default back. */
export function setScenario(
  fields: { readonly [K in ScenarioField]?: ScenarioFile[K] | undefined },
): Committed {
  return commit(
    { what: 'scenario' },
    (file) => {
      const next = { ...file, ...fields };
      // A key that is present and undefined would travel into links and files.
      for (const key of Object.keys(fields) as ScenarioField[]) {
        if (fields[key] === undefined) delete next[key];
      }
      return next as ScenarioFile;
    },
    'new',
  );
}
export type ScenarioField =
  | 'name'
  | 'description'
  | 'seed'
  | 'durationMs'
  | 'warmupMs'
  | 'objectives';

export function addFault(fault: Fault): Committed {
  return commit(
    { what: 'addFault', name: nameOf(fault.target) },
    (file) => ({
      ...file,
      faults: [...(file.faults ?? []), fault].sort((a, b) => a.atMs - b.atMs),
    }),
    'new',
  );
}

export function changeFault(index: number, fault: Fault, recorded: Recorded = 'new'): Committed {
  return commit(
    { what: 'changeFault' },
    (file) => ({ ...file, faults: (file.faults ?? []).map((f, i) => (i === index ? fault : f)) }),
    recorded,
  );
}

/** Several at once, as one step. */
export function setFaults(faults: readonly Fault[]): Committed {
  return commit({ what: 'changeFault' }, (file) => ({ ...file, faults: [...faults] }), 'new');
}

export function removeFault(index: number): Committed {
  return commit(
    { what: 'removeFault' },
    (file) => ({ ...file, faults: (file.faults ?? []).filter((_, i) => i !== index) }),
    'new',
  );
}

export type Move = { readonly id: string; readonly x: number; readonly y: number };

/** Part of a drag: the first of a drag is `new`, the rest `merge`. */
export function moveNodes(moves: readonly Move[], recorded: Recorded): void {
  if (refuseEdit()) return;
  const before = present();
  const places = new Map(moves.map((move) => [move.id, rounded(move)]));
  const place = <N extends { readonly id: string }>(node: N): N => {
    const position = places.get(node.id);
    return position ? { ...node, position } : node;
  };
  // Without the validator: a drag commits at every frame, and only coordinates change.
  const file = {
    ...before.file,
    nodes: before.file.nodes.map(place),
    ...(before.file.notes ? { notes: before.file.notes.map(place) } : {}),
  };
  const { scenario: whole } = before;
  const scenario = { ...whole, nodes: whole.nodes.map(place), notes: whole.notes.map(place) };
  const only = moves.length === 1 ? moves[0] : undefined;
  put(
    { what: 'move', ...(only ? { name: nameOf(only.id) } : { count: moves.length }) },
    { ...before, file, scenario, isOwn: true },
    recorded,
  );
}

export function moveNode(
  id: string,
  position: { readonly x: number; readonly y: number },
  recorded: Recorded,
): void {
  moveNodes([{ id, ...position }], recorded);
}

/** An empty label takes it out: the card then shows the id. */
export function renameNode(id: string, label: string): Committed {
  return commit(
    { what: 'rename', name: nameOf(id) },
    (file) => ({
      ...file,
      nodes: file.nodes.map((node) => {
        if (node.id !== id) return node;
        const { label: _, ...rest } = node;
        return (label === '' ? rest : { ...rest, label }) as typeof node;
      }),
    }),
    'new',
  );
}

export type FileNode = ScenarioFile['nodes'][number];

/** As the page names a node or a zone: its label, or its id. */
export function nameOf(id: string): string {
  const { nodes, zones = [] } = documentStore.getState().file;
  return [...nodes, ...zones].find((place) => place.id === id)?.label ?? id;
}

const idStems: Readonly<Record<Kind, string>> = {
  client: 'client',
  dns: 'dns',
  cdn: 'cdn',
  rateLimiter: 'limiter',
  loadBalancer: 'lb',
  webServer: 'web',
  cache: 'cache',
  database: 'db',
  shardRouter: 'router',
  queue: 'queue',
  worker: 'worker',
  objectStore: 'blobs',
  externalApi: 'api',
};

/** Of everything that has an id on the canvas. */
export function idsIn({ nodes, edges = [], zones = [], notes = [] }: ScenarioFile): Set<string> {
  return new Set([...nodes, ...edges, ...zones, ...notes].map(({ id }) => id));
}

function withParams<E extends { readonly params?: unknown }>(
  element: E,
  path: string,
  value: unknown,
  defaults: Plain,
): E {
  const fallback = valueAt(defaults, path);
  const kept =
    value === undefined ? undefined : sparseValue(value, fallback, hasFieldDefaults(path));
  const { params, ...rest } = element;
  const next = withValueAt(isPlain(params) ? params : {}, path, kept, defaults);
  return (Object.keys(next).length > 0 ? { ...rest, params: next } : rest) as E;
}

/** The client's keys are the one control whose value is an object of fields that each have a default. */
function hasFieldDefaults(path: string): boolean {
  return path === 'keys';
}

/** A partition whose other side is gone parts nobody; without this it would part everybody. */
function withoutSides(fault: FileFault, gone: ReadonlySet<string>): FileFault[] {
  if (fault.kind !== 'partition') return [fault];
  const { with: side, from, ...rest } = fault;
  const left = (ids: readonly string[]) => ids.filter((id) => !gone.has(id));
  if (from && left(from).length === 0) return [];
  return [
    { ...rest, ...(side ? { with: left(side) } : {}), ...(from ? { from: left(from) } : {}) },
  ];
}

/** A fault of a zone in which nothing is left that it strikes. */
function withoutIdleFaults(file: ScenarioFile): ScenarioFile {
  const { nodes, zones = [], faults } = file;
  if (!faults || zones.length === 0) return file;
  const isIdle = ({ kind, target }: FileFault) =>
    zones.some(({ id }) => id === target) && struckIn({ nodes, zones }, target, kind).length === 0;
  return { ...file, faults: faults.filter((fault) => !isIdle(fault)) };
}

/** Zones without what is gone; one that is left with nobody goes too, and a region with such a zone alone. */
function filledZones(
  zones: NonNullable<ScenarioFile['zones']>,
  gone: ReadonlySet<string>,
): NonNullable<ScenarioFile['zones']> {
  let isEmptied = false;
  const left = zones
    .filter(({ id }) => !gone.has(id))
    .flatMap((zone) => {
      const members = zone.members?.filter((id) => !gone.has(id));
      if (!members || members.length === zone.members?.length) return [zone];
      if (members.length > 0) return [{ ...zone, members }];
      isEmptied = true;
      return [];
    });
  if (!isEmptied) return left;
  const empty = zones.filter(({ id }) => !left.some((zone) => zone.id === id)).map(({ id }) => id);
  return filledZones(left, new Set([...gone, ...empty]));
}

function withoutUses<N extends ScenarioFile['nodes'][number]>(
  node: N,
  gone: ReadonlySet<string>,
): N {
  if (node.kind !== 'client' || !node.params?.operations) return node;
  const operations = node.params.operations.map((operation) => {
    if (!operation.uses?.some((id) => gone.has(id))) return operation;
    const { uses, ...rest } = operation;
    const left = uses.filter((id) => !gone.has(id));
    return left.length > 0 ? { ...rest, uses: left } : rest;
  });
  return { ...node, params: { ...node.params, operations } };
}

/**
 * The validator makes every node anew; nodes that the file did not change keep their object, so that their cards do
 * not render again.
 */
function sharingNodes(scenario: Scenario, file: ScenarioFile, before: Document): Scenario {
  const known = new Map(before.file.nodes.map((node, i) => [node, before.scenario.nodes[i]]));
  return {
    ...scenario,
    nodes: scenario.nodes.map((node, i) => known.get(file.nodes[i]!) ?? node),
  };
}

export const rounded = ({ x, y }: { readonly x: number; readonly y: number }) => ({
  x: Math.round(x),
  y: Math.round(y),
});

function present(): Document {
  const { file, scenario, work, isOwn, isReadOnly } = documentStore.getState();
  return { file, scenario, work, isOwn, isReadOnly };
}

let works = 0;
const nextWork = () => ++works;

function put(label: Change, document: Document, recorded: Recorded): void {
  history = record(history, { label, before: present(), recorded });
  show(document);
}

function restore(step: { readonly history: History<Document>; readonly value: Document } | null) {
  if (!step) return;
  history = step.history;
  show(step.value);
}

function show(document: Document): void {
  documentStore.setState({
    ...document,
    undoLabel: history.past.at(-1)?.label ?? null,
    redoLabel: history.future.at(-1)?.label ?? null,
    savedAt: null,
  });
}
