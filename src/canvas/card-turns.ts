/**
 * Numbers on the cards change ten times a second, all in one frame: with hundreds of cards that frame would be late. So
 * they take turns, a few dozen a frame; a small drawing is through in one, five hundred cards in a sixth of a second.
 */
import { runStore } from '../stores/run.ts';

/** Some 20 µs each: a millisecond a frame. */
const CARDS_A_FRAME = 50;

const all = new Set<() => void>();
let waiting: (() => void)[] = [];
let isStale = false;
let isAsked = false;
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

function onNews(): void {
  isStale = true;
  if (isAsked) return;
  // The news comes in a frame of playback: the first turn is now.
  takeTurn();
}

function takeTurn(): void {
  isAsked = false;
  if (waiting.length === 0 && isStale) {
    waiting = [...all].reverse();
    isStale = false;
  }
  for (let i = 0; i < CARDS_A_FRAME; i++) {
    const paint = waiting.pop();
    if (!paint) break;
    if (all.has(paint)) paint();
  }
  if (waiting.length === 0 && !isStale) return;
  isAsked = true;
  requestAnimationFrame(takeTurn);
}
