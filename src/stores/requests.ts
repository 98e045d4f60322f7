/** Which request is open, and how it came to be: the page's part of it that is there from the start. */
import { createStore } from 'zustand/vanilla';
import { type NotableColumns, SLOW } from '../sim/recording.ts';
import { windowNs } from './chart-window.ts';
import type { ListName } from './notable-lists.ts';
import { player } from './run.ts';

/** The tabs beside the charts. */
export type Outcome = 'story' | 'results' | 'why' | 'requests';

/** Where a request was opened: the focus goes back there. */
export type OpenedFrom = 'list' | 'charts' | 'canvas';

export interface RequestsState {
  readonly outcome: Outcome;
  /** Number of the request that is open. */
  readonly opened: number | null;
  readonly openedFrom: OpenedFrom;
  /** Which requests are listed: kept while another tab is shown. */
  readonly list: ListName;
  /** Only those around the cursor. */
  readonly isNear: boolean;
}

export const requestsStore = createStore<RequestsState>(() => ({
  outcome: 'story',
  opened: null,
  openedFrom: 'list',
  list: 'slowest',
  isNear: false,
}));

export function showOutcome(outcome: Outcome): void {
  requestsStore.setState({ outcome });
}

export function openRequest(opened: number, openedFrom: OpenedFrom = 'list'): void {
  requestsStore.setState({ outcome: 'requests', opened, openedFrom });
}

export function listRequests(choice: Partial<Pick<RequestsState, 'list' | 'isNear'>>): void {
  requestsStore.setState(choice);
}

export function closeRequest(): void {
  requestsStore.setState({ opened: null });
}

/** A two-hundredth of what the charts show, either way: what lies under a point of one. */
const NEAR_SHARE = 200;

/** Opens the slowest of the requests that were answered around a moment; false where none is known. */
export function openSlowestNear(ns: number): boolean {
  const recording = player.recording();
  if (!recording) return false;
  const { fromNs, toNs } = windowNs();
  const reachNs = Math.max(recording.shape.sliceNs, (toNs - fromNs) / NEAR_SHARE);
  const found = slowestNear(recording.notable, ns, reachNs);
  if (found === null) return false;
  openRequest(found, 'charts');
  return true;
}

/** Its number, or null. */
export function slowestNear(
  notable: readonly NotableColumns[],
  ns: number,
  reachNs: number,
): number | null {
  let found: number | null = null;
  let longestNs = -1;
  for (const { count, why, request, sentNs, endedNs } of notable) {
    for (let row = 0; row < count; row++) {
      const tookNs = endedNs[row]! - sentNs[row]!;
      const isNear = Math.abs(endedNs[row]! - ns) <= reachNs;
      if (why[row] !== SLOW || !isNear || tookNs <= longestNs) continue;
      found = request[row]!;
      longestNs = tookNs;
    }
  }
  return found;
}
