/**
 * What the browser tests share: the built page on a free port, and a fresh page for each test.
 *
 *     test('opens', async ({ open }) => {
 *       const page = await open({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
 *       expect(await page.title()).toContain('Spillway');
 *     });
 *
 * A test fails if its page logs an error, throws, crashes or asks for anything outside this machine,
 * whatever else it expects. Build first (`npm run build`): the tests see dist, not src.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { test as base } from 'vitest';
import { launchBrowser } from './harness-browser.ts';

export { expect } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Nothing that a person waits for takes this long, even on a machine that does something else besides. */
const STEP_TIMEOUT_MS = 45_000;

/** Everything a Playwright context takes (viewport, colorScheme, locale, reducedMotion, hasTouch …), and: */
export interface OpenOptions extends BrowserContextOptions {
  /** After the server's address: `#s=…`, `?embed=1`. */
  readonly path?: string;
  /** Problems that this test provokes on purpose. */
  readonly expectedProblems?: readonly RegExp[];
  /** Runs before the page loads, to see what it does from its first moment. */
  readonly beforeLoad?: (page: Page) => Promise<void>;
}

export type Open = (options?: OpenOptions) => Promise<Page>;

interface Fixtures {
  readonly browser: Browser;
  /** The address of the built page, with its final slash. */
  readonly address: string;
  readonly open: Open;
}

export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads a fixture's needs from this pattern.
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads a fixture's needs from this pattern.
    async ({}, use) => {
      const server = await serveBuild();
      await use(addressOf(server));
      await server.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ browser, address, task, onTestFinished }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[] = [];
    // Thrown from the end of a fixture, they would be thrown again at the end of a second try.
    onTestFinished(() => {
      if (problems.length > 0) throw new Error(`The page had problems:\n${problems.join('\n')}`);
    });
    await use(async ({ path = '', expectedProblems = [], beforeLoad, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        serviceWorkers: 'block',
        ...options,
      });
      context.setDefaultTimeout(STEP_TIMEOUT_MS);
      contexts.push(context);
      await watch(context, (problem) => {
        if (!expectedProblems.some((expected) => expected.test(problem))) problems.push(problem);
      });
      const page = await context.newPage();
      await beforeLoad?.(page);
      await page.goto(`${address}${path}`);
      return page;
    });
    if (task.result?.state === 'fail') await keepPictures(contexts, task.name);
    for (const context of contexts) await context.close();
  },
});

/** Reports whatever goes wrong on any page or worker of a context, and lets nothing out of this machine. */
export async function watch(
  context: BrowserContext,
  report: (problem: string) => void,
): Promise<void> {
  context.on('console', (message) => {
    const { url, lineNumber } = message.location();
    if (message.type() === 'error') report(`console: ${message.text()} (${url}:${lineNumber})`);
  });
  context.on('weberror', (error) => report(`thrown: ${error.error().stack ?? error.error()}`));
  context.on('page', (page) => page.on('crash', () => report(`crashed: ${page.url()}`)));
  await context.route(
    (url) => !isLocal(url),
    async (route) => {
      report(`asked for ${route.request().url()}`);
      await route.abort();
    },
  );
  await context.routeWebSocket(
    (url) => !isLocal(url),
    async (socket) => {
      report(`asked for ${socket.url()}`);
      await socket.close();
    },
  );
}

function isLocal({ hostname, protocol }: URL): boolean {
  return ['127.0.0.1', 'localhost'].includes(hostname) || ['data:', 'blob:'].includes(protocol);
}

async function serveBuild(): Promise<PreviewServer> {
  if (!existsSync(join(root, 'dist/index.html'))) {
    throw new Error('There is no built page: run `npm run build` first');
  }
  return preview({ root, logLevel: 'silent', preview: { host: '127.0.0.1', port: 0 } });
}

function addressOf(server: PreviewServer): string {
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/`;
}

/** What the pages of a failed test looked like at its end. */
async function keepPictures(contexts: readonly BrowserContext[], name: string): Promise<void> {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  const file = name.replace(/[^\p{L}\p{N}]+/gu, '-');
  const pages = contexts.flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(folder, `${file}-${index + 1}.png`);
    // A crashed page cannot be drawn; the test's own failure is what counts.
    await page.screenshot({ path, timeout: 5000 }).then(
      () => console.log(`The page at the end of the failed test: ${path}`),
      () => undefined,
    );
  }
}
