/** Why it is slow: the bottleneck and its relief, failures by cause, where the time of requests goes, and theory. */
import { causeHelp, causeName } from '../i18n/dictionary.ts';
import type { Format } from '../i18n/format.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { FailureCause } from '../stores/failure-causes.ts';
import { useDocument } from '../stores/hooks.ts';
import type { ShortPool } from '../stores/pool-loads.ts';
import { useChartWindow } from '../stores/run-hooks.ts';
import { type Bottleneck, type FullFor, type Relief, TARGET_RATIO } from '../stores/why.ts';
import { LookBoundary, LookFailed } from './look-failed.tsx';
import { goTo, selectDrawn } from './select-drawn.ts';
import './figure-table.css';
import './why.css';
import { useWhy, type WhyNow } from './why-hooks.ts';
import { LoadTable, TheoryTable } from './why-load.tsx';
import { SplitBars } from './why-split.tsx';

/** More of them nobody reads: the charts show all. */
const FULL_SHOWN = 5;

export function Why() {
  return (
    <LookBoundary>
      <WhyReport />
    </LookBoundary>
  );
}

function WhyReport() {
  const { t } = useTranslation();
  const format = useFormat();
  const { fromNs, toNs } = useChartWindow();
  const now = useWhy();
  const drawn = useDocument((state) => state.scenario.nodes);
  if (now instanceof Error) return <LookFailed message={now.message} />;
  if (typeof now === 'string') return <p className="results-none">{t(`why.body.${now}`)}</p>;
  const nameOf = namesOf(now, drawn);
  const { bottleneck, fullFor, aside, failures, loads, splits } = now.why;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className="why scroll num" aria-label={t('why.body.label')} tabIndex={0}>
      <p className="why-window">
        {t('why.body.window', {
          from: format.time(fromNs / 1e6),
          to: format.time(toNs / 1e6),
        })}
      </p>
      <section>
        <h3>{t('why.body.bottleneck')}</h3>
        {bottleneck === null ? (
          <p>{t('why.body.noSlots')}</p>
        ) : (
          <BottleneckReport bottleneck={bottleneck} fullFor={fullFor} nameOf={nameOf} />
        )}
      </section>
      {aside === null ? null : (
        <section>
          <h3>{t('why.body.behindQueue')}</h3>
          <BottleneckReport bottleneck={aside} nameOf={nameOf} />
        </section>
      )}
      <section>
        <h3>{t('why.body.failures')}</h3>
        {failures.length === 0 ? <p>{t('why.body.noFailures')}</p> : null}
        <FailureList failures={failures} nameOf={nameOf} />
      </section>
      <SplitBars splits={splits} nameAt={(node) => nameOf(idAt(now, node))} />
      <LoadTable loads={loads} nameOf={nameOf} />
      <TheoryTable loads={loads} nameOf={nameOf} />
    </section>
  );
}

/** What people call a node. */
export type NameOf = (id: string) => string;

/** As the drawing has it now; who is gone from it keeps the name of the run. */
function namesOf({ scenario }: WhyNow, drawn: Scenario['nodes']): NameOf {
  const names = new Map([...scenario.nodes, ...drawn].map(({ id, label }) => [id, label || id]));
  return (id) => names.get(id) ?? id;
}

const idAt = ({ recording }: WhyNow, node: number) => recording.shape.nodeIds[node] ?? '';

