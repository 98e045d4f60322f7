/** What must hold of every scenario, whatever is in it. Each property throws where it does not. */
import { compile } from '../../src/scenario/compile.ts';
import type { Scenario, ScenarioFile } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import { LINED_UP, PIPED } from '../../src/sim/calls.ts';
import type { Simulation } from '../../src/sim/simulation.ts';

/** A run that takes more is stopped: what is stopped must hold its promises too. */
const EVENTS_MAX = 4000;

export function scenarioOf(file: ScenarioFile): Scenario {
  const result = validateScenario(JSON.parse(JSON.stringify(file)));
  if (!result.ok) throw new Error(`not a valid file: ${JSON.stringify(result.issues)}`);
  return result.scenario;
}

interface Outcome {
  readonly runHash: string;
  readonly stateHash: number;
  readonly events: number;
  readonly nowNs: number;
}

function outcomeOf(sim: Simulation): Outcome {
  return {
    runHash: sim.runHash(),
    stateHash: sim.stateHash(),
    events: sim.events,
    nowNs: sim.nowNs,
  };
}

/** Runs on to the end of the run or of its budget, `sliceEvents` at a time. */
export function runOn(sim: Simulation, sliceEvents: number, eventsMax = EVENTS_MAX): void {
  while (sim.events < eventsMax) {
    const most = Math.min(sliceEvents, eventsMax - sim.events);
    const done = sim.advance(sim.spec.durationNs, most);
    sim.checkBooks();
    if (done > most) throw new Error(`asked for ${most} events, it carried out ${done}`);
    if (done < most) return;
  }
}

function outcome(scenario: Scenario, sliceEvents: number, keepsSeries = false): Outcome {
  const sim = compile(scenario, { keepsSeries });
  runOn(sim, sliceEvents);
  return outcomeOf(sim);
}

function mustEqual(what: string, found: object, expected: object): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

/** The same run twice, in slices of any size, with and without a recording. */
export function runsTheSame(file: ScenarioFile): void {
  const scenario = scenarioOf(file);
  const whole = outcome(scenario, 20_000);
  mustEqual('the same again', outcome(scenario, 20_000), whole);
  mustEqual('in slices of 1', outcome(scenario, 1), whole);
  mustEqual('in slices of 7', outcome(scenario, 7), whole);
  mustEqual('with a recording', outcome(scenario, 500, true), whole);
}

/** What a file says without meaning anything by it: order, position, label, name. */
export function isIndifferent(file: ScenarioFile, turn: number): void {
  const turned: ScenarioFile = {
    ...file,
    name: 'Another name',
    nodes: rotated(file.nodes, turn).map((node, i) => ({
      ...node,
      label: `Label ${i}`,
      position: { x: -i, y: turn },
    })),
    edges: rotated(file.edges ?? [], turn),
    faults: rotated(file.faults ?? [], turn),
    zones: rotated(file.zones ?? [], turn).map((zone, i) => ({
      ...zone,
      label: `Zone ${i}`,
      members: rotated(zone.members ?? [], turn),
    })),
    notes: [{ id: 'a note', text: 'for people', position: { x: turn, y: 0 } }],
  };
  mustEqual(
    'in another order, elsewhere, under other labels',
    outcome(scenarioOf(turned), 20_000),
    outcome(scenarioOf(file), 20_000),
  );
}

/** Turned round and rotated: every pair changes its order for some turn. */
function rotated<T>(items: readonly T[], turn: number): T[] {
  const at = items.length === 0 ? 0 : turn % items.length;
  const turned = [...items.slice(at), ...items.slice(0, at)];
  return turn % 2 === 0 ? turned.reverse() : turned;
}

/** A checkpoint brings everything back, however much has happened since. */
export function rewinds(file: ScenarioFile, atRatio: number): void {
  const sim = compile(scenarioOf(file), { keepsSeries: false });
  const atNs = Math.floor(sim.spec.durationNs * atRatio);
  sim.advance(atNs, Math.floor(EVENTS_MAX / 2));
  const checkpoint = sim.checkpoint();
  const there = outcomeOf(sim);
  runOn(sim, 1000);
  const end = outcomeOf(sim);
  sim.restore(checkpoint);
  mustEqual('back at the checkpoint', outcomeOf(sim), there);
  sim.checkBooks();
  runOn(sim, 333);
  mustEqual('run again from the checkpoint', outcomeOf(sim), end);
  // Again, so that what the first return left behind would show.
  sim.restore(checkpoint);
  mustEqual('back at the checkpoint once more', outcomeOf(sim), there);
}

