import { describe, expect, it } from 'vitest';
import { validateScenario } from '../scenario/validate.ts';
import { gallery } from './gallery.ts';
import { fileInLanguage, koreanOperations, koreanWords } from './in-language.ts';

/** What decides a run: all but the words. */
function withoutWords(file: unknown): string {
  const words = new Set(['name', 'description', 'label']);
  return JSON.stringify(file, (key, value) => (words.has(key) ? undefined : value));
}

describe.each(gallery)('$id in Korean', (entry) => {
  const korean = fileInLanguage(entry, 'ko');

  it('has a name for everything that has one in English', () => {
    const named = entry.file.nodes.filter((node) => node.label !== undefined);
    expect(Object.keys(koreanWords[entry.id]?.labels ?? {}).sort()).toEqual(
      named.map((node) => node.id).sort(),
    );
    expect(Object.keys(koreanWords[entry.id]?.zones ?? {})).toEqual(
      (entry.file.zones ?? []).map(({ id }) => id),
    );
    for (const node of entry.file.nodes) {
      const operations = node.kind === 'client' ? (node.params?.operations ?? []) : [];
      for (const { name } of operations) expect(koreanOperations).toHaveProperty([name]);
    }
    expect(korean.description).toMatch(/[가-힣]/);
  });

  it('is a scenario, and the same run', () => {
    expect(validateScenario(korean).ok).toBe(true);
    expect(withoutWords(korean)).toBe(withoutWords(entry.file));
  });

  it('leaves the English file as it is', () => {
    expect(fileInLanguage(entry, 'en')).toEqual(entry.file);
  });
});
