/** What happens to the keys in sums: a second around the cursor, and by the list in which a key was found. */
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { type CacheStudy, openedCacheStore } from '../../stores/opened-cache.ts';
import { player } from '../../stores/run.ts';
import { useRun } from '../../stores/run-hooks.ts';

/** As long as the cards average over. */
const SPAN_NS = 0.5e9;

export function Sums() {
  const { t } = useTranslation();
  const format = useFormat();
  const study = useStore(openedCacheStore, (state) => state.study);
  const cursorNs = useRun((state) => state.cursorNs);
  if (!study) return <div className="sums is-waiting">{t('openedCache.studying')}</div>;
  const span = slicesAt(study, cursorNs);
  const { hits, misses, evictions } = study.measured;
  const sums = { hits: span.sum(hits), misses: span.sum(misses), evictions: span.sum(evictions) };
  const lookUps = sums.hits + sums.misses;
  const lists = study.byList.map(({ name, hits: found }) => ({ name, hits: span.sum(found) }));
  return (
    <div className="sums num">
      <h3>{t('openedCache.around')}</h3>
      <dl>
        <dt>{t('openedCache.hitRatio')}</dt>
        <dd className="is-big">{lookUps > 0 ? format.ratio(sums.hits / lookUps) : '–'}</dd>
        <dt>{t('openedCache.hitsPerSec')}</dt>
        <dd>{format.rate(sums.hits / span.seconds)}</dd>
        <dt>{t('openedCache.missesPerSec')}</dt>
        <dd>{format.rate(sums.misses / span.seconds)}</dd>
        <dt>{t('openedCache.evictionsPerSec')}</dt>
        <dd>{format.rate(sums.evictions / span.seconds)}</dd>
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

/** The slices of the half second before the cursor; at the very start, the first one. */
function slicesAt({ measured }: CacheStudy, cursorNs: number) {
  const sliceNs = player.recording()?.shape.sliceNs ?? 1;
  const count = Math.max(1, Math.round(SPAN_NS / sliceNs));
  const last = Math.min(measured.hits.length, Math.max(1, Math.ceil(cursorNs / sliceNs)));
  const first = Math.max(0, last - count);
  return {
    seconds: ((last - first) * sliceNs) / 1e9,
    sum(values: Float64Array) {
      let total = 0;
      for (let slice = first; slice < last; slice++) total += values[slice]!;
      return total;
    },
  };
}
