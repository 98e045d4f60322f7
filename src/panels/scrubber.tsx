/**
 * The time bar itself: what is played, simulated and still to come, the events as marks, and the cursor to drag. A
 * slider for keyboards and screen readers. Its track and the plots of the charts share one axis.
 */
import { lazy, memo, Suspense, useMemo, useRef, useState } from 'react';
import { cutMs } from '../base/units.ts';
import type { TimeSpan } from '../charts/series.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { useSize } from '../ui/size.ts';
import { clockText } from './clock.ts';
import { GROWN, MOVED, usePlayhead } from './playhead.ts';
import { isLifted, useSeekDrag } from './seek-drag.ts';
import { useStoryLines } from './story-hooks.ts';
import { markNear, timeMarks } from './time-marks.ts';

/** Marks closer than this would touch. */
const MARK_PX = 7;
/** How near the pointer must be to a mark to mean it. */
const REACH_PX = 8;
/** So near an event, its very moment is meant. */
const SNAP_PX = 4;

// After the first view: when the first run is done.
const FaultMarks = lazy(async () => {
  const [{ FaultMarks }] = await Promise.all([import('./fault-marks.tsx'), loadRest()]);
  return { default: FaultMarks };
});

const BandMarks = lazy(async () => ({ default: (await import('./band-marks.tsx')).BandMarks }));

// Comes with the first pointer over the track.
const TimeBubble = lazy(async () => ({ default: (await import('./time-bubble.tsx')).TimeBubble }));

export function Scrubber() {
  const { t } = useTranslation();
  const format = useFormat();
  const track = useRef<HTMLDivElement>(null);
  const { width } = useSize(track);
  const durationNs = useRun((state) => state.durationNs);
  const bufferedNs = useRun((state) => state.bufferedNs);
  const cursorNs = useRun((state) => state.cursorNs);
  const speed = useRun((state) => state.speed);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const isWaiting = useRun((state) => state.waiting);
  const hasFinished = useHasFinished();
  const [hoverNs, setHoverNs] = useState<number | null>(null);
  const lines = useStoryLines();
  const nsPerPx = width > 0 ? durationNs / width : 0;
  const marks = useMemo(() => timeMarks(lines, nsPerPx * MARK_PX), [lines, nsPerPx]);
  const near = hoverNs === null ? undefined : markNear(marks, hoverNs, nsPerPx * REACH_PX);
  const snap = (ns: number) => markNear(marks, ns, nsPerPx * SNAP_PX)?.atNs ?? ns;
  const drag = useSeekDrag(track, { snap });

  const time = (ns: number) => clockText(ns, speed, format);
  const position = t('timeBar.positionOf', {
    time: time(cursorNs),
    duration: format.duration(durationNs / 1e6),
  });
  const share = (ns: number) => `${durationNs > 0 ? (ns / durationNs) * 100 : 0}%`;
  return (
    <div className="scrubber">
      <div
        ref={track}
        className={`track ${isWaiting ? 'is-waiting' : ''}`}
        role="slider"
        tabIndex={0}
        aria-label={t('timeBar.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationNs / 1e6)}
        aria-valuenow={cutMs(cursorNs / 1e6)}
        aria-valuetext={isWaiting ? `${position}. ${t('timeBar.waitingForData')}` : position}
        aria-disabled={durationNs === 0}
        onKeyDown={(key) => {
          const next = keyTarget(key.key, player.cursorNs(), durationNs);
          if (next === null || key.ctrlKey || key.metaKey || key.altKey) return;
          key.preventDefault();
          player.seek(next);
        }}
        {...drag.handlers}
        onPointerMove={(pointer) => {
          drag.handlers.onPointerMove(pointer);
          setHoverNs(drag.nsAt(pointer.clientX));
        }}
        onPointerUp={(pointer) => {
          drag.handlers.onPointerUp(pointer);
          if (isLifted(pointer)) setHoverNs(null);
        }}
        onPointerCancel={(pointer) => {
          drag.handlers.onPointerCancel(pointer);
          setHoverNs(null);
        }}
        onPointerLeave={() => setHoverNs(null)}
      >
        <div className="rail">
          <div className="buffered" style={{ width: share(bufferedNs) }} />
          <Played widthPx={width} />
          {warmupNs > 0 ? <div className="warmup" style={{ width: share(warmupNs) }} /> : null}
        </div>
        <Suspense>{hasFinished ? <BandMarks /> : null}</Suspense>
        {marks.map((mark) => (
          <span
            key={mark.atNs}
            className={`mark ${mark.tone.tone} ${mark.tone.isStep ? 'is-step' : ''}`}
            style={{ left: share(mark.atNs) }}
            aria-hidden
          />
        ))}
        <Handle widthPx={width} />
        {hoverNs !== null && durationNs > 0 ? (
          <Suspense>
            <TimeBubble left={share(near?.atNs ?? hoverNs)} ns={hoverNs} mark={near} isWhole />
          </Suspense>
        ) : null}
      </div>
      {hasFinished ? (
        <Suspense>
          <FaultMarks />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Whether any run has: from then on the engine leaves the page its time. */
function useHasFinished(): boolean {
  const isFinished = useRun((state) => state.status === 'finished');
  const [hasFinished, setHasFinished] = useState(isFinished);
  if (isFinished && !hasFinished) setHasFinished(true);
  return hasFinished;
}

/** The browser moves them: they are not rendered with the slider, whose value is told ten times a second. */
const Played = memo(function Played({ widthPx }: { readonly widthPx: number }) {
  const bar = useRef<HTMLDivElement>(null);
  usePlayhead(bar, useWholeRun(), { widthPx, look: GROWN });
  return <div ref={bar} className="played" />;
});

/** As wide as the track and moved by a share of itself: no measuring and no layout, frame after frame. */
const Handle = memo(function Handle({ widthPx }: { readonly widthPx: number }) {
  const carrier = useRef<HTMLDivElement>(null);
  usePlayhead(carrier, useWholeRun(), { widthPx, look: MOVED });
  return (
    <div ref={carrier} className="carrier" aria-hidden>
      <span className="handle" />
    </div>
  );
});

function useWholeRun(): TimeSpan {
  return { fromNs: 0, toNs: useRun((state) => state.durationNs) };
}

/** Arrow keys move by a hundredth of the run, pages by a tenth. */
function keyTarget(key: string, cursorNs: number, durationNs: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return cursorNs + durationNs / 100;
    case 'ArrowLeft':
    case 'ArrowDown':
      return cursorNs - durationNs / 100;
    case 'PageUp':
      return cursorNs + durationNs / 10;
    case 'PageDown':
      return cursorNs - durationNs / 10;
    case 'Home':
      return 0;
    case 'End':
      return durationNs;
    default:
      return null;
  }
}
