import { describe, expect, it } from 'vitest';
import { Streams } from '../../base/random.ts';
import { KeySource } from './keys.ts';
import type { Keys } from './params.ts';

const N = 200_000;
const plain: Keys = {
  distribution: 'zipf',
  count: 100,
  exponent: 0.99,
  hotKeysRatio: 0.2,
  hotTrafficRatio: 0.8,
};

function countsOf(keys: Partial<Keys>): Float64Array {
  const streams = new Streams(23);
  const spec = { ...plain, ...keys };
  const source = new KeySource(spec, streams, streams.named('c', 'keys'));
  const counts = new Float64Array(spec.count);
  for (let i = 0; i < N; i++) counts[source.draw()]!++;
  return counts;
}

/** Every count within four and a half standard deviations of what it should be. */
function fits(counts: Float64Array, probability: (key: number) => number): void {
  for (const [key, count] of counts.entries()) {
    const p = probability(key);
    expect(Math.abs(count - N * p)).toBeLessThanOrEqual(4.5 * Math.sqrt(N * p * (1 - p)) + 1e-9);
  }
}

describe('keys', () => {
  it.each([0.5, 0.99, 2])('zipf with exponent %d: rank k has weight k^−exponent', (exponent) => {
    let sum = 0;
    for (let k = 1; k <= 100; k++) sum += k ** -exponent;
    fits(countsOf({ exponent }), (key) => (key + 1) ** -exponent / sum);
  });

  it('zipf with exponent 0, and uniform: all alike', () => {
    fits(countsOf({ exponent: 0 }), () => 0.01);
    fits(countsOf({ distribution: 'uniform' }), () => 0.01);
  });

  it('hotspot: some of the keys get most of the traffic', () => {
    fits(countsOf({ distribution: 'hotspot' }), (key) => (key < 20 ? 0.8 / 20 : 0.2 / 80));
    const all = countsOf({ distribution: 'hotspot', hotKeysRatio: 1 });
    fits(all, () => 0.01);
  });

  it('sequential: round and round', () => {
    expect([...countsOf({ distribution: 'sequential', count: 3 })]).toEqual([
      66_667, 66_667, 66_666,
    ]);
  });

  it('one key is always that key', () => {
    for (const distribution of ['zipf', 'uniform', 'hotspot', 'sequential'] as const) {
      expect([...countsOf({ distribution, count: 1 })]).toEqual([N]);
    }
  });
});
