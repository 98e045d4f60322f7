/** What lies over the plots: the cursor of playback, the hair line under the pointer, the stretch being chosen. */
import { useRef } from 'react';
import { type TimeSpan, xScale } from '../charts/series.ts';
import { useFormat } from '../i18n/i18n.ts';
import { useFrame, useRun } from '../stores/run-hooks.ts';
import { clockText } from './clock.ts';
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

export function HairLine({ ns, window }: { readonly ns: number; readonly window: TimeSpan }) {
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  if (ns < window.fromNs || ns > window.toNs) return null;
  return (
    <div className="hair-line" style={{ left: `${xScale(window, 100)(ns)}%` }} aria-hidden>
      <span className="mono">{clockText(ns, speed, format)}</span>
    </div>
  );
}

export function Chosen({ span, window }: { readonly span: TimeSpan; readonly window: TimeSpan }) {
  const share = xScale(window, 100);
  const left = share(span.fromNs);
  const width = share(span.toNs) - left;
  return (
    <div className="chosen-span" style={{ left: `${left}%`, width: `${width}%` }} aria-hidden />
  );
}
