// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { openFile } from '../stores/document.ts';
import { select } from '../stores/session.ts';
import { Outline } from './outline.tsx';

beforeEach(async () => {
  await initI18n('en');
  openFile(
    {
      version: 1,
      nodes: [
        { id: 'users', kind: 'client' },
        { id: 'web', kind: 'webServer' },
        { id: 'db', kind: 'database' },
      ],
      edges: [
        { id: 'users-web', kind: 'request', source: 'users', target: 'web' },
        { id: 'web-db', kind: 'request', source: 'web', target: 'db' },
      ],
    },
    { recorded: 'never' },
  );
  select({ type: 'node', id: 'web' });
});
afterEach(() => {
  cleanup();
  select(null);
});

const focused = () => document.activeElement;

it('hands the focus on when a component is taken out', async () => {
  render(<Outline onInspect={() => {}} />);
  await userEvent.click(screen.getByRole('button', { name: 'Delete web' }));
  expect(focused()).toBe(screen.getByRole('button', { name: /^db/ }));
});

it('keeps the focus in a component when its last connection is taken out', async () => {
  render(<Outline onInspect={() => {}} />);
  await userEvent.click(screen.getByRole('button', { name: /^Remove.*db/ }));
  expect(focused()?.className).toBe('outline-details');
});
