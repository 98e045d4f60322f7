/**
 * The canvas: React Flow shows the document and does not own it. Its changes become commits, its selection the
 * session's; what moves is drawn by the request layer.
 */
import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type Edge,
  type EdgeChange,
  type FinalConnectionState,
  getViewportForBounds,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  SelectionMode,
  useStore as useFlowStore,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import {
  type DragEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { currentLanguage, t, useTranslation } from '../i18n/i18n.ts';
import { problemSentence } from '../i18n/problem.ts';
import { kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { provideCommands, wantedSight } from '../stores/canvas-commands.ts';
import {
  addCopy,
  addNode,
  connect,
  documentStore,
  moveNodes,
  nameOf,
  refuseEdit,
  removeElements,
} from '../stores/document.ts';
import { mayConnectNow } from '../stores/drawing.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import {
  announce,
  KIND_DRAG_TYPE,
  openCache,
  select,
  sessionStore,
  showToast,
} from '../stores/session.ts';
import { LOW, UPRIGHT, useMedia } from '../ui/media.ts';
import { calmDuration } from './camera.ts';
import { CameraButtons } from './camera-buttons.tsx';
import { DrawingInWords } from './drawing-in-words.tsx';
import { ElementMenu, type FaultItems, type MenuAt } from './element-menu.tsx';
import { type CardNode, flowEdges, flowNodes, type LinkEdge, type Names } from './flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import { ConnectionLine, LinkLine } from './link-edge.tsx';
import { NodeCard } from './node-card.tsx';
import {
  type Axes,
  COLUMN,
  freePlace,
  landscape,
  type Place,
  placesOf,
  upright,
} from './placement.ts';
import { RequestLayer } from './request-layer.tsx';
import { MAX_ZOOM, MIN_ZOOM, sightOf, viewportOf } from './sight.ts';
import './canvas.css';

const nodeTypes = { card: NodeCard };
const edgeTypes = { link: LinkLine };
/** Pixels around the drawing: for the legend above, and for the caption and the camera's buttons below. */
function roomAround(axes: Axes, isLow = matchMedia(LOW).matches) {
  const side = axes === upright ? 12 : 28;
  // A low screen has the sheets' buttons above and its free room beside the drawing.
  return { top: isLow ? 50 : 44, right: side, bottom: isLow ? 12 : 76, left: side };
}
const paddingOf = ({ top, right, bottom, left }: ReturnType<typeof roomAround>) =>
  ({ top: `${top}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` }) as const;
const fitOptions = (axes: Axes, isLow?: boolean) => ({
  padding: paddingOf(roomAround(axes, isLow)),
  maxZoom: 1.15,
});
/** Below this a card shows its name and its number only, larger. */
const FAR_ZOOM = 0.62;
/** From here on cards seen from afar are kept cheap to paint. */
const CROWDED_NODES = 150;
/** Below this a drawing that grows is no longer shown whole: its cards would be too small to work with. */
const GROWING_ZOOM_MIN = 0.4;

/** The camera's state that React Flow does not know. */
interface Hold {
  /** The user has panned or zoomed: what is shown is their choice, and only moved as far as needed. */
  isByHand: boolean;
  /** Where the camera was before it made way for a sheet. */
  before: Viewport | null;
}

interface CanvasProps {
  /** None where nothing can be done to the drawing. */
  readonly faultItems?: FaultItems | undefined;
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ faultItems }: CanvasProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<CardNode, LinkEdge>();
  const work = useDocument((state) => state.work);
  const isEmpty = useDocument((state) => state.file.nodes.length === 0);
  const isCrowded = useDocument((state) => state.file.nodes.length > CROWDED_NODES);
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const isFigure = useSession((state) => state.isFigure);
  const axes = useMedia(UPRIGHT) ? upright : landscape;
  const isLow = useMedia(LOW);
  const isTouched = useMedia('(pointer: coarse)');
  const hold = useRef<Hold>({ isByHand: false, before: null });
  const isFar = useFlowStore((state) => state.transform[2] < FAR_ZOOM);
  const { nodes, edges, onNodesChange, onEdgesChange } = useElements(axes);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [isDropTarget, setIsDropTarget] = useState(false);
  const spoken = useSpoken(isReadOnly);
  useCommands(frame, axes, hold);

  // Another document, or a screen turned round: all of it in sight.
  useEffect(() => {
    if (work < 0) return;
    const sight = wantedSight(work);
    hold.current = { isByHand: sight !== null, before: null };
    if (sight && frame.current) void flow.setViewport(viewportOf(sight, frame.current, axes));
    else if (documentStore.getState().file.nodes.length > 0) {
      void flow.fitView(fitOptions(axes, isLow));
    } else void flow.setViewport({ x: 0, y: 0, zoom: 1 });
  }, [flow, work, axes, isLow]);

  const onConnect = useCallback(
    ({ source, target }: Connection) => {
      const connected = connect(source, target);
      if (connected.ok) {
        announce(t('canvas.connected', { source: nameOf(source), target: nameOf(target) }));
      }
    },
    [t],
  );
  const onConnectEnd = useCallback((_event: unknown, state: FinalConnectionState) => {
    if (state.isValid !== false || !state.fromNode || !state.toNode) return;
    sayWhyNot(state.fromNode.id, state.toNode.id);
  }, []);
  const onContextMenu = useCallback((event: MouseEvent, element: CardNode | LinkEdge) => {
    event.preventDefault();
    if (refuseEdit()) return;
    const type = element.type === 'card' ? 'node' : 'edge';
    select({ type, id: element.id });
    setMenu({ ...menuPlace(event), type, id: element.id });
  }, []);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsDropTarget(false);
    const kind = event.dataTransfer.getData(KIND_DRAG_TYPE);
    if (!isKind(kind) || refuseEdit()) return;
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addKindAt(kind, axes, { x: at.x - CARD_WIDTH / 2, y: at.y - CARD_HEIGHT / 2 });
  }
  function onDragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setIsDropTarget(true);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target only; the palette's buttons do the same.
    <div
      ref={frame}
      className={`canvas ${isDropTarget ? 'is-drop-target' : ''} ${isFar ? 'is-far' : ''} ${isCrowded ? 'is-crowded' : ''}`}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setIsDropTarget(false)}
    >
      <ReactFlow<CardNode, LinkEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isAllowed}
        connectionMode={ConnectionMode.Loose}
        connectionLineComponent={ConnectionLine}
        // Half a card: dropping anywhere on it counts.
        connectionRadius={70}
        // A move of ours has no event.
        onMove={(event) => {
          if (event) hold.current.isByHand = true;
        }}
        onDelete={removeAll}
        deleteKeyCode={isReadOnly ? null : deleteKeys}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        // In an article the wheel and the thumb scroll the article; the buttons and a pinch zoom.
        zoomOnScroll={!isFigure}
        preventScrolling={!isFigure}
        panOnDrag={!(isFigure && isTouched)}
        // Space plays; an empty spot drags the canvas without it.
        panActivationKeyCode={null}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={multiSelectKeys}
        onNodeContextMenu={onContextMenu}
        onNodeDoubleClick={onNodeDoubleClick}
        onEdgeContextMenu={onContextMenu}
        fitView={wantedSight(work) === null}
        fitViewOptions={fitOptions(axes)}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        nodeClickDistance={4}
        zoomOnDoubleClick={false}
        aria-label={t('canvas.label')}
        ariaLabelConfig={spoken}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />
        <RequestLayer />
        <DrawingInWords />
      </ReactFlow>
      <CameraButtons
        onZoom={() => {
          hold.current.isByHand = true;
        }}
      />
      {isEmpty ? (
        <div className="canvas-empty">
          <h2>{t('canvas.emptyTitle')}</h2>
          <p>{t('canvas.emptyHelp')}</p>
        </div>
      ) : null}
      {menu ? (
        <ElementMenu at={menu} faultItems={faultItems} onClose={() => setMenu(null)} />
      ) : null}
    </div>
  );
}

