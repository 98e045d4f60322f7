/** What the rest of the page may ask of the canvas, and where its camera goes. */
import {
  getViewportForBounds,
  type ReactFlowInstance,
  useReactFlow,
  useStoreApi,
  type Viewport,
} from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { currentLanguage } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { tellRefusal } from '../i18n/refused.ts';
import { kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { harmlessEdits, provideCommands } from '../stores/canvas-commands.ts';
import { addNode, documentStore, refuseEdit } from '../stores/document.ts';
import { select, sessionStore, showToast } from '../stores/session.ts';
import { LOW, PHONE } from '../ui/media.ts';
import { calmDuration } from './camera.ts';
import type { CanvasNode, LinkEdge } from './flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import {
  type Axes,
  besideCard,
  freePlace,
  landscape,
  onGrid,
  type Place,
  placesOf,
  upright,
  waysOf,
} from './placement.ts';
import { shownPlaces, takenPlaces } from './shown-places.ts';
import { MIN_ZOOM, sightOf } from './sight.ts';
import type { Marking } from './use-elements.ts';

/** Pixels around the drawing: for the legend above, and for the caption and the camera's buttons below. */
function roomAround(axes: Axes, isLow = matchMedia(LOW).matches) {
  const side = axes === upright ? 12 : 28;
  // A figure is small and cannot be scrolled: its caption has room of its own (figure.css).
  if (sessionStore.getState().isFigure) return { top: 44, right: side, bottom: 66, left: side };
  // A low screen has the sheets' buttons and the caption above and its free room beside the drawing.
  if (isLow) return { top: 50, right: side, bottom: 12, left: side };
  if (axes === landscape) return { top: 44, right: side, bottom: 76, left: side };
  // Upright there is height to spare: a phone's caption stands above its buttons, its legend has two lines, and a
  // zone's name stands above the cards that are fitted.
  const hasTitles = documentStore.getState().scenario.zones.length > 0;
  const bottom = matchMedia(PHONE).matches ? 132 : 96;
  return { top: hasTitles ? 82 : 52, right: side, bottom, left: side };
}
const paddingOf = ({ top, right, bottom, left }: ReturnType<typeof roomAround>) =>
  ({ top: `${top}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` }) as const;
export const fitOptions = (axes: Axes, isLow?: boolean) => ({
  padding: paddingOf(roomAround(axes, isLow)),
  maxZoom: 1.15,
});
/** Below this a drawing that grows is no longer shown whole: its cards would be too small to work with. */
const GROWING_ZOOM_MIN = 0.4;

/** The camera's state that React Flow does not know. */
export interface Hold {
  /** The user has panned or zoomed: what is shown is their choice, and only moved as far as needed. */
  isByHand: boolean;
  /** Where the camera was before it made way for a sheet. */
  before: Viewport | null;
}

