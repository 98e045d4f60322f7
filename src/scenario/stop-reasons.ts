/** `Summary.stopped`: why a run ended before its time, as the command line says it, and read again for the page. */

/** Of a run that somebody ended; the page has words of its own for it. */
export const BY_HAND = 'by hand';

export interface StopReason {
  readonly events: number;
  /** Where time stood still; null where there were simply too many events. */
  readonly atMs: number | null;
}

export function stoppedBecause({ events, atMs }: StopReason): string {
  const stopped = `stopped after ${events} events`;
  return atMs === null ? stopped : `${stopped}: time stands still at ${atMs} ms`;
}

/** Null for what no run of ours says. */
export function readStopReason(stopped: string): StopReason | null {
  const found = /^stopped after (\d+) events(?:: time stands still at ([\d.e+-]+) ms)?$/.exec(
    stopped,
  );
  if (!found) return null;
  return { events: Number(found[1]), atMs: found[2] === undefined ? null : Number(found[2]) };
}
