/** Going back, and another future: by mouse and by keys. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  cameTo,
  card,
  clockMs,
  comesToHash,
  figures,
  newHash,
  PATIENCE,
  pausedAt,
  restingBox,
  runHash,
  seekTo,
} from './person.ts';

test('a moment is the same whichever way the cursor comes there', async ({ open }) => {
  const page = await open();
  await pauseByKey(page);
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: /^Results/ }).click();
  await seekTo(page, 0.4);
  const there = await settled(page);
  await seekTo(page, 0.9);
  const later = await settled(page);
  expect(later.state).not.toBe(there.state);
  await seekTo(page, 0.4);
  expect(await settled(page)).toEqual(there);
  await page.keyboard.press('Home');
  await cameTo(page, 0);
  await seekTo(page, 0.4);
  expect(await settled(page)).toEqual(there);
});

test('a fault from the menu is a flag that moves by mouse and keys, and is undone', async ({
  open,
}) => {
  const page = await open();
  await pauseByKey(page);
  const before = await runHash(page);
  const cursor = await clockMs(page);
  await card(page, 'web').click({ button: 'right', position: { x: 60, y: 15 } });
  await page.getByRole('menuitem', { name: 'Slow down' }).click();
  const flag = page.getByRole('button', { name: /^Slowdown: Web at/ });
  await flag.waitFor();
  const slowed = await newHash(page, before);
  expect(await clockMs(page)).toBe(cursor);

  const box = await restingBox(flag);
  await page.mouse.move(box.x + 8, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 8, { steps: 6 });
  await page.mouse.move(box.x + 300, box.y + 8, { steps: 6 });
  await page.mouse.up();
  const dragged = await newHash(page, slowed);
  const label = await flag.getAttribute('aria-label');

  await flag.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => flag.getAttribute('aria-label'), PATIENCE).not.toBe(label);
  expect(await clockMs(page)).toBe(cursor);

  // Two nudges are one step, the drag is another, the fault a third.
  await page.keyboard.press('Control+z');
  await expect.poll(() => flag.getAttribute('aria-label'), PATIENCE).toBe(label);
  await comesToHash(page, dragged);
  await page.keyboard.press('Control+z');
  await comesToHash(page, slowed);

  await flag.press('Enter');
  const editor = page.getByRole('dialog', { name: /^Slowdown: Web at/ });
  await editor.getByRole('textbox', { name: 'Factor' }).waitFor();
  await page.keyboard.press('Escape');
  await flag.press('Delete');
  await flag.waitFor({ state: 'detached' });
  await comesToHash(page, before);
});

test('a partition has two sides that can be chosen', async ({ open }) => {
  const page = await open();
  await pauseByKey(page);
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await card(page, 'db-2').click({ button: 'right', position: { x: 60, y: 15 } });
  await page.getByRole('menuitem', { name: 'Cut off…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Cut off db-2 at/ });
  await dialog.getByRole('combobox', { name: 'Side of db-3' }).selectOption('with');
  await dialog.getByRole('button', { name: 'Cut off', exact: true }).click();
  await page.getByRole('button', { name: /^Partition: db-2 at/ }).waitFor();
  await page.getByRole('list', { name: 'What happened' }).getByText('db-2').first().waitFor();
});

/** All that a person can compare, once the engine has told the state there: until then, dots stand in its place. */
async function settled(page: Page) {
  const fact = page.locator('.results .fact').filter({ hasText: 'State at the cursor' });
  await expect.poll(() => fact.locator('.mono').textContent(), PATIENCE).toMatch(/^\w{4} \w{4}$/);
  return {
    state: await fact.locator('.mono').textContent(),
    clock: await clockMs(page),
    figures: await figures(page),
  };
}

async function pauseByKey(page: Page): Promise<void> {
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await page.keyboard.press('k');
  await pausedAt(page);
}
