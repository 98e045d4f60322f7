/** What the build takes apart is the words, no more and no less. */
import { expect, it } from 'vitest';
import { en } from './en.ts';
import { laterOfKind, laterSections, parted, toldSections } from './split-words.plugin.ts';

type Tree = { readonly [name: string]: string | Tree };

const flat = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${prefix}${name}`] : flat(value, `${prefix}${name}.`),
  );

it('puts every sentence in one of the pieces', () => {
  const { first, later } = parted(en, [...laterSections, ...toldSections]);
  expect([...flat(first), ...flat(later)].sort()).toEqual(flat(en).sort());
  // Neither piece is a remnant: a section named too widely would leave the page without words.
  expect(flat(first).length).toBeGreaterThan(200);
  expect(flat(later).length).toBeGreaterThan(200);
});

it('names sections that there are', () => {
  const sentences = flat(en);
  for (const section of [...laterSections, ...toldSections]) {
    expect(sentences.filter((path) => path.startsWith(`${section}.`)).length).toBeGreaterThan(0);
  }
});

it('parts inside a section, and leaves what is named nowhere', () => {
  const words = { a: { b: 'B', c: { d: 'D', e: 'E' } }, fields: { x: { label: 'X' } } };
  expect(parted(words, ['a.c', ...laterOfKind])).toEqual({
    first: { a: { b: 'B' } },
    later: { a: { c: { d: 'D', e: 'E' } }, fields: { x: { label: 'X' } } },
  });
});
