/** What lies over the plots: the cursor of playback. */
import { useRef } from 'react';
import type { TimeSpan } from '../charts/series.ts';
import { useFrame } from '../stores/run-hooks.ts';
import { MOVED, usePlayhead } from './playhead.ts';

/** Moved by a share of the plots' own width, as the time bar's handle is, so that the two are one line. */
export function CursorLine({
  window,
  widthPx,
}: {
  readonly window: TimeSpan;
  readonly widthPx: number;
}) {
  const carrier = useRef<HTMLDivElement>(null);
  usePlayhead(carrier, window, { widthPx, look: MOVED });
  useFrame((cursorNs) => {
    const isInside = cursorNs >= window.fromNs && cursorNs <= window.toNs;
    if (carrier.current) carrier.current.style.visibility = isInside ? '' : 'hidden';
  });
  return <div ref={carrier} className="cursor-line" aria-hidden />;
}