/** A close-up shows hops and leaves the run, its counts and its recording as they were. */
export function looksWithoutTouching(file: ScenarioFile, atRatio: number): void {
  const scenario = scenarioOf(file);
  const untouched = outcome(scenario, 20_000, true);
  const sim = compile(scenario, { keepsSeries: true });
  const start = sim.checkpoint();
  sim.advance(Math.floor(sim.spec.durationNs * atRatio), Math.floor(EVENTS_MAX / 2));
  const before = outcomeOf(sim);
  const told = sim.recorder.events.length;
  sim.closeUp(start, Math.floor(sim.nowNs / 2));
  const lens = sim.closeUp(start, sim.nowNs);
  if (lens.events.length !== told) {
    throw new Error(`the close-up saw ${lens.events.length} events, the run ${told}`);
  }
  mustEqual('after the close-up', outcomeOf(sim), before);
  runOn(sim, 777);
  mustEqual('at the end, after a close-up on the way', outcomeOf(sim), untouched);
}

/**
 * Once arrivals have stopped and everything has timed out, no record of a call is left. A narrow link may still carry
 * answers that nobody waits for, 100 kB at 1 Mbit/s; one worker may still be at work on a queue of hundreds, whose every
 * call is lost, and one slot, or one connection, on a line of thousands that were given up: those are given ten times as
 * long.
 */
export function drains(file: ScenarioFile): void {
  const first = runOut(file, 300_000);
  if (first.live === 0) return;
  const longer = { ...file, durationMs: file.durationMs! * 10 };
  const isBusy = first.areAllPiped || first.isQueued;
  const { live, which } = isBusy ? runOut(longer, 3_000_000) : first;
  if (live > 0) throw new Error(`${live} calls are still under way at the end: ${which}`);
}

/** What is under way at the end; nothing where the events did not suffice, for that says nothing about leaks. */
function runOut(file: ScenarioFile, most: number) {
  const sim = compile(scenarioOf(file), { keepsSeries: false });
  runOn(sim, 20_000, most);
  if (sim.events >= most) return { live: 0, areAllPiped: false, isQueued: false, which: '' };
  const { live, records } = sim.calls;
  const areAllPiped = liveOnes(sim).every((call) => (records[call]!.flags & PIPED) !== 0);
  const isInLine = liveOnes(sim).some((call) => (records[call]!.flags & LINED_UP) !== 0);
  const isQueued =
    isInLine ||
    sim.nodes.some(
      ({ state, station }) => ((state as Told).ready ?? 0) + (station?.state.waitingTotal ?? 0) > 0,
    );
  return { live, areAllPiped, isQueued, which: callsOf(sim) };
}

/** What a database set's state says of the truth, and a queue's of its messages. */
interface Told {
  readonly acknowledged?: Int32Array;
  readonly versions?: readonly Int32Array[];
  readonly primary?: number;
  /** 0: follows the primary. */
  readonly role?: Uint8Array;
  /** Messages that nobody has been handed yet, or again. */
  readonly ready?: number;
}

/** What was acknowledged is there, or told as lost; every message is somewhere. */
export function keepsItsWord(file: ScenarioFile): void {
  const sim = compile(scenarioOf({ ...file, warmupMs: 0 }), { keepsSeries: false });
  for (let events = 250; events <= EVENTS_MAX; events += 250) {
    runOn(sim, 250, events);
    for (const [i, node] of sim.nodes.entries()) {
      const { id } = sim.spec.nodes[i]!;
      const { acknowledged, versions, primary } = node.state as Told;
      if (acknowledged && versions && primary !== undefined) {
        // Where every member takes writes, one of them has it and the others will.
        const isMulti = 'certifier' in node.state;
        const missing = acknowledged.findIndex((version, key) =>
          isMulti
            ? versions.every((held) => version > held[key]!)
            : version > versions[primary]![key]!,
        );
        if (missing >= 0) {
          throw new Error(`${id}: the primary lacks an acknowledged write of key ${missing}`);
        }
        mustNotLead(id, node.state as Required<Told>);
      }
      const row = node.summarize?.(1) ?? {};
      if (!('lostMessages' in row)) continue;
      const count = (name: string) => Number(row[name]);
      const ended = count('acknowledged') + count('deadLetters') + count('lostMessages');
      const held = count('depth') + count('messagesInFlight');
      mustEqual(`${id}: messages`, { is: ended + held }, { is: count('published') });
    }
  }
}

/** A replica that has what its primary has not would bring lost writes back. */
function mustNotLead(id: string, { versions, primary, role }: Required<Told>): void {
  for (const [m, held] of versions.entries()) {
    if (role[m] !== 0) continue;
    const ahead = held.findIndex((version, key) => version > versions[primary]![key]!);
    if (ahead >= 0) throw new Error(`${id}: member ${m} is ahead of the primary at key ${ahead}`);
  }
}

function callsOf(sim: Simulation): string {
  const c = sim.calls.records;
  const lines = liveOnes(sim).map((call) => {
    const node = sim.spec.nodes[c[call]!.node]!.id;
    return `at ${node} flags ${c[call]!.flags} verb ${c[call]!.verb} parent ${c[call]!.parent}`;
  });
  return lines.slice(0, 5).join('; ');
}

function liveOnes({ calls }: Simulation): number[] {
  return Array.from({ length: calls.capacity }, (_, call) => call).filter((call) =>
    calls.isLive(call),
  );
}
