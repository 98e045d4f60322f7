/**
 * The canvas: React Flow shows the document and does not own it. Its changes become commits, its selection the
 * session's; what moves is drawn by the request layer.
 */
import {
  type AriaLabelConfig,
  type Connection,
  ConnectionMode,
  type Edge,
  type FinalConnectionState,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore as useFlowStore,
  useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import {
  type DragEvent,
  lazy,
  type MouseEvent,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { problemSentence } from '../i18n/problem.ts';
import { tellRefusal } from '../i18n/refused.ts';
import { kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { hasKeys } from '../scenario/keyed-nodes.ts';
import { wantedSight } from '../stores/canvas-commands.ts';
import { connect, documentStore, nameOf, refuseEdit } from '../stores/document.ts';
import { mayConnectNow } from '../stores/drawing.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { useLater } from '../stores/run-hooks.ts';
import {
  announce,
  KIND_DRAG_TYPE,
  openCache,
  select,
  sessionStore,
  showToast,
} from '../stores/session.ts';

import { LOW, PHONE, UPRIGHT, useMedia } from '../ui/media.ts';
import { CameraButtons } from './camera-buttons.tsx';
import type { FaultItems } from './element-menu.tsx';
import type { CanvasNode, LinkEdge, NoteNode, ZoneNode } from './flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import { Ground } from './ground.tsx';
import { useHeldKeys } from './held-keys.ts';
import { ConnectionLine, LinkLine } from './link-edge.tsx';
import type { CanvasMenuAt } from './menus.tsx';
import { NodeCard } from './node-card.tsx';
import { panHandlers } from './panning.ts';
import { landscape, upright } from './placement.ts';
import type { ReadOnlyWays } from './read-only-menu.tsx';
import { RequestLayer } from './request-layer.tsx';
import { MAX_ZOOM, MIN_ZOOM, viewportOf } from './sight.ts';
import { addKindAt, fitOptions, type Hold, useCommands } from './use-commands.ts';
import { useElements } from './use-elements.ts';
import './canvas.css';

// Not part of the first view, nor are their words.
const DrawingInWords = lazy(async () => ({
  default: (await import('./drawing-in-words.tsx')).DrawingInWords,
}));
const Menus = lazy(async () => {
  const [{ CanvasMenu }] = await Promise.all([import('./menus.tsx'), loadRest()]);
  return { default: CanvasMenu };
});
const Zone = lazy(async () => {
  const [{ ZoneFrame }] = await Promise.all([import('./zone-frame.tsx'), loadRest()]);
  return { default: ZoneFrame };
});
const Note = lazy(async () => {
  const [{ NoteCard }] = await Promise.all([import('./note-card.tsx'), loadRest()]);
  return { default: NoteCard };
});
const Aids = lazy(async () => {
  const [{ Aids }] = await Promise.all([import('./aids.tsx'), loadRest()]);
  return { default: Aids };
});
const Extras = lazy(async () => {
  const [{ CameraExtras }] = await Promise.all([import('./camera-extras.tsx'), loadRest()]);
  return { default: CameraExtras };
});
const nodeTypes = {
  card: NodeCard,
  zone: ({ data }: NodeProps<ZoneNode>) => (
    <Suspense>
      <Zone data={data} />
    </Suspense>
  ),
  note: ({ data }: NodeProps<NoteNode>) => (
    <Suspense>
      <Note data={data} />
    </Suspense>
  ),
};
const edgeTypes = { link: LinkLine };
/** Below this a card shows its name and its number only, larger; on a phone sooner: it is held no nearer for that. */
const FAR_ZOOM = 0.62;
const FAR_ZOOM_PHONE = 0.84;
/** Below this they are larger still: words of less than ten pixels are hard to read. */
const SMALL_ZOOM = 0.6;
/** Below this even those are no more than three pixels high: what is left is how busy it is and how it fares. */
const TINY_ZOOM = 0.17;
/** From here on cards seen from afar are kept cheap to paint. */
const CROWDED_NODES = 150;

interface CanvasProps {
  /** None where nothing can be done to the drawing. */
  readonly faultItems?: FaultItems | undefined;
  /** None in a figure, where there is nothing to lead to. */
  readonly readOnlyWays?: ReadOnlyWays | undefined;
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ faultItems, readOnlyWays }: CanvasProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<CanvasNode, LinkEdge>();
  const work = useDocument((state) => state.work);
  const isEmpty = useDocument(({ scenario }) => !scenario.nodes.length && !scenario.notes.length);
  const isCrowded = useDocument((state) => state.file.nodes.length > CROWDED_NODES);
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const isFigure = useSession((state) => state.isFigure);
  const axes = useMedia(UPRIGHT) ? upright : landscape;
  const isLow = useMedia(LOW);
  const isTouched = useMedia('(pointer: coarse)');
  const hold = useRef<Hold>({ isByHand: false, before: null });
  const farZoom = useMedia(PHONE) ? FAR_ZOOM_PHONE : FAR_ZOOM;
  const distance = useFlowStore((state) => distanceAt(state.transform[2], farZoom));
  const { nodes, edges, onNodesChange, onEdgesChange, marking, places, snapper } =
    useElements(axes);
  const [menu, setMenu] = useState<CanvasMenuAt | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const isLater = useLater();
  const selected = useSession(({ selection }) => selection?.id ?? null);
  const looked = useMemo(
    () => new Set([hovered, selected].filter((id) => id !== null)),
    [hovered, selected],
  );
  const [isDropTarget, setIsDropTarget] = useState(false);
  const spoken = useSpoken(isReadOnly);
  const [isBoxing, setBoxing] = useState(false);
  useCommands(frame, axes, { hold, marking, setBoxing });

  const [panning] = useState(() => panHandlers(frame));
  useHeldKeys();
  useLongPress(frame);

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
      tellRefusal(connected, showToast);
      if (connected.ok) {
        announce(t('canvas.connected', { source: nameOf(source), target: nameOf(target) }));
      }
    },
    [t],
  );
  const onConnectEnd = useCallback((_event: unknown, state: FinalConnectionState) => {
    if (state.isValid !== false || !state.fromNode || !state.toNode) return;
    void sayWhyNot(state.fromNode.id, state.toNode.id);
  }, []);
  const onContextMenu = useCallback(
    (event: MouseEvent, { id, type = 'link' }: CanvasNode | LinkEdge) => {
      event.preventDefault();
      if (isFigure && refuseEdit()) return;
      const marked = marking.marked();
      if (marked.size > 1 && marked.has(id)) {
        setMenu({ ...menuPlace(event), type: 'several', id: '' });
        return;
      }
      const element = { card: 'node', link: 'edge', zone: 'zone', note: 'note' } as const;
      select({ type: element[type], id });
      setMenu({ ...menuPlace(event), type: element[type], id });
    },
    [marking, isFigure],
  );
  const onPaneMenu = useCallback(
    (event: globalThis.MouseEvent | MouseEvent) => {
      event.preventDefault();
      if (isFigure && refuseEdit()) return;
      const type = marking.marked().size > 1 ? 'several' : 'pane';
      setMenu({ ...menuPlace(event), type, id: '' });
    },
    [marking, isFigure],
  );
  const onDragStop = useCallback(
    (_event: unknown, _node: unknown, dragged: CanvasNode[]) => {
      const ids = dragged.flatMap(({ id, type }) => (type === 'card' ? [id] : []));
      places?.dropInto(ids, axes);
    },
    [places, axes],
  );

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
      className={`canvas ${isDropTarget ? 'is-drop-target' : ''} ${distance} ${isCrowded ? 'is-crowded' : ''}`}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setIsDropTarget(false)}
    >
      <ReactFlow<CanvasNode, LinkEdge>
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
        {...panning}
        // A move of ours has no event.
        onMove={(event, view) => {
          if (event) hold.current.isByHand = true;
          panning.onMove(event, view);
        }}
        // The page's keys: React Flow hears them behind dialogs as well.
        deleteKeyCode={null}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        // In an article the wheel and the thumb scroll the article; the buttons and a pinch zoom.
        zoomOnScroll={!isFigure}
        preventScrolling={!isFigure}
        panOnDrag={!isBoxing && !(isFigure && isTouched)}
        // Space plays; an empty spot drags the canvas without it.
        panActivationKeyCode={null}
        selectionKeyCode="Shift"
        selectionOnDrag={isBoxing}
        onSelectionEnd={() => setBoxing(false)}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={null}
        onNodeContextMenu={onContextMenu}
        onNodeDoubleClick={onNodeDoubleClick}
        onEdgeContextMenu={onContextMenu}
        onPaneContextMenu={onPaneMenu}
        onSelectionContextMenu={onPaneMenu}
        onEdgeMouseEnter={(_event, { id }) => setHovered(id)}
        onEdgeMouseLeave={() => setHovered(null)}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(event, dragged) => onDragStop(event, null, dragged)}
        fitView={wantedSight(work) === null}
        fitViewOptions={fitOptions(axes)}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        nodeClickDistance={4}
        zoomOnDoubleClick={false}
        aria-label={t('canvas.label')}
        ariaLabelConfig={spoken}
      >
        <Ground />
        {isLater ? (
          <Suspense>
            <Aids looked={looked} axes={axes} snapper={snapper} frame={frame} hold={hold} />
            <DrawingInWords />
          </Suspense>
        ) : null}
        <RequestLayer />
      </ReactFlow>
      <CameraButtons
        onZoom={() => {
          hold.current.isByHand = true;
        }}
      >
        {isLater && !isFigure ? (
          <Suspense>
            <Extras boxing={{ isOn: isBoxing, set: setBoxing }} />
          </Suspense>
        ) : null}
      </CameraButtons>
      {isEmpty ? (
        <div className="canvas-empty">
          <h2>{t('canvas.emptyTitle')}</h2>
          <p>{t('canvas.emptyHelp')}</p>
        </div>
      ) : null}
      {menu ? (
        <Suspense>
          <Menus at={menu} {...{ faultItems, readOnlyWays }} onClose={() => setMenu(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function distanceAt(zoom: number, farZoom: number): string {
  if (zoom < TINY_ZOOM) return 'is-far is-tiny';
  return zoom < SMALL_ZOOM ? 'is-far is-small' : zoom < farZoom ? 'is-far' : '';
}

/** Where there is a screen to touch. */
function useLongPress(frame: RefObject<HTMLDivElement | null>): void {
  const isTouched = useMedia('(any-pointer: coarse)');
  useEffect(() => {
    if (!isTouched) return;
    const stop = import('./long-press.ts').then(({ listenToLongPress }) =>
      frame.current ? listenToLongPress(frame.current) : () => undefined,
    );
    return () => void stop.then((end) => end());
  }, [isTouched, frame]);
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

function isAllowed({ source, target }: Connection | Edge): boolean {
  return mayConnectNow(source, target).ok;
}

async function sayWhyNot(source: string, target: string): Promise<void> {
  const answer = mayConnectNow(source, target);
  if (answer.ok) return;
  await loadRest();
  const text = problemSentence({ code: answer.code, values: { source, target } }, nameOf);
  showToast({ text, tone: 'bad' });
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(kindViews, text);
}

/** From the keyboard the event has no place of its own: the element's does. */
function menuPlace(event: globalThis.MouseEvent | MouseEvent): {
  readonly x: number;
  readonly y: number;
} {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = (event.target as Element).getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** A second click on a cache looks into it; its dots are buttons of their own. */
function onNodeDoubleClick(event: { readonly target: EventTarget }, node: CanvasNode): void {
  if (node.type !== 'card') return;
  const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
  // A figure has no room for the inside.
  if (!isOnButton && !sessionStore.getState().isFigure && hasKeys(node.data.node))
    openCache(node.id);
}
