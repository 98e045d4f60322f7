// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { openFile } from '../stores/document.ts';
import { runStore } from '../stores/run.ts';
import { Story } from './story.tsx';

beforeAll(() => initI18n('en'));
afterEach(cleanup);

const client = { id: 'people', kind: 'client' as const };
const web = { id: 'web', kind: 'webServer' as const };
const call = { id: 'call', kind: 'request' as const, source: 'people', target: 'web' };

it.each([
  ['nothing', [], [], 'draw a client'],
  ['a client whom nobody answers', [client, web], [], 'draw a client'],
  ['a server that somebody calls', [client, web], [call], 'Crash something'],
])('says of %s what to do next', async (_what, nodes, edges, said) => {
  openFile({ version: 1, nodes, edges }, { recorded: 'never' });
  runStore.setState({ status: 'finished' });
  render(<Story />);
  await screen.findByText(new RegExp(said));
});
