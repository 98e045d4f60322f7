/**
 * Random scenarios: valid files, mostly within the drawing rules and now and then against them, with features off or at
 * an extreme. Small on purpose: a run takes milliseconds, and what breaks can be read.
 */
import fc from 'fast-check';
import { type Distribution, evictionPolicies } from '../../src/kinds/fields.ts';
import type { Kind } from '../../src/kinds/schemas.ts';
import { mayCall } from '../../src/scenario/drawing.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { setFaults } from './set-faults.ts';
import { Tape } from './tape.ts';
import { zonedFaults } from './zones.ts';

type FileNode = ScenarioFile['nodes'][number];
type FileEdge = NonNullable<ScenarioFile['edges']>[number];
type FileFault = NonNullable<ScenarioFile['faults']>[number];

const NODES_MAX = 12;
const MEMBERS: readonly [readonly Kind[], ...(readonly Kind[])[]] = [
  ['database', 'database'],
  ['database', 'database', 'database'],
  ['database', 'database', 'database', 'database', 'webServer'],
];
const TAPE_MAX = 600;

const tapes = fc.array(fc.nat(0xffffff), { maxLength: TAPE_MAX, size: 'max' });

/** Anything goes. */
export const scenarios: fc.Arbitrary<ScenarioFile> = tapes.map((numbers) =>
  new Builder(new Tape(numbers), { drains: false }).build(),
);

/**
 * Arrivals stop after a second and ten minutes follow, every attempt has a timeout, every fault heals and every duration
 * is short: in the end nothing may be under way.
 */
export const drainingScenarios: fc.Arbitrary<ScenarioFile> = tapes.map((numbers) =>
  new Builder(new Tape(numbers), { drains: true }).build(),
);

/** A set of databases that its clients call directly, with little but crashes: failover upon failover. */
export const failoverScenarios: fc.Arbitrary<ScenarioFile> = tapes.map((numbers) =>
  new Builder(new Tape(numbers), { drains: false, failsOver: true }).build(),
);

interface BuilderOptions {
  readonly drains: boolean;
  readonly failsOver?: boolean;
}

interface Placed {
  readonly id: string;
  readonly kind: Kind;
  readonly instances: number;
}

class Builder {
  private readonly tape: Tape;
  private readonly drains: boolean;
  private readonly failsOver: boolean;
  /** What times are proportions of. */
  private readonly spanMs: number;
  private readonly durationMs: number;
  private readonly placed: Placed[] = [];
  private readonly nodes: FileNode[] = [];
  private readonly edges: FileEdge[] = [];

  constructor(tape: Tape, { drains, failsOver = false }: BuilderOptions) {
    this.tape = tape;
    this.drains = drains;
    this.failsOver = failsOver;
    this.spanMs = drains || failsOver ? 1000 : tape.pick([100, 1000, 10, 10_000, 0.01]);
    this.durationMs = drains ? 600_000 : this.spanMs;
  }

  build(): ScenarioFile {
    const { tape } = this;
    const seed = tape.below(0x1000000);
    this.placeNodes();
    this.drawEdges();
    const warmupMs = tape.pick([0, 0, 0.25, 1, 2]) * this.spanMs;
    return {
      version: 1,
      name: 'A random scenario',
      seed,
      durationMs: this.durationMs,
      warmupMs,
      nodes: this.nodes,
      edges: this.edges,
      ...this.faults(),
      objectives: [],
    };
  }

  // ---- nodes ----

  private placeNodes(): void {
    const { tape } = this;
    const clients = tape.oneIn(6) ? 2 : 1;
    const kinds: Kind[] = [];
    const count = this.failsOver ? 0 : tape.between(1, NODES_MAX - clients);
    if (this.failsOver) kinds.push(...tape.pick(MEMBERS));
    for (let i = 0; i < count; i++) {
      kinds.push(
        tape.pick([
          'webServer',
          'database',
          'cache',
          'loadBalancer',
          'queue',
          'worker',
          'shardRouter',
          'rateLimiter',
          'cdn',
          'dns',
          'objectStore',
          'externalApi',
          'database',
          'webServer',
        ]),
      );
    }
    const order: readonly Kind[] = [
      'dns',
      'cdn',
      'rateLimiter',
      'loadBalancer',
      'webServer',
      'cache',
      'shardRouter',
      'database',
      'queue',
      'worker',
      'objectStore',
      'externalApi',
    ];
    kinds.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    for (let i = 0; i < clients; i++) this.place('client');
    for (const kind of kinds) this.place(kind);
  }

