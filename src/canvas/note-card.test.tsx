// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactFlowProvider } from '@xyflow/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { documentStore, openFile } from '../stores/document.ts';
import { NoteCard } from './note-card.tsx';
import { beginEditing } from './use-editing.ts';

beforeAll(() => initI18n('en'));
afterEach(() => {
  cleanup();
  // Other files' tests are in the same window.
  getSelection()?.removeAllRanges();
});

const file = {
  version: 1 as const,
  nodes: [],
  notes: [{ id: 'note', text: 'Mind the gap', position: { x: 0, y: 0 } }],
};

function note(isReadOnly: boolean) {
  openFile(file, { recorded: 'never', isReadOnly });
  const [note] = documentStore.getState().scenario.notes;
  render(
    <ReactFlowProvider>
      <NoteCard data={{ note: note! }} />
    </ReactFlowProvider>,
  );
}

it('is written in after a double click', async () => {
  note(false);
  await userEvent.dblClick(screen.getByText('Mind the gap'));
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

it('is not opened for writing where nothing may be changed; that is said', async () => {
  note(true);
  const { refusedEdits } = documentStore.getState();
  await userEvent.dblClick(screen.getByText('Mind the gap'));
  beginEditing('note');
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(documentStore.getState().refusedEdits).toBe(refusedEdits + 2);
});

it('keeps what has been written when Escape leaves it', async () => {
  note(false);
  await userEvent.dblClick(screen.getByText('Mind the gap'));
  await userEvent.clear(screen.getByRole('textbox'));
  await userEvent.keyboard('Jobs need a worker{Escape}');
  expect(documentStore.getState().scenario.notes[0]!.text).toBe('Jobs need a worker');
});
