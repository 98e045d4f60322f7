/**
 * What is open and where it came from: a link in the address, an example, a file, the work of last time. Opening a
 * link or an example never overwrites the user's own work; there is always a way back to it.
 */

import { currentLanguage, t } from '../i18n/i18n.ts';
import { hasRest, loadRest } from '../i18n/later.ts';
import { refusedText } from '../i18n/refused.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import type { Autosave } from '../stores/autosave.ts';
import { documentStore, openFile, reword } from '../stores/document.ts';
import type { Recorded } from '../stores/history.ts';
import { player } from '../stores/run.ts';
import { announce, select, sessionStore, setFigure, showToast } from '../stores/session.ts';
import {
  addressSettings,
  isLinkHash,
  openLink,
  openText,
  type Unopened,
} from '../stores/sharing.ts';
import { sameValue } from '../stores/sparse.ts';
import { isFigureAddress } from './figure-address.ts';
import { FIRST_EXAMPLE, loadExample } from './gallery-loader.ts';

export interface Opening {
  readonly example: (id: string) => Promise<void>;
  readonly empty: () => void;
  readonly text: (text: string) => Promise<void>;
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
    else void tellEarlier(autosave);
    player.play();
  }
  keepAddress(autosave);
  keepLanguage();

  return {
    async example(id) {
      autosave.flush();
      if (!(await showExample(id))) return;
      setAddress(`?example=${id}`);
      restart();
      opened(autosave);
    },
    empty() {
      autosave.flush();
      openFile({ version: 1, name: t('app.untitled'), nodes: [] });
      setAddress('');
      restart();
      opened(autosave);
    },
    async text(text) {
      autosave.flush();
      const read = await openText(text);
      if (!read.ok) {
        showToast({ text: t('app.fileRefused', { reason: await reasonOf(read) }), tone: 'bad' });
        return;
      }
      setAddress('');
      restart();
      opened(autosave);
    },
    earlierName: () => autosave.earlier()?.name ?? null,
    goBack: () => goBack(autosave),
    duplicate: () => void loadLook().then(({ duplicateShown }) => duplicateShown()),
  };
}

/** True when the address has decided what is shown. */
async function openAddress(autosave: Autosave): Promise<boolean> {
  const { hash, search } = location;
  if (isLinkHash(hash)) {
    const look = await loadLook(hash);
    // A figure is one wherever its address says so, and nothing in it can be changed.
    const isFigure = isFigureAddress() && !hash.includes('embed=1');
    const read = await openLink(isFigure ? `${hash}&embed=1` : hash);
    if (!read.ok) return refuse(await reasonOf(read));
    look.begin(read.settings, read.view);
    if (!read.settings.isEmbedded) opened(autosave);
    return true;
  }
  const read = await addressSettings({ hash, search });
  if (read && !read.ok) return refuse(await reasonOf({ ok: false, said: read.problem }));
  const settings = read?.settings;
  const named = new URLSearchParams(search).get('example');
  const example = named ?? (settings?.isEmbedded ? FIRST_EXAMPLE : null);
  if (example === null) return false;
  const isReadOnly = settings?.isReadOnly || settings?.isEmbedded || false;
  const look = settings && (await loadLook(search + hash));
  if (!(await showExample(example, { recorded: 'never', isReadOnly }))) {
    const said = { code: 'unknownExample', places: { name: example } } as const;
    return refuse(await reasonOf({ ok: false, said }));
  }
  if (settings) look?.begin(settings, {});
  else player.play();
  return true;
}

/** Most visits come by no link, and most links ask for nothing but to be opened. */
async function loadLook(address = '') {
  const look = await import('./opening-look.ts');
  // The words of a page in which nothing can be changed; before the first of them is shown.
  if (/[#?&](?:readonly|embed)=1/.test(address)) await loadRest();
  look.tellRefusedEdits();
  return look;
}

/** What is opened by hand plays from its start. */
function restart(): void {
  select(null);
  player.seek(0);
  // Slow motion was for what was looked at before.
  player.setSpeed(1);
  player.play();
}

/** The words for it are not part of the first view; where they cannot be had, what was asked for cannot be, either. */
async function reasonOf(unopened: Unopened): Promise<string> {
  await loadRest().catch(() => undefined);
  if (!hasRest()) return '';
  if ('said' in unopened) return refusedText(unopened.said);
  const { code, detail } = unopened.refusal;
  return t(`refusals.${code}`, {
    detail: typeof detail === 'object' ? refusedText(detail) : detail,
  });
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
  if (file === null || !openFile(file, { isOwn: false, ...options }).ok) return false;
  shownExample = { id, file };
  return true;
}

/** The example that was opened last, as it was opened. */
let shownExample: { readonly id: string; readonly file: ScenarioFile } | null = null;

/** What nobody has edited yet speaks the page's language; what somebody has is theirs, words and all. */
function keepLanguage(): void {
  sessionStore.subscribe(async ({ language }, before) => {
    if (language === before.language || !isUntouched()) return;
    const file = await loadExample(shownExample!.id, language).catch(() => null);
    if (file === null || !isUntouched() || sessionStore.getState().language !== language) return;
    shownExample = { id: shownExample!.id, file };
    reword(file);
  });
}

const isUntouched = () => documentStore.getState().file === shownExample?.file;

/** Says what is open, and offers the way back where other work is kept. */
function opened(autosave: Autosave): void {
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

/** What was edited last is not always what one thinks of as one's work: the other is offered, once. */
async function tellEarlier(autosave: Autosave): Promise<void> {
  const earlier = autosave.untold();
  if (earlier === null) return;
  const { name } = documentStore.getState().scenario;
  await loadRest();
  showToast({
    text: t('lastWork.opened', { name, earlier: earlier.name }),
    action: { label: t('lastWork.other'), run: () => goBack(autosave) },
  });
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
    // Undo may lead back to another one as well; what is opened has a higher number, and its address.
    const isEdit = state.file !== before.file && (state.isOwn || state.work < before.work);
    if (isEdit && location.hash + location.search !== '') setAddress('');
  });
}

/** Without a step in the browser's history: back leads out of the page, undo leads through the work. */
function setAddress(rest: string): void {
  history.replaceState(history.state, '', location.pathname + rest);
}
