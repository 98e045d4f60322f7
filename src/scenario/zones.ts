/**
 * Zones: the nodes that stand in one place and can fail with it. A fault whose target is a zone strikes its members at
 * one moment; here it becomes faults on nodes, which is all that the engine knows.
 *
 * Models: what its members have in common is the moment. Leaves out: distance (a round trip is a param of each edge).
 */
import { hasKeys } from './keyed-nodes.ts';
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
  return resolved(zones).get(id);
}

/** Members of all zones, those of zones inside a region counted with it again: what it takes to resolve them. */
export function memberCount(zones: readonly Zone[]): number {
  const sizes = new Map(zones.map(({ id, members = [] }) => [id, members.length]));
  const own = ({ kind = 'zone', members = [] }: Zone) =>
    kind === 'zone'
      ? members.length
      : members.reduce((sum, member) => sum + (sizes.get(member) ?? 1), 0);
  return zones.reduce((sum, zone) => sum + own(zone), 0);
}

const resolved = once((zones: readonly Zone[]): ReadonlyMap<string, readonly string[]> => {
  const lists = new Map(zones.map(({ id, members = [] }) => [id, members]));
  // Zones inside a region hold nodes only (references.ts): no further step, so that a file of circles ends too.
  const reached = ({ kind = 'zone', members = [] }: Zone) =>
    kind === 'zone' ? members : members.flatMap((member) => lists.get(member) ?? member);
  return new Map(zones.map((zone) => [zone.id, [...new Set(reached(zone))].sort()]));
});

const nodesById = once(
  (nodes: readonly Node[]): ReadonlyMap<string, Node> =>
    new Map(nodes.map((node) => [node.id, node])),
);

/** Documents are never changed in place: what follows from one of their lists is worked out once. */
function once<L extends object, V>(workOut: (list: L) => V): (list: L) => V {
  const known = new WeakMap<L, V>();
  return (list) => {
    const value = known.get(list) ?? workOut(list);
    known.set(list, value);
    return value;
  };
}

/** What a fault of this kind can strike. A client stands for people: they do not crash, they come more often. */
export function canStrike(kind: Fault['kind'], node: Node): boolean {
  switch (kind) {
    case 'spike':
      return node.kind === 'client';
    case 'flush':
      return hasKeys(node);
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
  const known = nodesById(nodes);
  return (membersOf(zones, zone) ?? []).filter((id) => {
    const node = known.get(id);
    return node !== undefined && canStrike(kind, node);
  });
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
  const flat = (ids: readonly string[]) => [
    ...new Set(ids.flatMap((id) => membersOf(scenario.zones, id) ?? id)),
  ];
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
