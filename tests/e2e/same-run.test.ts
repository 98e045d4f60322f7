/** The run is what the scenario says, whatever is done to its looks, in whichever order it is watched. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { bundlePureHalf } from '../engines/bundle.ts';
import { askChromium } from '../engines/engines.ts';
import { expect, test } from './harness.ts';
import {
  cameTo,
  card,
  clockMs,
  everythingStands,
  figures,
  PATIENCE,
  pause,
  picture,
  runHash,
  seekTo,
} from './person.ts';

const root = resolve(import.meta.dirname, '../..');
const goldenFolder = resolve(root, 'tests/golden/gallery');

/** By bundled scenario what the engine answers in Node, where nobody looks: tests/golden runs them there. */
const hashesInNode = Object.fromEntries(
  readdirSync(goldenFolder).map((name) => {
    const { runHash } = JSON.parse(readFileSync(resolve(goldenFolder, name), 'utf8'));
    return [name.replace('.json', ''), runHash as string];
  }),
);

test('the page and the command line run the same blog', async ({ open }) => {
  const [page, { stdout }] = await Promise.all([
    open(),
    promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'src/cli/main.ts', 'run', 'public/examples/blog.json', '--json'],
      { cwd: root },
    ),
  ]);
  expect(await runHash(page)).toBe((JSON.parse(stdout) as { runHash: string }).runHash);
});

// `npm run hash:engines` asks every engine that is installed.
test('every bundled scenario has one run hash in Node and in Chromium', async ({ browser }) => {
  expect(Object.keys(hashesInNode).length).toBeGreaterThan(5);
  expect(await askChromium(browser, await bundlePureHalf())).toEqual(hashesInNode);
});

test('looks are not part of the run', async ({ open }) => {
  const page = await open({ beforeLoad: countRuns });
  const hash = await runHash(page);
  expect(await runs(page)).toBe(1);

  const web = card(page, 'web');
  await everythingStands(page);
  const before = (await web.boundingBox())!;
  await page.mouse.move(before.x + 60, before.y + 15);
  await page.mouse.down();
  await page.mouse.move(before.x + 40, before.y - 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await web.boundingBox())!.y, PATIENCE).toBeLessThan(before.y - 20);

  await web.click({ position: { x: 60, y: 15 } });
  const name = page.getByRole('region', { name: 'Inspector' }).getByLabel('Name');
  await name.fill('Front');
  await name.press('Enter');
  await web.getByText('Front').waitFor();

  const title = page.getByLabel('Name of the scenario');
  await title.fill('My blog');
  await title.press('Enter');
  await expect.poll(() => page.title(), PATIENCE).toBe('My blog · Spillway');

  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Fit the drawing' }).click();

  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(() => page.locator('html').getAttribute('data-theme'), PATIENCE).toBe('dark');

  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '한국어' }).click();
  await page.getByRole('button', { name: '공유' }).waitFor();

  expect(await runHash(page)).toBe(hash);
  expect(await runs(page)).toBe(1);
});

test('how fast it is played, and whether anybody looks, are not part of the run', async ({
  open,
}) => {
  const page = await open();
  await page.keyboard.press('BracketLeft');
  // As a browser treats a tab that is hidden: told so, then frozen in the middle of the run.
  const devtools = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  expect(await runHash(page)).toBe(hashesInNode.blog);
});

test('the same moment looks the same, whichever way the cursor came', async ({ open }) => {
  const page = await open();
  await everythingStands(page);
  await pause(page);

  // Away from the events, which a click nearby would mean; the last one in the middle of the failover.
  const shares = [0.2, 0.6, 0.36];
  const first = [];
  for (const share of shares) first.push(await momentAt(page, share));
  expect(new Set(first.map((moment) => JSON.stringify(moment))).size).toBe(3);
  const again = [];
  for (const share of shares.toReversed()) again.unshift(await momentAt(page, share));
  for (const [index, moment] of first.entries()) expect(again[index]).toEqual(moment);

  // In the middle of a drag, back and forth, and there again.
  const { x, y, width } = await track(page);
  await page.mouse.move(x + width * 0.9, y);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.1, y, { steps: 10 });
  await page.mouse.move(x + width * 0.6, y, { steps: 10 });
  await page.mouse.up();
  await cameTo(page, 0.6);
  expect(await moment(page)).toEqual(first[1]);
});

/** Clicks the time bar there, and reads the page once it has come to rest. */
async function momentAt(page: Page, share: number) {
  await seekTo(page, share);
  return moment(page);
}

/** The clock, the cards and the moving requests. */
async function moment(page: Page) {
  return { atMs: await clockMs(page), cards: await figures(page), dots: await picture(page) };
}

async function track(page: Page) {
  const box = (await page.getByRole('slider', { name: 'Position' }).boundingBox())!;
  return { x: box.x, y: box.y + box.height / 2, width: box.width };
}

/** Counts what the page asks of its worker. */
async function countRuns(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counts = window as unknown as { runs: number };
    counts.runs = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...message: [never]) {
      if ((message[0] as { type: string }).type === 'run') counts.runs++;
      postMessage.apply(this, message);
    };
  });
}

function runs(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { runs: number }).runs);
}
