/** Running a scenario to its end, and what its summary says. */
import { InvariantError } from '../base/assert.ts';
import { createHistogram, type Histogram, mergeHistogram } from '../base/histogram.ts';
import { NS_PER_SEC, nsToMs } from '../base/units.ts';
import { causes } from '../sim/causes.ts';
import type { Journeys } from '../sim/journal.ts';
import { latencySummary } from '../sim/latency-summary.ts';
import type { NodeMeasure } from '../sim/measure.ts';
import { ratioOf } from '../sim/ratio-of.ts';
import type { RunShape } from '../sim/recording.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { NodeSummary, Summary } from '../sim/summary.ts';
import { compile } from './compile.ts';
import { evaluateObjectives } from './objectives.ts';
import type { Scenario } from './schema.ts';
import { stoppedBecause } from './stop-reasons.ts';

/** Events between two looks at the books and at the caller. */
const SLICE_EVENTS = 200_000;

/**
 * Events that a run may take before it is stopped: an hour at 10,000 requests a second takes some 700 million. Reaching
 * it is a result that the summary shows, not a hang.
 */
const MAX_EVENTS = 2_000_000_000;

/**
 * Events between two looks at whether time goes on: users who do not think, asking a server that takes no time, never let
 * it. A million users who all begin at once take fewer.
 */
const LOOK_EVENTS = 10_000_000;

export interface EventLimits {
  /** Events of the whole run. */
  readonly maxEvents?: number;
  readonly lookEvents?: number;
}

/** What became of a piece of work. */
export interface Piece {
  /** Time has come to where it was to go. */
  readonly isThere: boolean;
  /** Why the run has to end here. */
  readonly stopped?: string;
}

/**
 * Carries a run on, by at most `events`. A run is stopped at the same event whatever the pieces: pieces end at the
 * limits, and time is looked at after every so many events of the run.
 */
export function carryOn(
  sim: Simulation,
  untilNs: number,
  events: number,
  { maxEvents = MAX_EVENTS, lookEvents = LOOK_EVENTS }: EventLimits = {},
): Piece {
  const toLook = lookEvents - (sim.events % lookEvents);
  const most = Math.min(events, toLook, maxEvents - sim.events);
  const done = sim.advance(untilNs, most);
  if (done < most) return { isThere: true };
  if (sim.events >= maxEvents) {
    return { isThere: false, stopped: stoppedBecause({ events: sim.events, atMs: null }) };
  }
  if (done < toLook || !sim.standsStill()) return { isThere: false };
  const stopped = stoppedBecause({ events: sim.events, atMs: nsToMs(sim.nowNs) });
  return { isThere: false, stopped };
}

/** A run that broke one of the engine's own rules: which run it was, and how to see it again. */
export class BrokenRun extends InvariantError {
  private readonly scenario: Scenario;

  constructor(scenario: Scenario, error: unknown) {
    const reason = error instanceof Error ? error.message : String(error);
    super(`“${scenario.name}”, seed ${scenario.seed}: ${reason}`);
    this.scenario = scenario;
  }

  /** The command that runs it again, given the file that the scenario stands in and what else it was run with. */
  again(file: string, options = ''): string {
    return `npm run -s spillway -- run ${file} --seed ${this.scenario.seed}${options}`;
  }
}

/** Carries out some of a run. Whatever goes wrong in it is told as a broken run. */
export function asRun<T>(scenario: Scenario, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new BrokenRun(scenario, error);
  }
}

export interface RunOptions extends EventLimits {
  onProgress?(doneNs: number): void;
  /** Every request of this window is followed while the run goes by. */
  readonly follow?: Span | undefined;
}

export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

/** What was followed of a run, as far as it came. */
export interface Followed {
  readonly shape: RunShape;
  readonly journeys: Journeys;
  /** Earlier than was wanted where the run ended before. */
  readonly toNs: number;
}

/** The whole run, at once. Throws `BrokenRun` where the engine catches itself in an error. */
export function runToEnd(scenario: Scenario, options: RunOptions = {}): Summary {
  const run = new RunInPieces(scenario, options);
  for (;;) {
    const summary = run.step();
    if (summary !== null) return summary;
  }
}

