/**
 * What is open and where it came from: a link in the address, an example, a file, the work of last time. Opening a
 * link or an example never overwrites the user's own work; there is always a way back to it.
 */

import { currentLanguage, t } from '../i18n/i18n.ts';
import type { Autosave } from '../stores/autosave.ts';
import { documentStore, openFile } from '../stores/document.ts';
import type { Recorded } from '../stores/history.ts';
import { player, runStore } from '../stores/run.ts';
import { announce, select, showToast } from '../stores/session.ts';
import { isLinkHash, openLink, openText } from '../stores/sharing.ts';
import { sameValue } from '../stores/sparse.ts';
import { FIRST_EXAMPLE, loadExample } from './gallery-loader.ts';

export interface Opening {
  readonly example: (id: string) => Promise<void>;
  readonly empty: () => void;
  readonly text: (text: string) => void;
  readonly earlierName: () => string | null;
  readonly goBack: () => void;
}

/** Shows what the address asks for, else the work of last time, else the first example; then keeps to the address. */
export async function startOpening(autosave: Autosave): Promise<Opening> {
  const isOpened = await openAddress(autosave);
  // Never an undo step: nothing was there before it.
  if (!isOpened && !autosave.restored) await showExample(FIRST_EXAMPLE, 'never');
  keepAddress(autosave);

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
  };
}

/** True when the address named something that could be opened. */
async function openAddress(autosave: Autosave): Promise<boolean> {
  const { hash, search } = location;
  if (isLinkHash(hash)) {
    const read = await openLink(hash);
    if (!read.ok) {
      showToast({ text: t('app.linkRefused', { reason: read.message }), tone: 'bad' });
      return false;
    }
    if (read.atMs !== null) seekOnceKnown(read.atMs);
    opened(autosave);
    return true;
  }
  const example = new URLSearchParams(search).get('example');
  return example !== null && (await showExample(example, 'never'));
}

/** The examples are loaded when one is asked for: who opens a link or comes back to work needs none. */
async function showExample(id: string, recorded: Recorded = 'new'): Promise<boolean> {
  const file = await loadExample(id, currentLanguage());
  return file !== null && openFile(file, { isOwn: false, recorded }).ok;
}

/** Says what is open, and offers the way back where other work is kept. */
function opened(autosave: Autosave): void {
  select(null);
  player.seek(0);
  player.play();
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
    if (isLinkHash(location.hash)) void openAddress(autosave);
  });
  // Once changed, the document is no longer what the address says: a reload must not bring the old one back.
  documentStore.subscribe((state, before) => {
    const isEdit = state.file !== before.file && state.work === before.work && state.isOwn;
    if (isEdit && location.hash + location.search !== '') setAddress('');
  });
}

/** The run's length is known a moment after it has started. */
function seekOnceKnown(atMs: number): void {
  const stop = runStore.subscribe(({ durationNs }) => {
    if (durationNs === 0) return;
    stop();
    player.seek(atMs * 1e6);
  });
}

/** Without a step in the browser's history: back leads out of the page, undo leads through the work. */
function setAddress(rest: string): void {
  history.replaceState(history.state, '', location.pathname + rest);
}
