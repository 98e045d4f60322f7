import { beforeEach, expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { documentStore, openFile, undo } from './document.ts';
import { sessionStore } from './session.ts';
import { showUndoToast } from './undo-toast.ts';

const toast = () => sessionStore.getState().toast;
const nodes = () => documentStore.getState().file.nodes.map(({ id }) => id);

beforeEach(() => {
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
  added('cache', { x: 0, y: 0 });
  showUndoToast('Added', 'good', 'Undo');
});

it('takes back what it tells of', () => {
  toast()!.action!.run();
  expect(nodes()).toEqual([]);
});

it('goes with the next change, which is not its to take back', () => {
  added('queue', { x: 0, y: 0 });
  expect(toast()).toBeNull();
});

it('goes when it was taken back by the keyboard', () => {
  undo();
  expect(toast()).toBeNull();
});
