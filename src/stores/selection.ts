/** What is selected is drawn: nothing stays selected that undo, another document or an older run has no more. */
import type { ScenarioFile } from '../scenario/schema.ts';
import { documentStore } from './document.ts';
import { select, sessionStore } from './session.ts';

export function keepSelection(): void {
  const drop = () => {
    const { selection } = sessionStore.getState();
    if (selection && !isDrawn(selection.id, documentStore.getState().file)) select(null);
  };
  documentStore.subscribe(drop);
  sessionStore.subscribe((state, before) => {
    if (state.selection !== before.selection) drop();
  });
}

/** Whether a document has such a node, connection, zone or note. */
export function isDrawn(
  id: string,
  { nodes, edges = [], zones = [], notes = [] }: ScenarioFile,
): boolean {
  return [nodes, edges, zones, notes].some((list) => list.some((one) => one.id === id));
}
