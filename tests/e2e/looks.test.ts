/**
 * Where somebody looks at a run and the engine breaks over it, the page says so at that place, and the run is as it was.
 * The answers are put in the worker's place here; that it gives them is in tests/breach/looks.
 */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { card, PATIENCE, pause, runHash } from './person.ts';

/** Every question of these types is answered by a failure, until `window.mend()`. */
function breakLooks(types: readonly string[]) {
  return async (page: Page) => {
    await page.addInitScript((broken) => {
      let isBroken = true;
      Object.assign(window, { mend: () => (isBroken = false) });
      window.Worker = class extends window.Worker {
        override postMessage(message: { readonly type: string; readonly run: number }) {
          if (!isBroken || !broken.includes(message.type)) {
            super.postMessage(message);
            return;
          }
          const data = {
            type: 'lookFailed',
            run: message.run,
            about: message,
            message: 'a rule is broken',
          };
          setTimeout(() => this.onmessage?.(new MessageEvent('message', { data })));
        }
      };
    }, types);
  };
}

const mend = (page: Page) => page.evaluate(() => (window as unknown as { mend(): void }).mend());

test('a cache that cannot be looked into says so, and opens once it can', async ({ open }) => {
  const page = await open({ beforeLoad: breakLooks(['peek', 'study']) });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await pause(page);
  await card(page, 'cache').dblclick({ position: { x: 60, y: 15 } });
  const panel = page.getByRole('region', { name: /^Inside / });
  const failed = panel.getByRole('alert').filter({ hasText: 'This cannot be shown' });
  await expect.poll(() => failed.count(), PATIENCE).toBe(2);
  expect(await failed.first().textContent()).toContain(
    'This cannot be shown: a rule is broken. The run itself is not affected.',
  );
  await mend(page);
  await failed.first().getByRole('button', { name: 'Try again' }).click();
  await panel.locator('li.key').first().waitFor();
  await expect.poll(() => failed.count(), PATIENCE).toBe(0);
  await page.keyboard.press('Escape');
  await runHash(page);
});

test('a request, the state, a trace and slow motion: in Korean, each at its place', async ({
  open,
}) => {
  const page = await open({
    locale: 'ko-KR',
    beforeLoad: breakLooks(['journey', 'stateAt', 'trace', 'closeUp']),
  });
  const sentence = '표시할 수 없습니다: a rule is broken. 실행 자체에는 영향이 없습니다.';
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await pause(page);
  await page.getByRole('tab', { name: /^결과/ }).click();
  await page.locator('.results').getByText(sentence).waitFor();
  await page.getByRole('tab', { name: '요청' }).click();
  await page.getByRole('button', { name: '트레이스 저장' }).click();
  await page.getByRole('menuitem').first().click();
  await page.locator('.toast').getByText(sentence).waitFor();
  await page.getByRole('button', { name: /^속도/ }).click();
  await page.locator('.speed-item').first().click();
  await page.locator('.request-legend').getByText(sentence).waitFor();
  await page.locator('.request-list button').first().click();
  const opened = page.locator('.waterfall');
  await opened.getByText(sentence).waitFor();
  await mend(page);
  await opened.getByRole('button', { name: '다시 시도' }).click();
  await opened.locator('.waterfall-scroll').waitFor();
});
