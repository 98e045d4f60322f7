/** What the fuzzer and a critical reader once broke, each named after what was wrong. */
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/bridge/session.ts';
import { compile } from '../../src/scenario/compile.ts';
import { carryOn, runToEnd } from '../../src/scenario/run.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import { leastMs, slowness } from '../support/machine.ts';
import { scenarioOf } from './properties.ts';

const nothing = { dist: 'constant', ms: 0 } as const;
const plain = { roundTrip: nothing, timeoutMs: null } as const;

type FileNode = ScenarioFile['nodes'][number];
type FileEdge = NonNullable<ScenarioFile['edges']>[number];

function started(file: Omit<ScenarioFile, 'version'>): Simulation {
  return compile(scenarioOf({ version: 1, ...file }), { keepsSeries: true });
}

function runUntil(sim: Simulation, ms: number): void {
  sim.advance(ms * 1e6, Number.POSITIVE_INFINITY);
  sim.checkBooks();
}

function link(source: string, target: string, params: object = plain): FileEdge {
  return { id: `${source}-${target}`, kind: 'request', source, target, params } as FileEdge;
}

/** Users who do not think, and a server that takes no time: events without end at time 0. */
const standstill: Omit<ScenarioFile, 'version'> = {
  durationMs: 1000,
  nodes: [
    {
      id: 'c',
      kind: 'client',
      params: {
        arrival: { process: 'closed', users: 1, thinkTime: nothing },
        operations: [{ name: 'x', type: 'static' }],
      },
    },
    { id: 'w', kind: 'webServer', params: { service: nothing } },
  ],
  edges: [link('c', 'w')],
};

describe('where time stands still', () => {
  it('a close-up ends where the run has come to', () => {
    const sim = started(standstill);
    const start = sim.checkpoint();
    sim.advance(1e9, 1000);
    const hash = sim.runHash();
    sim.closeUp(start, sim.nowNs);
    expect(sim.runHash()).toBe(hash);
    expect(sim.events).toBe(1000);
  });

  it('a run is stopped and says why, at the same event whatever the pieces', () => {
    const work = { dist: 'constant', ms: 1 } as const;
    const stopped = [1, 7, 300, 5000].map((events) => {
      const sim = started({
        durationMs: 1000,
        nodes: [standstill.nodes[0]!, { id: 'w', kind: 'webServer', params: { service: work } }],
        edges: [link('c', 'w')],
        faults: [{ kind: 'crash', target: 'w', atMs: 100 }],
      });
      for (;;) {
        const piece = carryOn(sim, sim.spec.durationNs, events, { lookEvents: 1000 });
        if (piece.stopped !== undefined) return `${piece.stopped}, ${sim.runHash()}`;
      }
    });
    expect(new Set(stopped).size).toBe(1);
    expect(stopped[0]).toContain('stopped after 2000 events: time stands still at 100 ms');
  });

  it('nothing is stopped while time goes on', () => {
    const sim = started({ durationMs: 1000, nodes: [client({ ratePerSec: 1000 }), server()] });
    while (!carryOn(sim, 1e9, 5, { lookEvents: 10 }).isThere);
    expect(sim.nowNs).toBe(1e9);
  });

  it('a budget of events is kept to the event', () => {
    const scenario = scenarioOf({ version: 1, ...standstill });
    expect(runToEnd(scenario, { maxEvents: 1234 })).toMatchObject({
      events: 1234,
      stopped: 'stopped after 1234 events',
    });
  });
});

it('time never runs backwards, whatever is asked for', () => {
  const sim = started({ ...standstill, nodes: [client({ ratePerSec: 100 }), server()] });
  runUntil(sim, 500);
  runUntil(sim, 100);
  expect(sim.nowNs).toBe(500e6);
});