/** What React Flow itself says to screen readers. */
function useSpoken(isReadOnly: boolean): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      'node.a11yDescription.default': t(isReadOnly ? 'readOnly.elementHelp' : 'canvas.nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('canvas.nodeHelp'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }) => t('canvas.movedTo', { x, y }),
      'edge.a11yDescription.default': t(isReadOnly ? 'readOnly.elementHelp' : 'canvas.edgeHelp'),
    }),
    [t, isReadOnly],
  );
}

const deleteKeys = ['Delete', 'Backspace'];
const multiSelectKeys = ['Meta', 'Control'];

/** Cards and links of the document, and what React Flow's changes do to it. */
function useElements(axes: Axes) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const selection = useSession((state) => state.selection);
  // Several can be marked on the canvas; the session knows of one, which the inspector shows.
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const isDragging = useRef(false);
  const [makeNodes] = useState(flowNodes);
  const [makeEdges] = useState(flowEdges);

  // Read at once: React Flow reports nodes and links of one gesture in two calls.
  const latest = useRef(marked);
  const mark = useCallback((next: ReadonlySet<string>) => {
    latest.current = next;
    setMarked(next);
  }, []);

  useEffect(() => {
    const before = latest.current;
    if (selection && !(before.size === 1 && before.has(selection.id))) {
      mark(new Set([selection.id]));
    } else if (!selection && before.size === 1) {
      mark(new Set());
    }
  }, [selection, mark]);

  const names = useMemo((): Names => {
    const label = (id: string) => scenario.nodes.find((node) => node.id === id)?.label ?? id;
    return {
      node: (node) =>
        t('canvas.node', {
          kind: kindViews[node.kind].words[currentLanguage()].name,
          name: node.label ?? node.id,
        }),
      edge: (edge) =>
        t('canvas.edge', {
          kind: t(`edges.kinds.${edge.kind}`),
          source: label(edge.source),
          target: label(edge.target),
        }),
    };
  }, [scenario, t]);
  const nodes = useMemo(
    () => makeNodes(scenario, axes, { selected: marked, names }),
    [makeNodes, scenario, axes, marked, names],
  );
  const edges = useMemo(
    () => makeEdges(scenario, marked, names),
    [makeEdges, scenario, marked, names],
  );

  const applySelection = useCallback(
    (changes: readonly (NodeChange | EdgeChange)[]) => {
      const selects = changes.filter((change) => change.type === 'select');
      if (selects.length === 0) return;
      const next = new Set(latest.current);
      for (const change of selects) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      mark(next);
      const only = next.size === 1 ? [...next][0]! : null;
      const isNode = scenario.nodes.some((node) => node.id === only);
      select(only === null ? null : { type: isNode ? 'node' : 'edge', id: only });
    },
    [mark, scenario],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const moves = changes.flatMap((change) =>
        change.type === 'position' && change.position
          ? [{ id: change.id, ...axes.read(change.position) }]
          : [],
      );
      if (moves.length > 0) {
        // An arrow key's moves have no drag around them: steps close together are one.
        const isKey = changes.some((change) => change.type === 'position' && !change.dragging);
        const isNew = isKey ? !isDragging.current && keyPauseOver() : !isDragging.current;
        moveNodes(moves, isNew ? 'new' : 'merge');
      }
      for (const change of changes) {
        if (change.type === 'position') isDragging.current = change.dragging ?? false;
      }
      applySelection(changes);
    },
    [applySelection, axes],
  );
  return { nodes, edges, onNodesChange, onEdgesChange: applySelection };
}

