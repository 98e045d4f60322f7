import { expect, it } from 'vitest';
import { blog } from '../gallery/blog.ts';
import { circuitBreaker } from '../gallery/circuit-breaker.ts';
import type { GalleryEntry } from '../gallery/entry.ts';
import { retryStorm } from '../gallery/retry-storm.ts';
import { compile } from '../scenario/compile.ts';
import { validateScenario } from '../scenario/validate.ts';
import { Recording } from '../stores/recording.ts';
import { withEndLines } from './end-lines.ts';
import { storyLines } from './story-lines.ts';

/** What the story says of its end, by client. */
function endOf({ file }: GalleryEntry) {
  const read = validateScenario(file);
  if (!read.ok) throw new Error(read.issues[0]!.message);
  const sim = compile(read.scenario, { keepsSeries: true });
  const recording = new Recording(sim.shape());
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  recording.append(sim.recorder.take(sim.nowNs));
  const lines = storyLines(recording.events);
  const all = withEndLines(lines, recording, read.scenario);
  expect(withEndLines([], recording, read.scenario)).toEqual([]);
  return all.slice(lines.length).map(({ event }) => ({
    node: recording.shape.nodeIds[event.node],
    event: event.event,
    atNs: event.atNs,
    data: event.data,
  }));
}

it('a storm that goes on is the last that is told, of the client that still fails', () => {
  const [naive, ...others] = endOf(retryStorm);
  expect(others).toEqual([]);
  expect(naive).toMatchObject({
    node: 'naive',
    event: 'stillFailing',
    atNs: 120e9,
    data: { percent: 100 },
  });
  expect(naive!.data.perSec).toBeGreaterThan(650);
  expect(endOf(circuitBreaker)).toMatchObject([{ node: 'naive', event: 'stillFailing' }]);
});

it('a run that has recovered ends without', () => {
  expect(endOf(blog)).toEqual([]);
});
