/**
 * Numbers on the cards change ten times a second, all in one frame, in which the panels are rendered too: with a hundred
 * cards that frame would be late. So they take turns, a few a frame: on a drawing of forty each still changes ten times
 * a second, of a hundred four or five times, which is as much as anybody reads.
 */
import { runStore } from '../stores/run.ts';
import { isWritingFrame } from '../ui/writing-frame.ts';

/** Written in 20 µs each, but laid out, painted and drawn in ten times that: some three milliseconds a frame. */
const CARDS_A_FRAME = 16;
/** With more, all are through in so many of the frames that are written in: half a second. */
const FRAMES_FOR_ALL = 15;
/** With more than these, none is written while the view moves. */
const HELD_FROM = 150;

const all = new Set<() => void>();
let waiting: (() => void)[] = [];
let isStale = false;
let isAsked = false;
let isHeld = false;
let stop: (() => void) | null = null;

/** Calls back whenever a card may have something new to write; answers how to stop. */
export function takeTurns(paint: () => void): () => void {
  all.add(paint);
  stop ??= runStore.subscribe((state, before) => {
    if (state.version !== before.version || state.run !== before.run) onNews();
  });
  return () => {
    all.delete(paint);
    if (all.size > 0) return;
    stop?.();
    stop = null;
    waiting = [];
  };
}

/** While the view moves. */
export function holdTurns(isOn: boolean): void {
  if (isHeld === isOn) return;
  isHeld = isOn;
  if (isStale || waiting.length > 0) ask();
}

function onNews(): void {
  isStale = true;
  // The news comes in a frame of playback, which the panels take: the first turn is in the next one.
  ask();
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(takeTurn);
}

function takeTurn(): void {
  isAsked = false;
  if (isHeld && all.size > HELD_FROM) return;
  if (!isWritingFrame()) {
    ask();
    return;
  }
  if (waiting.length === 0 && isStale) {
    waiting = [...all].reverse();
    isStale = false;
  }
  const turns = Math.max(CARDS_A_FRAME, all.size / FRAMES_FOR_ALL);
  for (let i = 0; i < turns; i++) {
    const paint = waiting.pop();
    if (!paint) break;
    if (all.has(paint)) paint();
  }
  if (waiting.length > 0 || isStale) ask();
}
