/** A request opens: from the lists, from a moving dot, from the latency chart; and a window becomes a trace. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { toBase64url } from '../../src/share/base64url.ts';
import { deflate, utf8 } from '../../src/share/streams.ts';
import { expect, test } from './harness.ts';
import {
  card,
  clockMs,
  everythingStands,
  frames,
  PATIENCE,
  pause,
  pausedAt,
  restingBox,
  seekTo,
} from './person.ts';

const waterfall = (page: Page) => page.getByRole('region', { name: /^Request \d+$/ });
const calls = (page: Page) => page.getByRole('list', { name: 'Calls made for it' });

async function showRequests(page: Page): Promise<void> {
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: 'Requests' }).click();
  await page.getByRole('list', { name: 'Slowest' }).waitFor();
}

/** `12.3 ms` as milliseconds. */
function milliseconds(text: string): number {
  const [, figure, unit] = /([\d.,]+)\s?(µs|ms|s)/.exec(text) ?? [];
  const factor = { µs: 0.001, ms: 1, s: 1000 }[unit ?? ''] ?? Number.NaN;
  return Number((figure ?? '').replaceAll(',', '')) * factor;
}

test('opens from the lists; its calls lead to the drawing and to their moment', async ({
  open,
}) => {
  const page = await open();
  await showRequests(page);
  await pause(page);
  const first = page.locator('.request-list button').first();
  const tookMs = milliseconds((await first.locator('.request-took').textContent()) ?? '');
  await first.press('Enter');
  await calls(page).waitFor();
  await waterfall(page)
    .getByText(/^answered after/)
    .waitFor();

  // Where its time went adds up to how long it took, as far as three figures tell.
  const shares = waterfall(page).locator('.waterfall-shares dd');
  const sumMs = async () =>
    (await shares.allTextContents()).map(milliseconds).reduce((sum, ms) => sum + ms, 0);
  await expect
    .poll(async () => Math.abs((await sumMs()) - tookMs) / tookMs, PATIENCE)
    .toBeLessThan(0.02);

  const call = calls(page).getByRole('button', { name: /get → Hot posts/ });
  await call.click();
  await expect
    .poll(() => card(page, 'cache').getAttribute('class'), PATIENCE)
    .toContain('selected');
  await waterfall(page)
    .getByText(/on the way there/)
    .waitFor();
  await page.getByRole('button', { name: 'Go to this call' }).click();
  const listedMs = Number(await first.locator('time').textContent()) * 1000;
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThanOrEqual(Math.floor(listedMs) - 1);
  expect(await clockMs(page)).toBeLessThan(listedMs + tookMs + 1);

  await page.getByRole('radio', { name: 'Failed' }).check({ force: true });
  await page.getByRole('list', { name: 'Failed' }).getByRole('button').nth(1).click();
  await waterfall(page)
    .getByText(/^failed after .*(db-1|Web|Load balancer)/)
    .waitFor();
  await page.getByRole('radio', { name: 'Stale' }).check({ force: true });
  await page.getByRole('list', { name: 'Stale' }).getByRole('button').first().click();
  await waterfall(page)
    .getByText(/with an old value/)
    .waitFor();
  await calls(page).getByText('stale').first().waitFor();

  await calls(page).getByRole('button').first().press('Escape');
  await page.locator('section.charts').waitFor();
  await waterfall(page).waitFor({ state: 'detached' });
});

test('the lists say of which stretch and of how many they are, and stay as they were left', async ({
  open,
}) => {
  const page = await open();
  await showRequests(page);
  const stretch = page.locator('.requests-stretch');
  await page.keyboard.press('k');
  await pausedAt(page);
  await expect
    .poll(() => stretch.textContent(), PATIENCE)
    .toBe('The 200 slowest of 3,000 kept, ended 0.000 to 01:00.000');

  await seekTo(page, 0.55);
  await page.getByRole('radio', { name: 'At the cursor' }).check({ force: true });
  await page.getByRole('radio', { name: 'Failed' }).check({ force: true });
  await page.getByText('No request failed between 31.500 and 34.500.').waitFor();
  await seekTo(page, 0.4);
  await expect
    .poll(() => stretch.textContent(), PATIENCE)
    .toMatch(/^(The first 200 of )?[\d,]+ kept, ended 22\.500 to 25\.500$/);

  await page.getByRole('tab', { name: 'Story' }).click();
  await page.getByRole('tab', { name: 'Requests' }).click();
  await page.getByRole('list', { name: 'Failed' }).waitFor();
  expect(await page.getByRole('radio', { name: 'At the cursor' }).isChecked()).toBe(true);
});

