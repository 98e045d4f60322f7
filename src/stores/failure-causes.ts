/** Why requests failed in a stretch of a run: by cause, how many, since when, and at which node. Pure. */
import type { TimeWindow } from './chart-window.ts';
import type { Recording } from './recording.ts';
import { type Hop, hopsOf } from './request-split.ts';

export interface FailureCause {
  readonly cause: string;
  readonly count: number;
  /** Start of the first slice that has one. */
  readonly firstNs: number;
  /** Where most of those that were sampled failed; null where that is not known. */
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
  const failed = failedRequests(recording, clients, span);
  const hops = hopsOf(recording, new Set([...failed.values()].flat()));
  const found = causes.flatMap((cause, code): FailureCause[] => {
    const count = slices.reduce((sum, slice) => sum + recording.failures(slice, code), 0);
    const first = slices.find((slice) => recording.failures(slice, code) > 0);
    if (code === 0 || first === undefined) return [];
    const firstNs = Math.max(span.fromNs, first * sliceNs);
    const nodes = (failed.get(code) ?? []).flatMap(
      (request) => failedAt(hops.get(request)!, code, cause === 'timeout') ?? [],
    );
    const node = commonest(nodes) ?? crashedNear(recording, cause, first);
    return [{ cause, count, firstNs, id: node === null ? null : (nodeIds[node] ?? null) }];
  });
  return found.sort((a, b) => b.count - a.count);
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
