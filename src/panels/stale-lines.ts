/** Where and when reads were answered with old values, as lines of the story: one for each node and stretch of time. */
import type { RecordedSeries } from '../stores/recorded-series.ts';
import type { StoryLine } from './story-lines.ts';
import { among, lineOf, stretches } from './stretches.ts';

/** The lines of the story with those among them, in the order of time. */
export function withStaleLines(
  lines: readonly StoryLine[],
  recording: RecordedSeries,
): readonly StoryLine[] {
  const { slices, shape } = recording;
  const stale = shape.nodeIds.flatMap((_, node) =>
    stretches({ slices, sliceNs: shape.sliceNs }, (slice) =>
      recording.nodeValue(slice, node, 'stale'),
    ).map((stretch) => lineOf(stretch, { event: 'stale', node, data: {} })),
  );
  return among(lines, stale);
}
