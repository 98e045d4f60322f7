import { describe, expect, it } from 'vitest';
import { kindSchemas, kinds } from '../kinds/schemas.ts';
import { describeParams, type FieldDescription } from './describe.ts';
import { edgeSchemas } from './schema.ts';

const field = (fields: readonly FieldDescription[], path: string) =>
  fields.find((candidate) => candidate.path === path);

describe('the params of a kind', () => {
  const cache = describeParams(kindSchemas.cache);

  it('come in the order of the schema', () => {
    expect(cache.map(({ path }) => path)).toEqual(Object.keys(kindSchemas.cache.shape));
  });

  it('have bounds, default and source', () => {
    expect(field(cache, 'capacityKeys')).toMatchObject({
      control: 'count',
      default: 1000,
      min: 0,
      max: 1_000_000,
      nullable: false,
      source: expect.stringMatching(/./),
    });
  });

  it('say whether there may be none', () => {
    expect(field(cache, 'ttlMs')).toMatchObject({
      control: 'duration',
      unit: 'ms',
      nullable: true,
    });
  });

  it('list the options of a choice', () => {
    expect(field(cache, 'onWrite')?.options).toEqual(['evict', 'update', 'ignore']);
  });

  it('hold the fields of a group with the group in their paths', () => {
    const healthCheck = field(describeParams(kindSchemas.loadBalancer), 'healthCheck');
    expect(healthCheck).toMatchObject({ control: 'group', default: { fall: 3 } });
    expect(field(healthCheck?.fields ?? [], 'healthCheck.fall')).toMatchObject({
      default: 3,
      min: 1,
    });
  });
});

const schemas = [...kinds.map((kind) => kindSchemas[kind]), ...Object.values(edgeSchemas)];

it.each(schemas)('every field of schema %# is described, with a source', (schema) => {
  const fields = describeParams(schema);
  expect(fields).toHaveLength(Object.keys(schema.shape).length);
  for (const { source } of fields) expect(source).not.toBe('');
});
