/** Links and files: what is opened is the same run, what is broken is explained, and nobody's work is lost. */
import type { Page } from 'playwright-core';
import { toBase64url } from '../../src/share/base64url.ts';
import { deflate, utf8 } from '../../src/share/streams.ts';
import { expect, test } from './harness.ts';
import { card, clockMs, nodeIds, PATIENCE, runHash } from './person.ts';

/** Of the time that reading takes, the page's longest task may have at most this share; read there, it would be most. */
const LONGEST_TASK_SHARE = 1 / 3;
const TRIES = 5;

test('a damaged link says so and leaves the work alone', async ({ open }) => {
  const page = await open();
  await addCache(page);
  await page.evaluate(() => {
    location.hash = '#s=eJzLSM3JyQcABiwCFQ';
  });
  await page.getByText(/^This link cannot be opened\. The link is damaged/).waitFor();
  expect(await nodeIds(page)).toContain('cache-2');

  // The same at the start: last time's work is there.
  await page.goto(`${page.url().split('#')[0]}?again#s=%%%`);
  await page.getByText(/^This link cannot be opened\. /).waitFor();
  await card(page, 'cache-2').waitFor();
});

test('a link does not take the place of the work, and a reload keeps it', async ({ open }) => {
  const author = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await author.getByRole('button', { name: 'Examples' }).click();
  await author
    .getByRole('menuitem', { name: /^Queue|queue/ })
    .first()
    .click();
  // The example is loaded when it is asked for.
  await expect.poll(() => author.title(), PATIENCE).not.toContain('Blog');
  const title = await author.title();
  await author.getByRole('button', { name: 'Share', exact: true }).click();
  await author.getByRole('button', { name: 'Copy the link' }).click();
  await author.getByRole('dialog').getByRole('button', { name: 'Link copied.' }).waitFor();
  const { hash } = new URL(await author.evaluate(() => navigator.clipboard.readText()));
  await author.close();

  const page = await open();
  await addCache(page);
  await page.reload();
  await card(page, 'cache-2').waitFor();

  await page.goto(`${page.url().split('#')[0]}?other${hash}`);
  await expect.poll(() => page.title(), PATIENCE).toBe(title);
  await page.getByText('Your own work is kept.').waitFor();
  await page.getByRole('button', { name: 'Back to my work' }).click();
  await card(page, 'cache-2').waitFor();
  expect(page.url()).not.toContain('#s=');
  await page.reload();
  await card(page, 'cache-2').waitFor();

  // The link's copy, once changed, is what a plain address opens: said once, with the way to the other.
  await page.goto(`${page.url().split(/[?#]/)[0]}?again${hash}`);
  await expect.poll(() => page.title(), PATIENCE).toBe(title);
  await page.getByRole('button', { name: 'Add Cache' }).click();
  await page.locator('.save-state').getByText('saved', { exact: true }).waitFor();
  await page.goto(page.url().split(/[?#]/)[0]!);
  await page.getByText(/is what you edited last\. .* is kept as well\.$/).waitFor();
  expect(await page.title()).toBe(title);
  await page.getByRole('button', { name: 'Open that instead' }).click();
  await card(page, 'cache-2').waitFor();
  expect(await page.title()).not.toBe(title);
});

test('a broken file is refused with the place of its fault', async ({ open }) => {
  const page = await open();
  await card(page, 'web').waitFor();
  const before = await nodeIds(page);
  await openFile(page, '{"version":1,"nodes":[{"id":"a","kind":"toaster"}]}');
  const toast = page.getByRole('status').filter({ hasText: 'This file cannot be opened' });
  await toast.waitFor();
  expect(await toast.textContent()).toMatch(/nodes\[0\]\.kind|nodes\.0\.kind/);
  expect(await toast.textContent()).toContain('toaster');
  expect(await nodeIds(page)).toEqual(before);

  await openFile(page, 'not json at all');
  await expect.poll(() => toast.textContent(), PATIENCE).not.toContain('toaster');
  expect(await nodeIds(page)).toEqual(before);
});

test('a large file is read beside the page, refused or opened', async ({ open }) => {
  const page = await open();
  await card(page, 'web').waitFor();
  const before = await nodeIds(page);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await openFile(page, `{"version":1,"nodes":[${'0,'.repeat(200_000)}0]}`);
  const toast = page.getByRole('status').filter({ hasText: 'This file cannot be opened' });
  await toast.getByText('nodes: expected a list of at most 1000 items, got 200001').waitFor();
  expect(await nodeIds(page)).toEqual(before);
  expect(workers).toEqual([expect.stringMatching(/reading-worker/)]);

  const points = Array.from({ length: 9000 }, (_, i) => ({ atMs: i * 10, ratePerSec: 5 }));
  const client = {
    id: 'only',
    kind: 'client',
    params: { arrival: { process: 'schedule', points } },
  };
  await openFile(page, JSON.stringify({ version: 1, nodes: [client] }));
  await card(page, 'only').waitFor();
  expect(await nodeIds(page)).toEqual(['only']);
  expect(workers.filter((url) => url.includes('reading-worker'))).toHaveLength(2);
});

test('a link that unpacks to much is read beside the page, which never stands still', async ({
  open,
}) => {
  const page = await open();
  await card(page, 'web').waitFor();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  // The first of all also loads what says why.
  await refusal(page, 'unknown');
  expect(workers).toEqual([expect.stringMatching(/reading-worker/)]);
  // Something else on the machine can make either longer, but never shorter.
  const tries: Refusal[] = [];
  for (let i = 0; i < TRIES; i++) tries.push(await refusal(page, `unknown${i}x`));
  const tookMs = Math.min(...tries.map((each) => each.tookMs));
  const longestTaskMs = Math.min(...tries.map((each) => each.longestTaskMs));
  console.log(`Refused in ${tookMs.toFixed(0)} ms, longest task ${longestTaskMs.toFixed(0)} ms`);
  expect(longestTaskMs).toBeLessThanOrEqual(tookMs * LONGEST_TASK_SHARE);

  const points = Array.from({ length: 9000 }, (_, i) => ({ atMs: i * 10, ratePerSec: 5 }));
  const arrival = { process: 'schedule', points };
  const good = await linkTo({
    version: 1,
    nodes: [{ id: 'only', kind: 'client', params: { arrival } }],
  });
  const refused = workers.length;
  await page.evaluate((hash) => {
    location.hash = `${hash}&t=12.5&readonly=1`;
  }, good);
  await expect.poll(() => nodeIds(page), PATIENCE).toEqual(['only']);
  expect(workers.filter((url) => url.includes('reading-worker'))).toHaveLength(refused + 1);
  await expect.poll(() => clockMs(page), PATIENCE).toBe(12_500);
});

interface Refusal {
  readonly tookMs: number;
  /** The longest time for which the page stood still meanwhile; 0 where none was worth counting. */
  readonly longestTaskMs: number;
}

/** Opens a link to two megabytes of what no server has, until the page refuses it. */
async function refusal(page: Page, name: string): Promise<Refusal> {
  // In a few thousand characters: a quarter of a second of reading.
  const params = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${name}${i}`, i]));
  const nodes = Array.from({ length: 1000 }, (_, i) => ({
    id: `n${i}`,
    kind: 'webServer',
    params,
  }));
  const spoilt = await linkTo({ version: 1, nodes });
  expect(spoilt.length).toBeLessThan(20_000);
  const measured = page.evaluate(
    async ({ hash, name }) => {
      const frame = () => new Promise<number>(requestAnimationFrame);
      const tasks: PerformanceEntry[] = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
      observer.observe({ type: 'longtask' });
      const startMs = performance.now();
      location.hash = hash;
      const isSaid = () => document.querySelector('.toast')?.textContent?.includes(`${name}0`);
      while (!isSaid()) await frame();
      const tookMs = performance.now() - startMs;
      // The task that said it is known once it has ended.
      for (let i = 0; i < 2; i++) await frame();
      tasks.push(...observer.takeRecords());
      observer.disconnect();
      return { tookMs, longestTaskMs: Math.max(0, ...tasks.map(({ duration }) => duration)) };
    },
    { hash: spoilt, name },
  );
  await page
    .getByText(new RegExp(`^This link cannot be opened\\. .*nodes\\[0\\]\\.params\\.${name}0`))
    .waitFor();
  return measured;
}

test('a file that was saved opens as the same run', async ({ open }) => {
  const page = await open();
  await addCache(page);
  const hash = await runHash(page);
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as a file' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('blog-behind-a-cache.json');
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  await page.close();

  const other = await open();
  await openFile(other, Buffer.concat(chunks).toString('utf8'));
  await card(other, 'cache-2').waitFor();
  expect(await runHash(other)).toBe(hash);
});

async function addCache(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add Cache' }).click();
  await card(page, 'cache-2').waitFor();
  await page.getByText('saved', { exact: true }).waitFor();
}

async function openFile(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Open a file…' }).click();
  await (await chooser).setFiles({
    name: 'scenario.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
}

/** A link to anything, valid or not. */
async function linkTo(file: object): Promise<string> {
  return `#s=${toBase64url(await deflate(utf8(JSON.stringify({ v: 1, s: file }))))}`;
}
