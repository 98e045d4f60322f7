import { describe, expect, it } from 'vitest';
import { ADMITTED, BLOCKED, Breaker, type BreakerSpec, PROBING } from './breaker.ts';
import { OVERTAKEN, REFUSED, SUCCESS, TIMEOUT } from './causes.ts';

const hystrix: BreakerSpec = {
  errorRatio: 0.5,
  minCalls: 20,
  windowMs: 10_000,
  openMs: 5000,
  halfOpenProbes: 1,
};

/** A breaker on a clock of seconds, which remembers what it told. */
function breaker(spec: Partial<BreakerSpec> = {}, instances = 1) {
  const told: string[] = [];
  const causes: (string | undefined)[] = [];
  const clock = {
    nowNs: 0,
    emit: (_node: number, instance: number, event: string, data: object) => {
      const { reason, cause } = data as { reason?: string; cause?: string };
      if (event === 'breakerOpened') causes.push(cause);
      told.push(`${clock.nowNs / 1e9} s: ${event}${reason ? ` (${reason})` : ''} ${instance}`);
    },
  };
  const made = new Breaker({ ...hystrix, ...spec }, clock, { caller: 0, instances, target: 'db' });
  const at = (sec: number) => {
    clock.nowNs = sec * 1e9;
    return made;
  };
  /** So many calls end now; they left just now unless said otherwise. */
  const times = (n: number, cause: number, instance = 0, sentNs = clock.nowNs) => {
    for (let i = 0; i < n; i++) made.judge(instance, cause, false, sentNs);
  };
  return { at, times, told, causes };
}

describe('a closed breaker', () => {
  it('opens at half of twenty calls and not before', () => {
    const { at, times } = breaker();
    times(19, TIMEOUT);
    expect(at(1).admit(0)).toBe(ADMITTED);
    times(1, TIMEOUT);
    expect(at(1).admit(0)).toBe(BLOCKED);
  });

  it('stays closed below its share of failures, and opens on reaching it', () => {
    const { at, times } = breaker();
    times(51, SUCCESS);
    times(50, TIMEOUT);
    expect(at(1).admit(0)).toBe(ADMITTED);
    times(1, TIMEOUT);
    expect(at(1).admit(0)).toBe(BLOCKED);
  });

  it.each([0.07, 0.28, 0.55, 0.56])('opens on reaching %d exactly', (errorRatio) => {
    const { at, times } = breaker({ errorRatio, minCalls: 100 });
    const failures = Math.round(errorRatio * 100);
    times(100 - failures, SUCCESS);
    times(failures - 1, TIMEOUT);
    expect(at(1).admit(0)).toBe(ADMITTED);
    times(1, TIMEOUT);
    expect(at(1).admit(0)).toBe(BLOCKED);
  });

  it('forgets what is older than its window', () => {
    const { at, times } = breaker();
    times(19, TIMEOUT);
    at(10);
    times(1, TIMEOUT);
    expect(at(10).admit(0)).toBe(ADMITTED);
  });

  it('names the cause of the last failure, though a success tips the scale', () => {
    const { times, causes } = breaker();
    times(10, TIMEOUT);
    times(10, SUCCESS);
    expect(causes).toEqual(['timeout']);
  });

  it('never opens while everything succeeds', () => {
    const { at, times, told } = breaker({ minCalls: 1, errorRatio: 0.01 });
    times(1000, SUCCESS);
    expect(at(0).admit(0)).toBe(ADMITTED);
    expect(told).toEqual([]);
  });
});