/** A run carried on piece by piece, for whoever must look up between the pieces. The books are checked after each. */
export class RunInPieces {
  private readonly scenario: Scenario;
  private readonly options: RunOptions;
  private readonly sim: Simulation;
  /** What of the window to follow is done. */
  private stage: 'before' | 'within' | 'after';
  private journeys: Journeys | null = null;

  constructor(scenario: Scenario, options: RunOptions = {}) {
    this.scenario = scenario;
    this.options = options;
    this.sim = asRun(scenario, () => compile(scenario, { keepsSeries: false }));
    this.stage = options.follow ? 'before' : 'after';
  }

  /** The next piece: the summary where it was the last, else null. */
  step(): Summary | null {
    return asRun(this.scenario, () => this.piece());
  }

  /** Ends the run where it stands. */
  stop(reason: string): Summary {
    return summarize(this.scenario, this.sim, reason);
  }

  /** Once the run is over, or stopped. */
  followed({ fromNs, toNs }: Span): Followed {
    const { sim } = this;
    this.journeys ??= sim.takeFollowed();
    return {
      shape: sim.shape(),
      journeys: this.journeys,
      toNs: Math.max(fromNs, Math.min(toNs, sim.nowNs)),
    };
  }

  private piece(): Summary | null {
    const { sim, scenario } = this;
    const untilNs = this.nextStopNs();
    const piece = carryOn(sim, untilNs, SLICE_EVENTS, this.options);
    sim.checkBooks();
    this.options.onProgress?.(sim.nowNs);
    if (piece.isThere && this.stage !== 'after') {
      this.passStop();
      return null;
    }
    if (piece.isThere) return summarize(scenario, sim);
    return piece.stopped === undefined ? null : this.stop(piece.stopped);
  }

  private nextStopNs(): number {
    const { follow } = this.options;
    if (!follow || this.stage === 'after') return this.sim.spec.durationNs;
    return this.stage === 'before' ? follow.fromNs : follow.toNs;
  }

  private passStop(): void {
    if (this.stage === 'before') {
      this.sim.followAll();
      this.stage = 'within';
      return;
    }
    this.journeys = this.sim.takeFollowed();
    this.stage = 'after';
  }
}

/** What a run says of itself, at its end or wherever it stands. */
export function summarize(scenario: Scenario, sim: Simulation, stopped?: string): Summary {
  const m = sim.measured;
  const clients = sim.spec.nodes.flatMap((node, i) => (node.isClient ? [i] : []));
  const sum = (of: (node: NodeMeasure) => number) =>
    clients.reduce((total, i) => total + of(m.nodes[i]!), 0);
  const arrived = sum((node) => node.countedArrived);
  const latency = merged(clients.map((i) => m.nodes[i]!.residence));
  const succeeded = latency.total;
  // Those that had come before the warm-up ended too: behind a long line nothing else is answered.
  const answered = sum((node) => node.completed - node.warmCompleted);
  const failed = sum((node) => node.countedFailed);
  const measuredSec = sim.measuredNs / NS_PER_SEC;
  const summary: Omit<Summary, 'objectives'> = {
    scenario: scenario.name,
    seed: scenario.seed,
    simulatedMs: nsToMs(sim.nowNs),
    events: sim.events,
    runHash: sim.runHash(),
    requests: {
      arrived,
      succeeded,
      failed,
      inFlight: arrived - succeeded - failed,
      failedBy: failuresByCause(m.failedBy),
    },
    throughputPerSec: ratioOf(answered, measuredSec),
    errorRatio: ratioOf(failed, succeeded + failed),
    latencyMs: latencySummary(latency),
    nodes: nodeSummaries(scenario, sim),
    ...edgeSummaries(sim),
    ...poolSummaries(sim),
    timeline: sim.recorder.events.map(({ atNs, node, instance, event, data }) => ({
      atMs: nsToMs(atNs),
      node: sim.spec.nodes[node]!.id,
      event,
      detail: detailOf(instance, data),
    })),
    ...(sim.recorder.eventsLeftOut === 0 ? {} : { timelineLeftOut: sim.recorder.eventsLeftOut }),
    ...(stopped === undefined ? {} : { stopped }),
  };
  return { ...summary, objectives: evaluateObjectives(scenario.objectives, summary) };
}

