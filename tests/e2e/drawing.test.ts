/** A drawing that makes no sense is explained where it is drawn. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { cameraStands, card, everythingStands, nodeIds, PATIENCE } from './person.ts';

const INTO_CLIENT = 'Nobody calls a client: draw the connection from the client to what it calls.';

test('a connection that makes no sense is refused with its reason', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  const lines = await page.locator('.react-flow__edge').count();
  await connect(page, 'pictures', 'readers');
  await page.getByText(INTO_CLIENT).waitFor();
  expect(await page.locator('.react-flow__edge').count()).toBe(lines);

  // The keyboard's list says the same.
  await card(page, 'pictures').click({ position: { x: 60, y: 15 } });
  await page.getByRole('button', { name: 'Connect to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect Pictures to…' });
  await dialog.getByRole('option').filter({ hasText: 'Readers' }).getByText(INTO_CLIENT).waitFor();
});

test('another window shows the whole drawing again, but for who has moved it', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await page.setViewportSize({ width: 1440, height: 700 });
  const boxes = async () =>
    Promise.all((await nodeIds(page)).map(async (id) => (await card(page, id).boundingBox())!));
  const canvas = page.locator('#canvas');
  const isWhole = async () => {
    const { y, height } = (await canvas.boundingBox())!;
    return (await boxes()).every((box) => box.y > y && box.y + box.height < y + height);
  };
  await expect.poll(isWhole, PATIENCE).toBe(true);

  await cameraStands(page);
  const wide = async () => Math.round((await boxes())[0]!.width);
  const fitted = await wide();
  await page.mouse.move(500, 150);
  await page.mouse.wheel(0, -200);
  await expect.poll(wide, PATIENCE).toBeGreaterThan(fitted);
  await cameraStands(page);
  const chosen = await wide();
  const low = (await canvas.boundingBox())!.height;
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect
    .poll(async () => (await canvas.boundingBox())!.height, PATIENCE)
    .toBeGreaterThan(low);
  await cameraStands(page);
  expect(await wide()).toBe(chosen);
});

test('parts that are connected to nothing say what they lack', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New scenario' }).click();
  await page.getByText('Nothing drawn yet').waitFor();

  await page.keyboard.press('w');
  await card(page, 'web').getByText('Nobody calls Web server.').waitFor();
  await page.keyboard.press('c');
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(2);
  const client = (await nodeIds(page)).find((id) => id !== 'web')!;
  await card(page, client)
    .getByText('Client calls nobody. Connect it to what should answer.')
    .waitFor();

  await cameraStands(page);
  await connect(page, client, 'web');
  await expect.poll(() => page.locator('.card .problem').count(), PATIENCE).toBe(0);
  // A new card stands beside the selected one, and in nobody's way: a database not behind the cache.
  await card(page, 'web').click({ position: { x: 60, y: 12 } });
  for (const key of ['h', 'd']) await page.keyboard.press(key);
  await expect.poll(() => nodeIds(page), PATIENCE).toHaveLength(4);
  await cameraStands(page);
  const box = async (id: string) => (await card(page, id).boundingBox())!;
  const [web, cache, db] = [await box('web'), await box('cache'), await box('db')];
  expect(cache.x).toBeGreaterThan(web.x + web.width);
  expect(db.y).toBeGreaterThan(cache.y + cache.height);
  // Two parts are a system: it runs, and the client's number moves.
  await expect
    .poll(() => card(page, client).locator('.value').textContent(), PATIENCE)
    .toMatch(/\d/);
});

/** From the nearest handles of one card to the other's middle. */
async function connect(page: Page, from: string, to: string): Promise<void> {
  const [a, b] = [(await card(page, from).boundingBox())!, (await card(page, to).boundingBox())!];
  const side =
    Math.abs(b.x - a.x) > Math.abs(b.y - a.y)
      ? b.x > a.x
        ? 'right'
        : 'left'
      : b.y > a.y
        ? 'bottom'
        : 'top';
  await page.mouse.move(a.x + a.width / 2, a.y + 15);
  const handle = (await card(page, from).locator(`.react-flow__handle-${side}`).boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 10 });
  await page.mouse.up();
}
