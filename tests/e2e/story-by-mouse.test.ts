/** The whole story with the mouse alone: draw, crash, watch, take back, share, open elsewhere. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  allIsWritten,
  cameraStands,
  cameTo,
  card,
  clockMs,
  comesToHash,
  everythingStands,
  newHash,
  nodeIds,
  PATIENCE,
  pausedAt,
  runHash,
} from './person.ts';

test('draw, crash, watch, take back and share with the mouse', async ({ open }) => {
  const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  const blog = await runHash(page);
  const blogNodes = await nodeIds(page);
  await everythingStands(page);

  await drag(page, page.getByRole('button', { name: 'Add Cache' }), await emptySpot(page));
  await expect.poll(() => nodeIds(page), PATIENCE).toContain('cache-2');
  expect(await nodeIds(page)).toHaveLength(blogNodes.length + 1);

  await cameraStands(page);
  // From the top of Web to the bottom of the new cache.
  await card(page, 'web').hover();
  await drag(page, handle(page, 'web', 'top'), await middle(handle(page, 'cache-2', 'bottom')));
  await page.getByText('Web calls Hot posts').getByText('Cache').waitFor({ state: 'attached' });

  await playPause(page, 'Pause');
  await pausedAt(page);
  await dragTimeTo(page, 0.1);
  await cameTo(page, 0.1);
  const from = await clockMs(page);
  await playPause(page, 'Play');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(from);
  await playPause(page, 'Pause');
  await pausedAt(page);

  await card(page, 'web').getByRole('button', { name: 'Web #2: up. Crash it.' }).click();
  await card(page, 'web').getByRole('button', { name: 'Web #2: down. Restore it.' }).waitFor();
  const crashed = await newHash(page, blog);
  expect(crashed).not.toBe(blog);

  const story = page.getByRole('list', { name: 'What happened' });
  for (const misses of [1, 2, 3]) {
    await story.getByText(`Web #2 missed probe ${misses} of 3.`).waitFor();
  }
  await story.getByText('Load balancer takes Web #2 out of rotation.').waitFor();
  await nextEventUntil(page, () => tag(page, 'web'), 'missed 1 of 3');
  await nextEventUntil(page, () => tag(page, 'web'), 'missed 2 of 3');
  await nextEventUntil(page, () => card(page, 'lb').locator('.sub').textContent(), '2 of 3 up');
  await expect.poll(() => tag(page, 'web'), PATIENCE).toBe('1 of 3 down');

  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: /^Undo: / }).click();
  await page.getByRole('button', { name: 'Nothing to undo' }).waitFor();
  await expect.poll(() => nodeIds(page), PATIENCE).toEqual(blogNodes);
  await comesToHash(page, blog);

  // Something worth sharing: another crash.
  await card(page, 'web').getByRole('button', { name: 'Web #1: up. Crash it.' }).click();
  const shared = await newHash(page, blog);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Link copied.' }).waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));

  const other = await open({ path: link.hash });
  expect(await runHash(other)).toBe(shared);
  await expect.poll(() => nodeIds(other), PATIENCE).toEqual(blogNodes);
  await other
    .getByRole('list', { name: 'What happened' })
    .getByText(/^Web #1 crashed/)
    .waitFor();
});

async function drag(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const start = await middle(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + to.x) / 2, (start.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function middle(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Above Web, where the blog leaves room. */
async function emptySpot(page: Page): Promise<{ x: number; y: number }> {
  const { x, y } = await middle(card(page, 'web'));
  return { x, y: y - 170 };
}

function handle(page: Page, id: string, side: string): Locator {
  return card(page, id).locator(`.react-flow__handle-${side}`);
}

function tag(page: Page, id: string): Promise<string | null> {
  return card(page, id).locator('.tag').textContent();
}

async function playPause(page: Page, name: 'Play' | 'Pause'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

async function dragTimeTo(page: Page, share: number): Promise<void> {
  const track = page.getByRole('slider', { name: 'Position' });
  const box = (await track.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * share, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
}

async function nextEventUntil(
  page: Page,
  read: () => Promise<string | null>,
  wanted: string,
): Promise<void> {
  for (let i = 0; i < 10 && (await read()) !== wanted; i++) {
    const before = await clockMs(page);
    await page.getByRole('button', { name: 'Next event' }).click();
    await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(before);
    await allIsWritten(page);
  }
  expect(await read()).toBe(wanted);
}
