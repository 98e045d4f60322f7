/** What lies over the plots: the cursor of playback. */
import { memo, useRef } from 'react';
import type { TimeSpan } from '../charts/series.ts';
import { useFrame } from '../stores/run-hooks.ts';
import { MOVED, usePlayhead } from './playhead.ts';

/** Moved by a share of the plots' own width, as the time bar's handle is, so that the two are one line. */
export const CursorLine = memo(function CursorLine({
  window,
  widthPx,
}: {
  readonly window: TimeSpan;
  readonly widthPx: number;
}) {
  const carrier = useRef<HTMLDivElement>(null);
  const written = useRef(true);
  usePlayhead(carrier, window, { widthPx, look: MOVED });
  useFrame((cursorNs) => {
    const isInside = cursorNs >= window.fromNs && cursorNs <= window.toNs;
    if (isInside === written.current || !carrier.current) return;
    written.current = isInside;
    carrier.current.style.visibility = isInside ? '' : 'hidden';
  });
  return (
    <div className="cursor-rail" aria-hidden>
      <div ref={carrier} className="cursor-line" />
    </div>
  );
});
