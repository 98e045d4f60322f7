/** What is recorded of connection pools is what the run measures, however it is cut into pieces. */
import { expect, it } from 'vitest';
import {
  client,
  constant,
  database,
  exponential,
  oneKey,
  poisson,
  reads,
  request,
  station,
} from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { compile } from '../scenario/compile.ts';
import { summarize } from '../scenario/run.ts';
import { poolFullIn, poolLoads } from './pool-loads.ts';
import { Recording } from './recording.ts';

const DURATION_NS = 60e9;
const whole = { fromNs: 0, toNs: DURATION_NS };

/** Two servers with two connections each to a database that slows down for ten seconds. */
const scenario = scenarioFrom({
  version: 1,
  seed: 3,
  durationMs: DURATION_NS / 1e6,
  nodes: [
    client('client', { arrival: poisson(60), operations: [...reads], keys: oneKey }),
    station('web', { instances: 2, slots: 1000, service: constant(1) }),
    database('db', { read: exponential(20) }),
  ],
  edges: [
    request('client', 'web'),
    request('web', 'db', { pool: { connections: 2, acquireTimeoutMs: 300 }, timeoutMs: null }),
  ],
  faults: [{ kind: 'slowdown', target: 'db', atMs: 20_000, durationMs: 10_000, factor: 10 }],
});

function recorded(pieceNs: number) {
  const sim = compile(scenario, { keepsSeries: true });
  const recording = new Recording(sim.shape());
  for (let ns = pieceNs; ns <= DURATION_NS; ns += pieceNs) {
    sim.advance(ns, Number.POSITIVE_INFINITY);
    recording.append(sim.recorder.take(sim.nowNs));
  }
  return { sim, recording };
}

it('is in use and waited for as much as the summary says', () => {
  const { sim, recording } = recorded(DURATION_NS);
  expect(recording.shape.pools).toEqual([{ links: [1], connections: 2 }]);
  const [load] = poolLoads(recording, scenario, whole);
  const { inUse, waiting } = summarize(scenario, sim).pools!['web-db']!;
  expect(load).toMatchObject({ caller: 'web', target: 'db', instances: 2, connections: 4 });
  expect(load!.inUse).toBeCloseTo(inUse!, 5);
  expect(load!.waiting).toBeCloseTo(waiting!, 5);
  expect(load!.utilization).toBeCloseTo(inUse! / 4, 5);
});

it('counts who asks, and holds a connection for as long as the database takes', () => {
  const { recording } = recorded(DURATION_NS);
  const [calm] = poolLoads(recording, scenario, { fromNs: 0, toNs: 20e9 });
  expect(Math.abs(calm!.askedPerSec / 60 - 1)).toBeLessThan(0.1);
  // 20 ms there, and the way.
  expect(Math.abs(calm!.heldMs / 20.2 - 1)).toBeLessThan(0.1);
  const [slow] = poolLoads(recording, scenario, { fromNs: 21e9, toNs: 30e9 });
  expect(Math.abs(slow!.heldMs / 200 - 1)).toBeLessThan(0.2);
  expect(slow!.waiting).toBeGreaterThan(5);
  const full = poolFullIn(recording, calm!, whole);
  expect(full.length).toBeGreaterThan(0);
  for (const { fromNs, toNs } of full) {
    expect(fromNs).toBeGreaterThanOrEqual(20e9);
    expect(toNs).toBeLessThanOrEqual(31e9);
  }
});

it('is the same however the run is cut into pieces', () => {
  const one = recorded(DURATION_NS).recording;
  const many = recorded(0.7e9 + 1).recording;
  const cut = many.until(many.doneNs, many.shape);
  for (let slice = 0; slice < many.slices; slice++) {
    for (const field of ['inUse', 'waiting', 'asked', 'taken'] as const) {
      expect(many.poolValue(slice, 0, field)).toBe(one.poolValue(slice, 0, field));
      expect(cut.poolValue(slice, 0, field)).toBe(one.poolValue(slice, 0, field));
    }
  }
});
