/** React's view of the run: slow facts, at most ten times a second. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type NodeNow, nodeNow } from './now.ts';
import { player, type RunState, runStore } from './run.ts';

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(runStore, select);
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
