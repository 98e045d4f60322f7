/**
 * Who may import whom: the table of src/README.md as rules. Checked by tests/layers/layers.test.ts;
 * `npx depcruise src` shows the same. Imports that are only types count too, unless a rule says otherwise.
 */

/** The pure half of src/kinds; what a kind shows on the page is in .tsx, .css and words.ts files. */
const kindModels =
  '^src/kinds/(?!.*\\.tsx$|.*\\.css$|.*/(words|modelled)\\.ts$|(views|modelled-kinds)\\.ts$).*$';
const kindViews =
  '^src/kinds/(.*\\.tsx|.*\\.css|.*/(words|modelled)\\.ts|(views|modelled-kinds)\\.ts)$';
/** What all kinds share, next to their folders, without the tables that name each of them. */
const kindContracts =
  '^src/kinds/(?!models\\.ts|schemas\\.ts|views\\.ts|modelled-kinds\\.ts)[^/]+\\.ts$';
const kindTables = '^src/kinds/(models|schemas)\\.ts$';

const tests = '\\.test\\.tsx?$';
/** Run by the build, in Node; beside what it works on. */
const plugins = '\\.plugin\\.ts$';
const entries = '^src/(app/main\\.tsx|bridge/(reading-)?worker\\.ts|cli/main\\.ts)$';

const folder = (name) => `^src/${name}/`;

/**
 * One row a layer, in import order: the folders it may use besides itself. `types` may be imported as
 * types only; `packages` are the only packages it may use (null: any that its other rules leave).
 *
 * The shapes of a recording are defined by the kernel and cross the whole page: stores, canvas and
 * panels may name them (types of sim), as charts may, but never call the kernel. The stores also read
 * recordings, so they know the columns, which are values.
 */
const layers = [
  { name: 'base', may: [], packages: [] },
  { name: 'sim', may: ['base'], packages: [] },
  { name: 'scenario', may: [kindModels, 'sim', 'base'], packages: ['zod'] },
  { name: 'share', may: ['scenario', 'base'], packages: [] },
  { name: 'gallery', may: ['scenario', 'base'], packages: [] },
  { name: 'experiments', may: ['scenario', 'base'], packages: [] },
  { name: 'bridge', may: ['share', 'scenario', 'sim', 'base'], packages: [] },
  {
    name: 'cli',
    may: ['scenario', 'share', 'gallery', 'experiments', 'sim', 'base'],
    packages: ['commander'],
  },
  { name: 'i18n', may: ['base'], packages: null },
  { name: 'ui', may: ['base'], packages: null },
  {
    name: 'stores',
    may: ['bridge', 'share', 'scenario', 'base', '^src/sim/recording\\.ts$'],
    types: ['sim'],
    packages: null,
  },
  { name: 'charts', may: ['ui', 'i18n', 'base'], types: ['sim'], packages: null },
  {
    name: 'canvas',
    may: ['stores', '^src/kinds/views\\.ts$', 'charts', 'ui', 'i18n', 'scenario', 'base'],
    types: ['sim'],
    packages: null,
  },
  {
    name: 'panels',
    may: [
      'stores',
      '^src/kinds/(views|modelled|modelled-kinds)\\.ts$',
      'charts',
      'ui',
      'i18n',
      'scenario',
      'base',
    ],
    types: ['sim'],
    packages: null,
  },
];