function BottleneckReport({
  bottleneck,
  fullFor = [],
  nameOf,
}: {
  readonly bottleneck: Bottleneck;
  readonly fullFor?: readonly FullFor[];
  readonly nameOf: NameOf;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, why, pool, load, isAside, reliefs } = bottleneck;
  const tone = why === 'most' ? '' : 'is-bad';
  const wasFull = why === 'most' && fullFor.length > 0;
  const most = isAside ? 'asideMost' : wasFull ? 'mostButFull' : 'most';
  return (
    <>
      <button type="button" className={`why-bottleneck ${tone}`} onClick={() => selectDrawn(id)}>
        {pool
          ? t(pool.whileFull ? 'why.body.connectionsFor' : 'why.body.connections', {
              ...poolValues(pool, nameOf, format),
              ratio: format.ratio(pool.utilization),
            })
          : t(`why.body.${why === 'most' ? most : why}`, {
              node: nameOf(id),
              ratio: format.ratio(load?.utilization ?? 0),
            })}
      </button>
      {wasFull ? (
        <ul className="why-reliefs">
          {fullFor.slice(0, FULL_SHOWN).map(({ id, target, fromNs, toNs }) => (
            <li key={`${id} ${target} ${fromNs}`}>
              <button type="button" className="why-link" onClick={() => goTo(fromNs, id)}>
                {t(target === undefined ? 'why.body.full' : 'why.body.fullPool', {
                  node: nameOf(id),
                  target: nameOf(target ?? ''),
                  from: format.shortTime(fromNs / 1e6),
                  to: format.shortTime(toNs / 1e6),
                })}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {isAside ? <p>{t('why.body.aside')}</p> : null}
      {pool ? (
        <p>
          {t('why.body.saturatesPool', {
            asked: format.rate(pool.askedPerSec),
            most: format.rate((1000 * pool.connections) / pool.heldMs),
            heldMs: pool.heldMs,
            waiting: pool.waiting,
          })}
        </p>
      ) : load === null ? null : (
        <>
          <p>
            {t('why.body.saturates', {
              arrived: format.rate(load.arrivedPerSec),
              most: format.rate(load.mostPerSec),
              heldMs: load.heldMs,
            })}
          </p>
          <button type="button" className="why-link" onClick={() => goTo(load.peak.atNs, id)}>
            {t('why.body.peak', {
              time: format.shortTime(load.peak.atNs / 1e6),
              ratio: format.ratio(load.peak.utilization),
            })}
          </button>
        </>
      )}
      {reliefs.length === 0 ? null : (
        <>
          <h4>{t('why.body.relief')}</h4>
          <ul className="why-reliefs">
            {reliefs.map((relief) => (
              <li key={reliefKey(relief)}>
                <ReliefText relief={relief} nameOf={nameOf} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const reliefKey = (relief: Relief) =>
  `${relief.how} ${'id' in relief ? relief.id : 'pool' in relief ? relief.pool.pool : ''}`;

/** What the sentences about a pool name. */
function poolValues(pool: ShortPool, nameOf: NameOf, format: Format) {
  const { fromNs, toNs } = pool.whileFull ?? { fromNs: 0, toNs: 0 };
  return {
    node: nameOf(pool.caller),
    target: nameOf(pool.target),
    heldMs: pool.heldMs,
    start: format.shortTime(fromNs / 1e6),
    end: format.shortTime(toNs / 1e6),
  };
}

function ReliefText({ relief, nameOf }: { readonly relief: Relief; readonly nameOf: NameOf }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (relief.how) {
    case 'slots':
    case 'cores':
    case 'instances': {
      const { how, from, to, ratio } = relief;
      return t(`why.body.${how}`, { from, to, ratio: format.ratio(ratio) });
    }
    case 'connections': {
      const { pool, from, to, ratio, wantedPerSec } = relief;
      return t('why.body.moreConnections', {
        ...poolValues(pool, nameOf, format),
        from,
        to,
        ratio: format.ratio(ratio),
        wanted: format.rate(wantedPerSec),
      });
    }
    case 'retries': {
      const { share, by, oncePerSec, ratio, isCure } = relief;
      return t(isCure ? 'why.body.retries' : 'why.body.retriesToo', {
        share: format.ratio(share),
        names: format.list(by.map(nameOf)),
        once: format.rate(oncePerSec),
        ratio: format.ratio(ratio),
      });
    }
    case 'cache':
      return t('why.body.cache', {
        node: nameOf(relief.id),
        from: format.ratio(relief.fromRatio),
        to: format.ratio(relief.toRatio),
        ratio: format.ratio(TARGET_RATIO),
      });
    case 'callee': {
      const { id, heldMs, waitsMs } = relief;
      return t('why.body.callee', { node: nameOf(id), heldMs, waitsMs });
    }
  }
}

function FailureList({
  failures,
  nameOf,
}: {
  readonly failures: readonly FailureCause[];
  readonly nameOf: NameOf;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = failures.reduce((sum, { count }) => sum + count, 0);
  return (
    <ul className="why-failures">
      {failures.map(({ cause, count, clients, firstNs, firstId }) => {
        const name = causeName(format.language, cause);
        const time = format.shortTime(firstNs / 1e6);
        const node = firstId === null ? null : nameOf(firstId);
        const parts = clients?.map(
          (client) => `${nameOf(client.id)} ${format.count(client.count)}`,
        );
        const label =
          node === null
            ? t('why.body.goToMoment', { cause: name, time })
            : t('why.body.goTo', { cause: name, node, time });
        return (
          <li key={cause}>
            <button
              type="button"
              aria-label={[`${name}: ${format.count(count)}`, ...(parts ?? []), label].join('. ')}
              title={causeHelp(format.language, cause)}
              onClick={() => goTo(firstNs, firstId)}
            >
              <span className="why-share" style={{ width: `${(100 * count) / all}%` }} />
              <span>
                {name}
                {parts ? <small>{t('why.body.byClient', { list: parts.join(', ') })}</small> : null}
                <small>
                  {node === null
                    ? t('why.body.firstAt', { time })
                    : t('why.body.firstWhere', { node, time })}
                </small>
              </span>
              <b>{format.count(count)}</b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