/** Arrow keys within this time of one another are one step of the history. */
const KEY_PAUSE_MS = 800;
let lastKeyMs = 0;

function keyPauseOver(): boolean {
  const now = Date.now();
  const isOver = now - lastKeyMs > KEY_PAUSE_MS;
  lastKeyMs = now;
  return isOver;
}

function useCommands(
  frame: React.RefObject<HTMLDivElement | null>,
  axes: Axes,
  hold: React.RefObject<Hold>,
) {
  const flow = useReactFlow<CardNode, LinkEdge>();
  const store = useStoreApi<CardNode, LinkEdge>();
  useEffect(
    () =>
      provideCommands({
        addKind(kind) {
          if (refuseEdit()) return null;
          const box = frame.current?.getBoundingClientRect();
          const middle = flow.screenToFlowPosition({
            x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
            y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
          });
          const wanted = besideSelected(axes) ?? {
            x: middle.x - CARD_WIDTH / 2,
            y: middle.y - CARD_HEIGHT / 2,
          };
          const id = addKindAt(kind, axes, wanted);
          if (hold.current.isByHand || !showWhole(flow, frame.current, axes)) {
            reveal(flow, frame.current, { id, axes });
          }
          return id;
        },
        addCopy(original) {
          if (refuseEdit()) return null;
          const places = shownPlaces(axes);
          const wanted = places.get(original.id) ?? axes.show(original.position ?? { x: 0, y: 0 });
          const id = addCopy(original, axes.read(freePlace([...places.values()], wanted)));
          select({ type: 'node', id });
          reveal(flow, frame.current, { id, axes });
          return id;
        },
        selectAll() {
          store.getState().addSelectedNodes(flow.getNodes().map(({ id }) => id));
        },
        fit() {
          hold.current.isByHand = false;
          void flow.fitView({ ...fitOptions(axes), duration: calmDuration() });
        },
        focusNode(id) {
          reveal(flow, frame.current, { id, axes });
          const card = frame.current?.querySelector<HTMLElement>(
            `.react-flow__node[data-id="${CSS.escape(id)}"]`,
          );
          card?.focus({ preventScroll: true });
        },
        keepInSight(id, free) {
          hold.current.before ??= flow.getViewport();
          reveal(flow, frame.current, { id, axes, free });
        },
        sight() {
          if (!hold.current.isByHand || !frame.current) return null;
          return sightOf(flow.getViewport(), frame.current, axes);
        },
        letGo() {
          const { before } = hold.current;
          hold.current.before = null;
          if (before) void flow.setViewport(before, { duration: calmDuration() });
        },
      }),
    [flow, store, frame, axes, hold],
  );
}

