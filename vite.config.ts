import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { inlineCalls } from './src/bridge/inline-calls.plugin.ts';
import { splitWords } from './src/i18n/split-words.plugin.ts';
import { leaveOut } from './src/ui/left-out.plugin.ts';
import { bundledEngine } from './tests/support/bundled-engine.plugin.ts';

/** Parts of the first view that dialogs and editors use as well. */
const sharedWithDialogs = new RegExp(
  [
    'node_modules/(?:d3-interpolate|react|react-dom|scheduler|zustand)/',
    'lucide-react/dist/esm/(?:createLucideIcon|Icon|context|icons/(?:gauge|plus|x|zap))\\.',
    'src/ui/(?:button|field|hint|lock|place)\\.',
    'src/stores/(?:chart-choice|session|hooks|canvas-commands|drawing|drawing-hooks|document|faults|run-hooks)\\.',
    'src/i18n/(?:i18n|problem|dictionary|fill|format|particles)\\.ts',
    'src/kinds/(?:views?|[^/]+/(?:view|words))\\.tsx?',
    'src/charts/(?:readings|series)\\.',
    'src/panels/inspector/(?:row|refused|reason|number-control|quantities|problem-list)\\.',
  ].join('|'),
);

/**
 * How the engine is bundled, for the page's worker, for the benchmark that times it and for tests that simulate long. Named
 * numbers (flags, codes) stand as numbers where they are used: as variables of the bundle, the compiler would load each of
 * them every time. And the hottest functions stand in their callers.
 */
const optimization = { inlineConst: { mode: 'all', pass: 2 } } as const;
export const engineBundling = { optimization, plugins: [inlineCalls()] };

const port = Number(process.env.PORT) || 4173;

export default defineConfig({
  // Relative addresses, so that the built page works at the root of a host and in a folder of one.
  base: './',
  // There is one page and no client-side routing: a missing file must answer 404, not the page.
  appType: 'mpa',
  plugins: [splitWords(), leaveOut(), react()],
  worker: { format: 'es', rolldownOptions: { optimization }, plugins: () => [inlineCalls()] },
  build: {
    target: 'es2022',
    rolldownOptions: {
      // What the first view and the dialogs share would be a dozen pieces of half a kilobyte: one packs better.
      output: { codeSplitting: { groups: [{ name: 'shared', test: sharedWithDialogs }] } },
    },
  },
  // An address rather than the name: "localhost" may mean ::1 only, and the printed link must work.
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port },
  test: {
    projects: [
      {
        extends: true,
        plugins: [bundledEngine(engineBundling)],
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['tests/support/testing-library.ts'],
          // They start sooner than processes, and there are hundreds of files.
          pool: 'threads',
          // Modules are loaded once a thread, which is a quarter of the time; tests put back what they change.
          isolate: false,
          // The runner keeps one core to itself, and on two that is half of the machine.
          maxWorkers: '100%',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**'],
          // Theory and golden runs simulate minutes; a slow two-core machine that is busy needs room for them.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          // A worker keeps its browser, its server and its modules from file to file; every test has a context of its own.
          isolate: false,
          // Two browsers at a time: what a page waits for leaves half a core idle. The tests that measure take the best
          // of several tries.
          maxWorkers: 2,
          // A browser is a large machine within another that may be busy. The gate names every test that needed it.
          retry: 1,
          // The longest takes 20 seconds where nothing else runs, and a minute beside three busy programs.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
