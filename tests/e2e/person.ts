/** What a person does on the page and sees there, for the browser tests. Nothing here reaches behind the screen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from './harness.ts';

/** The page reads and plays within this on a slow machine that does something else besides. */
export const PATIENCE = { timeout: 45_000, interval: 50 };

export const card = (page: Page, id: string): Locator =>
  page.locator(`.react-flow__node[data-id="${id}"]`);

/** Ids of the nodes on the canvas, sorted. */
export async function nodeIds(page: Page): Promise<string[]> {
  const ids = await page
    .locator('.react-flow__node')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id') ?? ''));
  return ids.sort();
}

/** Frames in which a camera that is to move has begun to: it follows a canvas of another size after a rest. */
const CAMERA_FRAMES = 20;
/** Frames in which what moves by itself has moved on. */
const RESTING_FRAMES = 3;

/** A hand waits until the drawing stands before it reaches for a card. */
export async function cameraStands(page: Page): Promise<void> {
  await page.locator('.react-flow__viewport').evaluate(
    (viewport, frames) =>
      new Promise<void>((stands) => {
        let before = '';
        let still = 0;
        const look = () => {
          const now = (viewport as HTMLElement).style.transform;
          still = now === before ? still + 1 : 0;
          before = now;
          if (still === frames) stands();
          else requestAnimationFrame(look);
        };
        look();
      }),
    CAMERA_FRAMES,
  );
}

/** Pixels from the lowest card to where the caption that is shown, or comes to be, ends. */
export async function roomForCaption(page: Page): Promise<number> {
  // Within one look: the caption goes by itself.
  const room = await page.waitForFunction(() => {
    const caption = document.querySelector('.caption')?.getBoundingClientRect();
    const cards = [...document.querySelectorAll('.react-flow__node')];
    const lowest = Math.max(...cards.map((each) => each.getBoundingClientRect().bottom));
    return caption && Number.isFinite(lowest) && { px: caption.bottom - lowest };
  });
  return ((await room.jsonValue()) as { px: number }).px;
}

/** Where something is on the screen, once it is there and nothing moves it any more. */
export async function restingBox(element: Locator) {
  await element.waitFor();
  const page = element.page();
  let last = '';
  for (let still = 0; still < RESTING_FRAMES; ) {
    await frames(page);
    const now = JSON.stringify(await element.boundingBox());
    still = now === last ? still + 1 : 0;
    last = now;
  }
  return JSON.parse(last) as { x: number; y: number; width: number; height: number };
}

/** The first run is done, what comes after the first view has come, and the drawing stands. */
export async function everythingStands(page: Page): Promise<void> {
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.locator('.link-note').first().waitFor({ state: 'attached' });
  await cameraStands(page);
}

/** The card's big number, its unit and the line below, as one text for each node. */
export function figures(page: Page): Promise<Record<string, string>> {
  return page.locator('.react-flow__node').evaluateAll((nodes) =>
    Object.fromEntries(
      nodes.map((node) => {
        const text = (part: string) => node.querySelector(part)?.textContent ?? '';
        return [
          node.getAttribute('data-id') ?? '',
          ['.tag', '.value', '.unit', '.queue-count', '.sub'].map(text).join(' | '),
        ];
      }),
    ),
  );
}

/** The clock under the canvas, in milliseconds: `01:02.345`. */
export async function clockMs(page: Page): Promise<number> {
  const text = (await page.locator('.clock').textContent()) ?? '';
  const [seconds, ...larger] = text.trim().split(':').reverse();
  const whole = larger.reduce((sum, part, index) => sum + Number(part) * 60 ** (index + 1), 0);
  return Math.round((whole + Number(seconds)) * 1000);
}

/** For a click that may come too late, and is tried again. */
const SHORT = { timeout: 2000 };

const playing = (page: Page) => page.getByRole('button', { name: /^(Pause|일시 정지)$/ });
const resting = (page: Page) =>
  page.getByRole('button', { name: /^(Play|Play again|재생|다시 재생)$/ });

/** Playback rests: the button says so, and all that is written follows. Answers the clock, in milliseconds. */
export async function pausedAt(page: Page): Promise<number> {
  await resting(page).waitFor();
  await frames(page);
  return clockMs(page);
}

/** Stops playback by its button; it may have come to its end by itself meanwhile. Answers as `pausedAt`. */
export async function pause(page: Page): Promise<number> {
  await playing(page).or(resting(page)).first().waitFor();
  await expect
    .poll(async () => {
      // Where the run ends in this very moment the button has another name, and nothing is left to stop.
      if (await playing(page).isVisible())
        await playing(page)
          .click(SHORT)
          .catch(() => {});
      return resting(page).isVisible();
    }, PATIENCE)
    .toBe(true);
  return pausedAt(page);
}

