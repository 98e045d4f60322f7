/**
 * Policies against miss counts that other programs found on the same traces: exact, to the last
 * miss. `random` draws from a stream of its own, so its mean over 20 seeds is compared; given the
 * generator of the table, it is exact too.
 */
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/base/random.ts';
import { belady } from '../../src/kinds/cache/policies/belady.ts';
import type { PolicyName } from '../../src/kinds/cache/policies/policies.ts';
import type { Draw } from '../../src/kinds/cache/policies/policy.ts';
import { replay } from '../../src/kinds/cache/policies/replay.ts';
import type { DenseTrace } from '../../src/kinds/cache/policies/trace.ts';
import {
  expectedMeans,
  expectedRows,
  hasOtherPeoplesTraces,
  loadTrace,
  otherPeoplesTraces,
  syntheticTraces,
  type TraceName,
  whySkipped,
} from './traces.ts';

type Play = (dense: DenseTrace, capacityKeys: number) => number;

/** The variants that are our defaults, by policy and variant as the table names them. */
const defaults: Record<string, Play> = {
  'LRU lru': playing('lru'),
  'FIFO fifo': playing('fifo'),
  'CLOCK bits=1;init=0': playing('clock'),
  'LFU in-cache;tie=lru': playing('lfu'),
  'Random mulberry32;seed=42': playing('random', () => mulberry32(42)),
  'SIEVE sieve': playing('sieve'),
  'S3-FIFO s=0.1;g=0.9;thr=2;ghost-first': playing('s3fifo'),
  '2Q kin=0.25;kout=0.5': playing('twoQ'),
  'ARC p=real': playing('arc'),
  'W-TinyLFU w=0.01;prot=0.8;exact': playing('wtinylfu'),
  'Belady no-bypass': bound({ mayBypass: false }),
  'Belady bypass': bound({ mayBypass: true }),
};

describe.each(syntheticTraces)('on the synthetic trace %s', checkTrace);

if (hasOtherPeoplesTraces) {
  describe.each(otherPeoplesTraces)("on someone else's trace %s", checkTrace);
} else {
  it.for(otherPeoplesTraces)("on someone else's trace %s", (_trace, { skip }) => skip(whySkipped));
  console.warn(`Skipped ${otherPeoplesTraces.join(', ')}: ${whySkipped}`);
}

function checkTrace(trace: TraceName): void {
  const dense = loadTrace(trace);
  const rows = expectedRows(trace);

  it.each(Object.entries(defaults))('%s misses as often as the table says', (variant, play) => {
    const known = rows.filter((row) => `${row.policy} ${row.variant}` === variant);
    expect(known).not.toEqual([]);
    const found = known.map((row) => ({ ...row, misses: play(dense, row.capacityKeys) }));
    expect(found).toEqual(known);
  });

  it('random misses as often as the table says, in the mean of 20 seeds', () => {
    const known = expectedMeans(trace);
    expect(known).not.toEqual([]);
    for (const { capacityKeys, missRatio, tolerance } of known) {
      const error = meanOfRandom(dense, capacityKeys) - missRatio;
      expect(Math.abs(error), `at ${capacityKeys} keys`).toBeLessThanOrEqual(tolerance);
    }
  });
}

function playing(policy: PolicyName, drawFor: () => Draw = () => () => 0): Play {
  return (dense, capacityKeys) =>
    replay({ ...dense, policy, capacityKeys, draw: drawFor() }).misses;
}

function bound(rules: { readonly mayBypass: boolean }): Play {
  return (dense, capacityKeys) => belady({ ...dense, capacityKeys, ...rules }).misses;
}

function meanOfRandom(dense: DenseTrace, capacityKeys: number): number {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
  const ratios = seeds.map((seed) => {
    const streams = new Streams(seed);
    const eviction = streams.named('cache', 'eviction');
    const draw: Draw = (n) => streams.below(eviction, n);
    return replay({ ...dense, policy: 'random', capacityKeys, draw }).missRatio;
  });
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

/** Tommy Ettinger's generator, as the table used it. */
function mulberry32(seed: number): Draw {
  let a = seed;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}
