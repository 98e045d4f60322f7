/** The moment that a link carries: the one that the clock shows. */
import { CLOSE_UP_SPEED } from './playback.ts';
import type { Recording } from './recording.ts';
import { player, runStore } from './run.ts';

/** Where the cursor stands now. */
export function sharedMomentNs(): number {
  return linkMomentNs(player.cursorNs(), runStore.getState().speed, player.recording());
}

/**
 * Cut where the clock is: to thousandths of a second, in slow motion to microseconds. On an event it is the first
 * microsecond that has it: cut, the link would stand just before what it is to show.
 */
export function linkMomentNs(
  cursorNs: number,
  speed: number,
  recording: Pick<Recording, 'events' | 'eventsUntil'> | null,
): number {
  const atNs = Math.round(cursorNs);
  const passed = recording?.events[recording.eventsUntil(atNs) - 1];
  if (passed?.atNs === atNs) return Math.ceil(atNs / 1e3) * 1e3;
  const stepNs = speed > CLOSE_UP_SPEED ? 1e6 : 1e3;
  return Math.floor(atNs / stepNs) * stepNs;
}
