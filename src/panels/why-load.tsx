/** What every node with slots carries, and what theory says of it. */
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Theory } from '../stores/measured-theory.ts';
import type { NodeLoad } from '../stores/why.ts';

interface Loads {
  readonly loads: readonly NodeLoad[];
  readonly nameOf: (id: string) => string;
}

export function LoadTable({ loads, nameOf }: Loads) {
  const { t } = useTranslation();
  const format = useFormat();
  if (loads.length === 0) return null;
  return (
    <section>
      <h3>{t('why.body.nodes')}</h3>
      <table className="figure-table why-table">
        <thead>
          <tr>
            <th scope="col">{t('why.body.node')}</th>
            <th scope="col" title={t('why.body.rateHelp')}>
              {t('why.body.rate')}
            </th>
            <th scope="col" title={t('why.body.heldHelp')}>
              {t('why.body.held')}
            </th>
            <th scope="col">{t('why.body.utilization')}</th>
            <th scope="col" title={t('why.body.lineHelp')}>
              {t('why.body.line')}
            </th>
          </tr>
        </thead>
        <tbody>
          {loads.map(({ id, arrivedPerSec, heldMs, utilization, waiting }) => (
            <tr key={id}>
              <th scope="row">{nameOf(id)}</th>
              <td>{format.number(arrivedPerSec)}</td>
              <td>{heldMs > 0 ? format.duration(heldMs) : '–'}</td>
              <td>{format.ratio(utilization)}</td>
              <td>{format.number(Math.round(100 * waiting) / 100)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function TheoryTable({ loads, nameOf }: Loads) {
  const { t } = useTranslation();
  if (loads.length === 0) return null;
  return (
    <section>
      <h3>{t('why.body.theory')}</h3>
      <ul className="why-theory">
        {loads.map((load) => (
          <li key={load.id}>
            <b>{nameOf(load.id)}</b>
            {typeof load.theory === 'string' ? (
              <p>{t(`why.body.gaps.${load.theory}`)}</p>
            ) : (
              <Comparison load={load} theory={load.theory} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comparison({
  load,
  theory,
}: {
  readonly load: NodeLoad;
  readonly theory: Exclude<Theory, string>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { model, chanceRatio, differenceRatio } = theory;
  const rows = [
    [t('why.body.theoryMean'), theory.meanMs, load.meanMs],
    [t('why.body.theoryWait'), theory.waitMs, load.waitMs],
  ] as const;
  return (
    <>
      <table className="figure-table why-table">
        <thead>
          <tr>
            <th scope="col">{model}</th>
            <th scope="col">{t('why.body.expected')}</th>
            <th scope="col">{t('why.body.measured')}</th>
            <th scope="col">{t('why.body.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, expectedMs, measuredMs]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{format.duration(expectedMs)}</td>
              <td>{format.duration(measuredMs)}</td>
              <td>{signed(measuredMs / expectedMs - 1, format.ratio)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chanceRatio === null ? null : (
        <p>
          {t(Math.abs(differenceRatio) <= chanceRatio ? 'why.body.chance' : 'why.body.beyond', {
            ratio: format.ratio(chanceRatio),
          })}
        </p>
      )}
      {/^M\/G\/(?!1$)/.test(model) ? <p>{t('why.body.approximate')}</p> : null}
    </>
  );
}

/** With the sign that typography has; without figures where the theory expects nothing. */
function signed(ratio: number, write: (ratio: number) => string): string {
  if (!Number.isFinite(ratio)) return '–';
  return `${ratio < 0 ? '−' : '+'}${write(Math.abs(ratio))}`;
}
