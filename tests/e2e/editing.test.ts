/** Drawing as people know it: select several, copy, align, lay out, group, annotate, find; by mouse, by keys, by touch. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import {
  cameraStands,
  card,
  command,
  everythingStands,
  newHash,
  nodeIds,
  PATIENCE,
  pause,
  restingBox,
  runHash,
} from './person.ts';

const selected = (page: Page) =>
  page
    .locator('.react-flow__node.selected')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id') ?? '').sort());

const boxOf = async (element: Locator) => (await element.boundingBox())!;
const lefts = async (page: Page, ids: readonly string[]) =>
  new Set(await Promise.all(ids.map(async (id) => Math.round((await boxOf(card(page, id))).x))));

async function pick(page: Page, ids: readonly string[]): Promise<void> {
  for (const [i, id] of ids.entries()) {
    const modifiers = i > 0 ? (['Control'] as const) : [];
    await card(page, id).click({ position: { x: 50, y: 12 }, modifiers: [...modifiers] });
  }
  await expect.poll(() => selected(page), PATIENCE).toEqual([...ids].sort());
}

const menu = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const undo = (page: Page) => page.getByRole('button', { name: /^(Undo: |Nothing to undo)/ });

test('several are selected with a box, copied, pasted, duplicated, cut and deleted', async ({
  open,
}) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  const blog = await nodeIds(page);

  const first = await boxOf(card(page, 'db-2'));
  const last = await boxOf(card(page, 'db-3'));
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x - 12, first.y - 12);
  await page.mouse.down();
  await page.mouse.move(last.x + 60, last.y + 30, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => selected(page), PATIENCE).toEqual(['db-1', 'db-2', 'db-3']);

  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(blog.length + 3);
  // The connections between them came along, in one step.
  await page.getByText('db-1 replicates to db-2').first().waitFor({ state: 'attached' });
  const copies = (await nodeIds(page)).filter((id) => !blog.includes(id));
  await expect.poll(() => selected(page), PATIENCE).toEqual(copies);
  await page.keyboard.press('Control+d');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(blog.length + 6);
  await page.keyboard.press('Delete');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(blog.length + 3);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect.poll(() => nodeIds(page), PATIENCE).toEqual(blog);

  // Shift is let go first, as hands do: the key that went down as "!" comes up as "1".
  for (const key of ['Shift', 'Digit1']) await page.keyboard.down(key);
  for (const key of ['Shift', 'Digit1']) await page.keyboard.up(key);
  await cameraStands(page);
  await pick(page, ['pictures', 'resize']);
  await page.keyboard.press('Control+x');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(blog.length - 2);
  await page.keyboard.press('Control+v');
  await expect.poll(() => nodeIds(page), PATIENCE).toEqual(blog);
});

test('Control that was pressed outside the window adds to what is selected', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pick(page, ['resize']);
  const { x, y } = await boxOf(card(page, 'pictures'));
  const client = await page.context().newCDPSession(page);
  const click = { x: x + 50, y: y + 12, modifiers: 2, button: 'left', clickCount: 1 } as const;
  for (const expected of [['pictures', 'resize'], ['resize']]) {
    await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...click });
    await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...click });
    await expect.poll(() => selected(page), PATIENCE).toEqual(expected);
  }
});

test('cards are lined up and laid out, each in one step, and the run stays', async ({ open }) => {
  const page = await open();
  const hash = await runHash(page);
  await pause(page);
  await everythingStands(page);
  const ids = await nodeIds(page);
  const row = ['web', 'lb', 'cache'];

  await pick(page, row);
  await card(page, 'web').click({ button: 'right', position: { x: 50, y: 12 } });
  await menu(page, 'Align left').click();
  await expect.poll(async () => (await lefts(page, row)).size, PATIENCE).toBe(1);
  await undo(page).click();
  await expect.poll(async () => (await lefts(page, row)).size, PATIENCE).toBe(3);

  await cameraStands(page);
  const before = await lefts(page, ids);
  await page.keyboard.press('Escape');
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.keyboard.press('Shift+L');
  await page
    .getByText(/nodes laid out/)
    .first()
    .waitFor({ state: 'attached' });
  await expect.poll(() => lefts(page, ids), PATIENCE).not.toEqual(before);
  // Beside the page: no frame waits for it.
  expect(workers).toEqual([expect.stringMatching(/elk/)]);
  await undo(page).click();
  await page.getByRole('button', { name: 'Nothing to undo' }).waitFor();
  await page.keyboard.press('Shift+1');
  await expect.poll(() => lefts(page, ids), PATIENCE).toEqual(before);
  expect(await runHash(page)).toBe(hash);
});

test('a layout that comes after a change lays out what is still there, and says so', async ({
  open,
}) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  const ids = await nodeIds(page);
  let release = () => {};
  const held = new Promise<void>((released) => {
    release = released;
  });
  await page.route(/elk/, async (route) => {
    await held;
    await route.continue();
  });
  await card(page, 'cache').click({ position: { x: 50, y: 12 } });
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('Delete');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(ids.length - 1);
  const rest = await nodeIds(page);
  await cameraStands(page);
  const before = await lefts(page, rest);
  release();
  await page
    .getByText(/^8 nodes laid out\. The drawing was changed meanwhile/)
    .first()
    .waitFor();
  await expect.poll(() => lefts(page, rest), PATIENCE).not.toEqual(before);
  // One step of its own: the node is still gone.
  await undo(page).click();
  await page.keyboard.press('Shift+1');
  expect(await nodeIds(page)).toEqual(rest);
});

test('a zone is made of what is selected, crashes as a whole, and is found', async ({ open }) => {
  const page = await open();
  const hash = await runHash(page);
  await pause(page);
  await everythingStands(page);
  await pick(page, ['db-2', 'db-3']);
  await page.keyboard.press('Control+g');
  const frame = page.locator('.zone-name');
  await frame.getByText('Zone A').waitFor();
  expect(await runHash(page)).toBe(hash);

  // Moved by its name, it takes its members along.
  const before = { zone: await boxOf(frame), node: await boxOf(card(page, 'db-2')) };
  await page.mouse.move(before.zone.x + 40, before.zone.y + 12);
  await page.mouse.down();
  await page.mouse.move(before.zone.x + 70, before.zone.y + 52, { steps: 6 });
  await page.mouse.up();
  await expect
    .poll(async () => Math.round((await boxOf(card(page, 'db-2'))).y - before.node.y), PATIENCE)
    .toBeGreaterThan(20);

  await frame.dblclick();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Seoul a');
  await page.keyboard.press('Enter');
  await frame.getByText('Seoul a').waitFor();
  expect(await runHash(page)).toBe(hash);

  await frame.click({ button: 'right' });
  await menu(page, 'Crash all of it').click();
  await page.getByText(/^Crash: Seoul a at /).waitFor();
  expect(await newHash(page, hash)).not.toBe(hash);
  const story = page.getByRole('list', { name: 'What happened' });
  for (const id of ['db-2', 'db-3']) await story.getByText(`${id} crashed`).first().waitFor();

  // What is down cannot crash again: each place where one could ask says so, and what brings it back.
  await frame.click({ button: 'right' });
  const again = menu(page, /^Crash all of it/);
  expect(await again.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('menu').getByText('It is down already. Restore it first.').waitFor();
  await again.click({ force: true });
  await menu(page, /^Restore$/).waitFor();
  await page.keyboard.press('Escape');
  await card(page, 'db-2').click({ position: { x: 60, y: 12 } });
  const crash = page.getByRole('button', { name: 'Crash', exact: true });
  expect(await crash.getAttribute('aria-disabled')).toBe('true');
  expect(await crash.getAttribute('aria-description')).toContain('Restore Seoul a first.');
  await page.keyboard.press('Control+k');
  const find = page.getByRole('combobox', { name: 'A node, or what to do' });
  await find.fill('crash db-2');
  await page.getByRole('option', { name: /^Crash db-2.*Restore Seoul a first/ }).waitFor();
  await page.keyboard.press('Enter');
  await command(page, 'Hot po', /^Hot posts/);
  await expect.poll(() => selected(page), PATIENCE).toEqual(['cache']);
  await page.keyboard.press('Control+k');
  // What is selected can be struck at once; any other by its name.
  await page.getByRole('option', { name: 'Flush Hot posts' }).waitFor();
  await command(page, 'web crash', /^Crash Web$/);
  await page.getByText(/^Crash: Web at /).waitFor();
  await page.keyboard.press('Control+k');
  await command(page, 'add a note', /^Add a note/);
  const text = page.getByRole('textbox', { name: 'Text of the note' });
  await text.fill('The cache starts empty');
  await page.keyboard.press('Control+Enter');
  await page.locator('.note p').getByText('The cache starts empty').waitFor();
});

test('a connection that cannot be is refused with its reason', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);
  await card(page, 'cache').hover();
  const from = await boxOf(card(page, 'cache').locator('.react-flow__handle-left'));
  const to = await boxOf(card(page, 'readers'));
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 90, to.y + 60, { steps: 8 });
  await card(page, 'readers').locator('.may-not-receive').waitFor();
  await page.mouse.up();
  await page
    .locator('.toast')
    .getByText(/client/i)
    .waitFor();
  // It hides neither the legend nor what a card says: at most a piece of a margin.
  const margin = 8;
  const toast = await restingBox(page.locator('.toast'));
  for (const each of await page.locator('.react-flow__node, .request-legend').all()) {
    const box = await boxOf(each);
    const isClear =
      box.y + margin >= toast.y + toast.height ||
      box.y + box.height - margin <= toast.y ||
      box.x + margin >= toast.x + toast.width ||
      box.x + box.width - margin <= toast.x;
    expect(isClear).toBe(true);
  }
});

test('a finger drags a card, and a long press opens its menu', async ({ open }) => {
  const page = await open({ hasTouch: true });
  await everythingStands(page);
  const before = await boxOf(card(page, 'resize'));
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
    });
  const [x, y] = [before.x + 60, before.y + 12];
  await touch('touchStart', x, y);
  for (let i = 1; i <= 6; i++) await touch('touchMove', x - i * 10, y);
  await touch('touchEnd', 0, 0);
  await expect
    .poll(async () => (await boxOf(card(page, 'resize'))).x, PATIENCE)
    .toBeLessThan(before.x - 40);

  const now = await restingBox(card(page, 'resize'));
  await touch('touchStart', now.x + 60, now.y + 12);
  await menu(page, 'Duplicate').waitFor();
  await touch('touchEnd', 0, 0);
});
