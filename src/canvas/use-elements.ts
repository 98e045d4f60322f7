/** Cards and links of the document as React Flow has them, and what its changes do to the document. */
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { currentLanguage, useTranslation } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import type { Scenario } from '../scenario/schema.ts';
import { documentStore, type Move, moveNodes } from '../stores/document.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { isDrawn } from '../stores/selection.ts';
import { type Selection, select } from '../stores/session.ts';
import { type CanvasNode, flowEdges, flowNodes, type Names } from './flow.ts';
import type { Axes } from './placement.ts';

export interface Marking {
  /** Ids of what is marked: nodes, connections, zones and notes. */
  marked(): ReadonlySet<string>;
  mark(ids: ReadonlySet<string>): void;
}

/** Where a drag's moves shall lead instead, as shown; `isOver` with its last. */
export type Snapper = (moves: readonly Move[], isOver: boolean) => readonly Move[];

type PlaceNodes = typeof import('./flow-places.ts');

export function useElements(axes: Axes) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const file = useDocument((state) => state.file);
  const selection = useSession((state) => state.selection);
  // Several can be marked on the canvas; the session knows of one, which the inspector shows.
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const isDragging = useRef(false);
  const [makeNodes] = useState(flowNodes);
  const [makeEdges] = useState(flowEdges);
  const places = usePlaces(scenario);
  const snapper = useRef<Snapper>(null);

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
  const cards = useMemo(
    () => makeNodes(scenario, axes, { selected: marked, names }),
    [makeNodes, scenario, axes, marked, names],
  );
  const nodes = useMemo(
    (): CanvasNode[] =>
      places ? [...places.placeNodes(scenario, axes, { selected: marked, t }), ...cards] : cards,
    [places, scenario, axes, marked, cards, t],
  );
  const edges = useMemo(
    () => makeEdges(scenario, marked, names),
    [makeEdges, scenario, marked, names],
  );

  const markOnly = useCallback(
    (next: ReadonlySet<string>) => {
      mark(next);
      const only = next.size === 1 ? [...next][0]! : null;
      select(only === null ? null : { type: typeOf(only), id: only });
    },
    [mark],
  );
  // Undo may take what is marked.
  useEffect(() => {
    const left = [...latest.current].filter((id) => isDrawn(id, file));
    if (left.length < latest.current.size) markOnly(new Set(left));
  }, [file, markOnly]);
  const applySelection = useCallback(
    (changes: readonly (NodeChange<CanvasNode> | EdgeChange)[]) => {
      const selects = changes.filter((change) => change.type === 'select');
      if (selects.length === 0) return;
      const next = new Set(latest.current);
      for (const change of selects) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      markOnly(next);
    },
    [markOnly],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const shown = changes.flatMap((change) =>
        change.type === 'position' && change.position
          ? [{ id: change.id, ...change.position }]
          : [],
      );
      if (shown.length > 0) {
        // An arrow key's moves have no drag around them: steps close together are one.
        const isKey = changes.some((change) => change.type === 'position' && !change.dragging);
        const isNew = isKey ? !isDragging.current && keyPauseOver() : !isDragging.current;
        const meant = places?.movesOf(shown, axes) ?? shown;
        const isDrag = isDragging.current || !isKey;
        const snapped = (isDrag && snapper.current?.(meant, isKey)) || meant;
        const moves = snapped.map(({ id, x, y }) => ({ id, ...axes.read({ x, y }) }));
        moveNodes(moves, isNew ? 'new' : 'merge');
      }
      for (const change of changes) {
        if (change.type === 'position') isDragging.current = change.dragging ?? false;
      }
      applySelection(changes);
    },
    [applySelection, axes, places],
  );
  const marking = useMemo(
    (): Marking => ({ marked: () => latest.current, mark: markOnly }),
    [markOnly],
  );
  return { nodes, edges, onNodesChange, onEdgesChange: applySelection, marking, places, snapper };
}

/** Zones and notes come with what draws them, once a document has some. */
function usePlaces({ zones, notes }: Scenario): PlaceNodes | null {
  const [places, setPlaces] = useState<PlaceNodes | null>(null);
  const isWanted = zones.length + notes.length > 0;
  useEffect(() => {
    if (isWanted) void import('./flow-places.ts').then(setPlaces);
  }, [isWanted]);
  return places;
}

function typeOf(id: string): Selection['type'] {
  const { nodes, zones, notes } = documentStore.getState().scenario;
  const has = (list: readonly { readonly id: string }[]) => list.some((one) => one.id === id);
  if (has(nodes)) return 'node';
  if (has(zones)) return 'zone';
  return has(notes) ? 'note' : 'edge';
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
