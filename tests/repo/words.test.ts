/** No sentence that nothing says: a word that has lost its place on the page is deleted with it. */
import { expect, it } from 'vitest';
import { en } from '../../src/i18n/en.ts';
import { filesBelow, readText } from './tree.ts';

const dictionary = /^src\/i18n\/(en|ko|shell|why|requests|ko-sources)\.ts$/;

const code = filesBelow()
  .filter((path) => /^src\/.*\.tsx?$/.test(path) && !path.includes('.test.'))
  .filter((path) => !dictionary.test(path))
  .map(readText)
  .join('\n');

/** `t('timeBar.play')`, and tables of such keys. */
const spoken = new Set(matches(/['"`]([a-zA-Z]+(?:\.[\w-]+)+)['"`]/g));
/** `t(`status.${badge}`)`. */
const begun = matches(/`([a-zA-Z]+(?:\.[\w-]+)*\.)\$\{/g);
/** Looked up as tables, through dictionary(): their own tests hold them complete. */
const tables = ['events.', 'edges.', 'causes.', 'causesHelp.', 'problems.codes.', 'fileProblems.'];

function matches(pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map((match) => match[1]!);
}

type Tree = { readonly [name: string]: string | Tree };

function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : keysOf(value, `${prefix}${name}.`),
  );
}

it('has no word that nothing says', () => {
  const prefixes = [...begun, ...tables];
  const silent = keysOf(en).filter(
    (key) => !spoken.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(silent).toEqual([]);
});
