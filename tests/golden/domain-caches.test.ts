/** The domain reference's tables of hit ratios (§5.3, §10 iii). */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { cache, client, database, evenly, reads, request } from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { scenarioFrom } from '../support/replications.ts';

type CacheNode = Extract<ScenarioFile['nodes'][number], { kind: 'cache' }>;
type Policy = NonNullable<NonNullable<CacheNode['params']>['policy']>;
type ClientNode = Extract<ScenarioFile['nodes'][number], { kind: 'client' }>;
type Keys = NonNullable<NonNullable<ClientNode['params']>['keys']>;

describe('a loop through a cache of 1,000 keys, hits in per cent', () => {
  const never = { 1001: 0, 1100: 0, 1500: 0, 1800: 0, 2000: 0, 4000: 0 };
  const best = { 1001: 99.9, 1100: 90.9, 1500: 66.7, 1800: 55.5, 2000: 50, 4000: 25 };
  const rows: readonly [Policy, Readonly<Record<number, number>>][] = [
    ['lru', never],
    ['fifo', never],
    ['clock', never],
    ['sieve', never],
    ['lfu', never],
    ['s3fifo', { 1001: 96, 1100: 82, 1500: 50, 1800: 38, 2000: 0, 4000: 0 }],
    ['wtinylfu', best],
    ['random', { 1001: 99.8, 1100: 82, 1500: 42, 2000: 20, 4000: 2 }],
  ];

  /** Those that never hit in a loop that is too long. */
  const settlesAtOnce: ReadonlySet<Policy> = new Set(['lru', 'fifo', 'clock', 'sieve', 'lfu']);
  /** The reference's filter never forgets; W-TinyLFU halves its counts, and by rounding lets some newcomers in. */
  const toleranceOf = (policy: Policy) => (policy === 'wtinylfu' ? 0.2 : 0.15);

  it.each(rows)('%s', (policy, hits) => {
    expect(loopHits(policy, 1000)).toBe(100);
    for (const [length, percent] of Object.entries(hits)) {
      expectNear(
        `loop of ${length}`,
        loopHits(policy, Number(length)),
        percent,
        toleranceOf(policy),
      );
    }
  });

  it.each([
    ['any 1,000 keys, preloaded and pinned, are as good as knowing the future', true, best],
    ['preloaded keys that are not pinned are driven out', false, never],
  ] as const)('%s', (_, pinned, hits) => {
    for (const [length, percent] of Object.entries(hits)) {
      const count = Number(length);
      const value = hitPercent({
        policy: 'lru',
        capacityKeys: 1000,
        preload: { preload: 1000, pinned },
        keys: { distribution: 'sequential', count },
        before: pinned ? 0 : count,
        after: count,
      });
      expectNear(`loop of ${count}`, value, percent, 0.002);
    }
  });

  function loopHits(policy: Policy, count: number): number {
    const rounds = settlesAtOnce.has(policy) ? { before: 2, after: 1 } : { before: 8, after: 8 };
    return hitPercent({
      policy,
      capacityKeys: 1000,
      keys: { distribution: 'sequential', count },
      before: rounds.before * count,
      after: rounds.after * count,
    });
  }
});

describe('Zipf over 100,000 keys, hits in per cent', () => {
  const rows = [
    {
      ...{ exponent: 0.7, share: 0.01, lru: 10.9, fifo: 9.5, random: 9.5, clock: 11.6 },
      ...{ lfu: 19.3, sieve: 20.6, s3fifo: 21 },
    },
    {
      ...{ exponent: 0.9, share: 0.1, lru: 60.5, fifo: 56.3, random: 56.3, clock: 61.6 },
      ...{ lfu: 67.1, sieve: 67.1, s3fifo: 67.5 },
    },
  ];
  const policies = ['lru', 'fifo', 'random', 'clock', 'lfu', 'sieve', 's3fifo'] as const;

  // SIEVE is LFU until its hand first comes round, and at 1 % that takes more than these runs (after a million reads it
  // has the reference's 20.6): the run pays for the shape of the table, the oracle tests for the last digit.
  describe.each(rows)('exponent $exponent, a cache of $share', (row) => {
    it.each(policies)('%s', (policy) => {
      const percent = hitPercent({
        policy,
        capacityKeys: 100_000 * row.share,
        keys: { distribution: 'zipf', exponent: row.exponent, count: 100_000 },
        before: 80_000,
        after: 40_000,
      });
      expectNear('hits', percent, row[policy]);
    });
  });
});

/** One read every millisecond, every load instant. */
function hitPercent(run: {
  readonly policy: Policy;
  readonly capacityKeys: number;
  readonly keys: Keys;
  readonly preload?: { readonly preload: number; readonly pinned: boolean };
  readonly before: number;
  readonly after: number;
}): number {
  const { policy, capacityKeys, keys, preload, before, after } = run;
  const scenario = scenarioFrom({
    version: 1,
    seed: 1,
    // Half a step on, so that the boundaries fall between two reads.
    warmupMs: before + 0.5,
    durationMs: before + after + 0.5,
    nodes: [
      client('client', { arrival: evenly(1000), operations: [...reads], keys }),
      cache('cache', { capacityKeys, policy, strategy: 'readThrough', ...preload }),
      database('db'),
    ],
    edges: [request('client', 'cache'), request('cache', 'db')],
  });
  const { nodes, requests } = runToEnd(scenario);
  expect(requests.failed).toBe(0);
  return 100 * (nodes.cache!.hitRatio as number);
}
