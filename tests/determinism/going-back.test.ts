/**
 * Going back and taking another future. The state at a moment is the same, bit for bit, whether the run came there straight
 * or was put back there from a checkpoint, in whatever order one looks. A fault that is set, changed or taken out at a
 * moment leaves everything before it as it was: the run goes on from there, and ends as one from the start would.
 */
import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../../src/bridge/protocol.ts';
import { createSession, type Session } from '../../src/bridge/session.ts';
import { gallery } from '../../src/gallery/gallery.ts';
import { compile } from '../../src/scenario/compile.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Fault, Scenario } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { Recording } from '../../src/stores/recording.ts';

const DURATION_MS = 6000;
const INSTANTS = 200;

function scenarioOf(id: string): Scenario {
  const result = validateScenario(gallery.find((entry) => entry.id === id)!.file);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { scenario } = result;
  const scale = DURATION_MS / scenario.durationMs;
  const faults = scenario.faults.map((fault) => ({ ...fault, atMs: fault.atMs * scale }));
  return lighter({ ...scenario, durationMs: DURATION_MS, warmupMs: 500, faults });
}

/** A quarter of the traffic: states differ as much, and the gate takes a quarter of the time. */
function lighter(scenario: Scenario): Scenario {
  const nodes = scenario.nodes.map((node) => {
    if (node.kind !== 'client' || !('ratePerSec' in node.params.arrival)) return node;
    const { arrival } = node.params;
    const ratePerSec = arrival.ratePerSec / 4;
    return { ...node, params: { ...node.params, arrival: { ...arrival, ratePerSec } } };
  });
  return { ...scenario, nodes };
}

/** The page's end, without a page: joins what a session sends. */
class Desk {
  readonly session: Session;
  readonly summaries = new Map<number, Summary>();
  readonly recordings = new Map<number, Recording>();
  readonly keptNs = new Map<number, number>();
  state: { atNs: number; hash: number } | null = null;

  constructor() {
    this.session = createSession((message) => this.receive(message));
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'started': {
        const { run, shape, kept } = message;
        this.keptNs.set(run, kept?.untilNs ?? 0);
        const recording = kept
          ? this.recordings.get(kept.run)!.until(kept.untilNs, shape)
          : new Recording(shape);
        this.recordings.set(run, recording);
        return;
      }
      case 'chunk':
        this.recordings.get(message.run)!.append(message.chunk);
        return;
      case 'finished':
        this.summaries.set(message.run, message.summary);
        return;
      case 'stateAt':
        this.state = message;
        return;
      case 'failed':
        throw new Error(message.message);
    }
  }

  run(number: number, scenario: Scenario): void {
    this.session.receive({ type: 'run', run: number, scenario });
    while (this.session.pump());
  }

  stateAt(run: number, atNs: number): number {
    this.session.receive({ type: 'stateAt', run, atNs });
    if (this.state?.atNs !== atNs) throw new Error(`no state at ${atNs}`);
    return this.state.hash;
  }
}

/** Spread over the run and in no order: multiples of the golden ratio, each a moment of its own. */
function instants(count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Math.floor((((i + 1) * 0.618033988749895) % 1) * DURATION_MS * 1e6),
  );
}

describe.each(['blog', 'durable-queue', 'cache-flush', 'circuit-breaker'])('%s', (id) => {
  const scenario = scenarioOf(id);

  it(`has the same state at ${INSTANTS} moments, come to straight or gone back to`, () => {
    const desk = new Desk();
    desk.run(1, scenario);
    const moments = instants(INSTANTS);
    const straight = new Map<number, number>();
    const sim = compile(scenario, { keepsSeries: true });
    for (const atNs of [...moments].sort((a, b) => a - b)) {
      while (sim.advance(atNs, 5000) === 5000);
      straight.set(atNs, sim.stateHash());
    }
    expect(new Set(straight.values()).size).toBe(INSTANTS);
    for (const atNs of moments) expect(desk.stateAt(1, atNs)).toBe(straight.get(atNs));
    // Looking has changed nothing.
    expect(desk.summaries.get(1)!.runHash).toBe(runToEnd(scenario).runHash);
  });
});

