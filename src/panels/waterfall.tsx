/**
 * One request, open: a line for each call made for it, with waiting apart from work and from the network, tries numbered,
 * copies marked; where its time went; and the reason, if it failed. It stands in the charts' place.
 */
import { ArrowLeft, SkipForward, X } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Journeys } from '../sim/journal.ts';
import { closeRequest, type OpenedFrom, requestsStore } from '../stores/requests.ts';
import { askJourney, type FailedLook, player, runStore } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import {
  type JobWaterfall,
  jobsOf,
  parts,
  type Waterfall,
  type WaterfallRow,
  waterfallOf,
} from '../stores/waterfall.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { HopDetails } from './hop-details.tsx';
import { LookBoundary, LookFailed } from './look-failed.tsx';
import { type RequestWords, useRequestWords } from './request-words.ts';
import { selectDrawn } from './select-drawn.ts';
import { Jobs } from './waterfall-jobs.tsx';
import { Axis, Rows, seek } from './waterfall-rows.tsx';
import './waterfall.css';

interface WaterfallProps {
  readonly request: number;
  /** On a phone it has the sheet to itself, and leads back to the lists. */
  readonly isAlone?: boolean;
}

export function RequestWaterfall(props: WaterfallProps) {
  const { t } = useTranslation();
  const label = t('requests.waterfall.label', { number: String(props.request) });
  const section = useRef<HTMLElement>(null);
  useOwnFocus(section, props.request);
  return (
    <section
      ref={section}
      tabIndex={-1}
      className={`waterfall ${props.isAlone ? 'is-alone' : ''}`}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        closeRequest();
      }}
    >
      <LookBoundary key={props.request}>
        <RequestJourney {...props} />
      </LookBoundary>
    </section>
  );
}

function RequestJourney({ request, isAlone = false }: WaterfallProps) {
  const words = useRequestWords();
  const { found, lookAgain } = useJourney(request);
  const failure = found && 'about' in found ? found.message : null;
  const journey = found && 'about' in found ? null : found;
  // Of the run on screen: `bufferedNs` is that of the next one, while it comes in.
  const doneNs = useRun(() => (journey ? (player.recording()?.doneNs ?? 0) : 0));
  const waterfall = useMemo(
    () => (journey ? waterfallOf(journey, doneNs) : null),
    [journey, doneNs],
  );
  const jobs = useMemo(() => (journey ? jobsOf(journey, doneNs) : []), [journey, doneNs]);
  if (!words) return null;
  const { t } = words;
  if (waterfall) {
    return (
      <Opened
        key={request}
        waterfall={waterfall}
        jobs={jobs}
        leftOut={journey?.leftOut ?? 0}
        words={words}
        isAlone={isAlone}
      />
    );
  }
  return (
    <header className="waterfall-head">
      {isAlone ? <BackButton words={words} /> : null}
      {failure === null ? (
        <p className="waterfall-none" role="status">
          {journey === undefined
            ? t('requests.waterfall.loading')
            : t('requests.waterfall.gone', { number: String(request) })}
        </p>
      ) : (
        <LookFailed message={failure} onAgain={lookAgain} />
      )}
      {isAlone ? null : <CloseButton words={words} />}
    </header>
  );
}

type Answer = Journeys | FailedLook | null;

