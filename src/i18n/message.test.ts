import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../base/language.ts';
import { kinds } from '../kinds/schemas.ts';
import { kindViews } from '../kinds/views.ts';
import { dictionary, loadDictionary } from './dictionary.ts';
import { fill, placesOf } from './fill.ts';
import { formats } from './format.ts';
import { parseMessage } from './message.ts';
import { fitParticles } from './particles.ts';

await loadDictionary('ko');

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence of the page: the shared words and those of every kind. */
function templates(language: Language): readonly string[] {
  const flat = (tree: Tree): string[] =>
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)));
  const ofKinds = kinds.flatMap((kind) => flat(kindViews[kind].words[language] as unknown as Tree));
  return [...flat(dictionary(language) as unknown as Tree), ...ofKinds];
}

describe.each(languages)('sentences in %s', (language) => {
  it('read as ICU MessageFormat reads them', () => {
    const format = formats(language);
    const withPlaces = templates(language).filter((template) => template.includes('{'));
    expect(withPlaces.length).toBeGreaterThan(100);
    for (const template of withPlaces) {
      const names = placesOf(template);
      // The library has one value for a name; ours writes a number in one place and chooses by it in another.
      const apart = template.replace(/\{(\w+)\}/g, (place, name: string) =>
        names.has(name) ? `{${name}Text}` : place,
      );
      const oracle = new IntlMessageFormat(apart, language, undefined, { ignoreTag: true });
      for (const count of [0, 1, 2, 12, 1234]) {
        const values = Object.fromEntries([...names].map((name) => [name, count]));
        const texts = [...names].map((name) => [
          `${name}Text`,
          name.endsWith('Ms') ? format.duration(count) : format.number(count),
        ]);
        const expected = oracle.format({ ...values, ...Object.fromEntries(texts) });
        expect(fill(template, values, format), template).toBe(fitParticles(String(expected)));
      }
    }
  });
});

it('refuses what is not a sentence with places', () => {
  for (const template of [
    '{',
    '}',
    '{a',
    '{a b}',
    '{a, select, x {y} other {z}}',
    '{a, plural, one {1}}',
    '{a, plural, many {1} other {2}}',
  ]) {
    expect(() => parseMessage(template), template).toThrow('not a sentence with places');
  }
});