it('a session answers a close-up whose window lies before its checkpoint', () => {
  const told: string[] = [];
  const session = createSession((message) => told.push(message.type));
  const scenario = scenarioOf({
    version: 1,
    durationMs: 1000,
    nodes: [client({ ratePerSec: 100 }), server()],
    edges: [link('c', 'w')],
  });
  session.receive({ type: 'run', run: 1, scenario });
  while (session.pump());
  session.receive({ type: 'closeUp', run: 1, id: 7, fromNs: 900e6, toNs: 100e6 });
  expect(told.slice(-2)).toEqual(['finished', 'closeUp']);
});

describe('crashes that overlap', () => {
  const crash = (mode: 'refuse' | 'blackhole' | 'hang', atMs: number, durationMs: number) =>
    ({ kind: 'crash', target: 'w', mode, atMs, durationMs }) as const;

  function modesAt(
    faults: NonNullable<ScenarioFile['faults']>,
    times: readonly number[],
  ): readonly number[] {
    const sim = started({
      durationMs: 1000,
      nodes: [client({ ratePerSec: 100 }), server()],
      edges: [link('c', 'w')],
      faults,
    });
    return times.map((ms) => {
      runUntil(sim, ms);
      return sim.modeOf(1, 0);
    });
  }

  it('show the most lasting of the modes in force', () => {
    // 0 healthy, 1 refuses, 2 swallows, 3 hangs.
    const faults = [
      crash('hang', 100, 600),
      crash('refuse', 200, 300),
      crash('blackhole', 300, 100),
    ];
    expect(modesAt(faults, [50, 150, 250, 350, 450, 550, 750])).toEqual([0, 3, 1, 2, 1, 3, 0]);
  });

  it('do not let the first one rule until the last has healed', () => {
    const faults = [crash('hang', 100, 100), crash('refuse', 150, 500)];
    expect(modesAt(faults, [120, 160, 300, 700])).toEqual([3, 1, 1, 0]);
  });

  it('end what a hung process had accepted when the process dies', () => {
    const sim = started({
      durationMs: 1000,
      nodes: [client({ ratePerSec: 100 }), server()],
      edges: [link('c', 'w')],
      faults: [crash('hang', 100, 900), crash('refuse', 500, 100)],
    });
    runUntil(sim, 499);
    expect(sim.calls.live).toBeGreaterThan(50);
    runUntil(sim, 501);
    expect(sim.calls.live).toBe(0);
  });
});

describe('calls that nobody waits for', () => {
  it('are freed when their caller died and they were lost without a timeout', () => {
    const sim = started({
      durationMs: 1000,
      nodes: [client({ ratePerSec: 100 }), { id: 'a', kind: 'webServer' }, server()],
      edges: [link('c', 'a'), link('a', 'w', { ...plain, lossRatio: 1 })],
      faults: [{ kind: 'crash', target: 'a', atMs: 500 }],
    });
    runUntil(sim, 499);
    expect(sim.calls.live).toBeGreaterThan(50);
    runUntil(sim, 501);
    expect(sim.calls.live).toBe(0);
  });

  it('give a worker its slots back when its host is on the network again', () => {
    const sim = started({
      durationMs: 10_000,
      nodes: [
        client({ ratePerSec: 100 }, 'job'),
        {
          id: 'q',
          kind: 'queue',
          params: { publish: nothing, visibilityTimeoutMs: 1000, maxReceives: 1000 },
        },
        {
          id: 'w',
          kind: 'worker',
          params: { slots: 4, service: { dist: 'constant', ms: 10 } },
        },
      ],
      edges: [
        link('c', 'q'),
        { id: 'd', kind: 'delivery', source: 'q', target: 'w', params: { roundTrip: nothing } },
      ],
      faults: [{ kind: 'crash', target: 'w', mode: 'blackhole', atMs: 2000, durationMs: 1000 }],
    });
    runUntil(sim, 10_000);
    const queue = sim.nodes[sim.spec.nodes.findIndex(({ id }) => id === 'q')]!;
    const summary = queue.summarize!(1) as Record<string, number>;
    expect(summary.acknowledged).toBeGreaterThan(900);
    expect(summary.depth).toBeLessThan(5);
  });
});

