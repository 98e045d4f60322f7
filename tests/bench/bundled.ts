/** The engine as the page's worker gets it, bundled and minified, for timing what people run. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { engineBundling } from '../../vite.config.ts';
import { bundleForNode } from '../support/node-bundle.ts';
import type { timeRun } from './measure.ts';

export async function bundledTimeRun(): Promise<typeof timeRun> {
  const dir = await bundleForNode([join(import.meta.dirname, 'measure.ts')], engineBundling);
  const module = await import(pathToFileURL(join(dir, 'measure.mjs')).href);
  return module.timeRun;
}
