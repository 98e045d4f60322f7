/**
 * What a link asks for besides its scenario: where the cursor stands and whether it plays, what is looked at, and that
 * nothing may be changed. Loaded with the first such link.
 */
import { formats } from '../i18n/format.ts';
import { currentLanguage, t } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { simulationKey } from '../scenario/divergence.ts';
import type { LinkSettings } from '../share/settings.ts';
import type { LinkView } from '../share/view.ts';
import { canvas, wantSight } from '../stores/canvas-commands.ts';
import { showCharts } from '../stores/chart-choice.ts';
import { documentStore, duplicate } from '../stores/document.ts';
import { keepingLooks } from '../stores/open-looks.ts';
import { nearestSpeed } from '../stores/playback.ts';
import { player, runStore } from '../stores/run.ts';
import { select, sessionStore, showToast } from '../stores/session.ts';

/** Looks at what has just been opened as its link asks. */
export function begin({ isEmbedded, isAutoplay, atMs }: LinkSettings, view: LinkView): void {
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
  onceKnown(() => {
    // In whole microseconds, so that the moment is the very one that was shared.
    const atNs = Math.round(atMs * 1000) * 1000;
    const { durationNs } = runStore.getState();
    player.seek(atNs);
    // From its end, a run would play from its start.
    if (atNs <= durationNs) start();
    else void tellBeyondEnd(atMs, durationNs / 1e6);
  });
}

/** Beside what is said already: what is open, say, and the way back. */
async function tellBeyondEnd(atMs: number, endMs: number): Promise<void> {
  await loadRest();
  const { time } = formats(currentLanguage());
  const text = t('share.beyondEnd', { asked: time(atMs), end: time(endMs) });
  const { toast } = sessionStore.getState();
  showToast({ ...toast, text: toast ? `${toast.text} ${text}` : text });
}

function selectionOf(id: string | undefined) {
  const { nodes, edges } = documentStore.getState().scenario;
  if (id === undefined) return null;
  if (nodes.some((node) => node.id === id)) return { type: 'node', id } as const;
  return edges.some((edge) => edge.id === id) ? ({ type: 'edge', id } as const) : null;
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
    const now = documentStore.getState();
    // Edited before it was known, it is another run.
    const isOpen = now.work === work && simulationKey(now.scenario) === key;
    if (isOpen && !isKnown()) return;
    stop();
    if (isOpen) act();
  });
}

/** The moment, the camera, what is selected and what is looked into stay: only whose it is changes. */
export function duplicateShown(): void {
  const { name } = documentStore.getState().scenario;
  const sight = canvas()?.sight() ?? null;
  const copy = t('readOnly.copyName', { name });
  keepingLooks(() => duplicate(copy));
  if (sight) wantSight(sight);
  history.replaceState(history.state, '', location.pathname);
  showToast({ text: t('readOnly.duplicated', { name: copy }), tone: 'good' });
}

let isTelling = false;

/** Says why, whenever a change is refused. */
export function tellRefusedEdits(): void {
  if (isTelling) return;
  isTelling = true;
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
