/** The whole story with keys alone, and every key that the palette promises. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  allIsWritten,
  cameraStands,
  card,
  clockMs,
  focused,
  hashShown,
  nodeIds,
  PATIENCE,
  pausedAt,
} from './person.ts';

test('draw, crash, watch, take back and share with keys', async ({ open }) => {
  const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  const blogNodes = await nodeIds(page);

  await page.keyboard.press('k');
  const paused = await pausedAt(page);
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await clockMs(page)).toBe(paused);
  await page.keyboard.press('Space');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(paused);
  await page.keyboard.press('k');
  await pausedAt(page);

  await openResults(page);
  const blog = await hashShown(page);

  await page.keyboard.press('h');
  await expect.poll(() => nodeIds(page), PATIENCE).toContain('cache-2');
  await tabTo(page, /^Web server Web$/);
  // The card that has the focus is meant, not the one that is selected.
  await page.keyboard.press('e');
  const connect = page.getByRole('dialog', { name: 'Connect Web to…' });
  await connect.waitFor();
  // By its name: what cannot be is listed with its reason, and does nothing.
  await page.keyboard.type('readers');
  await page.keyboard.press('Enter');
  await connect.getByRole('option', { name: /^Readers/ }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('cac');
  await connect.getByRole('option', { name: /^Cache/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await connect.waitFor({ state: 'hidden' });
  await expect.poll(() => focused(page), PATIENCE).toBe('Web server Web');
  await page.getByText('Web calls Hot posts').getByText('Cache').waitFor({ state: 'attached' });

  await tabTo(page, /^Web #2: up\. Crash it\.$/);
  await page.keyboard.press('Enter');
  await card(page, 'web').getByRole('button', { name: 'Web #2: down. Restore it.' }).waitFor();
  const changed = await newKeyboardHash(page, blog);
  // Forward through the story until the balancer has given it up.
  const balancer = card(page, 'lb').locator('.sub');
  await expect
    .poll(async () => {
      await page.keyboard.press('.');
      await allIsWritten(page);
      return balancer.textContent();
    }, PATIENCE)
    .toBe('2 of 3 up');
  await expect
    .poll(() => card(page, 'web').locator('.tag').textContent(), PATIENCE)
    .toBe('1 of 3 down');

  const whole = await share(page);
  const other = await open({ path: whole });
  await expect.poll(() => nodeIds(other), PATIENCE).toEqual([...blogNodes, 'cache-2'].sort());
  await openResults(other);
  await other.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await hashShown(other)).toBe(changed);

  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect.poll(() => nodeIds(page), PATIENCE).toEqual(blogNodes);
  await expect.poll(() => newKeyboardHash(page, changed), PATIENCE).toBe(blog);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => nodeIds(page), PATIENCE).toContain('cache-2');
});

test('every key that the palette shows adds its component', async ({ open }) => {
  const page = await open();
  await card(page, 'web').waitFor();
  const keys = await page.locator('.palette-kind').evaluateAll((buttons) =>
    buttons.map((button) => ({
      name: button.getAttribute('aria-label') ?? '',
      key: button.querySelector('kbd')?.textContent ?? '',
    })),
  );
  expect(keys.length).toBeGreaterThan(5);
  for (const { name, key } of keys) {
    const before = await nodeIds(page);
    await page.keyboard.press(key.toLowerCase());
    await expect
      .poll(() => nodeIds(page), { ...PATIENCE, message: `${name}: ${key}` })
      .toHaveLength(before.length + 1);
  }
});

test('a new node is moved and deleted with keys', async ({ open }) => {
  const page = await open();
  await card(page, 'web').waitFor();
  await page.keyboard.press('h');
  const added = card(page, 'cache-2');
  await added.waitFor();
  await tabTo(page, /^Cache Cache$/);
  await cameraStands(page);
  const before = (await added.boundingBox())!;
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await added.boundingBox())!.x, PATIENCE).toBeGreaterThan(before.x);
  await page.keyboard.press('Delete');
  await added.waitFor({ state: 'detached' });
});

/** Tab until the element of that name has the focus; fails where the keyboard cannot reach it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed = new Set<string>();
  for (let i = 0; i < 150; i++) {
    const focused = await focusedName(page);
    if (name.test(focused)) return;
    passed.add(focused);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}, only ${[...passed].join(' · ')}`);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return '';
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent?.trim() ?? '';
  });
}

/** Tab reaches the chosen tab; arrows lead to its neighbours. */
async function openResults(page: Page): Promise<void> {
  await tabTo(page, /^Story$/);
  await page.keyboard.press('ArrowRight');
}

async function newKeyboardHash(page: Page, before: string): Promise<string> {
  await expect.poll(() => hashShown(page).catch(() => before), PATIENCE).not.toBe(before);
  return hashShown(page);
}

/** Through the dialog, back to where the focus was; answers the link's hash. */
async function share(page: Page): Promise<string> {
  await tabTo(page, /^Share$/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Share', exact: true });
  await dialog.waitFor();
  await tabTo(page, /^Copy the link$/);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Link copied.' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  return new URL(await page.evaluate(() => navigator.clipboard.readText())).hash;
}
