/** Partitions as stories: who is cut off when, who takes writes, what is lost. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  database,
  evenly,
  oneKey,
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

interface Options {
  readonly fencing?: boolean;
  readonly edge?: EdgeParams;
  readonly replicas?: readonly string[];
  readonly untilMs?: number;
}

/** Lease: 300 ms from the last probe; declared down 50 ms after it; then 200 + 100 + 50. */
const failover = {
  probeIntervalMs: 100,
  misses: 3,
  probeTimeoutMs: 50,
  election: constant(200),
  promotion: constant(100),
  reroute: constant(50),
};

/**
 * Two clients that write every 10 ms, `near` always on the side of the primary `p`, `far` on the other; calls that nobody
 * answers are given up after 40 ms.
 */
function designed(faults: Faults, { fencing, edge, replicas = ['r1', 'r2'] }: Options): Simulation {
  const params = { mode: 'async', transport: constant(5), apply: constant(1), ...edge } as const;
  const writer = (id: string) =>
    client(id, { arrival: evenly(100), operations: [...writes], keys: oneKey, timeoutMs: 40 });
  const result = validateScenario({
    version: 1,
    durationMs: 6000,
    nodes: [
      writer('near'),
      writer('far'),
      database('p', { role: 'primary', failover: { ...failover, fencing: fencing ?? true } }),
      ...replicas.map((id) => database(id, { role: 'replica' })),
    ],
    edges: [
      request('near', 'p'),
      request('far', 'p'),
      ...replicas.map((id) => replication('p', id, params as EdgeParams)),
    ],
    faults,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return compile(result.scenario, { keepsSeries: false });
}

function run(faults: Faults, options: Options = {}) {
  const sim = designed(faults, options);
  sim.advance((options.untilMs ?? 6000) * 1e6, Number.POSITIVE_INFINITY);
  sim.checkBooks();
  const index = (id: string) => sim.spec.nodes.findIndex((node) => node.id === id);
  const told = sim.recorder.events
    .filter(({ event }) => event !== 'probeMissed')
    .map(({ node, event, atNs, data }) => ({
      name: `${sim.spec.nodes[node]!.id} ${event}`,
      atMs: atNs / 1e6,
      data,
    }));
  const row = (id: string) => sim.nodes[index(id)]!.summarize!(1) as Record<string, number>;
  return {
    sim,
    told,
    names: told.map(({ name }) => name),
    at: (name: string) => told.find((one) => one.name === name)!.atMs,
    data: (name: string) => told.find((one) => one.name === name)!.data,
    row,
    failed: (id: string) => sim.measured.nodes[index(id)]!.failed,
    completed: (id: string) => sim.measured.nodes[index(id)]!.completed,
    state: sim.nodes[index('p')]!.state as {
      readonly low: Int32Array;
      readonly log: { readonly last: number };
      readonly versions: readonly Int32Array[];
      readonly primary: number;
      readonly role: Uint8Array;
    },
  };
}

/** The primary and `near` against the rest, from 1 s on. */
const cutPrimary = (durationMs?: number) =>
  [
    {
      kind: 'partition',
      target: 'p',
      with: ['near'],
      atMs: 1000,
      ...(durationMs ? { durationMs } : {}),
    },
  ] as const satisfies Faults;
const cutReplica = (durationMs: number, replica = 'r1') =>
  [{ kind: 'partition', target: replica, atMs: 1000, durationMs }] as const satisfies Faults;

describe('replication across a cut', () => {
  it('waits, and goes on afterwards with all that was written meanwhile', () => {
    const during = run(cutReplica(2000), { untilMs: 2990 });
    // Two hundred writes a second for two seconds, but for what was on its way.
    const behind = during.state.log.last - (during.state.low[1]! - 1);
    expect(behind).toBeGreaterThan(380);
    expect(behind).toBeLessThan(420);
    const after = run(cutReplica(2000), { untilMs: 5999 });
    expect(after.state.log.last - after.state.low[1]!).toBeLessThan(5);
    expect(after.names).toEqual(['r1 cutOff', 'r1 ejected', 'r1 reachable', 'r1 restored']);
    expect(after.failed('near') + after.failed('far')).toBe(0);
  });

  it('makes a semi-synchronous primary fall back once no replica confirms', () => {
    const faults: Faults = [
      { kind: 'partition', target: 'p', from: ['r1'], atMs: 1000, durationMs: 1000 },
    ];
    const edge = { mode: 'semiSync', ackTimeoutMs: 20 } as const;
    const both = run(faults, { edge, untilMs: 4000 });
    expect(both.names).toEqual(['p cutOff', 'p reachable']);
    const one = run([{ kind: 'partition', target: 'r1', atMs: 1000, durationMs: 1000 }], {
      edge,
      replicas: ['r1'],
      untilMs: 4000,
    });
    expect(one.names).toContain('p semiSyncOff');
    // The next write of all, there and back.
    const afterMs = one.at('p semiSyncOn') - one.at('r1 reachable');
    expect(afterMs).toBeGreaterThanOrEqual(10);
    expect(afterMs).toBeLessThanOrEqual(20);
  });

  it('blocks a synchronous primary, and frees it when the cut ends', () => {
    const edge = { mode: 'sync', apply: constant(0) } as const;
    const { names, failed } = run(cutReplica(1000), { edge, untilMs: 4000 });
    expect(names).toContain('p writesBlocked');
    expect(names).toContain('p writesUnblocked');
    // A confirmation takes 10 ms, a caller waits 40: those of 990 … 1970 ms fail, one every 5 ms; each client's phase ± 1.
    expect(Math.abs(failed('near') + failed('far') - 196)).toBeLessThanOrEqual(4);
  });
});

describe('with fencing', () => {
  const story = run(cutPrimary(2000));

  it('the primary stops before it is declared down, and a replica takes over', () => {
    expect(story.names).toEqual([
      'p cutOff',
      'p fenced',
      'p declaredDown',
      'r1 electionStarted',
      'r1 elected',
      'r1 promoted',
      'p writesLost',
      'r2 repointed',
      'r1 rerouted',
      'p reachable',
      'p rejoined',
      'p caughtUp',
    ]);
    expect(story.at('p declaredDown') - story.at('p fenced')).toBeCloseTo(50, 6);
    // The lease: three intervals from a probe in the 100 ms before the cut.
    expect(story.at('p fenced')).toBeGreaterThanOrEqual(1200);
    expect(story.at('p fenced')).toBeLessThanOrEqual(1300);
  });

  it('loses what was acknowledged across no replica until the lease ended, and no more', () => {
    const expected = (story.at('p fenced') - 1000) / 10;
    const { lostWrites, divergentWrites } = story.row('p');
    expect(Math.abs(lostWrites! - expected)).toBeLessThanOrEqual(2);
    expect(divergentWrites).toBe(0);
  });

  it('refuses those on its side until the end of the cut', () => {
    expect(story.failed('near')).toBeGreaterThanOrEqual((3000 - story.at('p fenced')) / 10 - 1);
    expect(story.sim.measured.nodes[2]!.failed).toBeGreaterThan(0);
  });

  it('goes on as before where the cut ends before the lease', () => {
    expect(run(cutPrimary(150)).names).toEqual(['p cutOff', 'p reachable']);
  });

  it('is the primary again where nobody could be chosen', () => {
    const dead = { kind: 'crash', atMs: 500, mode: 'refuse' } as const;
    const { names } = run([
      { ...dead, target: 'r1' },
      { ...dead, target: 'r2' },
      ...cutPrimary(1000),
    ]);
    expect(names).toContain('p failoverFailed');
    expect(names).toContain('p unfenced');
    expect(names).not.toContain('p rejoined');
  });
});

describe('who watches', () => {
  it.each([
    ['p', 'r1 promoted'],
    ['r1', 'r1 ejected'],
  ])('of two members the one that the cut is not named after: %s is cut off', (target, event) => {
    const { names } = run([{ kind: 'partition', target, atMs: 1000 }], { replicas: ['r1'] });
    expect(names).toContain(event);
    expect(names.includes('r1 promoted')).toBe(target === 'p');
  });

  it('leaves a primary with the majority alone', () => {
    const { names } = run([
      { kind: 'partition', target: 'p', with: ['r1'], from: ['r2'], atMs: 1000 },
    ]);
    expect(names).toEqual(['p cutOff', 'r2 ejected']);
  });

  it('elects nobody where no side has a majority', () => {
    const { names } = run([
      { kind: 'partition', target: 'p', from: ['r1', 'r2'], atMs: 1000 },
      { kind: 'partition', target: 'r1', from: ['r2'], atMs: 1000 },
    ]);
    expect(names).toContain('p fenced');
    expect(names.some((name) => name.endsWith('promoted'))).toBe(false);
  });
});

describe('without fencing', () => {
  const story = run(cutPrimary(2000), { fencing: false });

  it('both take writes, and the old side loses its own when the cut ends', () => {
    expect(story.names).toEqual([
      'p cutOff',
      'p declaredDown',
      'r1 electionStarted',
      'r1 elected',
      'r1 promoted',
      'p writesLost',
      'p splitBrain',
      'r2 repointed',
      'r1 rerouted',
      'p reachable',
      'p writesDiscarded',
      'p rejoined',
      'p caughtUp',
    ]);
    expect(story.failed('near')).toBe(0);
  });

  it('counts what was acknowledged there, before the promotion and after it', () => {
    const { lostWrites, divergentWrites } = story.row('p');
    // `near` writes every 10 ms: from the promotion to the end of the cut, and from the cut on.
    expect(Math.abs(divergentWrites! - (3000 - story.at('p splitBrain')) / 10)).toBeLessThanOrEqual(
      2,
    );
    expect(story.data('p writesDiscarded').count).toBe(divergentWrites);
    expect(Math.abs(lostWrites! - 200)).toBeLessThanOrEqual(2);
  });

  it('counts them while it lasts: each slice says how many stand there', () => {
    const alone = (untilMs: number) => {
      const { sim } = run(cutPrimary(2000), { fencing: false, untilMs });
      const p = sim.spec.nodes.findIndex(({ id }) => id === 'p');
      const gauges = new Float32Array(3);
      sim.nodes[p]!.gauges!(gauges, 0);
      return gauges[1]!;
    };
    const split = story.at('p splitBrain');
    expect(alone(split)).toBe(0);
    expect(Math.abs(alone(split + 500) - 50)).toBeLessThanOrEqual(2);
    expect(Math.abs(alone(split + 1000) - 100)).toBeLessThanOrEqual(2);
    // They are thrown away once the cut has ended.
    expect(alone(4000)).toBe(0);
  });

  it('tells the first of them one by one: key and moment, on the old side, in order', () => {
    const event = story.sim.recorder.events.find(({ event }) => event === 'writesDiscarded')!;
    const splitNs = story.at('p splitBrain') * 1e6;
    expect(event.writes).toHaveLength(100);
    for (const [i, { key, atNs }] of event.writes!.entries()) {
      expect(key).toBe(0);
      expect(atNs).toBeGreaterThanOrEqual(event.writes![i - 1]?.atNs ?? splitNs);
    }
  });

  it('ends with every member equal', () => {
    const { versions } = run(cutPrimary(2000), { fencing: false, untilMs: 6000 }).state;
    for (const held of versions) expect(Math.abs(held[0]! - versions[1]![0]!)).toBeLessThan(6);
  });

  it('keeps the old primary from acknowledging where every write needs the other side', () => {
    const { row, names } = run(cutPrimary(2000), { fencing: false, edge: { mode: 'sync' } });
    expect(names).toContain('p splitBrain');
    expect(row('p')).toMatchObject({ lostWrites: 0, divergentWrites: 0 });
  });

  it('runs the same from a checkpoint in the middle of it', () => {
    const sim = designed(cutPrimary(2000), { fencing: false });
    sim.advance(2000e6, Number.POSITIVE_INFINITY);
    const saved = sim.checkpoint();
    sim.advance(6000e6, Number.POSITIVE_INFINITY);
    const hash = sim.runHash();
    sim.restore(saved);
    sim.advance(6000e6, Number.POSITIVE_INFINITY);
    expect(sim.runHash()).toBe(hash);
    expect(hash).toBe(story.sim.runHash());
  });
});

it('without fencing, an old primary goes on through a second failover on the other side', () => {
  const faults: Faults = [
    { kind: 'partition', target: 'p', with: ['near'], atMs: 1000, durationMs: 4000 },
    { kind: 'crash', target: 'r1', atMs: 2500 },
  ];
  const replicas = ['r1', 'r2', 'r3', 'r4'];
  const { names, failed, row, at } = run(faults, { fencing: false, replicas });
  expect(names).toContain('r1 promoted');
  expect(names).toContain('r2 rerouted');
  expect(failed('near')).toBe(0);
  // `near` writes there every 10 ms, up to the end of the cut.
  const writes = (5000 - at('p splitBrain')) / 10;
  expect(Math.abs(row('p').divergentWrites! - writes)).toBeLessThanOrEqual(2);
});

it('without fencing, writes that stand on one side alone are told where the run ends so', () => {
  const forever: Faults = [{ kind: 'partition', target: 'p', with: ['near'], atMs: 1000 }];
  const { row, sim } = run(forever, { fencing: false });
  const { divergentWrites, standing } = row('p') as Readonly<Record<string, unknown>>;
  expect(standing).toMatchObject({ count: divergentWrites });
  expect(standing).toHaveProperty('writes.length', 100);
  const chosen = sim.recorder.events.find(({ event }) => event === 'electionStarted')!;
  expect(chosen.told).toEqual({ reason: 'unfenced' });
  // Where the two have come together again nothing stands.
  expect(run(cutPrimary(2000), { fencing: false }).row('p')).not.toHaveProperty('standing');
});

it('a multi-primary member cut off from the majority takes no writes', () => {
  const { names, failed } = run(cutPrimary(2000), { edge: { mode: 'multiPrimary' } });
  expect(names).toContain('p fenced');
  expect(names).toContain('p unfenced');
  expect(names).toContain('p caughtUp');
  expect(failed('near')).toBeGreaterThan(190);
});
