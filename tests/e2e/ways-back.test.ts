/** What is opened is left again: by Escape, by a way that leads elsewhere, by another document; the focus stays in hand. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { allIsWritten, card, clockMs, focused, PATIENCE, pausedAt } from './person.ts';

const waterfall = (page: Page) => page.getByRole('region', { name: /^Request \d+$/ });

test('a request makes way for another document, for Escape and for a way elsewhere', async ({
  open,
}) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.keyboard.press('k');
  await pausedAt(page);
  await page.getByRole('tab', { name: 'Requests' }).click();
  const rows = page.locator('.request-list button');
  await rows.first().click();
  await waterfall(page).waitFor();

  // From another place than the request itself, and from the buttons of a choice, which take no letters.
  await page.getByRole('radio', { name: 'All' }).focus();
  await page.keyboard.press('Escape');
  await waterfall(page).waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page), PATIENCE).toBe('All');

  // Its own focus goes back to where it was opened.
  await rows.nth(1).press('Enter');
  await waterfall(page).getByRole('button', { name: 'Close the request' }).press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toBe(await rows.nth(1).textContent());
  await page.getByRole('button', { name: 'slowest here' }).press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toMatch(/^Request \d+$/);
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page), PATIENCE).toBe('slowest here');

  // Ways to another moment: from the account of what went wrong, from the story, from the reasons.
  const ways: [string, RegExp][] = [
    ['Story', /^19\.\d+$/],
    ['Why', /Go to the first: .*db-1/],
  ];
  const report = page.getByRole('region', { name: 'What went wrong' });
  await page.getByRole('tab', { name: 'Story' }).click();
  await report.getByRole('button', { name: /How and why$/ }).click();
  for (const [tab, name] of ways) {
    await page.getByRole('tab', { name: 'Requests' }).click();
    await rows.first().click();
    await waterfall(page).waitFor();
    await page.getByRole('tab', { name: tab }).click();
    await allIsWritten(page);
    const before = await clockMs(page);
    await page.locator('.outcome-body').getByRole('button', { name }).first().click();
    await waterfall(page).waitFor({ state: 'hidden' });
    await expect.poll(() => clockMs(page), PATIENCE).not.toBe(before);
  }

  await page.getByRole('tab', { name: 'Requests' }).click();
  await rows.first().click();
  await waterfall(page).waitFor();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: /^New/ }).click();
  await page.getByRole('heading', { name: 'Nothing drawn yet' }).waitFor();
  await waterfall(page).waitFor({ state: 'hidden' });
});

test('the keyboard keeps its place, whatever goes away under it', async ({ open }) => {
  const page = await open();
  const chip = page.locator('.run-chip');
  await chip.waitFor({ timeout: PATIENCE.timeout });
  const untouched = await chip.textContent();
  await page.keyboard.press('k');
  await pausedAt(page);
  const isAt = (place: Locator) =>
    expect
      .poll(() => place.evaluate((element) => element === document.activeElement), PATIENCE)
      .toBe(true);
  const inspector = page.getByRole('region', { name: 'Inspector' });

  // The inspector goes with the selection.
  await card(page, 'web').focus();
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Crash', exact: true }).press('Enter');
  await isAt(inspector.getByRole('button', { name: 'Restore', exact: true }));
  await page.keyboard.press('Escape');
  await inspector.getByRole('textbox', { name: 'Seed' }).waitFor();
  await isAt(card(page, 'web'));
  await page.keyboard.press('Control+z');
  // The lists below are of the run that comes anew.
  await expect.poll(() => chip.textContent(), PATIENCE).toBe(untouched);

  // The drawing is out of reach behind an opened cache.
  await card(page, 'cache').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Look inside' }).press('Enter');
  const inside = page.getByRole('region', { name: 'Inside Hot posts' });
  await isAt(inside);
  await page.keyboard.press('Escape');
  await inside.waitFor({ state: 'hidden' });
  await isAt(card(page, 'cache'));

  // Two hundred requests are one stop, which stays where it was left.
  await page.getByRole('tab', { name: 'Requests' }).click();
  const rows = page.locator('.request-list button');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await isAt(page.getByRole('button', { name: 'Save a trace' }));
  await page.keyboard.press('Shift+Tab');
  await isAt(rows.nth(1));

  // A deleted card takes its inspector along.
  await card(page, 'cache').focus();
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Delete Hot posts' }).press('Enter');
  await card(page, 'cache').waitFor({ state: 'detached' });
  await isAt(page.locator('main'));
});
