/** At least once: what a queue has accepted is worked on, set aside as a dead letter, or lost with a broker in memory. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  delivery,
  evenly,
  noTime,
  request,
} from '../../../tests/support/designs.ts';
import { compile } from '../../scenario/compile.ts';
import type { ScenarioFile } from '../../scenario/schema.ts';
import { validateScenario } from '../../scenario/validate.ts';

type Faults = NonNullable<ScenarioFile['faults']>;

interface Story {
  readonly durable?: boolean;
  readonly maxReceives?: number;
  readonly visibilityTimeoutMs?: number;
  readonly serviceMs?: number;
  readonly faults?: Faults;
}

/** Ten messages a second for ten seconds, then ten minutes to work them off. */
function counts(story: Story): Record<string, number> {
  const points = [
    { atMs: 0, ratePerSec: 10 },
    { atMs: 10_000, ratePerSec: 10 },
    { atMs: 10_001, ratePerSec: 0 },
  ];
  const result = validateScenario({
    version: 1,
    durationMs: 610_000,
    nodes: [
      client('c', {
        arrival: { process: 'schedule', points },
        operations: [{ name: 'job', type: 'job' }],
      }),
      {
        id: 'q',
        kind: 'queue',
        params: {
          publish: noTime,
          durable: story.durable ?? true,
          maxReceives: story.maxReceives ?? 1000,
          visibilityTimeoutMs: story.visibilityTimeoutMs ?? 1000,
        },
      },
      {
        id: 'w',
        kind: 'worker',
        params: { instances: 2, slots: 2, service: constant(story.serviceMs ?? 200) },
      },
    ],
    edges: [request('c', 'q'), delivery('q', 'w')],
    faults: story.faults ?? [],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: false });
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  sim.checkBooks();
  return sim.nodes[1]!.summarize!(1) as Record<string, number>;
}

const workersCrash = (mode: 'refuse' | 'blackhole' | 'hang'): Faults => [
  { kind: 'crash', target: 'w', mode, atMs: 2000, durationMs: 1000 },
  { kind: 'instanceCrash', target: 'w', instance: 1, mode, atMs: 5000, durationMs: 2000 },
];

describe('a durable queue', () => {
  it.each(['refuse', 'blackhole', 'hang'] as const)(
    'loses nothing where workers crash (%s): work under way is repeated',
    (mode) => {
      const { published, acknowledged, redelivered, deadLetters, lostMessages, depth } = counts({
        faults: workersCrash(mode),
      });
      expect(published).toBeGreaterThan(60);
      expect({ acknowledged, deadLetters, lostMessages, depth }).toEqual({
        acknowledged: published,
        deadLetters: 0,
        lostMessages: 0,
        depth: 0,
      });
      expect(redelivered).toBeGreaterThan(0);
      // No more than what was under way in the two crashes: four slots, then two.
      expect(redelivered).toBeLessThanOrEqual(6);
    },
  );

  it('keeps its messages through a crash of its own', () => {
    const faults: Faults = [{ kind: 'crash', target: 'q', atMs: 3000, durationMs: 2000 }];
    const { published, acknowledged, depth } = counts({ faults });
    expect(acknowledged).toBe(published);
    expect(depth).toBe(0);
  });

  it('sets a message aside after so many hand-outs', () => {
    // Work takes longer than a message stays hidden, so every acknowledgement comes too late.
    const { published, acknowledged, deadLetters, redelivered } = counts({
      serviceMs: 1500,
      visibilityTimeoutMs: 1000,
      maxReceives: 3,
    });
    expect(acknowledged).toBe(0);
    expect(deadLetters).toBe(published);
    expect(redelivered).toBe(2 * published!);
  });
});

describe('a queue in memory', () => {
  it('loses all it holds when it crashes, and says how much', () => {
    const faults: Faults = [
      { kind: 'crash', target: 'w', atMs: 1000, durationMs: 100_000 },
      { kind: 'crash', target: 'q', atMs: 5000, durationMs: 1000 },
    ];
    const { published, acknowledged, lostMessages, depth } = counts({ durable: false, faults });
    expect(lostMessages).toBeGreaterThanOrEqual(35);
    expect(published).toBe(acknowledged! + lostMessages!);
    expect(depth).toBe(0);
  });
});

it('a message that was hidden did not wait: of its second hand-out the wait begins when it is visible again', () => {
  const faults: Faults = [
    { kind: 'instanceCrash', target: 'w', instance: 1, atMs: 5050, durationMs: 2000 },
  ];
  const one = counts({ faults, serviceMs: 150, visibilityTimeoutMs: 20_000 });
  expect(one.redelivered).toBeGreaterThan(0);
  // Two slots are left for one and a half jobs at a time; of a hundred messages two were hidden for 20 s, 400 ms each.
  expect(one.meanWaitMs).toBeLessThan(50);
});

it('waits are measured until hand-out, and none are left out', () => {
  // One of four slots always free: nothing waits.
  expect(counts({ serviceMs: 10 }).meanWaitMs).toBe(0);
});

it('evenly spaced publishes to one slow worker wait as long as arithmetic says', () => {
  const result = validateScenario({
    version: 1,
    durationMs: 1000,
    nodes: [
      client('c', { arrival: evenly(10), operations: [{ name: 'job', type: 'job' }] }),
      { id: 'q', kind: 'queue', params: { publish: noTime } },
      { id: 'w', kind: 'worker', params: { slots: 1, service: constant(200) } },
    ],
    edges: [request('c', 'q'), delivery('q', 'w')],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: false });
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  // Published at 100, 200, … ms; the n-th is handed out at 100 + 200 (n − 1): waits of 0, 100, 200, 300, 400 ms.
  expect(sim.nodes[1]!.summarize!(1)).toMatchObject({ meanWaitMs: 200, acknowledged: 4 });
});