  private place(kind: Kind): void {
    const { tape } = this;
    // The letter comes first, so that the order of ids is not the order of the file.
    const letter = String.fromCharCode(97 + tape.below(26));
    const id = `${letter}${this.placed.length}`;
    const hasInstances = kind === 'webServer' || kind === 'worker';
    const isPair = kind === 'loadBalancer' && tape.oneIn(3);
    const instances = hasInstances ? tape.pick([1, 2, 3, 7]) : isPair ? 2 : 1;
    const isFirst = !this.placed.some((other) => other.kind === kind);
    this.placed.push({ id, kind, instances });
    const params = this.paramsOf(kind, instances, isFirst);
    const position = { x: tape.below(100), y: tape.below(100) };
    this.nodes.push({ id, kind, position, params } as FileNode);
  }

  private paramsOf(kind: Kind, instances: number, isFirst: boolean): object {
    const { tape } = this;
    const slots = tape.pick([1, 2, 4, 100]);
    const queueLimit = tape.pick([null, 0, 1, 10]);
    switch (kind) {
      case 'client':
        return this.clientParams();
      case 'loadBalancer':
        return {
          algorithm: tape.pick([
            'roundRobin',
            'random',
            'leastConnections',
            'powerOfTwo',
            'consistentHash',
            'weightedRoundRobin',
            'peakEwma',
            'ipHash',
          ]),
          sticky: tape.pick([
            null,
            {},
            { lifeMs: Math.max(1, this.share()), maxActive: tape.pick([null, 1, 3]) },
          ]),
          decayMs: tape.pick([10_000, 1]),
          virtualNodes: tape.pick([1, 10, 160]),
          overhead: this.duration(),
          standby: instances === 2 ? this.standby() : null,
          healthCheck: {
            intervalMs: this.interval(),
            fall: tape.pick([1, 3]),
            rise: tape.pick([1, 2]),
            timeoutMs: this.interval(),
          },
        };
      case 'webServer':
        return {
          instances,
          slots,
          queueLimit,
          service: this.duration(),
          autoscale: tape.oneIn(3) ? this.autoscale() : null,
          sessions: tape.pick(['stateless', 'inMemory', 'sharedStore', 'token']),
          login: this.duration(),
          tokenCheck: this.duration(),
          calls: tape.pick(['oneByOne', 'atOnce']),
          compression: tape.pick(['none', 'none', 'gzip6', 'brotli11']),
          fanOut: tape.pick([1, 1, 1, 2, 3]),
          jobThreads: tape.pick([4, 1, 100]),
          jobWork: this.duration(),
          discipline: tape.pick(['fifo', 'lifo']),
          maxWaitMs: tape.pick([null, 0, 0.01 * this.spanMs]),
          dropExpired: tape.oneIn(2),
          codel: tape.oneIn(3)
            ? { targetMs: tape.pick([0, 0.001]) * this.spanMs, intervalMs: this.interval() }
            : null,
          processors: tape.oneIn(3)
            ? {
                cores: tape.pick([1, 2, 1000]),
                contention: tape.pick([0, 0.05, 1]),
                coherency: tape.pick([0, 0.001, 1]),
              }
            : null,
        };
      case 'worker':
        return { instances, slots, service: this.duration() };
      case 'cache':
        return {
          capacityKeys: tape.pick([10, 0, 1, 2, 50, 1000]),
          policy: tape.pick(evictionPolicies),
          ttlMs: tape.oneIn(2) ? Math.max(0.001, this.share()) : null,
          ttlJitterRatio: tape.pick([0, 0.1, 1]),
          staleMs: tape.oneIn(4) ? this.share() : 0,
          refreshBeta: tape.pick([0, 0, 1, 100]),
          singleFlight: tape.pick([null, true, false]),
          strategy: tape.pick([
            'cacheAside',
            'readThrough',
            'writeThrough',
            // It tries for ever where no write can ever succeed: nothing would drain.
            this.drains ? 'writeThrough' : 'writeBehind',
            'writeAround',
          ]),
          onWrite: tape.pick(['evict', 'update', 'ignore']),
          flushMs: Math.max(1, this.share()),
          batchKeys: tape.pick([100, 1, 3]),
          preload: tape.pick([0, 0, 5, 1000]),
          pinned: !tape.oneIn(3),
          access: this.duration(),
        };
      case 'database':
        return {
          role: isFirst ? tape.pick(['primary', 'replica']) : tape.pick(['replica', 'primary']),
          slots,
          queueLimit,
          read: this.duration(),
          write: this.duration(),
          readFrom: tape.pick(['replicas', 'primary', 'all']),
          failover: {
            enabled: !tape.oneIn(4),
            fencing: !tape.oneIn(2),
            probeIntervalMs: this.interval(),
            misses: tape.pick([1, 2, 3]),
            probeTimeoutMs: this.interval(),
            election: this.duration(),
            promotion: this.duration(),
            reroute: this.duration(),
          },
        };
      case 'rateLimiter': {
        const perSpan = tape.pick([30, 3, 100, 1000]);
        return {
          algorithm: tape.pick(['tokenBucket', 'leakyBucket', 'fixedWindow', 'slidingWindow']),
          ratePerSec: Math.min(1e6, (perSpan / this.spanMs) * 1000),
          burst: tape.pick([5, 0, 1, 100]),
          windowMs: Math.max(1, this.spanMs * tape.pick([0.5, 1])),
          overhead: this.duration(),
        };
      }
      case 'dns':
        return {
          record: tape.pick(['roundRobin', 'failover']),
          ttlMs: tape.oneIn(4) ? 0 : this.share(),
          resolvers: tape.pick([10, 1, 1000]),
          lookup: this.duration(),
          stragglers: { ratio: tape.pick([0, 0.3, 1]), factor: tape.pick([10, 1]) },
          healthCheck: {
            enabled: !tape.oneIn(3),
            intervalMs: this.interval(),
            threshold: tape.pick([1, 3]),
            timeoutMs: this.interval(),
          },
        };
      case 'cdn':
        return {
          pops: tape.pick([1, 2, 10]),
          capacityKeys: tape.pick([100, 0, 1, 10]),
          policy: tape.pick(['lru', 'fifo', 's3fifo', 'random', 'none']),
          ttlMs: Math.max(0.001, this.share()),
          caches: tape.pick(['staticAndReads', 'static']),
          collapse: !tape.oneIn(3),
          staleIfError: tape.oneIn(3),
          shield: { enabled: tape.oneIn(2), roundTrip: this.duration() },
          access: this.duration(),
        };
      case 'objectStore':
        return {
          latency: this.duration(),
          writeLatency: this.duration(),
          streamMbps: tape.pick([800, 1, 100_000]),
          prefixes: tape.pick([1, 7]),
          rateLimitPerSec: this.ratePerSec(),
          writeLimitPerSec: this.ratePerSec(),
        };
      case 'externalApi':
        return {
          latency: this.duration(),
          rateLimitPerSec: this.ratePerSec(),
          errorRatio: tape.pick([0, 0.3, 1]),
        };
      case 'shardRouter':
        return {
          scheme: tape.pick(['hash', 'range', 'consistentHash']),
          virtualNodes: tape.pick([1, 10, 160]),
          scatterRatio: tape.pick([0, 0.3, 1]),
          split: { hotKeys: tape.pick([0, 1, 5, 10_000]), subKeys: tape.pick([2, 1, 100]) },
          overhead: this.duration(),
        };
      case 'queue':
        return {
          durable: !tape.oneIn(3),
          capacity: tape.pick([null, 1, 5, 100]),
          visibilityTimeoutMs: Math.max(1, this.share()),
          maxReceives: tape.pick([1, 2, 5]),
          publish: this.duration(),
        };
    }
  }