describe('an open breaker', () => {
  function opened(spec: Partial<BreakerSpec> = {}) {
    const made = breaker({ minCalls: 1, ...spec });
    made.at(1);
    made.times(1, TIMEOUT);
    return made;
  }

  it('lets one probe through after its time, and nobody else until that has come back', () => {
    const { at } = opened();
    expect(at(5.999).admit(0)).toBe(BLOCKED);
    expect([at(6).admit(0), at(6).admit(0), at(100).admit(0)]).toEqual([PROBING, BLOCKED, BLOCKED]);
  });

  it('closes on a good probe and counts anew', () => {
    const { at, times, told } = opened({ minCalls: 2 });
    times(1, TIMEOUT);
    at(6.5).admit(0);
    at(6.6).judge(0, SUCCESS, true, 6e9);
    expect(at(6.6).admit(0)).toBe(ADMITTED);
    times(1, TIMEOUT);
    expect(at(6.6).admit(0)).toBe(ADMITTED);
    expect(told).toEqual([
      '1 s: breakerOpened (failures) -1',
      '6.5 s: breakerHalfOpen -1',
      '6.6 s: breakerClosed -1',
    ]);
  });

  it('stays open for its whole time again after a bad probe', () => {
    const { at, told } = opened();
    at(6).admit(0);
    at(7).judge(0, TIMEOUT, true, 6e9);
    expect([at(11.999).admit(0), at(12).admit(0)]).toEqual([BLOCKED, PROBING]);
    expect(told.slice(1, 3)).toEqual(['6 s: breakerHalfOpen -1', '7 s: breakerOpened (probes) -1']);
  });

  it('does not listen to calls that left before it opened', () => {
    const { at, times } = opened();
    times(100, SUCCESS);
    expect(at(2).admit(0)).toBe(BLOCKED);
    at(6).admit(0);
    times(100, SUCCESS);
    times(100, TIMEOUT);
    expect(at(6).admit(0)).toBe(BLOCKED);
    at(6).judge(0, SUCCESS, true, 6e9);
    expect(at(6).admit(0)).toBe(ADMITTED);
  });

  it('once closed again, does not listen to calls that left before it opened', () => {
    const { at, times } = opened();
    at(6).admit(0);
    at(6).judge(0, SUCCESS, true, 6e9);
    times(100, TIMEOUT, 0, 0.5e9);
    times(100, TIMEOUT, 0, 1e9);
    expect(at(6).admit(0)).toBe(ADMITTED);
    times(1, TIMEOUT, 0, 6e9);
    expect(at(6).admit(0)).toBe(BLOCKED);
  });

  it('of probes names the cause of the last that failed', () => {
    const { at, causes } = opened({ halfOpenProbes: 2 });
    at(6).admit(0);
    at(6).admit(0);
    at(7).judge(0, REFUSED, true, 6e9);
    at(7).judge(0, SUCCESS, true, 6e9);
    expect(causes).toEqual(['timeout', 'refused']);
  });

  it('sends another probe for one whose copy was answered first', () => {
    const { at } = opened();
    at(6).admit(0);
    at(6).judge(0, OVERTAKEN, true, 6e9);
    expect([at(6).admit(0), at(6).admit(0)]).toEqual([PROBING, BLOCKED]);
  });

  it.each([
    { failed: 4, state: ADMITTED },
    { failed: 5, state: BLOCKED },
  ])('of ten probes $failed failures decide by the same share', ({ failed, state }) => {
    const { at } = opened({ halfOpenProbes: 10 });
    const admitted = Array.from({ length: 11 }, () => at(6).admit(0));
    expect(admitted).toEqual([...Array<number>(10).fill(PROBING), BLOCKED]);
    for (let i = 0; i < 10; i++) at(6.5).judge(0, i < failed ? TIMEOUT : SUCCESS, true, 6e9);
    expect(at(6.5).admit(0)).toBe(state);
  });
});

it('every instance of the caller has its own, and a new process begins closed', () => {
  const { at, times, told } = breaker({}, 2);
  times(20, TIMEOUT, 1);
  expect([at(1).admit(0), at(1).admit(1)]).toEqual([ADMITTED, BLOCKED]);
  expect(told).toEqual(['0 s: breakerOpened (failures) 1']);
  at(1).forget(1);
  expect(at(1).admit(1)).toBe(ADMITTED);
});