/** Undefined while it is asked for; null where it cannot be had. */
function useJourney(request: number): {
  readonly found: Answer | undefined;
  readonly lookAgain: () => void;
} {
  const [found, setFound] = useState<{ readonly of: string; readonly journey: Answer }>();
  const [looks, setLooks] = useState(0);
  const run = useRun((state) => state.run);
  // One that is still under way is asked for again when the run has come to its end.
  const status = useRun((state) => state.status);
  const key = `${run} ${request} ${looks}`;
  useEffect(() => {
    let isWanted = status !== 'idle';
    void askJourney(request).then((journey) => {
      // Nobody answers while another run comes in; what was found of the one on screen still holds.
      const isAnswered = journey !== null || runStore.getState().status !== 'running';
      if (!isWanted || !isAnswered) return;
      setFound((before) =>
        journey === null && before?.of === key ? before : { of: key, journey },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [request, key, status]);
  return {
    found: found?.of === key ? found.journey : undefined,
    lookAgain: () => setLooks(looks + 1),
  };
}

interface OpenedProps {
  readonly waterfall: Waterfall;
  readonly jobs: readonly JobWaterfall[];
  readonly leftOut: number;
  readonly words: RequestWords;
  readonly isAlone: boolean;
}

function Opened({ waterfall, jobs, leftOut, words, isAlone }: OpenedProps) {
  const { t } = words;
  const { outline, rows } = waterfall;
  const [selected, setSelected] = useState<number | null>(null);
  const operation = words.operation(outline.operation);
  const outcome = words.outcome(outline, waterfall.endedNs);
  const row = [waterfall, ...jobs]
    .flatMap((drawn) => drawn.rows)
    .find(({ index }) => index === selected);
  const summary = t('requests.waterfall.summary', { operation, outcome, count: rows.length });
  useEffect(() => announce(summary), [summary]);

  function choose(next: WaterfallRow) {
    setSelected(next.index);
    const id = words.shape.nodeIds[nodeOf(next, words)];
    selectDrawn(id);
  }

  return (
    <>
      <header className="waterfall-head num">
        {isAlone ? <BackButton words={words} /> : null}
        <h3>
          {operation}
          <small>{t('requests.waterfall.key', { key: String(outline.key) })}</small>
        </h3>
        <p className={outline.cause === 0 ? '' : 'is-bad'}>{outcome}</p>
        <Button isSmall onClick={() => seek(outline.sentNs)}>
          <SkipForward size={13} aria-hidden />
          {t('requests.waterfall.goToStart')}
        </Button>
        {isAlone ? null : <CloseButton words={words} />}
      </header>
      <Shares waterfall={waterfall} jobs={jobs} words={words} />
      <div className="waterfall-scroll scroll">
        <Axis drawn={waterfall} />
        <Rows
          drawn={waterfall}
          words={words}
          label={t('requests.waterfall.hops')}
          selected={selected}
          onSelect={choose}
        />
        <Jobs jobs={jobs} words={words} selected={selected} onSelect={choose} />
        {leftOut > 0 ? <p>{t('requests.waterfall.leftOut', { count: leftOut })}</p> : null}
      </div>
      {row ? <HopDetails row={row} waterfall={waterfall} words={words} onSeek={seek} /> : null}
    </>
  );
}

/** The node where a call was served; where it would have left from, if it went nowhere. */
function nodeOf({ hop }: WaterfallRow, { shape }: RequestWords): number {
  return hop.link < 0 ? hop.culprit : shape.links[hop.link]!.target;
}

/** What opened it may be gone with the charts: it takes the focus that would be lost, and gives its own back. */
function useOwnFocus(section: RefObject<HTMLElement | null>, request: number): void {
  const opened = useRef({ request, from: requestsStore.getState().openedFrom });
  useEffect(() => {
    opened.current = { request, from: requestsStore.getState().openedFrom };
  }, [request]);
  useEffect(() => {
    if (isFocusLost()) section.current?.focus({ preventScroll: true });
  }, [section]);
  useLayoutEffect(() => {
    const { current } = section;
    return () => {
      if (!current?.contains(document.activeElement)) return;
      const { request, from } = opened.current;
      // Once the charts, or on a phone the lists, stand there again.
      requestAnimationFrame(() => {
        if (isFocusLost()) placeOf(request, from)?.focus({ preventScroll: true });
      });
    };
  }, [section]);
}

const isFocusLost = () => document.activeElement === document.body;

/** What it was opened with; else what leads to it. */
function placeOf(request: number, from: OpenedFrom): HTMLElement | null {
  const places = {
    list: [`.request-list [data-request="${request}"]`],
    charts: ['.slowest-here'],
    canvas: ['main'],
  }[from];
  const found = [...places, '.outcome-tabs [aria-selected=true]'].map((place) =>
    document.querySelector<HTMLElement>(place),
  );
  return found.find((place) => place !== null) ?? null;
}

function CloseButton({ words: { t } }: { readonly words: RequestWords }) {
  return (
    <IconButton
      label={t('requests.waterfall.close')}
      keys="Esc"
      className="waterfall-close"
      onClick={closeRequest}
    >
      <X size={15} aria-hidden />
    </IconButton>
  );
}

function BackButton({ words: { t } }: { readonly words: RequestWords }) {
  return (
    <Button isSmall className="waterfall-back" onClick={closeRequest}>
      <ArrowLeft size={13} aria-hidden />
      {t('requests.waterfall.back')}
    </Button>
  );
}

/**
 * Where its time went: the parts of the critical path, which add up to its latency. What only its other calls or its jobs
 * have is named without a figure: it is drawn below, and is no part of the sum.
 */
function Shares({ waterfall, jobs, words }: Pick<OpenedProps, 'waterfall' | 'jobs' | 'words'>) {
  const { t } = words;
  const format = useFormat();
  const { totalsNs, fromNs, endedNs } = waterfall;
  const there = parts.filter((part) => totalsNs[part] > 0);
  const drawn = new Set(
    [waterfall, ...jobs].flatMap(({ rows }) =>
      rows.flatMap(({ bars }) => bars.map(({ part }) => part)),
    ),
  );
  return (
    <div className="waterfall-shares num">
      <span className="shares-title" aria-hidden>
        {t('requests.waterfall.where')}
      </span>
      <div className="shares-bar" aria-hidden>
        {there.map((part) => (
          <span
            key={part}
            className={`part ${part}`}
            style={{ flexGrow: totalsNs[part] / Math.max(1, endedNs - fromNs) }}
          />
        ))}
      </div>
      <dl aria-label={t('requests.waterfall.where')}>
        {parts
          .filter((part) => totalsNs[part] > 0 || drawn.has(part))
          .map((part) => (
            <div key={part}>
              <dt>
                <span className={`part key ${part}`} aria-hidden />
                {t(`requests.waterfall.parts.${part}`)}
              </dt>
              {totalsNs[part] > 0 ? <dd>{format.duration(totalsNs[part] / 1e6)}</dd> : null}
            </div>
          ))}
      </dl>
    </div>
  );
}
