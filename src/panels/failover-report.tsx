/** A failover as one account above the story: for how long writes failed, on what that time went, and what was lost. */
import type { CSSProperties } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { selectDrawn } from './select-drawn.ts';
import './failover-report.css';
import { type Failover, failoverAt } from './failovers.ts';
import { useTell } from './sentences.ts';

export function FailoverReport({ all }: { readonly all: readonly Failover[] }) {
  const shown = useRun(({ cursorNs }) => failoverAt(all, cursorNs));
  return shown ? <Report failover={shown} /> : null;
}

function Report({ failover }: { readonly failover: Failover }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tell = useTell();
  const { began, stages, endNs, refused, lost } = failover;
  const toNs = stages.at(-1)!.toNs;
  const time = format.duration((toNs - began.atNs) / 1e6);
  return (
    <section className="failover num" aria-label={t('failover.label')}>
      <h3>{t(endNs === null ? 'failover.open' : 'failover.title', { time })}</h3>
      <p className="failover-why">
        {tell(began).lead} <Moment atNs={began.atNs} node={began.node} />
      </p>
      <ol className="failover-stages">
        {stages.map((stage) => {
          const tookMs = (stage.toNs - stage.fromNs) / 1e6;
          const style = { '--share': Math.max(1, tookMs) } as CSSProperties;
          return (
            <li key={stage.name} className={stage.name} style={style}>
              <button
                type="button"
                title={t(`failover.help.${stage.name}`)}
                onClick={() => player.seek(stage.toNs)}
              >
                <span>{t(`failover.stage.${stage.name}`)}</span>
                <b>{format.duration(tookMs)}</b>
              </button>
            </li>
          );
        })}
      </ol>
      <p className="failover-cost">
        {t('failover.refused', { count: refused })} {t('failover.lost', { count: lost })}
      </p>
      <LostWrites failover={failover} />
    </section>
  );
}

function LostWrites({ failover }: { readonly failover: Failover }) {
  const { t } = useTranslation();
  const { lostWrites, lost, began } = failover;
  if (lostWrites.length === 0) return null;
  return (
    <details className="failover-lost">
      <summary>{t('failover.which', { count: lost })}</summary>
      <p>{t('failover.lostHelp')}</p>
      <ul>
        {lostWrites.map(({ key, atNs }) => (
          <li key={`${key} ${atNs}`}>
            {t('failover.key', { key: String(key) })} <Moment atNs={atNs} node={began.node} />
          </li>
        ))}
      </ul>
      {lost > lostWrites.length ? (
        <p>{t('timeBar.marksMore', { count: lost - lostWrites.length })}</p>
      ) : null}
    </details>
  );
}

/** A moment that can be gone to. */
function Moment({ atNs, node }: { readonly atNs: number; readonly node: number }) {
  const format = useFormat();
  const id = useRun(({ shape }) => shape?.nodeIds[node]);
  return (
    <button
      type="button"
      className="moment mono"
      onClick={() => {
        player.seek(atNs);
        selectDrawn(id);
      }}
    >
      {format.shortTime(atNs / 1e6)}
    </button>
  );
}
