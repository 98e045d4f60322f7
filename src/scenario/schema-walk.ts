/** Looking inside the scenario's schemas: what is under a default, which branch of a union a value means. */
import { z } from 'zod';

export interface Unwrapped {
  /** Without defaults, `optional` and `null`. */
  readonly inner: z.ZodType;
  readonly isNullable: boolean;
}

export function unwrap(schema: z.ZodType): Unwrapped {
  let inner = schema;
  let isNullable = false;
  for (;;) {
    if (inner instanceof z.ZodNullable) isNullable = true;
    else if (
      !(inner instanceof z.ZodDefault) &&
      !(inner instanceof z.ZodPrefault) &&
      !(inner instanceof z.ZodOptional)
    ) {
      return { inner, isNullable };
    }
    // The wrappers are typed over zod's core types; every schema of ours is a classic one.
    inner = inner.unwrap() as z.ZodType;
  }
}

/** The fields of an object schema; empty for anything else. */
export function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/**
 * The schema of what stands at the path, given the value that is checked: unions are resolved by their discriminator,
 * or by the fields that the author wrote. Null where the path leads nowhere.
 */
export function schemaAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  value: unknown,
): z.ZodType | null {
  let here: z.ZodType | null = meant(schema, value);
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

function childSchema(schema: z.ZodType, step: PropertyKey): z.ZodType | null {
  const { inner } = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  const fields = fieldsOf(inner);
  return typeof step === 'string' && Object.hasOwn(fields, step) ? fields[step]! : null;
}

/** The branch of a union that the value means, or the schema itself. */
export function meant(schema: z.ZodType, value: unknown): z.ZodType {
  const { inner } = unwrap(schema);
  if (!(inner instanceof z.ZodUnion)) return schema;
  const branches = inner.options as readonly z.ZodType[];
  const found =
    inner instanceof z.ZodDiscriminatedUnion
      ? branches.find((branch) => fitsDiscriminator(branch, inner.def.discriminator, value))
      : mostAlike(branches, value);
  return found ? meant(found, value) : schema;
}

function fitsDiscriminator(branch: z.ZodType, discriminator: string, value: unknown): boolean {
  const literal = fieldsOf(branch)[discriminator];
  const written = childOf(value, discriminator);
  return literal instanceof z.ZodLiteral && literal.values.has(written as string);
}

/** The branch that knows most of the fields that were written. Undefined where none knows any. */
function mostAlike(branches: readonly z.ZodType[], value: unknown): z.ZodType | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const written = Object.keys(value);
  let best: z.ZodType | undefined;
  let bestCount = 0;
  for (const branch of branches) {
    const known = knownFields(branch, value);
    const count = written.filter((name) => known.has(name)).length;
    if (count > bestCount) [best, bestCount] = [branch, count];
  }
  return best;
}

/** A discriminated union that does not know the value's discriminator still knows the discriminator's name. */
function knownFields(branch: z.ZodType, value: unknown): ReadonlySet<string> {
  const resolved = meant(branch, value);
  if (resolved instanceof z.ZodDiscriminatedUnion) return new Set([resolved.def.discriminator]);
  return new Set(Object.keys(fieldsOf(resolved)));
}
