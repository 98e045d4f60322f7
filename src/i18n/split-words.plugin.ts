/**
 * Splits the page's words at build time, so that the first view loads only those it shows: of the shared words all but
 * the sections below, of a kind's words its English without the help of its params. The rest is three pieces of their own:
 * `rest`, wanted by the inspector and the dialogs, `told`, the sentences of the story, and the kinds' Korean. Their files stay whole, one table a kind, and
 * so do development and tests, where later.ts has nothing to load.
 * Part of the build, not of the page: vite.config.ts imports it and nothing here does.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Plugin, runnerImport } from 'vite';

type Tree = { readonly [name: string]: string | Tree };

/** Sections of the shared words, or parts of one, that no part of the first view uses. */
export const laterSections: readonly string[] = [
  'faults.idle',
  'faults.menu',
  'faults.side',
  'faults.zoneMenu',
  'failover',
  'problems.codes',
  'results.body',
  'causesHelp',
  'edges.teaches',
  'edges.fields',
  'edges.options',
  'inspector.now',
  'distributions',
  'arrival',
  'operations',
  'keys',
  'share',
  'shell.connect',
  'readOnly',
  'outline',
  'keyboard',
  'refusals',
  'modelled',
  'why.body',
  'openedCache',
  'editing',
  'commands',
  'requests.lists',
  'requests.waterfall',
  'comparison',
  'fileProblems',
  'largeCharts',
  'looks',
  'outdated',
  'lastWork',
];

/** Parts of a kind's words that wait for the inspector. */
export const laterOfKind: readonly string[] = ['fields'];

/** Of the shared words and of a kind's: what is told once something has happened. */
export const toldSections: readonly string[] = ['events'];

const here = import.meta.dirname;
const sharedFile = resolve(here, 'en.ts');
const loaderFile = resolve(here, 'later.ts');
const isKindWords = (id: string) => /\/src\/kinds\/[^/]+\/words\.ts$/.test(id);

const REST = 'virtual:words/rest';
const TOLD = 'virtual:words/told';
const KOREAN = 'virtual:words/korean';

export function splitWords(): Plugin {
  return {
    name: 'split-words',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => ([REST, TOLD, KOREAN].includes(id) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${REST}`) return dataModule(await pieceOf(laterSections, laterOfKind));
      if (id === `\0${TOLD}`) return dataModule(await pieceOf(toldSections, toldSections));
      if (id === `\0${KOREAN}`) return dataModule(await korean());
      if (id === loaderFile) return loader;
      if (id === sharedFile) {
        const { first } = parted(await sharedWords(), [...laterSections, ...toldSections]);
        return wordsModule('en', 'shared', first);
      }
      if (!isKindWords(id)) return null;
      const { name, words } = await kindWords(id);
      const { first } = parted(words.en as Tree, [...laterOfKind, ...toldSections]);
      return wordsModule(name, folderOf(id), { en: first });
    },
  };
}

/** These sections of the shared words, and of every kind's. */
async function pieceOf(ofShared: readonly string[], ofKind: readonly string[]): Promise<Tree> {
  const shared = parted(await sharedWords(), ofShared).later;
  const parts: Record<string, Tree> = { shared };
  for (const [folder, words] of await allKindWords()) {
    parts[folder] = { en: parted(words.en as Tree, ofKind).later };
  }
  return parts;
}

async function korean(): Promise<Tree> {
  return Object.fromEntries(
    (await allKindWords()).map(([folder, words]) => [folder, { ko: words.ko as Tree }]),
  );
}

/** What is shown at once, and what comes later; together they are the words. */
export function parted(words: Tree, paths: readonly string[]): { first: Tree; later: Tree } {
  const first: Record<string, string | Tree> = {};
  const later: Record<string, string | Tree> = {};
  for (const [name, value] of Object.entries(words)) {
    const inner = paths.flatMap((path) =>
      path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : [],
    );
    if (paths.includes(name)) later[name] = value;
    else if (inner.length === 0) first[name] = value;
    else {
      const parts = parted(value as Tree, inner);
      first[name] = parts.first;
      later[name] = parts.later;
    }
  }
  return { first, later };
}

const folderOf = (file: string) => basename(dirname(file));

async function sharedWords(): Promise<Tree> {
  return (await runnerImport<{ readonly en: Tree }>(sharedFile)).module.en;
}

async function kindWords(file: string): Promise<{ readonly name: string; readonly words: Tree }> {
  const { module } = await runnerImport<Readonly<Record<string, Tree>>>(file);
  const [only, ...others] = Object.entries(module);
  if (!only || others.length > 0) throw new Error(`${file}: exports its words and nothing else`);
  return { name: only[0], words: only[1] };
}

async function allKindWords(): Promise<(readonly [string, Tree])[]> {
  const kinds = resolve(here, '../kinds');
  const files = readdirSync(kinds)
    .sort()
    .map((folder) => resolve(kinds, folder, 'words.ts'))
    .filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => [folderOf(file), (await kindWords(file)).words] as const),
  );
}

const dataModule = (data: Tree) => `export default ${JSON.stringify(data)};`;

const wordsModule = (name: string, key: string, words: Tree) =>
  `import { whole } from ${JSON.stringify(loaderFile)};
   export const ${name} = whole(${JSON.stringify(key)}, ${JSON.stringify(words)});`;

/** Stands in for later.ts: puts what comes later into the tables that are in use. */
const loader = `
  const tables = {};
  export function whole(key, words) {
    tables[key] = words;
    return words;
  }
  function merge(into, from) {
    for (const [name, value] of Object.entries(from)) {
      if (typeof into[name] === 'object' && typeof value === 'object') merge(into[name], value);
      else into[name] = value;
    }
  }
  function once(load, told) {
    let loaded = null;
    return () => {
      loaded ??= load().then(
        (module) => {
          merge(tables, module.default);
          told();
        },
        (error) => {
          // Offline, or a new release: the next one to ask tries again.
          loaded = null;
          throw error;
        },
      );
      return loaded;
    };
  }
  let isThere = false;
  let tell = () => {};
  export const onRest = (listener) => (tell = listener);
  export const hasRest = () => isThere;
  export const loadRest = once(() => import('${REST}'), () => {
    isThere = true;
    tell();
  });
  let isTold = false;
  export const hasTold = () => isTold;
  export const loadTold = once(() => import('${TOLD}'), () => (isTold = true));
  export const loadKindsInKorean = once(() => import('${KOREAN}'), () => {});
`;
