/** The canvas people know from other drawing tools: cards that line up. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { card, PATIENCE, runHash } from './person.ts';

const boxOf = async (element: Locator) => (await element.boundingBox())!;
/** Places in the document are whole numbers. */
const near = (a: number, b: number, within = 0.6) => Math.abs(a - b) < within;

/** Takes hold of a card and moves it with the mouse, step by step; the hand lets go at the end. */
async function hold(page: Page, id: string) {
  const box = await boxOf(card(page, id));
  let at = { x: box.x + 50, y: box.y + 12 };
  const by = async (x: number, y: number) => {
    at = { x: at.x + x, y: at.y + y };
    await page.mouse.move(at.x, at.y, { steps: 4 });
  };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  return { by, letGo: () => page.mouse.up() };
}

test('a dragged card lines up with its neighbours, with lines that show it, in one step', async ({
  open,
}) => {
  const page = await open();
  const hash = await runHash(page);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const lines = page.locator('.snap-guides path');
  const readers = card(page, 'readers');
  const pictures = await boxOf(card(page, 'pictures'));
  const before = await boxOf(readers);

  const hand = await hold(page, 'readers');
  await hand.by(20, 40);
  const between = await boxOf(readers);
  // Four pixels short of the queue's row is as good as in it; nine pixels are not.
  await hand.by(0, pictures.y - between.y - 9);
  expect(near((await boxOf(readers)).y, pictures.y - 9)).toBe(true);
  await hand.by(0, 5);
  await expect.poll(async () => near((await boxOf(readers)).y, pictures.y), PATIENCE).toBe(true);
  expect(await lines.count()).toBe(2);
  // With Alt held it goes where the hand goes.
  await page.keyboard.down('Alt');
  await hand.by(0, 1);
  expect(near((await boxOf(readers)).y, pictures.y - 3, 1.5)).toBe(true);
  expect(await lines.count()).toBe(0);
  await page.keyboard.up('Alt');
  await hand.by(0, -1);
  await hand.letGo();
  expect(near((await boxOf(readers)).y, pictures.y)).toBe(true);
  expect(await lines.count()).toBe(0);

  // The arrow keys move by their own step.
  await readers.press('ArrowDown');
  await expect.poll(async () => (await boxOf(readers)).y - pictures.y, PATIENCE).toBeGreaterThan(3);
  expect((await boxOf(readers)).y - pictures.y).toBeLessThan(6);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Nothing to undo' }).waitFor();
  expect(await boxOf(readers)).toEqual(before);
  expect(await runHash(page)).toBe(hash);
});

test('several selected line up as one', async ({ open }) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await card(page, 'db-2').click({ position: { x: 50, y: 12 } });
  await card(page, 'db-1').click({ position: { x: 50, y: 12 }, modifiers: ['Control'] });
  const web = await boxOf(card(page, 'web'));
  const apart = (await boxOf(card(page, 'db-1'))).y - (await boxOf(card(page, 'db-2'))).y;

  const hand = await hold(page, 'db-1');
  await hand.by(-40, 10);
  await hand.by(0, web.y - (await boxOf(card(page, 'db-1'))).y + 4);
  // The lower of the two stands in the web servers' row.
  await expect
    .poll(async () => near((await boxOf(card(page, 'db-1'))).y, web.y), PATIENCE)
    .toBe(true);
  const upper = await boxOf(card(page, 'db-2'));
  expect(near((await boxOf(card(page, 'db-1'))).y - upper.y, apart)).toBe(true);
  await hand.letGo();
});
