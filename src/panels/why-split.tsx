/** Where the time of the median and of the p99 request goes, node by node. */
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { type Split, type SplitPart, splitParts, type TooFew } from '../stores/request-split.ts';

/** A smaller part of a request than this is not a row of its own. */
const ROW_RATIO_MIN = 0.002;

interface Named {
  readonly nameAt: (node: number) => string;
}

export function SplitBars({
  splits,
  nameAt,
}: Named & { readonly splits: readonly (Split | TooFew)[] }) {
  const { t } = useTranslation();
  return (
    <section className="why-splits">
      <h3>{t('why.body.split')}</h3>
      <p className="why-legend">
        {splitParts.map((part) => (
          <span key={part}>
            <i className={`why-part is-${part}`} aria-hidden />
            {t(`why.body.${part}`)}
          </span>
        ))}
      </p>
      {splits.map((split) => (
        <OneSplit key={split.quantile} split={split} nameAt={nameAt} />
      ))}
    </section>
  );
}

function OneSplit({ split, nameAt }: Named & { readonly split: Split | TooFew }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title =
    split.quantile === 0.5
      ? t('why.body.median')
      : t('why.body.percentile', { p: format.number(100 * split.quantile) });
  if (!('rows' in split)) {
    const { sampled, needed } = split;
    return (
      <>
        <h4>{title}</h4>
        <p>{t('why.body.tooFew', { sampled, needed })}</p>
      </>
    );
  }
  const { rows, latencyMs, requests, fastestMs, slowestMs } = split;
  const shown = rows.filter(({ totalMs }) => totalMs >= ROW_RATIO_MIN * latencyMs);
  return (
    <>
      <h4>
        {title} <b>{format.duration(latencyMs)}</b>
      </h4>
      <ul className="why-rows" aria-label={title}>
        {shown.map(({ node, partMs, totalMs }) => (
          <li key={node}>
            <span className="why-row-name">{nameAt(node)}</span>
            <span className="why-bar" aria-hidden>
              {splitParts.map((part) => (
                <i
                  key={part}
                  className={`why-part is-${part}`}
                  style={{ width: `${(100 * partMs[part]) / latencyMs}%` }}
                />
              ))}
            </span>
            <b>{format.duration(totalMs)}</b>
            <small>
              <Parts partMs={partMs} totalMs={totalMs} />
            </small>
          </li>
        ))}
      </ul>
      <p>{t('why.body.band', { count: requests, fastestMs, slowestMs })}</p>
    </>
  );
}

/** The parts in words: what is less than a hundredth of its row is left out. */
function Parts({
  partMs,
  totalMs,
}: {
  readonly partMs: Readonly<Record<SplitPart, number>>;
  readonly totalMs: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return splitParts
    .filter((part) => partMs[part] >= totalMs / 100)
    .map((part) => `${t(`why.body.${part}`)} ${format.duration(partMs[part])}`)
    .join(' · ');
}
