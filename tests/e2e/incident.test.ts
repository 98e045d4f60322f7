/** What went wrong last, above the story: of a failover what it cost at the clients, and which writes are lost. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  allIsWritten,
  card,
  clockMs,
  frames,
  newHash,
  PATIENCE,
  pausedAt,
  restingBox,
  runHash,
  seekTo,
} from './person.ts';

test('the page tells why writes failed, for how long, and which are lost', async ({ open }) => {
  const page = await opened(open);
  const report = page.getByRole('region', { name: 'What went wrong' });
  const headline = report.getByRole('heading', { name: /^1,377 writes failed within 8\.7/ });
  await headline.waitFor();
  await report
    .getByText(
      /^Still to come, at 20\.000: No primary for 8\.68.s\. 1 acknowledged write is lost\.$/,
    )
    .waitFor();
  const story = page.getByRole('list', { name: 'What happened' });
  await story.waitFor();

  await headline.getByRole('button').click();
  await report.getByText(/^db-1 crashed at 20\.000; db-2 took its writes at 28\.683/).waitFor();
  for (const stage of ['noticed', 'chosen', 'promoted', 're-routed']) {
    await report.getByRole('button', { name: stage }).waitFor();
  }
  await report.getByText('1,376 connection refused at db-1').waitFor();
  // All of it is in sight, on a laptop and on a desk; the story is a click away.
  await expect.poll(() => isWhole(report), PATIENCE).toBe(true);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(() => page.evaluate(() => innerWidth), PATIENCE).toBe(1920);
  await frames(page);
  await expect.poll(() => isWhole(report), PATIENCE).toBe(true);
  await page.setViewportSize({ width: 1440, height: 900 });
  await headline.getByRole('button', { name: /Back$/ }).click();
  await story.waitFor();
  await headline.getByRole('button').click();

  const lost = report.getByRole('listitem').filter({ hasText: /^key \d+/ });
  await expect.poll(() => lost.count(), PATIENCE).toBe(1);
  await lost.first().getByRole('button').click();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(19_000);
  expect(await clockMs(page)).toBeLessThan(20_000);

  // The role moves to another database, and the replication edge between them turns round.
  await allIsWritten(page);
  expect(await card(page, 'db-1').locator('.tag').textContent()).toBe('primary');
  await report.getByRole('button', { name: 're-routed' }).click();
  await expect
    .poll(() => card(page, 'db-2').locator('.tag').textContent(), PATIENCE)
    .toBe('primary');
  await page.locator('.link.replication.is-turned').waitFor({ state: 'attached' });
  await headline.getByRole('button').click();
  const cause = page.getByRole('button', { name: /^Because: db-1 crashed/ }).first();
  await cause.click();
  await expect.poll(() => clockMs(page), PATIENCE).toBe(20_000);
});

test('a crash by hand becomes the headline, and the failover after it tells no lie', async ({
  open,
}) => {
  const page = await opened(open);
  const blog = await runHash(page);
  await seekTo(page, 7 / 60);
  await card(page, 'web').click({ button: 'right', position: { x: 60, y: 15 } });
  await page.getByRole('menuitem', { name: 'Crash', exact: true }).click();
  await newHash(page, blog);
  const report = page.getByRole('region', { name: 'What went wrong' });
  await report.getByRole('heading', { name: /^Web crashed/ }).waitFor();
  await report
    .getByText(
      /^[\d,]+ of [\d,]+ requests failed from [67]\.\d+ to 20\.000\. The next fault, at 20\.000 \(db-1 crashed\), ends this count; from there to 01:00\.000 [\d,]+ of [\d,]+ requests failed, perhaps because of both\.$/,
    )
    .waitFor();

  await seekTo(page, 0.5);
  const failover = report.getByRole('heading', {
    name: /^No primary for 8\.68.s; no write got that far/,
  });
  await failover.waitFor();
  await failover.getByRole('button').click();
  await report
    .getByText(/failed before they reached the database.*nothing to do with this/)
    .waitFor();
  await report.getByText(/[\d,]+ no target up at Load balancer \(Web crashed/).waitFor();
});

test('old values are marked where they are answered, on the canvas, in the story and in the list', async ({
  open,
}) => {
  const page = await opened(open);
  await seekTo(page, 0.5);
  for (const id of ['cache', 'db-3']) {
    await expect
      .poll(() => card(page, id).locator('.stale').textContent(), PATIENCE)
      .toMatch(/^\d+\s?\/s stale$/);
  }
  for (const id of ['db-2', 'web']) {
    await card(page, id).locator('.stale').waitFor({ state: 'hidden' });
  }
  const story = page.getByRole('list', { name: 'What happened' });
  const line = story
    .getByRole('listitem')
    .filter({ hasText: /^[\d.:]+db-3 answers with old values/ });
  await expect
    .poll(() => line.first().textContent(), PATIENCE)
    .toMatch(/× [\d,]+, [\d.]+ to [\d:.]+$/);
  await page.keyboard.press('u');
  await page.getByRole('button', { name: /db-3.*replica · .* stale/ }).waitFor();
});

test('on a phone the whole account stands above the story', async ({ open }) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('button', { name: 'Story', exact: true }).click();
  const report = page.getByRole('region', { name: 'What went wrong' });
  await report.getByRole('button', { name: /How and why$/ }).click();
  await report.getByText(/^1 write that db-1 had acknowledged is lost/).waitFor();
  await expect.poll(() => isWhole(report), PATIENCE).toBe(true);
  const story = await restingBox(page.getByRole('list', { name: 'What happened' }));
  const above = await restingBox(report);
  expect(story.y).toBeGreaterThanOrEqual(above.y + above.height - 1);
  expect(story.height).toBeGreaterThan(100);
});

async function opened(open: (options?: object) => Promise<Page>): Promise<Page> {
  const page = await open();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await page.keyboard.press('k');
  await pausedAt(page);
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  return page;
}

/** Nothing of it has to be scrolled for. */
function isWhole(element: Locator): Promise<boolean> {
  return element.evaluate((one) => {
    const box = one.getBoundingClientRect();
    const hasRoom = one.scrollHeight <= one.clientHeight && one.scrollWidth <= one.clientWidth;
    return hasRoom && box.bottom <= innerHeight && box.height > 100;
  });
}
