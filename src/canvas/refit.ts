/** Another size of the canvas: who has not moved the drawing by hand sees all of it again. */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { documentStore } from '../stores/document.ts';
import { calmDuration } from './camera.ts';
import type { CanvasNode, LinkEdge } from './flow.ts';
import type { Axes } from './placement.ts';
import { fitOptions, type Hold } from './use-commands.ts';

/** A window that is dragged larger has many sizes: the one at which it rests counts. */
const RESTS_MS = 150;

export function useRefit(
  frame: RefObject<HTMLElement | null>,
  hold: RefObject<Hold>,
  axes: Axes,
): void {
  const flow = useReactFlow<CanvasNode, LinkEdge>();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let before = sizeOf(element);
    let timer: ReturnType<typeof setTimeout> | undefined;
    function refit() {
      const isEmpty = documentStore.getState().file.nodes.length === 0;
      // What has made way for a sheet goes back by itself.
      if (isEmpty || hold.current.isByHand || hold.current.before !== null) return;
      void flow.fitView({ ...fitOptions(axes), duration: calmDuration() });
    }
    const observer = new ResizeObserver(() => {
      const now = sizeOf(element);
      if (now === before) return;
      before = now;
      clearTimeout(timer);
      timer = setTimeout(refit, RESTS_MS);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [flow, frame, hold, axes]);
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => `${clientWidth} ${clientHeight}`;
