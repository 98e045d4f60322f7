/**
 * The layers of src/README.md hold, and the rules that say so (.dependency-cruiser.mjs) really bite:
 * each is shown a small tree that breaks it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const config = await extractConfig(join(root, '.dependency-cruiser.mjs'));

const entries = ['src/app/main.tsx', 'src/bridge/worker.ts', 'src/cli/main.ts'];
const entriesExist = entries.every((entry) => existsSync(join(root, entry)));

describe('the layers of src', async () => {
  const violations = await violationsIn(root);
  const isUnusedFile = (violation: Violation) => violation.short.startsWith('no-unused-file');
  const sentences = (some: readonly Violation[]) => some.map((violation) => violation.sentence);

  it('import only from the rows above their own', () => {
    expect(sentences(violations.filter((violation) => !isUnusedFile(violation)))).toEqual([]);
  });

  // Skipped until all three entries exist: before, a file may wait for the entry that will need it.
  it.skipIf(!entriesExist)('hold no file that no entry needs', () => {
    expect(sentences(violations.filter(isUnusedFile))).toEqual([]);
  });

  it('cover every file: a folder without a rule would escape the check', () => {
    const layers = (config.forbidden ?? []).map((rule) => rule.name?.match(/^(.*)-imports$/)?.[1]);
    const strays = readdirSync(join(root, 'src'), { withFileTypes: true })
      .map((entry) => entry.name)
      .filter((name) => ![...layers, 'kinds', 'app'].includes(name))
      .filter((name) => !['README.md', 'tsconfig.pure.json'].includes(name));
    expect(strays).toEqual([]);
  });
});

interface Case {
  readonly title: string;
  /** Path → text; every other file that a case imports is added empty. */
  readonly files: Readonly<Record<string, string>>;
  /** `rule: from → to` of each violation; none for what is allowed. */
  readonly broken: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'the engine knows no kind',
    files: { 'src/sim/run.ts': "import '../kinds/cache/model.ts';" },
    broken: ['sim-imports: src/sim/run.ts → src/kinds/cache/model.ts'],
  },
  {
    title: 'base imports nothing',
    files: { 'src/base/heap.ts': "import '../sim/run.ts';" },
    broken: ['base-imports: src/base/heap.ts → src/sim/run.ts'],
  },
  {
    title: 'a type from below is an import too',
    files: {
      'src/scenario/compile.ts': "import type { A } from '../stores/run.ts'; export type B = A;",
    },
    broken: ['scenario-imports: src/scenario/compile.ts → src/stores/run.ts'],
  },
  {
    title: 'an export from below is an import too',
    files: { 'src/share/encode.ts': "export { a } from '../gallery/blog.ts';" },
    broken: ['share-imports: src/share/encode.ts → src/gallery/blog.ts'],
  },
  {
    title: 'an import at run time is an import too',
    files: { 'src/share/encode.ts': "export const a = () => import('../bridge/client.ts');" },
    broken: ['share-imports: src/share/encode.ts → src/bridge/client.ts'],
  },
  {
    title: 'the engine has no dependencies',
    files: { 'src/sim/run.ts': "import 'zod';" },
    broken: ['sim-packages: src/sim/run.ts → node_modules/zod/index.js'],
  },
  {
    title: 'a model has its own folder, the contracts, sim and base',
    files: {
      'src/kinds/cache/model.ts':
        "import './policies/lru.ts'; import '../kind.ts'; import '../../sim/run.ts'; import '../../base/heap.ts'; import 'zod';",
    },
    broken: [],
  },
  {
    title: 'a model may not import another kind, nor the tables',
    files: {
      'src/kinds/cache/model.ts': "import '../queue/model.ts'; import '../schemas.ts';",
    },
    broken: [
      'kind-model-imports: src/kinds/cache/model.ts → src/kinds/queue/model.ts',
      'kind-model-imports: src/kinds/cache/model.ts → src/kinds/schemas.ts',
    ],
  },
  {
    title: 'a model may not show anything',
    files: { 'src/kinds/cache/model.ts': "import './view.tsx'; import './words.ts';" },
    broken: [
      'kind-model-shows-nothing: src/kinds/cache/model.ts → src/kinds/cache/view.tsx',
      'kind-model-shows-nothing: src/kinds/cache/model.ts → src/kinds/cache/words.ts',
    ],
  },
  {
    title: 'the contracts name no kind',
    files: { 'src/kinds/kind.ts': "import './cache/params.ts';" },
    broken: ['kind-contract-imports: src/kinds/kind.ts → src/kinds/cache/params.ts'],
  },
  {
    title: 'a table lists models',
    files: { 'src/kinds/models.ts': "import './cache/model.ts'; import '../stores/run.ts';" },
    broken: ['kind-table-imports: src/kinds/models.ts → src/stores/run.ts'],
  },
  {
    title: "a view has its model's types, params, words, ui and i18n",
    files: {
      'src/kinds/cache/view.tsx':
        "import type { A } from './model.ts'; import { type B } from './policies/policy.ts'; import './params.ts'; import './words.ts'; import '../../ui/button.tsx'; import '../../i18n/words.ts'; import 'react'; export type C = A | B;",
    },
    broken: [],
  },
  {
    title: 'a view may not run its model, read a store or import another kind',
    files: {
      'src/kinds/cache/view.tsx':
        "import './model.ts'; import '../../stores/run.ts'; import type { A } from '../queue/model.ts'; export type B = A;",
    },
    broken: [
      'kind-view-imports: src/kinds/cache/view.tsx → src/kinds/queue/model.ts',
      'kind-view-imports: src/kinds/cache/view.tsx → src/stores/run.ts',
      'kind-view-types: src/kinds/cache/view.tsx → src/kinds/cache/model.ts',
    ],
  },
  {
    title: 'the table of views has types of the table of models',
    files: {
      'src/kinds/views.ts':
        "import type { A } from './models.ts'; import './cache/view.tsx'; import './cache/words.ts'; import './queue/model.ts'; export type B = A;",
    },
    broken: ['kind-views-table-types: src/kinds/views.ts → src/kinds/queue/model.ts'],
  },
  {
    title: 'the command line may not skip the scenario',
    files: {
      'src/cli/main.ts': "import '../kinds/models.ts'; import 'commander'; import 'node:fs';",
    },
    broken: ['cli-imports: src/cli/main.ts → src/kinds/models.ts'],
  },
  {
    title: 'charts know recordings by type and no store',
    files: {
      'src/charts/line.tsx':
        "import type { A } from '../sim/recording.ts'; import '../sim/histogram.ts'; import '../stores/run.ts'; export type B = A;",
    },
    broken: [
      'charts-imports: src/charts/line.tsx → src/stores/run.ts',
      'charts-types: src/charts/line.tsx → src/sim/histogram.ts',
    ],
  },
  {
    title: 'stores read recordings and otherwise know the kernel by type',
    files: {
      'src/stores/run.ts':
        "import '../sim/recording.ts'; import type { A } from '../sim/summary.ts'; import '../sim/calendar.ts'; export type B = A;",
    },
    broken: ['stores-types: src/stores/run.ts → src/sim/calendar.ts'],
  },
  {
    title: 'a panel gets kinds from the table of views',
    files: {
      'src/panels/inspector.tsx': "import '../kinds/views.ts'; import '../kinds/cache/view.tsx';",
    },
    broken: ['panels-imports: src/panels/inspector.tsx → src/kinds/cache/view.tsx'],
  },
  {
    title: 'React Flow stays in the canvas',
    files: {
      'src/canvas/flow.tsx': "import '@xyflow/react';",
      'src/app/main.tsx': "import '@xyflow/react'; import '../canvas/flow.tsx';",
    },
    broken: ['react-flow-in-canvas: src/app/main.tsx → node_modules/@xyflow/react/index.js'],
  },
  {
    title: 'the worker reaches no page, however far away',
    files: {
      'src/bridge/worker.ts': "import './jobs.ts';",
      'src/bridge/jobs.ts': "import '../sim/run.ts';",
      'src/sim/run.ts': "import './face.tsx'; import 'react';",
    },
    broken: [
      'no-page-in-engine: src/bridge/worker.ts → node_modules/react/index.js',
      'no-page-in-engine: src/bridge/worker.ts → src/sim/face.tsx',
      'sim-packages: src/sim/run.ts → node_modules/react/index.js',
    ],
  },
  {
    title: 'nothing imports the worker itself',
    files: { 'src/app/main.tsx': "import '../bridge/worker.ts';" },
    broken: ['worker-behind-client: src/app/main.tsx → src/bridge/worker.ts'],
  },
  {
    title: 'Node belongs to the command line',
    files: { 'src/app/main.tsx': "import 'node:fs';" },
    broken: ['node-in-cli: src/app/main.tsx → fs'],
  },
  {
    title: 'what ships uses no development package',
    files: { 'src/app/main.tsx': "import 'fast-check';" },
    broken: ['no-development-packages: src/app/main.tsx → node_modules/fast-check/index.js'],
  },
  {
    title: 'what ships imports no test',
    files: { 'src/app/main.tsx': "import '../../tests/helper.ts'; import './clock.test.ts';" },
    broken: [
      'no-tests-in-source: src/app/main.tsx → src/app/clock.test.ts',
      'no-tests-in-source: src/app/main.tsx → tests/helper.ts',
    ],
  },
  {
    title: 'a plugin of the build may use Node and its packages',
    files: { 'src/i18n/split.plugin.ts': "import 'node:fs'; import 'fast-check';" },
    broken: [],
  },
  {
    title: 'what ships imports no plugin of the build',
    files: { 'src/app/main.tsx': "import '../i18n/split.plugin.ts';" },
    broken: ['no-plugins-in-source: src/app/main.tsx → src/i18n/split.plugin.ts'],
  },
  {
    title: 'a circle of types is a circle',
    files: {
      'src/base/heap.ts': "import type { Ring } from './ring.ts'; export type Heap = Ring;",
      'src/base/ring.ts': "import type { Heap } from './heap.ts'; export type Ring = Heap;",
    },
    broken: ['no-cycle: src/base/heap.ts → src/base/ring.ts'],
  },
  {
    title:
      'a file that no entry needs is unused, even where a test or another such file imports it',
    files: {
      'src/app/main.tsx': "import '../ui/used.ts';",
      'src/cli/main.ts': "import '../sim/run.ts';",
      'src/base/unused.ts': "import './unused-too.ts';",
      'src/base/unused.test.ts': "import './unused.ts';",
    },
    broken: ['no-unused-file: src/base/unused-too.ts', 'no-unused-file: src/base/unused.ts'],
  },
  {
    title: 'a test beside its file may use what it likes',
    files: {
      'src/sim/run.ts': '',
      'src/sim/run.test.ts': "import '../scenario/compile.ts'; import 'fast-check';",
    },
    broken: [],
  },
];

