/**
 * Requests a second of each eviction policy on a trace of keys, beside the npm package lru-cache on the same trace: the
 * ratio to it is the figure to quote.
 */
import { median } from 'd3-array';
import { LRUCache } from 'lru-cache';
import { Streams } from '../../src/base/random.ts';
import type { PolicyName } from '../../src/kinds/cache/policies/policies.ts';
import { replay } from '../../src/kinds/cache/policies/replay.ts';
import { hasOtherPeoplesTraces, loadTrace, type TraceName } from '../oracle/traces.ts';

/** 20, 8 and 5 million a second are asked where lru-cache does 10: by so much each must be faster than it. */
const FLOORS: Partial<Record<PolicyName, number>> = {
  lru: 2,
  fifo: 2,
  clock: 2,
  sieve: 2,
  s3fifo: 0.8,
  twoQ: 0.8,
  lfu: 0.8,
  arc: 0.8,
  wtinylfu: 0.5,
};

/** A database's pages and a storage volume's blocks; without the folder of other people's traces, our own Zipf. */
const traces: readonly TraceName[] = hasOtherPeoplesTraces
  ? ['cloudphysicsio', 'multi2']
  : ['zipf099'];

export interface PolicySpeed {
  readonly trace: string;
  readonly policy: PolicyName;
  readonly perSec: number;
  /** To lru-cache in the same rounds. */
  readonly ratio: number;
  readonly floor: number;
}

/** `requests`: how many are played in one timing; the trace is repeated until there are as many. */
export function timePolicies(requests: number, rounds: number): PolicySpeed[] {
  return traces.flatMap((name) => {
    const { trace, keyCount } = loadTrace(name);
    // A tenth of the keys, as a cache would be sized.
    const capacityKeys = Math.max(1, Math.floor(keyCount / 10));
    const times = Math.max(1, Math.round(requests / trace.length));
    const long = new Int32Array(trace.length * times);
    for (let i = 0; i < times; i++) long.set(trace, i * trace.length);
    return (Object.keys(FLOORS) as PolicyName[]).map((policy) => {
      const perSec: number[] = [];
      const ratios: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const streams = new Streams(1);
        const stream = streams.named('bench', policy);
        const draw = (n: number) => streams.below(stream, n);
        const ours = timed(long.length, () =>
          replay({ policy, capacityKeys, trace: long, keyCount, draw }),
        );
        const theirs = timed(long.length, () => playLruCache(long, capacityKeys));
        // The first round warms the compiler up.
        if (round === 0) continue;
        perSec.push(ours);
        ratios.push(ours / theirs);
      }
      return {
        trace: name,
        policy,
        perSec: median(perSec)!,
        ratio: median(ratios)!,
        floor: FLOORS[policy]!,
      };
    });
  });
}

function timed(requests: number, work: () => unknown): number {
  const startMs = performance.now();
  work();
  return (requests / (performance.now() - startMs)) * 1000;
}

function playLruCache(trace: Int32Array, max: number): number {
  const cache = new LRUCache<number, number>({ max });
  let misses = 0;
  for (const key of trace) {
    if (cache.get(key) === undefined) {
      misses++;
      cache.set(key, 1);
    }
  }
  return misses;
}
