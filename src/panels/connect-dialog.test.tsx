// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { openPanel, select, sessionStore } from '../stores/session.ts';
import { ConnectDialog } from './connect-dialog.tsx';
import { PartitionDialog } from './partition-dialog.tsx';

beforeEach(async () => {
  await initI18n('en');
  select(null);
});
afterEach(cleanup);

it.each([
  ['connect', ConnectDialog],
  ['partition', PartitionDialog],
] as const)('%s closes where nothing is selected: it would keep the keys', (panel, Dialog) => {
  openPanel(panel);
  render(<Dialog />);
  expect(sessionStore.getState().openPanel).toBeNull();
});
