/**
 * The page as it is built, but for what a benchmark needs: it counts the requests that it draws, and it records and
 * draws as many as it is asked for, where the page itself thins them by what links and screen have room for.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** Answers the folder that holds the built page. */
export async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-bench-'));
  await build({
    root,
    logLevel: 'error',
    plugins: [changing('many-dots', drawn)],
    worker: { plugins: () => [changing('many-hops', recorded)] },
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

type Changes = readonly (readonly [file: string, what: RegExp, into: string])[];

/** `?dots=2000` in the address; `dotsDrawn` on the window is what the last frame drew. */
const drawn: Changes = [
  // Levels halve what is drawn: the bound stands so that the count wanted is always reached.
  [
    'canvas/moving-requests.ts',
    /DOTS_IN_SIGHT = \d+;/,
    "DOTS_IN_SIGHT = 2 * Number(new URLSearchParams(location.search).get('dots'));",
  ],
  ['canvas/request-painter.ts', /this\.#about\.perLink = [^;]+;/, 'this.#about.perLink = 1e9;'],
  ['canvas/request-painter.ts', /MOST_DOTS = \d+;/, 'MOST_DOTS = 65_536;'],
  [
    'canvas/request-painter.ts',
    /placeDots\(legs, [^;]+;/,
    '$&\n(window as { dotsDrawn?: number }).dotsDrawn = dots.count;',
  ],
  // The worker has no address to read: it is told by its name.
  [
    'bridge/client.ts',
    /\{ type: 'module' \}/,
    "{ type: 'module', name: new URLSearchParams(location.search).get('dots') }",
  ],
];

/**
 * A larger sample than the engine keeps for the page: so many hops a second that as many as are wanted are in sight, and
 * no more, as each that is recorded is also received. They are sampled by powers of two, and a third of them is behind
 * cards.
 */
const recorded: Changes = [
  ['scenario/compile.ts', /HOPS_PER_SEC = 600;/, 'HOPS_PER_SEC = 1.5 * Number(self.name);'],
  ['scenario/compile.ts', /HOPS_IN_ALL = 200_000;/, 'HOPS_IN_ALL = 4_000_000;'],
  ['sim/recorder.ts', /HOPS_OF_A_RUN = 1_000_000;/, 'HOPS_OF_A_RUN = 20_000_000;'],
];

function changing(name: string, changes: Changes): Plugin {
  return {
    name,
    enforce: 'pre',
    transform(code, id) {
      let text = code;
      for (const [file, what, into] of changes) {
        if (!id.endsWith(file)) continue;
        if (!what.test(text)) throw new Error(`${file}: the benchmark looks for ${what}`);
        text = text.replace(what, into);
      }
      return text === code ? null : text;
    },
  };
}
