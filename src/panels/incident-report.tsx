/**
 * What went wrong last, as a headline above the story, and on demand as one account: of a failover when nobody took
 * writes and on what that time went, which writes failed because no primary took them and which elsewhere, and what was lost;
 * of anything else how many requests failed since.
 */
import { type CSSProperties, useMemo } from 'react';
import { useStore } from 'zustand';
import { causeName } from '../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { nameOf } from '../stores/document.ts';
import { failedBetween } from '../stores/failed-between.ts';
import type { Recording } from '../stores/recording.ts';
import { reportStore, toggleReport } from '../stores/report.ts';
import { type Look, useEvents, useLook, useRun } from '../stores/run-hooks.ts';
import {
  type FailureGroup,
  type Failures,
  type WriteAccount,
  writeAccount,
} from '../stores/write-account.ts';
import {
  besidesOf,
  costOf,
  failoverTitle,
  gapWords,
  nextOf,
  whatHappened,
} from './failover-words.ts';
import { type Failover, type LostWrites, standingIn } from './failovers.ts';
import { goTo } from './select-drawn.ts';
import './incident-report.css';
import { type Incident, incidentAt, incidents, ROUNDING_NS } from './incidents.ts';
import { type Tell, useTell } from './sentences.ts';
import { useSetOf } from './set-hooks.ts';

/** More than these would push the rest out of sight: they unfold. */
const LOST_SHOWN = 6;
/** Of a zone that fails as a whole, some members say it. */
const ALSO_SHOWN = 3;

export function IncidentReport() {
  const setOf = useSetOf();
  const look = useLook();
  const events = useEvents();
  const scenario = useRun((state) => state.scenario);
  const all = useMemo(() => incidents(events, setOf), [events, setOf]);
  const shown = useRun(({ cursorNs }) => incidentAt(all, cursorNs));
  if (!shown || !look || !scenario) return null;
  const of = { incident: shown, next: all[all.indexOf(shown) + 1], look, scenario };
  return shown.failover ? (
    <FailoverReport failover={shown.failover} {...of} />
  ) : (
    <PlainReport {...of} />
  );
}

interface ReportProps {
  readonly incident: Incident;
  /** Ends the account of this one. */
  readonly next: Incident | undefined;
  readonly look: Look;
  readonly scenario: Scenario;
}

