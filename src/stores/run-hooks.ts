/** React's view of the run: slow facts, at most ten times a second. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { TimelineEvent } from '../sim/recording.ts';
import { chartWindowStore, type TimeWindow, visibleWindow } from './chart-window.ts';
import { type NodeNow, nodeNow } from './now.ts';
import type { Recording } from './recording.ts';
import { player, type RunState, runStore } from './run.ts';

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(runStore, select);
}

/** Where a new run passes the cursor within this, nobody needs to be told that it was not there yet. */
const OUTDATED_AFTER_MS = 300;

/** Whether what is on screen is of the run before: the one asked for is still computed, or has failed. */
export function useOutdated(): boolean {
  const isOld = useRun(({ shape, run, requested }) => shape !== null && run !== requested);
  const [isForLong, setForLong] = useState(false);
  useEffect(() => {
    setForLong(false);
    if (!isOld) return;
    const timer = setTimeout(() => setForLong(true), OUTDATED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOld]);
  return isOld && isForLong;
}

/** The version after two seconds of playback. */
export const LATER_VERSION = 20;

/** Whether what the first view does not show may come: a long run need not be over for that. */
export function useLater(): boolean {
  return useRun(({ summary, version }) => summary !== null || version > LATER_VERSION);
}

/** Times that a run under way is looked at. */
const LOOKS = 8;

/** A look at a recording. That is one object which grows: another look is worth working out again what follows from all of it. */
export interface Look {
  readonly recording: Recording;
  readonly number: number;
}

/** A few looks while the run comes in and one at its end; null while nothing is recorded. */
export function useLook(): Look | null {
  const recording = useRun(() => player.recording());
  const number = useRun(({ bufferedNs, durationNs, summary }) =>
    summary ? LOOKS + 1 : durationNs > 0 ? Math.floor((LOOKS * bufferedNs) / durationNs) : 0,
  );
  return useMemo(() => (recording ? { recording, number } : null), [recording, number]);
}

/** What has happened so far: another list whenever there is more. */
export function useEvents(): readonly TimelineEvent[] {
  const recording = useRun(() => player.recording());
  const count = useRun(() => player.recording()?.events.length ?? 0);
  return useMemo(() => recording?.events.slice(0, count) ?? [], [recording, count]);
}

/** What the charts show of the run: the same object until that changes. */
export function useChartWindow(): TimeWindow {
  const zoomed = useStore(chartWindowStore, (state) => state.zoomed);
  const durationNs = useRun((state) => state.durationNs);
  return useMemo(() => visibleWindow(zoomed, durationNs), [zoomed, durationNs]);
}

/** The moment that somebody points at in a chart; null where nobody does. */
export function useHoverNs(): number | null {
  return useStore(chartWindowStore, (state) => state.hoverNs);
}

/** A node's life at the cursor: the same object until something about it has changed. */
export function useNodeNow(id: string): NodeNow {
  return useStore(runStore, () => nodeNow(id));
}

/** Calls back in every frame in which something may have moved, without rendering anything. */
export function useFrame(onFrame: (cursorNs: number) => void): void {
  const latest = useRef(onFrame);
  useLayoutEffect(() => {
    latest.current = onFrame;
    player.requestFrame();
  });
  useEffect(() => player.onFrame((cursorNs) => latest.current(cursorNs)), []);
}
