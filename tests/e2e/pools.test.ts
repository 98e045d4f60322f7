/** A connection pool on the page: set on a connection, seen where it runs dry, and opened in a request. */
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { toBase64url } from '../../src/share/base64url.ts';
import { deflate, utf8 } from '../../src/share/streams.ts';

import { expect, test } from './harness.ts';
import { card, newHash, PATIENCE, pausedAt, runHash, seekTo } from './person.ts';

/** A database slows down for 10 s; two servers have two connections to it each, and wait 300 ms for one. */
const file = {
  version: 1,
  name: 'A pool',
  durationMs: 30_000,
  nodes: [
    {
      id: 'client',
      kind: 'client',
      position: { x: 0, y: 100 },
      params: {
        arrival: { process: 'poisson', ratePerSec: 60 },
        operations: [{ name: 'read', type: 'read' }],
      },
    },
    {
      id: 'web',
      kind: 'webServer',
      label: 'Web',
      position: { x: 320, y: 100 },
      params: { instances: 2 },
    },
    {
      id: 'db',
      kind: 'database',
      label: 'Store',
      position: { x: 640, y: 100 },
      params: { read: { dist: 'exponential', meanMs: 20 } },
    },
  ],
  edges: [
    { id: 'asks', kind: 'request', source: 'client', target: 'web' },
    {
      id: 'reads',
      kind: 'request',
      source: 'web',
      target: 'db',
      params: { timeoutMs: null, pool: { connections: 2, acquireTimeoutMs: 300 } },
    },
  ],
  faults: [{ kind: 'slowdown', target: 'db', atMs: 10_000, durationMs: 10_000, factor: 10 }],
} as const satisfies ScenarioFile;

const link = async () =>
  `#s=${toBase64url(await deflate(utf8(JSON.stringify({ v: 1, s: file }))))}&t=0`;

test('runs dry in the story, on its connection and in a request, and is set on it', async ({
  open,
}) => {
  const page = await open({ path: await link() });
  // A link to a moment stands still.
  const before = await runHash(page);
  await pausedAt(page);
  await page
    .getByRole('list', { name: 'What happened' })
    .getByText(/has no free connection to Store/)
    .first()
    .waitFor();
  await seekTo(page, 0.6);
  await page.locator('.link-state.exhausted').getByText('no free connection').waitFor();

  await page
    .getByRole('button', { name: /^(Open the slowest|slowest here)/ })
    .first()
    .click();
  const waterfall = page.getByRole('region', { name: /^Request / });
  await waterfall.locator('.part.connection').first().waitFor();
  await waterfall
    .getByRole('list', { name: 'Calls made for it' })
    .getByRole('button')
    .nth(1)
    .click();
  await waterfall.getByText(/It waited \d+.* for a connection of its caller’s pool\./).waitFor();
  await page.keyboard.press('Escape');

  await page.locator('.react-flow__edge[data-id="reads"]').focus();
  await page.keyboard.press('Enter');
  // What was selected stays until the connection's editors have come; a database has connections too.
  await page.getByRole('heading', { name: 'Web to Store' }).waitFor();
  const inUse = page.locator('.inspector .now dd');
  await expect.poll(() => inUse.nth(0).textContent(), PATIENCE).toMatch(/^[34](\.\d)? \/ 4$/);
  await expect.poll(() => inUse.nth(1).textContent(), PATIENCE).toMatch(/^\d/);
  const connections = page.getByRole('textbox', { name: 'Connections' });
  await connections.fill('50');
  await connections.press('Enter');
  await newHash(page, before);
  await seekTo(page, 0.6);
  await expect.poll(() => page.locator('.link-state.exhausted').count(), PATIENCE).toBe(0);
});

test('the example says how many connections would do, and its server how many wait', async ({
  open,
}) => {
  const page = await open({ path: '?example=connection-pool&autoplay=0' });
  await page.locator('.run-chip').waitFor({ timeout: PATIENCE.timeout });
  await page.getByRole('tab', { name: 'Why' }).click();
  const why = page.getByRole('region', { name: 'Why it is slow or fails' });
  await why.getByText(/The connections of Web A to Shop A are the bottleneck: 100/).waitFor();
  await why.getByText(/^Connections from Web A to Shop A, 20 → [56]\d an instance/).waitFor();

  await seekTo(page, 0.5);
  await card(page, 'web-a').click({ position: { x: 60, y: 15 } });
  await page.locator('.inspector').getByRole('tab', { name: 'Now' }).click();
  const figure = (name: string) =>
    page.locator('.inspector dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
  await expect.poll(() => figure('Connections to Shop A').textContent(), PATIENCE).toBe('20 / 20');
  await expect.poll(() => figure('Waiting for one').textContent(), PATIENCE).toMatch(/^1\d\d/);
});
