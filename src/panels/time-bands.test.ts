import { describe, expect, it } from 'vitest';
import type { StoryLine } from './story-lines.ts';
import { joined, linesAt } from './time-bands.ts';

const line = (node: number, atNs: number, toNs: number): StoryLine => ({
  event: { atNs, node, instance: -1, event: 'stale', data: {} },
  repeatedAtNs: [],
  times: { count: 2, toNs },
});

describe('bands of the time bar', () => {
  it('join what overlaps, whoever it happened to', () => {
    const bands = joined([line(0, 0, 10), line(1, 5, 20), line(0, 30, 40)]);
    expect(bands.map(({ fromNs, toNs, lines }) => [fromNs, toNs, lines.length])).toEqual([
      [0, 20, 2],
      [30, 40, 1],
    ]);
  });

  it('keep the longest where one lies inside another', () => {
    expect(joined([line(0, 0, 50), line(1, 5, 20)])[0]!.toNs).toBe(50);
  });

  it('tell at a moment only of those that last', () => {
    const bands = joined([line(0, 0, 10), line(1, 5, 20), line(2, 30, 40)]);
    expect(linesAt(bands, 12).map(({ event }) => event.node)).toEqual([1]);
    expect(linesAt(bands, 25)).toEqual([]);
  });
});
