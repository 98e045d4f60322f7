/** The keys of the page. A key never acts while someone types, nor behind a dialog or a menu. */
import { t } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import { PALETTE_SEARCH_ID } from '../panels/palette.tsx';
import type { Kind } from '../scenario/editing.ts';
import { canvas, type Edit } from '../stores/canvas-commands.ts';
import { chartChoiceStore, enlargeCharts } from '../stores/chart-choice.ts';
import { documentStore, nameOf, redo, refuseEdit, undo } from '../stores/document.ts';
import { speeds } from '../stores/playback.ts';
import { closeRequest, requestsStore } from '../stores/requests.ts';
import { player, runStore } from '../stores/run.ts';
import { announce, openCache, openPanel, select, sessionStore } from '../stores/session.ts';
import { PHONE } from '../ui/media.ts';

export function listenToKeys(inspectorId: string): void {
  addEventListener('keydown', (event) => onKey(event));
  // Before React Flow, which selects the node and takes the focus from it: the second Enter on one opens the inspector.
  addEventListener('keydown', (event) => onEnter(event, inspectorId), { capture: true });
  addEventListener('keydown', onEscapeFromNode, { capture: true });
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isOverlaid(event)) return;
  if (isTyping(event) && !isOfDocument(event)) return;
  const act = event.ctrlKey || event.metaKey ? commandOf(event) : actionOf(event);
  if (!act || (sessionStore.getState().isFigure && !isPlayback(event))) return;
  event.preventDefault();
  act();
}

/** All that a figure has keys for. */
function isPlayback({ key, code, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return false;
  return code === 'KeyK' || [' ', ',', '.', 'Home', 'End', '[', ']'].includes(key);
}

function commandOf(event: KeyboardEvent): (() => void) | null {
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? takeForward : takeBack;
  if (key === 'y') return takeForward;
  if (key === 'k') return () => openPanel('commands');
  if (isCanvasCovered()) return null;
  if (key === 'a') return () => canvas()?.selectAll();
  const what = edits[event.shiftKey ? `shift+${key}` : key];
  if (!what || (what !== 'paste' && canvas()?.marked().length === 0)) return null;
  // Marked text is what someone wants to copy.
  if (getSelection()?.isCollapsed === false) return null;
  return () => canvas()?.edit(what);
}

const edits: Readonly<Record<string, Edit>> = {
  c: 'copy',
  x: 'cut',
  v: 'paste',
  d: 'duplicate',
  g: 'addZone',
  'shift+g': 'addRegion',
};

function takeBack(): void {
  if (undo()) taken('topBar.undo');
}

function takeForward(): void {
  if (redo()) taken('topBar.redo');
}

function taken(what: 'topBar.undo' | 'topBar.redo'): void {
  announce(t(what));
  // The field that had the focus may have gone with its node.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector('main')?.focus();
  });
}

function actionOf(event: KeyboardEvent): (() => void) | null {
  if (event.altKey) return null;
  switch (event.key) {
    case ' ':
      // On a button, a link or a node, Space already means something.
      return isOnControl(event) ? null : player.toggle;
    case ',':
      return () => player.step(-1);
    case '.':
      return () => player.step(1);
    case 'Home':
      return isOnControl(event) ? null : () => player.seek(0);
    case 'End':
      return isOnControl(event) ? null : () => player.seek(player.recording()?.doneNs ?? 0);
    case '[':
      return () => changeSpeed(-1);
    case ']':
      return () => changeSpeed(1);
    case '/':
      return () => document.getElementById(PALETTE_SEARCH_ID)?.focus();
    case '?':
      return () => openPanel('keys');
    case 'Delete':
    case 'Backspace':
      return isOnField(event) || isCanvasCovered() ? null : removing();
    case 'Escape':
      return closeTopmost;
    default:
      return letterOf(event);
  }
}

/** What is marked; where the focus is on something that is not, that alone is meant. */
function removing(): (() => void) | null {
  const marked = canvas()?.marked() ?? [];
  const id = focusedElement();
  if (id !== null && !marked.includes(id)) return () => canvas()?.edit('remove', [id]);
  return marked.length === 0 ? null : () => canvas()?.edit('remove');
}

/** One thing a press: what covers the canvas, then the request that is open, then what is selected. */
function closeTopmost(): void {
  if (sessionStore.getState().openedCache !== null) openCache(null);
  else if (isCanvasCovered()) enlargeCharts(false);
  else if (requestsStore.getState().opened !== null) closeRequest();
  else unmark();
}

function unmark(): void {
  const id = sessionStore.getState().selection?.id;
  // What the inspector shows goes with the selection: a focus in it goes back to the drawing.
  if (id !== undefined && document.activeElement?.closest('.inspector')) {
    elementOf(id)?.focus({ preventScroll: true });
  }
  select(null);
  canvas()?.mark([]);
}

