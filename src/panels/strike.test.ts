import { beforeAll, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { documentStore, openFile } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { restore, strike } from './strike.ts';

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
