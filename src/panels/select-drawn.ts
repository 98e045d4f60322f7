/** From a report of a run to the drawing, which may have moved on since. */
import type { TimelineEvent } from '../sim/recording.ts';
import { documentStore } from '../stores/document.ts';
import { player, runStore } from '../stores/run.ts';
import { select } from '../stores/session.ts';

/** Selects a node, unless it is gone. */
export function selectDrawn(id: string | undefined): void {
  const { nodes } = documentStore.getState().scenario;
  if (id !== undefined && nodes.some((node) => node.id === id)) select({ type: 'node', id });
}

/** To an event's moment, and to the node that it happened to. */
export function goToEvent({ atNs, node }: Pick<TimelineEvent, 'atNs' | 'node'>): void {
  player.seek(atNs);
  selectDrawn(runStore.getState().shape?.nodeIds[node]);
}
