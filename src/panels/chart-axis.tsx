/**
 * The axis of the charts: the moments, what happened there, and the charts' keyboard. A slider for screen readers, whose
 * value is what every chart reads at the cursor.
 */
import { type KeyboardEvent, useMemo, useState } from 'react';
import { cutMs } from '../base/units.ts';
import { differenceText, readingText } from '../charts/readings.ts';
import { beforeAt, type TimeSpan, valueAt, xScale } from '../charts/series.ts';
import { TimeAxis } from '../charts/time-axis.tsx';
import type { Format } from '../i18n/format.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { keepInWindow, showWindow, windowNs, zoomWindow } from '../stores/chart-window.ts';
import { player } from '../stores/run.ts';
import { useHoverNs, useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import type { ChartData } from './chart-hooks.ts';
import { Chosen } from './chart-pointed.tsx';
import { useTell } from './sentences.ts';
import { useStoryLines } from './story-hooks.ts';
import { TimeBubble } from './time-bubble.tsx';
import { markNear, timeMarks } from './time-marks.ts';

/** Marks closer than this would touch. */
const MARK_PX = 7;
/** How near the pointer or the cursor must be to a mark to mean it. */
const REACH_PX = 6;
const ZOOM = 0.5;
/** Shorter than this, its name would seem to be that of the run. */
const WARMUP_PX = 30;

export function ChartAxis({
  data,
  window,
  widthPx,
  hasMarks,
}: {
  readonly data: readonly ChartData[];
  readonly window: TimeSpan;
  readonly widthPx: number;
  /** Where nothing above marks the same events on the same axis. */
  readonly hasMarks: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isFocused, setIsFocused] = useState(false);
  const cursorNs = useRun((state) => state.cursorNs);
  const pointedNs = useHoverNs();
  const [isPointedAt, setIsPointedAt] = useState(false);
  const stretch = useStretch(cursorNs);
  const lines = useStoryLines();
  const nsPerPx = (window.toNs - window.fromNs) / Math.max(1, widthPx);
  const marks = useMemo(
    () =>
      timeMarks(
        lines.filter(({ event: { atNs } }) => atNs >= window.fromNs && atNs <= window.toNs),
        nsPerPx * MARK_PX,
      ),
    [lines, window, nsPerPx],
  );
  const share = xScale(window, 100);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const warmupPx = (Math.min(warmupNs, window.toNs) - window.fromNs) / nsPerPx;
  const name = t('charts.warmup');
  const warmup = useMemo(
    () => (warmupPx >= WARMUP_PX ? { endPx: Math.round(warmupPx), name } : undefined),
    [warmupPx, name],
  );
  const told = isPointedAt ? pointedNs : isFocused ? cursorNs : null;
  const tell = useTell(told !== null);
  const near = told === null ? undefined : markNear(marks, told, nsPerPx * REACH_PX);
  return (
    <div
      className="chart-axis"
      role="slider"
      tabIndex={0}
      aria-label={t('charts.axis')}
      aria-valuemin={Math.round(window.fromNs / 1e6)}
      aria-valuemax={Math.round(window.toNs / 1e6)}
      aria-valuenow={cutMs(Math.max(window.fromNs, Math.min(cursorNs, window.toNs)) / 1e6)}
      aria-valuetext={[
        format.shortTime(cursorNs / 1e6),
        ...(isFocused ? readings(data, cursorNs, format) : []),
        ...(isFocused && near ? near.lines.map(({ event }) => tell(event).lead) : []),
      ].join('. ')}
      onFocus={() => setIsFocused(true)}
      onBlur={() => {
        setIsFocused(false);
        stretch.forget();
      }}
      onPointerMove={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      onDoubleClick={() => showWindow(null)}
      onKeyDown={(key) => {
        const stepNs = data[0]?.plot.stepNs ?? 0;
        if (key.ctrlKey || key.metaKey || key.altKey) return;
        if (!stretch.onKey(key) && !onKey(key, window, stepNs)) return;
        key.preventDefault();
        // The pointer may rest here: who reads by keys reads at the cursor.
        setIsPointedAt(false);
      }}
    >
      <TimeAxis window={window} widthPx={widthPx} begin={warmup} />
      {stretch.chosen ? <Chosen span={stretch.chosen} window={window} /> : null}
      {(hasMarks ? marks : []).map((mark) => (
        <span
          key={mark.atNs}
          className={`mark ${mark.tone.tone} ${mark.tone.isStep ? 'is-step' : ''}`}
          style={{ left: `${share(mark.atNs)}%` }}
          aria-hidden
        />
      ))}
      {near ? <TimeBubble left={`${share(near.atNs)}%`} ns={near.atNs} mark={near} /> : null}
    </div>
  );
}

const spanOf = (a: number, b: number): TimeSpan => ({
  fromNs: Math.min(a, b),
  toNs: Math.max(a, b),
});

/** A stretch chosen by keys, as a drag chooses it: Enter where it begins, and again where it ends. */
function useStretch(cursorNs: number) {
  const { t } = useTranslation();
  const format = useFormat();
  const [fromNs, setFromNs] = useState<number | null>(null);
  const chosen = fromNs === null ? null : spanOf(fromNs, cursorNs);
  const at = (ns: number) => format.shortTime(ns / 1e6);
  function begin(): void {
    player.pause();
    const ns = player.cursorNs();
    setFromNs(ns);
    announce(t('charts.stretchFrom', { at: at(ns) }));
  }
  function end(fromNs: number): void {
    setFromNs(null);
    // Where the cursor is by now: what has been rendered is a moment older.
    const span = spanOf(fromNs, player.cursorNs());
    // Nothing lies between: it is begun anew.
    if (span.toNs === span.fromNs) return;
    showWindow(span);
    const shown = windowNs();
    announce(t('charts.stretchShown', { from: at(shown.fromNs), to: at(shown.toNs) }));
  }
  return {
    chosen,
    forget: () => setFromNs(null),
    /** True where the key means something here. */
    onKey(event: KeyboardEvent): boolean {
      if (event.key === 'Enter') {
        if (fromNs === null) begin();
        else end(fromNs);
        return true;
      }
      if (event.key !== 'Escape' || !chosen) return false;
      // Only the stretch: the charts stay as large as they are.
      event.stopPropagation();
      setFromNs(null);
      return true;
    },
  };
}

/** One step is one value of the lines; true where the key means something here. */
function onKey({ key, shiftKey }: KeyboardEvent, window: TimeSpan, stepNs: number): boolean {
  const atNs = player.cursorNs();
  const pageNs = (window.toNs - window.fromNs) / 10;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return goTo(atNs + (shiftKey ? pageNs : stepNs));
    case 'ArrowLeft':
    case 'ArrowDown':
      return goTo(atNs - (shiftKey ? pageNs : stepNs));
    case 'PageUp':
      return goTo(atNs + pageNs);
    case 'PageDown':
      return goTo(atNs - pageNs);
    case 'Home':
      return goTo(window.fromNs);
    case 'End':
      return goTo(window.toNs);
    case '+':
    case '=':
      zoomWindow(ZOOM, atNs);
      return true;
    case '-':
    case '_':
      zoomWindow(1 / ZOOM, atNs);
      return true;
    case '0':
      showWindow(null);
      return true;
    default:
      return false;
  }
}

/** What is read by steps stands still. */
function goTo(ns: number): true {
  player.pause();
  player.seek(ns);
  keepInWindow(player.cursorNs());
  return true;
}

/** `Throughput: answered 1,980/s, failed 0/s`, for each chart. */
function readings(data: readonly ChartData[], atNs: number, format: Format): string[] {
  return data.map(({ title, measure, plot }) => {
    const values = plot.series.map((series) => {
      const now = valueAt(plot, series, atNs);
      const text = `${series.name} ${readingText(measure, now, format)}`;
      const difference = differenceText(
        measure,
        { now, before: beforeAt(plot, series, atNs) },
        format,
      );
      return difference ? `${text} (${difference})` : text;
    });
    return `${title}: ${values.join(', ')}`;
  });
}
