/** The load balancer's own failover: counted, taken over, reached again, taken back; seen on the card and told. */
import { expect, test } from './harness.ts';
import { card, clockMs, PATIENCE } from './person.ts';

test('a pair of balancers: every step is told and shown on the card', async ({ open }) => {
  const page = await open({ path: '?example=balancer-pair' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const story = page.getByRole('list', { name: 'What happened' });
  const tag = card(page, 'pair').locator('.tag');
  const go = async (text: RegExp) => {
    await story.getByRole('button', { name: text }).first().click();
    const playing = page.getByRole('button', { name: 'Pause' });
    if (await playing.isVisible()) await playing.click();
  };

  await go(/Pair #1 crashed and refuses connections\. The 11 calls inside are lost\./);
  await expect.poll(() => tag.textContent(), PATIENCE).toMatch(/nobody answers|missed/);
  await go(/Pair #2 misses advert 2 of 3/);
  await expect.poll(() => tag.textContent(), PATIENCE).toBe('missed 2 of 3');
  await expect.poll(() => card(page, 'pair').locator('.card.down').count(), PATIENCE).toBe(1);

  await go(/Pair #2 takes the address over after 3\.61\s?s without an advert/);
  await expect.poll(() => tag.textContent(), PATIENCE).toBe('#2 active');
  await card(page, 'pair')
    .getByRole('button', { name: /Pair #2 \(active\)/ })
    .waitFor();
  // The sentence leads to its cause.
  const because = story.getByRole('button', { name: /^Because: Pair #1 crashed/ });
  await because.first().click();
  await expect.poll(() => clockMs(page), PATIENCE).toBeLessThan(21_000);

  await go(/Clients reach Pair #2 .* 699 calls failed meanwhile/);
  await go(/Pair #1 takes the address back.* 10 calls under way .* are cut/);
  await expect.poll(() => tag.textContent(), PATIENCE).toBe('#1 active');
});
