import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenarioJsonSchema, scenarioJsonSchemaText } from './json-schema.ts';

const published = new URL('../../public/scenario.schema.json', import.meta.url);

it('is published as it is: npm run schema writes public/scenario.schema.json', () => {
  expect(readFileSync(published, 'utf8')).toBe(scenarioJsonSchemaText());
});

it('is of draft 2020-12 and wants what a file must say', () => {
  expect(scenarioJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['version', 'nodes'],
    additionalProperties: false,
  });
});

it('holds no keyword of ours, for strict readers refuse those', () => {
  const text = scenarioJsonSchemaText();
  expect(text).not.toMatch(/"(control|unit|nullable)":/);
  expect(text).toContain('Milliseconds. Source of the default: HAProxy inter 2 s.');
});