it('a call between two attempts is no open hop of a close-up', () => {
  const file: Omit<ScenarioFile, 'version'> = {
    durationMs: 1000,
    nodes: [
      client({ ratePerSec: 10 }, 'static', {
        maxRetries: 1,
        backoff: 'fixed',
        baseMs: 5000,
        jitter: 'none',
      }),
      server(),
    ],
    edges: [link('c', 'w')],
    faults: [{ kind: 'crash', target: 'w', atMs: 0 }],
  };
  const sim = started(file);
  const start = sim.checkpoint();
  runUntil(sim, 900);
  const { hops } = sim.closeUp(start, sim.nowNs).take(sim.nowNs);
  expect(hops.count).toBe(9);
  expect([...hops.endedNs].every(Number.isFinite)).toBe(true);
});

describe('a spike of factor 0', () => {
  const spike = { kind: 'spike', target: 'c', factor: 0, atMs: 1000, durationMs: 1000 } as const;

  it.each([
    [{ process: 'closed', users: 5, thinkTime: { dist: 'constant', ms: 10 } }],
    [{ process: 'poisson', ratePerSec: 500 }],
    [{ process: 'constant', ratePerSec: 500 }],
    [{ process: 'schedule', points: [{ atMs: 0, ratePerSec: 500 }] }],
  ] as const)('keeps requests away, and only while it lasts: %o', (arrival) => {
    const sim = started({
      durationMs: 3000,
      nodes: [client(arrival), server(nothing)],
      edges: [link('c', 'w')],
      faults: [spike],
    });
    const arrived: number[] = [];
    for (const ms of [1000, 2000, 3000]) {
      runUntil(sim, ms);
      arrived.push(sim.measured.nodes[0]!.arrived);
    }
    const [before, during, after] = [
      arrived[0]!,
      arrived[1]! - arrived[0]!,
      arrived[2]! - arrived[1]!,
    ];
    expect(before).toBeGreaterThan(400);
    expect(during).toBe(0);
    expect(after).toBeGreaterThan(400);
  });
});

it('a queue never holds more than its capacity, however many publishes come at once', () => {
  const sim = started({
    durationMs: 1000,
    nodes: [
      client({ ratePerSec: 10_000 }, 'job'),
      {
        id: 'q',
        kind: 'queue',
        params: { capacity: 3, publish: { dist: 'constant', ms: 50 } },
      },
    ],
    edges: [link('c', 'q')],
  });
  runUntil(sim, 1000);
  const queue = sim.nodes[1]!;
  expect(queue.level!()).toBe(1);
  expect(queue.summarize!(1)).toMatchObject({ published: 3, depth: 3 });
});

it('two edges between the same nodes exclude each other by id, not by the order of the file', () => {
  const slow = {
    ...link('c', 'w', { ...plain, roundTrip: { dist: 'constant', ms: 90 } }),
    id: 'b',
  };
  const fast = { ...link('c', 'w'), id: 'a' };
  const nodes = [client({ ratePerSec: 100 }), server()];
  const hashes = [
    [slow, fast],
    [fast, slow],
  ].map((edges) => {
    const sim = started({ durationMs: 1000, nodes, edges });
    runUntil(sim, 1000);
    return sim.runHash();
  });
  expect(hashes[0]).toBe(hashes[1]);
});

it('forty thousand ways to replicas are wired in a moment', async () => {
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  const nodes: FileNode[] = [
    client({ ratePerSec: 100 }),
    { id: 'l', kind: 'loadBalancer' },
    ...numbers.map((i): FileNode => ({ id: `w${i}`, kind: 'webServer' })),
    ...numbers.map(
      (i): FileNode => ({
        id: `d${i}`,
        kind: 'database',
        params: { role: i === 0 ? 'primary' : 'replica' },
      }),
    ),
  ];
  const edges: FileEdge[] = [
    link('c', 'l'),
    ...numbers.flatMap((i) => [link('l', `w${i}`), link(`w${i}`, 'd0')]),
    ...numbers
      .slice(1)
      .map((i): FileEdge => ({ id: `r${i}`, kind: 'replication', source: 'd0', target: `d${i}` })),
  ];
  const wire = () => started({ durationMs: 10, nodes, edges });
  expect(wire().links.length).toBeGreaterThan(40_000);
  // It took nine seconds when every stream of chance copied all others.
  const enoughMs = 2000;
  expect(await leastMs(wire, enoughMs)).toBeLessThan(enoughMs * (await slowness()));
});

