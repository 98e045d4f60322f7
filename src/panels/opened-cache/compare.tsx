/** Another policy, or another capacity, on the same accesses: what is left of the run in figures, side by side. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { evictionPolicies } from '../../scenario/editing.ts';
import { useMostHeld } from '../../stores/all-held-hooks.ts';
import {
  type CacheStudy,
  type Comparison,
  compareWith,
  lookAgain,
  openedCacheStore,
  type PolicyName,
  type Tally,
} from '../../stores/opened-cache.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { readNumber, writeNumber } from '../inspector/quantities.ts';
import { LookFailed } from '../look-failed.tsx';
import { type CacheNode, policyLabel } from './cache-node.ts';

/** One that keeps nothing compares with nothing. */
const policies: readonly PolicyName[] = evictionPolicies.filter((policy) => policy !== 'none');
const NOBODY = '';
const CAPACITY_MAX = 1_000_000;

export function Compare({ node }: { readonly node: CacheNode }) {
  const { t } = useTranslation();
  const study = useStore(openedCacheStore, (state) => state.study);
  const failure = useStore(openedCacheStore, (state) => state.failures.compare);
  return (
    <section className="compare" aria-label={t('openedCache.compare')}>
      <Choice node={node} />
      {failure === undefined ? null : <LookFailed message={failure} onAgain={lookAgain} />}
      {study ? <Figures node={node} study={study} /> : null}
      {study ? <NeverAsked node={node} study={study} /> : null}
      {study ? <Assumptions study={study} /> : null}
    </section>
  );
}

function Choice({ node }: { readonly node: CacheNode }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const other = useStore(openedCacheStore, (state) => state.other);
  const [refusal, setRefusal] = useState<string | null>(null);
  const capacityKeys = other?.capacityKeys ?? node.params.capacityKeys;

  function choose(value: string) {
    const policy = policies.find((each) => each === value);
    compareWith(policy ? { policy, capacityKeys } : null);
  }
  function resize(text: string): string | null {
    const keys = readNumber(text);
    if (keys === null || !Number.isInteger(keys) || keys < 1 || keys > CAPACITY_MAX) {
      return t('openedCache.capacityRefused', { most: CAPACITY_MAX });
    }
    compareWith({ policy: other?.policy ?? node.params.policy, capacityKeys: keys });
    return null;
  }
  return (
    <div className="compare-choice">
      <h3>{t('openedCache.compare')}</h3>
      <SelectField
        label={t('openedCache.otherPolicy')}
        value={other?.policy ?? NOBODY}
        options={[
          { value: NOBODY, label: t('openedCache.noOther') },
          ...policies.map((policy) => ({ value: policy, label: policyLabel(policy, language) })),
        ]}
        onChange={choose}
      />
      <TextField
        label={t('openedCache.otherCapacity')}
        text={writeNumber(capacityKeys)}
        unit={t('openedCache.keysUnit')}
        isNumeric
        describedBy="compare-refusal"
        onCommit={resize}
        onRefusal={setRefusal}
      />
      <p id="compare-refusal" className="compare-refusal" role="alert">
        {refusal}
      </p>
    </div>
  );
}