/** Lets the page draw: what an input has set off is on the screen then, however busy the machine is. */
export function frames(page: Page, count = 2): Promise<void> {
  return page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Frames in which all cards have had their turn to write what is new. */
const CARD_FRAMES = 8;

/** What is written anywhere on the page is of the moment in which it rests: the slider's and the clock's. */
export async function allIsWritten(page: Page): Promise<void> {
  const slider = page.locator('.time-bar [role=slider]');
  // The clock is written every frame, all else up to ten times a second; the slider is part of all else.
  await expect
    .poll(async () => {
      const written = Number(await slider.getAttribute('aria-valuenow'));
      return Math.abs(written - (await clockMs(page))) <= 1;
    }, PATIENCE)
    .toBe(true);
  // The cards come after it, a few in every other frame.
  await frames(page, CARD_FRAMES);
}

/** Clicks the time bar at that share of the run, and waits until all of the page has come there. */
export async function seekTo(page: Page, share: number): Promise<void> {
  const box = (await page.locator('.time-bar [role=slider]').boundingBox())!;
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
  await cameTo(page, share);
}

/** The whole page has come to that share of the run and rests there. */
export async function cameTo(page: Page, share: number): Promise<void> {
  const slider = page.locator('.time-bar [role=slider]');
  const durationMs = Number(await slider.getAttribute('aria-valuemax'));
  // The clock is written every frame, all else up to ten times a second; the slider is part of all else. Both still
  // agree on the old moment in the frame of the click itself, so they must also stand where the click was.
  await expect
    .poll(async () => {
      const written = Number(await slider.getAttribute('aria-valuenow'));
      const isThere = Math.abs(written - durationMs * share) < durationMs / 100;
      return isThere && Math.abs(written - (await clockMs(page))) <= 1;
    }, PATIENCE)
    .toBe(true);
  await frames(page, CARD_FRAMES);
}

/** What the moving requests look like at this moment: equal texts are equal pictures. */
export function picture(page: Page): Promise<string> {
  return page
    .locator('canvas.request-layer')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

/** The run's hash as the results show it, once the engine has finished. */
export async function runHash(page: Page): Promise<string> {
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: /^(Results|결과)/ }).click();
  const hash = await hashShown(page);
  await page.getByRole('tab', { name: /^(Story|일어난 일)/ }).click();
  return hash;
}

/** The run's hash where the results are open. */
export async function hashShown(page: Page): Promise<string> {
  const fact = page.locator('.results .fact').filter({ hasText: /^(Run hash|실행 해시)/ });
  const read = async () =>
    ((await fact.locator('.mono').textContent()) ?? '').replaceAll(/\s/g, '');
  await expect.poll(read, PATIENCE).toMatch(/^[0-9a-f]{16}$/);
  return read();
}

/** The changes have been simulated, and the run is that one: what was before it must have been another. */
export async function comesToHash(page: Page, hash: string): Promise<void> {
  const chip = page.locator('.run-chip');
  const wanted = `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
  await expect
    .poll(async () => ((await chip.isVisible()) ? chip.textContent() : ''), PATIENCE)
    .toContain(wanted);
  expect(await runHash(page)).toBe(hash);
}

/** In the list of commands: carries out the first line for what is typed, once it is the one that is meant. */
export async function command(page: Page, typed: string, name: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'A node, or what to do' }).fill(typed);
  await page.getByRole('option', { name, selected: true }).waitFor();
  await page.keyboard.press('Enter');
}

/** A change has been simulated: the chip goes away while the engine works and comes back. */
export async function newHash(page: Page, before: string): Promise<string> {
  const chip = page.locator('.run-chip');
  const old = `${before.slice(0, 4)} ${before.slice(4, 8)}`;
  await expect
    .poll(async () => ((await chip.isVisible()) ? chip.textContent() : old), PATIENCE)
    .not.toContain(old);
  await chip.waitFor({ timeout: PATIENCE.timeout });
  return runHash(page);
}

/** What has the focus, by its name or its text; nothing where nothing has it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return '';
    if (activeElement instanceof HTMLInputElement && activeElement.labels?.[0]) {
      return activeElement.labels[0].textContent?.trim() ?? '';
    }
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent?.trim() ?? '';
  });
}