export function useCommands(
  frame: RefObject<HTMLDivElement | null>,
  axes: Axes,
  {
    hold,
    marking,
    setBoxing,
  }: {
    readonly hold: RefObject<Hold>;
    readonly marking: Marking;
    readonly setBoxing: (isOn: boolean) => void;
  },
) {
  const flow = useReactFlow<CanvasNode, LinkEdge>();
  const store = useStoreApi<CanvasNode, LinkEdge>();
  useEffect(() => {
    const middle = () => {
      const box = frame.current?.getBoundingClientRect();
      return flow.screenToFlowPosition({
        x: (box?.left ?? 0) + (box?.width ?? 0) / 2,
        y: (box?.top ?? 0) + (box?.height ?? 0) / 2,
      });
    };
    /** Something new: all of the drawing, but for who has chosen a part of it. */
    const bringIn = (id: string) => {
      if (hold.current.isByHand || !showWhole(flow, frame.current, axes)) {
        reveal(flow, frame.current, { id, axes });
      }
    };
    return provideCommands({
      addKind(kind) {
        if (refuseEdit()) return null;
        const { x, y } = middle();
        const wanted =
          besideSelected(kind, axes) ?? onGrid({ x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 });
        const { edges } = documentStore.getState().scenario;
        const id = addKindAt(kind, axes, wanted, waysOf(edges, shownPlaces(axes)));
        if (id !== null) bringIn(id);
        return id;
      },
      edit(what, ids, at) {
        if (!harmlessEdits.includes(what) && refuseEdit()) return;
        const desk = {
          axes,
          marked: () => [...marking.marked()],
          mark(added: readonly string[]) {
            marking.mark(new Set(added));
            const id = added.find((one) => shownPlaces(axes).has(one));
            if (id !== undefined) bringIn(id);
            // Once it is drawn: the keyboard goes on from what has been made.
            requestAnimationFrame(() => focusOn(frame.current, added[0]));
          },
          takeFocus: () => void requestAnimationFrame(() => takeFocus(frame.current)),
          hand: () => (at ? flow.screenToFlowPosition(at) : middle()),
          fit: () => void flow.fitView({ ...fitOptions(axes), duration: calmDuration() }),
          box: () => setBoxing(true),
        };
        void loadEditing().then(({ edit }) => edit(what, desk, ids));
      },
      marked: () => [...marking.marked()],
      mark: (ids) => marking.mark(new Set(ids)),
      selectAll() {
        store.getState().addSelectedNodes(flow.getNodes().map(({ id }) => id));
      },
      fit() {
        hold.current.isByHand = false;
        void flow.fitView({ ...fitOptions(axes), duration: calmDuration() });
      },
      focusNode(id) {
        if (shownPlaces(axes).has(id)) reveal(flow, frame.current, { id, axes });
        else void flow.fitView({ ...fitOptions(axes), nodes: [{ id }], duration: calmDuration() });
        focusOn(frame.current, id);
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
    });
  }, [flow, store, frame, axes, hold, marking, setBoxing]);
}

function focusOn(frame: HTMLElement | null, id: string | undefined): void {
  if (id === undefined) return;
  const card = frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  // A field that has just been opened in it keeps the focus.
  if (!card?.contains(document.activeElement)) card?.focus({ preventScroll: true });
}

/** Of the page's part that the canvas stands in: from there Tab leads on. */
function takeFocus(frame: HTMLElement | null): void {
  if (document.activeElement === document.body) frame?.closest('main')?.focus();
}

let editing: Promise<typeof import('./editing.ts')> | null = null;

/** One promise for all who ask: what is done first happens first. Asked again where it failed. */
function loadEditing(): Promise<typeof import('./editing.ts')> {
  editing ??= Promise.all([import('./editing.ts'), loadRest()]).then(
    ([module]) => module,
    (error: unknown) => {
      editing = null;
      throw error;
    },
  );
  return editing;
}

/** Moves the camera back until the whole drawing is in sight; false when its cards would become too small. */
function showWhole(
  flow: ReactFlowInstance<CanvasNode, LinkEdge>,
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
  flow: ReactFlowInstance<CanvasNode, LinkEdge>,
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

function besideSelected(kind: Kind, axes: Axes): Place | null {
  const { selection } = sessionStore.getState();
  const { scenario } = documentStore.getState();
  const node = scenario.nodes.find(({ id }) => id === selection?.id);
  const place = node && placesOf(scenario).get(node.id);
  return place ? axes.show(besideCard(place, node.kind, kind)) : null;
}

/** On the nearest free place, named after its kind, and selected. */
export function addKindAt(
  kind: Kind,
  axes: Axes,
  wanted: Place,
  ways: readonly Float64Array[] = [],
): string | null {
  const { scenario } = documentStore.getState();
  const place = axes.read(freePlace(takenPlaces(axes), wanted, ways));
  const name = kindViews[kind].words[currentLanguage()].name;
  const taken = new Set(scenario.nodes.map((node) => node.label ?? node.id));
  let label = name;
  for (let n = 2; taken.has(label); n++) label = `${name} ${n}`;
  const added = addNode(kind, place, label);
  tellRefusal(added, showToast);
  if (!added.ok) return null;
  select({ type: 'node', id: added.id });
  return added.id;
}
