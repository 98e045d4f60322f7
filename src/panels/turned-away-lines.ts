/**
 * When requests failed for want of room, and where, as lines of the story: overload breaks nothing, so that no event
 * tells of it. How many is counted at the clients; where is what most of the requests say that were kept.
 */
import { commonest } from '../stores/failure-causes.ts';
import { culpritsOf } from '../stores/notable-lists.ts';
import type { Recording } from '../stores/recording.ts';
import type { StoryLine } from './story-lines.ts';
import { among, lineOf, stretches } from './stretches.ts';

/** Causes of failure that are overload and nothing else. */
const crowded = ['overflow', 'waitedTooLong', 'expired'] as const;

export function withTurnedAwayLines(
  lines: readonly StoryLine[],
  recording: Recording,
): readonly StoryLine[] {
  const { slices, shape } = recording;
  const found = crowded.flatMap((reason) => {
    const code = shape.causes.indexOf(reason);
    const all = stretches({ slices, sliceNs: shape.sliceNs }, (slice) =>
      recording.failures(slice, code),
    );
    return all.flatMap((stretch) => {
      const node = commonest(culpritsOf(recording.notable, code, stretch));
      return node === null ? [] : lineOf(stretch, { event: 'turnedAway', node, data: { reason } });
    });
  });
  return among(lines, found);
}
