// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { encodeLink } from '../share/link.ts';
import { startAutosave } from '../stores/autosave.ts';
import { documentStore, openFile, renameNode, undo } from '../stores/document.ts';
import { runStore } from '../stores/run.ts';
import { sessionStore, setFigure, setLanguage } from '../stores/session.ts';
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

it('has an example that nobody has touched follow the language, and leaves an edited one alone', async () => {
  const opening = await openAt('');
  await opening.example('split-brain');
  const { work, undoLabel } = documentStore.getState();
  const labelOf = (id: string) =>
    documentStore.getState().scenario.nodes.find((node) => node.id === id)?.label;
  expect(labelOf('west-users')).toBe('West users');

  setLanguage('ko');
  await expect.poll(() => labelOf('west-users')).toBe('서쪽 사용자');
  const { scenario } = documentStore.getState();
  expect(scenario.name).toBe('동시에 주 데이터베이스 둘');
  expect(scenario.zones.map(({ label }) => label)).toEqual(['서쪽', '동쪽']);
  // The same work, nobody's own, and no step to undo.
  expect(documentStore.getState()).toMatchObject({ isOwn: false, work, undoLabel });
  expect(location.search).toBe('?example=split-brain');

  renameNode('west-users', '나');
  const { file } = documentStore.getState();
  setLanguage('en');
  await opening.text('not a scenario');
  expect(documentStore.getState().file).toBe(file);
  // Undone, it is the example again.
  undo();
  setLanguage('ko');
  setLanguage('en');
  await expect.poll(() => labelOf('west-users')).toBe('West users');
});

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
