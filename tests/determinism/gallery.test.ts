/**
 * The bundled scenarios run the same however they are run: in one piece or in many, through a session or directly, from
 * a checkpoint or through. The fuzzer asks the same of scenarios that nobody would draw.
 */
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/bridge/session.ts';
import { gallery } from '../../src/gallery/gallery.ts';
import { compile } from '../../src/scenario/compile.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import type { Summary } from '../../src/sim/summary.ts';

/** Long enough for the first fault of most of them, short enough for a gate. */
const DURATION_MS = 6000;

function shortened(file: object): Scenario {
  const result = validateScenario(file);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { scenario } = result;
  // Faults are moved into the shorter run, so that it has something to tell.
  const scale = DURATION_MS / scenario.durationMs;
  const faults = scenario.faults.map((fault) => ({ ...fault, atMs: fault.atMs * scale }));
  return { ...scenario, durationMs: DURATION_MS, warmupMs: 500, faults };
}

function throughSession(scenario: Scenario): Summary {
  let summary: Summary | undefined;
  const session = createSession((message) => {
    if (message.type === 'finished') summary = message.summary;
    if (message.type === 'failed') throw new Error(message.message);
  });
  session.receive({ type: 'run', run: 1, scenario });
  for (let i = 0; session.pump(); i++) {
    if (i % 5 === 0) {
      session.receive({ type: 'closeUp', run: 1, id: i, fromNs: 100e6 * i, toNs: 100e6 * i + 5e6 });
    }
  }
  return summary!;
}

describe.each(gallery.map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
  const scenario = shortened(entry.file);
  const whole = runToEnd(scenario);

  it('twice', () => {
    expect(runToEnd(scenario)).toEqual(whole);
  });

  it('through a session, looked at closely on the way', () => {
    expect(throughSession(scenario)).toEqual(whole);
  });

  it('in slices of 1,000 events, rewound half-way', () => {
    const sim = compile(scenario, { keepsSeries: false });
    const halfNs = sim.spec.durationNs / 2;
    while (sim.advance(halfNs, 1000) === 1000);
    const checkpoint = sim.checkpoint();
    while (sim.advance(sim.spec.durationNs, 1000) === 1000);
    expect(sim.runHash()).toBe(whole.runHash);
    const end = sim.stateHash();
    sim.restore(checkpoint);
    while (sim.advance(sim.spec.durationNs, 777) === 777);
    expect([sim.runHash(), sim.stateHash()]).toEqual([whole.runHash, end]);
  });

  it('with its nodes elsewhere, renamed on the canvas, in another order', () => {
    const moved: Scenario = {
      ...scenario,
      name: 'Moved',
      nodes: [...scenario.nodes]
        .reverse()
        .map((node, i) => ({ ...node, label: `N${i}`, position: { x: i, y: -i } })),
      edges: [...scenario.edges].reverse(),
      faults: [...scenario.faults].reverse(),
    };
    expect(runToEnd(moved).runHash).toBe(whole.runHash);
  });

  it('and another seed is another run', () => {
    expect(runToEnd({ ...scenario, seed: scenario.seed + 1 }).runHash).not.toBe(whole.runHash);
  });
});
