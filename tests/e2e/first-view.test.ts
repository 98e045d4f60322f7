/** What somebody sees who has never been here, and what it costs them. */
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { clockMs, figures, PATIENCE, pause, picture } from './person.ts';

/** Compressed JavaScript of the first view, without the engine's worker. */
const SCRIPT_BYTES_MAX = 250_000;
/** Half of 60 frames a second: a loose bound, for machines that do something else besides. */
const FRAME_MS_P95_MAX = 34;
const TRIES = 5;
/** What the machine on which that was set takes for the work of `slowness`. */
const SAME_WORK_MS = 260;

test('an empty browser shows the blog, in motion, without a click', async ({ open }) => {
  const page = await open();
  await expect.poll(() => page.title(), PATIENCE).toBe('Blog behind a cache · Spillway');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(200);

  const before = {
    clockMs: await clockMs(page),
    picture: await picture(page),
    figures: await figures(page),
  };
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(before.clockMs + 500);
  await expect.poll(() => picture(page), PATIENCE).not.toBe(before.picture);
  await expect.poll(() => figures(page), PATIENCE).not.toEqual(before.figures);
  // Every card comes to its number: none keeps its dash.
  const dashes = async () => Object.entries(await figures(page)).filter(([, f]) => !/\d/.test(f));
  await expect.poll(dashes, PATIENCE).toEqual([]);
});

test('the first view loads little JavaScript', async ({ open }) => {
  const scripts: Promise<{ readonly url: string; readonly bytes: number }>[] = [];
  const page = await open({
    beforeLoad: async (page) => {
      page.on('response', (response) => {
        const url = response.url();
        if (!url.endsWith('.js')) return;
        scripts.push(
          response.body().then((body) => ({ url, bytes: gzipSync(body, { level: 9 }).length })),
        );
      });
      await page.addInitScript(noteFirstView);
    },
  });
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(0);

  // However late this looks: what was asked for before the clock moved. It may be noted a frame after the clock is read.
  const noted = await page.waitForFunction(() => (window as unknown as FirstView).firstView);
  const first = (await noted.jsonValue()) ?? [];
  const loaded = (await Promise.all(scripts)).filter(({ url }) => first.includes(url));
  expect(loaded.length).toBeGreaterThan(3);
  const sum = (parts: typeof loaded) => parts.reduce((bytes, part) => bytes + part.bytes, 0);
  const own = sum(loaded.filter(({ url }) => !url.includes('worker')));
  const parts = loaded.map(({ url, bytes }) => `${url.split('/').at(-1)} ${bytes}`);
  console.log(`JavaScript of the first view: ${own} bytes gzipped (${parts.join(', ')})`);
  expect(own).toBeLessThan(SCRIPT_BYTES_MAX);
});

test('playing the blog keeps the frames coming', async ({ open, browser }) => {
  const page = await open();
  const devtools = await browser.newBrowserCDPSession();
  // The engine is done: what is measured is playback.
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  // Something else on the machine can spoil a measurement, but never better one.
  let best = Number.POSITIVE_INFINITY;
  let leastWork = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && best > FRAME_MS_P95_MAX; i++) {
    const from = { clock: await clockMs(page), workMs: await workMs(devtools) };
    const gaps = await frameGaps(page);
    const work = ((await workMs(devtools)) - from.workMs) / gaps.length;
    // However few the frames: it plays.
    expect(await clockMs(page)).toBeGreaterThan(from.clock);
    const at = (share: number) => gaps[Math.floor(gaps.length * share)]!;
    best = Math.min(best, at(0.95));
    leastWork = Math.min(leastWork, work);
    console.log(
      `Frames while the blog plays: median ${at(0.5).toFixed(1)} ms, 95th percentile ` +
        `${at(0.95).toFixed(1)} ms, longest ${gaps.at(-1)!.toFixed(1)} ms, ${gaps.length} in 2 s, ` +
        `${work.toFixed(1)} ms of work each`,
    );
  }
  if (best <= FRAME_MS_P95_MAX) return;
  // On a machine that is never free for two seconds, the work counts that a frame takes, wherever in the browser:
  // what one core does twice in that time comes as often where the core is free. A slow core takes longer for anything.
  await pause(page);
  const slow = await slowness(page, devtools);
  console.log(
    `Least work of a frame ${leastWork.toFixed(1)} ms, machine slower by ${slow.toFixed(2)}`,
  );
  expect(leastWork / slow).toBeLessThanOrEqual(FRAME_MS_P95_MAX / 2);
});

/** How much longer this machine takes for the same work than the one on which the bound was set; at least 1. */
async function slowness(page: Page, devtools: CDPSession): Promise<number> {
  const beforeMs = await workMs(devtools);
  await page.evaluate(() => {
    let text = '';
    for (let i = 0; i < 250; i++) {
      const numbers = Array.from({ length: 4000 }, (_, at) => Math.sin(at * i));
      text = JSON.stringify(numbers.sort((a, b) => a - b));
    }
    return text.length;
  });
  return Math.max(1, ((await workMs(devtools)) - beforeMs) / SAME_WORK_MS);
}

/** Milliseconds of a processor that all of the browser has used. */
async function workMs(devtools: CDPSession): Promise<number> {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return 1000 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** The addresses of all that the page had asked for when its clock began to move. */
interface FirstView {
  firstView?: readonly string[];
}

/** Runs in the page, before anything of it. */
function noteFirstView(): void {
  const look = () => {
    const clock = document.querySelector('.clock')?.textContent ?? '';
    if (!/[1-9]/.test(clock)) requestAnimationFrame(look);
    else {
      const firstView = performance.getEntriesByType('resource').map(({ name }) => name);
      Object.assign(window, { firstView });
    }
  };
  requestAnimationFrame(look);
}

/** Milliseconds from frame to frame during two seconds, the shortest first. */
function frameGaps(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const gaps: number[] = [];
    const start = performance.now();
    let last = await new Promise<number>(requestAnimationFrame);
    while (last - start < 2000) {
      const now = await new Promise<number>(requestAnimationFrame);
      gaps.push(now - last);
      last = now;
    }
    return gaps.sort((a, b) => a - b);
  });
}
