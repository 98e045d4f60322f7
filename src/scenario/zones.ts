/**
 * Zones: the nodes that stand in one place and can fail with it. A fault whose target is a zone strikes its members at
 * one moment; here it becomes faults on nodes, which is all that the engine knows.
 *
 * Models: what its members have in common is the moment. Leaves out: distance (a round trip is a param of each edge).
 */
import type { Fault, Scenario, ScenarioNode } from './schema.ts';

/** A fault on a node. A partition may be told of several: each of them is cut off. */
export type NodeFault = Fault & { readonly told?: readonly string[] };

type Node = Pick<ScenarioNode, 'id' | 'kind'>;
/** Of a scenario, or as a file writes it. */
interface Zone {
  readonly id: string;
  readonly kind?: 'zone' | 'region' | undefined;
  readonly members?: readonly string[] | undefined;
}
interface Placed {
  readonly nodes: readonly Node[];
  readonly zones: readonly Zone[];
}

/** Ids of the nodes in a zone, and in the zones inside it, whatever the file's order; undefined for what is no zone. */
export function membersOf(zones: readonly Zone[], id: string): readonly string[] | undefined {
  const zone = zones.find((zone) => zone.id === id);
  if (!zone) return undefined;
  const { kind = 'zone', members = [] } = zone;
  if (kind === 'zone') return [...new Set(members)].sort();
  // Zones inside a region hold nodes only (references.ts): no further step, so that a file of circles ends too.
  const inner = new Map(zones.map((zone) => [zone.id, zone.members]));
  return [...new Set(members.flatMap((member) => inner.get(member) ?? member))].sort();
}

/** What a fault of this kind can strike. A client stands for people: they do not crash, they come more often. */
export function canStrike(kind: Fault['kind'], node: Node): boolean {
  switch (kind) {
    case 'spike':
      return node.kind === 'client';
    case 'flush':
      return node.kind === 'cache' || node.kind === 'cdn';
    case 'crash':
    case 'instanceCrash':
    case 'slowdown':
    case 'loss':
    case 'partition':
      return node.kind !== 'client';
    default:
      return kind satisfies never;
  }
}

/** The members of a zone that a fault of this kind strikes. */
export function struckIn({ nodes, zones }: Placed, zone: string, kind: Fault['kind']): string[] {
  const strikable = new Set(nodes.filter((node) => canStrike(kind, node)).map(({ id }) => id));
  return (membersOf(zones, zone) ?? []).filter((id) => strikable.has(id));
}

/** Every fault as the nodes meet it. */
export function faultsOnNodes(scenario: Placed & Pick<Scenario, 'faults'>): readonly NodeFault[] {
  if (scenario.zones.length === 0) return scenario.faults;
  return scenario.faults.flatMap((fault): NodeFault[] => {
    if (fault.kind === 'partition') return partitionOfNodes(scenario, fault);
    if (!membersOf(scenario.zones, fault.target)) return [fault];
    return struckIn(scenario, fault.target, fault.kind).map((target) => {
      const { id: _, ...rest } = fault;
      return { ...rest, target };
    });
  });
}

/** One cut between two sides, however many nodes are on each. */
function partitionOfNodes(scenario: Placed, fault: Fault & { kind: 'partition' }): NodeFault[] {
  const { with: along, from, ...rest } = fault;
  const flat = (ids: readonly string[]) => ids.flatMap((id) => membersOf(scenario.zones, id) ?? id);
  const side = flat([fault.target, ...(along ?? [])]);
  const isZone = membersOf(scenario.zones, fault.target) !== undefined;
  const told = isZone ? struckIn(scenario, fault.target, fault.kind) : [fault.target];
  const [target] = told;
  if (target === undefined) return [];
  return [
    {
      ...rest,
      target,
      ...(side.length > 1 ? { with: side.filter((id) => id !== target) } : {}),
      ...(from ? { from: flat(from) } : {}),
      ...(told.length > 1 ? { told } : {}),
    },
  ];
}
