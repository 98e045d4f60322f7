/** The charts as they are used: a stretch chosen, values read by key, the run before beside the present one, files. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { card, clockMs, everythingStands, frames, PATIENCE, pause, restingBox } from './person.ts';

const axis = (page: Page): Locator => page.locator('.app-time .chart-axis');

/** The blog, simulated to its end and standing still. */
async function finished(page: Page): Promise<Page> {
  await everythingStands(page);
  await pause(page);
  return page;
}

/** Drags along an axis, from one share of it to another. */
async function drag(page: Page, target: Locator, from: number, to: number): Promise<void> {
  const box = await restingBox(target);
  const y = box.y + box.height - 6;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}

test('a drag shows a stretch, and keys read it', async ({ open }) => {
  const page = await finished(await open());
  await axis(page).waitFor();
  await drag(page, axis(page), 0.3, 0.5);
  const whole = page.getByRole('button', { name: 'Whole run' });
  await whole.waitFor();
  await expect.poll(() => whole.textContent(), PATIENCE).toMatch(/17\.9|18\.0/);
  // The table follows: twelve moments, the first half a second into the stretch.
  const isAtStart = async () => Math.abs((await clockMs(page)) - 17_950) <= 50;
  const moments = page.locator('.app-time figure').first().locator('tbody th');
  await expect
    .poll(async () => Number((await moments.first().textContent())!), PATIENCE)
    .toBeCloseTo(18.5, 0);
  expect(await moments.count()).toBe(12);

  await axis(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(isAtStart, PATIENCE).toBe(true);
  const from = await clockMs(page);
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(from + 300);
  const value = () => axis(page).getAttribute('aria-valuetext');
  await expect
    .poll(value, PATIENCE)
    .toMatch(/Throughput: arrived .*Latency: p99 .*\d\sms.*Cache: Hot/);
  // The crash at 20 s: its words are part of what is read.
  await page.keyboard.press('Home');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(from);
  const steps = Math.round((20_000 - (await clockMs(page))) / 100);
  for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(value, PATIENCE).toContain('db-1 crashed');
  await page.locator('.app-time .time-bubble').getByText('db-1 crashed').waitFor();

  const shown = await whole.textContent();
  await page.keyboard.press('+');
  await expect.poll(() => whole.textContent(), PATIENCE).not.toBe(shown);
  await page.keyboard.press('End');
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(20_000);
  expect(await clockMs(page)).toBeLessThan(30_000);
  await page.keyboard.press('0');
  await whole.waitFor({ state: 'detached' });

  // A hair line through all charts, and what it crosses beside each.
  const box = await restingBox(page.locator('.app-time .chart-plots'));
  const readOut = page.locator('.app-time .chart-legend').first();
  const before = await readOut.textContent();
  await page.mouse.move(box.x + box.width * 0.42, box.y + 40);
  await page
    .locator('.app-time .hair-line')
    .getByText(/^00:25\./)
    .waitFor();
  await expect.poll(() => readOut.textContent(), PATIENCE).not.toBe(before);
});

test('keys alone choose a stretch', async ({ open }) => {
  const page = await finished(await open({ path: '?example=blog#autoplay=0&t=20' }));
  await axis(page).focus();
  const span = page.locator('.chart-axis .chosen-span');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await span.waitFor();
  await page.keyboard.press('Escape');
  await span.waitFor({ state: 'detached' });
  // From where the cursor is now, to the end of the outage.
  await page.keyboard.press('Enter');
  for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const whole = page.getByRole('button', { name: 'Whole run' });
  await expect.poll(() => whole.textContent(), PATIENCE).toMatch(/21\.000 – 29\.000/);
  await page.keyboard.press('0');
  await whole.waitFor({ state: 'detached' });
});

test('a small window has room for every line of the keys', async ({ open }) => {
  const page = await open({ viewport: { width: 960, height: 540 } });
  await page.locator('.app-time .chart-legend').getByText('failed', { exact: true }).waitFor();
  const cut = await page.locator('.app-time .chart-head').evaluateAll((heads) =>
    heads.flatMap((head) => {
      const { bottom } = head.getBoundingClientRect();
      const lines = [...head.querySelectorAll('h3, small, button, dt, dd')];
      const isCut = (line: Element) => line.getBoundingClientRect().bottom > bottom + 1;
      return lines.filter(isCut).map(({ textContent }) => textContent);
    }),
  );
  expect(cut).toEqual([]);
});

test('one line runs through the time bar and the charts, at the cursor', async ({ open }) => {
  const page = await finished(await open());
  const durationMs = 60_000;
  const track = await restingBox(page.locator('.app-time .track'));
  const handle = page.locator('.app-time .handle');
  /** Pixels between what is seen and where the clock says that it is. */
  async function off(): Promise<number> {
    const atPx = track.x + (track.width * (await clockMs(page))) / durationMs;
    const [line, grip, played] = await Promise.all([
      page.locator('.app-time .cursor-line').boundingBox(),
      handle.boundingBox(),
      page.locator('.app-time .played').boundingBox(),
    ]);
    const seen = [line!.x, grip!.x + grip!.width / 2, played!.x + played!.width];
    return Math.max(...seen.map((x) => Math.abs(x - atPx)));
  }
  await page.getByRole('slider', { name: 'Time' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(off, PATIENCE).toBeLessThan(1.5);
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(18_000);
  await expect.poll(off, PATIENCE).toBeLessThan(1.5);
  // Played, and stopped somewhere: what the browser moves by itself ends where the cursor does.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => clockMs(page), PATIENCE).toBeGreaterThan(19_500);
  const middle = (await handle.boundingBox())!.x;
  expect(middle).toBeGreaterThan(track.x + track.width * 0.3);
  await pause(page);
  await expect.poll(off, PATIENCE).toBeLessThan(1.5);
  await page.keyboard.press('End');
  await expect.poll(off, PATIENCE).toBeLessThan(1.5);
});

test('a fault leaves the run before as a ghost, until another scenario is opened', async ({
  open,
}) => {
  const page = await finished(await open());
  const ghosts = page.locator('.app-time .strip-chart .line.is-before');
  expect(await ghosts.count()).toBe(0);
  await axis(page).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 4; i++) await page.keyboard.press('PageUp');
  await expect.poll(() => clockMs(page), PATIENCE).toBe(24_000);
  await crashCache(page);
  await expect.poll(() => ghosts.count(), PATIENCE).toBeGreaterThan(5);
  // The cursor stays, and the read-outs say what the fault changed there.
  expect(await clockMs(page)).toBe(24_000);
  await axis(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
  const failed = page.locator('.app-time .chart-legend').first().locator('.difference').last();
  await expect.poll(() => failed.textContent(), PATIENCE).toMatch(/^\+[\d,]{3,}/);
  await expect.poll(() => axis(page).getAttribute('aria-valuetext'), PATIENCE).toMatch(/\(\+/);

  const menu = page.getByRole('button', { name: 'Before' });
  await menu.click();
  await page.getByRole('menuitemcheckbox', { name: 'Show the run before the edit' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => ghosts.count(), PATIENCE).toBe(0);
  await menu.click();
  await page.getByRole('menuitem', { name: /Keep this run/ }).click();
  // Kept, it is the run on screen: a ghost of itself says nothing. After the undo it does.
  const kept = page.getByRole('button', { name: 'Kept run' });
  await kept.waitFor();
  await expect.poll(() => ghosts.count(), PATIENCE).toBe(0);
  const at = await clockMs(page);
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect.poll(() => ghosts.count(), PATIENCE).toBeGreaterThan(5);
  expect(await clockMs(page)).toBe(at);
  await expect.poll(() => failed.textContent(), PATIENCE).toMatch(/^−[\d,]{3,}/);

  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name: /One server, one queue/ }).click();
  await kept.waitFor({ state: 'detached', timeout: PATIENCE.timeout });
  await expect.poll(() => ghosts.count(), PATIENCE).toBe(0);
});

test('large charts have a heatmap that is seen in both themes, and leave with Escape', async ({
  open,
}) => {
  const page = await finished(await open({ colorScheme: 'light' }));
  await page.getByRole('button', { name: 'Enlarge the charts' }).click();
  const panel = page.getByRole('region', { name: 'All charts' });
  await panel.waitFor();
  const titles = () =>
    panel
      .locator('.chart-head h3')
      .evaluateAll((heads) => heads.map((head) => head.firstChild?.textContent));
  await expect
    .poll(titles, PATIENCE)
    .toEqual([
      'Throughput',
      'Errors',
      'Latency',
      'Latency heatmap',
      'Utilisation by component',
      'Queue',
      'Cache',
      'Lag',
    ]);
  // Percentiles in their order, and the causes in words.
  const lines = (title: string) =>
    panel.locator('.chart-head').filter({ hasText: title }).first().locator('dt').allTextContents();
  await expect
    .poll(() => lines('slowest'), PATIENCE)
    .toEqual(['slowest', 'p99.9', 'p99', 'p95', 'p90', 'p50']);
  await expect.poll(() => lines('Errors'), PATIENCE).toContain('connection refused');

  await expect.poll(() => heatContrast(panel), PATIENCE).toBeGreaterThan(4.5);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => panel.evaluate(isDark), PATIENCE).toBe(true);
  // Painted again in the colours of the dark.
  await frames(page);
  await expect.poll(() => heatContrast(panel), PATIENCE).toBeGreaterThan(4.5);

  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await card(page, 'web').waitFor();
});

test('the stretch that is shown is saved as PNG, SVG and CSV', async ({ open }) => {
  const page = await finished(await open());
  await drag(page, axis(page), 0.3, 0.5);
  await page.getByRole('button', { name: 'Whole run' }).waitFor();
  await page.getByRole('button', { name: 'Enlarge the charts' }).click();
  const hash = (await page.locator('.run-chip').textContent())!.replace(/[^0-9a-f]/g, '').slice(-8);

  const csv = (await saved(page, 'CSV')).toString('utf8');
  // The mark that tells spreadsheets how to read it.
  expect(csv.startsWith('\ufeff')).toBe(true);
  const [head, ...rows] = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(head![0]).toBe('Time (s)');
  expect(head).toContain('Throughput: arrived (1/s)');
  expect(head).toContain('Latency: p99.9 (ms)');
  expect(head).toContain('Errors: connection refused (1/s)');
  expect(head).toContain('Utilisation by component: db-2 (0-1)');
  const times = rows.map(([time]) => Number(time));
  expect(times[0]).toBeGreaterThan(17);
  expect(times.at(-1)).toBeLessThan(31);
  expect(rows.length).toBeGreaterThan(100);
  const column = (name: string) => rows.map((row) => Number(row[head!.indexOf(name)]));
  // By its causes, what failed is all there: the sums agree row by row.
  const failed = column('Throughput: failed (1/s)');
  const causes = head!.filter((name) => name.startsWith('Errors: ')).map(column);
  failed.forEach((count, row) => {
    expect(causes.reduce((sum, cause) => sum + cause[row]!, 0)).toBeCloseTo(count, 2);
  });
  expect(Math.max(...failed)).toBeGreaterThan(50);

  const svg = (await saved(page, 'SVG')).toString('utf8');
  const drawn = await page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
    const texts = [...picture.querySelectorAll('text')].map((each) => each.textContent ?? '');
    return {
      isWellFormed: picture.querySelector('parsererror') === null,
      title: picture.querySelector('title')?.textContent,
      font: picture.documentElement.getAttribute('font-family'),
      lines: picture.querySelectorAll('path[fill=none]').length,
      images: picture.querySelectorAll('image[href^="data:image/png"]').length,
      texts,
    };
  }, svg);
  expect(drawn).toMatchObject({ isWellFormed: true, title: 'Blog behind a cache', images: 2 });
  expect(drawn.font).toContain('Inter');
  expect(drawn.lines).toBeGreaterThan(15);
  for (const words of ['Latency heatmap', 'p99.9', 'goodput', '20 s', '100 ms']) {
    expect(drawn.texts.map((each) => each.replace('\u202f', ' '))).toContain(words);
  }
  expect(drawn.texts.at(-1)).toMatch(new RegExp(`^Run ${hash}[0-9a-f]* · seed 42 · 1[78]\\.`));
  // Nothing is left that only the page could resolve.
  expect(svg).not.toMatch(/var\(|NaN|undefined/);

  const png = await saved(page, 'PNG');
  expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2400);
  const url = `data:image/png;base64,${png.toString('base64')}`;
  expect(await page.evaluate(coloursOf, { url })).toBeGreaterThan(50);
  // The title's words, with their soft edges.
  const title = { x: 24, y: 14, width: 150, height: 20 };
  expect(await page.evaluate(coloursOf, { url, within: title })).toBeGreaterThan(10);
});

