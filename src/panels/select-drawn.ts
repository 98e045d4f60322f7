/** From a report of a run to the drawing, which may have moved on since. */
import type { TimelineEvent } from '../sim/recording.ts';
import { documentStore } from '../stores/document.ts';
import { closeRequest } from '../stores/requests.ts';
import { player, runStore } from '../stores/run.ts';
import { select } from '../stores/session.ts';

/** Selects a node, unless it is gone. */
export function selectDrawn(id: string | null | undefined): void {
  const { nodes } = documentStore.getState().scenario;
  if (id && nodes.some((node) => node.id === id)) select({ type: 'node', id });
}

/**
 * To a moment, and there to a node. It stops there, so that what is to be seen stays; and a request that is open would be
 * one of another moment.
 */
export function goTo(ns: number, id?: string | null): void {
  closeRequest();
  player.pause();
  player.seek(ns);
  selectDrawn(id);
}

/** To an event's moment, and to the node that it happened to. */
export function goToEvent({ atNs, node }: Pick<TimelineEvent, 'atNs' | 'node'>): void {
  goTo(atNs, runStore.getState().shape?.nodeIds[node]);
}