/** All clients together, by their histograms: percentiles are never averaged. */
function merged(histograms: readonly Histogram[]): Histogram {
  const all = createHistogram();
  for (const histogram of histograms) mergeHistogram(all, histogram);
  return all;
}

function failuresByCause(counts: Float64Array): Record<string, number> {
  const by: Record<string, number> = {};
  for (const [code, cause] of causes.entries()) if (counts[code]! > 0) by[cause] = counts[code]!;
  return by;
}

function nodeSummaries(scenario: Scenario, sim: Simulation): Record<string, NodeSummary> {
  const kindOf = new Map(scenario.nodes.map(({ id, kind }) => [id, kind]));
  const m = sim.measured;
  const { measuredNs } = sim;
  // Made from entries, since an id may be any text, `__proto__` as well.
  const rows = sim.spec.nodes.map(({ id }, i): [string, NodeSummary] => {
    const node = sim.nodes[i]!;
    const { station, processors } = node;
    // A node that was never up did not stand idle: it did nothing that could be measured.
    const measured = sim.wasUpSince(i, sim.spec.warmupNs) ? station : undefined;
    station?.account();
    const arrived = m.nodes[i]!.countedArrived;
    const completed = m.nodes[i]!.residence.total;
    const failed = m.nodes[i]!.countedFailed;
    const openNs = (station?.openNs ?? 0) - m.nodes[i]!.warmOpenNs;
    const busyNs = (station?.state.busyNs ?? 0) - m.nodes[i]!.warmBusyNs;
    const waitingNs = (station?.state.waitingNs ?? 0) - m.nodes[i]!.warmWaitingNs;
    const workedNs = (processors?.busyNs ?? 0) - m.nodes[i]!.warmWorkedNs;
    const worked = processors ? ratioOf(workedNs, openNs * processors.cores) : null;
    const row: NodeSummary = {
      kind: kindOf.get(id)!,
      arrived,
      completed,
      failed,
      inFlight: arrived - completed - failed,
      utilization: measured ? scarcer(ratioOf(busyNs, openNs * measured.slots), worked) : null,
      meanQueueLength: measured ? ratioOf(waitingNs, measuredNs) : null,
      latencyMs: latencySummary(m.nodes[i]!.residence),
      ...node.summarize?.(measuredNs),
      ...(processors ? { processorUtilization: measured ? worked : null } : {}),
    };
    return [id, row];
  });
  return Object.fromEntries(rows);
}

/** Of what a server has of two kinds, the one there is less of left. */
function scarcer(slots: number | null, processors: number | null): number | null {
  return slots === null || processors === null ? slots : Math.max(slots, processors);
}

function poolSummaries(sim: Simulation): Pick<Summary, 'pools'> {
  const rows = sim.links.flatMap(({ edge, policy }) => {
    const pool = policy?.pool ?? null;
    return edge === null || pool === null ? [] : [[edge, pool.summary(sim.measuredNs)] as const];
  });
  return rows.length === 0 ? {} : { pools: Object.fromEntries(rows) };
}

function edgeSummaries(sim: Simulation): Pick<Summary, 'edges'> {
  const rows = sim.links.flatMap(({ edge, pipe }) =>
    edge === null || pipe === null
      ? []
      : [[edge, pipe.utilization(sim.nowNs, sim.measuredNs)] as const],
  );
  return rows.length === 0 ? {} : { edges: Object.fromEntries(rows) };
}

function detailOf(instance: number, data: Readonly<Record<string, number | string>>): string {
  const facts = Object.entries(data).map(([name, value]) => `${name} ${value}`);
  if (instance >= 0) facts.unshift(`instance ${instance}`);
  return facts.join(', ');
}