function elementOf(id: string): HTMLElement | null {
  const place = `[data-id="${CSS.escape(id)}"]`;
  return document.querySelector(`.react-flow__node${place}, .react-flow__edge${place}`);
}

function letterOf(event: KeyboardEvent): (() => void) | null {
  // The key's place, so that letters work while a Korean keyboard is on.
  if (event.shiftKey) {
    if (isCanvasCovered()) return null;
    if (event.code === 'Digit1') return () => canvas()?.fit();
    if (event.code === 'KeyL') return () => canvas()?.edit('layOut');
    return event.code === 'KeyN' ? () => canvas()?.edit('addNote') : null;
  }
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1] ?? event.key.toUpperCase();
  if (letter === 'K') return player.toggle;
  if (letter === 'U') return () => openPanel('outline');
  // What is done could not be seen.
  if (isCanvasCovered()) return null;
  if (letter === 'M') return () => canvas()?.edit('map');
  const node = letter === 'E' ? (focusedNode() ?? selectedNode()) : null;
  if (node !== null) return () => connectFrom(node);
  const kind = (Object.keys(kindViews) as Kind[]).find((each) => kindViews[each].key === letter);
  return kind ? () => addKind(kind) : null;
}

function connectFrom(node: string): void {
  if (refuseEdit()) return;
  select({ type: 'node', id: node });
  openPanel('connect');
}

function addKind(kind: Kind): void {
  const id = canvas()?.addKind(kind);
  if (id) announce(t('palette.added', { name: nameOf(id) }));
}

function changeSpeed(step: 1 | -1): void {
  const { speed } = runStore.getState();
  const index = speeds.findIndex((each) => each >= speed);
  const next = speeds[Math.max(0, Math.min(speeds.length - 1, index + step))];
  if (next !== undefined) player.setSpeed(next);
}

/** React Flow would unselect the node whatever else Escape is for, and leave the focus nowhere. */
function onEscapeFromNode(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || isOverlaid(event) || isTyping(event)) return;
  if (!(event.target instanceof Element)) return;
  if (!event.target.closest('.react-flow__node, .react-flow__edge')) return;
  if (sessionStore.getState().isFigure) return;
  event.preventDefault();
  event.stopPropagation();
  closeTopmost();
}

function onEnter(event: KeyboardEvent, inspectorId: string): void {
  if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof Element)) return;
  const element = event.target.closest('.react-flow__node, .react-flow__edge');
  // Enter on a button inside a card is that button's.
  if (!element || element !== event.target) return;
  const { selection } = sessionStore.getState();
  if (!selection || selection.id !== element.getAttribute('data-id')) return;
  event.preventDefault();
  if (selection.type === 'zone' || selection.type === 'note') {
    void import('../canvas/use-editing.ts').then((module) => module.beginEditing(selection.id));
    return;
  }
  if (matchMedia(PHONE).matches) openPanel('inspector');
  else focusFirstField(inspectorId);
}

export function focusFirstField(inspectorId: string): void {
  document.querySelector<HTMLElement>(`#${inspectorId} :is(input, button)`)?.focus();
}

/** By an opened cache or by the large charts; a phone shows none of these. */
function isCanvasCovered(): boolean {
  if (sessionStore.getState().openedCache !== null) return true;
  return chartChoiceStore.getState().isLarge && !matchMedia(PHONE).matches;
}

/** The card or the connection that has the focus itself, as the keyboard leaves it without selecting. */
function focusedElement(): string | null {
  const { activeElement } = document;
  const isElement = activeElement?.matches('.react-flow__node, .react-flow__edge');
  return isElement ? activeElement!.getAttribute('data-id') : null;
}

/** Also where a button in its card has the focus. */
function focusedNode(): string | null {
  const id = document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id');
  const { nodes } = documentStore.getState().scenario;
  return nodes.find((node) => node.id === id)?.id ?? null;
}

function selectedNode(): string | null {
  const { selection } = sessionStore.getState();
  return selection?.type === 'node' ? selection.id : null;
}

/** Inputs that take no letters: to tick, to choose and to push. */
const NO_TEXT = [
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
];

function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select'))
  );
}

/** To take back or forward, in a field that has nothing of its own to take back: nobody types in it, or nobody can. */
function isOfDocument({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey) || !/^[zy]$/i.test(key)) return false;
  return target instanceof Element && target.matches('select, [data-at-rest]');
}

/** Also a box to tick, in which one only types Space. */
function isOnField({ target }: Event): boolean {
  return target instanceof HTMLInputElement;
}

/** A dialog or a menu has the keys while it is open. */
function isOverlaid({ target }: Event): boolean {
  if (sessionStore.getState().openPanel !== null) return true;
  return target instanceof Element && target.closest('dialog, [role=dialog], [role=menu]') !== null;
}

function isOnControl({ target }: Event): boolean {
  return (
    target instanceof Element &&
    target.closest('button, input, a, summary, [role=slider], [role=tab], .react-flow__node') !==
      null
  );
}
