/** The harness sees what goes wrong: each kind of problem is provoked once. */
import { expect, test, watch } from './harness.ts';
import { PATIENCE } from './person.ts';

/** Of the same place as the page, and nothing in it runs. */
const ANY_FILE = 'scenario.schema.json';

interface Case {
  readonly title: string;
  /** Runs in the page. */
  readonly script: string;
  readonly problem: RegExp;
}

const worker = (script: string) =>
  `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script)}])))`;

const cases: readonly Case[] = [
  { title: 'a logged error', script: 'console.error("oh no")', problem: /^console: oh no/ },
  {
    title: 'a thrown error',
    script: 'setTimeout(() => { throw new Error("oh no") })',
    problem: /^thrown: Error: oh no/,
  },
  {
    title: 'an unhandled rejection',
    script: 'void Promise.reject(new Error("oh no"))',
    problem: /^thrown: Error: oh no/,
  },
  { title: "a worker's error", script: worker('throw new Error("oh no")'), problem: /oh no/ },
  {
    title: 'a missing file',
    script: 'new Image().src = "missing.png"',
    problem: /^console: .*404.*missing\.png/,
  },
  {
    title: 'a request to the outside',
    script: 'fetch("https://example.com/a").catch(() => {})',
    problem: /^asked for https:\/\/example\.com\/a$/,
  },
  {
    title: 'a picture from the outside',
    script: 'new Image().src = "https://example.com/b.png"',
    problem: /^asked for https:\/\/example\.com\/b\.png$/,
  },
  {
    title: "a worker's request to the outside",
    script: worker('fetch("https://example.com/c").catch(() => {})'),
    problem: /^asked for https:\/\/example\.com\/c$/,
  },
  {
    title: 'a socket to the outside',
    script: 'new WebSocket("wss://example.com/d")',
    problem: /^asked for wss:\/\/example\.com\/d$/,
  },
];

for (const { title, script, problem } of cases) {
  test(`${title} is a problem`, async ({ browser, address }) => {
    const context = await browser.newContext();
    const problems: string[] = [];
    await watch(context, (found) => problems.push(found));
    const page = await context.newPage();
    await page.goto(`${address}${ANY_FILE}`);
    await page.evaluate(`{ ${script}; }`);
    await expect.poll(() => problems, PATIENCE).toContainEqual(expect.stringMatching(problem));
    await context.close();
  });
}

test('a problem that is expected is none', async ({ open }) => {
  const page = await open({ path: ANY_FILE, expectedProblems: [/oh no/] });
  await page.evaluate('console.error("oh no")');
});

test('a page is what the test asked for', async ({ open }) => {
  const page = await open({
    path: ANY_FILE,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    locale: 'ko-KR',
    reducedMotion: 'reduce',
  });
  expect(
    await page.evaluate(() => ({
      width: innerWidth,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
      language: navigator.language,
      calm: matchMedia('(prefers-reduced-motion: reduce)').matches,
    })),
  ).toEqual({ width: 390, dark: true, language: 'ko-KR', calm: true });
});

test.fails('a problem fails the test whose page has it', { retry: 0 }, async ({ open }) => {
  const page = await open({ path: ANY_FILE });
  const logged = page.waitForEvent('console');
  await page.evaluate('console.error("oh no")');
  await logged;
});
