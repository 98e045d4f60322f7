/** What happens to the keys in sums: a second around the cursor, and by the list in which a key was found. */
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { useDocument } from '../../stores/hooks.ts';
import { readingMs, readingSpan } from '../../stores/now.ts';
import { type CacheStudy, openedCacheStore } from '../../stores/opened-cache.ts';
import { player } from '../../stores/run.ts';
import { useRun } from '../../stores/run-hooks.ts';

export function Sums() {
  const { t } = useTranslation();
  const study = useStore(openedCacheStore, (state) => state.study);
  const hasFailed = useStore(openedCacheStore, ({ failures }) => failures.study !== undefined);
  const cursorNs = useRun((state) => state.cursorNs);
  // Whether it runs, and what the charts show, decides as well what is read.
  useRun((state) => state.version);
  const recorded = useRecorded(cursorNs);
  if (!study) {
    return (
      <div className="sums num">
        <Title cursorNs={cursorNs} />
        {recorded ? <Rates {...recorded} evictions={null} /> : null}
        {hasFailed ? null : <p className="sums-wait">{t('openedCache.studying')}</p>}
      </div>
    );
  }
  const span = slicesAt(study, cursorNs);
  const { hits, misses, evictions } = study.measured;
  const sums = { hits: span.sum(hits), misses: span.sum(misses), evictions: span.sum(evictions) };
  const lookUps = sums.hits + sums.misses;
  const lists = study.byList.map(({ name, hits: found }) => ({ name, hits: span.sum(found) }));
  return (
    <div className="sums num">
      <Title cursorNs={cursorNs} />
      <Rates
        hits={sums.hits / span.seconds}
        misses={sums.misses / span.seconds}
        evictions={sums.evictions / span.seconds}
      />
      <dl>
        {lists.map((list) => (
          <ListShare
            key={list.name}
            name={t('openedCache.foundIn', { list: t(`openedCache.lists.${list.name}`) })}
            share={lookUps > 0 ? list.hits / lookUps : Number.NaN}
          />
        ))}
      </dl>
    </div>
  );
}

/** With the stretch that the figures are of: the curve and the table beside them have others. */
function Title({ cursorNs }: { readonly cursorNs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const recording = player.recording();
  const ms = recording ? readingMs(recording, cursorNs) : 0;
  return (
    <h3>
      {t('openedCache.around')}{' '}
      {ms > 0 ? <small>{t('charts.step', { time: format.duration(ms) })}</small> : null}
    </h3>
  );
}

/** Each a second. `evictions` null: not known yet. */
function Rates({
  hits,
  misses,
  evictions,
}: {
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl>
      <dt>{t('openedCache.hitRatio')}</dt>
      <dd className="is-big">{hits + misses > 0 ? format.ratio(hits / (hits + misses)) : '–'}</dd>
      <dt>{t('openedCache.hitsPerSec')}</dt>
      <dd>{format.rate(hits)}</dd>
      <dt>{t('openedCache.missesPerSec')}</dt>
      <dd>{format.rate(misses)}</dd>
      <dt>{t('openedCache.evictionsPerSec')}</dt>
      <dd>{evictions === null ? '–' : format.rate(evictions)}</dd>
    </dl>
  );
}

/** What the recording has while the study is to come: of all stores of the node together, so only where there is one. */
function useRecorded(cursorNs: number): { readonly hits: number; readonly misses: number } | null {
  const id = useStore(openedCacheStore, (state) => state.node);
  const recording = player.recording();
  const node = recording?.nodeIndex(id);
  const isCache = useDocument(({ scenario }) =>
    scenario.nodes.some((each) => each.id === id && each.kind === 'cache'),
  );
  if (!recording || node === undefined || !isCache) return null;
  const span = readingSpan(recording, cursorNs);
  return {
    hits: recording.nodeRate(node, 'gauge0', span),
    misses: recording.nodeRate(node, 'gauge1', span),
  };
}

function ListShare({ name, share }: { readonly name: string; readonly share: number }) {
  const format = useFormat();
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span
          className="share-bar"
          style={{ width: `${Number.isFinite(share) ? share * 48 : 0}px` }}
          aria-hidden
        />
        {format.ratio(share)}
      </dd>
    </>
  );
}

/** The slices that its card reads at the cursor. */
function slicesAt({ measured }: CacheStudy, cursorNs: number) {
  const recording = player.recording();
  const sliceNs = recording?.shape.sliceNs ?? 1;
  const { first, end } = recording
    ? recording.slicesIn(readingSpan(recording, cursorNs))
    : { first: 0, end: 1 };
  const last = Math.min(measured.hits.length, end);
  return {
    seconds: ((last - first) * sliceNs) / 1e9,
    sum(values: Float64Array) {
      let total = 0;
      for (let slice = first; slice < last; slice++) total += values[slice]!;
      return total;
    },
  };
}