it('what a loss has swallowed on the way to a worker is delivered once it is over', () => {
  const sim = started({
    durationMs: 20_000,
    nodes: [
      client({ ratePerSec: 100 }, 'job'),
      { id: 'q', kind: 'queue', params: { visibilityTimeoutMs: 3_600_000 } },
      { id: 'k', kind: 'worker', params: { slots: 10, service: { dist: 'constant', ms: 1 } } },
    ],
    edges: [link('c', 'q'), { id: 'q-k', kind: 'delivery', source: 'q', target: 'k' }],
    faults: [{ kind: 'loss', target: 'k', atMs: 5000, durationMs: 1000, ratio: 1 }],
  });
  const worker = sim.spec.nodes.findIndex(({ id }) => id === 'k');
  runUntil(sim, 4000);
  const before = sim.measured.nodes[worker]!.completed;
  runUntil(sim, 10_000);
  const after = sim.measured.nodes[worker]!.completed;
  runUntil(sim, 20_000);
  expect(before).toBeGreaterThan(350);
  // The worker's slots were all taken by deliveries that never came: it did nothing for an hour.
  expect(sim.measured.nodes[worker]!.completed - after).toBeGreaterThan(950);
});

it('a chain of a thousand balancers without any delay does not exhaust the stack', () => {
  const numbers = Array.from({ length: 998 }, (_, i) => i);
  const sim = started({
    durationMs: 100,
    nodes: [
      client({ ratePerSec: 100 }),
      ...numbers.map(
        (i): FileNode => ({ id: `n${i}`, kind: 'loadBalancer', params: { overhead: nothing } }),
      ),
      server(),
    ],
    edges: [link('c', 'n0'), ...numbers.map((i) => link(`n${i}`, i === 997 ? 'w' : `n${i + 1}`))],
  });
  runUntil(sim, 100);
  expect(sim.measured.nodes[0]!.completed).toBeGreaterThan(5);
});

it('a replica that missed nothing has nothing to copy, however long a write may take to apply', () => {
  const sim = started({
    durationMs: 2000,
    nodes: [
      client({ ratePerSec: 100 }, 'read'),
      { id: 'p', kind: 'database' } as FileNode,
      { id: 'r', kind: 'database', params: { role: 'replica' } } as FileNode,
    ],
    edges: [
      link('c', 'p'),
      {
        id: 'p-r',
        kind: 'replication',
        source: 'p',
        target: 'r',
        // Its mean is infinite.
        params: { apply: { dist: 'pareto', minMs: 0.1, alpha: 0.8 } },
      } as FileEdge,
    ],
    faults: [{ kind: 'crash', target: 'r', atMs: 500, durationMs: 500 }],
  });
  while (sim.advance(2e9, 1) === 1) expect(sim.nowNs).toBeLessThanOrEqual(2e9);
  expect(sim.recorder.events.map(({ event }) => event)).toContain('caughtUp');
});

function client(arrival: object, type = 'static', retry: object = {}): FileNode {
  const process = 'process' in arrival ? {} : { process: 'constant' };
  return {
    id: 'c',
    kind: 'client',
    params: {
      arrival: { ...process, ...arrival },
      operations: [{ name: 'x', type }],
      timeoutMs: null,
      retry,
    },
  } as FileNode;
}

function server(service: object = { dist: 'constant', ms: 1 }): FileNode {
  return { id: 'w', kind: 'webServer', params: { service } } as FileNode;
}