const blog = scenarioOf('blog');
const slowed: Fault = { kind: 'slowdown', target: 'web', atMs: 3503, factor: 4, durationMs: 900 };
const parted: Fault = { kind: 'partition', target: 'db-2', atMs: 4500, durationMs: 500 };
const losing: Fault = { kind: 'loss', target: 'cache', atMs: 4000, ratio: 0.3, durationMs: 500 };
const crashed: Fault = { kind: 'crash', target: 'db-1', atMs: 3000, mode: 'refuse' };

/** Edits one after another, each with the moment from which it matters. */
const edits: readonly (readonly [string, readonly Fault[], number])[] = [
  ['set', [slowed], 3503],
  ['set another', [slowed, parted], 4500],
  ['ended sooner', [{ ...slowed, durationMs: 700 }, parted], 4203],
  ['moved', [{ ...slowed, atMs: 3250 }, parted], 3250],
  ['a loss, which draws by chance', [losing, parted], 3250],
  ['taken out', [parted], 4000],
  ['one that never ends', [crashed, parted], 3000],
  ['brought back', [{ ...crashed, durationMs: 1200 } as Fault, parted], 4200],
  ['all gone', [], 3000],
];

describe('another future', () => {
  it('goes on from where it differs, and ends as a run from the start does', () => {
    const desk = new Desk();
    const base = { ...blog, faults: [] };
    desk.run(1, base);
    for (const [i, [name, faults, atMs]] of edits.entries()) {
      const run = i + 2;
      const scenario = { ...base, faults: [...faults] };
      desk.run(run, scenario);
      const keptMs = desk.keptNs.get(run)! / 1e6;
      expect(keptMs, name).toBeLessThan(atMs);
      // Forty-eight stretches, or half as many where their checkpoints take too much room: one of them is run again.
      expect(keptMs, name).toBeGreaterThanOrEqual(atMs - DURATION_MS / 24);

      const fresh = new Desk();
      fresh.run(run, scenario);
      expect(fresh.keptNs.get(run)).toBe(0);
      expect(desk.summaries.get(run), name).toEqual(fresh.summaries.get(run));
      expectSameRecording(desk.recordings.get(run)!, fresh.recordings.get(run)!);
      for (const atNs of instants(7)) {
        expect(desk.stateAt(run, atNs), `${name}, at ${atNs}`).toBe(fresh.stateAt(run, atNs));
      }
    }
  });

  it('is taken while the run before is still under way', () => {
    const desk = new Desk();
    const base = { ...blog, faults: [] };
    desk.session.receive({ type: 'run', run: 1, scenario: base });
    for (let i = 0; i < 8; i++) desk.session.pump();
    const scenario = { ...base, faults: [crashed] };
    desk.run(2, scenario);
    expect(desk.keptNs.get(2)).toBeGreaterThan(0);
    expect(desk.summaries.has(1)).toBe(false);
    expect(desk.summaries.get(2)).toEqual(runToEnd(scenario));
  });

  it('begins again where more than faults has changed', () => {
    const desk = new Desk();
    desk.run(1, blog);
    desk.run(2, { ...blog, seed: 7 });
    expect(desk.keptNs.get(2)).toBe(0);
    expect(desk.summaries.get(2)).toEqual(runToEnd({ ...blog, seed: 7 }));
  });
});

function expectSameRecording(found: Recording, expected: Recording): void {
  expect(found.doneNs).toBe(expected.doneNs);
  expect(found.slices).toBe(expected.slices);
  expect(found.events).toEqual(expected.events);
  expect(found.legs.count).toBe(expected.legs.count);
  for (const column of ['startNs', 'endNs', 'link', 'request', 'style'] as const) {
    const all = ({ legs }: Recording) =>
      Float64Array.from({ length: legs.count }, (_, leg) => legs[column](leg));
    expect(all(found)).toEqual(all(expected));
  }
  for (let slice = 0; slice < expected.slices; slice++) {
    for (const field of ['arrived', 'succeeded', 'failed', 'inFlight'] as const) {
      expect(found.totalValue(slice, field)).toBe(expected.totalValue(slice, field));
    }
    for (let node = 0; node < expected.shape.nodeIds.length; node++) {
      expect(found.nodeValue(slice, node, 'utilization')).toBe(
        expected.nodeValue(slice, node, 'utilization'),
      );
    }
    expect(found.latencyMs(slice, slice + 1, [0.5, 0.99])).toEqual(
      expected.latencyMs(slice, slice + 1, [0.5, 0.99]),
    );
  }
}
