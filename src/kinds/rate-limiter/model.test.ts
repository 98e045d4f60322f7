/** What each algorithm lets through, at its edges and in the long run; and what becomes of the rest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  evenly,
  noTime,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';
import { TURNED_AWAY } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/algorithms.ts';
import type { RateLimiterParams } from './params.ts';

type Algorithm = RateLimiterParams['algorithm'];
const names = Object.keys(algorithms) as Algorithm[];

const MS = 1e6;
const limit = (algorithm: Algorithm, ratePerSec: number, burst = 0, windowMs = 1000) =>
  algorithms[algorithm]({ ratePerSec, burst, windowNs: windowMs * MS });

/** When calls that come at these milliseconds leave; null for those turned away. */
const leaving = (of: ReturnType<typeof limit>, atMs: readonly number[]) =>
  atMs.map((ms) => {
    const wait = of.admit(ms * MS);
    return wait === TURNED_AWAY ? null : ms + wait / MS;
  });

const times = (n: number, ms: number) => Array.from({ length: n }, () => ms);

describe('token bucket', () => {
  it('lets a burst through at once, then one a token', () => {
    const bucket = limit('tokenBucket', 100, 3);
    expect(leaving(bucket, [0, 0, 0, 0, 9, 10, 10, 20])).toEqual([
      ...[0, 0, 0, null, null, 10, null, 20],
    ]);
  });

  it('saves up no more than its size', () => {
    const bucket = limit('tokenBucket', 100, 3);
    leaving(bucket, [0, 0, 0]);
    expect(leaving(bucket, times(5, 10_000))).toEqual([10_000, 10_000, 10_000, null, null]);
  });

  it('holds one token where it is given no room', () => {
    expect(leaving(limit('tokenBucket', 100, 0), [0, 5, 10])).toEqual([0, null, 10]);
  });
});

describe('leaky bucket, as nginx limit_req', () => {
  it('without a burst, lets one through in each tenth of a second', () => {
    expect(leaving(limit('leakyBucket', 10), [0, 50, 99, 100, 100, 250, 349, 350])).toEqual([
      ...[0, null, null, 100, null, 250, null, 350],
    ]);
  });

  it('delays a burst so that calls leave at equal distances, and refuses the next', () => {
    const bucket = limit('leakyBucket', 10, 3);
    expect(leaving(bucket, times(6, 0))).toEqual([0, 100, 200, 300, null, null]);
    // A place falls free each tenth of a second.
    expect(leaving(bucket, [100, 100, 1000])).toEqual([400, null, 1000]);
  });
});

describe.each(['tokenBucket', 'leakyBucket'] as const)('%s without room', (algorithm) => {
  /** Calls at equal distances, each at its nearest nanosecond, as a client makes them. */
  const evenlyNs = (perSec: number, n: number) =>
    Array.from({ length: n }, (_, i) => Math.round((i * 1e9) / perSec));

  it.each([3, 7, 7.3, 60])('lets a stream of its own %d a second through at once', (ratePerSec) => {
    const bucket = limit(algorithm, ratePerSec);
    const waits = evenlyNs(ratePerSec, 1000).map((ns) => bucket.admit(ns));
    expect(new Set(waits)).toEqual(new Set([0]));
  });

  it.each([
    { ratePerSec: 30, every: 5 },
    { ratePerSec: 3, every: 50 },
  ])('and of 150 a second one in $every at $ratePerSec', ({ ratePerSec, every }) => {
    const bucket = limit(algorithm, ratePerSec);
    const through = evenlyNs(150, 3000).filter((ns) => bucket.admit(ns) !== TURNED_AWAY);
    expect(through).toHaveLength(3000 / every);
  });
});

describe.each(['fixedWindow', 'slidingWindow'] as const)('%s', (algorithm) => {
  it.each([
    { rate: 2.5, windowMs: 1000, fits: 2 },
    { rate: 2.5, windowMs: 2000, fits: 5 },
    // The product of these two is 28.999… in floating point.
    { rate: 0.29, windowMs: 100_000, fits: 29 },
  ])('of $rate a second, $fits fit into $windowMs ms', ({ rate, windowMs, fits }) => {
    const through = leaving(limit(algorithm, rate, 0, windowMs), times(50, 0));
    expect(through.filter((at) => at !== null)).toHaveLength(fits);
  });
});

describe('fixed window', () => {
  it('lets twice the limit through across its edge', () => {
    const calls = [...times(150, 999), ...times(150, 1000)];
    const through = leaving(limit('fixedWindow', 100), calls).filter((at) => at !== null);
    expect(through).toHaveLength(200);
  });
});

describe('sliding window', () => {
  it('has no such edge', () => {
    const calls = [...times(150, 999), ...times(150, 1000)];
    const through = leaving(limit('slidingWindow', 100), calls).filter((at) => at !== null);
    expect(through).toHaveLength(100);
  });

  it('counts the share of the last window that it still covers', () => {
    const window = limit('slidingWindow', 100);
    leaving(window, times(100, 500));
    // A quarter into the next, three quarters of the hundred count.
    const through = leaving(window, times(100, 1250)).filter((at) => at !== null);
    expect(through).toHaveLength(25);
  });

  it('lets its rate through in the long run, however small, and takes a part of a call for none', () => {
    const calls = Array.from({ length: 1000 }, (_, i) => 10 * i);
    for (const rate of [1, 5, 50]) {
      const through = leaving(limit('slidingWindow', rate), calls).filter((at) => at !== null);
      expect(through).toHaveLength(10 * rate);
    }
    // Of 5 the next window still counts 3.5 when three tenths of it are over; with 3 of its own 7 has room for one.
    const window = limit('slidingWindow', 7);
    leaving(window, [...times(5, 500), ...times(3, 1300)]);
    expect(leaving(window, times(2, 1300))).toEqual([1300, null]);
  });

  it('forgets what is older than two windows', () => {
    const window = limit('slidingWindow', 100);
    leaving(window, times(100, 999));
    expect(leaving(window, times(101, 2500)).filter((at) => at !== null)).toHaveLength(100);
  });
});

