/** The lines of a waterfall: one for each call, on an axis of its own. */
import { type CSSProperties, useRef } from 'react';
import { roundStep } from '../charts/scales.ts';
import { useFormat } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useFrame } from '../stores/run-hooks.ts';
import type { WaterfallRow } from '../stores/waterfall.ts';
import type { RequestWords } from './request-words.ts';

/** What is drawn: a request, or one of its jobs. */
export interface Drawn {
  readonly rows: readonly WaterfallRow[];
  readonly fromNs: number;
  readonly toNs: number;
}

export function seek(ns: number): void {
  player.pause();
  player.seek(ns);
}

/** Ticks at round times after the request's beginning. */
export function Axis({ drawn: { fromNs, toNs } }: { readonly drawn: Drawn }) {
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

interface RowsProps {
  readonly drawn: Drawn;
  readonly words: RequestWords;
  /** What the list is of. */
  readonly label: string;
  readonly selected: number | null;
  readonly onSelect: (row: WaterfallRow) => void;
}

export function Rows({ drawn, words, label, selected, onSelect }: RowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const { rows } = drawn;
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
      aria-label={label}
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
          drawn={drawn}
          words={words}
          isSelected={row.index === selected}
          onSelect={onSelect}
        />
      ))}
      <CursorMark drawn={drawn} />
    </ol>
  );
}

function Row({
  row,
  drawn,
  words,
  isSelected,
  onSelect,
}: Pick<RowsProps, 'drawn' | 'words' | 'onSelect'> & {
  readonly row: WaterfallRow;
  readonly isSelected: boolean;
}) {
  const format = useFormat();
  const { hop, depth, bars } = row;
  const { fromNs, toNs } = drawn;
  const share = (ns: number) => `${((ns - fromNs) / Math.max(1, toNs - fromNs)) * 100}%`;
  const endNs = Math.min(hop.endedNs, drawn.toNs);
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
  if (row.delivery > 1) {
    found.push({
      text: t('requests.waterfall.jobs.delivery', { number: row.delivery }),
      look: 'is-try',
    });
  }
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

/** Where the page's cursor stands, while it is within what is drawn. */
function CursorMark({ drawn: { fromNs, toNs } }: { readonly drawn: Drawn }) {
  const mark = useRef<HTMLLIElement>(null);
  useFrame((cursorNs) => {
    if (!mark.current) return;
    const share = (cursorNs - fromNs) / Math.max(1, toNs - fromNs);
    mark.current.hidden = share < 0 || share > 1;
    mark.current.style.setProperty('--at', String(share));
  });
  return <li ref={mark} className="waterfall-cursor" aria-hidden hidden />;
}
