import { describe, expect, it } from 'vitest';
import { hopColumns } from '../../tests/fixtures/synthetic-run.ts';
import {
  FoundLegs,
  LEVELS,
  LegIndex,
  legFailed,
  legKind,
  legKinds,
  legOperation,
  levelOf,
  newCounts,
} from './leg-index.ts';

const all = [0, 0, 0, 0];
const everything = { fromNs: 0, toNs: 1e12, levels: all };

function collected(
  legs: LegIndex,
  window: Parameters<LegIndex['collect']>[0] = everything,
): number[] {
  const into = new FoundLegs(10_000);
  legs.collect(window, into);
  return [...into.leg.subarray(0, into.count)].sort((a, b) => a - b);
}

/** Legs of the first type, at or above a level. */
function countFrom(legs: LegIndex, level: number): number {
  const counts = newCounts();
  legs.countIn(everything, counts);
  return counts.legs.subarray(level, LEVELS).reduce((sum, count) => sum + count, 0);
}

describe('legs of hops', () => {
  it('are a way there and a way back', () => {
    const legs = new LegIndex({ sliceNs: 100, originNs: 0 });
    legs.append(
      hopColumns([
        { request: 1, sentNs: 10, arrivedNs: 20, answeredNs: 50, endedNs: 65, operation: 1 },
      ]),
    );
    expect(legs.count).toBe(2);
    expect([0, 1].map((leg) => legs.startNs(leg))).toEqual([10, 50]);
    expect([0, 1].map((leg) => legs.endNs(leg))).toEqual([20, 65]);
    expect(legKind(legs.style(0))).toBe(legKinds.out);
    expect(legKind(legs.style(1))).toBe(legKinds.back);
    expect(legOperation(legs.style(1))).toBe(1);
    expect(legFailed(legs.style(1))).toBe(false);
  });

  it('tell a lost call and the moment its caller gave up', () => {
    const legs = new LegIndex({ sliceNs: 100, originNs: 0 });
    legs.append(hopColumns([{ request: 1, sentNs: 10, endedNs: 1010, outcome: 1 }]));
    expect([0, 1].map((leg) => legKind(legs.style(leg)))).toEqual([legKinds.lost, legKinds.gaveUp]);
    expect([0, 1].map((leg) => legs.startNs(leg))).toEqual([10, 1010]);
  });

  it('let a late answer travel although nobody waits for it', () => {
    const legs = new LegIndex({ sliceNs: 100, originNs: 0 });
    legs.append(
      hopColumns([
        { request: 1, sentNs: 0, arrivedNs: 7, answeredNs: 90, endedNs: 50, outcome: 1 },
      ]),
    );
    const kinds = [...new Array(legs.count).keys()].map((leg) => legKind(legs.style(leg)));
    expect(kinds).toEqual([legKinds.out, legKinds.back, legKinds.gaveUp]);
    expect(legs.endNs(1)).toBe(97);
  });

  it('that are still under way have no end yet', () => {
    const legs = new LegIndex({ sliceNs: 100, originNs: 0 });
    const open = Number.POSITIVE_INFINITY;
    legs.append(
      hopColumns([
        { request: 1, sentNs: 10, endedNs: open },
        { request: 2, sentNs: 10, arrivedNs: 15, answeredNs: 20, endedNs: open },
      ]),
    );
    const kinds = [...new Array(legs.count).keys()].map((leg) => legKind(legs.style(leg)));
    expect(kinds).toEqual([legKinds.out, legKinds.out, legKinds.back]);
    expect(legs.longestNs).toBe(5);
  });

  it('are found by when they began, in whatever order they came', () => {
    const legs = new LegIndex({ sliceNs: 10, originNs: 0 });
    for (const sentNs of [95, 5, 55, 15, 50]) {
      legs.append(hopColumns([{ request: sentNs, sentNs, arrivedNs: sentNs + 1 }]));
    }
    const starts = (fromNs: number, toNs: number) =>
      collected(legs, { fromNs, toNs, levels: all })
        .map((leg) => legs.startNs(leg))
        .sort((a, b) => a! - b!);
    expect(starts(5, 55)).toEqual([5, 15, 50, 55]);
    expect(starts(51, 94)).toEqual([55]);
    expect(starts(200, 300)).toEqual([]);
  });

  it('keep what began before their origin', () => {
    const legs = new LegIndex({ sliceNs: 10, originNs: 1e9 });
    legs.append(hopColumns([{ request: 1, sentNs: 1e9 - 40, arrivedNs: 1e9 + 5 }]));
    expect(collected(legs, { fromNs: 1e9 - 50, toNs: 1e9, levels: all })).toEqual([0]);
  });

  it('thin out by whole journeys, each level half of the one below', () => {
    const legs = new LegIndex({ sliceNs: 1000, originNs: 0 });
    legs.append(
      hopColumns(
        Array.from({ length: 4096 }, (_, request) => ({
          request: request >> 1,
          sentNs: request,
          arrivedNs: request + 1,
        })),
      ),
    );
    const perLevel = [0, 1, 2, 3].map((level) =>
      collected(legs, { ...everything, levels: [level, 0, 0, 0] }),
    );
    perLevel.forEach((found, level) => {
      expect(found.length).toBe(countFrom(legs, level));
      expect(found.length / 4096).toBeCloseTo(0.5 ** level, 1);
      for (const leg of found) expect(found).toContain(leg ^ 1);
    });
  });

  it('thin out each type of operation by itself', () => {
    const legs = new LegIndex({ sliceNs: 1000, originNs: 0 });
    legs.append(
      hopColumns(
        Array.from({ length: 4096 }, (_, request) => ({
          request,
          sentNs: request,
          operation: request % 64 === 0 ? 3 : 0,
        })),
      ),
    );
    const found = collected(legs, { ...everything, levels: [5, 0, 0, 0] });
    const jobs = found.filter((leg) => legOperation(legs.style(leg)) === 3);
    expect(jobs.length).toBe(64);
    expect(found.length).toBe(64 + countFrom(legs, 5));
  });

  it('count a request once, where it is first met', () => {
    const legs = new LegIndex({ sliceNs: 1000, originNs: 0 });
    const fanOut = (request: number) =>
      Array.from({ length: 50 }, (_, i) => ({ request, link: 3, sentNs: request * 10 + i }));
    legs.append(hopColumns([...fanOut(2), ...fanOut(90)]));
    const counts = newCounts();
    expect(legs.countIn({ fromNs: 0, toNs: 999 }, counts)).toBe(1000);
    expect(counts.requests.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(counts.legs.reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  it('know which link most requests use', () => {
    const legs = new LegIndex({ sliceNs: 1000, originNs: 0 });
    expect(legs.busiestShare).toBe(1);
    legs.append(
      hopColumns([
        { request: 1, link: 0, sentNs: 0 },
        { request: 1, link: 5, sentNs: 1 },
        { request: 1, link: 5, sentNs: 2 },
        { request: 2, link: 2, sentNs: 3 },
      ]),
    );
    expect(legs.busiestShare).toBe(0.5);
  });

  it('give every request a level in range', () => {
    for (let request = 0; request < 1000; request++) {
      expect(levelOf(request)).toBeGreaterThanOrEqual(0);
      expect(levelOf(request)).toBeLessThan(LEVELS);
    }
  });

  it('stop at what the caller has room for', () => {
    const legs = new LegIndex({ sliceNs: 10, originNs: 0 });
    legs.append(hopColumns(Array.from({ length: 50 }, (_, i) => ({ request: i, sentNs: i }))));
    const into = new FoundLegs(20);
    legs.collect(everything, into);
    expect(into.count).toBe(20);
  });

  it('grows by pages, each leg where it was', () => {
    const legs = new LegIndex({ sliceNs: 1000, originNs: 0 });
    const count = 40_000;
    legs.append(
      hopColumns(
        Array.from({ length: count }, (_, i) => ({ request: i, sentNs: i, arrivedNs: i + 5 })),
      ),
    );
    const starts = (from: number) => [0, 1, 2].map((leg) => legs.startNs(from + leg));
    expect(legs.count).toBeGreaterThanOrEqual(count);
    expect(starts(0)).toEqual([0, 1, 2]);
    expect(starts(legs.count - 3)).toEqual([count - 3, count - 2, count - 1]);
    const into = new FoundLegs(2 * count);
    legs.collect({ ...everything, toNs: count }, into);
    expect(into.count).toBe(legs.count);
  });
});

it('passes over slices of old ways, and finds every cross in them', () => {
  const legs = new LegIndex({ sliceNs: 100, originNs: 0 });
  const way = { arrivedNs: 20, answeredNs: 30, endedNs: 40 };
  legs.append(
    hopColumns([
      { request: 1, sentNs: 10, ...way },
      { request: 2, sentNs: 110, endedNs: 140, outcome: 1 },
      { request: 3, sentNs: 210, arrivedNs: 220, answeredNs: 230, endedNs: 240 },
    ]),
  );
  const startsFrom = (waysFromNs: number) =>
    collected(legs, { ...everything, waysFromNs }).map((leg) => legs.startNs(leg));
  expect(startsFrom(0)).toEqual([10, 30, 110, 140, 210, 230]);
  // The slice that the moment falls into is looked through.
  expect(startsFrom(50)).toEqual([10, 30, 110, 140, 210, 230]);
  expect(startsFrom(100)).toEqual([110, 140, 210, 230]);
  expect(startsFrom(300)).toEqual([110, 140]);
});
