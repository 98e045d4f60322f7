import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  database,
  exponential,
  noTime,
  oneKey,
  poisson,
  reads,
  request,
  station,
  work,
} from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { blog } from '../gallery/blog.ts';
import { cacheFlush } from '../gallery/cache-flush.ts';
import { circuitBreaker } from '../gallery/circuit-breaker.ts';
import { connectionPool } from '../gallery/connection-pool.ts';
import { hedgedTail } from '../gallery/hedged-tail.ts';
import { oneQueue } from '../gallery/one-queue.ts';
import { rateLimit } from '../gallery/rate-limit.ts';
import { retryStorm } from '../gallery/retry-storm.ts';
import { slowServer } from '../gallery/slow-server.ts';
import { compile } from '../scenario/compile.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { isStrike } from '../scenario/strikes.ts';
import { Recording } from './recording.ts';
import { retriedAt } from './retried.ts';
import { type Why, whyOf } from './why.ts';

interface Asked {
  readonly why: Why;
  readonly recording: Recording;
}

/** The whole of a run, or what `window` asks for. */
function ask(
  file: ScenarioFile,
  window?: { readonly fromNs: number; readonly toNs: number },
): Asked {
  const scenario = scenarioFrom(file);
  const sim = compile(scenario, { keepsSeries: true });
  const recording = new Recording(sim.shape());
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  recording.append(sim.recorder.take(sim.nowNs));
  const whole = { fromNs: 0, toNs: sim.spec.durationNs };
  return { why: whyOf(recording, scenario, window ?? whole), recording };
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
const loadAt = ({ why }: Asked, node: string) => why.loads.find(({ id }) => id === node)!;

/** Mean time from start to answer of the sampled calls to a node, milliseconds. */
function sampledServiceMs({ recording }: Asked, node: string): number {
  const index = recording.nodeIndex(node);
  const times = recording.hops.flatMap((hops) =>
    Array.from(hops.link.subarray(0, hops.count)).flatMap((link, hop) => {
      const ms = (hops.answeredNs[hop]! - hops.startedNs[hop]!) / 1e6;
      return recording.shape.links[link]!.target === index && ms >= 0 ? [ms] : [];
    }),
  );
  return sum(times) / times.length;
}

/** The blog with a single replica. */
const oneReplica: ScenarioFile = {
  ...blog.file,
  nodes: blog.file.nodes.filter(({ id }) => id !== 'db-3'),
  edges: blog.file.edges!.filter(({ source, target }) => ![source, target].includes('db-3')),
};

/** The storm with other retries of its first client. */
const withRetry = (retry: object): ScenarioFile => ({
  ...retryStorm.file,
  nodes: retryStorm.file.nodes.map((node) =>
    node.id === 'naive' ? ({ ...node, params: { ...node.params, retry } } as typeof node) : node,
  ),
});

/** Fifty a second through a server with two connections, and a slot of a database for every one of them. */
function pooled(design: {
  readonly acquireTimeoutMs: number | null;
  readonly readMs: number;
  readonly connections?: number;
  readonly instances?: number;
  readonly slots?: number;
  readonly dbSlots?: number;
}): Asked {
  const { connections = 2, instances = 1, slots = 1000, dbSlots = 100 } = design;
  return ask({
    version: 1,
    durationMs: 60_000,
    nodes: [
      client('client', { arrival: poisson(50), operations: [...reads], keys: oneKey }),
      station('web', { slots, instances, service: constant(1) }),
      database('db', { read: constant(design.readMs), slots: dbSlots }),
    ],
    edges: [
      request('client', 'web'),
      request('web', 'db', { pool: { connections, acquireTimeoutMs: design.acquireTimeoutMs } }),
    ],
  });
}

/** Servers behind a balancer that take longer than anybody waits, and a client that asks twice. */
const retriedOver = (targets: readonly string[]): ScenarioFile => ({
  version: 1,
  seed: 1,
  durationMs: 10_000,
  nodes: [
    client('client', {
      arrival: poisson(50),
      operations: [...work],
      keys: oneKey,
      timeoutMs: 20,
      retry: { maxRetries: 1, backoff: 'none' },
    }),
    { id: 'lb', kind: 'loadBalancer' },
    ...targets.map((id) => station(id, { slots: 100, service: constant(50) })),
  ],
  edges: [request('client', 'lb'), ...targets.map((id) => request('lb', id))],
});

const asked = {
  blog: ask(blog.file),
  oneQueue: ask(oneQueue.file),
  slowServer: ask(slowServer.file),
  hedgedTail: ask(hedgedTail.file),
};

describe('where the time of a request goes', () => {
  it.each(Object.entries(asked))('%s: the rows add up to the quantile’s latency', (_, at) => {
    const { shape, slices } = at.recording;
    expect(at.why.splits).toHaveLength(2);
    for (const split of at.why.splits) {
      if (!('rows' in split)) throw new Error(`too few: ${split.sampled}`);
      expect(sum(split.rows.map(({ totalMs }) => totalMs))).toBeCloseTo(split.latencyMs, 6);
      for (const { partMs } of split.rows) {
        expect(Math.min(...Object.values(partMs))).toBeGreaterThanOrEqual(0);
      }
      // Of all requests, not of the sample alone: ± 2.2 % of the histogram, and the width of the band.
      const [allMs] = at.recording.latencyMs(0, slices, [split.quantile])!;
      expect(Math.abs(split.latencyMs / allMs! - 1)).toBeLessThan(0.08);
      expect(split.rows.every(({ node }) => shape.nodeIds[node] !== undefined)).toBe(true);
    }
  });

  it('one queue: the p99 waits, and its work is what one service takes', () => {
    const [median, p99] = asked.oneQueue.why.splits;
    if (!median || !p99 || !('rows' in median) || !('rows' in p99)) throw new Error('too few');
    expect(p99.rows).toHaveLength(1);
    expect(p99.rows[0]!.partMs.waiting).toBeGreaterThan(15 * p99.rows[0]!.partMs.service);
    expect(median.rows[0]!.partMs.network).toBe(0);
  });

  it('blog: the way to the balancer is most of it, and nothing of it is work', () => {
    const [median] = asked.blog.why.splits;
    if (!median || !('rows' in median)) throw new Error('too few');
    const [most] = median.rows;
    expect(asked.blog.recording.shape.nodeIds[most!.node]).toBe('lb');
    expect(most!.partMs.network).toBeGreaterThan(0.7 * median.latencyMs);
  });

  it('says how many it would take where too few were sampled', () => {
    const { why } = ask(oneQueue.file, { fromNs: 0, toNs: 1.6e9 });
    const [median, p99] = why.splits;
    expect(median).toMatchObject({ requests: 20 });
    expect(p99).toMatchObject({ quantile: 0.99, needed: 250 });
    expect('sampled' in p99! && p99.sampled).toBeLessThan(250);
  });
});

describe('the utilisation law', () => {
  it.each(['web', 'db-2', 'db-3', 'resize'])('blog, %s: S is what sampled calls took', (node) => {
    const { heldMs } = loadAt(asked.blog, node);
    expect(Math.abs(heldMs / sampledServiceMs(asked.blog, node) - 1)).toBeLessThan(0.05);
  });

  it('one queue: U = X · S with the S of the file', () => {
    const { heldMs, utilization, completedPerSec, mostPerSec } = loadAt(asked.oneQueue, 'server');
    expect(utilization).toBeCloseTo((completedPerSec * heldMs) / 1000, 9);
    expect(Math.abs(heldMs / 10 - 1)).toBeLessThan(0.03);
    expect(Math.abs(mostPerSec / 100 - 1)).toBeLessThan(0.03);
  });

  it('holds of servers that come and go', () => {
    const scaled = ask({
      version: 1,
      durationMs: 60_000,
      nodes: [
        client('users', { arrival: poisson(300), operations: [...work], keys: oneKey }),
        station('web', {
          service: exponential(10),
          autoscale: {
            max: 10,
            intervalMs: 5000,
            lagMs: 0,
            startMs: 5000,
            coldFactor: 1,
            upCount: 9,
          },
        }),
      ],
      edges: [request('users', 'web')],
    });
    const { heldMs, instances, slots, mostPerSec } = loadAt(scaled, 'web');
    expect(instances).toBeGreaterThan(2);
    expect(Math.abs(heldMs / sampledServiceMs(scaled, 'web') - 1)).toBeLessThan(0.05);
    expect(mostPerSec).toBeCloseTo((1000 * slots) / heldMs, 9);
  });
});

describe('theory beside the measured', () => {
  it('one queue is M/M/1 within what chance does', () => {
    const load = loadAt(asked.oneQueue, 'server');
    if (typeof load.theory === 'string') throw new Error(load.theory);
    const { model, meanMs, chanceRatio, differenceRatio } = load.theory;
    expect(model).toBe('M/M/1');
    expect(meanMs).toBeCloseTo(10 / (1 - load.arrivedPerSec / 100), 6);
    expect(Math.abs(differenceRatio)).toBeLessThan(chanceRatio!);
    // Some ten thousand customers at 80 %: neither certain nor anybody's guess.
    expect(chanceRatio).toBeGreaterThan(0.05);
    expect(chanceRatio).toBeLessThan(0.3);
  });

  it('holds for a replica before anything happens to it, and says why not elsewhere', () => {
    const quiet = ask(oneReplica, { fromNs: 6e9, toNs: 20e9 });
    expect(loadAt(quiet, 'db-2').theory).toMatchObject({ model: 'M/G/4' });
    expect(loadAt(quiet, 'web').theory).toBe('calls');
    expect(loadAt(quiet, 'resize').theory).toBe('deliveries');
    expect(loadAt(asked.slowServer, 'fast-a').theory).toBe('instances');
    // Of two replicas each gets every other read.
    expect(loadAt(asked.blog, 'db-2').theory).toBe('arrivals');
  });

  it.each([
    { kind: 'slowdown', factor: 1.5 },
    { kind: 'loss', ratio: 0.2 },
    { kind: 'crash' },
  ] as const)('holds nowhere in the middle of a $kind, and again when it is over', (what) => {
    const file: ScenarioFile = {
      ...twoInARow(5),
      nodes: oneStation(poisson(90), 5),
      edges: [request('client', 'server')],
      faults: [{ ...what, target: 'server', atMs: 1000, durationMs: 10_000 }],
    };
    const theory = (fromNs: number, toNs: number) =>
      loadAt(ask(file, { fromNs, toNs }), 'server').theory;
    expect(theory(3e9, 9e9)).toBe('faults');
    expect(theory(13e9, 30e9)).toMatchObject({ model: 'M/M/1' });
  });

  it('holds nowhere for a replica that has been promoted since', () => {
    expect(loadAt(ask(oneReplica, { fromNs: 45e9, toNs: 60e9 }), 'db-2').theory).toBe('faults');
  });

  it('knows by their counts that calls came too evenly, or in bursts', () => {
    // A station that is busy lets go of one call after the other.
    const file: ScenarioFile = {
      ...twoInARow(1),
      nodes: [...oneStation(poisson(95), 10), station('next', { service: exponential(1) })],
      edges: [request('client', 'server'), request('server', 'next')],
    };
    const nodes = file.nodes.map((node) =>
      node.id === 'server' ? station('server', { slots: 1, service: constant(10) }) : node,
    );
    expect(loadAt(ask({ ...file, nodes }), 'next').theory).toBe('arrivals');
    const points = [0, 5, 10, 15, 20, 25].map((second, i) => ({
      atMs: 1000 * second,
      ratePerSec: i % 2 === 0 ? 20 : 160,
    }));
    const bursts = oneStation({ process: 'schedule', points }, 1);
    expect(
      loadAt(ask({ ...file, nodes: bursts, edges: file.edges!.slice(0, 1) }), 'server').theory,
    ).toBe('arrivals');
  });

  it('says that there are too few where the counts cannot tell', () => {
    expect(loadAt(ask(oneQueue.file, { fromNs: 10e9, toNs: 13e9 }), 'server').theory).toBe('few');
  });
});

describe('the bottleneck', () => {
  it('is one that requests wait for; what works behind a queue stands apart', () => {
    const { bottleneck, aside } = asked.blog.why;
    // The primary was down, which is no want of room.
    expect(bottleneck).toMatchObject({ id: 'web', why: 'most', isAside: false });
    expect(aside).toMatchObject({ id: 'resize', why: 'busy', isAside: true });
    expect(asked.oneQueue.why.aside).toBeNull();
  });

  it('is the narrower of two, with what would relieve it', () => {
    const { why } = ask(twoInARow(10));
    expect(why.bottleneck).toMatchObject({ id: 'second', why: 'busy' });
    const { load, reliefs } = why.bottleneck!;
    expect(load!.utilization).toBeGreaterThan(0.85);
    const slots = reliefs.find(({ how }) => how === 'slots');
    expect(slots).toMatchObject({ from: 1, to: 2 });
    // As many slots as it says bring it below the target.
    const relieved = ask(twoInARow(10, 2));
    expect(loadAt(relieved, 'second').utilization).toBeLessThan(0.7);
    if (slots?.how !== 'slots') throw new Error('no slots');
    expect(Math.abs(loadAt(relieved, 'second').utilization / slots.ratio - 1)).toBeLessThan(0.05);
  });

  it('tells retries from what was asked for once, and cures the storm where it says so', () => {
    const storm = ask(retryStorm.file);
    const [relief] = storm.why.bottleneck!.reliefs;
    expect(storm.why.bottleneck).toMatchObject({ id: 'server-a', why: 'busy' });
    // No advice to build for calls that are there because of the overload alone.
    expect(storm.why.bottleneck!.reliefs).toHaveLength(1);
    if (relief?.how !== 'retries') throw new Error(`advises ${relief?.how}`);
    expect(relief).toMatchObject({ by: ['naive'], isCure: true });
    expect(relief.oncePerSec).toBeGreaterThan(680);
    expect(relief.oncePerSec).toBeLessThan(720);

    // As advised: the same clients with a budget, looked at after the trouble.
    const after = { fromNs: 60e9, toNs: 120e9 };
    const failedPerSec = ({ recording }: Asked) =>
      recording.nodeRate(recording.nodeIndex('naive')!, 'failed', after);
    const cured = ask(withRetry({ maxRetries: 3, backoff: 'none', budgetRatio: 0.1 }), after);
    expect(failedPerSec(storm)).toBeGreaterThan(600);
    expect(failedPerSec(cured)).toBe(0);
    expect(Math.abs(loadAt(cured, 'server-a').utilization - relief.ratio)).toBeLessThan(0.06);
  });

  it('counts retries that go to another server than the call before', () => {
    const retried = (targets: readonly string[]) => {
      const { recording } = ask(retriedOver(targets));
      const scenario = scenarioFrom(retriedOver(targets));
      const span = { fromNs: 0, toNs: recording.doneNs };
      return targets.map((id) => {
        const node = recording.nodeIndex(id)!;
        return retriedAt(node, { recording, scenario, span })!;
      });
    };
    const [one] = retried(['a']);
    // Of every two calls one is a retry: the first attempt fails for sure, and there is one more.
    expect(one).toMatchObject({ by: ['client'] });
    expect(one!.share).toBeCloseTo(0.5, 2);
    for (const each of retried(['a', 'b'])) {
      expect(each.by).toEqual(['client']);
      expect(each.share).toBeGreaterThan(0.4);
      expect(each.share).toBeLessThan(0.6);
    }
  });

  it('asks for room as well where the demand alone would not fit', () => {
    const slowed = { fromNs: 22e9, toNs: 30e9 };
    const { reliefs } = ask(retryStorm.file, slowed).why.bottleneck!;
    expect(reliefs[0]).toMatchObject({ how: 'retries', isCure: false });
    expect(reliefs.map(({ how }) => how)).toContain('slots');
  });

  it('is short of processors long before its slots are full', () => {
    const withProcessors = (cores: number, contention = 0) =>
      ask({
        version: 1,
        seed: 1,
        durationMs: 30_000,
        nodes: [
          client('client', { arrival: poisson(360), operations: [...work], keys: oneKey }),
          station('web', {
            slots: 200,
            service: constant(10),
            processors: { cores, contention, coherency: 0 },
          }),
        ],
        edges: [request('client', 'web')],
      });
    const asked = withProcessors(4);
    expect(asked.why.bottleneck).toMatchObject({ id: 'web', why: 'busy' });
    const load = loadAt(asked, 'web');
    expect(load.utilization).toBeCloseTo(0.9, 1);
    expect(load.mostPerSec).toBeCloseTo(400, -1);
    // Little: what it holds its slots for is what it takes.
    expect(load.heldMs).toBeCloseTo(load.meanMs, 1);
    const { reliefs } = asked.why.bottleneck!;
    expect(reliefs.map(({ how }) => how)).toEqual(['cores', 'instances']);
    expect(reliefs[0]).toMatchObject({ from: 4, to: 6 });
    const relieved = loadAt(withProcessors(6), 'web').utilization;
    expect(relieved).toBeLessThan(0.7);
    const hindered = withProcessors(5, 0.05).why.bottleneck!.reliefs;
    expect(hindered).toMatchObject([{ how: 'cores', to: 7 }, { how: 'instances' }]);
    expect(loadAt(withProcessors(7, 0.05), 'web').utilization).toBeLessThan(0.7);
    // Where they hinder each other more, none are enough.
    expect(withProcessors(4, 0.3).why.bottleneck!.reliefs.map(({ how }) => how)).toEqual([
      'instances',
    ]);
  });

  it('is who has no connection free; the wait for one is waiting at the caller', () => {
    const dry = pooled({ acquireTimeoutMs: 100, readMs: 200 }).why;
    expect(dry.bottleneck).toMatchObject({ id: 'web', why: 'connections' });
    expect(dry.failures).toMatchObject([{ cause: 'noConnection', id: 'web', firstId: 'web' }]);
    // Two connections at 90 %: the median waits longer than the database works.
    const split = pooled({ acquireTimeoutMs: null, readMs: 36 }).why.splits.find(
      ({ quantile }) => quantile === 0.5,
    )!;
    if (!('rows' in split)) throw new Error('too few for a split');
    const partsOf = (id: number) => split.rows.find(({ node }) => node === id)!.partMs;
    const [atDatabase, atWeb] = [partsOf(1), partsOf(2)];
    expect(atDatabase.service).toBeCloseTo(36, 0);
    expect(atDatabase.waiting).toBe(0);
    expect(atWeb.waiting).toBeCloseTo(split.latencyMs - 37, 0);
    expect(atWeb.waiting).toBeGreaterThan(30);
  });

  it('says how many connections would do', () => {
    // Fifty a second of 200 ms each are ten in use.
    const short = pooled({ acquireTimeoutMs: 100, readMs: 200 }).why.bottleneck!;
    expect(short.pool).toMatchObject({ caller: 'web', target: 'db', connections: 2 });
    expect(short.pool!.utilization).toBeCloseTo(1, 1);
    expect(short.pool!.heldMs).toBeCloseTo(200, -1);
    const [relief] = short.reliefs;
    if (relief?.how !== 'connections') throw new Error(`advises ${relief?.how}`);
    expect(relief).toMatchObject({
      pool: { caller: 'web', target: 'db', whileFull: null },
      from: 2,
    });
    expect(relief.to).toBeGreaterThanOrEqual(14);
    expect(relief.to).toBeLessThanOrEqual(16);
    const relieved = pooled({ acquireTimeoutMs: 100, readMs: 200, connections: relief.to });
    expect(relieved.why.failures).toEqual([]);
    const inUse = relieved.recording.poolMean(0, 'inUse', { fromNs: 5e9, toNs: 60e9 });
    expect(Math.abs(inUse / relief.to / relief.ratio - 1)).toBeLessThan(0.05);

    // Each of its instances has a pool of its own, and asks for less while its own slots are held.
    const held = { acquireTimeoutMs: null, readMs: 200, instances: 2, slots: 20 };
    const [ofTwo] = pooled(held).why.bottleneck!.reliefs;
    expect(ofTwo).toMatchObject({ how: 'connections', from: 2 });
    expect(Math.abs((ofTwo as typeof relief).to - 8)).toBeLessThanOrEqual(1);
  });

  it('is not a pool where what it leads to is full: connections would only wait further on', () => {
    const { why } = pooled({ acquireTimeoutMs: null, readMs: 200, dbSlots: 2 });
    expect(why.bottleneck).toMatchObject({ id: 'db', why: 'busy', pool: null });
    expect(why.bottleneck!.reliefs.map(({ how }) => how)).toContain('slots');
  });

  it('says so where connections were short for a while, and its advice would have helped', () => {
    const { bottleneck, fullFor } = ask(connectionPool.file).why;
    expect(bottleneck).toMatchObject({ id: 'web-a', why: 'connections' });
    const [relief, ...others] = bottleneck!.reliefs;
    expect(others).toEqual([]);
    if (relief?.how !== 'connections') throw new Error(`advises ${relief?.how}`);
    expect(relief).toMatchObject({ pool: { caller: 'web-a', target: 'shop-a' }, from: 20 });
    const { fromNs, toNs } = relief.pool.whileFull!;
    expect(fromNs / 1e9).toBeCloseTo(21, 0);
    expect(toNs / 1e9).toBeCloseTo(41, 0);
    expect(fullFor[0]).toMatchObject({ id: 'web-a', target: 'shop-a' });
    const edges = connectionPool.file.edges!.map((edge) =>
      edge.id === 'web-a-shop'
        ? { ...edge, params: { ...edge.params, pool: { connections: relief.to } } }
        : edge,
    ) as ScenarioFile['edges'];
    const failed = (file: ScenarioFile) => {
      const { recording } = ask(file);
      const index = recording.nodeIndex('shoppers-a')!;
      return recording.nodeMean(index, 'failed', { fromNs: 0, toNs: 60e9 }) * recording.slices;
    };
    expect(failed(connectionPool.file)).toBeGreaterThan(1400);
    // What is left takes longer than anybody waits.
    expect(failed({ ...connectionPool.file, edges: edges! })).toBeLessThan(20);
  });

  it('was busiest after the warm-up, and says who was full for a while though its mean is low', () => {
    const { why } = ask(cacheFlush.file);
    const warmNs = 1e6 * cacheFlush.file.warmupMs!;
    expect(why.bottleneck!.why).toBe('most');
    expect(why.fullFor.length).toBeGreaterThan(0);
    for (const { fromNs, toNs } of why.fullFor) {
      expect(fromNs).toBeGreaterThanOrEqual(warmNs);
      expect(toNs - fromNs).toBeGreaterThanOrEqual(1e9);
    }
    for (const { peak } of why.loads) {
      expect(peak.atNs).toBeGreaterThanOrEqual(warmNs);
    }
  });

  it('points at what its slots wait for', () => {
    const { bottleneck } = ask(twoInARow(17, 4, 2)).why;
    expect(bottleneck).toMatchObject({ id: 'first' });
    expect(bottleneck!.reliefs[0]).toMatchObject({ how: 'callee', id: 'second' });
  });
});

describe('failures by cause', () => {
  it('blog: refused since the primary died, by the primary', () => {
    const { failures } = asked.blog.why;
    expect(failures[0]).toMatchObject({ cause: 'refused', id: 'db-1', firstId: 'db-1' });
    expect(failures[0]!.firstNs).toBeGreaterThan(20e9);
    expect(failures[0]!.firstNs).toBeLessThan(20.05e9);
    expect(failures[0]!.clients).toBeNull();
    expect(failures[0]!.count).toBeGreaterThan(1000);
    expect(failures.every(({ id }) => id === 'db-1')).toBe(true);
  });

  it('a timeout is the fault of the server that was waited for, not of what stands before it', () => {
    const { why } = asked.slowServer;
    expect(why.failures).toMatchObject([{ cause: 'timeout', id: 'slow-a' }]);
  });

  it('counts every failure of the run once', () => {
    const { why, recording } = ask(circuitBreaker.file);
    const slices = Array.from({ length: recording.slices }, (_, slice) => slice);
    const failed = sum(slices.map((slice) => recording.totalValue(slice, 'failed')));
    expect(sum(why.failures.map(({ count }) => count))).toBe(failed);
  });

  it('are told by client where several have them, and nowhere as the first one’s', () => {
    const { why, recording } = ask(retryStorm.file);
    const [timeouts] = why.failures;
    expect(timeouts!.cause).toBe('timeout');
    expect(timeouts!.clients!.map(({ count }) => count)).toEqual([66_240, 18_561]);
    expect(sum(timeouts!.clients!.map(({ count }) => count))).toBe(timeouts!.count);
    expect(recording.nodeIndex(timeouts!.clients![0]!.id)).toBeDefined();
  });

  it('are not told by client where a slice has several causes and clients', () => {
    const { failures } = ask(circuitBreaker.file).why;
    expect(failures.map(({ clients }) => clients)).toEqual([null, null]);
  });

  it('begin at the moment of the first, never before the fault that caused them', () => {
    for (const file of [circuitBreaker.file, rateLimit.file]) {
      const { why, recording } = ask(file);
      const struckNs = recording.events.find(isStrike)?.atNs ?? 0;
      const { sliceNs } = recording.shape;
      for (const { firstNs } of why.failures) {
        expect(firstNs).toBeGreaterThan(struckNs);
        expect(Math.abs(firstNs / sliceNs - Math.round(firstNs / sliceNs))).toBeGreaterThan(1e-6);
      }
    }
  });
});

function oneStation(
  arrival: NonNullable<Parameters<typeof client>[1]['arrival']>,
  serviceMs: number,
): ScenarioFile['nodes'] {
  return [
    client('client', { arrival, operations: [...work], keys: oneKey }),
    station('server', { service: exponential(serviceMs) }),
  ];
}

/** A server that calls another for every request: 90 a second, exponential work of 1 ms and of `serviceMs`. */
function twoInARow(serviceMs: number, slots = 1, firstSlots = 100): ScenarioFile {
  return {
    version: 1,
    name: 'Two in a row',
    seed: 1,
    durationMs: 30_000,
    warmupMs: 1000,
    nodes: [
      client('client', { arrival: poisson(90), operations: [...work], keys: oneKey }),
      station('first', { slots: firstSlots, service: firstSlots > 2 ? exponential(1) : noTime }),
      station('second', { slots, service: exponential(serviceMs) }),
    ],
    edges: [request('client', 'first'), request('first', 'second')],
  };
}
