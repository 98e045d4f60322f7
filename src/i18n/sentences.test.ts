/** Every sentence of the page, the shared words and those of every kind, is one that can be filled. */
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../base/language.ts';
import { gallery } from '../gallery/gallery.ts';
import { fileInLanguage } from '../gallery/in-language.ts';
import { kinds } from '../kinds/schemas.ts';
import { kindViews } from '../kinds/views.ts';
import { dictionary, loadDictionary } from './dictionary.ts';
import { fill, placesOf } from './fill.ts';
import { formats, keepUnits } from './format.ts';

await loadDictionary('ko');

type Tree = { readonly [key: string]: string | Tree };

function sentencesWithPlaces(language: Language): readonly string[] {
  const flat = (tree: Tree): string[] =>
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)));
  const ofKinds = kinds.flatMap((kind) => flat(kindViews[kind].words[language] as unknown as Tree));
  const all = [...flat(dictionary(language) as unknown as Tree), ...ofKinds];
  return all.filter((template) => template.includes('{'));
}

describe.each(languages)('sentences in %s', (language) => {
  const sentences = sentencesWithPlaces(language);

  it('are of the syntax, with nothing left of it once filled', () => {
    expect(sentences.length).toBeGreaterThan(100);
    for (const template of sentences) {
      const names = [...placesOf(template)];
      expect(names, template).not.toEqual([]);
      for (const count of [0, 1, 2, 12, 1234]) {
        const values = Object.fromEntries(names.map((name) => [name, count]));
        // Braces stay where one stands alone, or where an apostrophe quotes it.
        const filled = fill(template, values, formats(language));
        expect(filled, template).not.toMatch(/[{}–]/);
        // Particles whose mark is not known, its forms the wrong way round, would stay.
        expect(filled, template).not.toMatch(/\([가-힣]+\/[가-힣]+\)/);
      }
    }
  });

  // The library writes what it chose by as bare digits: such a name belongs in its plural, as `#`.
  it('write no name that a plural chooses by', () => {
    for (const template of sentences) {
      const values = Object.fromEntries([...placesOf(template)].map((name) => [name, 12_345]));
      expect(fill(template, values, formats(language)), template).not.toMatch(/12345/);
    }
  });
});

it('keep every figure and its unit on one line', () => {
  const flat = (tree: Tree): string[] =>
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)));
  const texts = [
    ...languages.flatMap((language) => flat(dictionary(language) as unknown as Tree)),
    ...kinds.flatMap((kind) => flat(kindViews[kind].words as unknown as Tree)),
    ...gallery.flatMap((entry) => [
      ...Object.values(entry.teaches),
      ...languages.map((language) => fileInLanguage(entry, language).description ?? ''),
    ]),
  ];
  for (const text of texts) expect(keepUnits(text), text).toBe(text);
  expect(keepUnits('90 % in 10 ms, 5 servers')).toBe('90\u202f% in 10\u202fms, 5 servers');
});

it.each([
  '{',
  '{a',
  '{a b}',
  '{a, plural, one {1}}',
  '{a, plural, one {1} other {2}',
  '{a, number}',
  '{a, number, ::percent}',
  '{a, date, ::yMMMd}',
])('refuses %s', (template) => {
  expect(() => fill(template, { a: 1 }, formats('en'))).toThrow();
});
