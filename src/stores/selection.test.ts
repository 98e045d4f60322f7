import { expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { openFile, redo, undo } from './document.ts';
import { keepSelection } from './selection.ts';
import { select, sessionStore } from './session.ts';

it('is nothing that is no longer drawn', () => {
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
  keepSelection();
  const selected = () => sessionStore.getState().selection?.id;
  const id = added('webServer', { x: 0, y: 0 });
  select({ type: 'node', id });
  expect(selected()).toBe(id);
  undo();
  expect(selected()).toBeUndefined();
  // As the account of an earlier run may ask.
  select({ type: 'node', id });
  expect(selected()).toBeUndefined();
  redo();
  select({ type: 'node', id });
  openFile({ version: 1, nodes: [] });
  expect(selected()).toBeUndefined();
});
