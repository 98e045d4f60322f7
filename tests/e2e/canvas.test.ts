/** The canvas people know from other drawing tools: cards that line up, a map, boxes by touch, a zone's faults. */
import type { CDPSession, Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  cameraStands,
  card,
  command,
  everythingStands,
  PATIENCE,
  pause,
  pausedAt,
  restingBox,
  runHash,
} from './person.ts';

const boxOf = async (element: Locator) => (await element.boundingBox())!;
/** Places in the document are whole numbers. */
const near = (a: number, b: number, within = 0.6) => Math.abs(a - b) < within;

const selected = (page: Page) =>
  page
    .locator('.react-flow__node.selected')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id') ?? '').sort());
const camera = (page: Page) => page.locator('.react-flow__viewport').getAttribute('style');

/** Takes hold of a card and moves it with the mouse, step by step; the hand lets go at the end. */
async function hold(page: Page, id: string) {
  const box = await restingBox(card(page, id));
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
  await pause(page);
  await everythingStands(page);
  const lines = page.locator('.snap-guides path');
  const readers = card(page, 'readers');
  const pictures = await boxOf(card(page, 'pictures'));
  const before = await boxOf(readers);

  const hand = await hold(page, 'readers');
  await hand.by(20, 40);
  const between = await restingBox(readers);
  // Four pixels short of the queue's row is as good as in it; nine pixels are not.
  await hand.by(0, pictures.y - between.y - 9);
  await expect
    .poll(async () => near((await boxOf(readers)).y, pictures.y - 9), PATIENCE)
    .toBe(true);
  await hand.by(0, 5);
  await expect.poll(async () => near((await boxOf(readers)).y, pictures.y), PATIENCE).toBe(true);
  await expect.poll(() => lines.count(), PATIENCE).toBe(2);
  // With Alt held it goes where the hand goes.
  await page.keyboard.down('Alt');
  await hand.by(0, 1);
  await expect
    .poll(async () => near((await boxOf(readers)).y, pictures.y - 3, 1.5), PATIENCE)
    .toBe(true);
  await expect.poll(() => lines.count(), PATIENCE).toBe(0);
  await page.keyboard.up('Alt');
  await hand.by(0, -1);
  await hand.letGo();
  await expect.poll(async () => near((await boxOf(readers)).y, pictures.y), PATIENCE).toBe(true);
  await expect.poll(() => lines.count(), PATIENCE).toBe(0);

  // The arrow keys move by their own step.
  await readers.press('ArrowDown');
  await expect.poll(async () => (await boxOf(readers)).y - pictures.y, PATIENCE).toBeGreaterThan(3);
  expect((await restingBox(readers)).y - pictures.y).toBeLessThan(6);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Nothing to undo' }).waitFor();
  await expect.poll(() => boxOf(readers), PATIENCE).toEqual(before);
  expect(await runHash(page)).toBe(hash);
});

test('several selected line up as one', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  await card(page, 'db-2').click({ position: { x: 50, y: 12 } });
  await card(page, 'db-1').click({ position: { x: 50, y: 12 }, modifiers: ['Control'] });
  await expect.poll(() => selected(page), PATIENCE).toEqual(['db-1', 'db-2']);
  const web = await boxOf(card(page, 'web'));
  const apart = (await boxOf(card(page, 'db-1'))).y - (await boxOf(card(page, 'db-2'))).y;

  const hand = await hold(page, 'db-1');
  await hand.by(-40, 10);
  await hand.by(0, web.y - (await restingBox(card(page, 'db-1'))).y + 4);
  // The lower of the two stands in the web servers' row.
  await expect
    .poll(async () => near((await boxOf(card(page, 'db-1'))).y, web.y), PATIENCE)
    .toBe(true);
  const upper = await boxOf(card(page, 'db-2'));
  const lower = await boxOf(card(page, 'db-1'));
  expect(near(lower.y - upper.y, apart)).toBe(true);
  await hand.letGo();
});

test('a map shows the whole drawing, what is down crossed out, and moves the view', async ({
  open,
}) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const map = page.getByRole('application', { name: /^Map of the drawing: 9 elements/ });
  const mapButton = page.getByRole('button', { name: 'Map', exact: true });
  await mapButton.waitFor();
  expect(await map.count()).toBe(0);
  await page.keyboard.press('m');
  await map.waitFor();
  await expect.poll(() => map.locator('rect').count(), PATIENCE).toBe(9);
  expect(await map.locator('.down').count()).toBe(0);

  // After the crash of the primary.
  await page.locator('.time-bar [role=slider]').press('Home');
  await page.keyboard.press('k');
  await pausedAt(page);
  for (let i = 0; i < 2; i++) await page.keyboard.press('.');
  const down = map.locator('[data-id="db-1"].down');
  await down.waitFor();
  await expect.poll(() => down.locator('path').count(), PATIENCE).toBe(1);
  await expect.poll(() => map.getAttribute('aria-label'), PATIENCE).toContain('1 down');

  const before = await camera(page);
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => camera(page), PATIENCE).not.toBe(before);
  await cameraStands(page);
  const box = await restingBox(map);
  await page.mouse.move(box.x + 80, box.y + 60);
  await page.mouse.down();
  const held = await camera(page);
  await page.mouse.move(box.x + 40, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => camera(page), PATIENCE).not.toBe(held);

  // It is a matter of taste: the next visit has it too; the command takes it away.
  await page.reload();
  await map.waitFor();
  await page.keyboard.press('Control+k');
  await command(page, 'map', /map/i);
  await expect.poll(() => map.count(), PATIENCE).toBe(0);
});

