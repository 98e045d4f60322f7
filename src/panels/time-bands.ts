/**
 * Stretches of a run in which requests were turned away, or answered with old values, as bands of the time bar: one row
 * for each, whatever the number of nodes that took part. Pure.
 */
import type { Recording } from '../stores/recording.ts';
import { withStaleLines } from './stale-lines.ts';
import type { StoryLine } from './story-lines.ts';
import { withTurnedAwayLines } from './turned-away-lines.ts';

export interface TimeBand {
  /** What went on: `turnedAway` or `stale`. */
  readonly event: string;
  readonly fromNs: number;
  readonly toNs: number;
  /** The lines of the story that it stands for. */
  readonly lines: readonly StoryLine[];
}

export function timeBands(recording: Recording): TimeBand[] {
  return [...joined(withTurnedAwayLines([], recording)), ...joined(withStaleLines([], recording))];
}

/** Lines in the order of time; those that overlap are one band. */
export function joined(lines: readonly StoryLine[]): TimeBand[] {
  const bands: TimeBand[] = [];
  for (const line of lines) {
    const { event, atNs } = line.event;
    const toNs = line.times?.toNs ?? atNs;
    const last = bands.at(-1);
    if (last && atNs <= last.toNs) {
      const wider = { toNs: Math.max(last.toNs, toNs), lines: [...last.lines, line] };
      bands[bands.length - 1] = { ...last, ...wider };
    } else bands.push({ event, fromNs: atNs, toNs, lines: [line] });
  }
  return bands;
}

/** What went on at a moment, line by line. */
export function linesAt(bands: readonly TimeBand[], ns: number): readonly StoryLine[] {
  return bands.flatMap(({ lines }) =>
    lines.filter(({ event, times }) => event.atNs <= ns && ns < (times?.toNs ?? event.atNs)),
  );
}
