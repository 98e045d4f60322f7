// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { provideCommands } from '../stores/canvas-commands.ts';
import { enlargeCharts } from '../stores/chart-choice.ts';
import { openCache, openPanel, sessionStore, setFigure } from '../stores/session.ts';
import { listenToKeys } from './shortcuts.ts';

/** What the canvas was asked for. */
let asked: string[] = [];
let signOff = () => {};

beforeAll(async () => {
  await initI18n('en');
  listenToKeys('inspector');
});
beforeEach(() => {
  asked = [];
  signOff = provideCommands({
    addKind(kind) {
      asked.push(kind);
      return null;
    },
    edit: (what) => void asked.push(what),
    marked: () => ['web'],
    mark() {},
    selectAll: () => void asked.push('all'),
    fit: () => void asked.push('fit'),
    focusNode() {},
    keepInSight() {},
    sight: () => null,
    letGo() {},
  });
});
afterEach(() => {
  signOff();
  setFigure(false);
  openPanel(null);
  openCache(null);
  enlargeCharts(false);
  document.body.replaceChildren();
});

const EDITS = ['ctrl+v', 'ctrl+x', 'ctrl+a', 'shift+N', 'shift+L', 'shift+!', 'W', 'Delete'];

function press(keys: string, on: EventTarget = document.body): KeyboardEvent {
  const key = keys.split('+').at(-1)!;
  const event = new KeyboardEvent('keydown', {
    key,
    code: key === '!' ? 'Digit1' : `Key${key.toUpperCase()}`,
    ctrlKey: keys.startsWith('ctrl'),
    shiftKey: keys.startsWith('shift'),
    bubbles: true,
    cancelable: true,
  });
  on.dispatchEvent(event);
  return event;
}

function element(html: string): Element {
  document.body.innerHTML = html;
  return document.querySelector('.it')!;
}

it('does on the canvas what the key says', () => {
  for (const keys of EDITS) press(keys);
  expect(asked).toEqual(['paste', 'cut', 'all', 'addNote', 'layOut', 'fit', 'webServer', 'remove']);
});

it.each([
  ['an opened cache', () => openCache('cache')],
  ['the large charts', () => enlargeCharts(true)],
])('does nothing behind %s', (_what, cover) => {
  cover();
  for (const keys of EDITS) press(keys);
  expect(asked).toEqual([]);
});

it('removes nothing behind a dialog, in a popover, in a menu or in a field', () => {
  openPanel('share');
  press('Delete');
  openPanel(null);
  for (const html of [
    '<dialog><button class="it"></button></dialog>',
    '<div role="dialog"><button class="it"></button></div>',
    '<div role="menu"><span class="it"></span></div>',
    '<input class="it">',
    '<input type="checkbox" class="it">',
  ]) {
    press('Delete', element(html));
  }
  expect(asked).toEqual([]);
});

it('leaves a figure its keys after those of the article have been pressed', () => {
  setFigure(true);
  expect(press('ctrl+k').defaultPrevented).toBe(false);
  expect(sessionStore.getState().openPanel).toBeNull();
  expect(press('K').defaultPrevented).toBe(true);
});
