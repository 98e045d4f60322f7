/** A drawing that makes no sense is explained where it is drawn. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { cameraStands, card, nodeIds, PATIENCE } from './person.ts';

const INTO_CLIENT = 'Nobody calls a client: draw the connection from the client to what it calls.';

test('a connection that makes no sense is refused with its reason', async ({ open }) => {
  const page = await open();
  await page.locator('.react-flow__edge').first().waitFor({ state: 'attached' });
  const lines = await page.locator('.react-flow__edge').count();
  await connect(page, 'pictures', 'readers');
  await page.getByText(INTO_CLIENT).waitFor();
  expect(await page.locator('.react-flow__edge').count()).toBe(lines);

  // The keyboard's list says the same.
  await card(page, 'pictures').click({ position: { x: 60, y: 15 } });
  await page.getByRole('button', { name: 'Connect to…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect Pictures to…' });
  await dialog.getByText('Why not the others?').click();
  await dialog
    .getByRole('listitem')
    .filter({ hasText: 'Readers' })
    .getByText(INTO_CLIENT)
    .waitFor();
});

test('parts that are connected to nothing say what they lack', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New scenario' }).click();
  await page.getByText('Nothing drawn yet').waitFor();

  await page.keyboard.press('w');
  await card(page, 'web').getByText('Nobody calls Web server.').waitFor();
  await page.keyboard.press('c');
  const client = (await nodeIds(page)).find((id) => id !== 'web')!;
  await card(page, client)
    .getByText('Client calls nobody. Connect it to what should answer.')
    .waitFor();

  await cameraStands(page);
  await connect(page, client, 'web');
  await expect.poll(() => page.locator('.card .problem').count(), PATIENCE).toBe(0);
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
