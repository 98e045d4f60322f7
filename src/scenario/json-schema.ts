/**
 * The published JSON Schema (draft 2020-12), for editors and other programs: what a file may write, defaults included.
 * It says less than the validator, which also knows which ids exist and what a fault may strike.
 */
import { z } from 'zod/mini';
import type { FieldMeta } from '../kinds/fields.ts';
import { scenarioSchema } from './schema.ts';

export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => describeField(jsonSchema),
  });
  return { $schema, title: 'Spillway scenario, version 1', ...rest };
}

/** As the file public/scenario.schema.json holds it and `schema` prints it. */
export function scenarioJsonSchemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}

/** The page's metadata becomes a description: a strict reader of JSON Schema refuses keywords that it does not know. */
function describeField(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { control, unit, source } = jsonSchema as unknown as Partial<FieldMeta>;
  if (control === undefined) return;
  for (const keyword of ['control', 'unit', 'source', 'nullable', 'id']) delete jsonSchema[keyword];
  const sentences = [unit === 'ms' ? 'Milliseconds.' : '', `Source of the default: ${source}.`];
  jsonSchema.description = sentences.join(' ').trim();
}
