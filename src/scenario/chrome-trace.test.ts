import { expect, it } from 'vitest';
import { client, constant, evenly, request, station } from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { hedgedTail } from '../gallery/hedged-tail.ts';
import { MAX_ADOPTED } from '../sim/journal.ts';
import type { Simulation } from '../sim/simulation.ts';
import { chromeTrace } from './chrome-trace.ts';
import { compile } from './compile.ts';
import { operationsOf } from './operations.ts';
import { validateScenario } from './validate.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly id: number;
  readonly cat: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const result = validateScenario({ ...hedgedTail.file, durationMs: 3000, warmupMs: 0, faults: [] });
if (!result.ok) throw new Error('the example is refused');
const { scenario } = result;
const fromNs = 1e9;
const toNs = 2e9;

const traced = () => traceOf(compile(scenario, { keepsSeries: false }), { fromNs, toNs });

function traceOf(sim: Simulation, window: { readonly fromNs: number; readonly toNs: number }) {
  sim.advance(window.fromNs, Number.POSITIVE_INFINITY);
  const journeys = sim.journeysUntil(window.toNs);
  const shape = sim.shape();
  const text = chromeTrace({ scenario, shape, journeys, ...window });
  const { traceEvents } = JSON.parse(text) as { readonly traceEvents: readonly TraceEvent[] };
  return { shape, journeys, traceEvents };
}

it('has a named process for each node, and every slice lies in the window', () => {
  const { shape, traceEvents, journeys } = traced();
  const named = traceEvents.filter(({ name }) => name === 'process_name');
  expect(named).toHaveLength(shape.nodeIds.length);
  const slices = traceEvents.filter(({ ph }) => ph === 'X');
  expect(slices.length).toBeGreaterThan(journeys.hops.length);
  for (const { ts, dur } of slices) {
    expect(ts).toBeGreaterThanOrEqual(fromNs / 1000);
    expect(ts + dur).toBeLessThanOrEqual(toNs / 1000 + 1e-6);
  }
});

it('nests what it draws on one thread: nothing overlaps by a part', () => {
  mustNest(traced().traceEvents);
});

/** A server of one slot, 50 ms a call, asked every 20 ms by who waits for 30 ms. */
const crowded = scenarioFrom({
  version: 1,
  durationMs: 5000,
  nodes: [
    client('client', { arrival: evenly(50), timeoutMs: 30 }),
    station('web', { service: constant(50) }),
  ],
  edges: [request('client', 'web')],
});

it('draws what is served for nobody until it is done, or the window ends', () => {
  const window = { fromNs: 1e9, toNs: 1.03e9 };
  const sim = compile(crowded, { keepsSeries: false });
  // The window must begin before the calls do whose service is under way when it ends.
  const { journeys, traceEvents } = traceOf(sim, { fromNs: 0, toNs: window.toNs });
  mustNest(traceEvents);
  const left = journeys.hops.filter(({ isInside, endedNs }) => isInside && endedNs < window.toNs);
  const served = left.filter(({ startedNs, endedNs }) => startedNs > endedNs);
  expect(left.length).toBeGreaterThan(10);
  expect(served).toHaveLength(1);
  const drawn = traceEvents.filter(({ cat, args }) => cat === 'service' && args !== undefined);
  const last = drawn.at(-1)!;
  expect(drawn.some(({ ts }) => ts === served[0]!.startedNs / 1000)).toBe(true);
  expect(last.ts + last.dur).toBeCloseTo(window.toNs / 1000, 3);
});

it('keeps the oldest of very many that wait, counts the rest, and has room for what comes', () => {
  const overloaded = scenarioFrom({
    version: 1,
    durationMs: 3000,
    nodes: [
      client('client', { arrival: evenly(30_000) }),
      station('web', { service: constant(1000) }),
    ],
    edges: [request('client', 'web')],
  });
  const sim = compile(overloaded, { keepsSeries: false });
  sim.advance(2e9, Number.POSITIVE_INFINITY);
  const waiting = sim.calls.live / 2;
  const journeys = sim.journeysUntil(2.01e9);
  const adopted = journeys.hops.filter(({ sentNs }) => sentNs <= 2e9);
  expect(waiting).toBeGreaterThan(MAX_ADOPTED + 5000);
  expect(adopted).toHaveLength(MAX_ADOPTED);
  expect(journeys.leftOut).toBeCloseTo(waiting - MAX_ADOPTED, -1);
  expect(Math.max(...adopted.slice(-10).map(({ sentNs }) => sentNs))).toBeLessThan(1.9e9);
  expect(journeys.hops.length - adopted.length).toBeGreaterThan(200);
  expect(journeys.hops.map(({ sentNs }) => sentNs)).toEqual(
    journeys.hops.map(({ sentNs }) => sentNs).sort((a, b) => a - b),
  );
});

function mustNest(traceEvents: readonly TraceEvent[]): void {
  const threads = new Map<string, TraceEvent[]>();
  for (const event of traceEvents) {
    if (event.ph !== 'X') continue;
    const key = `${event.pid} ${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  for (const events of threads.values()) {
    const open: number[] = [];
    const inOrder = [...events].sort((a, b) => a.ts - b.ts || b.dur - a.dur);
    for (const { ts, dur } of inOrder) {
      while (open.length > 0 && open.at(-1)! <= ts + 1e-6) open.pop();
      const end = ts + dur;
      if (open.length > 0) expect(end).toBeLessThanOrEqual(open.at(-1)! + 1e-6);
      open.push(end);
    }
  }
}

it('draws each request that begins in the window as long as it took, with arrows to its hops', () => {
  const { journeys, traceEvents } = traced();
  const whole = journeys.requests.filter((one) => one.sentNs >= fromNs && one.endedNs <= toNs);
  expect(whole.length).toBeGreaterThan(20);
  for (const { request, sentNs, endedNs } of whole) {
    const drawn = traceEvents.find(
      ({ cat, args }) => cat === 'request' && args.request === request,
    );
    expect(drawn?.ts).toBeCloseTo(sentNs / 1000, 6);
    expect(drawn?.dur).toBeCloseTo((endedNs - sentNs) / 1000, 6);
  }
  const starts = traceEvents.filter(({ ph }) => ph === 's').map(({ id }) => id);
  const ends = traceEvents.filter(({ ph }) => ph === 'f').map(({ id }) => id);
  expect(starts.length).toBeGreaterThan(20);
  expect(ends).toEqual(starts);
  expect(traceEvents.some(({ args }) => args?.hedge === true)).toBe(true);
});

it('names operations as the clients in order of their ids list them', () => {
  const { shape } = traced();
  const names = operationsOf(scenario, shape).map(({ name }) => name);
  const clients = scenario.nodes.filter((node) => node.kind === 'client');
  expect(names).toEqual(clients.flatMap(({ params }) => params.operations.map(({ name }) => name)));
});
