/** Hit ratios under independent references. Every load is instant, so that only the policy and the keys decide. */
import { describe, it } from 'vitest';
import { fifoHitRatio, lruHitRatio, zipfShares } from '../../src/kinds/cache/prediction.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { expectTheory } from '../support/agreement.ts';
import { cache, client, database, evenly, poisson, reads, request } from '../support/designs.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';
import { ttlHitRatio } from './queueing.ts';

const KEYS = 10_000;

const hitRatio = (theory: number, within: number) => ({
  figure: 'hit ratio',
  theory,
  within,
  of: hitRatioOf,
});

describe("LRU hits as Che's approximation says: within 1.5 %", () => {
  it.each([
    { exponent: 0.7, capacityKeys: 1000 },
    { exponent: 0.8, capacityKeys: 3000 },
    { exponent: 0.9, capacityKeys: 100 },
    { exponent: 0.9, capacityKeys: 1000 },
    { exponent: 1.1, capacityKeys: 100 },
    { exponent: 1.1, capacityKeys: 1000 },
  ])('$capacityKeys of 10,000 keys, Zipf $exponent', ({ exponent, capacityKeys }) => {
    const theory = lruHitRatio(zipfShares(KEYS, exponent), capacityKeys);
    expectTheory(reading({ policy: 'lru', exponent, capacityKeys }), [hitRatio(theory, 0.015)]);
  });
});

describe('FIFO and random replacement', () => {
  const system = { exponent: 0.9, capacityKeys: 1000 } as const;
  const theory = fifoHitRatio(zipfShares(KEYS, 0.9), 1000);

  it.each(['fifo', 'random'] as const)('%s: within 1 % of theory', (policy) => {
    expectTheory(reading({ ...system, policy }), [hitRatio(theory, 0.01)]);
  });

  it('hit equally often', () => {
    const of = (policy: 'fifo' | 'random') =>
      replicate(reading({ ...system, policy })).map(hitRatioOf);
    const [fifo, random] = [of('fifo'), of('random')];
    // The same keys for both, so pairs differ by the policy alone.
    const differences = fifo.map((ratio, i) => ratio - random[i]!);
    expectAgreement({ figure: 'difference', theory: 0, values: differences }, suiteLevel);
  });
});

// Keys that were all fetched at the start expire together for as long as the pauses between expiry and next request are
// short beside the time to live: the warm-up must outlast that, so the times to live here are near those pauses.
describe('a time to live alone: λT / (1 + λT) for every key, within 1.2 %', () => {
  it.each([
    { exponent: 0, ttlMs: 300 },
    { exponent: 0, ttlMs: 1000 },
    { exponent: 0.9, ttlMs: 100 },
    { exponent: 0.9, ttlMs: 500 },
  ])('Zipf $exponent, $ttlMs ms', ({ exponent, ttlMs }) => {
    const id = `client-${exponent}-${ttlMs}`;
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 16_000,
      warmupMs: 6000,
      nodes: [
        client(id, {
          arrival: poisson(1000),
          operations: [...reads],
          keys: { distribution: 'zipf', exponent, count: 1000 },
        }),
        cache('cache', { capacityKeys: 1000, policy: 'lru', ttlMs, strategy: 'readThrough' }),
        database('db'),
      ],
      edges: [request(id, 'cache'), request('cache', 'db')],
    });
    const theory = ttlHitRatio(zipfShares(1000, exponent), 1000, ttlMs);
    expectTheory(scenario, [hitRatio(theory, 0.012)]);
  });
});

function hitRatioOf({ nodes }: Summary): number {
  return nodes.cache!.hitRatio as number;
}

function reading(system: {
  readonly policy: 'lru' | 'fifo' | 'random';
  readonly exponent: number;
  readonly capacityKeys: number;
}) {
  const { policy, exponent, capacityKeys } = system;
  // Keys of its own for every case: with the same, one stroke of luck would be in all of them.
  const id = `client-${exponent}-${capacityKeys}`;
  return scenarioFrom({
    version: 1,
    // 1,000 reads a simulated second; the warm-up replaces all keys several times.
    durationMs: 23_000,
    warmupMs: 8000,
    nodes: [
      client(id, {
        arrival: evenly(1000),
        operations: [...reads],
        keys: { distribution: 'zipf', exponent, count: KEYS },
      }),
      cache('cache', { capacityKeys, policy, strategy: 'readThrough' }),
      database('db'),
    ],
    edges: [request(id, 'cache'), request('cache', 'db')],
  });
}