async function crashCache(page: Page): Promise<void> {
  await card(page, 'cache').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Crash', exact: true }).click();
}

async function saved(page: Page, format: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`blog-behind-a-cache-charts.${format.toLowerCase()}`);
  return readFile((await download.path())!);
}

const isDark = (element: Element) => getComputedStyle(element).colorScheme === 'dark';

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How many different colours a picture has, or a part of it in points. */
async function coloursOf({
  url,
  within,
}: {
  readonly url: string;
  readonly within?: Part;
}): Promise<number> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width / 2;
  canvas.height = image.height / 2;
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const { x, y, width, height } = within ?? whole;
  const { data } = context.getImageData(x, y, width, height);
  return new Set(new Uint32Array(data.buffer)).size;
}

/** The contrast between the panel and the heatmap's fullest cells, as WCAG counts it. */
function heatContrast(panel: Locator): Promise<number> {
  return panel
    .locator('.heat-chart canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const ground = getComputedStyle(canvas.closest('.large-charts')!).backgroundColor;
      const light = ([red, green, blue]: readonly number[]) => {
        const [r, g, b] = [red!, green!, blue!].map((byte) => {
          const value = byte / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
      };
      const panelLight = light(ground.match(/\d+/g)!.map(Number));
      let most = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] !== 255) continue;
        const cell = light([data[at]!, data[at + 1]!, data[at + 2]!]);
        const [high, low] = [Math.max(cell, panelLight), Math.min(cell, panelLight)];
        most = Math.max(most, (high + 0.05) / (low + 0.05));
      }
      return most;
    });
}
