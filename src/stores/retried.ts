/**
 * How much of what reaches a node was asked for before: a call to it after an earlier one of the same request, to it or
 * to another that stands in for it (a member of its database set, another target of its balancer), and after a call on
 * the way there had failed. Told from the sampled hops, so that retries by a client and by a server on the way count
 * alike. Pure.
 * Leaves out: what a call asks. Where a server calls the node twice for one request and its own caller gives up in
 * between, the second counts as asked for again.
 */
import { databaseSets } from '../scenario/database-sets.ts';
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';
import type { TimeWindow } from './chart-window.ts';
import type { Recording } from './recording.ts';

export interface Retried {
  /** Of the calls that reach the node, 0–1. */
  readonly share: number;
  /** Whose calls lead there and may be made again. */
  readonly by: readonly string[];
}

/** Fewer tell no share. */
const CALLS_MIN = 50;

/** Null where too few calls are sampled, or nobody makes any again. */
export function retriedAt(
  node: number,
  { recording, scenario, span }: RetriedSource,
): Retried | null {
  const { hops, shape } = recording;
  const id = shape.nodeIds[node]!;
  const members = membersWith(id, scenario);
  const standIns = new Set([...members, ...besideOf(id, scenario)]);
  const callers = callersOf(members, scenario);
  const isThere = (to: string) => callers.has(to) || standIns.has(to);
  const by = scenario.nodes.filter(
    (each) => callers.has(each.id) && isRetrier(each, isThere, scenario),
  );
  if (by.length === 0) return null;
  const leads = shape.links.map(({ target, kind }) => {
    const to = shape.nodeIds[target]!;
    if (kind !== 'request' || !isThere(to)) return null;
    return standIns.has(to) ? 'here' : 'onTheWay';
  });
  const failedNs = firstFailures(recording, leads);
  const askedNs = firstCalls(hops, leads, failedNs);
  let calls = 0;
  let again = 0;
  for (const { count, link, request, sentNs } of hops) {
    for (let hop = 0; hop < count; hop++) {
      const { target, kind } = shape.links[link[hop]!]!;
      const atNs = sentNs[hop]!;
      if (target !== node || kind !== 'request' || atNs < span.fromNs || atNs >= span.toNs)
        continue;
      calls++;
      const whose = request[hop]!;
      if (atNs >= (failedNs.get(whose) ?? Infinity) && atNs > askedNs.get(whose)!) again++;
    }
  }
  return calls < CALLS_MIN ? null : { share: again / calls, by: by.map((each) => each.id) };
}

type Hops = Recording['hops'];
/** Where a link leads: to the node or one that stands in for it, to who calls those, or elsewhere. */
type Lead = 'here' | 'onTheWay' | null;

/** By request: when the first call there or on the way had failed. */
function firstFailures(
  { hops, shape }: Recording,
  leads: readonly Lead[],
): ReadonlyMap<number, number> {
  const overtaken = shape.causes.indexOf('overtaken');
  const first = new Map<number, number>();
  for (const { count, link, request, endedNs, outcome } of hops) {
    for (let hop = 0; hop < count; hop++) {
      if (outcome[hop] === 0 || outcome[hop] === overtaken || leads[link[hop]!] === null) continue;
      const before = first.get(request[hop]!) ?? Infinity;
      first.set(request[hop]!, Math.min(before, endedNs[hop]!));
    }
  }
  return first;
}

/** By request, of those that failed on the way: when the first call there set off. */
function firstCalls(
  hops: Hops,
  leads: readonly Lead[],
  failed: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { count, link, request, sentNs } of hops) {
    for (let hop = 0; hop < count; hop++) {
      if (leads[link[hop]!] !== 'here' || !failed.has(request[hop]!)) continue;
      const before = first.get(request[hop]!) ?? Infinity;
      first.set(request[hop]!, Math.min(before, sentNs[hop]!));
    }
  }
  return first;
}

interface RetriedSource {
  readonly recording: Recording;
  readonly scenario: Scenario;
  readonly span: TimeWindow;
}

/** The members of its database set: whoever calls one calls all. */
function membersWith(id: string, scenario: Scenario): readonly string[] {
  return databaseSets(scenario).sets.find(({ members }) => members.includes(id))?.members ?? [id];
}

/** The targets of whoever spreads its calls over it and others. */
function besideOf(id: string, { nodes, edges }: Scenario): readonly string[] {
  const isSpread = (source: string) =>
    nodes.some((node) => node.id === source && ['loadBalancer', 'dns'].includes(node.kind));
  const calls = edges.filter(({ kind }) => kind === 'request');
  const spreaders = calls.filter(({ source, target }) => target === id && isSpread(source));
  return spreaders.flatMap(({ source }) =>
    calls.filter((call) => call.source === source).map(({ target }) => target),
  );
}

/** Whoever calls one of them, whoever calls a caller, and they themselves. */
function callersOf(ids: readonly string[], { edges }: Scenario): ReadonlySet<string> {
  const callers = new Set(ids);
  // Grows while it is walked: who calls a caller leads there, too.
  for (const target of callers) {
    for (const edge of edges) {
      if (edge.kind === 'request' && edge.target === target) callers.add(edge.source);
    }
  }
  return callers;
}

function isRetrier(
  node: ScenarioNode,
  isThere: (to: string) => boolean,
  { edges }: Scenario,
): boolean {
  if (node.kind === 'client' && node.params.retry.maxRetries > 0) return true;
  return edges.some(
    ({ kind, source, target, params }) =>
      kind === 'request' && source === node.id && isThere(target) && params.retry.maxRetries > 0,
  );
}
