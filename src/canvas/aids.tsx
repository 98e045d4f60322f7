/**
 * What helps with the drawing and the first view does without: words on the connections, guides while dragging, the map.
 */
import { lazy, type RefObject, Suspense } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../stores/hooks.ts';
import { mapChoiceStore } from '../stores/map-choice.ts';
import { PHONE, useMedia } from '../ui/media.ts';
import { LinkNotes } from './link-notes.tsx';
import type { Axes } from './placement.ts';
import { useRefit } from './refit.ts';
import { SnapGuides } from './snap-guides.tsx';
import type { Hold } from './use-commands.ts';
import type { Snapper } from './use-elements.ts';

const Minimap = lazy(async () => ({ default: (await import('./minimap.tsx')).Minimap }));

export function Aids({
  looked,
  axes,
  snapper,
  frame,
  hold,
}: {
  /** Links that somebody looks at. */
  readonly looked: ReadonlySet<string>;
  readonly axes: Axes;
  readonly snapper: RefObject<Snapper | null>;
  readonly frame: RefObject<HTMLElement | null>;
  readonly hold: RefObject<Hold>;
}) {
  const isPhone = useMedia(PHONE);
  const isFigure = useSession((state) => state.isFigure);
  useRefit(frame, hold, axes);
  const isMapWanted = useStore(mapChoiceStore, (state) => state.isShown);
  return (
    <>
      <LinkNotes looked={looked} />
      <SnapGuides axes={axes} snapper={snapper} />
      {isMapWanted && !isPhone && !isFigure ? (
        <Suspense>
          <Minimap />
        </Suspense>
      ) : null}
    </>
  );
}