test('nothing but the camera moves the drawing', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  const { x, y } = await boxOf(card(page, 'readers'));
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -1000);
  await cameraStands(page);
  // The browser searches the page, or a screen reader goes on: what is not in sight shall not be scrolled there.
  const [before, after] = await card(page, 'db-1').evaluate((far) => {
    const left = () => far.getBoundingClientRect().left;
    const seen = left();
    far.scrollIntoView();
    // At once: a frame later it would have been put back, and a click between the two would have missed.
    return [seen, left()];
  });
  expect(before).toBeGreaterThan(1140);
  expect(after).toBe(before);
});

test('a finger draws a box around several, then moves the view again', async ({ open }) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('button', { name: 'Select with a box' }).tap();
  await page.getByText('Draw a box around what is to be selected.').waitFor();
  expect(await page.getByRole('button', { name: 'Map', exact: true }).count()).toBe(0);
  const finger = await page.context().newCDPSession(page);
  await cameraStands(page);
  const from = await boxOf(card(page, 'readers'));
  const to = await boxOf(card(page, 'web'));
  const before = await camera(page);
  await swipe(finger, [from.x - 30, from.y - 14], [to.x + 40, to.y + 20]);
  await expect.poll(() => selected(page), PATIENCE).toEqual(['lb', 'readers', 'web']);
  expect(await camera(page)).toBe(before);
  await swipe(finger, [50, 300], [60, 360]);
  await expect.poll(() => camera(page), PATIENCE).not.toBe(before);
});

test('a pen does what a mouse does', async ({ open }) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await cameraStands(page);
  const pen = await page.context().newCDPSession(page);
  const before = await boxOf(card(page, 'readers'));
  await stroke(pen, [before.x + 60, before.y + 12], [before.x + 70, before.y + 130]);
  await expect
    .poll(async () => (await boxOf(card(page, 'readers'))).y - before.y, PATIENCE)
    .toBeGreaterThan(80);
  await restingBox(card(page, 'readers'));
  const first = await boxOf(card(page, 'db-2'));
  const last = await boxOf(card(page, 'db-3'));
  await page.keyboard.down('Shift');
  await stroke(pen, [first.x - 12, first.y - 12], [last.x + 60, last.y + 30], SHIFT);
  await page.keyboard.up('Shift');
  await expect.poll(() => selected(page), PATIENCE).toEqual(['db-1', 'db-2', 'db-3']);
});

test('a zone fails from its menu and from the form of a fault alike', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  await card(page, 'db-2').click({ position: { x: 50, y: 12 } });
  await card(page, 'db-3').click({ position: { x: 50, y: 12 }, modifiers: ['Control'] });
  await expect.poll(() => selected(page), PATIENCE).toEqual(['db-2', 'db-3']);
  await page.keyboard.press('Control+g');
  const zone = page.locator('.zone-name');
  await zone.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Cut it off…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The network between Zone A and …').waitFor();
  // Who stands in the zone is on its side.
  expect(await dialog.getByRole('combobox', { name: 'Side of db-2' }).count()).toBe(0);
  await dialog.getByRole('combobox', { name: 'Side of db-1' }).waitFor();
  await dialog.getByRole('button', { name: 'Cut off' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.keyboard.press('Escape');
  const where = page.getByRole('combobox', { name: 'Where' });
  const chosen = () =>
    where.evaluateAll((fields) =>
      fields.map((field) => (field as HTMLSelectElement).selectedOptions[0]?.textContent),
    );
  await expect.poll(chosen, PATIENCE).toEqual(['Zone A (2)', 'db-1']);
  // The crash of the primary becomes one of the whole zone.
  await where.last().selectOption({ label: 'Zone A (2)' });
  await expect.poll(chosen, PATIENCE).toEqual(['Zone A (2)', 'Zone A (2)']);
  const story = page.getByRole('list', { name: 'What happened' });
  for (const id of ['db-2', 'db-3']) await story.getByText(`${id} crashed`).first().waitFor();
});

test('words on a connection stand beside its requests', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  const [from, to] = [await boxOf(card(page, 'readers')), await boxOf(card(page, 'lb'))];
  const line = from.y + from.height / 2;
  await page.mouse.move((from.x + from.width + to.x) / 2, line);
  const words = page.locator('.link-note').filter({ hasText: /^40/ });
  await words.waitFor();
  const box = await restingBox(words);
  // Requests take five pixels on either side of the line.
  expect(box.y + box.height).toBeLessThan(line - 5);
  expect(box.y + box.height).toBeGreaterThan(line - 20);
});

type Point = readonly [x: number, y: number];
const STEPS = 8;
const between = ([x, y]: Point, [toX, toY]: Point, i: number) => ({
  x: x + ((toX - x) * i) / STEPS,
  y: y + ((toY - y) * i) / STEPS,
});

async function swipe(finger: CDPSession, from: Point, to: Point): Promise<void> {
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: { x: number; y: number }[],
  ) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [between(from, to, 0)]);
  for (let i = 1; i <= STEPS; i++) await touch('touchMove', [between(from, to, i)]);
  await touch('touchEnd', []);
}

/** As the protocol numbers it. */
const SHIFT = 8;

async function stroke(pen: CDPSession, from: Point, to: Point, modifiers = 0): Promise<void> {
  const move = (
    type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
    i: number,
    buttons: 0 | 1 = 1,
  ) =>
    pen.send('Input.dispatchMouseEvent', {
      type,
      ...between(from, to, i),
      button: 'left',
      buttons,
      clickCount: 1,
      modifiers,
      pointerType: 'pen',
    });
  await move('mousePressed', 0);
  for (let i = 1; i <= STEPS; i++) await move('mouseMoved', i);
  await move('mouseReleased', STEPS, 0);
}
