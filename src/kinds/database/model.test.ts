/** Failover and replication as stories: who dies when, what is told in which order, what is lost. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  database,
  evenly,
  oneKey,
  reads,
  replication,
  request,
  writes,
} from '../../../tests/support/designs.ts';
import { compile } from '../../scenario/compile.ts';
import type { ScenarioFile } from '../../scenario/schema.ts';
import { validateScenario } from '../../scenario/validate.ts';
import type { Simulation } from '../../sim/simulation.ts';

type Faults = NonNullable<ScenarioFile['faults']>;
type EdgeParams = Parameters<typeof replication>[2];

/** Detection in 200–300 ms, then 200 + 100 + 50. */
const failover = {
  probeIntervalMs: 100,
  misses: 3,
  probeTimeoutMs: 50,
  election: constant(200),
  promotion: constant(100),
  reroute: constant(50),
};

interface Options {
  readonly failover?: Partial<typeof failover> & { readonly enabled?: boolean };
  readonly readFrom?: 'replicas' | 'all';
  readonly durationMs?: number;
  readonly edge?: EdgeParams;
  readonly second?: EdgeParams;
  readonly writerTimeoutMs?: number;
  /** The second replica is drawn behind the first. */
  readonly chained?: boolean;
}

/** A write every 10 ms and a read every 10 ms, of one key, to a primary with two replicas. */
function story(faults: Faults, options: Options = {}) {
  const edge = { mode: 'async', transport: constant(50), apply: constant(1), ...options.edge };
  const params = { failover: { ...failover, ...options.failover } };
  const result = validateScenario({
    version: 1,
    durationMs: options.durationMs ?? 6000,
    nodes: [
      client('writer', {
        arrival: evenly(100),
        operations: [...writes],
        keys: oneKey,
        timeoutMs: options.writerTimeoutMs ?? null,
      }),
      client('reader', { arrival: evenly(100), operations: [...reads], keys: oneKey }),
      database('p', { role: 'primary', readFrom: options.readFrom ?? 'replicas', ...params }),
      database('r1', { role: 'replica' }),
      database('r2', { role: 'replica' }),
    ],
    edges: [
      request('writer', 'p'),
      request('reader', 'p'),
      replication('p', 'r1', edge as EdgeParams),
      replication(options.chained ? 'r1' : 'p', 'r2', { ...edge, ...options.second } as EdgeParams),
    ],
    faults,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return new Story(compile(result.scenario, { keepsSeries: false }));
}

/** What a set's state says of the truth. */
interface Truthful {
  readonly primary: number;
  readonly confirms: number;
  readonly acknowledged: Int32Array;
  readonly versions: readonly Int32Array[];
  readonly low: Int32Array;
  readonly log: { readonly last: number };
  readonly staleReads: Float64Array;
  readonly lostWrites: Float64Array;
}

class Story {
  readonly sim: Simulation;

  constructor(sim: Simulation) {
    this.sim = sim;
  }

  until(ms: number): this {
    this.sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
    this.sim.checkBooks();
    return this;
  }

  nodeOf(id: string): number {
    return this.sim.spec.nodes.findIndex((node) => node.id === id);
  }

  /** Members are p, r1, r2; the set's state stands with the first. */
  get set(): Truthful {
    return this.sim.nodes[this.nodeOf('p')]!.state as Truthful;
  }

  /** Names of events with their nodes, repeated probes told once. */
  get told(): readonly string[] {
    const names = this.sim.recorder.events.map(
      ({ node, event }) => `${this.sim.spec.nodes[node]!.id} ${event}`,
    );
    return names.filter((name, i) => name !== names[i - 1]);
  }

  timesOf(event: string): readonly number[] {
    return this.sim.recorder.events.filter((one) => one.event === event).map((e) => e.atNs / 1e6);
  }

  dataOf(event: string) {
    return this.sim.recorder.events.find((one) => one.event === event)!.data;
  }

  failedWrites(): number {
    return this.sim.measured.nodes[this.nodeOf('writer')]!.failed;
  }

  stale(): number {
    return this.set.staleReads.reduce((sum, count) => sum + count, 0);
  }

  lost(): number {
    return this.set.lostWrites.reduce((sum, count) => sum + count, 0);
  }
}

const crash = (
  target: string,
  atMs: number,
  durationMs?: number,
  mode: 'refuse' | 'blackhole' | 'hang' = 'refuse',
) => ({ kind: 'crash', target, atMs, mode, ...(durationMs ? { durationMs } : {}) }) as const;

describe('a primary that dies and comes back', () => {
  const told = story([crash('p', 1000, 2000)]).until(6000);

  it('is detected, replaced, and returns as a replica, in this order', () => {
    expect(told.told).toEqual([
      'p crashed',
      'p probeMissed',
      'p declaredDown',
      'r1 electionStarted',
      'r1 elected',
      'r1 promoted',
      'p writesLost',
      'r2 repointed',
      'r1 rerouted',
      'p restarted',
      'p rejoined',
      'p caughtUp',
    ]);
  });

  it('is declared down between two and three probe intervals after its death', () => {
    const [downMs] = told.timesOf('declaredDown');
    expect(downMs).toBeGreaterThanOrEqual(1200);
    expect(downMs).toBeLessThanOrEqual(1300);
    expect(told.timesOf('promoted')[0]).toBeCloseTo(downMs! + 300, 6);
    expect(told.timesOf('rerouted')[0]).toBeCloseTo(downMs! + 350, 6);
  });

  it('loses exactly what was acknowledged and not received', () => {
    // A write every 10 ms, 50 ms on the way: those of 950 … 990 ms.
    expect(told.dataOf('promoted')).toMatchObject({ lost: 5 });
    expect(told.lost()).toBe(5);
  });

  it('refuses writes until callers are re-routed, and none after', () => {
    const refused = told.dataOf('rerouted').refused as number;
    const outageMs = told.timesOf('rerouted')[0]! - 1000;
    expect(refused).toBeCloseTo(outageMs / 10, -0.5);
    expect(told.failedWrites()).toBeGreaterThan(0);
    expect(
      story([crash('p', 1000, 2000)])
        .until(1900)
        .failedWrites(),
    ).toBe(told.failedWrites());
  });

  it('leaves a truth that the new primary can serve', () => {
    const { acknowledged, versions, primary } = told.set;
    expect(primary).toBe(1);
    expect(acknowledged[0]).toBeLessThanOrEqual(versions[primary]![0]!);
  });
});

it('a lost write makes no read stale afterwards', () => {
  const result = story([crash('p', 1000)], { edge: { mode: 'async', transport: constant(2000) } });
  // Nothing was ever received: the replicas hold version 0, and after the promotion that is the truth.
  result.until(1000);
  const before = result.stale();
  result.until(1700);
  const atPromotion = result.stale();
  expect(atPromotion).toBeGreaterThanOrEqual(before);
  expect(result.lost()).toBe(99);
  // From here on stale reads are of new writes, which take two seconds to be received: the first counts from there.
  expect(result.set.acknowledged[0]).toBeLessThanOrEqual(result.set.versions[1]![0]!);
});

it('a primary that vanishes is detected a probe timeout later', () => {
  const told = story([crash('p', 1000, undefined, 'blackhole')]).until(3000);
  const [downMs] = told.timesOf('declaredDown');
  expect(downMs).toBeGreaterThanOrEqual(1250);
  expect(downMs).toBeLessThanOrEqual(1350);
});

it('a primary that is back before it is declared down goes on and loses nothing', () => {
  const told = story([crash('p', 1000, 100)]).until(3000);
  expect(told.told.filter((event) => !event.endsWith('probeMissed'))).toEqual([
    'p crashed',
    'p restarted',
  ]);
  const { low, log, versions } = told.set;
  // Sent again: no replica is left with a gap.
  expect(log.last - low[1]!).toBeLessThan(10);
  expect(versions[2]![0]).toBeGreaterThan(log.last - 10);
  expect(told.lost()).toBe(0);
});

describe('a primary that returns in the middle of the failover', () => {
  const told = story([crash('p', 1000, 400)]).until(4000);

  it('is fenced: it takes no write that the promotion would lose', () => {
    expect(told.lost()).toBe(5);
    const [promotedMs] = told.timesOf('promoted');
    const [restartedMs] = told.timesOf('restarted');
    expect(restartedMs).toBeLessThan(promotedMs!);
    const failed = told.failedWrites();
    expect(failed).toBeGreaterThanOrEqual(Math.floor((told.timesOf('rerouted')[0]! - 1000) / 10));
  });

  it('rejoins once, when callers have been re-routed', () => {
    expect(told.timesOf('rejoined')).toEqual(told.timesOf('rerouted'));
    expect(told.timesOf('caughtUp')).toHaveLength(1);
  });

  it('goes on as primary where every candidate has died', () => {
    const back = story([crash('p', 1000, 400), crash('r1', 1450, 1000), crash('r2', 1450, 1000)]);
    back.until(1440);
    const before = back.failedWrites();
    back.until(1600);
    expect(back.told).toContain('p failoverFailed');
    expect(back.failedWrites() - before).toBeLessThanOrEqual(2);
    expect(back.set.primary).toBe(0);
  });
});

describe('candidates that die', () => {
  it('in the election: the next one is elected', () => {
    const told = story([crash('p', 1000), crash('r1', 1400)]).until(3000);
    expect(
      told.told.filter((event) => /electionStarted|elected|promoted|rerouted/.test(event)),
    ).toEqual([
      'r1 electionStarted',
      'r2 electionStarted',
      'r2 elected',
      'r2 promoted',
      'r2 rerouted',
    ]);
  });

  it('all of them: writes are refused, and that is told once', () => {
    const told = story([crash('p', 1000), crash('r1', 500), crash('r2', 500)]).until(6000);
    expect(told.told.filter((event) => event === 'p failoverFailed')).toHaveLength(1);
    // Those of 1000, 1010 … 6000 ms.
    expect(told.failedWrites()).toBe(501);
  });
});

it('two primaries in a row die: each loses its own writes, and the third goes on', () => {
  const told = story([crash('p', 1000), crash('r1', 3000)]).until(6000);
  expect(told.set.primary).toBe(2);
  expect([...told.set.lostWrites]).toEqual([5, 5, 0]);
  const last = told.sim.measured.nodes[told.nodeOf('writer')]!.completed;
  expect(last).toBeGreaterThan(450);
  const refused = told.sim.recorder.events
    .filter(({ event }) => event === 'rerouted')
    .map(({ data }) => data.refused as number);
  // Each tells its own outage, not the sum of both.
  for (const count of refused) expect(count).toBeLessThan(90);
});

it('a new primary that restarts before callers are re-routed feeds its replica again', () => {
  const slow = { reroute: constant(1000) };
  const told = story([crash('p', 1000), crash('r1', 1800, 50)], { failover: slow }).until(6000);
  const { low, log, primary } = told.set;
  expect(primary).toBe(1);
  expect(log.last - low[2]!).toBeLessThan(10);
});

describe('without failover', () => {
  const told = story([crash('p', 1000, 1000)], {
    failover: { enabled: false },
    readFrom: 'all',
  }).until(6000);

  it('writes are refused until the primary is back, which is told once', () => {
    expect(told.failedWrites()).toBeGreaterThanOrEqual(99);
    expect(told.failedWrites()).toBeLessThanOrEqual(101);
    expect(told.told.filter((event) => event === 'p failoverFailed')).toHaveLength(1);
    expect(told.told).not.toContain('r1 electionStarted');
  });

  it('the primary gets reads again after its return', () => {
    expect(told.told.at(-1)).toBe('p restored');
  });
});

describe('semi-synchronous replication', () => {
  const edge: EdgeParams = { mode: 'semiSync', ackTimeoutMs: 500 };

  it('loses nothing in a failover', () => {
    const told = story([crash('p', 1000)], { edge }).until(3000);
    expect(told.lost()).toBe(0);
    expect(told.dataOf('promoted')).toMatchObject({ lost: 0 });
  });

  it('answers a write after it has been received and confirmed', () => {
    const told = story([], { edge }).until(1000);
    // Half a second of writes at one every 10 ms, each 2 × 50 ms on the way.
    expect(told.sim.measured.nodes[told.nodeOf('p')]!.residenceNs / 1e6).toBeCloseTo(
      told.sim.measured.nodes[told.nodeOf('p')]!.completed * 100,
      3,
    );
  });

  it('goes on asynchronously after the timeout, and confirms again when a replica is back', () => {
    const told = story([crash('r1', 1000, 2000), crash('r2', 1000, 2000)], { edge }).until(6000);
    expect(told.timesOf('semiSyncOff')).toHaveLength(1);
    expect(told.timesOf('semiSyncOff')[0]).toBeGreaterThan(1400);
    expect(told.timesOf('semiSyncOn')[0]).toBeGreaterThan(3000);
    expect(told.failedWrites()).toBe(0);
    expect(told.set.confirms).toBe(1);
  });

  it('does not take its confirmation for a synchronous one', () => {
    const told = story([], {
      edge: { mode: 'semiSync', transport: constant(1) },
      second: { mode: 'sync', transport: constant(100), apply: constant(100), appliers: 100 },
    }).until(1000);
    const node = told.nodeOf('p');
    const meanMs =
      told.sim.measured.nodes[node]!.residenceNs / told.sim.measured.nodes[node]!.completed / 1e6;
    expect(meanMs).toBeCloseTo(300, 3);
  });
});

it('a replica that crashes while it copies starts again and catches up once', () => {
  const slow: EdgeParams = { mode: 'async', apply: constant(20), appliers: 1 };
  const told = story([crash('r1', 1000, 500), crash('r1', 1700, 100)], { edge: slow }).until(6000);
  expect(told.timesOf('rejoined')).toHaveLength(2);
  const missed = told.sim.recorder.events
    .filter(({ event }) => event === 'rejoined')
    .map(({ data }) => data.missed as number);
  // The second time it has missed more: the first copy was not finished.
  expect(missed[1]).toBeGreaterThan(missed[0]!);
  expect(told.timesOf('caughtUp')).toHaveLength(1);
});

describe('synchronous replication', () => {
  const edge: EdgeParams = { mode: 'sync', ackTimeoutMs: 100 };

  it('lets writes wait for a replica that is down, however long, and none is lost', () => {
    const told = story([crash('r1', 1000, 2000)], { edge, second: { mode: 'async' } });
    const done = (ms: number) =>
      told.until(ms).sim.measured.nodes[told.nodeOf('writer')]!.completed;
    const before = done(1200);
    expect(done(2900)).toBe(before);
    // Back at 3 s, a transport and half a write for each that it missed: then all who waited are answered.
    expect(done(4500)).toBeGreaterThan(400);
    expect(told.failedWrites()).toBe(0);
    expect(told.told.filter((event) => event.startsWith('p '))).toEqual([
      'p writesBlocked',
      'p writesUnblocked',
    ]);
    expect(told.told).not.toContain('p semiSyncOff');
  });

  it('goes on without a deposed primary, says so, and waits for it again when it is back', () => {
    const told = story([crash('p', 1000, 3000)], { edge, second: { mode: 'async' } }).until(6000);
    expect(told.lost()).toBe(0);
    expect(told.told).toContain('r1 syncOff');
    expect(told.told.at(-1)).toBe('r1 semiSyncOn');
    expect(told.timesOf('semiSyncOn')[0]).toBeGreaterThan(4000);
  });
});

it('a semi-synchronous write that gives up lets all go who wait', () => {
  const edge: EdgeParams = { mode: 'semiSync', ackTimeoutMs: 500 };
  const told = story([crash('r1', 1000, 2000), crash('r2', 1000, 2000)], { edge });
  const done = (ms: number) => told.until(ms).sim.measured.nodes[told.nodeOf('writer')]!.completed;
  // Those from 0.95 s on were never received: the first waits until 1.45 s, and all the others go with it.
  expect(done(1449)).toBe(94);
  expect(done(1451)).toBe(145);
});

it('a write whose caller has given up is no promise: it can be neither lost nor missed', () => {
  const edge: EdgeParams = { mode: 'semiSync', ackTimeoutMs: 500 };
  // Confirmed after 100 ms; the writer waits 20.
  const impatient = story([crash('p', 1000)], { edge, writerTimeoutMs: 20 }).until(3000);
  expect(impatient.set.acknowledged[0]).toBe(0);
  expect(impatient.stale()).toBe(0);
  expect(impatient.lost()).toBe(0);
  // It was carried out all the same.
  expect(impatient.set.versions[impatient.set.primary]![0]).toBeGreaterThan(80);
});

describe('the replica that was not chosen', () => {
  // r1 is 50 ms behind, r2 half a second.
  const told = story([crash('p', 1000)], { second: { transport: constant(500) } });
  const versions = () => told.set.versions.map((of) => of[0]!);

  it('follows the new primary, and has caught up with it only when what it lacked has arrived', () => {
    const promotedMs = story([crash('p', 1000)], { second: { transport: constant(500) } })
      .until(3000)
      .timesOf('promoted')[0]!;
    told.until(promotedMs + 490);
    const behind = versions()[2]!;
    expect(versions()[1]).toBeGreaterThan(behind + 45);
    expect(told.dataOf('repointed')).toMatchObject({ target: 'r1' });
    expect(told.dataOf('repointed').missed).toBe(45);
    // Four appliers of 1 ms.
    told.until(promotedMs + 500 + 13);
    expect(versions()[2]).toBe(behind + 45);
  });

  it('shows how far behind the primary it was at its death, not the time since', () => {
    const dead = story([crash('p', 1000)], { failover: { enabled: false } }).until(5000);
    const gauges = new Float32Array(3);
    dead.sim.nodes[dead.nodeOf('r1')]!.gauges!(gauges, 0);
    expect(gauges[0]).toBe(50);
  });
});

describe('a replica behind another', () => {
  const behind = { chained: true, second: { transport: constant(30) } } as const;

  it('has every write once it has gone the whole way', () => {
    const { versions } = story([], behind).until(2005).set;
    const [p, r1, r2] = versions.map((of) => of[0]!);
    // Of a write every 10 ms: those of the last 50 + 1 and 50 + 30 + 1.
    expect([p! - r1!, p! - r2!]).toEqual([5, 8]);
  });

  it('confirms a write over the same way', () => {
    const told = story([], { ...behind, second: { ...behind.second, mode: 'semiSync' } });
    const { completed, residenceNs } = told.until(2000).sim.measured.nodes[told.nodeOf('p')]!;
    expect(residenceNs / completed).toBe(160e6);
  });

  it('is fed straight by that one once it is the primary', () => {
    const { versions } = story([crash('p', 1000)], behind).until(5005).set;
    const [, r1, r2] = versions.map((of) => of[0]!);
    expect(r1! - r2!).toBe(3);
  });
});

describe('multi-primary', () => {
  const edge: EdgeParams = { mode: 'multiPrimary', transport: constant(2) };
  const converged = (told: Story) => new Set(told.set.versions.map((of) => of[0]!)).size === 1;

  it('gives every member every write', () => {
    const told = story([], { edge }).until(1004);
    expect(told.sim.measured.nodes[told.nodeOf('writer')]!.completed).toBe(100);
    // One reader and one writer, both drawn to p: nothing is in conflict and nothing is read late.
    expect(converged(told.until(1009))).toBe(true);
    expect(told.stale()).toBe(0);
  });

  it('sends its writes elsewhere once a member is found dead, and loses none', () => {
    const told = story([crash('p', 1000, 2000)], { edge }).until(6000);
    expect(told.told).toEqual([
      'p crashed',
      'p probeMissed',
      'p ejected',
      'p restarted',
      'p rejoined',
      'p caughtUp',
    ]);
    // Two to three probe intervals of refusals.
    expect(told.failedWrites()).toBeGreaterThanOrEqual(20);
    expect(told.failedWrites()).toBeLessThanOrEqual(31);
    expect(told.lost()).toBe(0);
    expect(converged(told.until(6009))).toBe(true);
  });

  it('starts again where all were down', () => {
    const down = [crash('p', 1000, 1500), crash('r1', 1100, 1000), crash('r2', 1200, 2000)];
    const told = story(down, { edge }).until(6000);
    expect(told.told).toContain('r1 restored');
    expect(told.lost()).toBe(0);
    const { acknowledged, versions } = told.set;
    expect(Math.max(...versions.map((of) => of[0]!))).toBe(acknowledged[0]);
    expect(converged(told.until(6009))).toBe(true);
  });
});
