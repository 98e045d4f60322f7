/**
 * For tests that simulate long: the engine bundled as the page's worker gets it, and run by Node itself. The test runner
 * makes of every import a look-up in an object, in the hottest loops too, and a run takes more than twice as long.
 */
import { join, sep } from 'node:path';
import type { Plugin } from 'vitest/config';
import { bundleForNode } from './node-bundle.ts';

const root = join(import.meta.dirname, '../..');
/** Whose tests those are. Others may want to replace a part of the engine, which a bundle does not let them. */
const testers = ['determinism', 'fuzz', 'golden', 'support', 'theory'].map(
  (folder) => join(root, 'tests', folder) + sep,
);
/** What they run the engine by. */
const doors = ['scenario/compile', 'scenario/run', 'bridge/session'];

export function bundledEngine(bundling: Parameters<typeof bundleForNode>[1]): Plugin {
  const sourceOf = (door: string) => join(root, 'src', `${door}.ts`);
  let bundle: Promise<string> | null = null;
  let isWatched = false;
  return {
    name: 'bundled-engine',
    enforce: 'pre',
    configureVitest({ vitest }) {
      isWatched = vitest.config.watch;
    },
    async resolveId(id, importer) {
      const door = doors.find((path) => id.endsWith(`/${path}.ts`));
      const isTester = testers.some((folder) => importer?.startsWith(folder));
      // Who watches wants to see what the last edit did.
      if (!door || !isTester || isWatched) return null;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      if (resolved?.id !== sourceOf(door)) return null;
      bundle ??= bundleForNode(doors.map(sourceOf), bundling);
      return join(await bundle, `${door.split('/')[1]}.mjs`);
    },
  };
}