/** The most that can come out within one length of time, by the definition of each. */
const bounds: Readonly<
  Record<Algorithm, (rate: number, burst: number, seconds: number) => number>
> = {
  tokenBucket: (rate, burst, seconds) => Math.max(1, burst) + rate * seconds,
  leakyBucket: (rate, _, seconds) => 1 + rate * seconds,
  // Windows of a second: all of those begun, and the one before.
  fixedWindow: (rate, _, seconds) => rate * (Math.ceil(seconds) + 1),
  slidingWindow: (rate, _, seconds) => rate * (Math.ceil(seconds) + 1),
};

it.each(names)('%s never lets more through than its bound, whatever comes', (algorithm) => {
  const gaps = fc.array(fc.nat(400), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 50 }), fc.nat(20), (gapsMs, rate, burst) => {
      let now = 0;
      const arrivals = gapsMs.map((gap) => (now += gap));
      const out = leaving(limit(algorithm, rate, burst), arrivals)
        .filter((at) => at !== null)
        .sort((a, b) => a - b);
      for (const [i, from] of out.entries()) {
        for (let j = i; j < out.length; j++) {
          const most = bounds[algorithm](rate, burst, (out[j]! - from) / 1000);
          // A nanosecond's rounding at either end.
          if (j - i + 1 > most + 1e-6 * rate) return false;
        }
      }
      return true;
    }),
    { numRuns: 60, seed: 1 },
  );
});

/** Calls through a limiter to a server that takes no time. */
function run(
  params: object,
  ratePerSec: number,
  more: object = {},
  arrival: ReturnType<typeof evenly | typeof poisson> = evenly(ratePerSec),
) {
  const result = validateScenario({
    version: 1,
    durationMs: 20_000,
    nodes: [
      client('client', { arrival, operations: [...work], keys: oneKey }),
      { id: 'limiter', kind: 'rateLimiter', params: { overhead: noTime, ...params } },
      station('web', { slots: 1_000_000, service: noTime }),
    ],
    edges: [request('client', 'limiter'), request('limiter', 'web')],
    ...more,
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

describe.each(names)('%s', (algorithm) => {
  it('lets everything through below the rate', () => {
    const { requests } = run({ algorithm, ratePerSec: 100 }, 90);
    expect(requests.failed).toBe(0);
  });

  it('lets the rate through in the long run, and says why it turns the rest away', () => {
    const { requests, nodes, throughputPerSec, timeline } = run(
      { algorithm, ratePerSec: 100 },
      300,
    );
    // The first burst and the last window come on top of 20 seconds at the rate.
    expect(Math.abs(throughputPerSec! - 100)).toBeLessThanOrEqual(6);
    expect(requests.failedBy).toEqual({ rateLimited: requests.failed });
    expect(nodes.limiter!.rateLimited).toBe(requests.failed);
    expect(nodes.web!.arrived).toBe(requests.succeeded);
    expect(timeline.map(({ event }) => event)).toEqual(['limitReached']);
  });

  it('forgets its counts in a crash', () => {
    const params = { algorithm, ratePerSec: 10, burst: 10 };
    const crash = { kind: 'crash', atMs: 900, target: 'limiter', durationMs: 1 };
    const within = { durationMs: 990 };
    const kept = run(params, 1000, within).nodes.limiter!.rateLimited as number;
    const forgot = run(params, 1000, { ...within, faults: [crash] }).nodes.limiter!.rateLimited;
    // A whole burst, or a whole window, more.
    expect(forgot).toBeLessThan(kept - 8);
  });
});

it('holds delayed calls inside until their turn', () => {
  const { nodes, latencyMs } = run(
    { algorithm: 'leakyBucket', ratePerSec: 100, burst: 10 },
    200,
    {},
    poisson(200),
  );
  // Overloaded: whoever gets in finds about ten ahead, 10 ms each.
  expect(latencyMs.max).toBeLessThanOrEqual(100);
  expect(latencyMs.p50).toBeGreaterThan(80);
  expect(nodes.limiter!.delayed).toBeGreaterThan(1900);
});

it('takes its time over a refusal too', () => {
  const { nodes } = run({ ratePerSec: 1, burst: 1, overhead: constant(5) }, 10);
  // The last call has come and is not yet decided.
  expect(nodes.limiter).toMatchObject({ arrived: 200, inFlight: 1, rateLimited: 179 });
});

it('refuses a window that no call fits into', () => {
  const params = { algorithm: 'fixedWindow', ratePerSec: 0.5 };
  const result = validateScenario({
    version: 1,
    nodes: [{ id: 'limiter', kind: 'rateLimiter', params }],
  });
  expect(result.ok ? [] : result.issues.map(({ message }) => message)).toEqual([
    'nodes[0].params.windowMs: too short: at this rate no call fits into a window',
  ]);
});
