/** Stretches of a run in which something goes on, as lines of its story. Pure. */
import type { TimelineEvent } from '../sim/recording.ts';
import type { StoryLine } from './story-lines.ts';

/** When nothing of it happened for so long, the next begins another stretch. */
const QUIET_NS = 2e9;
/** What comes later joins the last. */
const STRETCHES_TOLD = 6;

export interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
  readonly count: number;
}

/** From how often it happened in each slice. */
export function stretches(
  { sliceNs, slices }: { readonly sliceNs: number; readonly slices: number },
  countIn: (slice: number) => number,
): Stretch[] {
  const found: { fromNs: number; count: number; toNs: number }[] = [];
  for (let slice = 0; slice < slices; slice++) {
    const count = countIn(slice);
    if (count === 0) continue;
    const fromNs = slice * sliceNs;
    const last = found.at(-1);
    const toNs = fromNs + sliceNs;
    if (last && (fromNs - last.toNs < QUIET_NS || found.length === STRETCHES_TOLD)) {
      last.count += count;
      last.toNs = toNs;
    } else found.push({ fromNs, count, toNs });
  }
  return found;
}

/** A stretch told as if it were an event. */
export function lineOf(
  { fromNs, toNs, count }: Stretch,
  { event, node, data }: Pick<TimelineEvent, 'event' | 'node' | 'data'>,
): StoryLine {
  return {
    event: { atNs: fromNs, node, instance: -1, event, data: { ...data, count } },
    repeatedAtNs: [],
    times: { count, toNs },
  };
}

/** Lines in the order of time. Where moments are equal, what happened comes before what went on. */
export function among(
  lines: readonly StoryLine[],
  more: readonly StoryLine[],
): readonly StoryLine[] {
  if (more.length === 0) return lines;
  return [...lines, ...more].sort((a, b) => a.event.atNs - b.event.atNs);
}
