import { describe, expect, it } from 'vitest';
import { ABANDONED, Calls, NO_PARENT, ORPHAN } from './calls.ts';
import { EXPIRED, SUCCESS, WAITED } from './causes.ts';
import { Shedding, type SheddingSpec, sheddingFor } from './shedding.ts';

const off: SheddingSpec = { maxWaitMs: null, dropExpired: false, codel: null };

function shedding(spec: Partial<SheddingSpec>, instances = 1) {
  const clock = { nowNs: 0 };
  const calls = new Calls();
  const made = new Shedding(clock, calls, { ...off, ...spec }, instances);
  const call = (parent = NO_PARENT) => {
    const made = calls.claim();
    calls.records[made]!.parent = parent;
    return made;
  };
  const only = call();
  return {
    calls: calls.records,
    call,
    made,
    /** The turn of a call comes at `atMs` after a wait of `waitMs`. */
    turn: (atMs: number, waitMs: number, instance = 0, of = only) => {
      clock.nowNs = atMs * 1e6;
      calls.records[of]!.arrivedNs = (atMs - waitMs) * 1e6;
      return made.causeFor(of, instance);
    },
    passed: (atMs: number) => {
      clock.nowNs = atMs * 1e6;
      made.passed(0);
    },
  };
}

it('is nothing where nothing is ever dropped', () => {
  expect(sheddingFor({ nowNs: 0 }, new Calls(), { ...off, instances: 3 })).toBeNull();
});

it('drops who waited longer than the limit, and nobody who waited just as long', () => {
  const { turn } = shedding({ maxWaitMs: 100 });
  expect([turn(1000, 100), turn(1000, 100.001)]).toEqual([SUCCESS, WAITED]);
});

describe('what is dropped as expired', () => {
  it('is what nobody waits for any more, here or further up', () => {
    const { calls, call, turn } = shedding({ dropExpired: true });
    const client = call();
    const web = call(client);
    const below = call(web);
    expect(turn(10, 9, 0, below)).toBe(SUCCESS);
    calls[web]!.flags |= ABANDONED;
    expect(turn(10, 9, 0, below)).toBe(EXPIRED);
    expect(turn(10, 9, 0, call(client))).toBe(SUCCESS);
  });

  it('includes those whose caller has died', () => {
    const { call, turn } = shedding({ dropExpired: true });
    expect(turn(10, 9, 0, call(ORPHAN))).toBe(EXPIRED);
    expect(turn(10, 9, 0, call(call(ORPHAN)))).toBe(EXPIRED);
  });
});

describe('CoDel with a target of 5 ms and an interval of 100 ms', () => {
  const codel = { targetMs: 5, intervalMs: 100 };

  it('lets a burst shorter than the interval pass', () => {
    const { turn } = shedding({ codel });
    const causes = Array.from({ length: 99 }, (_, i) => turn(1000 + i, i));
    expect(new Set(causes)).toEqual(new Set([SUCCESS]));
  });

  it('even then lets nobody wait longer than the interval', () => {
    const { turn } = shedding({ codel });
    expect(turn(1000, 100)).toBe(SUCCESS);
    expect(turn(1001, 100.001)).toBe(WAITED);
  });

  it('cuts the wait to the target once the shortest of an interval was above it', () => {
    const { turn } = shedding({ codel });
    for (let ms = 0; ms < 100; ms += 10) expect(turn(ms, 6)).toBe(SUCCESS);
    expect(turn(100, 6)).toBe(WAITED);
    expect(turn(101, 5)).toBe(SUCCESS);
    // One of this interval waited no longer than the target: the line does not stand.
    expect(turn(199, 6)).toBe(WAITED);
    expect(turn(200, 60)).toBe(SUCCESS);
  });

  it('takes a call that found a free slot for a wait of nothing', () => {
    const { turn, passed } = shedding({ codel });
    for (let ms = 0; ms < 90; ms += 10) turn(ms, 60);
    passed(95);
    expect(turn(100, 60)).toBe(SUCCESS);
  });

  it('watches every instance by itself', () => {
    const { turn } = shedding({ codel }, 2);
    for (let ms = 0; ms <= 100; ms += 10) turn(ms, 60, 0);
    expect([turn(101, 60, 0), turn(101, 60, 1)]).toEqual([WAITED, SUCCESS]);
  });
});
