/**
 * How much of what reaches a node was asked for before: a call over a link on which an earlier one of the same request had
 * failed by then. Told from the sampled hops, so that retries by a client and by a server on the way count alike. Pure.
 * Leaves out: a retry that went another way than the call before it.
 */
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

export function retriedAt(
  node: number,
  { recording, scenario, span }: RetriedSource,
): Retried | null {
  const { hops, shape } = recording;
  const { links } = shape;
  const failedNs = new Map<number, number>();
  let calls = 0;
  let again = 0;
  for (const columns of hops) {
    for (let hop = 0; hop < columns.count; hop++) {
      const link = columns.link[hop]!;
      if (links[link]!.target !== node || links[link]!.kind !== 'request') continue;
      const sentNs = columns.sentNs[hop]!;
      const call = columns.request[hop]! * links.length + link;
      if (sentNs >= span.fromNs && sentNs < span.toNs) {
        calls++;
        if (sentNs >= (failedNs.get(call) ?? Infinity)) again++;
      }
      // In the order of their ends: the first that failed is met before those that came of it.
      if (columns.outcome[hop] !== 0 && !failedNs.has(call)) {
        failedNs.set(call, columns.endedNs[hop]!);
      }
    }
  }
  if (calls < CALLS_MIN) return null;
  return { share: again / calls, by: retriersOf(shape.nodeIds[node]!, scenario) };
}

interface RetriedSource {
  readonly recording: Recording;
  readonly scenario: Scenario;
  readonly span: TimeWindow;
}

function retriersOf(id: string, { nodes, edges }: Scenario): string[] {
  const callers = new Set([id]);
  // Grows while it is walked: who calls a caller leads there, too.
  for (const target of callers) {
    for (const edge of edges) {
      if (edge.kind === 'request' && edge.target === target) callers.add(edge.source);
    }
  }
  const isRetrier = (node: ScenarioNode) =>
    (node.kind === 'client' && node.params.retry.maxRetries > 0) ||
    edges.some(
      (edge) =>
        edge.kind === 'request' &&
        edge.source === node.id &&
        callers.has(edge.target) &&
        edge.params.retry.maxRetries > 0,
    );
  return nodes.filter((node) => callers.has(node.id) && isRetrier(node)).map((node) => node.id);
}
