// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../base/language.ts';
import { setLanguage } from '../../i18n/i18n.ts';
import type { Modelled } from '../../kinds/modelled.ts';
import { modelledKinds } from '../../kinds/modelled-kinds.ts';
import { kinds } from '../../kinds/schemas.ts';
import {
  edgeFields,
  type FieldDescription,
  figureRows,
  type Kind,
  nodeFields,
} from '../../scenario/editing.ts';
import { edgeSchemas, faultSchema } from '../../scenario/schema.ts';
import { openModelled, openPanel } from '../../stores/session.ts';
import { ModelledDialog } from './modelled-dialog.tsx';
import { modelledEdges, modelledEngine, modelledFaults } from './parts.ts';

afterEach(() => {
  cleanup();
  openPanel(null);
});

const all: readonly (readonly [string, Modelled])[] = [
  ...Object.entries(modelledKinds),
  ...Object.entries(modelledEdges),
  ...Object.entries(modelledFaults),
  ['engine', modelledEngine],
];

describe('what is modelled', () => {
  it('is said of every kind, connection and fault, and of nothing else', () => {
    const faults = faultSchema.def.options.map((option) => option.shape.kind.def.values[0]);
    expect(Object.keys(modelledKinds).sort()).toEqual([...kinds].sort());
    expect(Object.keys(modelledEdges).sort()).toEqual(Object.keys(edgeSchemas).sort());
    expect(Object.keys(modelledFaults).sort()).toEqual(faults.sort());
  });

  it.each(all)('of %s is said in whole sentences, as many in Korean', (_name, { en, ko }) => {
    for (const part of ['models', 'leavesOut'] as const) {
      expect(en[part].length).toBeGreaterThan(0);
      expect(ko[part].length).toBe(en[part].length);
      for (const sentence of [...en[part], ...ko[part]]) expect(sentence).toMatch(/[.]$/);
      for (const sentence of ko[part]) expect(sentence).toMatch(/[가-힣]/);
      for (const sentence of en[part]) expect(sentence).not.toMatch(/[가-힣]/);
    }
  });
});

const paths = (fields: readonly FieldDescription[]): string[] =>
  fields.flatMap((field) => [field.path, ...paths(field.fields ?? [])]);

async function shown(topic: string, language: Language): Promise<HTMLElement> {
  await setLanguage(language);
  openModelled(topic);
  return render(<ModelledDialog />).container;
}

/** The param of each row, and its cells. */
function rowsOf(container: HTMLElement): Map<string, string[]> {
  const rows = [...container.querySelectorAll<HTMLElement>('[data-param]')];
  return new Map(
    rows.map((row) => [
      row.dataset.param ?? '',
      [...row.children].map((cell) => cell.textContent ?? ''),
    ]),
  );
}

describe.each(languages)('the page in %s', (language) => {
  it.each(kinds)('lists every param of %s with its default and source', async (kind) => {
    const container = await shown(kind, language);
    const rows = rowsOf(container);
    expect([...rows.keys()]).toEqual(paths(nodeFields(kind as Kind)));
    for (const [path, cells] of rows) {
      // Only a group that is always on has neither a default nor a range.
      const filled = cells.filter((cell) => /\S/.test(cell)).length;
      expect([2, 4], path).toContain(filled);
      expect(cells.join(' '), path).not.toMatch(/undefined|NaN|\[object|\bnull\b/);
      expect(cells[0], path).not.toBe(path);
    }
  });

  it('lists every param of every connection', async () => {
    const container = await shown('edges', language);
    const expected = (['request', 'replication', 'delivery'] as const).flatMap((kind) =>
      paths(edgeFields(kind)),
    );
    const listed = [...container.querySelectorAll<HTMLElement>('[data-param]')];
    expect(listed.map((row) => row.dataset.param)).toEqual(expected);
  });

  it('lists every row of the latency table', async () => {
    const container = await shown('figures', language);
    expect(container.querySelectorAll('tbody tr').length).toBe(figureRows.length);
  });

  it('opens at the engine where the topic is unknown', async () => {
    const container = await shown('nonsense', language);
    expect(container.textContent).toContain(modelledEngine[language].models[0]);
  });
});
