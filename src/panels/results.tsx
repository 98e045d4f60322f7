/** What the finished run amounts to: requests, latency, objectives, every component. */
import { useEffect } from 'react';
import { causeHelp, causeName } from '../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { BY_HAND, readStopReason } from '../scenario/stop-reasons.ts';
import type { Summary } from '../sim/summary.ts';
import { watchState } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { LookFailed } from './look-failed.tsx';
import { orDash } from './or-dash.ts';
import './figure-table.css';
import './results.css';
import { NodeTable } from './results-nodes.tsx';

export function Results() {
  const { t } = useTranslation();
  const summary = useRun((state) => state.summary);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const format = useFormat();
  if (!summary) return <p className="results-none">{t('results.body.running')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className="results scroll num" aria-label={t('results.title')} tabIndex={0}>
      <Counted warmupNs={warmupNs} />
      <Stopped summary={summary} />
      <Objectives summary={summary} />
      <div className="results-pair">
        <Requests summary={summary} />
        <Latency summary={summary} />
      </div>
      <Failures summary={summary} />
      <NodeTable summary={summary} />
      <footer>
        <Fact name={t('results.body.seed')} value={<span className="mono">{summary.seed}</span>} />
        <Fact
          name={t('results.body.runHash')}
          value={<span className="mono">{spaced(summary.runHash)}</span>}
        />
        <StateFact />
        <Fact name={t('results.body.events')} value={format.count(summary.events)} />
      </footer>
    </section>
  );
}

/** The story and the charts show the warm-up, these figures leave it out: said where they would be compared. */
function Counted({ warmupNs }: { readonly warmupNs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (warmupNs === 0) return null;
  return (
    <p className="results-counted" title={t('results.body.afterWarmupHelp')}>
      <span className="warmup-swatch" aria-hidden />
      {t('results.body.afterWarmup', { duration: format.duration(warmupNs / 1e6) })}
    </p>
  );
}

function Stopped({ summary: { stopped, simulatedMs } }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (stopped === undefined) return null;
  const reason = readStopReason(stopped);
  const duration = format.duration(simulatedMs);
  const told =
    stopped === BY_HAND
      ? t('results.body.stoppedByHand', { duration })
      : reason === null
        ? t('results.body.stopped', { reason: stopped })
        : reason.atMs === null
          ? t('results.body.stoppedAfter', { events: reason.events })
          : t('results.body.stoodStill', { events: reason.events, atMs: reason.atMs });
  return <p className="results-stopped">{told}</p>;
}

/** The whole simulated state at the cursor as one number: the same again whenever the cursor comes back. */
function StateFact() {
  const { t } = useTranslation();
  const playing = useRun(({ playing }) => playing);
  const state = useRun(({ state, cursorNs }) => (state?.atNs === cursorNs ? state : null));
  const hash = state?.hash ?? null;
  useEffect(watchState, []);
  const digits = hash === null || playing ? '…' : hash.toString(16).padStart(8, '0');
  if (state?.failure !== undefined) return <LookFailed message={state.failure} />;
  return (
    <Fact
      name={<span title={t('results.body.stateHelp')}>{t('results.body.state')}</span>}
      value={<span className="mono">{spaced(digits)}</span>}
    />
  );
}

function Objectives({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h3>{t('results.body.objectives')}</h3>
      {summary.objectives.length === 0 ? <p>{t('results.body.noObjectives')}</p> : null}
      <ul className="objectives">
        {summary.objectives.map(({ objective, value, met }) => (
          <li key={objective} className={met ? 'is-met' : 'is-missed'}>
            <span className="verdict">{t(met ? 'results.met' : 'results.missed')}</span>
            <code className="mono">{objective}</code>
            <span className="measured">
              {value === null ? t('results.notMeasured') : format.number(value)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Requests({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { arrived, succeeded, failed, inFlight } = summary.requests;
  return (
    <section>
      <h3>{t('results.body.requests')}</h3>
      <Fact name={t('results.body.arrived')} value={format.count(arrived)} />
      <Fact name={t('results.body.succeeded')} value={format.count(succeeded)} />
      <Fact name={t('results.body.failed')} value={format.count(failed)} isBad={failed > 0} />
      <Fact name={t('results.body.inFlight')} value={format.count(inFlight)} />
      <Fact name={t('results.body.errorRatio')} value={orDash(summary.errorRatio, format.ratio)} />
      <Fact
        name={t('results.body.throughput')}
        value={orDash(summary.throughputPerSec, format.rate)}
      />
    </section>
  );
}

function Latency({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mean, p50, p90, p95, p99, p999, max } = summary.latencyMs;
  const percentile = (p: string) => t('charts.percentile', { p });
  const rows = [
    [t('results.body.mean'), mean],
    [percentile('50'), p50],
    [percentile('90'), p90],
    [percentile('95'), p95],
    [percentile('99'), p99],
    [percentile('99.9'), p999],
    [t('results.body.max'), max],
  ] as const;
  return (
    <section title={t('results.body.latencyHelp')}>
      <h3>{t('results.body.latency')}</h3>
      {rows.map(([name, ms]) => (
        <Fact key={name} name={name} value={orDash(ms, format.duration)} />
      ))}
    </section>
  );
}

function Failures({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { failed, failedBy } = summary.requests;
  const causes = Object.entries(failedBy)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  if (failed === 0) return null;
  return (
    <section>
      <h3>{t('results.body.failedBy')}</h3>
      <ul className="failures">
        {causes.map(([cause, count]) => (
          <li key={cause} title={causeHelp(format.language, cause)}>
            <span>{causeName(format.language, cause)}</span>
            <span className="failure-bar" style={{ width: `${(count / failed) * 100}%` }} />
            <span>{format.count(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({
  name,
  value,
  isBad = false,
}: {
  readonly name: React.ReactNode;
  readonly value: React.ReactNode;
  readonly isBad?: boolean;
}) {
  return (
    <div className={`fact ${isBad ? 'is-bad' : ''}`}>
      <span>{name}</span>
      <span>{value}</span>
    </div>
  );
}

/** In fours, to be compared by eye. */
function spaced(hash: string): string {
  return hash.replace(/(.{4})(?=.)/g, '$1 ');
}
