/** One run hash for one scenario, in Node and in Chromium; `npm run hash:engines` asks every engine that is installed. */
import { expect, it } from 'vitest';
import { bundlePureHalf } from '../engines/bundle.ts';
import { engines } from '../engines/engines.ts';

it('every bundled scenario has one run hash in Node and in Chromium', async () => {
  const script = await bundlePureHalf();
  const [node, chromium] = engines;
  const hashes = await node!.run(script);
  expect(Object.keys(hashes).length).toBeGreaterThan(5);
  expect(await chromium!.run(script)).toEqual(hashes);
});
