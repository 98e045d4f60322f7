/** Params as the inspector needs them: read from the schemas, so that a new param has a control without a new line. */
import { z } from 'zod/mini';
import type { FieldMeta } from '../kinds/fields.ts';
import { boundsOf, fieldsOf, unwrap } from './schema-walk.ts';

export interface FieldDescription {
  /** From the params: `healthCheck.intervalMs`. */
  readonly path: string;
  readonly control: FieldMeta['control'];
  readonly unit?: NonNullable<FieldMeta['unit']>;
  /** Where the default comes from. */
  readonly source: string;
  /** The control also offers "none". */
  readonly nullable: boolean;
  readonly default: unknown;
  readonly min?: number;
  readonly max?: number;
  /** Of a choice. */
  readonly options?: readonly string[];
  /** Of a group. */
  readonly fields?: readonly FieldDescription[];
}

/** The params of a kind or of an edge, in the order in which the schema lists them. */
export function describeParams(schema: z.ZodMiniType): readonly FieldDescription[] {
  return describeFields(schema, '');
}

function describeFields(schema: z.ZodMiniType, prefix: string): FieldDescription[] {
  const fields = fieldsOf(unwrap(schema).inner);
  return Object.entries(fields).flatMap(([name, field]) => {
    const meta = metaOf(field);
    // Only the inner fields of one control (a point of a schedule) have no metadata of their own.
    return meta ? [describeField(field, prefix + name, meta)] : [];
  });
}

/** Fields are made by kinds/fields.ts, which gives each a FieldMeta; zod keeps metadata untyped. */
function metaOf(schema: z.ZodMiniType): FieldMeta | null {
  const meta = z.globalRegistry.get(schema);
  return meta && 'control' in meta ? (meta as unknown as FieldMeta) : null;
}

function describeField(schema: z.ZodMiniType, path: string, meta: FieldMeta): FieldDescription {
  const { inner, isNullable } = unwrap(schema);
  return {
    path,
    control: meta.control,
    ...(meta.unit === undefined ? {} : { unit: meta.unit }),
    source: meta.source,
    nullable: isNullable,
    default: schema.parse(undefined),
    ...rangeOf(inner),
    ...(inner instanceof z.ZodMiniEnum ? { options: inner.options as string[] } : {}),
    ...(meta.control === 'group' ? { fields: describeFields(inner, `${path}.`) } : {}),
  };
}

function rangeOf(schema: z.ZodMiniType): { readonly min?: number; readonly max?: number } {
  if (!(schema instanceof z.ZodMiniNumber)) return {};
  const { isAbove: _, ...range } = boundsOf(schema);
  return range;
}
