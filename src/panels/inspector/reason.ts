/** Why a change was refused, in the words of a field. */
import type { Committed } from '../../stores/document.ts';
import type { Refusal } from '../../ui/field.tsx';

/** The validator's sentence begins with the path in the file, which the reader of a field does not need. */
export function reasonOf(committed: Committed): Refusal {
  if (committed.ok) return null;
  const [issue] = committed.issues;
  if (!issue) return '?';
  const message = issue.message.startsWith(`${issue.path}: `)
    ? issue.message.slice(issue.path.length + 2)
    : issue.message;
  return message.charAt(0).toUpperCase() + message.slice(1);
}
