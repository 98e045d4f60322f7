import { expect, it } from 'vitest';
import { blogEvents } from '../../tests/fixtures/synthetic-run.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { keyOf, lineAt, storyLines } from './story-lines.ts';
import { withTimes } from './told-story.ts';

function at(atNs: number, event: string, data: TimelineEvent['data'] = {}): TimelineEvent {
  return { atNs, node: 0, instance: -1, event, data };
}

it('tells each event of a failover', () => {
  expect(storyLines(blogEvents()).map(({ event }) => event)).toEqual(blogEvents());
});

it('counts a burst from the fourth on', () => {
  const burst = Array.from({ length: 300 }, (_, i) => at(i, 'deadLettered', { key: i }));
  const lines = storyLines(burst);
  expect(lines.map(({ event }) => event.atNs)).toEqual([0, 1, 2]);
  expect(lines[2]!.repeatedAtNs).toHaveLength(297);
});

it('tells apart who is probed', () => {
  const probes = [0, 1, 2, 3].flatMap((miss) =>
    [0, 1].map((instance) => at(miss, 'probeMissed', { target: 'web', instance })),
  );
  const lines = storyLines(probes);
  expect(lines).toHaveLength(6);
  expect(lines.map(({ repeatedAtNs }) => repeatedAtNs.length)).toEqual([0, 0, 0, 0, 1, 1]);
});

it('has a key for each line, also of several targets at one moment', () => {
  const ejections = ['a', 'b', 'c'].flatMap((target) =>
    [0, 1].map((instance) => at(5, 'ejected', { target, instance })),
  );
  const failures = ['a', 'b'].map((target) => at(5, 'declaredDown', { target }));
  const lines = storyLines([...ejections, ...failures]);
  expect(new Set(lines.map(keyOf)).size).toBe(8);
});

it('begins again after something else happened to the same one', () => {
  const about = { target: 'web', instance: 0 };
  const misses = [0, 1, 2, 3].map((ns) => at(ns, 'probeMissed', about));
  const lines = storyLines([...misses, at(4, 'ejected', about), at(5, 'probeMissed', about)]);
  expect(lines.map(({ event }) => event.atNs)).toEqual([0, 1, 2, 4, 5]);
});

it('knows the line that the cursor has reached', () => {
  const lines = storyLines([at(10, 'crashed'), at(20, 'restarted')]);
  expect([5, 10, 19, 20, 99].map((ns) => lineAt(lines, ns))).toEqual([-1, 0, 0, 1, 1]);
});

it('counts interleaved bursts apart', () => {
  const events = Array.from({ length: 100 }, (_, i) =>
    at(i, i % 2 ? 'deadLettered' : 'redelivered'),
  );
  expect(storyLines(events)).toHaveLength(6);
});

it('tells once that a limit is reached, with how often and until when', () => {
  const lines = storyLines([
    at(10, 'limitReached'),
    at(20, 'crashed'),
    at(30, 'limitReached'),
    at(90, 'limitReached'),
  ]);
  expect(lines.map(({ event }) => event.event)).toEqual(['limitReached', 'crashed']);
  expect(lines.map((line) => withTimes(line).times)).toEqual([{ count: 3, toNs: 90 }, undefined]);
});

it('counts steps too, once there are very many', () => {
  const events = Array.from({ length: 100 }, (_, i) => at(i, i % 2 ? 'semiSyncOn' : 'semiSyncOff'));
  expect(storyLines(events)).toHaveLength(24);
});
