/** Drawing problems, for React. */
import { useStore } from 'zustand';
import type { DrawingProblem } from '../scenario/drawing.ts';
import { documentStore } from './document.ts';
import { drawingProblems } from './drawing.ts';

const NONE: readonly DrawingProblem[] = [];

/** Of one node or edge. */
export function useDrawingProblems(id: string): readonly DrawingProblem[] {
  const key = useStore(documentStore, () => JSON.stringify(drawingProblems().byElement.get(id)));
  // The key is what has changed or not; the list itself is made anew with every document.
  return key === undefined ? NONE : (drawingProblems().byElement.get(id) ?? NONE);
}

export function useDrawingProblem(id: string): DrawingProblem | null {
  return useDrawingProblems(id)[0] ?? null;
}

export function useAllDrawingProblems(): readonly DrawingProblem[] {
  return useStore(documentStore, () => drawingProblems().all);
}