  private autoscale(): object {
    const { tape } = this;
    return {
      metric: tape.pick(['cpu', 'requestsPerSec']),
      targetRatio: tape.pick([0.6, 0.01, 1]),
      targetPerSec: tape.pick([100, 0.1, 10_000]),
      min: tape.pick([1, 2]),
      max: tape.pick([2, 5, 20]),
      // Drained runs last ten minutes: a loop every millisecond would be all that happens in them.
      intervalMs: this.drains ? 1000 : this.interval(),
      lagMs: this.share(),
      tolerance: tape.pick([0.1, 0, 1]),
      newInstances: tape.pick(['idle', 'ignored']),
      upAfter: tape.pick([1, 3]),
      upRatio: tape.pick([1, 0, 100]),
      upCount: tape.pick([4, 0, 1]),
      downAfterMs: tape.pick([0, this.share()]),
      startMs: tape.pick([0, this.share()]),
      coldFactor: tape.pick([2, 1, 100]),
      warmMs: tape.pick([0, this.share()]),
      drainMs: tape.pick([0, this.share()]),
    };
  }

  private clientParams(): object {
    const { tape } = this;
    const operations = Array.from({ length: tape.between(1, 3) }, (_, i) => ({
      name: `operation ${i}`,
      type: tape.pick(['read', 'write', 'static', 'job']),
      weight: tape.between(1, 5),
      responseBytes: tape.pick([10_000, 0, 100_000]),
      content: tape.pick(['json', 'jpeg']),
      ...(tape.oneIn(8) ? { uses: [`${this.placed[tape.below(this.placed.length)]!.id}`] } : {}),
    }));
    return {
      arrival: this.arrival(),
      operations,
      keys: {
        distribution: tape.pick(['zipf', 'uniform', 'sequential', 'hotspot']),
        count: tape.pick([10, 1, 3, 100, 1000]),
        exponent: tape.pick([0.99, 0, 3]),
        hotKeysRatio: tape.ratio(),
        hotTrafficRatio: tape.ratio(),
      },
      users: tape.pick([null, { count: 1 }, { count: 30 }, this.people()]),
      timeoutMs: this.timeout(),
      retry: this.retry(),
      circuitBreaker: this.circuitBreaker(),
    };
  }

