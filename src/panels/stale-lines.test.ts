import { expect, it } from 'vitest';
import { blogChunks, blogEvents, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import { NODE_FIELDS } from '../sim/recording.ts';
import { Recording } from '../stores/recording.ts';
import { withStaleLines } from './stale-lines.ts';
import { storyLines } from './story-lines.ts';

const replica = blogShape.nodeIds.indexOf('db-2');
const perSec = SECOND / blogShape.sliceNs;

/** Old answers of the replica, by second. */
function recorded(stale: Readonly<Record<number, number>>): Recording {
  const recording = new Recording(blogShape);
  for (const chunk of blogChunks()) {
    const nodes = chunk.nodes.slice();
    for (let slice = 0; slice < chunk.slices; slice++) {
      const row = slice * blogShape.nodeIds.length + replica;
      const at = row * NODE_FIELDS.length + NODE_FIELDS.indexOf('stale');
      nodes[at] = stale[(chunk.firstSlice + slice) / perSec] ?? 0;
    }
    recording.append({ ...chunk, nodes });
  }
  return recording;
}

it('tells each stretch with its count and its end, among what happened', () => {
  const lines = withStaleLines(storyLines(blogEvents()), recorded({ 3: 4, 4: 2, 21: 7 }));
  const stale = lines.filter(({ event }) => event.event === 'stale');
  expect(stale.map(({ event, times }) => [event.node, event.atNs / SECOND, times])).toEqual([
    [replica, 3, { count: 6, toNs: 4.25 * SECOND }],
    [replica, 21, { count: 7, toNs: 21.25 * SECOND }],
  ]);
  const moments = lines.map(({ event }) => event.atNs);
  expect(moments).toEqual([...moments].sort((a, b) => a - b));
});

it('leaves the story as it is where no read was old', () => {
  const lines = storyLines(blogEvents());
  expect(withStaleLines(lines, recorded({}))).toBe(lines);
});

it('tells no more stretches of a node than are read, and loses none of their reads', () => {
  const every = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [i * 4, 1]));
  const stale = withStaleLines([], recorded(every));
  expect(stale).toHaveLength(6);
  expect(stale.reduce((sum, { times }) => sum + times!.count, 0)).toBe(15);
});
