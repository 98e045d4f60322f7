/** What went wrong in a run, one incident after another: what struck, and the failover that it set off, if any. */
import { isStrike } from '../scenario/strikes.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { type Failover, failovers } from './failovers.ts';
import type { SetOf } from './story-causes.ts';

export interface Incident {
  readonly began: TimelineEvent;
  /** What else struck at that moment: its account is theirs too. */
  readonly also: readonly TimelineEvent[];
  readonly failover: Failover | null;
  /** The next one begins. */
  readonly untilNs: number;
}

/** In the order of time. */
export function incidents(events: readonly TimelineEvent[], setOf: SetOf): Incident[] {
  const all = failovers(events, setOf);
  const struck = events.filter(isStrike);
  const plain = struck.filter(({ atNs }) => !all.some(({ began }) => began.atNs === atNs));
  const begun = [
    ...all.map((failover) => ({ began: failover.began, failover })),
    ...plain
      .filter(({ atNs }, i) => plain[i - 1]?.atNs !== atNs)
      .map((began) => ({ began, failover: null })),
  ].sort((a, b) => a.began.atNs - b.began.atNs);
  return begun.map((one, i) => ({
    ...one,
    also: struck.filter((event) => event.atNs === one.began.atNs && event !== one.began),
    untilNs: begun[i + 1]?.began.atNs ?? Number.POSITIVE_INFINITY,
  }));
}

/** What happens does so at a whole nanosecond; a cursor that was played to there may lack a part of it. */
export const ROUNDING_NS = 1;

/** The latest that had begun by a moment; before all of them, the first. */
export function incidentAt(all: readonly Incident[], atNs: number): Incident | undefined {
  return all.findLast(({ began }) => began.atNs <= atNs + ROUNDING_NS) ?? all[0];
}