/** Moves the camera back until the whole drawing is in sight; false when its cards would become too small. */
function showWhole(
  flow: ReactFlowInstance<CardNode, LinkEdge>,
  frame: HTMLElement | null,
  axes: Axes,
): boolean {
  if (!frame) return false;
  const { clientWidth: width, clientHeight: height } = frame;
  const places = [...shownPlaces(axes).values()];
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y));
  const bounds = {
    x: left,
    y: top,
    width: Math.max(...places.map(({ x }) => x)) + CARD_WIDTH - left,
    height: Math.max(...places.map(({ y }) => y)) + CARD_HEIGHT - top,
  };
  const { x, y, zoom } = flow.getViewport();
  const room = roomAround(axes);
  const isInSight =
    bounds.x * zoom + x >= room.left &&
    (bounds.x + bounds.width) * zoom + x <= width - room.right &&
    bounds.y * zoom + y >= room.top &&
    (bounds.y + bounds.height) * zoom + y <= height - room.bottom;
  if (isInSight) return true;
  // Never nearer than it was: only what no longer fits moves the camera.
  const whole = getViewportForBounds(bounds, width, height, MIN_ZOOM, zoom, paddingOf(room));
  if (whole.zoom < GROWING_ZOOM_MIN) return false;
  void flow.setViewport(whole, { duration: calmDuration() });
  return true;
}

interface RevealOptions {
  readonly id: string;
  readonly axes: Axes;
  /** Where something else begins to cover the canvas. */
  readonly free?: { readonly right: number; readonly bottom: number };
}

