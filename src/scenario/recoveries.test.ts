import { expect, it } from 'vitest';
import { createSession } from '../bridge/session.ts';
import { autoscaling } from '../gallery/autoscaling.ts';
import { cacheFlush } from '../gallery/cache-flush.ts';
import { durableQueue } from '../gallery/durable-queue.ts';
import { NODE_FIELDS, type RecordingChunk, type TimelineEvent } from '../sim/recording.ts';
import { compile } from './compile.ts';
import { Recoveries } from './recoveries.ts';
import type { Scenario, ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

const names = ['warmAgain', 'workedOff', 'instanceWarm'];

function scenarioOf(file: ScenarioFile): Scenario {
  const result = validateScenario(file);
  if (!result.ok) throw new Error('not a scenario');
  return result.scenario;
}

/** All that a run leaves, in one chunk. */
function recorded(scenario: Scenario): { chunk: RecordingChunk; recoveries: Recoveries } {
  const sim = compile(scenario, { keepsSeries: true });
  while (sim.advance(sim.spec.durationNs, 1e6) === 1e6);
  const recoveries = new Recoveries(scenario, sim.shape());
  return { chunk: sim.recorder.take(sim.spec.durationNs), recoveries };
}

const found = (events: readonly TimelineEvent[]) => events.filter((e) => names.includes(e.event));

it('a flushed cache is warm when a second of its reads hits 95 % as often as before, and not sooner', () => {
  const scenario = scenarioOf(cacheFlush.file);
  const { chunk, recoveries } = recorded(scenario);
  const events = recoveries.eventsOf(chunk);
  const [warm, ...others] = found(events);
  expect(others).toEqual([]);
  // Counted here once more, from the recorded gauges.
  const sliceNs = (60e9 / chunk.slices) as number;
  const gauge = NODE_FIELDS.indexOf('gauge0');
  const ratio = (from: number, end: number) => {
    const sums = [0, 0];
    for (let slice = from; slice < end; slice++) {
      // The cache comes first: nodes are sorted by id.
      const at = slice * 4 * NODE_FIELDS.length + gauge;
      sums[0]! += chunk.nodes[at]!;
      sums[1]! += chunk.nodes[at + 1]!;
    }
    return sums[0]! / (sums[0]! + sums[1]!);
  };
  const flushed = 30e9 / sliceNs;
  const before = ratio(flushed - 3e9 / sliceNs, flushed);
  const end = warm!.atNs / sliceNs;
  const held = 1e9 / sliceNs;
  expect(ratio(end - held, end)).toBeGreaterThanOrEqual(0.95 * before);
  for (let earlier = flushed + held; earlier < end; earlier++) {
    expect(ratio(earlier - held, earlier)).toBeLessThan(0.95 * before);
  }
  expect(warm!.data.before).toBeCloseTo(before * 100, 1);
  expect(warm!.data.tookMs).toBe(warm!.atNs / 1e6 - 30_000);
  // The flush says what it was before, for the card.
  expect(events.find(({ event }) => event === 'flushed')!.told).toEqual({
    before: warm!.data.before,
  });
});

it('a cache that is emptied again before it is warm is told once, after the second time', () => {
  const faults = [30_000, 34_000].map(
    (atMs) => ({ kind: 'flush', atMs, target: 'cache' }) as const,
  );
  const { chunk, recoveries } = recorded(scenarioOf({ ...cacheFlush.file, faults }));
  const warm = found(recoveries.eventsOf(chunk));
  expect(warm).toHaveLength(1);
  expect(warm[0]!.data.tookMs).toBe(warm[0]!.atNs / 1e6 - 34_000);
});

it('nothing is told of a cache that nobody had used', () => {
  const faults = [{ kind: 'flush', atMs: 0, target: 'cache' } as const];
  const file = { ...cacheFlush.file, faults, durationMs: 20_000, warmupMs: 0 };
  const { chunk, recoveries } = recorded(scenarioOf(file));
  expect(found(recoveries.eventsOf(chunk))).toEqual([]);
});

it('the pile of a queue is worked off when no more wait than before its worker crashed', () => {
  const { chunk, recoveries } = recorded(scenarioOf(durableQueue.file));
  const told = found(recoveries.eventsOf(chunk));
  expect(told.map(({ event, atNs }) => [event, Math.round(atNs / 1e8) / 10])).toEqual([
    ['workedOff', 30.4],
  ]);
  expect(told[0]!.data.tookMs).toBeCloseTo(5400, -2);
  expect(told[0]!.data.peak).toBeGreaterThan(150);
});

it('a new server is warm so long after it began to serve, unless it goes before', () => {
  const scenario = scenarioOf(autoscaling.file);
  const { chunk, recoveries } = recorded(scenario);
  const events = recoveries.eventsOf(chunk);
  const of = (name: string) => events.filter(({ event }) => event === name);
  const warm = of('instanceWarm');
  expect(warm.map(({ instance, atNs }) => [instance, atNs - 10e9])).toEqual(
    of('instanceServing').map(({ instance, atNs }) => [instance, atNs]),
  );
  const short = scenarioOf({ ...autoscaling.file, durationMs: 50_000 });
  const cut = recorded(short);
  expect(found(cut.recoveries.eventsOf(cut.chunk))).toEqual([]);
});

it('is told the same in many chunks, and where a run goes on from another', () => {
  const first = scenarioOf(cacheFlush.file);
  const again = { kind: 'flush', atMs: 52_000, target: 'cache' } as const;
  const second = { ...first, faults: [...first.faults, again] };
  expect(throughSession([first, second])).toEqual(throughSession([second]));
  const whole = recorded(first);
  const [events] = [found(whole.recoveries.eventsOf(whole.chunk))];
  expect(found(throughSession([first]))).toEqual(events);
});

/** The last one's events; from where it goes on, those of the one before count as its own. */
function throughSession(scenarios: readonly Scenario[]): readonly TimelineEvent[] {
  let events: TimelineEvent[] = [];
  let isKept = 0;
  const session = createSession((message) => {
    if (message.type === 'failed') throw new Error(message.message);
    if (message.type === 'started') {
      isKept = message.kept?.untilNs ?? 0;
      events = events.filter(({ atNs }) => atNs <= isKept);
    }
    if (message.type === 'chunk') events.push(...message.chunk.events);
  });
  for (const [i, scenario] of scenarios.entries()) {
    session.receive({ type: 'run', run: i + 1, scenario });
    while (session.pump());
  }
  if (scenarios.length > 1) expect(isKept).toBeGreaterThan(40e9);
  return events;
}
