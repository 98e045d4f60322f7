/** Each sentence of what "for everyone" means, by keyboard, by ear, without motion, without colour, on a phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { expect, test } from './harness.ts';
import { allIsWritten, card, clockMs, frames, nodeIds, PATIENCE, pausedAt } from './person.ts';

const blog = readFileSync(join(import.meta.dirname, '../golden/links/v1-blog.link'), 'utf8').trim();

test('a scenario is built, run, rewound and read in the outline, with the keyboard alone', async ({
  open,
}) => {
  const page = await open({ path: '?example=one-queue#autoplay=0', reducedMotion: 'reduce' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const before = await nodeIds(page);
  await page.keyboard.press('u');
  const outline = page.getByRole('dialog', { name: 'Outline' });
  await outline.waitFor();
  expect(await axeFindings(page, { within: 'dialog' })).toEqual([]);

  // Add: a web server, which opens at once.
  await choose(page, 'Component to add', 'webServer');
  await tabTo(page, /^Add$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(before.length + 1);
  const added = (await nodeIds(page)).find((id) => !before.includes(id))!;
  await expect.poll(() => spoken(page), PATIENCE).toContain('added');
  await outline.getByRole('button', { name: /^Delete Web server/ }).waitFor();
  // Rename it.
  await tabTo(page, /^Name$/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await outline.getByRole('button', { name: /^Second Web server/ }).waitFor();
  await expect.poll(() => spoken(page), PATIENCE).toContain('is called Second now');
  // Connect it to a database, drawn here too; then take the connection back.
  await choose(page, 'Component to add', 'database');
  await tabTo(page, /^Add$/);
  await page.keyboard.press('Enter');
  // It opens at once and takes the focus.
  await outline.getByRole('button', { name: /^Delete Database/ }).waitFor();
  await expect.poll(() => spoken(page), PATIENCE).toContain('Database');
  await focusRow(page, /^Second/);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Connect to' }).selectOption({ label: 'Database' });
  await tabTo(page, /^Connect$/);
  await page.keyboard.press('Enter');
  await outline.getByText('Calls Database', { exact: true }).waitFor();
  await expect.poll(() => spoken(page), PATIENCE).toBe('Second now calls Database.');
  await tabTo(page, /^Remove the connection to Database$/);
  await page.keyboard.press('Enter');
  await outline.getByText('Calls nobody.').waitFor();
  // Remove it.
  await tabTo(page, /^Delete Second$/);
  await page.keyboard.press('Enter');
  await card(page, added).waitFor({ state: 'detached' });

  // Select with the arrow keys, and on to its parameters.
  await focusRow(page, /./);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.react-flow__node.selected').count(), PATIENCE).toBe(1);
  await tabTo(page, /^Open its parameters$/);
  await page.keyboard.press('Enter');
  await outline.waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('#inspector')?.id), PATIENCE)
    .toBe('inspector');

  // Run and rewind.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('k');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(200);
  await page.keyboard.press('k');
  await pausedAt(page);
  await page.keyboard.press('Home');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(0);
});

test('events are told as they are reached, and do not flood', async ({ open }) => {
  const page = await open({ path: `${blog}&t=19.9` });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await expect.poll(() => clockMs(page), PATIENCE).toBe(19_900);
  const heard = await listen(page);
  // By hand: the event that is reached.
  await page.keyboard.press('.');
  await expect.poll(heard, PATIENCE).toEqual([expect.stringContaining('db-1 crashed.')]);
  // A key that is held down, as fast as it repeats: only where it stops.
  await page.evaluate(() => {
    for (let i = 0; i < 4; i++) {
      const key = { key: '.', code: 'Period', repeat: i > 0, bubbles: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', key));
    }
  });
  await expect.poll(async () => (await heard()).length, PATIENCE).toBe(2);

  // Ten minutes a second: everything happens at once, and little of it is said.
  await page.keyboard.press('Home');
  for (let i = 0; i < 5; i++) await page.keyboard.press(']');
  await page.keyboard.press('k');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(60_000);
  await frames(page, 60);
  expect((await heard()).length).toBeLessThanOrEqual(4);
});

test('without motion, links count instead of dots moving', async ({ open }) => {
  const page = await open({ path: `${blog}&t=10`, reducedMotion: 'reduce' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await page.locator('.request-legend').count()).toBe(0);
  // What takes no time (a button that appears after a second) is no movement, and the playhead is where playback stands.
  const animated = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(
        ({ id, effect }) => id !== 'playhead' && Number(effect?.getComputedTiming().duration) > 1,
      )
      .map((each) => (each as CSSAnimation).animationName),
  );
  expect(animated).toEqual([]);
});

test('colour is never the only signal of what is down', async ({ open }) => {
  const page = await open({ path: `${blog}&t=21`, forcedColors: 'active' });
  const db = card(page, 'db-1');
  await db.locator('.tag').getByText('down').waitFor({ timeout: PATIENCE.timeout });
  // A shape of its own: a diamond, where one that is up is a disc.
  const look = (id: string) =>
    card(page, id)
      .locator('.dot')
      .first()
      .evaluate((dot) => {
        const { rotate, borderRadius } = getComputedStyle(dot, '::before');
        return { rotate, borderRadius };
      });
  await allIsWritten(page);
  expect(await look('db-1')).not.toEqual(await look('db-2'));
  await expect.poll(() => page.locator('.link-cross').count(), PATIENCE).toBeGreaterThan(0);
});

test('a phone opens, plays and inspects a shared link, and reads its outline', async ({ open }) => {
  const page = await open({
    path: `${blog}&readonly=1`,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  await pausedAt(page);
  expect(await axeFindings(page)).toEqual([]);
  await card(page, 'web').tap({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Inspector: Web' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Inspector' });
  expect(await sheet.getByRole('textbox', { name: 'Servers' }).inputValue()).toBe('3');
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await page.getByRole('button', { name: 'The drawing as a list' }).last().tap();
  const outline = page.getByRole('dialog', { name: 'Outline' });
  await outline.getByRole('button', { name: /^Hot posts/ }).waitFor();
  expect(await axeFindings(page, { within: 'dialog' })).toEqual([]);
  const { scroll, width } = await outline
    .locator('.body')
    .evaluate((body) => ({ scroll: body.scrollWidth, width: body.clientWidth }));
  expect(scroll).toBe(width);
});

test('a figure and a read-only page are accessible', async ({ open }) => {
  const figure = await open({
    path: `${blog}&embed=1&t=21`,
    viewport: { width: 640, height: 400 },
    reducedMotion: 'reduce',
  });
  await expect.poll(() => clockMs(figure), PATIENCE).toBe(21_000);
  await frames(figure);
  expect(await axeFindings(figure)).toEqual([]);
  const page = await open({ path: `${blog}&readonly=1&t=21`, reducedMotion: 'reduce' });
  // A story that still grows changes its colours while they are looked at.
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await card(page, 'web').click({ position: { x: 60, y: 15 } });
  await page.getByRole('textbox', { name: 'Servers' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

/** A native list, which every keyboard and screen reader knows how to set. */
async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).selectOption(value);
}

async function focusRow(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name, '.outline-row');
}

/** Tab until the element of that name has the focus. */
async function tabTo(page: Page, name: RegExp, selector = '*'): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const focused = await page.evaluate((selector) => {
      const { activeElement } = document;
      if (!activeElement?.matches(selector)) return '';
      return activeElement.getAttribute('aria-label') ?? activeElement.textContent?.trim() ?? '';
    }, selector);
    if (focused !== '' && name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** What a screen reader has been told last. */
async function spoken(page: Page): Promise<string> {
  return ((await page.locator('p[aria-live=polite]').first().textContent()) ?? '').trim();
}

/** Everything a screen reader is told from here on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector('p[aria-live=polite]')!;
    new MutationObserver(() => said.push((region.textContent ?? '').trim())).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
