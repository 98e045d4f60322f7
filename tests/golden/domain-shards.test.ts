/** The domain reference's figures on shards: the celebrity (§10 viii), scatter-gather and resharding (§7). */
import { describe, expect, it } from 'vitest';
import { homesOf, type Scheme } from '../../src/kinds/shard-router/placement.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Summary } from '../../src/sim/summary.ts';
import {
  client,
  constant,
  database,
  exponential,
  noTime,
  poisson,
  reads,
  request,
  writes,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { scenarioFrom } from '../support/replications.ts';

type RouterNode = Extract<ScenarioFile['nodes'][number], { kind: 'shardRouter' }>;
type RouterParams = NonNullable<RouterNode['params']>;

const ids = (shards: number) => Array.from({ length: shards }, (_, i) => `shard-${i}`);

/** Shards of one slot and 10 ms: 100 calls a second each. */
function sharded(design: {
  readonly shards: number;
  readonly ratePerSec: number;
  readonly seconds: number;
  readonly operations: typeof reads | typeof writes;
  readonly hotShare?: number;
  readonly router?: RouterParams;
  readonly service?: ReturnType<typeof constant>;
}) {
  const { shards, ratePerSec, seconds, operations, hotShare = 0.1, router = {} } = design;
  const service = design.service ?? constant(10);
  return scenarioFrom({
    version: 1,
    seed: 1,
    durationMs: seconds * 1000,
    warmupMs: 1000,
    nodes: [
      client('client', {
        arrival: poisson(ratePerSec),
        operations: [...operations],
        // One key of 40,000 that gets its share, the others alike.
        keys: {
          distribution: 'hotspot',
          count: 40_000,
          hotKeysRatio: 1 / 40_000,
          hotTrafficRatio: hotShare,
        },
      }),
      { id: 'router', kind: 'shardRouter', params: { overhead: noTime, ...router } },
      ...ids(shards).map((id) => database(id, { slots: 1, read: service, write: service })),
    ],
    edges: [request('client', 'router'), ...ids(shards).map((id) => request('router', id))],
  });
}

const busyOf = ({ nodes }: Summary, shards: number) =>
  ids(shards).map((id) => nodes[id]!.utilization!);

/** How many shards' worth of calls there could be before the hottest is always busy. */
function usableShards(summary: Summary, shards: number, ratePerSec: number): number {
  return (ratePerSec / 100) * (1 / Math.max(...busyOf(summary, shards)));
}

describe('a key of 10 % (viii)', () => {
  it.each([
    { shards: 16, parts: 1, skew: 2.5, usable: 6.4 },
    { shards: 32, parts: 1, skew: 4.1, usable: 7.8 },
    { shards: 16, parts: 10, skew: 1.06, usable: 15.1 },
    { shards: 64, parts: 1, skew: 7.3, usable: 8.8 },
  ])('$shards shards, the key in $parts: usable $usable', ({ shards, parts, skew, usable }) => {
    const router = { split: { hotKeys: parts > 1 ? 1 : 0, subKeys: parts } };
    const ratePerSec = 500;
    const design = { shards, ratePerSec, seconds: 41, operations: writes, router } as const;
    const summary = runToEnd(sharded(design));
    expect(summary.requests.failed).toBe(0);
    expectNear('hottest over mean', summary.nodes.router!.hottestOverMean as number, skew);
    expectNear('usable shards', usableShards(summary, shards, ratePerSec), usable);
  });

  it('30 % of it: 2.9 of 16', () => {
    const design = { shards: 16, ratePerSec: 250, seconds: 41, operations: writes } as const;
    const summary = runToEnd(sharded({ ...design, hotShare: 0.3 }));
    expectNear('usable shards', usableShards(summary, 16, 250), 2.9);
  });

  it('the other keys of that shard suffer with it, and no others', () => {
    // 700 a second: past the 640 that the hottest can take, far from the 1,600 of all.
    const summary = runToEnd(
      sharded({ shards: 16, ratePerSec: 700, seconds: 21, operations: writes }),
    );
    const hot = summary.nodes.router!.hottestShard as string;
    for (const id of ids(16)) {
      const { mean } = summary.nodes[id]!.latencyMs;
      if (id === hot) expect(mean).toBeGreaterThan(500);
      else expect(mean).toBeLessThan(20);
    }
  });

  it('split, a read gathers all the parts: the hottest shard gets no less than before', () => {
    const router = { split: { hotKeys: 1, subKeys: 10 } };
    const design = { shards: 16, ratePerSec: 300, seconds: 41, operations: reads } as const;
    const whole = runToEnd(sharded(design));
    const split = runToEnd(sharded({ ...design, router }));
    // Ten shards with 0.1 + 0.9 / 16 of the reads each.
    const share = 0.1 + 0.9 / 16;
    expectNear('whole', Math.max(...busyOf(whole, 16)), 3 * share);
    expectNear('split', Math.max(...busyOf(split, 16)), 3 * share);
    expect(busyOf(split, 16).filter((busy) => busy > 2 * share)).toHaveLength(10);
  });
});

describe('scatter-gather', () => {
  it('eight shards together do the work of one', () => {
    const scattered = runToEnd(
      sharded({
        ...{ shards: 8, ratePerSec: 80, seconds: 31, operations: reads, hotShare: 0 },
        router: { scatterRatio: 1 },
      }),
    );
    for (const busy of busyOf(scattered, 8)) expectNear('busy', busy, 0.8);
  });

  it.each([
    { shards: 1, p50: 3.2, p99: 16 },
    { shards: 10, p50: 9, p99: 27 },
    { shards: 100, p50: 17.7, p99: 43 },
  ])('the slowest of $shards answers (x): p50 $p50, p99 $p99 ms', ({ shards, p50, p99 }) => {
    const leaf = { dist: 'lognormal', p5Ms: 1, p95Ms: 10 } as const;
    const scenario = scenarioFrom({
      version: 1,
      seed: 1,
      durationMs: 120_000,
      nodes: [
        client('client', {
          arrival: poisson(50),
          operations: [...reads],
          keys: { distribution: 'uniform', count: 1000 },
        }),
        { id: 'router', kind: 'shardRouter', params: { overhead: noTime, scatterRatio: 1 } },
        ...ids(shards).map((id) => database(id, { read: leaf })),
      ],
      edges: [request('client', 'router'), ...ids(shards).map((id) => request('router', id))],
    });
    const { latencyMs } = runToEnd(scenario);
    expectNear('p50', latencyMs.p50!, p50);
    expectNear('p99', latencyMs.p99!, p99);
  });

  it('a tenth of scattered reads already costs as much as N of them', () => {
    // Load on each shard: λ (0.9 / N + 0.1).
    const summary = runToEnd(
      sharded({
        ...{ shards: 10, ratePerSec: 300, seconds: 41, operations: reads, hotShare: 0 },
        router: { scatterRatio: 0.1 },
        service: exponential(10),
      }),
    );
    for (const busy of busyOf(summary, 10)) expectNear('busy', busy, 3 * (0.9 / 10 + 0.1));
  });
});

describe('one shard more moves keys', () => {
  const moved = (scheme: Scheme, shards: number) => {
    const keyCount = 40_000;
    const homes = (n: number) => homesOf({ scheme, names: ids(n), virtualNodes: 160, keyCount });
    const [before, after] = [homes(shards), homes(shards + 1)];
    return before.filter((home, key) => home !== after[key]).length / keyCount;
  };

  it.each([3, 4, 16])('of %d: n ÷ (n + 1) by modulo, 1 ÷ (n + 1) on a ring', (n) => {
    expectNear('hash', moved('hash', n), n / (n + 1));
    // 160 points a shard: shares differ by 8 %, one standard deviation.
    expectNear('ring', moved('consistentHash', n), 1 / (n + 1), 0.25);
  });
});
