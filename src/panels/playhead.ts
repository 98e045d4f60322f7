/**
 * What moves with the cursor across an axis of time: an animation that the browser runs beside the page's own thread, set
 * right where playback does not do what it foresees. Written in every frame instead, each half a pixel had the browser
 * sort all of the page's layers anew, 3 ms with 100 nodes.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { TimeSpan } from '../charts/series.ts';
import { runStore } from '../stores/run.ts';
import { useFrame } from '../stores/run-hooks.ts';

/** As wide as the axis, and moved by a share of itself. */
export const MOVED = { transform: ['translateX(0)', 'translateX(100%)'] };
/** Grows from the axis' beginning. */
export const GROWN = { transform: ['scaleX(0)', 'scaleX(1)'] };

/** Its name among the page's animations: it is where playback stands, and goes on where other movement is not wanted. */
const PLAYHEAD = 'playhead';

export function usePlayhead(
  element: RefObject<HTMLElement | null>,
  { fromNs, toNs }: TimeSpan,
  { widthPx, look }: { readonly widthPx: number; readonly look: PropertyIndexedKeyframes },
): void {
  const latest = useRef<Animation>(null);
  const durationMs = (toNs - fromNs) / 1e6;
  // Half pixels: less is not seen, and what does not move need not be drawn.
  const steps = Math.round(widthPx * 2) || 1;
  useLayoutEffect(() => {
    const animation = element.current!.animate(look, {
      id: PLAYHEAD,
      duration: durationMs,
      easing: `steps(${steps})`,
      fill: 'both',
    });
    animation.pause();
    latest.current = animation;
    return () => animation.cancel();
  }, [element, look, durationMs, steps]);
  useFrame((cursorNs) => {
    const animation = latest.current!;
    const { playing, waiting, speed } = runStore.getState();
    const atMs = Math.max(0, Math.min(durationMs, (cursorNs - fromNs) / 1e6));
    const isMoving = playing && !waiting && atMs > 0 && atMs < durationMs;
    if (isMoving && animation.playbackRate !== speed) animation.playbackRate = speed;
    if (isMoving !== (animation.playState === 'running')) animation[isMoving ? 'play' : 'pause']();
    const off = Math.abs(Number(animation.currentTime) - atMs);
    if (off > (isMoving ? durationMs / steps : 0)) animation.currentTime = atMs;
  });
}
