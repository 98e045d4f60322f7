/**
 * Little's law, L = λW, on every node of every bundled scenario and on every kind of node, and exactly.
 *
 * The law has no error if a run begins and ends empty, so no edge needs an allowance: traffic is measured from the first
 * request (no warm-up), stops after `TRAFFIC_MS`, and the run goes on until every node is empty. The integral of what is
 * inside a node over time, taken here event by event, is then the sum of the times that its calls spent there. Only the
 * time of failed calls is not summed by the engine: a node that failed some has a little more inside than answered.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { gallery } from '../../src/gallery/gallery.ts';
import { kinds } from '../../src/kinds/schemas.ts';
import { compile } from '../../src/scenario/compile.ts';
import type { Scenario, ScenarioFile, ScenarioNode } from '../../src/scenario/schema.ts';
import { scenarioFrom } from '../support/replications.ts';
import { everyKind } from './every-kind.ts';

const TRAFFIC_MS = 22_000;
const DRAIN_MS = 200_000;

const designs: readonly { readonly id: string; readonly file: ScenarioFile }[] = [
  ...gallery,
  { id: 'every kind', file: everyKind },
];

it('covers every kind', () => {
  const covered = new Set(designs.flatMap(({ file }) => file.nodes.map(({ kind }) => kind)));
  expect([...covered].sort()).toEqual([...kinds].sort());
});

describe.each(designs)('$id', ({ file }) => {
  const ids = file.nodes.map(({ id }) => id);
  const books = new Map<string, NodeBooks>();
  const bookOf = (id: string) => books.get(id)!;

  beforeAll(() => {
    for (const book of integrate(drained(file))) books.set(book.id, book);
  });

  it('ends empty', () => {
    expect([...books.values()].filter(({ inside }) => inside !== 0)).toEqual([]);
  });

  it.each(ids)('%s: what was inside over time is what its calls stayed', (id) => {
    const { insideNs, residenceNs, failed, arrived } = bookOf(id);
    expect(arrived).toBeGreaterThan(0);
    if (failed > 0) expect(insideNs).toBeGreaterThanOrEqual(residenceNs * (1 - 1e-11));
    else expect(insideNs).toBeCloseTo(residenceNs, 0);
  });

  it.each(ids)('%s: busy slots and line, where it has them, are what was inside', (id) => {
    const { stationNs, insideNs } = bookOf(id);
    if (stationNs !== null) expect(stationNs / insideNs).toBeCloseTo(1, 11);
  });
});

interface NodeBooks {
  readonly id: string;
  readonly arrived: number;
  readonly failed: number;
  readonly inside: number;
  /** Integral over time of the number inside. */
  readonly insideNs: number;
  /** Sum over completed calls of the time inside. */
  readonly residenceNs: number;
  /** The same integral as the slots and the line have it; null without slots. */
  readonly stationNs: number | null;
}

function integrate(scenario: Scenario): readonly NodeBooks[] {
  const sim = compile(scenario, { keepsSeries: false });
  const { nodes: measured } = sim.measured;
  const insideNs = sim.nodes.map(() => 0);
  const inside = (i: number) => {
    const { arrived, completed, failed } = measured[i]!;
    return arrived - completed - failed;
  };
  let counts = sim.nodes.map((_, i) => inside(i));
  let sinceNs = 0;
  while (sim.advance(sim.spec.durationNs, 1) === 1) {
    const passedNs = sim.nowNs - sinceNs;
    if (passedNs > 0) for (const [i, count] of counts.entries()) insideNs[i]! += count * passedNs;
    sinceNs = sim.nowNs;
    counts = sim.nodes.map((_, i) => inside(i));
  }
  return sim.nodes.map(({ station }, i) => ({
    id: sim.spec.nodes[i]!.id,
    arrived: measured[i]!.arrived,
    failed: measured[i]!.failed,
    inside: inside(i),
    insideNs: insideNs[i]!,
    residenceNs: measured[i]!.residenceNs,
    stationNs: station ? station.state.busyNs + station.state.waitingNs : null,
  }));
}

/** The same design, from the first request on, with traffic that stops and time to finish. */
function drained(file: ScenarioFile): Scenario {
  const scenario = scenarioFrom(file);
  return {
    ...scenario,
    warmupMs: 0,
    durationMs: TRAFFIC_MS + DRAIN_MS,
    nodes: scenario.nodes.map(withTrafficThatStops),
  };
}

function withTrafficThatStops(node: ScenarioNode): ScenarioNode {
  if (node.kind !== 'client') return node;
  const { arrival } = node.params;
  if (arrival.process === 'closed' || arrival.process === 'schedule') return node;
  const points = [
    { atMs: 0, ratePerSec: arrival.ratePerSec },
    { atMs: TRAFFIC_MS, ratePerSec: arrival.ratePerSec },
    { atMs: TRAFFIC_MS + 1, ratePerSec: 0 },
  ];
  return { ...node, params: { ...node.params, arrival: { process: 'schedule', points } } };
}
