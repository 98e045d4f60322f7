/** Making something go wrong at the cursor, and ending it, wherever one asks: said aloud, and taken back by one click. */
import { formats } from '../i18n/format.ts';
import { currentLanguage, t } from '../i18n/i18n.ts';
import { reasonOf, tellRefusal } from '../i18n/refused.ts';
import type { Fault } from '../scenario/schema.ts';
import { addFault, documentStore, nameOf, refuseEdit } from '../stores/document.ts';
import {
  addQuickFault,
  crashInstance,
  cursorMs,
  endFaults,
  makeFault,
  restoreInstance,
} from '../stores/faults.ts';
import { firstInstanceUp, idleAt } from '../stores/idle-faults.ts';
import { openPanel, select, showToast } from '../stores/session.ts';
import { showUndoToast } from '../stores/undo-toast.ts';

type InstanceAt = Parameters<typeof crashInstance>[0];

/** Why a fault could do nothing there now; null where it could. */
export function idleText(kind: Fault['kind'], target: string, atMs: number): string | null {
  const idle = idleAt(kind, target, documentStore.getState().scenario, atMs);
  return idle && t(`faults.idle.${idle.why}`, { by: nameOf(idle.by) });
}

/** On a node or a zone. A partition first asks who is cut off. */
export function strike(kind: Fault['kind'], target: string, atMs = cursorMs()): void {
  if (refuseEdit()) return;
  if (kind === 'partition') {
    const isZone = documentStore.getState().scenario.zones.some(({ id }) => id === target);
    select({ type: isZone ? 'zone' : 'node', id: target });
    openPanel('partition');
    return;
  }
  const refusal = reasonOf(
    kind === 'instanceCrash' ? crashOneUp(target, atMs) : addQuickFault(kind, target, atMs),
  );
  const what = t(`faults.kinds.${kind}`);
  if (refusal !== null) showToast({ text: refusal, tone: 'bad' });
  else tell(t('shell.inspector.faultAdded', { what, ...told(target, atMs) }), 'bad');
}

/** Of several instances the first that is up: to crash one that is down would do nothing. */
function crashOneUp(target: string, atMs: number) {
  const { scenario } = documentStore.getState();
  const instance = firstInstanceUp(target, scenario, atMs);
  return addFault({ ...makeFault('instanceCrash', target, atMs), instance } as Fault);
}

/** Ends whatever keeps it from its work. */
export function restore(target: string, atMs = cursorMs()): void {
  if (!refuseEdit() && endFaults(target, atMs))
    tell(t('shell.canvas.restoredNow', told(target, atMs)), 'good');
}

/** One instance, by the name it has where it was asked for. */
export function crashOne(at: InstanceAt, name: string): void {
  if (refuseEdit()) return;
  const crashed = crashInstance(at);
  tellRefusal(crashed, showToast);
  if (crashed.ok) tell(t('shell.canvas.crashedNow', { name, time: timeNow() }), 'bad');
}

/** Brings it back, or says why that cannot be. */
export function restoreOne({ target, instance }: InstanceAt, name: string): void {
  if (refuseEdit()) return;
  if (restoreInstance(target, instance)) {
    tell(t('shell.canvas.restoredNow', { name, time: timeNow() }), 'good');
  } else showToast({ text: t('shell.canvas.cannotRestore', { name }) });
}

const timeNow = () => formats(currentLanguage()).time(cursorMs());

const told = (target: string, atMs: number) => ({
  name: nameOf(target),
  time: formats(currentLanguage()).time(atMs),
});

function tell(text: string, tone: 'bad' | 'good'): void {
  showUndoToast(text, tone, t('shell.canvas.undo'));
}