  private people(): object {
    const { tape } = this;
    return {
      count: tape.pick([3, 100]),
      activityAlpha: tape.pick([null, 1.5, 0.1]),
      sessionMs: tape.pick([null, 1, Math.max(1, this.share())]),
    };
  }

  private arrival(): object {
    const { tape } = this;
    if (this.failsOver) {
      return { process: 'poisson', ratePerSec: tape.pick([300, 30, 1000]) };
    }
    const ratePerSec = Math.min(3e6, (tape.pick([10, 0, 1, 100, 500]) / this.spanMs) * 1000);
    if (this.drains) {
      const points = [
        { atMs: 0, ratePerSec },
        { atMs: this.spanMs, ratePerSec },
        { atMs: this.spanMs + 1, ratePerSec: 0 },
      ];
      return { process: 'schedule', points };
    }
    switch (tape.pick(['poisson', 'constant', 'schedule', 'closed'])) {
      case 'poisson':
        return { process: 'poisson', ratePerSec };
      case 'constant':
        return { process: 'constant', ratePerSec };
      case 'schedule': {
        const points = Array.from({ length: tape.between(1, 4) }, (_, i) => ({
          atMs: (i + tape.ratio() * 0.9) * this.spanMs * 0.3,
          ratePerSec: tape.pick([ratePerSec, 0, 3 * ratePerSec]),
        }));
        return { process: 'schedule', points };
      }
      case 'closed':
        return { process: 'closed', users: tape.pick([1, 3, 20]), thinkTime: this.duration() };
    }
  }

  // ---- edges ----

  private drawEdges(): void {
    const { tape } = this;
    for (const [j, target] of this.placed.entries()) {
      if (target.kind === 'client') continue;
      const callers = this.placed.slice(0, j).filter(({ kind }) => joins(kind, target.kind));
      const [first, ...others] = callers;
      if (first === undefined) continue;
      if (!tape.oneIn(16)) this.drawEdge(tape.pick([first, ...others]), target);
      while (tape.oneIn(3)) this.drawEdge(tape.pick([first, ...others]), target);
    }
    // Against the rules: circles, edges that no kind allows, the same edge twice.
    while (tape.oneIn(4)) {
      const source = this.placed[tape.below(this.placed.length)]!;
      const target = this.placed[tape.below(this.placed.length)]!;
      if (source !== target) this.drawEdge(source, target);
    }
  }

