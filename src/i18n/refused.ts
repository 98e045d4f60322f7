/** Why a file, a link or a change is refused, in the language of the page. Its words come with `loadRest`. */
import { inWords, type Problem, type Said } from '../base/said.ts';
import type { TextProblemCode } from '../base/text-problems.ts';
import { dictionary } from './dictionary.ts';
import { currentLanguage, t } from './i18n.ts';
import { hasRest, loadRest } from './later.ts';
import { fitParticles } from './particles.ts';

export function refusedText(said: Said<TextProblemCode>): string {
  return fitParticles(inWords(said, dictionary(currentLanguage()).fileProblems));
}

/** What came of a change: a document's answer. */
export type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly issues: readonly { readonly said: Problem }[] };

/** For a field: the validator's sentence begins with the path in the file, which its reader does not need. */
export function reasonOf(answer: Answer): string | null {
  if (answer.ok) return null;
  const [issue] = answer.issues;
  // What shows a field has loaded the words; else they come for the next time.
  if (!issue || !hasRest()) {
    void loadRest().catch(() => undefined);
    return t('app.notTaken');
  }
  const { code, places } = issue.said;
  const reason = refusedText(code === 'at' ? (places.what as Problem) : issue.said);
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}

/** For what has no field to say it at. A rule of the drawing, a code, is told where one draws. */
export function tellRefusal(
  answer: Answer | { readonly ok: false; readonly code: string },
  showToast: (toast: { readonly text: string; readonly tone: 'bad' }) => void,
): void {
  if ('code' in answer || answer.ok) return;
  const tell = () => showToast({ text: reasonOf(answer) ?? '', tone: 'bad' });
  if (hasRest()) tell();
  else void loadRest().then(tell, tell);
}
