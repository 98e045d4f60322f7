/** Clicking and dragging along a time axis: the cursor follows, and playback goes on from where it is let go. */
import { type PointerEvent, type RefObject, useMemo, useRef } from 'react';
import type { TimeSpan } from '../charts/series.ts';
import { player, runStore } from '../stores/run.ts';

const wholeRun = () => ({ fromNs: 0, toNs: runStore.getState().durationNs });

export interface SeekDrag {
  /** For the element that is dragged on. */
  readonly handlers: DragHandlers;
  /** The moment under a point of the window. */
  nsAt(clientX: number): number;
}

interface DragHandlers {
  onPointerDown(pointer: PointerEvent): void;
  onPointerMove(pointer: PointerEvent): void;
  onPointerUp(pointer: PointerEvent): void;
  onPointerCancel(pointer: PointerEvent): void;
}

/** A finger that is taken away points at nothing any more; a mouse still does. */
export const isLifted = ({ pointerType }: PointerEvent) => pointerType !== 'mouse';

export function useSeekDrag(
  axis: RefObject<HTMLElement | null>,
  {
    snap = (ns) => ns,
    span = wholeRun,
  }: {
    readonly snap?: (ns: number) => number;
    /** What the axis stands for; it must not change from render to render. */
    readonly span?: () => TimeSpan;
  } = {},
): SeekDrag {
  const snapTo = useRef(snap);
  snapTo.current = snap;
  return useMemo(() => {
    let wasPlaying: boolean | null = null;

    function nsAt(clientX: number): number {
      const box = axis.current?.getBoundingClientRect();
      const { fromNs, toNs } = span();
      if (!box || box.width === 0) return fromNs;
      const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
      return fromNs + share * (toNs - fromNs);
    }

    function release() {
      if (wasPlaying) player.play();
      wasPlaying = null;
    }

    const handlers: DragHandlers = {
      onPointerDown(pointer) {
        if (pointer.button !== 0) return;
        pointer.currentTarget.setPointerCapture(pointer.pointerId);
        wasPlaying = runStore.getState().playing;
        player.pause();
        player.seek(snapTo.current(nsAt(pointer.clientX)));
      },
      onPointerMove(pointer) {
        if (wasPlaying !== null) player.seek(snapTo.current(nsAt(pointer.clientX)));
      },
      onPointerUp: release,
      onPointerCancel: release,
    };
    return { nsAt, handlers };
  }, [axis, span]);
}
