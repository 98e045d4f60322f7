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

export function usePlayhead(
  element: RefObject<HTMLElement | null>,
  { fromNs, toNs }: TimeSpan,
  { widthPx, look }: { readonly widthPx: number; readonly look: PropertyIndexedKeyframes },
): void {
  const animation = useRef<Animation>(null);
  const durationMs = (toNs - fromNs) / 1e6;
  // Half pixels: less is not seen, and what does not move need not be drawn.
  const steps = Math.max(1, Math.round(widthPx * 2));
  useLayoutEffect(() => {
    const made = element.current?.animate(look, {
      duration: durationMs,
      easing: `steps(${steps})`,
      fill: 'both',
    });
    made?.pause();
    animation.current = made ?? null;
    return () => made?.cancel();
  }, [element, look, durationMs, steps]);
  useFrame((cursorNs) => {
    if (!animation.current) return;
    const { playing, waiting, speed } = runStore.getState();
    const atMs = Math.max(0, Math.min(durationMs, (cursorNs - fromNs) / 1e6));
    const isMoving = playing && !waiting && atMs > 0 && atMs < durationMs;
    place(animation.current, { atMs, reachMs: durationMs / steps, speed: isMoving ? speed : 0 });
  });
}

function place(
  animation: Animation,
  {
    atMs,
    reachMs,
    speed,
  }: { readonly atMs: number; readonly reachMs: number; readonly speed: number },
): void {
  if (speed === 0) {
    if (animation.playState !== 'paused') animation.pause();
  } else {
    if (animation.playbackRate !== speed) animation.playbackRate = speed;
    if (animation.playState !== 'running') animation.play();
  }
  const isMs = Number(animation.currentTime);
  if (speed === 0 ? isMs !== atMs : Math.abs(isMs - atMs) > reachMs) animation.currentTime = atMs;
}
