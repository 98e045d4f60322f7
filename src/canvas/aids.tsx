/** What helps with the drawing and the first view does without: words on the connections, guides while dragging. */
import type { RefObject } from 'react';
import { LinkNotes } from './link-notes.tsx';
import type { Axes } from './placement.ts';
import { SnapGuides } from './snap-guides.tsx';
import type { Snapper } from './use-elements.ts';

export function Aids({
  looked,
  axes,
  snapper,
}: {
  /** Links that somebody looks at. */
  readonly looked: ReadonlySet<string>;
  readonly axes: Axes;
  readonly snapper: RefObject<Snapper | null>;
}) {
  return (
    <>
      <LinkNotes looked={looked} />
      <SnapGuides axes={axes} snapper={snapper} />
    </>
  );
}
