/** Looking inside the scenario's schemas: what is under a default, which branch of a union a value means. */
import { z } from 'zod/mini';

/** What stands inside a schema has zod's core types, hence the casts: every schema of ours is one of zod/mini. */
type Fields = Readonly<Record<string, z.ZodMiniType>>;

export interface Unwrapped {
  /** Without defaults, `optional` and `null`. */
  readonly inner: z.ZodMiniType;
  readonly isNullable: boolean;
}

export function unwrap(schema: z.ZodMiniType): Unwrapped {
  let inner = schema;
  let isNullable = false;
  for (;;) {
    if (inner instanceof z.ZodMiniNullable) isNullable = true;
    else if (
      !(inner instanceof z.ZodMiniDefault) &&
      !(inner instanceof z.ZodMiniPrefault) &&
      !(inner instanceof z.ZodMiniOptional)
    ) {
      return { inner, isNullable };
    }
    inner = inner.def.innerType as z.ZodMiniType;
  }
}

/** The fields of an object schema; empty for anything else. */
export function fieldsOf(schema: z.ZodMiniType): Fields {
  return schema instanceof z.ZodMiniObject ? (schema.shape as Fields) : {};
}

export interface NumberBounds {
  readonly min?: number;
  /** True if the lower bound itself is refused. */
  readonly isAbove?: boolean;
  readonly max?: number;
}

/** As kinds/fields.ts gave them: at most one of each, so there is no narrower one to look for. */
export function boundsOf(schema: z.ZodMiniNumber): NumberBounds {
  let bounds: NumberBounds = {};
  for (const check of schema.def.checks ?? []) {
    if (check instanceof z.core.$ZodCheckGreaterThan) {
      const { value, inclusive } = check._zod.def;
      bounds = { ...bounds, min: Number(value), isAbove: !inclusive };
    } else if (check instanceof z.core.$ZodCheckLessThan) {
      bounds = { ...bounds, max: Number(check._zod.def.value) };
    }
  }
  return bounds;
}

/**
 * The schema of what stands at the path, given the value that is checked: unions are resolved by their discriminator,
 * or by the fields that the author wrote. Null where the path leads nowhere.
 */
export function schemaAt(
  schema: z.ZodMiniType,
  path: readonly PropertyKey[],
  value: unknown,
): z.ZodMiniType | null {
  let here: z.ZodMiniType | null = meant(schema, value);
  let valueHere = value;
  for (const step of path) {
    if (here === null) return null;
    valueHere = childOf(valueHere, step);
    const child = childSchema(here, step);
    here = child && meant(child, valueHere);
  }
  return here;
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(childOf, value);
}

function childOf(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<PropertyKey, unknown>)[step];
}

function childSchema(schema: z.ZodMiniType, step: PropertyKey): z.ZodMiniType | null {
  const { inner } = unwrap(schema);
  if (inner instanceof z.ZodMiniArray) return inner.def.element as z.ZodMiniType;
  const fields = fieldsOf(inner);
  return typeof step === 'string' && Object.hasOwn(fields, step) ? fields[step]! : null;
}

/** The branch of a union that the value means, or the schema itself. */
export function meant(schema: z.ZodMiniType, value: unknown): z.ZodMiniType {
  const { inner } = unwrap(schema);
  if (!isUnion(inner)) return schema;
  const branches = branchesOf(inner);
  const found =
    inner instanceof z.ZodMiniDiscriminatedUnion
      ? branches.find((branch) => fitsDiscriminator(branch, inner._zod.def.discriminator, value))
      : mostAlike(branches, value);
  return found ? meant(found, value) : schema;
}

/** Of either sort: in zod/mini a discriminated union is no ZodMiniUnion. */
function isUnion(schema: z.ZodMiniType): schema is z.ZodMiniUnion {
  return schema instanceof z.ZodMiniUnion || schema instanceof z.ZodMiniDiscriminatedUnion;
}

export function branchesOf(union: z.ZodMiniUnion): readonly z.ZodMiniType[] {
  return union.def.options as readonly z.ZodMiniType[];
}

function fitsDiscriminator(branch: z.ZodMiniType, discriminator: string, value: unknown): boolean {
  const literal = fieldsOf(branch)[discriminator];
  const written = childOf(value, discriminator);
  return literal instanceof z.ZodMiniLiteral && literal.def.values.includes(written as string);
}

/** The branch that knows most of the fields that were written. Undefined where none knows any. */
function mostAlike(branches: readonly z.ZodMiniType[], value: unknown): z.ZodMiniType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const written = Object.keys(value);
  let best: z.ZodMiniType | undefined;
  let bestCount = 0;
  for (const branch of branches) {
    const known = knownFields(branch, value);
    const count = written.filter((name) => known.has(name)).length;
    if (count > bestCount) [best, bestCount] = [branch, count];
  }
  return best;
}

/** A discriminated union that does not know the value's discriminator still knows the discriminator's name. */
function knownFields(branch: z.ZodMiniType, value: unknown): ReadonlySet<string> {
  const resolved = meant(branch, value);
  if (resolved instanceof z.ZodMiniDiscriminatedUnion) {
    return new Set([resolved._zod.def.discriminator]);
  }
  return new Set(Object.keys(fieldsOf(resolved)));
}
