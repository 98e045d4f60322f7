/** The page on a phone: everything within reach of a thumb, nothing beside the screen. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  cameraStands,
  card,
  clockMs,
  figures,
  nodeIds,
  PATIENCE,
  pausedAt,
  restingBox,
  roomForCaption,
  seekTo,
} from './person.ts';

const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** Of a card or the legend: at most a piece of it may be covered. */
const MARGIN_PX = 8;

test('a phone shows, plays and edits the blog', async ({ open }) => {
  const page = await open(phone);
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await expectToFit(page);

  await cameraStands(page);
  const canvas = (await page.locator('#canvas').boundingBox())!;
  expect(canvas.height).toBeGreaterThan(400);
  for (const id of await nodeIds(page)) {
    const box = (await card(page, id).boundingBox())!;
    expect(box.x, id).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, id).toBeLessThanOrEqual(390);
  }
  await expect.poll(async () => (await figures(page)).web, PATIENCE).toMatch(/\d/);
  // Every word on a card can be read, and none is cut short.
  expect(await smallestWordPx(page)).toBeGreaterThanOrEqual(9.9);
  expect(await wordsCutShort(page)).toEqual([]);

  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  const paused = await pausedAt(page);
  await page.getByRole('button', { name: 'Play', exact: true }).tap();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(paused);

  await card(page, 'web').tap({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Inspector: Web' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Inspector' });
  await sheet.getByRole('textbox', { name: 'Servers' }).waitFor();
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await sheet.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Add', exact: true }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Add Cache' }).tap();
  await card(page, 'cache-2').waitFor();

  await page.getByRole('button', { name: 'Story' }).tap();
  const story = page.getByRole('dialog', { name: 'Story' });
  await story.getByRole('listitem').getByText('db-1 crashed.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close' }).tap();
  await story.waitFor({ state: 'hidden' });

  // With the cursor at the right end, too.
  const track = await restingBox(page.getByRole('slider', { name: 'Position' }));
  await page.touchscreen.tap(track.x + track.width * 0.98, track.y + track.height / 2);
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(55_000);
  await expectToFit(page);

  // What is read under the finger goes with it.
  const touch = await page.context().newCDPSession(page);
  const at = (share: number) => [{ x: track.x + track.width * share, y: track.y + 12 }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.75) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(0.9) });
  await page.locator('.time-bubble').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => page.locator('.time-bubble').count(), PATIENCE).toBe(0);
});

test('what is said over a sheet can be pressed there, and covers nothing of it', async ({
  open,
}) => {
  const page = await open(phone);
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause', exact: true }).tap();
  await cameraStands(page);
  await card(page, 'web').tap({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Inspector: Web' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Inspector' });
  const toast = page.locator('.toast').filter({ hasText: /^Crash: Web at / });
  const crash = async () => {
    await sheet.getByRole('button', { name: 'Crash', exact: true }).tap();
    return restingBox(toast);
  };
  const said = await crash();
  expect(said.y + said.height).toBeLessThan((await restingBox(sheet)).y);
  await toast.getByRole('button', { name: 'Undo' }).tap();
  await toast.waitFor({ state: 'hidden' });

  // Left open, it is on the canvas once the sheet has gone, where it covers neither the legend nor a card.
  await crash();
  await sheet.getByRole('button', { name: 'Close' }).tap();
  await sheet.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => {
      const { y, height } = await restingBox(toast);
      const boxes = await page.locator('.react-flow__node, .request-legend').all();
      const covered = await Promise.all(
        boxes.map(async (each) => {
          const box = (await each.boundingBox())!;
          return box.y + MARGIN_PX < y + height && y < box.y + box.height - MARGIN_PX;
        }),
      );
      return covered.filter(Boolean).length;
    }, PATIENCE)
    .toBe(0);
});

test('a phone on its side leaves the canvas its room', async ({ open }) => {
  const page = await open({ ...phone, viewport: { width: 844, height: 390 } });
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);
  await cameraStands(page);
  const canvas = (await page.locator('#canvas').boundingBox())!;
  expect(canvas.height).toBeGreaterThan(280);
  for (const id of await nodeIds(page)) {
    const box = (await card(page, id).boundingBox())!;
    expect(box.width, id).toBeGreaterThan(60);
    expect(box.y, id).toBeGreaterThanOrEqual(canvas.y);
    expect(box.y + box.height, id).toBeLessThanOrEqual(canvas.y + canvas.height);
  }

  // The sheet stands beside the card that it is about.
  await card(page, 'db-3').tap({ position: { x: 20, y: 10 } });
  await page.getByRole('button', { name: 'Inspector: db-3' }).tap();
  const sheet = await restingBox(page.getByRole('dialog', { name: 'Inspector' }));
  await expect
    .poll(async () => {
      const box = (await card(page, 'db-3').boundingBox())!;
      return box.x + box.width;
    }, PATIENCE)
    .toBeLessThan(sheet.x);
});

test('what happens is told below the cards, where it happens', async ({ open }) => {
  const page = await open({ ...phone, path: '?example=blog#autoplay=1&t=19.9' });
  await cameraStands(page);
  // Three lines.
  expect(await roomForCaption(page)).toBeGreaterThan(63);
});

test('a card says how much fails, in words that can be read', async ({ open }) => {
  // Whole cards, and cards from afar with the words over their edge.
  for (const [example, share, id, said] of [
    ['retry-storm', 0.5, 'naive', /^\d+.\/s failing$/],
    ['split-brain', 0.5, 'west-users', /^\d+.\/s failing$/],
  ] as const) {
    const page = await open({ ...phone, path: `?example=${example}` });
    await page.getByRole('button', { name: 'Pause', exact: true }).tap();
    await pausedAt(page);
    await seekTo(page, share);
    const sub = card(page, id).locator('.sub');
    await expect.poll(() => sub.textContent(), PATIENCE).toMatch(said);
    await sub.waitFor();
    await cameraStands(page);
    expect(await smallestWordPx(page)).toBeGreaterThanOrEqual(9.9);
  }
});

/** What is wider or higher than the screen makes a phone's page larger, to be pushed about under the finger. */
async function expectToFit(page: Page): Promise<void> {
  const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(size).toEqual(phone.viewport);
}

/** How high the words of the cards are set on the screen, the smallest of them. */
function smallestWordPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    const camera = document.querySelector('.react-flow__viewport')!;
    const zoom = new DOMMatrix(getComputedStyle(camera).transform).a;
    const words = [
      ...document.querySelectorAll(
        '.card :is(.name, .value, .unit, .tag, .sub, .queue-count, .stale, .split)',
      ),
    ];
    const sizes = words
      .filter((word) => word.checkVisibility() && word.textContent !== '')
      .map((word) => Number.parseFloat(getComputedStyle(word).fontSize) * zoom);
    return Math.min(...sizes);
  });
}

function wordsCutShort(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.card :is(.name, .unit)')]
      .filter((word) => word.scrollWidth > word.clientWidth + 1)
      .map((word) => word.textContent),
  );
}
