/** A toast that offers to take back what has just been done: only as long as that is what undo would take back. */
import { documentStore, undo } from './document.ts';
import { dismissToast, sessionStore, showToast, type Tone } from './session.ts';

export function showUndoToast(text: string, tone: Tone, label: string): void {
  showToast({ text, tone, action: { label, run: undo } });
  const { toast } = sessionStore.getState();
  const { file } = documentStore.getState();
  const stop = documentStore.subscribe((state) => {
    if (state.file === file) return;
    stop();
    if (toast) dismissToast(toast.number);
  });
}
