/**
 * Cards line up while they are dragged: what is dragged snaps to the cards and notes in sight, and lines show to which.
 * Alt, Ctrl or ⌘ held suspends it. Nothing here runs while nothing is dragged.
 */
import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { type RefObject, useEffect, useState } from 'react';
import { documentStore, type Move } from '../stores/document.ts';
import { noteBox } from './flow-places.ts';
import { type Box, boundsOf, boxAt } from './geometry.ts';
import { type Axes, placesOf } from './placement.ts';
import { type Guide, snap } from './snap.ts';
import './snap-guides.css';
import type { Snapper } from './use-elements.ts';

/** On the screen: near enough to be meant, far enough to get away from. */
const REACH_PX = 6;

export function SnapGuides({
  axes,
  snapper,
}: {
  readonly axes: Axes;
  readonly snapper: RefObject<Snapper | null>;
}) {
  const flow = useStoreApi();
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  useEffect(() => {
    let standing: ReadonlyMap<string, Box> | null = null;
    let shift = { x: 0, y: 0 };
    let isSuspended = false;
    snapper.current = (moves, isOver) => {
      if (isOver) {
        // Where it was last shown, whatever key has been let go since.
        standing = null;
        setGuides(noGuides);
      } else {
        standing ??= shownBoxes(axes);
        const found = isSuspended ? noSnap : snapAmong(standing, moves, flow.getState());
        shift = { x: found.x, y: found.y };
        setGuides(found.guides);
      }
      const { x, y } = shift;
      if (isOver) shift = { x: 0, y: 0 };
      return moves.map((move) => ({ id: move.id, x: move.x + x, y: move.y + y }));
    };
    const stop = new AbortController();
    const onKeys = ({ altKey, ctrlKey, metaKey }: KeyboardEvent | PointerEvent) => {
      isSuspended = altKey || ctrlKey || metaKey;
    };
    for (const type of ['keydown', 'keyup', 'pointerdown'] as const) {
      addEventListener(type, onKeys, { capture: true, signal: stop.signal });
    }
    return () => {
      snapper.current = null;
      stop.abort();
    };
  }, [axes, snapper, flow]);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="snap-guides" aria-hidden>
        {guides.map(({ axis, at, from, to }) => (
          <path
            key={axis + at}
            d={axis === 'x' ? `M${at} ${from}V${to}` : `M${from} ${at}H${to}`}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}

const noGuides: readonly Guide[] = [];
const noSnap = { x: 0, y: 0, guides: noGuides };

/** Cards and notes as shown, by id; zones are drawn around them and line up with them. */
function shownBoxes(axes: Axes): ReadonlyMap<string, Box> {
  const { scenario } = documentStore.getState();
  const boxes = new Map<string, Box>();
  for (const [id, place] of placesOf(scenario)) boxes.set(id, boxAt(axes.show(place)));
  for (const note of scenario.notes) boxes.set(note.id, noteBox(note, axes));
  return boxes;
}

interface Sight {
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
}

/** Several are one box, as a hand that moves them takes them. */
function snapAmong(standing: ReadonlyMap<string, Box>, moves: readonly Move[], sight: Sight) {
  const moved = new Set(moves.map(({ id }) => id));
  const group = boundsOf(
    moves.flatMap(({ id, x, y }) => {
      const box = standing.get(id);
      return box ? [{ ...box, x, y }] : [];
    }),
  );
  if (!group) return noSnap;
  const others = [...standing].flatMap(([id, box]) =>
    moved.has(id) || !isInSight(box, sight) ? [] : [box],
  );
  return snap(group, others, REACH_PX / sight.transform[2]);
}

/** Nobody lines up with what cannot be seen. */
function isInSight(box: Box, { transform: [x, y, zoom], width, height }: Sight): boolean {
  return (
    (box.x + box.width) * zoom + x > 0 &&
    box.x * zoom + x < width &&
    (box.y + box.height) * zoom + y > 0 &&
    box.y * zoom + y < height
  );
}
