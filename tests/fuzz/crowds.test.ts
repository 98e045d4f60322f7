/** Links of a few kilobytes that once held a page for a minute and more. */
import { describe, it } from 'vitest';
import { crowdedFile, crowds } from './crowds.ts';
import { linkIsReadSoon, packed } from './mutations.ts';

describe('a link is read in 50 ms', () => {
  it.each(crowds)('though it holds %s', async (_, crowd) => {
    await linkIsReadSoon(await packed(crowdedFile(crowd)));
  });
});
