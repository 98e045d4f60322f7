/** What became of the messages that a request left in queues, after it had its answer: below it, on axes of their own. */
import { useFormat } from '../i18n/i18n.ts';
import type { JobWaterfall, WaterfallRow } from '../stores/waterfall.ts';
import type { RequestWords } from './request-words.ts';
import { Axis, Rows } from './waterfall-rows.tsx';

interface JobsProps {
  readonly jobs: readonly JobWaterfall[];
  readonly words: RequestWords;
  readonly selected: number | null;
  readonly onSelect: (row: WaterfallRow) => void;
}

export function Jobs({ jobs, words, selected, onSelect }: JobsProps) {
  const { t } = words;
  const format = useFormat();
  return jobs.map((drawn) => {
    const { job } = drawn;
    const queue = words.node(job.queue);
    const isGone = job.state === 'dead' || job.state === 'lost';
    return (
      <section key={`${job.queue} ${job.hop}`} className="waterfall-job">
        <h4>
          {t('requests.waterfall.jobs.title', { queue })}
          <span className={isGone ? 'is-bad' : ''}>
            {t(`requests.waterfall.jobs.${job.state}`, {
              count: job.deliveries.length,
              tookMs:
                ((Number.isFinite(job.endedNs) ? job.endedNs : drawn.toNs) - job.storedNs) / 1e6,
              time: format.time(job.storedNs / 1e6),
            })}
          </span>
        </h4>
        {drawn.rows.length > 0 ? (
          <>
            <Axis drawn={drawn} />
            <Rows
              drawn={drawn}
              words={words}
              label={t('requests.waterfall.jobs.hops', { queue })}
              selected={selected}
              onSelect={onSelect}
            />
          </>
        ) : null}
      </section>
    );
  });
}
