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

export function nsToSec(ns: number): number {
  return ns / NS_PER_SEC;
}
