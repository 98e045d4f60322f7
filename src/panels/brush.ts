/** Choosing a stretch of the time axis by dragging: the charts then show that stretch. */
import { type PointerEvent, useState } from 'react';
import type { TimeSpan } from '../charts/series.ts';
import { showWindow } from '../stores/chart-window.ts';
import { player } from '../stores/run.ts';

/** A hand that moved less than this has clicked. */
const CLICK_PX = 4;

export interface Brush {
  /** What is being chosen, while the pointer is down. */
  readonly chosen: TimeSpan | null;
  start(pointer: PointerEvent): void;
  move(pointer: PointerEvent): void;
  end(pointer: PointerEvent): void;
  cancel(): void;
}

export function useBrush(nsAt: (clientX: number) => number): Brush {
  const [from, setFrom] = useState<{ readonly ns: number; readonly px: number } | null>(null);
  const [toNs, setToNs] = useState(0);
  const chosen = from && { fromNs: Math.min(from.ns, toNs), toNs: Math.max(from.ns, toNs) };
  return {
    chosen,
    start(pointer) {
      if (pointer.button !== 0) return;
      pointer.currentTarget.setPointerCapture(pointer.pointerId);
      const ns = nsAt(pointer.clientX);
      setFrom({ ns, px: pointer.clientX });
      setToNs(ns);
    },
    move(pointer) {
      if (from) setToNs(nsAt(pointer.clientX));
    },
    end(pointer) {
      if (!from || !chosen) return;
      if (Math.abs(pointer.clientX - from.px) < CLICK_PX) player.seek(from.ns);
      else showWindow(chosen);
      setFrom(null);
    },
    cancel: () => setFrom(null),
  };
}
