/** Modules of ours and all that they import, bundled and minified for Node. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const cache = join(import.meta.dirname, '../../node_modules/.cache');

type Bundling = NonNullable<NonNullable<InlineConfig['build']>['rolldownOptions']>;

/** Returns a folder with a `.mjs` for each entry, by its name; it lasts as long as this process. */
export async function bundleForNode(
  entries: readonly string[],
  bundling: Bundling,
): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'bundle-'));
  process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      target: 'es2022',
      minify: true,
      rolldownOptions: {
        ...bundling,
        input: [...entries],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return outDir;
}
