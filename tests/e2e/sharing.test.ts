/** Links that say how they want to be opened: read-only, as a figure in an article, at a moment, with a view. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  cameraStands,
  card,
  clockMs,
  command,
  focused,
  frames,
  nodeIds,
  PATIENCE,
  pausedAt,
  restingBox,
  roomForCaption,
} from './person.ts';

const blog = readFileSync(join(import.meta.dirname, '../golden/links/v1-blog.link'), 'utf8').trim();
const WHY = 'This link is read-only: watch and inspect everything.';

test('a read-only link can be watched and inspected, and nothing of it changed', async ({
  open,
}) => {
  const page = await open({ path: `${blog}&readonly=1&t=20.5` });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await expect.poll(() => clockMs(page), PATIENCE).toBe(20_500);
  await expect.poll(() => card(page, 'db-1').locator('.tag').textContent(), PATIENCE).toBe('down');
  const before = await nodeIds(page);

  // Inspected: what it is set to, and what it does now.
  await card(page, 'web').click({ position: { x: 60, y: 15 } });
  const servers = page.getByRole('textbox', { name: 'Servers' });
  expect(await servers.inputValue()).toBe('3');
  expect(await servers.isEditable()).toBe(false);
  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByText('Arriving').waitFor();
  await page.getByRole('tab', { name: 'Parameters' }).click();
  await servers.waitFor();

  // Not changed: by the palette, the canvas, the inspector or the keys; and each says why.
  const toast = page.getByRole('status').filter({ hasText: WHY });
  const tries: (() => Promise<void>)[] = [
    () => page.getByRole('button', { name: 'Add Cache' }).click({ force: true }),
    () => page.getByRole('button', { name: 'Crash', exact: true }).click({ force: true }),
    () => page.getByRole('button', { name: 'Web #1: up.' }).click({ force: true }),
    () => page.keyboard.press('h'),
    () => page.keyboard.press('Delete'),
    () => page.keyboard.press('e'),
    () => page.keyboard.press('Control+d'),
  ];
  for (const attempt of tries) {
    await attempt();
    await toast.waitFor();
    await toast.getByRole('button', { name: 'Dismiss' }).click();
  }
  await cameraStands(page);
  const apart = await distance(page, 'web', 'lb');
  await card(page, 'web').hover({ position: { x: 60, y: 15 } });
  await page.mouse.down();
  await page.mouse.move(500, 200, { steps: 4 });
  await page.mouse.up();
  // The whole drawing has moved, as if the canvas had been dragged.
  await cameraStands(page);
  expect(await distance(page, 'web', 'lb')).toBeCloseTo(apart, 1);
  expect(await nodeIds(page)).toEqual(before);
  expect(await silentControls(page)).toEqual([]);

  await page.getByRole('banner').getByRole('button', { name: 'Duplicate and edit' }).click();
  await expect.poll(() => page.title(), PATIENCE).toBe('Blog behind a cache (copy) · Spillway');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(20_500);
  await page.keyboard.press('h');
  await card(page, 'cache-2').waitFor();
  await page.getByText('saved', { exact: true }).waitFor();
  await page.reload();
  await card(page, 'cache-2').waitFor();
  expect(page.url()).not.toContain('#');
});

test('a read-only page offers what it allows, and a copy for the rest', async ({ open }) => {
  const path = `${blog}&readonly=1&t=20.5`;
  const page = await open({ path, permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const menu = page.getByRole('menu');

  // A link to what is looked at, which is read-only as this one is.
  await card(page, 'cache').click({ button: 'right', position: { x: 60, y: 15 } });
  await expect
    .poll(() => menu.getByRole('menuitem').allTextContents(), PATIENCE)
    .toEqual([
      expect.stringMatching(/^Inspect/),
      'Look inside',
      'Copy a link to this moment (00:20.500)',
      expect.stringMatching(new RegExp(`^Duplicate and edit${WHY}`)),
    ]);
  await menu.getByRole('menuitem', { name: /^Copy a link/ }).click();
  await page.getByRole('status').filter({ hasText: 'Link copied.' }).waitFor();
  const { hash } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(hash).toMatch(/&readonly=1&t=20\.5$/);
  const other = await open({ path: hash });
  await other.getByRole('textbox', { name: 'Capacity' }).waitFor();
  await other.close();

  await card(page, 'web').click({ button: 'right', position: { x: 60, y: 15 } });
  await menu.getByRole('menuitem', { name: /^Inspect/ }).press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toBe('Name');

  // The command list: off with the reason, and the way out.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+k');
  const list = page.getByRole('dialog', { name: 'Find or do' });
  for (const [typed, name] of [
    ['crash web', 'Crash Web'],
    ['add cache', 'Add Cache'],
    ['lay the', 'Lay the drawing out'],
  ] as const) {
    await list.getByRole('combobox').fill(typed);
    const line = list.getByRole('option', { name: new RegExp(`^${name}`) }).first();
    await expect.poll(() => line.textContent(), PATIENCE).toContain('Read-only');
  }
  await page.keyboard.press('Enter');
  expect(await list.isVisible()).toBe(true);
  await command(page, 'duplicate and', /^Duplicate and edit/);
  await expect.poll(() => page.title(), PATIENCE).toContain('(copy)');
  await card(page, 'cache').click({ button: 'right', position: { x: 60, y: 15 } });
  await menu.getByRole('menuitem', { name: 'Connect to…' }).waitFor();
});

test('a figure lives in the frame of an article', async ({ open, address }) => {
  const page = await open({ path: 'scenario.schema.json' });
  await page.setContent(
    `<iframe src="${address}${blog}&embed=1&t=20.000250" width="640" height="400"></iframe>`,
  );
  const figure = page.frameLocator('iframe');
  await expect.poll(() => figure.locator('.clock').textContent(), PATIENCE).toBe('00:20.000');
  await figure.locator('.react-flow__node[data-id=db-1]').getByText('down').waitFor();
  // No chrome to edit with, and nothing that sticks out.
  expect(await figure.locator('.palette, .inspector, .top-bar, .charts').count()).toBe(0);
  for (const id of ['readers', 'web', 'cache', 'db-3', 'pictures']) {
    const box = await restingBox(figure.locator(`.react-flow__node[data-id=${id}]`));
    expect(box.x, id).toBeGreaterThan(0);
    expect(box.x + box.width, id).toBeLessThan(8 + 640);
    expect(box.y + box.height, id).toBeLessThan(8 + 400 - 44);
  }
  await expect.poll(() => figure.locator('.played').count(), PATIENCE).toBe(1);

  // The reader opens the whole page, at the very moment.
  const opened = page.context().waitForEvent('page');
  await figure.getByRole('link', { name: /Open in Spillway/ }).click();
  const whole = await opened;
  await whole.waitForURL(/&t=20\.00025$/);
  await whole.locator('.palette').waitFor();
  await whole.close();

  await figure.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => secondsOf(figure), PATIENCE).toBeGreaterThan(20.3);
  await figure.getByRole('button', { name: 'Pause' }).click();
});

for (const size of [
  { width: 720, height: 420 },
  { width: 560, height: 315 },
  { width: 390, height: 520 },
]) {
  test(`a figure of ${size.width} × ${size.height} tells what happens beside its cards`, async ({
    open,
  }) => {
    const page = await open({ path: `${blog}&embed=1&autoplay=1&t=19.9`, viewport: size });
    await cameraStands(page);
    // Three lines, whatever the sentence of this moment needs.
    expect(await roomForCaption(page)).toBeGreaterThan(58);
  });
}

test('a figure of a broken link says so and shows nobody’s work', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Add Cache' }).click();
  await page.getByText('saved', { exact: true }).waitFor();
  await page.goto(`${page.url().split('#')[0]}?figure#s=AAAA&embed=1`);
  await page.getByRole('alert').getByText('This link cannot be opened').waitFor();
  expect(await page.locator('.react-flow__node').count()).toBe(0);
});

test('what is asked for and not understood is said, and the work stays', async ({ open }) => {
  const page = await open({ path: `${blog}&t=soon` });
  await page
    .getByText('This link cannot be opened. The link asks for something unknown: expected a time')
    .waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${blog}&readonly=perhaps`);
  await page.getByText('expected readonly=1 or readonly=0').waitFor();
  await page.getByRole('button', { name: 'Add Cache' }).click();
  await card(page, 'cache-2').waitFor();
});

test('autoplay begins at the moment; without it the moment stands still', async ({ open }) => {
  const page = await open({ path: `${blog}&autoplay=0` });
  const go = (settings: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, `${blog}${settings}`);
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await clockMs(page)).toBe(0);
  await go('&t=30');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(30_000);
  await frames(page, 20);
  expect(await pausedAt(page)).toBe(30_000);
  await go('&t=40&autoplay=1');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(40_100);
});

test('a moment beyond the end of the run is its end, and the page says so', async ({ open }) => {
  const page = await open({ path: `${blog}&t=90&autoplay=1` });
  const said = 'The link asks for 01:30.000, but the run ends at 01:00.000: this is its end.';
  await page.getByRole('status').getByText(said).waitFor();
  expect(await pausedAt(page)).toBe(60_000);
  const korean = await open({ path: `${blog}&t=90`, locale: 'ko-KR' });
  await korean.getByRole('status').getByText('실행이 끝나는 01:00.000을 보여 줍니다.').waitFor();
  expect(await pausedAt(korean)).toBe(60_000);
});

test('a link carries the moment and what is looked at', async ({ open }) => {
  const author = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await author.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await author.keyboard.press('k');
  await pausedAt(author);
  // At this pace the clock has no microseconds, and neither has the moment that is offered.
  await author.getByRole('button', { name: 'Share', exact: true }).click();
  await author.getByRole('checkbox', { name: /^At this moment \(00:\d\d\.\d{3}\)$/ }).waitFor();
  await author.keyboard.press('Escape');
  // Slow enough for microseconds: 1/100.
  for (let i = 0; i < 3; i++) await author.keyboard.press('[');
  await card(author, 'db-1').click({ position: { x: 60, y: 15 } });
  const canvas = (await author.locator('.canvas').boundingBox())!;
  await author.mouse.move(canvas.x + 300, canvas.y + 300);
  await author.mouse.wheel(0, -300);
  const clock = author.locator('.clock');
  await expect.poll(() => clock.textContent(), PATIENCE).toMatch(/^00:\d\d\.\d{3}.\d{3}$/);
  await cameraStands(author);
  const shown = await clock.textContent();

  await author.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = author.getByRole('dialog', { name: 'Share', exact: true });
  await dialog.getByRole('checkbox', { name: /^At this moment/ }).check();
  await dialog.getByRole('checkbox', { name: /^With what I look at/ }).check();
  await dialog.getByText('short enough for chats').waitFor();
  // The link is made anew with each choice.
  const field = dialog.getByRole('textbox').first();
  await expect.poll(() => field.inputValue(), PATIENCE).toMatch(/&t=\d/);
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await dialog.getByRole('button', { name: 'Link copied.' }).waitFor();
  const url = new URL(await author.evaluate(() => navigator.clipboard.readText()));
  await dialog.getByRole('radio', { name: 'A figure for an article' }).check();
  await dialog.getByRole('button', { name: 'Copy the HTML' }).click();
  await dialog.getByRole('button', { name: 'HTML copied.' }).waitFor();
  const html = await author.evaluate(() => navigator.clipboard.readText());
  expect(html).toMatch(/^<iframe src="http[^"]+&amp;embed=1&amp;t=[\d.]+"/);
  expect(html).toContain('title="Blog behind a cache"');

  const reader = await open({ path: url.hash });
  await expect.poll(() => reader.locator('.clock').textContent(), PATIENCE).toBe(shown);
  await reader.getByRole('button', { name: /^Speed: 1\/100/ }).waitFor();
  await reader.locator('.inspector-title').waitFor();
  expect(await reader.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(
    'db-1',
  );
  await cameraStands(reader);
  const [there, here] = await Promise.all([camera(author), camera(reader)]);
  for (const [i, value] of there.entries()) expect(here[i]).toBeCloseTo(value, i === 2 ? 2 : -1);
});

/** Controls that do nothing and do not say why: by a description, or by a title. */
function silentControls(page: Page): Promise<string[]> {
  return page
    .locator(
      ':is(.palette, .inspector, .scenario-name) :is([aria-disabled=true], :disabled, [readonly])',
    )
    .evaluateAll((controls) =>
      controls
        .filter((control) => {
          const said = `${control.getAttribute('aria-description')} ${control.closest('[title]')?.getAttribute('title')}`;
          return !said.includes('read-only');
        })
        .map((control) => control.outerHTML.slice(0, 160)),
    );
}

async function distance(page: Page, a: string, b: string): Promise<number> {
  return (await card(page, a).boundingBox())!.x - (await card(page, b).boundingBox())!.x;
}

async function secondsOf(figure: FrameLocator): Promise<number> {
  return Number((await figure.locator('.clock').textContent())?.split(':')[1]);
}

/** Where the camera stands: x, y, zoom. */
async function camera(page: Page): Promise<number[]> {
  const transform = await page
    .locator('.react-flow__viewport')
    .evaluate((viewport) => (viewport as HTMLElement).style.transform);
  return (transform.match(/-?[\d.]+/g) ?? []).map(Number);
}
