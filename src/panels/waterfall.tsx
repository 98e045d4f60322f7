/**
 * One request, open: a line for each call made for it, with waiting apart from work and from the network, tries numbered,
 * copies marked; where its time went; and the reason, if it failed. It stands in the charts' place.
 */
import { ArrowLeft, SkipForward, X } from 'lucide-react';
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { roundStep } from '../charts/scales.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Journeys } from '../sim/journal.ts';
import { closeRequest } from '../stores/requests.ts';
import { askJourney, type FailedLook, player, runStore } from '../stores/run.ts';
import { useFrame, useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import { parts, type Waterfall, type WaterfallRow, waterfallOf } from '../stores/waterfall.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { HopDetails } from './hop-details.tsx';
import { LookBoundary, LookFailed } from './look-failed.tsx';
import { type RequestWords, useRequestWords } from './request-words.ts';
import { selectDrawn } from './select-drawn.ts';
import './waterfall.css';

interface WaterfallProps {
  readonly request: number;
  /** On a phone it has the sheet to itself, and leads back to the lists. */
  readonly isAlone?: boolean;
}

export function RequestWaterfall(props: WaterfallProps) {
  const { t } = useTranslation();
  const label = t('requests.waterfall.label', { number: String(props.request) });
  return (
    <section
      className={`waterfall ${props.isAlone ? 'is-alone' : ''}`}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
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
  if (!words) return null;
  const { t } = words;
  if (waterfall) {
    return (
      <Opened
        key={request}
        waterfall={waterfall}
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
  readonly leftOut: number;
  readonly words: RequestWords;
  readonly isAlone: boolean;
}

function Opened({ waterfall, leftOut, words, isAlone }: OpenedProps) {
  const { t } = words;
  const { outline, rows } = waterfall;
  const [selected, setSelected] = useState<number | null>(null);
  const operation = words.operation(outline.operation);
  const outcome = words.outcome(outline, waterfall.endedNs);
  const row = rows.find(({ index }) => index === selected);
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
      <Shares waterfall={waterfall} words={words} />
      <div className="waterfall-scroll scroll">
        <Axis waterfall={waterfall} />
        <Rows waterfall={waterfall} words={words} selected={selected} onSelect={choose} />
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

function seek(ns: number): void {
  player.pause();
  player.seek(ns);
}

/** The focus goes back to where the request was opened from. */
function close(): void {
  closeRequest();
  const from = '.request-list [aria-current], .outcome-tabs [aria-selected=true]';
  document.querySelector<HTMLElement>(from)?.focus();
}

function CloseButton({ words: { t } }: { readonly words: RequestWords }) {
  return (
    <IconButton
      label={t('requests.waterfall.close')}
      keys="Esc"
      className="waterfall-close"
      onClick={close}
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

/** Where its time went: the parts of the critical path, which add up to its latency. */
function Shares({ waterfall, words }: Pick<OpenedProps, 'waterfall' | 'words'>) {
  const { t } = words;
  const format = useFormat();
  const { totalsNs, fromNs, endedNs } = waterfall;
  const there = parts.filter((part) => totalsNs[part] > 0);
  return (
    <div className="waterfall-shares num">
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
        {there.map((part) => (
          <div key={part}>
            <dt>
              <span className={`part key ${part}`} aria-hidden />
              {t(`requests.waterfall.parts.${part}`)}
            </dt>
            <dd>{format.duration(totalsNs[part] / 1e6)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Ticks at round times after the request's beginning. */
function Axis({ waterfall: { fromNs, toNs } }: Pick<OpenedProps, 'waterfall'>) {
  const format = useFormat();
  const lengthMs = (toNs - fromNs) / 1e6;
  const stepMs = roundStep(Math.max(1e-6, lengthMs / 5));
  const ticks = Array.from({ length: Math.floor(lengthMs / stepMs) + 1 }, (_, i) => i * stepMs);
  return (
    <div className="waterfall-axis num" aria-hidden>
      <div className="waterfall-track">
        {ticks.map((ms) => (
          <span key={ms} style={{ left: `${(ms / lengthMs) * 100}%` }}>
            {format.durationTick(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowsProps extends Pick<OpenedProps, 'waterfall' | 'words'> {
  readonly selected: number | null;
  readonly onSelect: (row: WaterfallRow) => void;
}

function Rows({ waterfall, words, selected, onSelect }: RowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const { rows } = waterfall;
  function move(by: number) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + by;
    const next = rows[at];
    if (!next) return;
    buttons[at]?.focus();
    onSelect(next);
  }
  return (
    <ol
      ref={list}
      className="waterfall-rows num"
      aria-label={words.t('requests.waterfall.hops')}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        move(by);
      }}
    >
      {rows.map((row) => (
        <Row
          key={row.index}
          row={row}
          waterfall={waterfall}
          words={words}
          isSelected={row.index === selected}
          onSelect={onSelect}
        />
      ))}
      <CursorMark waterfall={waterfall} />
    </ol>
  );
}

function Row({
  row,
  waterfall,
  words,
  isSelected,
  onSelect,
}: Pick<RowsProps, 'waterfall' | 'words' | 'onSelect'> & {
  readonly row: WaterfallRow;
  readonly isSelected: boolean;
}) {
  const format = useFormat();
  const { hop, depth, bars } = row;
  const { fromNs, toNs } = waterfall;
  const share = (ns: number) => `${((ns - fromNs) / Math.max(1, toNs - fromNs)) * 100}%`;
  const endNs = Math.min(hop.endedNs, waterfall.toNs);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isSelected}
        className={hop.cause === 0 ? '' : 'is-failed'}
        onClick={() => onSelect(row)}
        onDoubleClick={() => seek(hop.sentNs)}
      >
        <span className="hop-name" style={{ '--depth': Math.min(depth, 8) } as CSSProperties}>
          <span>
            {verbName(row, words)} → {targetName(row, words)}
          </span>
          {tags(row, words).map(({ text, look }) => (
            <span key={text} className={`hop-tag ${look}`}>
              {text}
            </span>
          ))}
        </span>
        <span className="waterfall-track" aria-hidden>
          {bars.map((bar) => (
            <span
              key={`${bar.part} ${bar.fromNs} ${bar.isLate}`}
              className={`part ${bar.part} ${bar.isLate ? 'is-late' : ''}`}
              style={{
                left: share(bar.fromNs),
                width: `calc(${share(bar.toNs)} - ${share(bar.fromNs)})`,
              }}
            />
          ))}
          {hop.cause === 0 ? null : <span className="hop-failed" style={{ left: share(endNs) }} />}
        </span>
        <span className="hop-took">
          {hop.cause === 0 ? null : (
            <span className="visually-hidden">{`${words.cause(hop.cause)} `}</span>
          )}
          {format.duration((endNs - hop.sentNs) / 1e6)}
        </span>
      </button>
    </li>
  );
}

function verbName({ hop }: WaterfallRow, { t, verb }: RequestWords): string {
  return t(`requests.waterfall.verbs.${verb(hop.verb)}`);
}

function targetName({ hop }: WaterfallRow, { t, node, shape }: RequestWords): string {
  if (hop.link < 0) return t('requests.waterfall.nowhere');
  return node(shape.links[hop.link]!.target, hop.instance);
}

/** What sets a call apart, each in a word. */
function tags(row: WaterfallRow, words: RequestWords): { text: string; look: string }[] {
  const { t } = words;
  const { hop, isRetried, bars } = row;
  const found: { text: string; look: string }[] = [];
  if (isRetried) {
    found.push({ text: t('requests.waterfall.attempt', { number: hop.attempt }), look: 'is-try' });
  }
  if (hop.isCopy) found.push({ text: t('requests.waterfall.copy'), look: 'is-try' });
  if (words.verb(hop.verb) === 'get' && hop.cause === 0 && Number.isFinite(hop.endedNs)) {
    found.push({ text: t(`requests.waterfall.${hop.isHit ? 'hit' : 'miss'}`), look: '' });
  }
  if (hop.isStale) found.push({ text: t('requests.waterfall.stale'), look: 'is-warn' });
  if (hop.cause !== 0) found.push({ text: words.cause(hop.cause), look: 'is-bad' });
  if (bars.some(({ isLate }) => isLate)) {
    found.push({ text: t('requests.waterfall.lateOnly'), look: 'is-warn' });
  }
  return found;
}

/** Where the page's cursor stands, while it is within the request. */
function CursorMark({ waterfall: { fromNs, toNs } }: Pick<OpenedProps, 'waterfall'>) {
  const mark = useRef<HTMLLIElement>(null);
  useFrame((cursorNs) => {
    if (!mark.current) return;
    const share = (cursorNs - fromNs) / Math.max(1, toNs - fromNs);
    mark.current.hidden = share < 0 || share > 1;
    mark.current.style.setProperty('--at', String(share));
  });
  return <li ref={mark} className="waterfall-cursor" aria-hidden hidden />;
}
