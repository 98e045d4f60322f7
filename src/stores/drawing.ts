/** What is odd about the drawing, computed once a document. */
import {
  type Connection,
  checkDrawing,
  type DrawingProblem,
  mayConnect,
} from '../scenario/drawing.ts';
import type { Scenario } from '../scenario/schema.ts';
import { documentStore } from './document.ts';

export interface DrawingProblems {
  readonly all: readonly DrawingProblem[];
  /** By id of the node or edge; the weightiest first. */
  readonly byElement: ReadonlyMap<string, readonly DrawingProblem[]>;
}

let known: { readonly scenario: Scenario; readonly problems: DrawingProblems } | null = null;

export function drawingProblems(): DrawingProblems {
  const { scenario } = documentStore.getState();
  if (known?.scenario === scenario) return known.problems;
  const all = checkDrawing(scenario);
  const byElement = new Map<string, DrawingProblem[]>();
  for (const problem of all) {
    const id = problem.node ?? problem.edge;
    if (id === undefined) continue;
    const found = byElement.get(id) ?? [];
    byElement.set(id, problem.severity === 'error' ? [problem, ...found] : [...found, problem]);
  }
  known = { scenario, problems: { all, byElement } };
  return known.problems;
}

export function mayConnectNow(source: string, target: string): Connection {
  return mayConnect(documentStore.getState().scenario, source, target);
}