/** Moves the camera when the card is not wholly in sight. */
function reveal(
  flow: ReactFlowInstance<CardNode, LinkEdge>,
  frame: HTMLElement | null,
  { id, axes, free }: RevealOptions,
) {
  const place = shownPlaces(axes).get(id);
  const box = frame?.getBoundingClientRect();
  if (!place || !box) return;
  const corner = flow.flowToScreenPosition(place);
  const end = flow.flowToScreenPosition({ x: place.x + CARD_WIDTH, y: place.y + CARD_HEIGHT });
  // Only as far as needed: the eye keeps what it was looking at.
  const x = shift(corner.x, end.x, box.left, Math.min(box.right, free?.right ?? box.right));
  const y = shift(corner.y, end.y, box.top, Math.min(box.bottom, free?.bottom ?? box.bottom));
  if (x === 0 && y === 0) return;
  const camera = flow.getViewport();
  const moved = { x: camera.x + x, y: camera.y + y, zoom: camera.zoom };
  void flow.setViewport(moved, { duration: calmDuration() });
}

/** How far a span must move to lie inside another, with a margin. */
function shift(start: number, end: number, low: number, high: number): number {
  const margin = 24;
  if (start < low + margin) return low + margin - start;
  return end > high - margin ? high - margin - end : 0;
}

/** What is added in a row stands in a row: beside the node that is selected, in the direction of reading. */
function besideSelected(axes: Axes): Place | null {
  const { selection } = sessionStore.getState();
  const place = selection && placesOf(documentStore.getState().scenario).get(selection.id);
  return place ? axes.show({ x: place.x + COLUMN, y: place.y }) : null;
}

function shownPlaces(axes: Axes): ReadonlyMap<string, Place> {
  const places = placesOf(documentStore.getState().scenario);
  return new Map([...places].map(([id, place]) => [id, axes.show(place)]));
}

/** On the nearest free place, named after its kind, and selected. */
function addKindAt(kind: Kind, axes: Axes, wanted: Place): string {
  const { scenario } = documentStore.getState();
  const place = axes.read(freePlace([...shownPlaces(axes).values()], wanted));
  const name = kindViews[kind].words[currentLanguage()].name;
  const taken = new Set(scenario.nodes.map((node) => node.label ?? node.id));
  let label = name;
  for (let n = 2; taken.has(label); n++) label = `${name} ${n}`;
  const id = addNode(kind, place, label);
  select({ type: 'node', id });
  return id;
}

function removeAll({
  nodes,
  edges,
}: {
  readonly nodes: readonly CardNode[];
  readonly edges: readonly LinkEdge[];
}): void {
  const gone = new Set(nodes.map(({ id }) => id));
  // A node takes its links along: they are not counted, so that undo can name the node.
  const alone = edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target));
  const ids = [...gone, ...alone.map(({ id }) => id)];
  removeElements(ids);
  announce(t('canvas.removed', { count: ids.length }));
  const selected = sessionStore.getState().selection;
  if (selected && ids.includes(selected.id)) select(null);
}

function isAllowed({ source, target }: Connection | Edge): boolean {
  return mayConnectNow(source, target).ok;
}

function sayWhyNot(source: string, target: string): void {
  const answer = mayConnectNow(source, target);
  if (answer.ok) return;
  const text = problemSentence(
    { code: answer.code, values: { source: nameOf(source), target: nameOf(target) } },
    nameOf,
  );
  showToast({ text, tone: 'bad' });
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(kindViews, text);
}

/** From the keyboard the event has no place of its own: the element's does. */
function menuPlace(event: MouseEvent): { readonly x: number; readonly y: number } {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = (event.target as Element).getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** A second click on a cache looks into it; its dots are buttons of their own. */
function onNodeDoubleClick(event: { readonly target: EventTarget }, { data }: CardNode): void {
  const { kind, id } = data.node;
  const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
  // A figure has no room for the inside.
  if (!isOnButton && !sessionStore.getState().isFigure && (kind === 'cache' || kind === 'cdn'))
    openCache(id);
}
