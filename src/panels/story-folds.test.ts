import { describe, expect, it } from 'vitest';
import { itemAt, sizesOf, storyItems } from './story-folds.ts';
import type { StoryLine } from './story-lines.ts';

const line = (event: string, node = 0, data: Record<string, number> = {}): StoryLine => ({
  event: { atNs: 0, node, instance: -1, event, data },
  repeatedAtNs: [],
});
const up = (from: number, to: number) => line('scaledUp', 0, { from, to });
const lengths = (lines: readonly StoryLine[]) => storyItems(lines).map((item) => item.lines.length);

describe('the story of a node that scales', () => {
  it('is one line until something else happens', () => {
    const scaling = [up(1, 3), line('instanceServing'), line('instanceWarm'), up(3, 5)];
    expect(lengths([line('crashed', 1), ...scaling, line('crashed', 1)])).toEqual([1, 4, 1]);
    expect(lengths([...scaling, line('scaledUp', 1), ...scaling])).toEqual([4, 1, 4]);
  });

  it('is told as it is where there is little of it, or no decision before it', () => {
    expect(lengths([up(1, 3), line('instanceServing'), line('instanceWarm')])).toEqual([1, 1, 1]);
    expect(lengths([1, 2, 3, 4].map(() => line('instanceWarm')))).toEqual([1, 1, 1, 1]);
  });

  it('says how many servers there were to be', () => {
    const down = line('scaledDown', 0, { from: 9, to: 4 });
    expect(sizesOf([up(2, 5), line('draining'), up(5, 9), down])).toEqual([2, 5, 9, 4]);
    expect(sizesOf([1, 2, 3, 4, 5, 6, 7].map((n) => up(n, n + 1)))).toEqual([1, 8, 8]);
  });

  it('knows where a line went', () => {
    const items = storyItems([line('crashed'), up(1, 2), up(2, 3), up(3, 4), up(4, 5), up(5, 6)]);
    expect([0, 1, 3, 5].map((index) => itemAt(items, index))).toEqual([0, 1, 1, 1]);
    expect(itemAt(items, -1)).toBe(-1);
  });
});