describe('the rules', () => {
  it.each(cases)('$title', async ({ files, broken }) => {
    const violations = await violationsIn(treeOf(files));
    expect(violations.map((violation) => violation.short).sort()).toEqual(broken);
    for (const { sentence } of violations) expect(sentence).toMatch(/^src\/\S+( → \S+)+: .{10}/);
  });

  it('report an import of what does not exist', async () => {
    const tree = treeOf({ 'src/base/heap.ts': "import './gone.ts';" });
    rmSync(join(tree, 'src/base/gone.ts'));
    expect((await violationsIn(tree)).map((violation) => violation.short)).toEqual([
      'resolvable: src/base/heap.ts → ./gone.ts',
    ]);
  });
});

interface Violation {
  readonly short: string;
  readonly sentence: string;
}

async function violationsIn(baseDir: string): Promise<readonly Violation[]> {
  const options: ICruiseOptions = {
    ...config.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: config.forbidden ?? [] },
  };
  const { modules, summary } = (await cruise(['src'], options)).output as ICruiseResult;
  if (modules.length === 0) throw new Error(`no source files found in ${baseDir}/src`);
  return summary.violations.map(({ rule, from, to, via, cycle }) => {
    const path = [from, ...(via ?? cycle ?? []).map((step) => step.name)];
    if (path.at(-1) !== to && !cycle) path.push(to);
    const unused = rule.name === 'no-unused-file';
    const reason = (config.forbidden ?? []).find((known) => known.name === rule.name)?.comment;
    return {
      short: unused ? `${rule.name}: ${to}` : `${rule.name}: ${from} → ${to}`,
      sentence: `${unused ? `${from} → ${to}` : path.join(' → ')}: ${reason}`,
    };
  });
}

/** A small project in a folder of its own: the given files, and an empty one for each that they import. */
function treeOf(files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'spillway-layers-'));
  onTestFinished(() => rmSync(tree, { recursive: true }));
  const write = (path: string, text: string) => {
    if (existsSync(join(tree, path))) return;
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  const dependencies = { react: '1', '@xyflow/react': '1', zod: '1', commander: '1' };
  write('package.json', JSON.stringify({ dependencies, devDependencies: { 'fast-check': '1' } }));
  for (const name of [...Object.keys(dependencies), 'fast-check']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'export {};');
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (const [path, text] of Object.entries(files)) {
    for (const [, imported] of text.matchAll(/'(\.[^']+)'/g)) {
      write(join(dirname(path), imported ?? ''), 'export {};');
    }
  }
  return tree;
}
