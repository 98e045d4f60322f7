/** Why a run broke off, told the same in the time bar, the story and the toast. */
import type { Translate } from '../i18n/i18n.ts';
import type { RunState } from '../stores/run.ts';

export type Failure = NonNullable<RunState['failure']>;

export function failureSentence({ message, again }: Failure, t: Translate): string {
  if (message === '') return t('timeBar.notLoaded');
  return again === '' ? t('timeBar.failed', { message }) : t('timeBar.broken', { message, again });
}
