// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { initI18n } from '../i18n/i18n.ts';
import { provideCommands } from '../stores/canvas-commands.ts';
import { documentStore, openFile } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { Palette } from './palette.tsx';

let signOff = () => {};
beforeEach(() => {
  initI18n('en');
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
  signOff = provideCommands({
    addKind: (kind) => added(kind, { x: 0, y: 0 }),
    edit: () => {},
    marked: () => [],
    mark: () => {},
    selectAll() {},
    fit() {},
    focusNode() {},
    keepInSight() {},
    letGo() {},
    sight: () => null,
  });
});
afterEach(() => {
  signOff();
  cleanup();
});

const kinds = () => documentStore.getState().file.nodes.map((node) => node.kind);

describe('the palette', () => {
  it('adds a kind on a click and says so', async () => {
    render(<Palette />);
    await userEvent.click(screen.getByRole('button', { name: 'Add Cache' }));
    expect(kinds()).toEqual(['cache']);
    expect(sessionStore.getState().announcement).toBe('cache added.');
  });

  it('finds by name and adds the first on Enter', async () => {
    render(<Palette />);
    await userEvent.type(screen.getByRole('searchbox'), 'data{Enter}');
    expect(kinds()).toEqual(['database']);
  });

  it('says when nothing is called that', async () => {
    render(<Palette />);
    await userEvent.type(screen.getByRole('searchbox'), 'blockchain');
    expect(screen.getByText('No component is called that.')).toBeTruthy();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
