// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { encodeLink } from '../share/link.ts';
import { startAutosave } from '../stores/autosave.ts';
import { documentStore, openFile, undo } from '../stores/document.ts';
import { runStore } from '../stores/run.ts';
import { sessionStore, setFigure } from '../stores/session.ts';
import { startOpening } from './opening.ts';

const own = { version: 1 as const, name: 'Mine', nodes: [] };

beforeAll(() => initI18n('en'));
beforeEach(() => {
  openFile(own, { recorded: 'never' });
  setFigure(false);
  sessionStore.setState({ toast: null });
});

function openAt(address: string) {
  history.replaceState(null, '', `/${address}`);
  const nothing = { getItem: () => null, setItem: () => {} };
  const autosave = startAutosave(nothing, () => {});
  autosave.stop();
  return startOpening(autosave);
}

it('says that there is no such example, in a figure instead of another one', async () => {
  await openAt('?example=nope&embed=1');
  expect(sessionStore.getState().figureProblem).toContain('nope');
  setFigure(false);
  await openAt('?example=nope');
  expect(sessionStore.getState().toast?.text).toContain('nope');
});

it('opens a figure read-only and at rest, wherever its address says that it is one', async () => {
  await openAt(`?embed=1#${await encodeLink(own)}`);
  expect(sessionStore.getState()).toMatchObject({ isFigure: true, figureProblem: null });
  expect(documentStore.getState().isReadOnly).toBe(true);
  expect(runStore.getState().playing).toBe(false);
});

it('leaves the address of an example when undo leads back to one’s own work', async () => {
  const opening = await openAt('');
  openFile(own);
  await opening.example('one-queue');
  expect(location.search).toBe('?example=one-queue');
  undo();
  expect(documentStore.getState().scenario.name).toBe('Mine');
  expect(location.search).toBe('');
});
