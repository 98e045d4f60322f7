/** Words that come after the first view: nobody ever sees the name of a sentence in place of the sentence. */
import type { Page } from 'playwright-core';
import { en } from '../../src/i18n/en.ts';
import { expect, test } from './harness.ts';
import { card, PATIENCE } from './person.ts';

test('the first view has every word it shows', async ({ open }) => {
  // The rest never comes: nothing of it may be missed before somebody reaches for it.
  const page = await open({
    beforeLoad: async (page) => {
      await page.route(/\/assets\/rest-.*\.js$/, () => undefined);
    },
  });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await namesOfSentences(page)).toEqual([]);
});

test('inspector, results, menus and dialogs come with their words', async ({ open }) => {
  const page = await open();
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  const seen = async () => {
    expect(await namesOfSentences(page)).toEqual([]);
  };
  for (const id of ['readers', 'web', 'db-1']) {
    await card(page, id).click({ position: { x: 60, y: 15 } });
    await page.locator('.inspector-title').waitFor();
    for (const tab of await page.locator('.inspector [role=tab]').all()) {
      await tab.click();
      await seen();
    }
    await page.locator('.inspector [role=tab]').first().click();
    // Groups and composite editors hold most of the words.
    await page
      .locator('.inspector button[aria-expanded=false]:not([aria-haspopup])')
      .evaluateAll((buttons) => {
        for (const button of buttons) (button as HTMLElement).click();
      });
    await seen();
  }
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Results/ }).click();
  await page.locator('.results').waitFor();
  await seen();
  await card(page, 'web').click({ button: 'right' });
  const menu = page.getByRole('menu');
  await menu.waitFor();
  await seen();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await seen();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await seen();
});

/** `timeBar.play`, or a param's own name as a label: `capacityKeys`. */
const nameOfSentence = new RegExp(
  `\\b(?:${Object.keys(en).join('|')})\\.[a-z]|^[a-z]+[A-Z][A-Za-z]*$|\\bundefined\\b`,
);

/** Texts that can be seen or heard and are no words. */
async function namesOfSentences(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style, code, .mono')) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts;
  });
  return texts.filter((text) => nameOfSentence.test(text));
}
