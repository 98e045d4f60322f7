import { expect, it } from 'vitest';
import { blogEvents, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import { storyLines } from './story-lines.ts';
import { markNear, timeMarks } from './time-marks.ts';

const lines = storyLines(blogEvents());

it('marks every event where there is room', () => {
  expect(timeMarks(lines, 1)).toHaveLength(11);
});

it('joins marks that would touch and keeps the weightiest colour', () => {
  const marks = timeMarks(lines, 5 * SECOND);
  expect(marks.map(({ atNs, tone }) => [atNs / SECOND, tone.tone])).toEqual([
    [20, 'bad'],
    [40, 'promote'],
  ]);
  expect(marks[0]!.lines).toHaveLength(9);
});

it('finds the nearest mark within reach', () => {
  const marks = timeMarks(lines, 1);
  expect(markNear(marks, 20.1 * SECOND, 0.2 * SECOND)?.atNs).toBe(20 * SECOND);
  expect(markNear(marks, 30 * SECOND, 0.2 * SECOND)).toBeUndefined();
});
