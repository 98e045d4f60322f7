/**
 * The scenario's faults on the time bar: each a flag that can be dragged to another moment, moved by arrow keys, opened and
 * taken out. A drag is one undo step, and the cursor stays where it is.
 */
import {
  type KeyboardEvent,
  lazy,
  type PointerEvent,
  type RefObject,
  Suspense,
  useRef,
  useState,
} from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Fault } from '../scenario/schema.ts';
import { changeFault, nameOf, removeFault } from '../stores/document.ts';
import { useDocument } from '../stores/hooks.ts';
import { useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import { faultIcons } from './fault-items.tsx';
import './fault-marks.css';

// Its editor is the inspector's: for who opens one.
const FaultPopover = lazy(async () => ({
  default: (await import('./fault-popover.tsx')).FaultPopover,
}));

/** Flags nearer than this share of the bar would hide one another. */
const ONE_PLACE = 1 / 400;
const FLAG_PX = 18;
/** A pointer that moves less than this has clicked. */
const CLICK_PX = 4;

export function FaultMarks() {
  const { t } = useTranslation();
  const faults = useDocument((state) => state.scenario.faults);
  const trackMs = useTrackMs();
  if (faults.length === 0) return null;
  return (
    <ul className="fault-marks" aria-label={t('faults.marks')}>
      {faults.map((fault, index) => (
        <FaultMark
          // biome-ignore lint/suspicious/noArrayIndexKey: a fault is known by its place; a drag must not make it another.
          key={index}
          fault={fault}
          index={index}
          trackMs={trackMs}
          flagsBefore={flagsBefore(faults, index, trackMs)}
        />
      ))}
    </ul>
  );
}

/** How many flags stand at the same moment before this one, which stands beside them then. */
function flagsBefore(faults: readonly Fault[], index: number, trackMs: number): number {
  const { atMs } = faults[index]!;
  const isThere = (other: Fault) => Math.abs(other.atMs - atMs) < trackMs * ONE_PLACE;
  return faults.slice(0, index).filter(isThere).length;
}

/**
 * The time that the bar is long, ms. Faults are the drawing's, and so is the duration; but a run of that duration that was
 * stopped early makes the bar shorter.
 */
function useTrackMs(): number {
  const durationMs = useDocument((state) => state.scenario.durationMs);
  const shownMs = useRun(({ durationNs }) => durationNs / 1e6);
  const isOfDrawing = useRun(({ scenario }) => scenario?.durationMs === durationMs);
  return isOfDrawing && shownMs > 0 ? shownMs : durationMs;
}

function FaultMark({
  fault,
  index,
  trackMs,
  flagsBefore,
}: {
  readonly fault: Fault;
  readonly index: number;
  readonly trackMs: number;
  readonly flagsBefore: number;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = useRef<HTMLLIElement>(null);
  const flag = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { draggedMs, handlers, wasDragged } = useDrag(place, fault, index, trackMs);
  const nudge = useNudge(fault, index, trackMs);
  if (fault.atMs > trackMs) return null;

  const atMs = draggedMs ?? fault.atMs;
  const lastsMs = fault.kind === 'flush' ? 0 : (fault.durationMs ?? Infinity);
  const share = (ms: number) => `${(Math.min(ms, trackMs) / trackMs) * 100}%`;
  const label = t('faults.markLabel', {
    what: t(`faults.kinds.${fault.kind}`),
    name: nameOf(fault.target),
    time: format.time(atMs),
  });
  const Icon = faultIcons[fault.kind];
  /** The next flag takes its place, and with it the focus; after the last one that goes to the one before, or the bar. */
  function remove() {
    const { current } = place;
    if (!removeFault(index).ok || current?.nextElementSibling) return;
    const before = current?.previousElementSibling?.querySelector('button');
    (before ?? current?.closest('.scrubber')?.querySelector<HTMLElement>('[role=slider]'))?.focus();
  }
  return (
    <li
      ref={place}
      className={`fault-mark ${fault.kind} ${draggedMs === null ? '' : 'is-dragged'}`}
    >
      <span
        className="fault-span"
        style={{ left: share(atMs), right: `calc(100% - ${share(atMs + lastsMs)})` }}
        aria-hidden
      />
      <button
        ref={flag}
        type="button"
        className="fault-flag"
        style={{
          left: share(atMs),
          // A dragged one stands at its own moment.
          marginLeft: draggedMs === null ? flagsBefore * FLAG_PX - 1 : undefined,
        }}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={label}
        onClick={() => {
          if (!wasDragged()) setIsOpen(true);
        }}
        onKeyDown={(key) => {
          if (key.key === 'Delete' || key.key === 'Backspace') remove();
          else if (!nudge(key)) return;
          key.preventDefault();
          key.stopPropagation();
        }}
        {...handlers}
      >
        <Icon size={11} strokeWidth={2.2} aria-hidden />
        {draggedMs === null ? null : (
          <span className="fault-time mono">{format.time(draggedMs)}</span>
        )}
      </button>
      {isOpen ? (
        <Suspense>
          <FaultPopover
            fault={fault}
            index={index}
            // It is opened by the flag, which is there by then.
            anchor={flag as RefObject<HTMLElement>}
            label={label}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      ) : null}
    </li>
  );
}

/** Follows the pointer without touching the document; letting go is the step. */
function useDrag(
  place: React.RefObject<HTMLElement | null>,
  fault: Fault,
  index: number,
  trackMs: number,
) {
  const [draggedMs, setDraggedMs] = useState<number | null>(null);
  const fromX = useRef<number | null>(null);
  const moved = useRef(false);

  function msAt(pointer: PointerEvent): number {
    const width = place.current?.parentElement?.getBoundingClientRect().width ?? 0;
    if (width === 0 || fromX.current === null) return fault.atMs;
    const byMs = ((pointer.clientX - fromX.current) / width) * trackMs;
    return onTrack(fault.atMs + byMs, trackMs);
  }

  function end() {
    fromX.current = null;
    setDraggedMs(null);
  }

  const handlers = {
    onPointerDown(pointer: PointerEvent) {
      if (pointer.button !== 0) return;
      pointer.currentTarget.setPointerCapture(pointer.pointerId);
      fromX.current = pointer.clientX;
      moved.current = false;
    },
    onPointerMove(pointer: PointerEvent) {
      if (fromX.current === null) return;
      if (Math.abs(pointer.clientX - fromX.current) >= CLICK_PX) moved.current = true;
      if (moved.current) setDraggedMs(msAt(pointer));
    },
    onPointerUp(pointer: PointerEvent) {
      const atMs = msAt(pointer);
      if (fromX.current !== null && moved.current) changeFault(index, { ...fault, atMs });
      end();
    },
    onPointerCancel: end,
  };
  /** Asked once a click: the next one may come from a key. */
  function wasDragged(): boolean {
    const was = moved.current;
    moved.current = false;
    return was;
  }
  return { draggedMs, handlers, wasDragged };
}

/** Arrow keys move it by a hundredth of the run, with Shift by a thousandth; one after another they are one step. */
function useNudge(fault: Fault, index: number, trackMs: number) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = useRef<Fault | null>(null);
  return (key: KeyboardEvent): boolean => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key.key];
    if (direction === undefined || key.ctrlKey || key.metaKey || key.altKey) return false;
    const stepMs = Math.max(1, Math.round(trackMs / (key.shiftKey ? 1000 : 100)));
    const atMs = onTrack(fault.atMs + direction * stepMs, trackMs);
    const next = { ...fault, atMs };
    // Whatever else has changed it in between begins a step of its own.
    const follows = last.current !== null && sameFault(last.current, fault);
    if (!changeFault(index, next, follows ? 'merge' : 'new').ok) return true;
    last.current = next;
    const what = t(`faults.kinds.${fault.kind}`);
    announce(t('faults.markMoved', { what, time: format.time(atMs) }));
    return true;
  };
}

/** In whole milliseconds, as faults are set. */
const onTrack = (ms: number, trackMs: number) =>
  Math.max(0, Math.min(Math.floor(trackMs), Math.round(ms)));

const sameFault = (a: Fault, b: Fault) => JSON.stringify(a) === JSON.stringify(b);
