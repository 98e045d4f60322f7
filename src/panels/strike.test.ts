import { beforeAll, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { documentStore, openFile } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { crashOne, restore, restoreOne, strike } from './strike.ts';

beforeAll(() => initI18n('en'));

it('says nothing of its own where nothing may be changed', () => {
  const faults = [{ kind: 'crash' as const, target: 'web', atMs: 0 }];
  const nodes = [{ id: 'web', kind: 'webServer' as const }];
  openFile({ version: 1, nodes, faults }, { recorded: 'never', isReadOnly: true });
  const { refusedEdits } = documentStore.getState();
  strike('crash', 'web', 5000);
  strike('partition', 'web', 5000);
  restore('web', 5000);
  expect(documentStore.getState().refusedEdits).toBe(refusedEdits + 3);
  expect(sessionStore.getState()).toMatchObject({ toast: null, openPanel: null });
});

it('says what it did to one instance, or why it could do nothing', () => {
  const nodes = [{ id: 'web', kind: 'webServer' as const, params: { instances: 2 } }];
  openFile({ version: 1, nodes }, { recorded: 'never' });
  const at = { target: 'web', instance: 1, instances: 2 };
  const said = () => sessionStore.getState().toast;
  restoreOne(at, 'web #2');
  expect(said()?.text).toContain('No fault of yours');
  crashOne(at, 'web #2');
  expect(said()?.text).toMatch(/web #2 crashes/);
  said()?.action?.run();
  expect(documentStore.getState().scenario.faults).toEqual([]);
});
