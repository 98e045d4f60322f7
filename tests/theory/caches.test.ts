/** Hit ratios under independent references. Every load is instant, so that only the policy and the keys decide. */
import { describe, it } from 'vitest';
import { cache, client, database, evenly, poisson, reads, request } from '../support/designs.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';
import { fifoHitRatio, lruHitRatio, ttlHitRatio, zipfShares } from './queueing.ts';

const KEYS = 10_000;

describe.each([
  { exponent: 0.7, capacityKeys: 1000 },
  { exponent: 0.9, capacityKeys: 100 },
  { exponent: 0.9, capacityKeys: 1000 },
  { exponent: 1.1, capacityKeys: 1000 },
])('$capacityKeys of 10,000 keys, Zipf $exponent', ({ exponent, capacityKeys }) => {
  const shares = zipfShares(KEYS, exponent);

  it("LRU hits as Che's approximation says", () => {
    const theory = lruHitRatio(shares, capacityKeys);
    const values = hitRatios({ policy: 'lru', exponent, capacityKeys });
    expectAgreement({ figure: 'hit ratio', theory, values }, suiteLevel);
  });
});

describe('FIFO and random replacement', () => {
  const system = { exponent: 0.9, capacityKeys: 1000 } as const;
  const theory = fifoHitRatio(zipfShares(KEYS, 0.9), 1000);
  const fifo = () => hitRatios({ ...system, policy: 'fifo' });
  const random = () => hitRatios({ ...system, policy: 'random' });

  it('hit equally often, and as theory says', () => {
    const ratios = { fifo: fifo(), random: random() };
    expectAgreement({ figure: 'FIFO', theory, values: ratios.fifo }, suiteLevel);
    expectAgreement({ figure: 'random', theory, values: ratios.random }, suiteLevel);
    // The same keys for both, so pairs differ by the policy alone.
    const differences = ratios.fifo.map((ratio, i) => ratio - ratios.random[i]!);
    expectAgreement({ figure: 'difference', theory: 0, values: differences }, suiteLevel);
  });
});

// Keys that were all fetched at the start expire together for as long as the pauses between expiry and next request are
// short beside the time to live: the warm-up must outlast that, so the times to live here are near those pauses.
describe('a time to live alone', () => {
  it.each([
    { exponent: 0, ttlMs: 1000 },
    { exponent: 0.9, ttlMs: 500 },
  ])('Zipf $exponent, $ttlMs ms: λT / (1 + λT) for every key', ({ exponent, ttlMs }) => {
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 16_000,
      warmupMs: 6000,
      nodes: [
        client('client', {
          arrival: poisson(1000),
          operations: [...reads],
          keys: { distribution: 'zipf', exponent, count: 1000 },
        }),
        cache('cache', { capacityKeys: 1000, policy: 'lru', ttlMs, strategy: 'readThrough' }),
        database('db'),
      ],
      edges: [request('client', 'cache'), request('cache', 'db')],
    });
    const theory = ttlHitRatio(zipfShares(1000, exponent), 1000, ttlMs);
    const values = replicate(scenario).map(({ nodes }) => nodes.cache!.hitRatio as number);
    expectAgreement({ figure: 'hit ratio', theory, values }, suiteLevel);
  });
});

function hitRatios(system: {
  readonly policy: 'lru' | 'fifo' | 'random';
  readonly exponent: number;
  readonly capacityKeys: number;
}): number[] {
  const { policy, exponent, capacityKeys } = system;
  const scenario = scenarioFrom({
    version: 1,
    // 1,000 reads a simulated second; the warm-up replaces all keys several times.
    durationMs: 23_000,
    warmupMs: 8000,
    nodes: [
      client('client', {
        arrival: evenly(1000),
        operations: [...reads],
        keys: { distribution: 'zipf', exponent, count: KEYS },
      }),
      cache('cache', { capacityKeys, policy, strategy: 'readThrough' }),
      database('db'),
    ],
    edges: [request('client', 'cache'), request('cache', 'db')],
  });
  return replicate(scenario).map(({ nodes }) => nodes.cache!.hitRatio as number);
}
