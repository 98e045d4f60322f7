import { beforeAll, beforeEach, expect, it } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { duplicate, openFile, undo } from './document.ts';
import { closeLooksWithDocument, keepingLooks } from './open-looks.ts';
import { openRequest, requestsStore } from './requests.ts';
import { openCache, sessionStore } from './session.ts';

beforeAll(() => closeLooksWithDocument());
beforeEach(() => {
  openFile({ version: 1, nodes: [] }, { recorded: 'never' });
  openRequest(12);
  openCache('cache');
});

const open = () => [requestsStore.getState().opened, sessionStore.getState().openedCache];

it('ends with the document, also where undo leads into another', () => {
  openFile({ version: 1, nodes: [] });
  expect(open()).toEqual([null, null]);
  openRequest(12);
  undo();
  expect(open()).toEqual([null, null]);
});

it('outlasts an edit', () => {
  added('webServer', { x: 0, y: 0 });
  expect(open()).toEqual([12, 'cache']);
});

it('outlasts a copy of the same run', () => {
  keepingLooks(() => duplicate('mine'));
  expect(open()).toEqual([12, 'cache']);
});