/** Why another policy changes nothing: the store on screen never had to choose. */
function NeverAsked({ node, study }: { readonly node: CacheNode; readonly study: CacheStudy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const room = study.rules.capacityKeys;
  const most = useMostHeld({ id: node.id, capacityKeys: room });
  const isAsked = study.measured.evictions.some((count) => count > 0);
  if (isAsked || node.params.policy === 'none') return null;
  return (
    <p className="compare-never num">
      {most === null
        ? t('openedCache.neverAsked')
        : t('openedCache.allHeld', { most: format.count(most), room: format.count(room) })}
    </p>
  );
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly keys: number;
  readonly tally: Tally | null;
  readonly ratio: number;
  readonly isMain?: boolean;
}

function Figures({ node, study }: { readonly node: CacheNode; readonly study: CacheStudy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const comparison = useStore(openedCacheStore, (state) => state.comparison);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const durationNs = useRun((state) => state.durationNs);
  const own = policyLabel(node.params.policy, format.language);
  const rows = [...ownRows(study, own, t), ...otherRows(study, comparison, t, format.language)];
  return (
    <table className="compare-figures num">
      <caption>
        {t(warmupNs > 0 ? 'openedCache.figures' : 'openedCache.figuresWhole', {
          from: format.duration(warmupNs / 1e6),
          to: format.duration(durationNs / 1e6),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('openedCache.colPolicy')}</th>
          <th scope="col">{t('openedCache.colKeys')}</th>
          <th scope="col">{t('openedCache.hitRatio')}</th>
          <th scope="col">{t('openedCache.colMisses')}</th>
          <th scope="col">{t('openedCache.colEvictions')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={row.isMain ? 'is-main' : ''} data-row={row.key}>
            <th scope="row">{row.name}</th>
            <td>{format.number(row.keys)}</td>
            <td>{Number.isNaN(row.ratio) ? '–' : format.ratio(row.ratio)}</td>
            <td>{row.tally ? format.count(row.tally.misses) : '–'}</td>
            <td>
              {row.tally && !row.key.endsWith('best') ? format.count(row.tally.evictions) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function ownRows(study: CacheStudy, own: string, t: Translate): Row[] {
  const keys = study.rules.capacityKeys;
  return [
    {
      key: 'measured',
      name: t('openedCache.rowMeasured', { policy: own }),
      keys,
      tally: study.measured.counted,
      ratio: ratioOf(study.measured.counted),
      isMain: true,
    },
    {
      key: 'best',
      name: t('openedCache.curveBest'),
      keys,
      tally: study.best.counted,
      ratio: ratioOf(study.best.counted),
    },
    {
      key: 'predicted',
      name: t('openedCache.curvePredicted'),
      keys,
      tally: null,
      ratio: study.predicted,
    },
  ];
}

function otherRows(
  study: CacheStudy,
  comparison: Comparison | null,
  t: Translate,
  language: 'en' | 'ko',
): Row[] {
  if (!comparison) return [];
  const { capacityKeys: keys, curve, best, predicted } = comparison;
  const policy = policyLabel(comparison.policy, language);
  const isOtherSize = keys !== study.rules.capacityKeys;
  return [
    {
      key: 'other',
      name: t('openedCache.rowOther', { policy }),
      keys,
      tally: curve.counted,
      ratio: ratioOf(curve.counted),
      isMain: true,
    },
    ...(isOtherSize
      ? [
          {
            key: 'other-best',
            name: t('openedCache.curveBest'),
            keys,
            tally: best,
            ratio: ratioOf(best),
          },
        ]
      : []),
    ...(predicted !== null && (isOtherSize || comparison.policy !== 'lru')
      ? [
          {
            key: 'other-predicted',
            name: t('openedCache.rowPredicted', { policy }),
            keys,
            tally: null,
            ratio: predicted,
          },
        ]
      : []),
  ];
}

function ratioOf({ hits, misses }: Tally): number {
  return hits + misses > 0 ? hits / (hits + misses) : Number.NaN;
}

/** What the comparison takes for granted, and where theory is not to be trusted. */
function Assumptions({ study }: { readonly study: CacheStudy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const ttlMs = study.rules.ttlNs / 1e6;
  return (
    <ul className="compare-assumptions">
      <li>{t('openedCache.assumeSame', { count: study.lookUps })}</li>
      <li>{t('openedCache.assumeFills')}</li>
      {study.expired > 0 ? (
        <li>{t('openedCache.assumeExpiry', { ttl: format.duration(ttlMs) })}</li>
      ) : null}
      {study.buffered > 0 ? (
        <li>{t('openedCache.assumeBuffered', { count: study.buffered })}</li>
      ) : null}
      {warmupNs > 0 ? (
        <li>{t('openedCache.assumeWarmup', { time: format.duration(warmupNs / 1e6) })}</li>
      ) : null}
      {study.cutAtNs === null ? null : (
        <li>
          {t('openedCache.assumeCut', {
            count: study.lookUps,
            time: format.time(study.cutAtNs / 1e6),
          })}
        </li>
      )}
      <li>{t('openedCache.assumePrediction')}</li>
      {study.doubts.map((doubt) => (
        <li key={doubt} className="is-doubt">
          {t(`openedCache.doubts.${doubt}`)}
        </li>
      ))}
    </ul>
  );
}
