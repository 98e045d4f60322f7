/** A cache opens: its keys in the policy's own order, one step at a time, and another policy on the same accesses. */
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { expect, test } from './harness.ts';
import {
  cameraStands,
  card,
  clockMs,
  frames,
  PATIENCE,
  pause,
  pausedAt,
  restingBox,
  seekTo,
} from './person.ts';

const panel = (page: Page): Locator => page.getByRole('region', { name: /^(Inside |.* 내부$)/ });
const sentence = (page: Page) => panel(page).locator('.step-sentence');
/** Keys on show in the first list, from the newest on. */
const keys = (list: Locator) =>
  list.locator('li.key').evaluateAll((all) => all.map((key) => Number(key.dataset.key)));

/** Opens the blog's cache in the middle of the run, where it is full. */
async function openCache(page: Page): Promise<void> {
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await pause(page);
  await seekTo(page, 0.5);
  await card(page, 'cache').dblclick({ position: { x: 60, y: 15 } });
  await panel(page).locator('li.key').first().waitFor();
}

test('step by step, the next in line leaves when a newcomer comes in', async ({ open }) => {
  const page = await open();
  await openCache(page);
  await page.evaluate(() => {
    const left: string[] = [];
    Object.assign(window, { left });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        const isLeaving = node instanceof Element && node.matches('.key.is-leaving');
        if (isLeaving) left.push(node.textContent ?? '');
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  const list = panel(page).getByRole('list').first();
  const next = panel(page).getByRole('button', { name: 'Next access' });
  const seen = { hit: false, miss: false, replaced: false };
  for (let step = 0; step < 60 && !(seen.hit && seen.miss && seen.replaced); step++) {
    const before = await keys(list);
    const victim = Number(await list.locator('li.key.is-next').getAttribute('data-key'));
    // In LRU's order the last is the next to leave.
    expect(victim).toBe(before.at(-1));
    const text = (await sentence(page).textContent())!;
    await next.click();
    await expect.poll(() => sentence(page).textContent(), PATIENCE).not.toBe(text);
    await frames(page);
    const said = (await sentence(page).textContent())!;
    const after = await keys(list);
    const key = Number(/[Kk]ey (\d+)/.exec(said)![1]);
    if (said.includes('a hit')) {
      seen.hit = true;
      expect(after[0]).toBe(key);
      expect(await list.locator('li.key.is-hit').getAttribute('data-key')).toBe(String(key));
    } else if (said.includes('a miss')) {
      seen.miss = true;
      expect(after).toEqual(before);
    } else if (said.includes('comes in')) {
      const evicted = Number(/key (\d+) leaves/.exec(said)![1]);
      seen.replaced = true;
      expect(evicted).toBe(victim);
      expect(after[0]).toBe(key);
      expect(after).not.toContain(evicted);
      expect(await panel(page).locator('.tray-out').textContent()).toBe(String(evicted));
      expect(await page.evaluate(() => (window as unknown as { left: string[] }).left)).toContain(
        String(evicted),
      );
      // Back again, exactly as it was.
      await panel(page).getByRole('button', { name: 'Previous access' }).click();
      await expect.poll(() => keys(list), PATIENCE).toEqual(before);
      await next.click();
      await expect.poll(() => keys(list), PATIENCE).toEqual(after);
    }
  }
  expect(seen).toEqual({ hit: true, miss: true, replaced: true });

  // At speed it is summed up, and slows down when asked to.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await panel(page).getByText('Too fast to follow').waitFor();
  await panel(page).getByRole('button', { name: 'Slow motion' }).click();
  await expect.poll(() => page.locator('.speed').textContent(), PATIENCE).toContain('1/1000');
  await expect.poll(() => sentence(page).textContent(), PATIENCE).toMatch(/[Kk]ey \d+/);
});

test('another policy on the same accesses stands beside it, in keys, curve and figures', async ({
  open,
}) => {
  const page = await open({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await openCache(page);
  const figure = async (row: string) => {
    const cell = panel(page).locator(`tr[data-row="${row}"] td`).nth(1);
    await expect.poll(() => cell.textContent(), PATIENCE).toMatch(/^\d/);
    return Number.parseFloat((await cell.textContent()) ?? '');
  };
  await panel(page).locator('tr[data-row="measured"]').waitFor();
  const [measured, best] = [await figure('measured'), await figure('best')];
  expect(measured).toBeGreaterThan(50);
  expect(best).toBeGreaterThan(measured);
  expect(await figure('predicted')).toBeGreaterThan(measured - 10);
  // As the run's own results have it.
  await page.getByRole('tab', { name: /^Results/ }).click();
  await page
    .locator('.results')
    .getByText(`${measured.toFixed(1)}`)
    .first()
    .waitFor();

  await panel(page).getByRole('combobox', { name: 'Policy' }).selectOption('S3-FIFO');
  await panel(page).locator('tr[data-row="other"]').waitFor();
  expect(await figure('other')).toBeGreaterThan(measured);
  expect(await figure('other')).toBeLessThanOrEqual(best);
  const other = panel(page).getByRole('region', { name: 'Keys, S3-FIFO' });
  for (const list of ['Small queue', 'Main queue', 'Ghosts']) {
    const held = other.getByRole('list', { name: list });
    await expect.poll(async () => (await keys(held)).length, PATIENCE).toBeGreaterThan(3);
  }
  await panel(page).getByText('S3-FIFO, same accesses').first().waitFor();

  const field = panel(page).getByRole('textbox', { name: 'Capacity' });
  await field.fill('half');
  await field.press('Enter');
  await panel(page).getByText('A whole number of keys').waitFor();
  await field.fill('2,000');
  await field.press('Enter');
  await panel(page).locator('tr[data-row="other-best"]').waitFor();
  expect(await figure('other-best')).toBeLessThan(best);
  expect(await figure('other')).toBeLessThanOrEqual(await figure('other-best'));

  expect(await axeFindings(page, { within: '.opened-cache', isAll: true })).toEqual([]);
});

test('by keyboard alone: in from the inspector, step, and back to where one was', async ({
  open,
}) => {
  const page = await open({ reducedMotion: 'reduce' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.keyboard.press('k');
  await pausedAt(page);
  await card(page, 'cache').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const door = page.getByRole('button', { name: 'Look inside' });
  await door.waitFor();
  const isFocused = (target: Locator) => target.evaluate((e) => e === document.activeElement);
  for (let i = 0; i < 12 && !(await isFocused(door)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await panel(page).locator('li.key').first().waitFor();
  await expect.poll(() => isFocused(panel(page)), PATIENCE).toBe(true);
  const next = panel(page).getByRole('button', { name: 'Next access' });
  for (let i = 0; i < 6 && !(await isFocused(next)); i++) await page.keyboard.press('Tab');
  const before = await clockMs(page);
  const text = await sentence(page).textContent();
  for (let i = 0; i < 6; i++) await page.keyboard.press('Enter');
  await expect.poll(() => sentence(page).textContent(), PATIENCE).not.toBe(text);
  expect(await clockMs(page)).toBeGreaterThanOrEqual(before);
  // Nothing moves for those who asked for that.
  // The page's style gives every change a hundredth of a millisecond then.
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter(({ id, effect }) => {
        const { target } = effect as KeyframeEffect;
        return (
          id !== 'playhead' &&
          target?.closest('.opened-cache') &&
          Number(effect!.getTiming().duration) > 1
        );
      }).length,
  );
  expect(moving).toBe(0);
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  await expect.poll(() => isFocused(door), PATIENCE).toBe(true);
});

test('on a phone, in Korean, the time bar stays within reach', async ({ open }) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'ko-KR',
  });
  await page.getByRole('button', { name: '일시 정지', exact: true }).tap();
  await pausedAt(page);
  const track = await restingBox(page.getByRole('slider').first());
  await expect
    .poll(async () => {
      await page.touchscreen.tap(track.x + track.width / 2, track.y + track.height / 2);
      return clockMs(page);
    }, PATIENCE)
    .toBeGreaterThan(20_000);
  await card(page, 'cache').tap({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: /^속성/ }).tap();
  await page.getByRole('dialog').getByRole('button', { name: '내부 보기' }).tap();
  await panel(page).locator('li.key').first().waitFor();
  const text = await sentence(page).textContent();
  await panel(page).getByRole('button', { name: '다음 요청' }).tap();
  await expect.poll(() => sentence(page).textContent(), PATIENCE).not.toBe(text);
  await expect.poll(() => sentence(page).textContent(), PATIENCE).toMatch(/키 \d+/);
  const wide = await panel(page).evaluate((e) => {
    const body = e.querySelector('.opened-cache-body')!;
    return [e.getBoundingClientRect().width, body.scrollWidth - body.clientWidth];
  });
  expect(wide).toEqual([390, 0]);
  await page.getByRole('button', { name: '재생', exact: true }).tap();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await panel(page).getByRole('button', { name: '그림으로 돌아가기' }).tap();
  await panel(page).waitFor({ state: 'hidden' });
});

test('a cache with room for everything says that its policy was never asked', async ({ open }) => {
  const page = await open();
  const nodes = [
    {
      id: 'users',
      kind: 'client',
      params: { keys: { distribution: 'uniform', count: 50 } },
    },
    { id: 'web', kind: 'webServer' },
    { id: 'cache', kind: 'cache' },
    { id: 'db', kind: 'database' },
  ];
  const edges = ['users-web', 'web-cache', 'web-db'].map((id) => {
    const [source, target] = id.split('-');
    return { id, kind: 'request', source, target };
  });
  const file = { version: 1, durationMs: 8000, warmupMs: 2000, nodes, edges };
  await page.locator('input[type=file]').setInputFiles({
    name: 'roomy.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  // The drawing before it has a cache too.
  await card(page, 'users').waitFor();
  await cameraStands(page);
  await card(page, 'cache').click({ position: { x: 60, y: 15 } });
  const said = 'at most 50 of 1,000 keys were held at once, so the policy was never asked';
  await page.locator('.row-found').getByText(said).waitFor();
  // Where its numbers are looked at, there is the door too.
  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByText(/; means of \d+.ms$/).waitFor();
  await page.getByRole('button', { name: 'Look inside' }).click();
  await panel(page).locator('.compare-never').getByText(said).waitFor();
  // Two curves that may cross say what they are.
  await panel(page)
    .getByText(/^Best possible: the most hits .* whole run .* Theory: the long-run mean/)
    .waitFor();

  // Three hit ratios, each of another stretch, and each says of which.
  const titled = (name: RegExp) => panel(page).getByRole('heading', { name }).waitFor();
  await titled(/^At the cursor means of \d+.ms$/);
  await titled(/^Hit ratio over time means of \d+.ms$/);
  await panel(page)
    .getByRole('table', { name: /^After the warm-up: 2.s to 8.s$/ })
    .waitFor();

  // Its figures are of the run after the warm-up, and say so where they stand.
  await page.getByRole('tab', { name: /^Results/ }).click();
  await page.locator('.results-counted').getByText('Counted from 2 s on').waitFor();
  await page.locator('.rail .warmup').waitFor({ state: 'attached' });
});

test('a cache that nobody reads says so once the run is past, and what to draw', async ({
  open,
}) => {
  const page = await open();
  const file = {
    version: 1,
    durationMs: 4000,
    nodes: [
      { id: 'users', kind: 'client', params: { operations: [{ name: 'write', type: 'write' }] } },
      { id: 'web', kind: 'webServer' },
      { id: 'written', kind: 'cache' },
      { id: 'lonely', kind: 'cache' },
      { id: 'db', kind: 'database' },
    ],
    edges: ['users-web', 'web-written', 'web-db'].map((id) => {
      const [source, target] = id.split('-');
      return { id, kind: 'request', source, target };
    }),
  };
  await page.locator('input[type=file]').setInputFiles({
    name: 'unread.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await card(page, 'lonely').waitFor();
  await page.locator('.charts').getByText('Nothing was read in this time.').waitFor();
  const why = { lonely: 'Nobody is connected to it.', written: 'Only reads ask a cache:' };
  for (const [id, said] of Object.entries(why)) {
    await cameraStands(page);
    await card(page, id).dblclick({ position: { x: 60, y: 15 } });
    await panel(page).getByText('Nothing was read here in the whole run').waitFor();
    await panel(page).getByText(said).waitFor();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
  }
});
