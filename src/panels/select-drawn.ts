/** From a report of a run to the drawing, which may have moved on since. */
import { documentStore } from '../stores/document.ts';
import { select } from '../stores/session.ts';

/** Selects a node, unless it is gone. */
export function selectDrawn(id: string | undefined): void {
  const { nodes } = documentStore.getState().scenario;
  if (id !== undefined && nodes.some((node) => node.id === id)) select({ type: 'node', id });
}
