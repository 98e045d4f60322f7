/** The order in which a drawing is read aloud: from the clients on, along the connections. Pure. */
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';

/** Nodes by how many hops they are from where traffic begins; those that nothing leads to begin. */
export function readingOrder({ nodes, edges }: Scenario): readonly ScenarioNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const led = new Set(edges.map(({ target }) => target));
  const starts = [
    ...nodes.filter(({ kind }) => kind === 'client'),
    ...nodes.filter(({ id, kind }) => kind !== 'client' && !led.has(id)),
  ];
  // A set gives its members in order of arrival, those added on the way included.
  const reached = new Set(starts.map(({ id }) => id));
  for (const id of reached) {
    for (const edge of edges) if (edge.source === id) reached.add(edge.target);
  }
  // Those that only a circle leads to come last.
  for (const { id } of nodes) reached.add(id);
  return [...reached].flatMap((id) => byId.get(id) ?? []);
}
