// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { documentStore, openFile } from '../stores/document.ts';
import { runStore } from '../stores/run.ts';
import { sessionStore } from '../stores/session.ts';
import { FaultMarks } from './fault-marks.tsx';

const file = {
  version: 1 as const,
  durationMs: 60_000,
  nodes: [{ id: 'web', kind: 'webServer' as const }],
  faults: [
    { kind: 'crash' as const, target: 'web', atMs: 10_000, durationMs: 1000 },
    { kind: 'crash' as const, target: 'web', atMs: 30_000 },
  ],
};

beforeEach(async () => {
  await initI18n('en');
  openFile(file, { recorded: 'never' });
});
afterEach(cleanup);

const flags = () => screen.getAllByRole('button').map((flag) => flag.style.left);

it('stand where the moment is on the bar, also of a run that was stopped early', () => {
  const { scenario } = documentStore.getState();
  runStore.setState({ scenario, durationNs: 60e9 });
  render(<FaultMarks />);
  expect(flags()).toEqual([`${(10 / 60) * 100}%`, '50%']);
  act(() => runStore.setState({ durationNs: 20e9 }));
  expect(flags()).toEqual(['50%']);
  // While another duration runs, the bar is about to be as long as that.
  act(() => runStore.setState({ scenario: { ...scenario, durationMs: 20_000 } }));
  expect(flags()).toEqual([`${(10 / 60) * 100}%`, '50%']);
});

it('stand side by side at one moment, so that each can be reached', () => {
  const [first, second] = file.faults;
  openFile({ ...file, faults: [first!, second!, { ...second!, atMs: 30_001 }, second!] });
  render(<FaultMarks />);
  const shifts = screen.getAllByRole('button').map((flag) => flag.style.marginLeft);
  expect(shifts).toEqual(['-1px', '-1px', '17px', '35px']);
});

it('hand the focus on when one is taken out', async () => {
  render(<FaultMarks />);
  const [first, second] = screen.getAllByRole('button');
  second!.focus();
  await userEvent.keyboard('{Delete}');
  expect(document.activeElement).toBe(first);
});

it('are not said to have moved where nothing may be changed', async () => {
  openFile(file, { recorded: 'never', isReadOnly: true });
  sessionStore.setState({ announcement: '' });
  render(<FaultMarks />);
  screen.getAllByRole('button')[0]!.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(sessionStore.getState().announcement).toBe('');
});
