/**
 * Stories other than the database's: the load balancer's own failover, a flush, a queue, a breaker, an autoscaler, and
 * two primaries. Every step is told with its cause, marked on the time bar, and seen on the canvas.
 */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { card, clockMs, PATIENCE, pause } from './person.ts';

test('a pair of balancers: every step is told and shown on the card', async ({ open }) => {
  const { page, story, go } = await told(open, 'balancer-pair');
  const tag = card(page, 'pair').locator('.tag');

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

test('a flushed cache is warming until it is as good as before', async ({ open }) => {
  const { page, go } = await told(open, 'cache-flush');
  const tag = card(page, 'cache').locator('.tag');
  await go(/Hot posts forgot all 9,683 keys/);
  await expect.poll(() => tag.textContent(), PATIENCE).toBe('warming');
  await expect.poll(() => page.locator('.time-bar .mark.ok.is-step').count(), PATIENCE).toBe(1);
  await go(
    /Hot posts is warm again after 17\.2.s\. Of its reads 93\.4 % are hits, of 98\.2 % before/,
  );
  await expect.poll(() => tag.textContent(), PATIENCE).toBe('LRU');
});

test('what comes back to a queue names the crash of its worker, and the pile ends', async ({
  open,
}) => {
  const { go, because } = await told(open, 'durable-queue');
  await because(/^Because: Resize crashed/, 20_000);
  await go(/Pictures is as short as before\. Up to 223 messages had piled up/);
});

test('a breaker is a switch in its edge', async ({ open }) => {
  const { page, go, because } = await told(open, 'circuit-breaker');
  for (const [step, mode, words] of [
    [/stops calling Server B/, 'open', 'breaker open'],
    [/tries Server B again/, 'halfOpen', 'breaker half open'],
    [/calls Server B again/, 'closed', 'breaker closed again'],
  ] as const) {
    await go(step);
    await page.locator(`.link-switch.${mode}`).waitFor({ state: 'attached' });
    await page.locator('.link-state').getByText(words).waitFor();
  }
  await because(/^Because: With a breaker tries Server B again/, 29_925);
});

test('new servers start, are cold, serve and drain, each with its own shape', async ({ open }) => {
  const { page, story, go, because } = await told(open, 'autoscaling');
  // Growing is one line each time, which opens.
  const folds = story.getByRole('button', { name: /Reports scales: .* servers/ });
  await folds.nth(2).waitFor();
  // Overload breaks nothing: how long it lasted is under the time bar.
  await page.locator('.band.turnedAway').first().waitFor();
  expect(await story.getByText('Reports #4 starts.', { exact: true }).count()).toBe(0);
  for (const fold of await folds.all()) await fold.click();
  const web = card(page, 'reports');
  const seen = async (text: RegExp, shape: string, corner: string, below: RegExp) => {
    await go(text);
    await web.locator(`.dot.${shape}`).first().waitFor();
    await expect.poll(() => web.locator('.tag').textContent(), PATIENCE).toBe(corner);
    await expect.poll(() => web.locator('.sub').textContent(), PATIENCE).toMatch(below);
  };
  // Until enough of them serve, requests fail.
  await seen(/Reports #4 starts/, 'starting', '2 starting', /^22\.5.\/s failing$/);
  await seen(/Reports #4 takes requests, still cold/, 'cold', '2 still cold', /^15.\/s failing$/);
  await seen(/Reports #5 takes no more requests/, 'draining', '6 draining', /^mean /);
  await go(/grow from 2 to 4 servers: 5.s ago they were 99 % busy, the target is 60 %/);
  await because(/^Because: A spike begins/, 25_000);
});

test('two primaries are marked as such, and what stands on one side is told', async ({ open }) => {
  const { page, go } = await told(open, 'split-brain');
  const both = page.locator('.card .split');
  await go(/Split brain: db-1 and db-2 both take writes/);
  await expect.poll(() => both.count(), PATIENCE).toBe(2);
  await page.locator('.link.replication.is-idle').first().waitFor({ state: 'attached' });
  await go(/301 writes that it took alone are discarded/);
  await expect.poll(() => both.count(), PATIENCE).toBe(0);
  // The same cut without an end.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'For: none' }).click();
  const report = page.getByRole('region', { name: 'What went wrong' });
  await report.getByText(/\d+ writes stand on db-1 alone/).waitFor();
});

async function told(open: (options: { path: string }) => Promise<Page>, example: string) {
  const page = await open({ path: `?example=${example}` });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await pause(page);
  const story = page.getByRole('list', { name: 'What happened' });
  const go = (text: RegExp) => story.getByRole('button', { name: text }).first().click();
  /** The sentence leads to its cause. */
  const because = async (text: RegExp, atMs: number) => {
    await go(text);
    await expect.poll(() => clockMs(page), PATIENCE).toBe(atMs);
  };
  return { page, story, go, because };
}
