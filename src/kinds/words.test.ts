import { describe, expect, it } from 'vitest';
import { languages } from '../base/language.ts';
import { placesOf } from '../i18n/fill.ts';
import { describeParams, type FieldDescription } from '../scenario/describe.ts';
import { kindSchemas, kinds } from './schemas.ts';
import { kindViews } from './views.ts';

/** The field and all inside it: a group has words of its own. */
const withInner = (field: FieldDescription): FieldDescription[] => [
  field,
  ...(field.fields ?? []).flatMap(withInner),
];

const fieldsOf = (kind: (typeof kinds)[number]) =>
  describeParams(kindSchemas[kind]).flatMap(withInner);

const sorted = (names: Iterable<string>) => [...names].sort();

describe.each(kinds)('the words of %s', (kind) => {
  const words = kindViews[kind].words;

  it.each(languages)('name every param and nothing else in %s', (language) => {
    const paths = fieldsOf(kind).map((field) => field.path);
    expect(sorted(Object.keys(words[language].fields))).toEqual(sorted(paths));
  });

  it.each(languages)('name every choice and nothing else in %s', (language) => {
    const choices = fieldsOf(kind).flatMap(({ path, control, nullable, options = [] }) => {
      // A switch with a third position needs a word for it: "none" would say off.
      const third = control === 'flag' && nullable ? ['null'] : [];
      return [...options, ...third].map((option) => `${path}.${option}`);
    });
    expect(sorted(Object.keys(words[language].options))).toEqual(sorted(choices));
  });

  it('have the same lines and sentences in every language, about the same things', () => {
    for (const part of ['face', 'events'] as const) {
      const { en, ko } = { en: words.en[part], ko: words.ko[part] };
      expect(sorted(Object.keys(ko))).toEqual(sorted(Object.keys(en)));
      for (const [name, template] of Object.entries(en)) {
        const translated = (ko as Record<string, string>)[name] ?? '';
        expect(sorted(placesOf(translated)), name).toEqual(sorted(placesOf(template)));
      }
    }
  });

  it.each(languages)('say what each thing is for in a whole sentence in %s', (language) => {
    const { teaches, fields } = words[language];
    for (const text of [teaches, ...Object.values(fields).map((field) => field.help)]) {
      expect(text).toMatch(/[.]$/);
    }
  });
});

it('gives every kind a key of its own', () => {
  const keys = kinds.map((kind) => kindViews[kind].key);
  expect(new Set(keys).size).toBe(keys.length);
});
