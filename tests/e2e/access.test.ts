/** Axe finds nothing serious, in either theme, whatever is open, on a screen or a phone. */
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { expect, test } from './harness.ts';
import { card, PATIENCE, pause, pausedAt } from './person.ts';

test('the page is accessible: light', async ({ open }) => {
  const page = await open({ reducedMotion: 'reduce' });
  await showFailover(page);
  expect(await axeFindings(page), 'inspector').toEqual([]);
  for (const tab of ['Now', 'Model']) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await axeFindings(page, { within: '.inspector' }), tab).toEqual([]);
  }
  await page.getByRole('tab', { name: /^Results/ }).click();
  expect(await axeFindings(page, { within: '.outcome' }), 'results').toEqual([]);

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy the link' }).waitFor();
  expect(await axeFindings(page, { within: 'dialog' }), 'share').toEqual([]);
});

test('the page is accessible: dark', async ({ open }) => {
  const page = await open({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await showFailover(page);
  expect(await axeFindings(page), 'inspector').toEqual([]);
});

test('the page is accessible: phone', async ({ open }) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  await pausedAt(page);
  expect(await axeFindings(page), 'first view').toEqual([]);
  await page.getByRole('button', { name: 'Inspector: Scenario' }).tap();
  await page.getByRole('dialog').waitFor();
  expect(await axeFindings(page), 'inspector').toEqual([]);
});

/** The first view, then the moment of a failover at which most tones are on screen, with a node selected. */
async function showFailover(page: Page): Promise<void> {
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await pause(page);
  expect(await axeFindings(page), 'first view').toEqual([]);
  const story = page.getByRole('list', { name: 'What happened' });
  await story.getByRole('button').filter({ hasText: 'declared down' }).click();
  await card(page, 'web').click({ position: { x: 60, y: 15 } });
  await page.getByRole('textbox', { name: 'Servers' }).waitFor();
}