  private drawEdge(source: Placed, target: Placed): void {
    const { tape } = this;
    const letter = String.fromCharCode(97 + tape.below(26));
    const id = `${letter}-${this.edges.length}`;
    const ends = { id, source: source.id, target: target.id };
    if (source.kind === 'database' && target.kind === 'database') {
      this.edges.push({
        ...ends,
        kind: 'replication',
        params: {
          mode: tape.pick(['async', 'semiSync', 'sync', 'async', 'multiPrimary']),
          transport: this.duration(),
          apply: this.duration(),
          appliers: tape.pick([1, 4]),
          ackTimeoutMs: this.interval(),
        },
      });
    } else if (source.kind === 'queue' && target.kind === 'worker') {
      const params = { roundTrip: this.duration(), prefetch: tape.pick([null, 1, 10]) };
      this.edges.push({ ...ends, kind: 'delivery', params });
    } else {
      this.edges.push({
        ...ends,
        kind: 'request',
        params: {
          roundTrip: this.duration(),
          timeoutMs: this.timeout(),
          retry: this.retry(),
          circuitBreaker: this.circuitBreaker(),
          lossRatio: tape.pick([0, 0, 0.1, 1]),
          weight: tape.pick([1, 3, 1000]),
          hedge: this.hedge(),
          pool: this.pool(),
          bandwidthMbps: tape.pick([null, null, 1, 100, 1_000_000]),
        },
      });
    }
  }

  private retry() {
    const { tape } = this;
    return {
      maxRetries: tape.pick([0, 1, 3, 10]),
      backoff: tape.pick(['none', 'fixed', 'exponential']),
      baseMs: tape.pick([0, 0.01, 0.1]) * Math.min(this.spanMs, 1000),
      capMs: tape.pick([0.5, 0, 0.05]) * Math.min(this.spanMs, 1000),
      jitter: tape.pick(['none', 'full', 'equal', 'decorrelated']),
      budgetRatio: tape.pick([null, 0, 0.2, 1]),
      budgetMinPerSec: tape.pick([10, 0, 1]),
    };
  }

  private hedge() {
    const { tape } = this;
    if (!tape.oneIn(3)) return null;
    return {
      afterMs: tape.pick([0.001, 0.0001, 0.01, 0.1]) * this.spanMs + 0.001,
      quantile: tape.pick([null, 0.5, 0.99, 0]),
      maxRatio: tape.pick([1, 0.1, 0]),
      tied: !tape.oneIn(3),
    };
  }

  private pool() {
    const { tape } = this;
    if (!tape.oneIn(3)) return null;
    return {
      connections: tape.pick([1, 2, 10]),
      acquireTimeoutMs: tape.pick([null, 0, 0.001, 0.1 * this.spanMs, this.share()]),
    };
  }

  private circuitBreaker() {
    const { tape } = this;
    if (!tape.oneIn(3)) return null;
    return {
      errorRatio: tape.pick([0.5, 0.01, 1]),
      minCalls: tape.pick([1, 5, 20]),
      windowMs: Math.max(1, this.share()),
      openMs: Math.max(1, this.share()),
      halfOpenProbes: tape.pick([1, 2, 10]),
    };
  }

  // ---- faults ----

  private faults(): Pick<ScenarioFile, 'faults' | 'zones'> {
    const { tape } = this;
    const faults: FileFault[] = [];
    if (this.failsOver) {
      const idsOf = (isDatabase: boolean) =>
        this.placed.filter(({ kind }) => (kind === 'database') === isDatabase).map(({ id }) => id);
      return { faults: setFaults(tape, idsOf(true), idsOf(false), this.spanMs) };
    }
    while (faults.length < 12 && !tape.oneIn(3) && tape.below(4) > 0) {
      const fault = this.fault(this.placed[tape.below(this.placed.length)]!);
      faults.push(fault);
    }
    const places = this.placed.filter(({ kind }) => kind !== 'client').map(({ id }) => id);
    return zonedFaults(tape, faults, places);
  }