/** The headline opens the account; closed, the story has the room. */
function Frame({
  of: { incident, next, look },
  title,
  brief,
  children,
}: {
  readonly of: ReportProps;
  readonly title: string;
  readonly brief: React.ReactNode;
  readonly children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const isOpen = useStore(reportStore, (state) => state.isOpen);
  const { also } = incident;
  const beganNs = incident.began.atNs;
  // The run is ahead of the cursor: what is still to come must not read as if it had been.
  const isToCome = useRun(({ cursorNs }) => cursorNs + ROUNDING_NS < beganNs);
  return (
    <section
      className={`incident num ${isOpen ? 'is-open scroll' : ''}`}
      aria-label={t('failover.label')}
    >
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={toggleReport}>
          <span>{title}</span>
          <span className="incident-toggle">{t(isOpen ? 'failover.less' : 'failover.more')}</span>
        </button>
      </h3>
      {isOpen ? (
        <>
          {also.length > 0 ? (
            <p>
              <Also events={also} />
            </p>
          ) : null}
          {children}
          {next ? (
            <p>
              <Next began={next.began} look={look} />
            </p>
          ) : null}
        </>
      ) : (
        <p>
          {isToCome ? (
            <b>{t('failover.toCome', { time: format.shortTime(beganNs / 1e6) })} </b>
          ) : null}
          {also.length > 0 ? (
            <>
              <Also events={also} />{' '}
            </>
          ) : null}
          {brief}
          {next ? (
            <>
              {' '}
              <Next began={next.began} look={look} />
            </>
          ) : null}
        </p>
      )}
    </section>
  );
}

/** Where this account ends because something else struck: what, and how many failed from there to the end of the run. */
function Next({ began, look }: { readonly began: TimelineEvent; readonly look: Look }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tell = useTell();
  const since = useMemo(() => {
    const { recording } = look;
    return failedBetween(recording, { fromNs: began.atNs, toNs: recording.doneNs }, []);
  }, [began, look]);
  return nextOf(leadOf(tell(began)), since, { t, format });
}

/** What is counted is theirs too. */
function Also({ events }: { readonly events: readonly TimelineEvent[] }) {
  const { t } = useTranslation();
  const tell = useTell();
  const shown = events.slice(0, ALSO_SHOWN).map((event) => leadOf(tell(event)));
  const more = events.length - shown.length;
  const what = shown.join(', ');
  return t('failover.also', {
    what: more > 0 ? t('failover.andMore', { what, count: more }) : what,
  });
}

/** As part of another sentence. */
const leadOf = ({ lead }: ReturnType<Tell>) => lead.replace(/\.$/, '');

function FailoverReport({ failover, ...of }: ReportProps & { readonly failover: Failover }) {
  const { incident, look, scenario } = of;
  const { t } = useTranslation();
  const format = useFormat();
  const account = useMemo(
    () => writeAccount(look.recording, gapOf(failover, look.recording, scenario)),
    [failover, look, scenario],
  );
  const named = (node: number) => nameAt(look.recording, node);
  const summary = useRun((state) => state.summary);
  const standing = standingIn(failover, summary, look.recording);
  const lost = failover.lost.reduce((sum, { count }) => sum + count, 0);
  const sentence = whatHappened(failover, { t, format, named });
  const since = useMemo(() => failedSince(incident, look, scenario), [incident, look, scenario]);
  const besides = besidesOf(since, account, { t, format });
  return (
    <Frame
      of={of}
      title={failoverTitle(failover, account, { t, format, named })}
      brief={
        <>
          {account.here.count > 0 ? `${gapWords(failover, { t, format, named })}. ` : null}
          {standing
            ? t('failover.standing', { count: standing.count, node: named(standing.node) })
            : null}
          {t('failover.lost', { count: lost })}
          {besides ? ` ${besides}` : null}
        </>
      }
    >
      <p>{sentence}</p>
      <Stages failover={failover} />
      <Failed account={account} named={named} />
      {besides ? <p>{besides}</p> : null}
      {failover.lost.map((writes) => (
        <Lost key={writes.side} writes={writes} named={named} />
      ))}
      {standing ? (
        <>
          {standing.writes.length > 0 ? <Lost writes={standing} named={named} /> : null}
          <p>
            {t('failover.standingText', {
              node: named(standing.node),
              next: failover.next === null ? '' : named(failover.next),
            })}
          </p>
        </>
      ) : null}
      {lost === 0 ? <p>{t('failover.lost', { count: 0 })}</p> : null}
    </Frame>
  );
}

function failedSince({ began, untilNs }: Incident, { recording }: Look, scenario: Scenario) {
  const toNs = Math.min(untilNs, recording.doneNs);
  return failedBetween(recording, { fromNs: began.atNs, toNs }, clientsOf(recording, scenario));
}

function clientsOf(recording: Recording, { nodes }: Scenario): number[] {
  return nodes.flatMap(({ id, kind }) =>
    kind === 'client' ? (recording.nodeIndex(id) ?? []) : [],
  );
}

function gapOf(failover: Failover, recording: Recording, scenario: Scenario) {
  const { gap, began, set, limitNs, stages } = failover;
  const last = stages.at(-1)!;
  const toNs = last.name === 'reroute' ? last.toNs : null;
  const clients = scenario.nodes.filter(({ kind }) => kind === 'client');
  const timeoutsMs = clients.map(({ params }) => ('timeoutMs' in params && params.timeoutMs) || 0);
  return {
    ...(gap ?? { fromNs: began.atNs, toNs }),
    set,
    limitNs,
    graceNs: 1e9 + 1e6 * Math.max(0, ...timeoutsMs),
    clients: new Set(clientsOf(recording, scenario)),
  };
}

function nameAt({ shape }: Recording, node: number): string {
  const id = shape.nodeIds[node];
  return id === undefined ? '' : nameOf(id) || id;
}

function Stages({ failover: { stages } }: { readonly failover: Failover }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className="failover-stages">
      {stages.map((stage) => {
        const tookMs = (stage.toNs - stage.fromNs) / 1e6;
        const style = { '--share': Math.max(1, tookMs) } as CSSProperties;
        return (
          <li key={stage.name} className={stage.name} style={style}>
            <button
              type="button"
              title={t(`failover.help.${stage.name}`)}
              onClick={() => goTo(stage.toNs)}
            >
              <span>{t(`failover.stage.${stage.name}`)}</span>
              <b>{format.duration(tookMs)}</b>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

type Named = (node: number) => string;

/** Whatever failed at the clients, and whose fault that was; or that none did. */
function Failed({ account, named }: { readonly account: WriteAccount; readonly named: Named }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { here, apart, unclear, isTried, isAnswered, unanswered } = account;
  const inAll = here.count + apart.count + unclear.count;
  const span = ({ count, firstNs, lastNs }: Failures) => ({
    count,
    from: format.shortTime(firstNs / 1e6),
    to: format.shortTime(lastNs / 1e6),
  });
  return (
    <>
      {here.count > 0 ? (
        <p>
          {t('failover.here', span(here))} <Groups groups={here.groups} named={named} />
        </p>
      ) : null}
      {apart.count > 0 ? (
        <p>
          {t(here.count > 0 ? 'failover.apartToo' : 'failover.apart', span(apart))}{' '}
          <Groups groups={apart.groups} named={named} />
        </p>
      ) : null}
      {unclear.count > 0 ? (
        <p>
          {t('failover.unclear', span(unclear))} <Groups groups={unclear.groups} named={named} />
        </p>
      ) : null}
      {inAll > 0 ? null : (
        <p>
          {!isTried
            ? t('failover.untriedText')
            : isAnswered
              ? t('failover.harmlessText')
              : t('failover.unansweredText', { count: unanswered })}
        </p>
      )}
    </>
  );
}

function Groups({
  groups,
  named,
}: {
  readonly groups: readonly FailureGroup[];
  readonly named: Named;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return groups.map(({ cause, node, count, because }) => (
    <span key={`${cause} ${node}`} className="incident-cause">
      {t(node < 0 ? 'failover.cause' : 'failover.causeAt', {
        many: format.count(count),
        cause: causeName(format.language, cause),
        node: named(node),
      })}
      {because ? <Because event={because} /> : null}
    </span>
  ));
}

function Because({ event }: { readonly event: TimelineEvent }) {
  const tell = useTell();
  return (
    <>
      {' '}
      ({leadOf(tell(event))} <Moment atNs={event.atNs} node={event.node} />)
    </>
  );
}

function Lost({ writes, named }: { readonly writes: LostWrites; readonly named: Named }) {
  const { t } = useTranslation();
  const { count, side, node } = writes;
  const shown = writes.writes.slice(0, LOST_SHOWN);
  const folded = writes.writes.slice(LOST_SHOWN);
  const item = ({ key, atNs }: LostWrites['writes'][number]) => (
    <li key={`${key} ${atNs}`}>
      {t('failover.key', { key: String(key) })} <Moment atNs={atNs} node={node} />
    </li>
  );
  return (
    <div className="failover-lost">
      <p title={t('failover.lostHelp')}>
        <b>{t(`failover.lostOf.${side}`, { count, node: named(node) })}</b>
      </p>
      <ul>{shown.map(item)}</ul>
      {folded.length > 0 ? (
        <details>
          <summary>{t('failover.which', { count: count - shown.length })}</summary>
          <ul>{folded.map(item)}</ul>
          {count > writes.writes.length ? (
            <p>{t('timeBar.marksMore', { count: count - writes.writes.length })}</p>
          ) : null}
        </details>
      ) : null}
    </div>
  );
}

function PlainReport(of: ReportProps) {
  const { incident, look, scenario } = of;
  const { t } = useTranslation();
  const format = useFormat();
  const tell = useTell();
  const since = useMemo(() => failedSince(incident, look, scenario), [incident, look, scenario]);
  const { lead, rest } = tell(incident.began);
  const named = (node: number) => nameAt(look.recording, node);
  const cost = costOf(since, { t, format, named });
  return (
    <Frame of={of} title={lead} brief={cost}>
      <p>
        {rest} <Moment atNs={incident.began.atNs} node={incident.began.node} />
      </p>
      <p>
        {cost}{' '}
        {since.causes.map(({ cause, count }) => (
          <span key={cause} className="incident-cause">
            {t('failover.cause', {
              many: format.count(count),
              cause: causeName(format.language, cause),
            })}
          </span>
        ))}
      </p>
    </Frame>
  );
}

/** A moment that can be gone to. */
function Moment({ atNs, node }: { readonly atNs: number; readonly node: number }) {
  const format = useFormat();
  const id = useRun(({ shape }) => shape?.nodeIds[node]);
  return (
    <button type="button" className="moment mono" onClick={() => goTo(atNs, id)}>
      {format.shortTime(atNs / 1e6)}
    </button>
  );
}
