/** The engine as the page's worker gets it, bundled and minified, for timing what people run. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { engineBundling } from '../../vite.config.ts';
import type { timeRun } from './measure.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache');

export async function bundledTimeRun(): Promise<typeof timeRun> {
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, 'measure.ts'),
        outDir,
        target: 'es2022',
        minify: true,
        rolldownOptions: { ...engineBundling, output: { entryFileNames: 'measure.mjs' } },
      },
    });
    const module = await import(pathToFileURL(join(outDir, 'measure.mjs')).href);
    return module.timeRun;
  } finally {
    rmSync(outDir, { recursive: true });
  }
}
