/** One run hash for one scenario, in Node and in Chromium; `npm run hash:engines` asks every engine that is installed. */
import { readdirSync, readFileSync } from 'node:fs';
import { bundlePureHalf } from '../engines/bundle.ts';
import { askChromium } from '../engines/engines.ts';
import { expect, test } from './harness.ts';

/** What Node answers: tests/golden runs each of them there and compares it with these files. */
const golden = new URL('../golden/gallery/', import.meta.url);

test('every bundled scenario has one run hash in Node and in Chromium', async ({ browser }) => {
  const inNode = Object.fromEntries(
    readdirSync(golden).map((name) => {
      const { runHash } = JSON.parse(readFileSync(new URL(name, golden), 'utf8'));
      return [name.replace('.json', ''), runHash as string];
    }),
  );
  expect(Object.keys(inNode).length).toBeGreaterThan(5);
  expect(await askChromium(browser, await bundlePureHalf())).toEqual(inNode);
});
