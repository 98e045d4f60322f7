/** Making something go wrong at the cursor, and ending it, wherever one asks: said aloud, and taken back by one click. */
import { formats } from '../i18n/format.ts';
import { currentLanguage, t } from '../i18n/i18n.ts';
import type { Fault } from '../scenario/schema.ts';
import { documentStore, nameOf, refuseEdit } from '../stores/document.ts';
import { addQuickFault, cursorMs, endFaults } from '../stores/faults.ts';
import { reasonOf } from '../stores/refusal.ts';
import { openPanel, select, showToast } from '../stores/session.ts';
import { showUndoToast } from '../stores/undo-toast.ts';

/** On a node or a zone. A partition first asks who is cut off. */
export function strike(kind: Fault['kind'], target: string, atMs = cursorMs()): void {
  if (refuseEdit()) return;
  if (kind === 'partition') {
    const isZone = documentStore.getState().scenario.zones.some(({ id }) => id === target);
    select({ type: isZone ? 'zone' : 'node', id: target });
    openPanel('partition');
    return;
  }
  const refusal = reasonOf(addQuickFault(kind, target, atMs));
  const what = t(`faults.kinds.${kind}`);
  if (refusal !== null) showToast({ text: refusal, tone: 'bad' });
  else tell(t('shell.inspector.faultAdded', { what, ...told(target, atMs) }), 'bad');
}

/** Ends whatever keeps it from its work. */
export function restore(target: string, atMs = cursorMs()): void {
  if (!refuseEdit() && endFaults(target, atMs))
    tell(t('shell.canvas.restoredNow', told(target, atMs)), 'good');
}

const told = (target: string, atMs: number) => ({
  name: nameOf(target),
  time: formats(currentLanguage()).time(atMs),
});

function tell(text: string, tone: 'bad' | 'good'): void {
  showUndoToast(text, tone, t('shell.canvas.undo'));
}
