/** The only place where milliseconds of a file become the nanoseconds of a run, and back. */

export const NS_PER_MS = 1_000_000;
export const NS_PER_SEC = 1_000_000_000;

/** Milliseconds to whole nanoseconds. */
export function msToNs(ms: number): number {
  return Math.round(ms * NS_PER_MS);
}

export function nsToMs(ns: number): number {
  return ns / NS_PER_MS;
}

/**
 * A moment as it is written: whole milliseconds that have come. Cut, not rounded, wherever a moment is shown: what has
 * not happened must not read as if it had, and a moment must read alike on the clock, in the story and on a fault.
 * To the whole nanosecond first: what sums of doubles leave a trillionth short of a millisecond is that millisecond.
 */
export function cutMs(ms: number): number {
  return Math.floor(Math.round(ms * NS_PER_MS) / NS_PER_MS);
}

export function nsToSec(ns: number): number {
  return ns / NS_PER_SEC;
}
