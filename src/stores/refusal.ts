/** Why a change was refused. */
import type { Committed } from './document.ts';
import { showToast } from './session.ts';

/** For a field: the validator's sentence begins with the path in the file, which its reader does not need. */
export function reasonOf(committed: Committed): string | null {
  if (committed.ok) return null;
  const [issue] = committed.issues;
  if (!issue) return '?';
  const message = issue.message.startsWith(`${issue.path}: `)
    ? issue.message.slice(issue.path.length + 2)
    : issue.message;
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** For what has no field to say it at. A rule of the drawing, a code, is told where one draws. */
export function tellRefusal(
  answer: Committed | { readonly ok: false; readonly code: string },
): void {
  if ('code' in answer) return;
  const reason = reasonOf(answer);
  if (reason !== null) showToast({ text: reason, tone: 'bad' });
}
