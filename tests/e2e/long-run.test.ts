/** A run of an hour: its progress moves, it can be stopped at once, and what was done can be used. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { PATIENCE } from './person.ts';

const hour = {
  version: 1,
  name: 'An hour',
  durationMs: 3_600_000,
  nodes: [
    {
      id: 'users',
      kind: 'client',
      params: { arrival: { process: 'poisson', ratePerSec: 10_000 } },
    },
    { id: 'web', kind: 'webServer', params: { service: { dist: 'constant', ms: 1 } } },
  ],
  edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
};

test('a long run is stopped by hand and keeps what was done', async ({ open }) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.locator('input[type=file]').setInputFiles({
    name: 'hour.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(hour)),
  });
  const stop = page.getByRole('button', { name: 'Stop the simulation' });
  await stop.waitFor();
  const before = await progress(page);
  // In percent: half a minute, long enough for whoever waits for it again.
  await expect
    .poll(async () => (await progress(page)).percent, PATIENCE)
    .toBeGreaterThan(Math.max(1, before.percent));

  const atClick = await notedAtClick(page);
  await stop.click();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: /^Results/ }).click();
  await page.getByText('You stopped it here').waitFor();
  await page.locator('.fact').filter({ hasText: 'Run hash' }).waitFor();

  // What is recorded can be played: the end of the bar is where it stopped.
  const slider = page.getByRole('slider', { name: /position|time/i }).first();
  const endMs = Number(await slider.getAttribute('aria-valuemax'));
  expect(endMs).toBeGreaterThan(1000);
  expect(endMs).toBeLessThan(3_600_000);
  // At once: what it still did after the click is little, at its own pace on a machine that may do other things besides.
  const pressed = await atClick();
  const pace = (pressed.percent - before.percent) / (pressed.atMs - before.atMs);
  const wentOnMs = (endMs / 36_000 - pressed.percent) / pace;
  console.log(`Went on for ${wentOnMs.toFixed(0)} ms after the click`);
  expect(wentOnMs).toBeLessThan(5000);

  // Until the new run gets there, the figures at the cursor are the old ones, and say so.
  await slider.press('End');
  const old = page.locator('.outdated');
  expect(await old.count()).toBe(0);
  const marks = await notedMarks(page);
  const seed = page.getByRole('textbox', { name: 'Seed' });
  await seed.fill('7');
  await seed.press('Enter');
  // However soon they are gone again.
  await expect.poll(marks, PATIENCE).toMatch(/^Of the run before the change · computing/m);
  await expect.poll(marks, PATIENCE).toMatch(/^over-charts: /m);
  await expect.poll(() => old.count(), PATIENCE).toBe(0);
  await stop.click();

  await page.getByRole('button', { name: 'Simulate all of it' }).click();
  await stop.waitFor();
});

interface Progress {
  /** By the page's clock. */
  readonly atMs: number;
  /** Of the run, simulated. */
  readonly percent: number;
}

/** Runs in the page. */
function readProgress(): Progress {
  const bar = document.querySelector<HTMLElement>('.buffered');
  return { atMs: performance.now(), percent: Number.parseFloat(bar?.style.width ?? '') };
}

const progress = (page: Page): Promise<Progress> => page.evaluate(readProgress);

/** The progress in the moment of the next click, however long it takes to come to it. */
async function notedAtClick(page: Page): Promise<() => Promise<Progress>> {
  await page.evaluate(`addEventListener('click', () => {
    window.progressAtClick = (${readProgress})();
  }, { capture: true, once: true })`);
  return () =>
    page.evaluate(() => (window as unknown as { progressAtClick: Progress }).progressAtClick);
}

/** Every mark of what is outdated that is seen from now on, one a line, with and without its place. */
async function notedMarks(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { marks: seen });
    new MutationObserver(() => {
      for (const mark of document.querySelectorAll('.outdated')) {
        const text = mark.textContent ?? '';
        const place = [...mark.classList].find((name) => name.startsWith('over-'));
        seen.add(text).add(`${place}: ${text}`);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () =>
    page.evaluate(() => [...(window as unknown as { marks: Set<string> }).marks].join('\n'));
}

test('a broken rule of the engine is told with what it takes to see it again', async ({ open }) => {
  const failure = {
    message: '“Blog”, seed 42: at 3.2 s, web: arrived 7 ≠ completed 3',
    again: 'npm run -s spillway -- run FILE --seed 42',
  };
  const sentence = `${failure.message}. To see it again, save it as FILE: ${failure.again}`;
  const page = await open({
    beforeLoad: async (page) => {
      // A worker that breaks instead of finishing.
      await page.addInitScript((failure) => {
        const { Worker } = window;
        window.Worker = class extends Worker {
          override set onmessage(listen: (event: MessageEvent) => void) {
            this.addEventListener('message', (event) => {
              const { data } = event;
              const told =
                data.type === 'finished' ? { type: 'failed', run: data.run, ...failure } : data;
              listen(new MessageEvent('message', { data: told }));
            });
          }
        };
      }, failure);
    },
  });
  await page.getByText(sentence).first().waitFor();
  await expect
    .poll(() => page.locator('.story-failed').textContent(), PATIENCE)
    .toContain(sentence);
});
