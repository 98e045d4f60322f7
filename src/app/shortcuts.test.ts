// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { initI18n } from '../i18n/i18n.ts';
import { provideCommands } from '../stores/canvas-commands.ts';
import { chartChoiceStore, enlargeCharts } from '../stores/chart-choice.ts';
import { nameOf, openFile, renameNode } from '../stores/document.ts';
import { closeRequest, openRequest, requestsStore } from '../stores/requests.ts';
import { openCache, openPanel, select, sessionStore, setFigure } from '../stores/session.ts';
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
    edit: (what, ids) => void asked.push(ids ? `${what} ${ids}` : what),
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
  closeRequest();
  select(null);
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

it('takes letters from fields that one writes in, not from those that one ticks or chooses', () => {
  for (const html of ['<input class="it">', '<input type="search" class="it">']) {
    expect(press('W', element(html)).defaultPrevented, html).toBe(false);
  }
  for (const type of ['radio', 'checkbox', 'range']) {
    const input = element(`<input type="${type}" class="it">`);
    expect(press('W', input).defaultPrevented, type).toBe(true);
    // Those are its own.
    for (const key of [' ', 'Home', 'End']) {
      expect(press(key, input).defaultPrevented, `${type}: ${key}`).toBe(false);
    }
  }
});

it('closes one thing a press with Escape, what lies on top first', () => {
  select({ type: 'node', id: 'web' });
  openRequest(7);
  enlargeCharts(true);
  openCache('cache');
  const open = () => [
    sessionStore.getState().openedCache,
    chartChoiceStore.getState().isLarge,
    requestsStore.getState().opened,
    sessionStore.getState().selection?.id,
  ];
  const card = element('<div class="react-flow__node it"></div>');
  const left = [
    ['cache', true, 7, 'web'],
    [null, true, 7, 'web'],
    [null, false, 7, 'web'],
    [null, false, null, 'web'],
    [null, false, null, undefined],
  ];
  expect(open()).toEqual(left[0]);
  for (const [index, target] of [document.body, card, card, document.body].entries()) {
    press('Escape', target);
    expect(open()).toEqual(left[index + 1]);
  }
});

it('leaves Escape to the field, the dialog or the menu in which it is pressed', () => {
  openRequest(7);
  for (const html of [
    '<input class="it">',
    '<dialog><button class="it"></button></dialog>',
    '<div role="menu"><span class="it"></span></div>',
    '<div class="react-flow__node"><textarea class="it"></textarea></div>',
  ]) {
    press('Escape', element(html));
    expect(requestsStore.getState().opened, html).toBe(7);
  }
});

it('means the card that has the focus, also where another is selected', () => {
  openFile({
    version: 1,
    nodes: [
      { id: 'web', kind: 'webServer' },
      { id: 'db', kind: 'database' },
    ],
  });
  select({ type: 'node', id: 'web' });
  const card = element('<div class="react-flow__node it" data-id="db" tabindex="0"></div>');
  (card as HTMLElement).focus();
  press('E', card);
  const { openPanel: panel, selection } = sessionStore.getState();
  expect([panel, selection?.id]).toEqual(['connect', 'db']);
  openPanel(null);
  press('Delete', card);
  // A button in it is no card.
  const button = element(
    '<div class="react-flow__node" data-id="db"><button class="it"></button></div>',
  );
  (button as HTMLElement).focus();
  press('Delete', button);
  expect(asked).toEqual(['remove db', 'remove']);
});

it('takes back what was done to the document, in fields that have nothing of their own to take back', () => {
  const after = (keys: string, html: string) => {
    openFile({ version: 1, nodes: [{ id: 'web', kind: 'webServer' }] }, { recorded: 'never' });
    renameNode('web', 'Front');
    press(keys, element(html));
    return nameOf('web');
  };
  expect(after('ctrl+z', '<input data-at-rest="true" class="it">')).not.toBe('Front');
  expect(after('ctrl+z', '<select class="it"></select>')).not.toBe('Front');
  // Someone types in it: the browser takes that back.
  expect(after('ctrl+z', '<input class="it">')).toBe('Front');
  expect(after('ctrl+z', '<textarea class="it"></textarea>')).toBe('Front');
  // And no other key is taken from it.
  press('W', element('<input data-at-rest="true" class="it">'));
  expect(asked).toEqual([]);
});
