import { describe, expect, it } from 'vitest';
import type { Hop, Journeys } from '../sim/journal.ts';
import { type Stretch, waterfallOf } from './waterfall.ts';

const MS = 1e6;

/** A hop by its times in milliseconds: sent, arrived, started, answered, ended. */
function hop(
  times: readonly (number | null)[],
  about: Partial<Omit<Hop, 'sentNs' | 'endedNs'>> = {},
): Hop {
  const [sentNs, arrivedNs, startedNs, answeredNs, endedNs] = times.map((ms) =>
    ms === null ? Number.NaN : ms * MS,
  ) as [number, number, number, number, number];
  return {
    request: 0,
    parent: -1,
    call: 0,
    attempt: 1,
    isCopy: false,
    link: 0,
    instance: 0,
    verb: 0,
    key: 0,
    version: 0,
    isHit: false,
    isStale: false,
    isInside: false,
    cause: 0,
    culprit: -1,
    leftNs: sentNs,
    ...about,
    sentNs,
    arrivedNs,
    startedNs,
    answeredNs,
    endedNs,
  };
}

function journey(endedMs: number, hops: readonly Hop[], cause = 0): Journeys {
  const about = { request: 7, node: 0, operation: 0, key: 0, cause, culprit: -1, isStale: false };
  return { requests: [{ ...about, sentNs: 0, endedNs: endedMs * MS }], hops, jobs: [], leftOut: 0 };
}

const told = (path: readonly Stretch[]) =>
  path.map(({ part, hop: of, fromNs, toNs }) => `${of} ${part} ${fromNs / MS}–${toNs / MS}`);

describe('where the time of a request went', () => {
  it('tells the wait for a connection from the way and from the line at the server', () => {
    const waited = hop([0, 6, 8, 9, 10], { leftNs: 5 * MS });
    expect(told(waterfallOf(journey(10, [waited]), 100 * MS)!.path)).toEqual([
      '0 connection 0–5',
      '0 network 5–6',
      '0 waiting 6–8',
      '0 service 8–9',
      '0 network 9–10',
    ]);
  });

  it('has nothing but the wait where no connection fell free', () => {
    const about = { leftNs: Number.NaN, cause: 16 };
    const inVain = hop([0, null, null, null, 30], about);
    const { path, totalsNs } = waterfallOf(journey(30, [inVain], 16), 100 * MS)!;
    expect(told(path)).toEqual(['0 connection 0–30']);
    expect(totalsNs.silence).toBe(0);
  });

  it('tells waiting from work and from the network, and a server’s work from that of its calls', () => {
    const waterfall = waterfallOf(
      journey(20, [
        hop([0, 1, 4, 19, 20]),
        hop([6, 7, 9, 12, 13], { parent: 0, call: 1 }),
        hop([13, 14, 14, 15, 16], { parent: 0, call: 2 }),
      ]),
      100 * MS,
    )!;
    expect(told(waterfall.path)).toEqual([
      '0 network 0–1',
      '0 waiting 1–4',
      '0 service 4–6',
      '1 network 6–7',
      '1 waiting 7–9',
      '1 service 9–12',
      '1 network 12–13',
      '2 network 13–14',
      '2 service 14–15',
      '2 network 15–16',
      '0 service 16–19',
      '0 network 19–20',
    ]);
    expect(waterfall.totalsNs).toEqual({
      network: 6 * MS,
      connection: 0,
      waiting: 5 * MS,
      service: 9 * MS,
      backOff: 0,
      silence: 0,
    });
    expect(waterfall.rows.map(({ depth }) => depth)).toEqual([0, 1, 1]);
  });

  it('gives the pause before another try to neither, and a lost call to silence', () => {
    const { path, rows } = waterfallOf(
      journey(30, [
        hop([0, null, null, null, 10], { cause: 1 }),
        hop([15, 16, 16, 29, 30], { attempt: 2 }),
      ]),
      100 * MS,
    )!;
    expect(told(path)).toEqual([
      '0 silence 0–10',
      '-1 backOff 10–15',
      '1 network 15–16',
      '1 service 16–29',
      '1 network 29–30',
    ]);
    expect(rows.map(({ isRetried }) => isRetried)).toEqual([true, true]);
  });

  it('of two asked at once follows the one that was waited for', () => {
    const { path } = waterfallOf(
      journey(10, [
        hop([0, 0, 0, 10, 10]),
        hop([1, 2, 2, 3, 4], { parent: 0, call: 1 }),
        hop([1, 2, 2, 8, 9], { parent: 0, call: 2 }),
      ]),
      100 * MS,
    )!;
    expect(told(path)).toEqual([
      '0 service 0–1',
      '2 network 1–2',
      '2 service 2–8',
      '2 network 8–9',
      '0 service 9–10',
    ]);
  });

  it('before a hedged copy left, the first call was waited for', () => {
    const { path, rows } = waterfallOf(
      journey(12, [
        hop([0, 1, null, null, 12], { cause: 11 }),
        hop([8, 9, 9, 11, 12], { isCopy: true }),
      ]),
      100 * MS,
    )!;
    expect(told(path)).toEqual([
      '0 network 0–1',
      '0 waiting 1–8',
      '1 network 8–9',
      '1 service 9–11',
      '1 network 11–12',
    ]);
    expect(rows.map(({ isRetried }) => isRetried)).toEqual([false, false]);
  });

  it('draws what a server does for nobody after its caller gave up, outside of the latency', () => {
    const { path, rows, toNs, endedNs } = waterfallOf(
      journey(5, [hop([0, 1, 2, 9, 5], { cause: 1 })], 1),
      100 * MS,
    )!;
    expect(told(path)).toEqual(['0 network 0–1', '0 waiting 1–2', '0 service 2–5']);
    expect(rows[0]?.bars.at(-1)).toEqual({
      part: 'service',
      fromNs: 5 * MS,
      toNs: 9 * MS,
      isLate: true,
    });
    expect([endedNs, toNs]).toEqual([5 * MS, 9 * MS]);
  });

  it('shows one that is under way up to where the run is', () => {
    const open = Number.POSITIVE_INFINITY;
    const { path, endedNs } = waterfallOf(journey(open, [hop([0, 1, null, null, open])]), 6 * MS)!;
    expect(endedNs).toBe(6 * MS);
    expect(told(path)).toEqual(['0 network 0–1', '0 waiting 1–6']);
    expect(waterfallOf({ requests: [], hops: [], jobs: [], leftOut: 0 }, 0)).toBeNull();
  });
});