test('the job that a request leaves in a queue is followed to its end', async ({ open }) => {
  const edge = (source: string, target: string, kind: string) => ({
    id: `${source}-${target}`,
    kind,
    source,
    target,
  });
  const scenario = {
    version: 1,
    durationMs: 8000,
    nodes: [
      {
        id: 'users',
        kind: 'client',
        params: {
          arrival: { process: 'constant', ratePerSec: 2 },
          operations: [{ name: 'upload', type: 'job' }],
        },
      },
      { id: 'line', kind: 'queue', params: { visibilityTimeoutMs: 1000 } },
      { id: 'resize', kind: 'worker', params: { service: { dist: 'constant', ms: 300 } } },
    ],
    edges: [edge('users', 'line', 'request'), edge('line', 'resize', 'delivery')],
    faults: [{ kind: 'crash', target: 'resize', atMs: 600, durationMs: 100 }],
  };
  const hash = `#s=${toBase64url(await deflate(utf8(JSON.stringify({ v: 1, s: scenario }))))}&t=0`;
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await card(page, 'line').waitFor();
  // The run on screen is the one of the link, not the one before.
  const slider = page.locator('.time-bar [role=slider]');
  await expect.poll(() => slider.getAttribute('aria-valuemax'), PATIENCE).toBe('8000');
  await showRequests(page);
  // The worker died with the first.
  const first = page.locator('time').filter({ hasText: /^0\.5/ });
  await page.locator('.request-list button', { has: first }).first().press('Enter');
  await calls(page).waitFor();
  await waterfall(page)
    .getByText(/^done 1\.\d+\ss after it was stored, on delivery 2$/)
    .waitFor();
  const job = page.getByRole('list', { name: /^Deliveries of its job in line/ });
  await expect.poll(() => job.getByRole('button').count(), PATIENCE).toBe(2);
  const second = job.getByRole('button', { name: /deliver → resize delivery 2/ });
  await second.click();
  await waterfall(page)
    .getByText(/300\sms at work/)
    .waitFor();
  await page.getByRole('button', { name: 'Go to this call' }).click();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThanOrEqual(1500);
});

test('opens from a moving dot and from the latency chart, and saves a window', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);

  // Along the way from the load balancer to the web servers, until a dot is ringed.
  const from = (await card(page, 'lb').boundingBox())!;
  const to = (await card(page, 'web').boundingBox())!;
  const y = from.y + from.height / 2;
  const ring = page.locator('.request-ring');
  async function isFound(): Promise<boolean> {
    for (let x = from.x + from.width + 6; x < to.x; x += 3) {
      await page.mouse.move(x, y);
      await frames(page);
      if (await ring.isVisible()) return true;
    }
    return false;
  }
  // What looks for dots comes with the first pointer.
  await expect.poll(isFound, PATIENCE).toBe(true);
  await page.mouse.down();
  await page.mouse.up();
  await calls(page)
    .getByRole('button', { name: /request → Web/ })
    .waitFor();
  await page.getByRole('button', { name: 'Close the request' }).click();

  // A drag over the same place is a drag.
  await page.mouse.move(from.x + from.width + 20, y);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width + 50, y + 30, { steps: 3 });
  await page.mouse.up();
  await frames(page);
  expect(await waterfall(page).count()).toBe(0);

  const plots = await restingBox(page.locator('.chart-plots'));
  await page.mouse.dblclick(plots.x + plots.width / 2, plots.y + plots.height / 2);
  await calls(page).waitFor();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(25_000);
  await page.getByRole('button', { name: 'Close the request' }).click();
  await page.getByRole('button', { name: 'slowest here' }).press('Enter');
  await calls(page).waitFor();

  await page.getByRole('button', { name: 'Save a trace' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^10.ms around the cursor/ }).click(),
  ]);
  const { traceEvents } = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const slices = traceEvents.filter(({ ph }: { ph: string }) => ph === 'X');
  expect(slices.length).toBeGreaterThan(20);
});

test('on a phone the lists and the waterfall share a sheet', async ({ open }) => {
  const page = await open({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('button', { name: 'Requests' }).tap();
  await page.locator('label', { hasText: 'Stale' }).tap();
  await page.getByRole('list', { name: 'Stale' }).getByRole('button').first().tap();
  await calls(page).getByRole('button').first().tap();
  await page.getByText(/on the way there/).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
  await page.getByRole('button', { name: 'All requests' }).tap();
  await page.getByRole('list', { name: 'Stale' }).waitFor();
});
