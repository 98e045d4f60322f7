/**
 * What is open and where it came from: a link in the address, an example, a file, the work of last time. Opening a
 * link or an example never overwrites the user's own work; there is always a way back to it.
 */

import { currentLanguage, t } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { type LinkSettings, noSettings } from '../share/settings.ts';
import type { LinkView } from '../share/view.ts';
import type { Autosave } from '../stores/autosave.ts';
import { canvas, wantSight } from '../stores/canvas-commands.ts';
import { showCharts } from '../stores/chart-choice.ts';
import { documentStore, duplicate, openFile } from '../stores/document.ts';
import type { Recorded } from '../stores/history.ts';
import { nearestSpeed } from '../stores/playback.ts';
import { player, runStore, simulationKey } from '../stores/run.ts';
import { announce, select, sessionStore, setFigure, showToast } from '../stores/session.ts';
import { addressSettings, isLinkHash, openLink, openText } from '../stores/sharing.ts';
import { sameValue } from '../stores/sparse.ts';
import { isFigureAddress } from './figure-address.ts';
import { FIRST_EXAMPLE, loadExample } from './gallery-loader.ts';

export interface Opening {
  readonly example: (id: string) => Promise<void>;
  readonly empty: () => void;
  readonly text: (text: string) => void;
  readonly earlierName: () => string | null;
  readonly goBack: () => void;
  /** Makes the user's own work of a read-only link. */
  readonly duplicate: () => void;
}

/** Shows what the address asks for, else the work of last time, else the first example; then keeps to the address. */
export async function startOpening(autosave: Autosave): Promise<Opening> {
  setFigure(isFigureAddress());
  if (!(await openAddress(autosave))) {
    // Never an undo step: nothing was there before it.
    if (!autosave.restored) await showExample(FIRST_EXAMPLE, { recorded: 'never' });
    player.play();
  }
  keepAddress(autosave);
  tellRefusedEdits();

  return {
    async example(id) {
      autosave.flush();
      if (!(await showExample(id))) return;
      setAddress(`?example=${id}`);
      opened(autosave);
    },
    empty() {
      autosave.flush();
      openFile({ version: 1, name: t('app.untitled'), nodes: [] });
      setAddress('');
      opened(autosave);
    },
    text(text) {
      autosave.flush();
      const read = openText(text);
      if (!read.ok) {
        showToast({ text: t('app.fileRefused', { reason: read.message }), tone: 'bad' });
        return;
      }
      setAddress('');
      opened(autosave);
    },
    earlierName: () => autosave.earlier()?.name ?? null,
    goBack: () => goBack(autosave),
    duplicate: duplicateShown,
  };
}

