/**
 * What an editor has to know about a scenario's parts: the fields of a kind or an edge, their defaults, and the
 * latency table that durations can be taken from.
 */
import { type Kind, kindSchemas } from '../kinds/schemas.ts';
import { type Figure, type FigureId, figureIds, figures } from '../sim/figures.ts';
import { describeParams, type FieldDescription } from './describe.ts';
import { type EdgeKind, edgeSchemas } from './schema.ts';

export { contents, type Distribution, evictionPolicies } from '../kinds/fields.ts';
export { defaultSizes } from '../kinds/sizes.ts';
export type { FieldDescription, FigureId, Kind };

const nodeFieldTable = new Map<Kind, readonly FieldDescription[]>();
const edgeFieldTable = new Map<EdgeKind, readonly FieldDescription[]>();

export function nodeFields(kind: Kind): readonly FieldDescription[] {
  return remembered(nodeFieldTable, kind, () => describeParams(kindSchemas[kind]));
}

export function edgeFields(kind: EdgeKind): readonly FieldDescription[] {
  return remembered(edgeFieldTable, kind, () => describeParams(edgeSchemas[kind]));
}

/** Every param of a node of this kind that says nothing. */
export function defaultNodeParams(kind: Kind): Readonly<Record<string, unknown>> {
  return kindSchemas[kind].parse({});
}

export function defaultEdgeParams(kind: EdgeKind): Readonly<Record<string, unknown>> {
  return edgeSchemas[kind].parse({});
}

/** The rows of the latency table, in the table's order. */
export const figureRows: readonly (Figure & { readonly id: FigureId })[] = figureIds.map((id) => ({
  id,
  ...figures[id],
}));

function remembered<K, V>(table: Map<K, V>, key: K, make: () => V): V {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}
