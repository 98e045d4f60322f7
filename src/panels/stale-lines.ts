/** Where and when reads were answered with old values, as lines of the story: one for each node and stretch of time. */
import type { TimelineEvent } from '../sim/recording.ts';
import type { RecordedSeries } from '../stores/recorded-series.ts';
import type { StoryLine } from './story-lines.ts';

/** Without an old answer for so long, the next begins another stretch. */
const QUIET_NS = 2e9;
/** Of a node; what comes later joins the last. */
const STRETCHES_TOLD = 6;

/** The lines of the story with those among them, in the order of time. */
export function withStaleLines(
  lines: readonly StoryLine[],
  recording: RecordedSeries,
): readonly StoryLine[] {
  const stale = recording.shape.nodeIds.flatMap((_, node) => stretchesOf(recording, node));
  // Where moments are equal, what happened comes before what was read.
  return stale.length === 0
    ? lines
    : [...lines, ...stale].sort((a, b) => a.event.atNs - b.event.atNs);
}

function stretchesOf(recording: RecordedSeries, node: number): StoryLine[] {
  const { sliceNs } = recording.shape;
  const found: { fromNs: number; count: number; toNs: number }[] = [];
  for (let slice = 0; slice < recording.slices; slice++) {
    const count = recording.nodeValue(slice, node, 'stale');
    if (count === 0) continue;
    const fromNs = slice * sliceNs;
    const last = found.at(-1);
    const toNs = fromNs + sliceNs;
    if (last && (fromNs - last.toNs < QUIET_NS || found.length === STRETCHES_TOLD)) {
      last.count += count;
      last.toNs = toNs;
    } else found.push({ fromNs, count, toNs });
  }
  return found.map(({ fromNs, count, toNs }) => {
    const event: TimelineEvent = {
      atNs: fromNs,
      node,
      instance: -1,
      event: 'stale',
      data: { count },
    };
    return { event, repeatedAtNs: [], times: { count, toNs } };
  });
}
