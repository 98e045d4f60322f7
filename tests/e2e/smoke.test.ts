import { expect, test } from './harness.ts';

test('the built page opens and says what it is', async ({ open }) => {
  const page = await open();
  expect(await page.title()).toContain('Spillway');
  await page.locator('#root > *').first().waitFor();
});
