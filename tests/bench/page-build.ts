/**
 * The page as it is built, but for two things that a benchmark needs: it counts the requests that it draws, and it
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
    plugins: [asManyDots()],
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

/** `?dots=2000` in the address; `dotsDrawn` on the window is what the last frame drew. */
function asManyDots(): Plugin {
  const wanted = "Number(new URLSearchParams(location.search).get('dots'))";
  const changes: readonly (readonly [file: string, what: RegExp, into: string])[] = [
    // Levels halve what is drawn: the bound stands so that the count wanted is always reached.
    ['canvas/moving-requests.ts', /DOTS_IN_SIGHT = \d+;/, `DOTS_IN_SIGHT = 2 * ${wanted};`],
    ['canvas/request-painter.ts', /this\.#about\.perLink = [^;]+;/, 'this.#about.perLink = 1e9;'],
    ['canvas/request-painter.ts', /MOST_DOTS = \d+;/, 'MOST_DOTS = 65_536;'],
    [
      'canvas/request-painter.ts',
      /if \(dots\.count === 0\) return;/,
      '(window as { dotsDrawn?: number }).dotsDrawn = dots.count;\n$&',
    ],
  ];
  return {
    name: 'as-many-dots',
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