/** True when the address has decided what is shown. */
async function openAddress(autosave: Autosave): Promise<boolean> {
  const { hash, search } = location;
  // The words of a page in which nothing can be changed; before the first of them is shown.
  if (/[#?&](?:readonly|embed)=1/.test(search + hash)) await loadRest();
  if (isLinkHash(hash)) {
    const read = await openLink(hash);
    if (!read.ok) return refuse(read.message);
    opened(autosave, read);
    return true;
  }
  const read = await addressSettings({ hash, search });
  if (!read.ok) return refuse(read.message);
  const { settings } = read;
  const named = new URLSearchParams(search).get('example');
  const example = named ?? (settings.isEmbedded ? FIRST_EXAMPLE : null);
  if (example === null) return false;
  const isReadOnly = settings.isReadOnly || settings.isEmbedded;
  if (!(await showExample(example, { recorded: 'never', isReadOnly }))) return false;
  begin(settings, {});
  return true;
}

/** A figure has nothing else to show: there the sentence stays, and decides what is shown. */
function refuse(reason: string): boolean {
  const text = t('app.linkRefused', { reason });
  const { isFigure } = sessionStore.getState();
  if (isFigure) setFigure(true, text);
  else showToast({ text, tone: 'bad' });
  return isFigure;
}

interface ShowOptions {
  readonly recorded?: Recorded;
  readonly isReadOnly?: boolean;
}

/** The examples are loaded when one is asked for: who opens a link or comes back to work needs none. */
async function showExample(id: string, options: ShowOptions = {}): Promise<boolean> {
  const file = await loadExample(id, currentLanguage());
  return file !== null && openFile(file, { isOwn: false, ...options }).ok;
}

interface Shown {
  readonly settings: LinkSettings;
  readonly view: LinkView;
}

/** Looks at what has just been opened as its link asks. */
function begin({ isEmbedded, isAutoplay, atMs }: LinkSettings, view: LinkView): void {
  select(selectionOf(view.selected));
  if (view.charts) showCharts(view.charts);
  if (view.speed !== undefined) player.setSpeed(nearestSpeed(view.speed));
  player.seek(0);
  // A moment that was chosen is not run away from, and a figure waits for its reader.
  const isPlaying = isAutoplay ?? (atMs === null && !isEmbedded);
  const start = isPlaying ? player.play : player.pause;
  if (atMs === null) {
    start();
    return;
  }
  player.pause();
  // In whole microseconds, so that the moment is the very one that was shared.
  onceKnown(() => {
    player.seek(Math.round(atMs * 1000) * 1000);
    start();
  });
}

function selectionOf(id: string | undefined) {
  const { nodes, edges } = documentStore.getState().scenario;
  if (id === undefined) return null;
  if (nodes.some((node) => node.id === id)) return { type: 'node', id } as const;
  return edges.some((edge) => edge.id === id) ? ({ type: 'edge', id } as const) : null;
}

/** Says what is open, and offers the way back where other work is kept. */
function opened(
  autosave: Autosave,
  { settings = noSettings, view = {} }: Partial<Shown> = {},
): void {
  begin(settings, view);
  if (settings.isEmbedded) return;
  const { name } = documentStore.getState().scenario;
  const kept = autosave.earlier();
  const isKept = kept !== null && !sameValue(kept.file, documentStore.getState().file);
  if (isKept && !documentStore.getState().isOwn) {
    showToast({
      text: t('shell.app.opened', { name }),
      action: { label: t('shell.app.goBack'), run: () => goBack(autosave) },
    });
  } else {
    announce(t('shell.app.openedAlone', { name }));
  }
}

function goBack(autosave: Autosave): void {
  autosave.goBack();
  setAddress('');
  select(null);
  announce(t('app.restored'));
}

function keepAddress(autosave: Autosave): void {
  // A link pasted into the address of the open page.
  addEventListener('hashchange', () => {
    autosave.flush();
    if (isFigureAddress() !== sessionStore.getState().isFigure) location.reload();
    if (isLinkHash(location.hash)) void openAddress(autosave);
  });
  // Once changed, the document is no longer what the address says: a reload must not bring the old one back.
  documentStore.subscribe((state, before) => {
    const isEdit = state.file !== before.file && state.work === before.work && state.isOwn;
    if (isEdit && location.hash + location.search !== '') setAddress('');
  });
}

/** The run's length is known a moment after it has started. Until then another may have been opened instead. */
function onceKnown(act: () => void): void {
  const { work, scenario } = documentStore.getState();
  const key = simulationKey(scenario);
  const isKnown = () => {
    const { scenario: shown, durationNs } = runStore.getState();
    return shown !== null && durationNs > 0 && simulationKey(shown) === key;
  };
  if (isKnown()) {
    act();
    return;
  }
  const stop = runStore.subscribe((state, before) => {
    if (state.durationNs === before.durationNs && state.scenario === before.scenario) return;
    const isOpen = documentStore.getState().work === work;
    if (isOpen && !isKnown()) return;
    stop();
    if (isOpen) act();
  });
}

/** The moment, the camera and what is selected stay: only whose it is changes. */
function duplicateShown(): void {
  const { name } = documentStore.getState().scenario;
  const sight = canvas()?.sight() ?? null;
  const copy = t('readOnly.copyName', { name });
  duplicate(copy);
  if (sight) wantSight(sight);
  setAddress('');
  showToast({ text: t('readOnly.duplicated', { name: copy }), tone: 'good' });
}

function tellRefusedEdits(): void {
  documentStore.subscribe(({ refusedEdits }, before) => {
    if (refusedEdits === before.refusedEdits) return;
    if (sessionStore.getState().isFigure) showToast({ text: t('readOnly.figureWhy') });
    else {
      showToast({
        text: t('readOnly.why'),
        action: { label: t('readOnly.duplicate'), run: duplicateShown },
      });
    }
  });
}

/** Without a step in the browser's history: back leads out of the page, undo leads through the work. */
function setAddress(rest: string): void {
  history.replaceState(history.state, '', location.pathname + rest);
}
