/** Why it is slow: the bottleneck, failures by cause that lead to their moment, and theory beside the measured. */
import { expect, test } from './harness.ts';
import { card, clockMs, PATIENCE } from './person.ts';

test('the blog: bottleneck, causes, and a click that lands where it began', async ({ open }) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: 'Why' }).click();
  const why = page.getByRole('region', { name: 'Why it is slow' });
  // What requests wait for comes first; Resize works behind a queue.
  await why
    .getByText(/^None that requests wait for .* The busiest is Web, 5\d\.\d\s% busy\.$/)
    .waitFor();
  await why.getByRole('heading', { name: 'Behind a queue' }).waitFor();
  await why.getByRole('button', { name: /^Resize is the bottleneck: 7\d\.\d\s% busy/ }).waitFor();
  await why.getByText(/^Slots 3 → 4: 5\d\.\d\s% busy\.$/).waitFor();
  await why.getByRole('list', { name: 'Median' }).getByText('Load balancer').waitFor();
  await why
    .getByRole('list', { name: 'p99' })
    .getByText(/^network /)
    .first()
    .waitFor();

  const cause = why.getByRole('button', { name: /Go to the first: .*db-1, 20\.03/ }).first();
  await cause.click();
  // The moment of the first, not the crash at 20.000 nor the beginning of a slice.
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(20_030);
  expect(await clockMs(page)).toBeLessThan(20_040);
  await expect.poll(() => card(page, 'db-1').getAttribute('class'), PATIENCE).toContain('selected');
});

test('one queue: theory stands beside what was measured, also on a Korean phone', async ({
  open,
}) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
    path: '?example=one-queue',
  });
  await page.getByRole('button', { name: '원인', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '원인', exact: true });
  await sheet.getByText('M/M/1').waitFor();
  await sheet.getByText('평균 체류 시간').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