  private fault(target: Placed): FileFault {
    const { tape } = this;
    const atMs = tape.pick([0.1, 0, 0.3, 0.5, 0.9, 1]) * this.spanMs;
    const lasts = tape.pick([0.2, 0.01, 0.5, 0.9]) * this.spanMs;
    const heals = this.drains || !tape.oneIn(3);
    const when = { target: target.id, atMs, ...(heals ? { durationMs: lasts } : {}) };
    const mode = tape.pick(['refuse', 'blackhole', 'hang']);
    if (target.kind === 'client') {
      return { ...when, kind: 'spike', factor: tape.pick([3, 0, 0.5]) };
    }
    const kind = tape.pick(['crash', 'slowdown', 'instanceCrash', 'flush', 'loss', 'partition']);
    if (kind === 'loss') return { ...when, kind, ratio: tape.pick([0.3, 1]) };
    if (kind === 'partition') return { ...when, kind };
    if (kind === 'flush' && (target.kind === 'cache' || target.kind === 'cdn'))
      return { target: target.id, atMs, kind };
    if (kind === 'slowdown') return { ...when, kind, factor: tape.pick([10, 0.1, 2]) };
    if (kind === 'instanceCrash') {
      return { ...when, kind, mode, instance: tape.below(target.instances) };
    }
    return { ...when, kind: 'crash', mode };
  }

  /** One that takes over within the span, mostly. */
  private standby() {
    const { tape } = this;
    return tape.pick([
      {
        advertIntervalMs: Math.max(10, tape.ratio() * 0.1 * this.spanMs),
        priority: tape.pick([253, 200, 1]),
        preempt: tape.oneIn(2),
      },
      {},
    ]);
  }

  /** A limit that matters in a span, or none. */
  private ratePerSec(): number | null {
    const perSpan = this.tape.pick([30, null, 1, 300]);
    return perSpan === null ? null : Math.min(1e6, (perSpan / this.spanMs) * 1000);
  }

  // ---- durations ----

  /** In proportion to the span, so that every scale of time is tried. */
  private duration(): Distribution {
    const { tape } = this;
    const ms = tape.pick([0.001, 0.01, 0.0001, 0.1]) * Math.min(this.spanMs, 1000);
    switch (tape.below(this.drains ? 6 : 9)) {
      case 0:
        return { dist: 'constant', ms: 0 };
      case 1:
        return { dist: 'constant', ms };
      case 2:
        return { dist: 'exponential', meanMs: ms };
      case 3:
        return { dist: 'uniform', minMs: 0, maxMs: 2 * ms };
      case 4:
        return { dist: 'lognormal', p5Ms: ms / 3, p95Ms: 3 * ms };
      case 5:
        return { dist: 'quantiles', ms: [0, ms, ms, 5 * ms] };
      case 6:
        return { dist: 'gamma', meanMs: ms, cv: tape.pick([3, 0.5, 100]) };
      case 7:
        return { dist: 'pareto', minMs: ms, alpha: tape.pick([0.8, 0.01, 3]) };
      default:
        return { figure: tape.pick(['memory-store', 'sql-complex']) };
    }
  }

  private share(): number {
    return this.tape.pick([0.1, 0.01, 0.5, 0.001]) * this.spanMs;
  }

  /** Of probes and confirmations: never below the millisecond that files may name. */
  private interval(): number {
    // Detected soon, so that a run has time for several failovers.
    if (this.failsOver) return this.tape.between(1, 40);
    return Math.max(1, this.share());
  }

  private timeout(): number | null {
    const { tape } = this;
    const share = tape.pick([0.2, null, 0.01, 0.0001]);
    if (share !== null) return Math.max(0.001, share * this.spanMs);
    return this.drains ? 0.5 * this.spanMs : null;
  }
}

function joins(source: Kind, target: Kind): boolean {
  if (source === 'database' && target === 'database') return true;
  if (source === 'queue' && target === 'worker') return true;
  return mayCall[source].includes(target);
}
