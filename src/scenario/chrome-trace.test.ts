import { expect, it } from 'vitest';
import { hedgedTail } from '../gallery/hedged-tail.ts';
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

function traced() {
  const sim = compile(scenario, { keepsSeries: false });
  sim.advance(fromNs, Number.POSITIVE_INFINITY);
  const journeys = sim.journeysUntil(toNs);
  const shape = sim.shape();
  const text = chromeTrace({ scenario, shape, journeys, fromNs, toNs });
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
  const threads = new Map<string, TraceEvent[]>();
  for (const event of traced().traceEvents) {
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
});

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
