/** The words of outdated-mark.tsx, and the dimming of what they are about. */
import { useLayoutEffect } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { useRun } from '../stores/run-hooks.ts';
import './outdated.css';

export type OutdatedPlace = 'canvas' | 'charts' | 'outcome';

export function Outdated({ place }: { readonly place: OutdatedPlace }) {
  const { t } = useTranslation();
  const whole = useWords();
  useDimmed();
  return (
    <p className={`outdated over-${place} num`}>
      {place === 'charts' ? t('outdated.short') : whole}
    </p>
  );
}

function useWords(): string {
  const { t } = useTranslation();
  const format = useFormat();
  const hasFailed = useRun((state) => state.status === 'failed');
  // Whole hundredths: what is to be read does not flicker.
  const done = useRun(({ bufferedNs, durationNs }) =>
    durationNs > 0 ? Math.floor(Math.min(1, bufferedNs / durationNs) * 100) / 100 : 0,
  );
  return hasFailed ? t('outdated.failed') : t('outdated.computing', { done: format.ratio(done) });
}

/** The marks that are on the page. */
let marks = 0;

/** What is out of date stands in every part of the page: the style sheet knows where. */
function useDimmed(): void {
  useLayoutEffect(() => {
    marks++;
    document.documentElement.dataset.outdated = '';
    return () => {
      if (--marks === 0) delete document.documentElement.dataset.outdated;
    };
  }, []);
}
