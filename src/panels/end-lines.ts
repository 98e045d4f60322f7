/**
 * How a run ends that ends badly, as the last lines of its story: clients whose requests still fail. The steps before tell
 * what was mended; that it did not help is no event. Leaves out: what was over before, and a run in which nothing happened
 * (a story without lines tells its failures itself).
 */
import type { Scenario } from '../scenario/schema.ts';
import type { Recording } from '../stores/recording.ts';
import type { StoryLine } from './story-lines.ts';

/** What is looked at: the end of the run, so long or a tenth of it. */
const END_NS = 5e9;
const END_RATIO = 0.1;
/** Fewer of its requests fail all the time, somewhere. */
const FAILING_RATIO = 0.01;

export function withEndLines(
  lines: readonly StoryLine[],
  recording: Recording,
  { nodes }: Scenario,
): readonly StoryLine[] {
  if (lines.length === 0) return lines;
  const { doneNs: toNs, shape } = recording;
  const lengthNs = Math.max(shape.sliceNs, Math.min(END_NS, END_RATIO * toNs));
  const span = { fromNs: toNs - lengthNs, toNs };
  const last = { fromNs: toNs - Math.max(shape.sliceNs, lengthNs / 5), toNs };
  const ends = nodes.flatMap(({ id, kind }): StoryLine[] => {
    const node = recording.nodeIndex(id);
    if (kind !== 'client' || node === undefined) return [];
    const perSec = recording.nodeRate(node, 'failed', span);
    const all = perSec + recording.nodeRate(node, 'completed', span);
    const goesOn = recording.nodeMean(node, 'failed', last) > 0;
    if (!goesOn || perSec < FAILING_RATIO * all) return [];
    const data = { percent: percentOf(perSec / all), perSec: Math.max(1, Math.round(perSec)) };
    return [
      { event: { atNs: toNs, node, instance: -1, event: 'stillFailing', data }, repeatedAtNs: [] },
    ];
  });
  return [...lines, ...ends];
}

/** Whole, and never rounded up to all of them. */
function percentOf(ratio: number): number {
  return ratio === 1 ? 100 : Math.max(1, Math.min(99, Math.round(100 * ratio)));
}
