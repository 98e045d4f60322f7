/**
 * Database sets: a primary and all that its replication edges reach, as a driver sees one cluster.
 *
 * Drawn edges are taken in the order of their ids, so that the order of the file decides nothing; one that would give a
 * database a second source, close a circle, or lead from a replica into a primary is left out with the reason. What is
 * left is a forest, so every set has one root.
 */
import { compareText } from '../base/order.ts';
import type { Scenario } from './schema.ts';

export interface DatabaseSet {
  /** Sorted. */
  readonly members: readonly string[];
  /** The one that takes writes at the start: the root, also where it is drawn as a replica. */
  readonly primary: string;
  /** True if the primary is drawn as one. */
  readonly isPrimaryDrawn: boolean;
  /** Drawn as primaries as well, but treated as replicas. */
  readonly demoted: readonly string[];
}

export type ReplicationFault =
  | 'replicationNeedsDatabases'
  | 'replicationSecondSource'
  | 'replicationCycle'
  | 'replicationIntoPrimary';

export interface DatabaseSets {
  /** In the order of their first members. */
  readonly sets: readonly DatabaseSet[];
  /** Edges that are left out, by id. */
  readonly refused: ReadonlyMap<string, ReplicationFault>;
}

type SketchedEdge = Pick<Scenario['edges'][number], 'id' | 'kind' | 'source' | 'target'>;

export function databaseSets(scenario: {
  readonly nodes: Scenario['nodes'];
  readonly edges: readonly SketchedEdge[];
}): DatabaseSets {
  const roles = new Map<string, 'primary' | 'replica'>();
  for (const node of scenario.nodes) {
    if (node.kind === 'database') roles.set(node.id, node.params.role);
  }
  const sourceOf = new Map<string, string>();
  const refused = new Map<string, ReplicationFault>();
  for (const edge of sortedById(scenario.edges)) {
    if (edge.kind !== 'replication') continue;
    const fault = faultOf(edge, roles, sourceOf);
    if (fault) refused.set(edge.id, fault);
    else sourceOf.set(edge.target, edge.source);
  }
  return { sets: gather(roles, sourceOf), refused };
}

/** A copy in the order of code units, which is the same everywhere. */
export function sortedById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => compareText(a.id, b.id));
}

function faultOf(
  { source, target }: SketchedEdge,
  roles: ReadonlyMap<string, 'primary' | 'replica'>,
  sourceOf: ReadonlyMap<string, string>,
): ReplicationFault | null {
  if (!roles.has(source) || !roles.has(target)) return 'replicationNeedsDatabases';
  const root = rootOf(source, sourceOf);
  if (root === target) return 'replicationCycle';
  if (sourceOf.has(target)) return 'replicationSecondSource';
  // Under a primary it is a second one, which can be a replica; under a replica it would lose its own work.
  if (roles.get(target) === 'primary' && roles.get(root) !== 'primary') {
    return 'replicationIntoPrimary';
  }
  return null;
}

/** Ends: refused edges are the only ones that could close a circle. */
function rootOf(id: string, sourceOf: ReadonlyMap<string, string>): string {
  let root = id;
  for (let source = sourceOf.get(root); source !== undefined; source = sourceOf.get(root)) {
    root = source;
  }
  return root;
}

function gather(
  roles: ReadonlyMap<string, 'primary' | 'replica'>,
  sourceOf: ReadonlyMap<string, string>,
): DatabaseSet[] {
  const membersOf = new Map<string, string[]>();
  for (const id of [...roles.keys()].sort()) {
    const root = rootOf(id, sourceOf);
    const members = membersOf.get(root);
    if (members) members.push(id);
    else membersOf.set(root, [id]);
  }
  return [...membersOf].map(([root, members]) => ({
    members,
    primary: root,
    isPrimaryDrawn: roles.get(root) === 'primary',
    demoted: members.filter((id) => id !== root && roles.get(id) === 'primary'),
  }));
}