const pattern = (name) => (name.startsWith('^') ? name : folder(name));
const spoken = (names) => names.map((name) => name.replace(/^\^src\//, '').replace(/\\|\$/g, ''));

function layerRules({ name, may, types = [], packages }) {
  const from = { path: folder(name), pathNot: tests };
  const allowed = spoken(may.map((other) => (other === kindModels ? 'kinds (models)' : other)));
  const rules = [
    {
      name: `${name}-imports`,
      severity: 'error',
      comment: `${name} may import only: ${[...allowed, ...types.map((type) => `types from ${type}`)].join(', ') || 'nothing'}`,
      from,
      to: { path: '^src/', pathNot: [name, ...may, ...types].map(pattern) },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${name}-types`,
      severity: 'error',
      comment: `${name} may import only types from: ${types.join(', ')}; write "import type"`,
      from,
      to: {
        path: types.map(pattern),
        pathNot: may.map(pattern),
        dependencyTypesNot: ['type-only'],
      },
    });
  }
  if (packages) {
    rules.push(packageRule(name, { ...from, pathNot: `${tests}|${plugins}` }, packages));
  }
  return rules;
}

function packageRule(name, from, packages) {
  return {
    name: `${name}-packages`,
    severity: 'error',
    comment: `${name} may use only these packages: ${packages.join(', ') || 'none'}; the engine has no dependencies`,
    from,
    to: {
      path: 'node_modules/',
      pathNot: packages.map((name) => `node_modules/${name}/`),
    },
  };
}

/** Eviction policies and lines of waiting calls belong to the cache; a CDN is many caches. */
const cacheParts = '^src/kinds/cache/(policies/|waiting-lines\\.ts$)';

/** src/kinds is two layers in one folder per kind: the file decides. */
const kindRules = [
  {
    name: 'kind-model-imports',
    severity: 'error',
    comment:
      "a kind's model may import only: sim, base, the contracts beside the kinds' folders, its own folder; and the cache's policies",
    from: { path: '^src/kinds/([^/]+)/', pathNot: [tests, kindViews] },
    to: {
      path: '^src/',
      pathNot: ['^src/kinds/$1/', kindContracts, cacheParts, folder('sim'), folder('base')],
    },
  },
  {
    name: 'kind-model-shows-nothing',
    severity: 'error',
    comment: "a kind's model runs without a page: it may not import a view or words",
    from: { path: kindModels, pathNot: tests },
    to: { path: kindViews },
  },
  {
    name: 'kind-contract-imports',
    severity: 'error',
    comment: 'the contracts of kinds name no kind; they may import only: sim, base, one another',
    from: { path: kindContracts, pathNot: tests },
    to: { path: '^src/', pathNot: [kindContracts, folder('sim'), folder('base')] },
  },
  {
    name: 'kind-table-imports',
    severity: 'error',
    comment: 'the pure tables of kinds may import only: kinds (models), sim, base',
    from: { path: kindTables },
    to: { path: '^src/', pathNot: [kindModels, folder('sim'), folder('base')] },
  },
  packageRule('kinds (models)', { path: kindModels, pathNot: tests }, ['zod']),
  {
    name: 'kind-view-imports',
    severity: 'error',
    comment:
      "a kind's view may import only: its own folder, the contracts, ui, i18n, base; never a store or another kind",
    from: { path: '^src/kinds/([^/]+)/.*(\\.tsx|/words\\.ts)$', pathNot: tests },
    to: {
      path: '^src/',
      pathNot: ['^src/kinds/$1/', kindContracts, folder('ui'), folder('i18n'), folder('base')],
    },
  },
  {
    name: 'kind-view-types',
    severity: 'error',
    comment:
      'a kind\'s view may import only types from its model, so that the page does not load the engine; write "import type" (params.ts, which is not the engine, is free)',
    from: { path: '^src/kinds/([^/]+)/.*(\\.tsx|/words\\.ts)$', pathNot: tests },
    to: {
      path: '^src/kinds/$1/',
      pathNot: [kindViews, '/params\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'kind-views-table-imports',
    severity: 'error',
    comment: 'views.ts may import only: kinds, ui, i18n, base',
    from: { path: '^src/kinds/views\\.ts$' },
    to: { path: '^src/', pathNot: ['kinds', 'ui', 'i18n', 'base'].map(folder) },
  },
  {
    name: 'kind-views-table-types',
    severity: 'error',
    comment:
      'views.ts may import only types from models.ts and the models, so that the page does not load the engine',
    from: { path: '^src/kinds/views\\.ts$' },
    to: {
      path: kindModels,
      pathNot: [kindContracts, '/params\\.ts$', '^src/kinds/schemas\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
];

const wholeTreeRules = [
  {
    name: 'worker-behind-client',
    severity: 'error',
    comment:
      "nothing imports the worker itself: the page talks to it through bridge/client.ts, which starts it by new URL('./worker.ts', import.meta.url)",
    from: { pathNot: tests },
    to: { path: '^src/bridge/(reading-)?worker\\.ts$' },
  },
  {
    name: 'react-flow-in-canvas',
    severity: 'error',
    comment: 'React Flow is used in src/canvas only',
    from: { path: '^src/', pathNot: folder('canvas') },
    to: { path: 'node_modules/@xyflow/' },
  },
  {
    name: 'no-page-in-engine',
    severity: 'error',
    comment: 'the worker and the command line may not reach a .tsx file, react or React Flow',
    from: { path: '^src/(bridge/(reading-)?worker|cli/main)\\.ts$' },
    to: { path: '\\.tsx$|node_modules/(react|react-dom|@xyflow)/', reachable: true },
  },
  {
    name: 'node-in-cli',
    severity: 'error',
    comment: 'only the command line, and what the build runs, may use what Node brings',
    from: { path: '^src/', pathNot: [tests, plugins, folder('cli')] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-development-packages',
    severity: 'error',
    comment: 'this package is in devDependencies, or in none: what ships may use only dependencies',
    from: { path: '^src/', pathNot: [tests, plugins] },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'no-tests-in-source',
    severity: 'error',
    comment: 'what ships may not import tests',
    from: { path: '^src/', pathNot: tests },
    to: { path: ['^tests/', tests] },
  },
  {
    name: 'no-plugins-in-source',
    severity: 'error',
    comment: 'what ships may not import a plugin of the build: only vite.config.ts does',
    from: { path: '^src/', pathNot: tests },
    to: { path: plugins },
  },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'no such file or package',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-cycle',
    severity: 'error',
    comment: 'files may not import one another in a circle, not even for types',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unused-file',
    severity: 'error',
    comment:
      'no entry (app/main.tsx, bridge/worker.ts, cli/main.ts) needs this file: wire it in or delete it',
    from: { path: entries },
    to: { path: '^src/', pathNot: [tests, plugins, entries, '\\.d\\.ts$'], reachable: false },
  },
];

export default {
  forbidden: [...layers.flatMap(layerRules), ...kindRules, ...wholeTreeRules],
  options: {
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
