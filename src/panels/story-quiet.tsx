/** A story in which nothing struck, which is not to say that all is well: overload breaks nothing, and fails requests. */
import type { ReactNode } from 'react';
import { causeName } from '../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Summary } from '../sim/summary.ts';
import { nameOf } from '../stores/document.ts';
import { useRun } from '../stores/run-hooks.ts';
import './incident-report.css';
import { selectDrawn } from './select-drawn.ts';

/** Busier than this over the whole run, a node had no slot to spare. */
const FULL = 0.99;

export function QuietStory({ nothing }: { readonly nothing: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const summary = useRun((state) => state.summary);
  if (!summary) return nothing;
  const { arrived, failed, failedBy } = summary.requests;
  const full = fullest(summary);
  if (failed === 0 && full === null) return nothing;
  const [cause] = Object.entries(failedBy).sort(([, a], [, b]) => b - a)[0] ?? [''];
  return (
    <div className="story-quiet">
      {failed > 0 ? (
        <p>
          {t('story.failedAlone', {
            count: failed,
            all: format.count(arrived),
            cause: causeName(format.language, cause),
          })}
        </p>
      ) : null}
      {full ? (
        <p>
          {t('story.full', {
            name: nameOf(full.id),
            busy: format.ratio(full.busy),
            waiting: format.number(Math.round(full.waiting)),
            insideMs: full.insideMs,
          })}{' '}
          <button type="button" className="moment" onClick={() => selectDrawn(full.id)}>
            {t('story.show')}
          </button>
        </p>
      ) : null}
      <p>{t('story.seeWhy', { why: t('why.title') })}</p>
    </div>
  );
}

/** The node without a slot to spare, of several the one with the longest line. */
function fullest({ nodes }: Summary) {
  const full = Object.entries(nodes)
    .map(([id, node]) => ({
      id,
      busy: node.utilization ?? 0,
      waiting: node.meanQueueLength ?? 0,
      insideMs: node.latencyMs.mean ?? Infinity,
    }))
    .filter(({ busy }) => busy >= FULL)
    .sort((a, b) => b.waiting - a.waiting)[0];
  return full ?? null;
}
