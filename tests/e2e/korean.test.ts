/** The page in Korean: by the browser's wish, and by the user's. */
import type { Page } from 'playwright-core';
import { expect, test } from './harness.ts';
import { card, PATIENCE } from './person.ts';

test('a link that cannot be opened is refused in Korean', async ({ open }) => {
  const page = await open({ locale: 'ko-KR', path: '#s=AAAA' });
  await page
    .getByText('이 링크는 열 수 없습니다. 링크가 손상되어 풀 수 없습니다.')
    .first()
    .waitFor();
});

test('so are an example that is not there, a file and a value', async ({ open }) => {
  const page = await open({ locale: 'ko-KR', path: '?example=nothing' });
  await page.getByText('이 링크는 열 수 없습니다. nothing이라는 예제가 없습니다').first().waitFor();
  const refused = async (text: string, sentence: string) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'scenario.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await page.getByText(`이 파일은 열 수 없습니다: ${sentence}`).first().waitFor();
  };
  await refused(
    '{',
    'JSON이 아닙니다. 1번째 줄 2번째 글자: 큰따옴표로 묶은 필드 이름 또는 "}" 기호가 와야 합니다',
  );
  await refused(
    '{"version":1,"nodes":[{"id":"a","kind":"cache","params":{"capacityKeys":-5}}]}',
    'nodes[0].params.capacityKeys: 0 이상의 정수여야 하는데 -5입니다',
  );
  await page.getByRole('button', { name: '목표 추가' }).click();
  const objectives = page.locator('.inspector').getByRole('textbox', { name: '목표' });
  await objectives.last().fill('errorRatio < 5x');
  await objectives.last().press('Enter');
  await page.getByText('< 다음에는 숫자여야 하는데 "5x"입니다').waitFor();
});

test('a Korean browser gets a Korean page', async ({ open }) => {
  const page = await open({ locale: 'ko-KR' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  expect(await page.title()).toBe('캐시를 둔 블로그 · Spillway');
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  expect(await englishWords(page)).toEqual([]);

  await card(page, 'web').click({ position: { x: 60, y: 15 } });
  for (const tab of await page.locator('.inspector [role=tab]').all()) {
    await tab.click();
    expect(await englishWords(page)).toEqual([]);
  }
  await page.getByRole('tab', { name: '결과' }).click();
  expect(await englishWords(page)).toEqual([]);
  await page.getByRole('button', { name: '공유' }).click();
  await page.getByRole('dialog', { name: '공유' }).waitFor();
  expect(await englishWords(page)).toEqual([]);
  expect(await withoutOurLetters(page)).toEqual([]);
});

test('the language is a choice, and is kept', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '한국어' }).click();
  await page.getByRole('button', { name: '공유' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: '언어' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Share', exact: true }).waitFor();
});

/** Names, units and terms that Korean engineers write in Latin letters. */
const latin =
  /^(Spillway|CDN|DNS|CoDel|bcrypt|gzip|Brotli|text|html|libuv|LRU|CLOCK|SIEVE|FIFO|Zipf|HTTP|SQL|NVMe|SSD|TTL|HAProxy|Tomcat|maxThreads|maxConnections|CPU|nginx|AWS|ALB|JSON|Ctrl|Del|Delete|Enter|Home|Esc|English|db|p\d+|ms|min|latencyMs|errorRatio|nodes|cache|hitRatio|web|x|M|CPU|maxThreads|maxConnections)$/i;

/** Words in Latin letters that can be seen or heard and are no name. */
async function englishWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (
        element &&
        !element.closest('script, style, [lang=en], kbd, code, .mono, .react-flow__attribution')
      ) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll(
      ':is([aria-label], [title], [placeholder]):not(.react-flow__attribution *)',
    )) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts;
  });
  const words = texts.flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9]{2,}/g) ?? []);
  return [...new Set(words)].filter((word) => !latin.test(word));
}

/** Texts with Korean letters that would be empty boxes wherever the system has none of its own. */
function withoutOurLetters(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const element = node.parentElement;
      if (!element || element.closest('script, style') || !/\p{Script=Hangul}/u.test(text))
        continue;
      if (!getComputedStyle(element).fontFamily.includes('Pretendard')) texts.push(text);
    }
    return texts;
  });
}
