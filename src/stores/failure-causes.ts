/** Why requests failed in a stretch of a run: by cause, how many, since when, and at which node. Pure. */
import type { TimeWindow } from './chart-window.ts';
import { firstFailed } from './notable-lists.ts';
import type { Recording } from './recording.ts';
import { type Hop, hopsOf } from './request-split.ts';

export interface FailureCause {
  readonly cause: string;
  readonly count: number;
  /** By client, the most first; null with one client alone, and where the recording cannot tell. */
  readonly clients: readonly { readonly id: string; readonly count: number }[] | null;
  /** When the first of them failed. */
  readonly firstNs: number;
  /** Where that one failed, as far as is known: nothing about the others. */
  readonly firstId: string | null;
  /** Where most of the first that were sampled failed; null where that is not known. */
  readonly id: string | null;
}

/** Enough of a cause to tell where it strikes. */
const ASKED_MAX = 50;

export function failuresIn(
  recording: Recording,
  clients: ReadonlySet<number>,
  span: TimeWindow,
  slices: readonly number[],
): FailureCause[] {
  const { causes, nodeIds, sliceNs } = recording.shape;
  const idOf = (node: number | null) => (node === null ? null : (nodeIds[node] ?? null));
  const failed = failedRequests(recording, clients, span);
  const hops = hopsOf(recording, new Set([...failed.values()].flat()));
  const found = causes.flatMap((cause, code): FailureCause[] => {
    const count = slices.reduce((sum, slice) => sum + recording.failures(slice, code), 0);
    const first = slices.find((slice) => recording.failures(slice, code) > 0);
    if (code === 0 || first === undefined) return [];
    const kept = firstFailed(recording.notable, code, first * sliceNs);
    const nodes = (failed.get(code) ?? []).flatMap(
      (request) => failedAt(hops.get(request)!, code, cause === 'timeout') ?? [],
    );
    const node = commonest(nodes) ?? crashedNear(recording, cause, first);
    // Whose time ran out blames the one it called, which may only have waited itself.
    const isPlain = cause !== 'timeout' && kept !== null && kept.culprit >= 0;
    return [
      {
        cause,
        count,
        clients: byClient(recording, clients, code, slices),
        firstNs: kept?.endedNs ?? Math.max(span.fromNs, first * sliceNs),
        firstId: idOf(isPlain ? kept.culprit : node),
        id: idOf(node),
      },
    ];
  });
  return found.sort((a, b) => b.count - a.count);
}

/** A slice counts failures by cause and by client, not both: it tells where it has one cause, or one client that failed. */
function byClient(
  recording: Recording,
  clients: ReadonlySet<number>,
  code: number,
  slices: readonly number[],
): FailureCause['clients'] {
  if (clients.size < 2) return null;
  const counts = new Map([...clients].map((client) => [client, 0]));
  for (const slice of slices) {
    const ofCause = recording.failures(slice, code);
    if (ofCause === 0) continue;
    const failed = [...clients].filter(
      (client) => recording.nodeValue(slice, client, 'failed') > 0,
    );
    const isOnly = ofCause === recording.totalValue(slice, 'failed');
    if (!isOnly && failed.length !== 1) return null;
    for (const client of failed) {
      const count = isOnly ? recording.nodeValue(slice, client, 'failed') : ofCause;
      counts.set(client, counts.get(client)! + count);
    }
  }
  return [...counts]
    .map(([client, count]) => ({ id: recording.shape.nodeIds[client]!, count }))
    .sort((a, b) => b.count - a.count);
}

/** Sampled requests whose last attempt failed, by the code of its cause. */
function failedRequests(
  { hops: pieces, shape }: Recording,
  clients: ReadonlySet<number>,
  { fromNs, toNs }: TimeWindow,
): Map<number, number[]> {
  const ends = new Map<number, { endedNs: number; code: number }>();
  for (const hops of pieces) {
    for (let hop = 0; hop < hops.count; hop++) {
      const endedNs = hops.endedNs[hop]!;
      if (endedNs < fromNs || endedNs > toNs) continue;
      if (!clients.has(shape.links[hops.link[hop]!]!.source)) continue;
      const request = hops.request[hop]!;
      if (endedNs < (ends.get(request)?.endedNs ?? 0)) continue;
      ends.set(request, { endedNs, code: hops.outcome[hop]! });
    }
  }
  const failed = new Map<number, number[]>();
  for (const [request, { code }] of ends) {
    if (code === 0) continue;
    const requests = failed.get(code) ?? [];
    if (requests.length < ASKED_MAX) requests.push(request);
    failed.set(code, requests);
  }
  return failed;
}

/**
 * The first call that failed of the cause: those above pass it on. Of those that ended at one moment the innermost is
 * recorded first. Whoever's time ran out waited for the call that was under way below.
 */
export function failedAt(hops: readonly Hop[], code: number, isTimeout: boolean): number | null {
  const failing = hops.filter(({ outcome }) => outcome === code);
  let at = failing.reduce<Hop | null>(
    (first, hop) => (first === null || hop.endedNs < first.endedNs ? hop : first),
    null,
  );
  if (at === null) return null;
  const endedNs = at.endedNs;
  for (let below: Hop | undefined = at; isTimeout && below !== undefined; ) {
    at = below;
    const { target, sentNs }: Hop = below;
    below = hops.find(
      (hop) =>
        hop.source === target &&
        hop.sentNs > sentNs &&
        hop.sentNs <= endedNs &&
        hop.endedNs >= endedNs,
    );
  }
  // It never left.
  return Number.isNaN(at.leftNs) ? at.source : at.target;
}

export function commonest(nodes: readonly number[]): number | null {
  const votes = new Map<number, number>();
  for (const node of nodes) votes.set(node, (votes.get(node) ?? 0) + 1);
  const [winner] = [...votes].sort((a, b) => b[1] - a[1]);
  return winner?.[0] ?? null;
}

/** None was sampled: what a crash does to its calls is known by its moment. */
function crashedNear({ events, shape }: Recording, cause: string, slice: number): number | null {
  if (cause !== 'reset' && cause !== 'refused') return null;
  const nearby = events.find(
    ({ event, atNs }) =>
      event === 'crashed' && Math.abs(Math.floor(atNs / shape.sliceNs) - slice) <= 1,
  );
  return nearby?.node ?? null;
}
