// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { runToEnd } from '../scenario/run.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { openFile } from '../stores/document.ts';
import { runStore } from '../stores/run.ts';
import { Story } from './story.tsx';
import { QuietStory } from './story-quiet.tsx';

const before = runStore.getState();
beforeEach(async () => {
  await initI18n('en');
  await loadRest();
});
afterEach(() => {
  cleanup();
  runStore.setState(before);
});

/** A server of 10 slots and 50 ms does 200 a second. */
function afterRunAt(ratePerSec: number, timeoutMs: number | null): void {
  const file: ScenarioFile = {
    version: 1,
    durationMs: 10_000,
    warmupMs: 1000,
    nodes: [
      {
        id: 'users',
        kind: 'client',
        params: { arrival: { process: 'poisson', ratePerSec }, timeoutMs },
      },
      {
        id: 'web',
        kind: 'webServer',
        label: 'Web',
        params: {
          instances: 1,
          slots: 10,
          queueLimit: null,
          service: { dist: 'constant', ms: 50 },
        },
      },
    ],
    edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
  };
  const read = validateScenario(file);
  if (!read.ok) throw new Error(read.issues[0]!.message);
  openFile(file, { recorded: 'never' });
  runStore.setState({ summary: runToEnd(read.scenario) });
  render(<QuietStory nothing={<p>all is well</p>} />);
}

it('says that requests fail where nothing was broken, and who is full', () => {
  afterRunAt(600, 1000);
  expect(
    screen.getByText(/^Nothing was broken, and still [\d,]+ of [\d,]+ requests failed/),
  ).toBeTruthy();
  // Of 600 a second it does 200: after ten seconds 4,000 wait, and who is answered by then came in the first three.
  expect(
    screen.getByText(
      /^Web was busy 100\s?% of the time, and on average 2,\d+ waited there: an answer took [3-5](\.\d+)?\ss\.$/,
    ),
  ).toBeTruthy();
});

it('says who is full where nothing fails yet', () => {
  afterRunAt(600, null);
  expect(screen.queryByText(/failed/)).toBeNull();
  expect(screen.getByText(/^Web was busy/)).toBeTruthy();
});

it('has nothing to say of a run that went well', () => {
  afterRunAt(60, null);
  expect(screen.getByText('all is well')).toBeTruthy();
});

it('claims nothing of a moment that the run has not come to', () => {
  runStore.setState({ status: 'running', cursorNs: 5e9, bufferedNs: 1e9 });
  render(<Story />);
  expect(screen.getByText('The run has not come this far yet.')).toBeTruthy();
  cleanup();
  runStore.setState({ status: 'running', cursorNs: 5e9, bufferedNs: 6e9 });
  render(<Story />);
  expect(screen.getByText('Nothing has happened up to here.')).toBeTruthy();
});
