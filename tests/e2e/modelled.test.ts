/** What is modelled: from the menu, from the inspector and by an address; on a phone too. */
import { axeFindings } from './axe.ts';
import { expect, test } from './harness.ts';
import { card, PATIENCE } from './person.ts';

test('what is modelled opens from the menu and from the inspector', async ({ open }) => {
  const page = await open({ reducedMotion: 'reduce' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'What is modelled' }).click();
  const dialog = page.getByRole('dialog', { name: 'What is modelled' });
  await dialog.getByRole('heading', { name: 'The engine' }).waitFor();
  await dialog.getByRole('button', { name: 'Queue' }).click();
  await dialog.getByRole('heading', { name: 'Queue' }).waitFor();
  await dialog.getByRole('rowheader', { name: 'Visibility timeout' }).waitFor();
  await expect.poll(() => new URL(page.url()).hash, PATIENCE).toBe('#modelled=queue');
  expect(await axeFindings(page, { within: 'dialog', isAll: true })).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => new URL(page.url()).hash, PATIENCE).toBe('');

  await card(page, 'web').click({ position: { x: 60, y: 15 } });
  await page.getByRole('tab', { name: 'Model' }).click();
  await page.getByRole('button', { name: 'What is modelled?' }).click();
  await dialog.getByRole('heading', { name: 'Web server' }).waitFor();
});

test('an address leads to a chapter, also on a phone', async ({ open }) => {
  const page = await open({
    path: '#modelled=database',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    locale: 'ko-KR',
  });
  const dialog = page.getByRole('dialog', { name: '모델링 범위' });
  await dialog.getByRole('heading', { name: '데이터베이스' }).waitFor();
  await dialog.getByRole('combobox').selectOption('faults');
  await dialog.getByRole('heading', { name: '장애', exact: true }).waitFor();
  // Nothing stands out at the side.
  const { scroll, width } = await dialog
    .locator('.body')
    .evaluate((body) => ({ scroll: body.scrollWidth, width: body.clientWidth }));
  expect(scroll).toBe(width);
});
