/**
 * The worker's half of the conversation: one run at a time, worked on in bounded slices, its recording handed over in
 * chunks, its checkpoints kept for close-ups, and for the next run where that differs in later faults alone.
 *
 * How long a slice is decides when a chunk leaves and never what is in it: a run is the same in any slice size.
 */
import { msToNs } from '../base/units.ts';
import { chromeTrace } from '../scenario/chrome-trace.ts';
import { compile } from '../scenario/compile.ts';
import { divergesAtMs } from '../scenario/divergence.ts';
import { Recoveries } from '../scenario/recoveries.ts';
import { BrokenRun, carryOn, summarize } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BY_HAND } from '../scenario/stop-reasons.ts';
import type {
  ClientWriteColumns,
  HopColumns,
  NotableColumns,
  RecordingChunk,
} from '../sim/recording.ts';
import type { Simulation } from '../sim/simulation.ts';
import { Checkpoints } from './checkpoints.ts';
import { OpenedCache } from './opened-cache.ts';
import type { FromWorker, Kept, Look, ToWorker } from './protocol.ts';

export interface Session {
  receive(message: AboutARun): void;
  /** Does a bounded piece of work; true while there is more. */
  pump(): boolean;
}

/** What is not about a run is the worker's own affair. */
type AboutARun = Exclude<ToWorker, { readonly type: 'giveWay' }>;

type Post = (message: FromWorker, transfer: Transferable[]) => void;

/** Events of one piece of work: some milliseconds, so that a message never waits long. */
const PUMP_EVENTS = 20_000;
/** Pieces between two chunks: the page gets about ten a second. */
const PUMPS_PER_CHUNK = 6;
/** A fault's end is added up from two rounded times: so much earlier is surely before it. */
const ROUNDING_NS = 2;

interface Run {
  readonly number: number;
  readonly scenario: Scenario;
  readonly sim: Simulation;
  readonly checkpoints: Checkpoints;
  readonly recoveries: Recoveries;
  pumps: number;
  /** What somebody looks into; null until then. */
  opened: OpenedCache | null;
}

export function createSession(post: Post): Session {
  let run: Run | null = null;

  function begin(number: number, scenario: Scenario): void {
    const before = run;
    run = null;
    const sim = compile(scenario, { keepsSeries: true });
    const checkpoints = new Checkpoints(sim);
    const kept = before === null ? null : goOnFrom(before, scenario, checkpoints);
    if (kept === null) checkpoints.keep();
    const recoveries = new Recoveries(scenario, sim.shape());
    if (kept && before) recoveries.goOnFrom(before.recoveries, kept.untilNs);
    run = {
      number,
      scenario,
      sim,
      checkpoints,
      recoveries,
      pumps: 0,
      opened: null,
    };
    post({ type: 'started', run: number, shape: sim.shape(), kept }, []);
  }

  function sendChunk(current: Run): void {
    const taken = current.sim.recorder.take(current.sim.nowNs);
    const chunk = { ...taken, events: current.recoveries.eventsOf(taken) };
    post({ type: 'chunk', run: current.number, chunk }, buffersOf(chunk));
  }

  function finish(current: Run, stopped?: string): void {
    // The last slice may be cut short.
    current.sim.recorder.endSlice();
    sendChunk(current);
    current.sim.checkBooks();
    const summary = summarize(current.scenario, current.sim, stopped);
    post({ type: 'finished', run: current.number, summary }, []);
    current.pumps = -1;
  }

  /** One piece; true while the run goes on. */
  function work(current: Run): boolean {
    const { sim } = current;
    const untilNs = Math.min(sim.spec.durationNs, current.checkpoints.nextNs);
    const { isThere, stopped } = carryOn(sim, untilNs, PUMP_EVENTS);
    if (isThere && untilNs >= sim.spec.durationNs) {
      finish(current);
      return false;
    }
    if (isThere) {
      // The books are checked wherever a run may be taken up again.
      sim.checkBooks();
      current.checkpoints.keep();
      // The page cuts a recording off where a chunk ends.
      sendChunk(current);
    }
    if (stopped !== undefined) {
      finish(current, stopped);
      return false;
    }
    current.pumps++;
    if (current.pumps % PUMPS_PER_CHUNK === 0) sendChunk(current);
    return true;
  }

  function closeUp(current: Run, message: Extract<ToWorker, { type: 'closeUp' }>): void {
    const { fromNs } = message;
    const toNs = Math.min(message.toNs, current.sim.nowNs);
    const start = current.checkpoints.lastBefore(fromNs);
    const lens = current.sim.closeUp(start, toNs, () => current.sim.checkBooks());
    const hops = within(lens.take(toNs).hops, fromNs);
    post(
      { type: 'closeUp', run: current.number, id: message.id, fromNs, toNs, hops, oneIn: 1 },
      columnBuffers(hops),
    );
  }

  function openedOf(current: Run): OpenedCache {
    current.opened ??= new OpenedCache(
      {
        number: current.number,
        scenario: current.scenario,
        sim: current.sim,
        checkpointBefore: (atNs) => current.checkpoints.lastBefore(atNs),
      },
      (answer) => post(answer, []),
    );
    return current.opened;
  }

  /** The run, and what is asked about the whole of it once it is done. */
  function workOn(current: Run): boolean {
    if (current.pumps >= 0) {
      const goesOn = guarded(current, false, () => work(current));
      return goesOn || (run === current && current.opened !== null);
    }
    const study = current.opened?.studying ?? null;
    if (study === null) return false;
    return looking(current, study, false, () => openedOf(current).work(PUMP_EVENTS));
  }

  function stateAt(current: Run, message: Extract<ToWorker, { type: 'stateAt' }>): void {
    const { sim } = current;
    const atNs = Math.min(message.atNs, sim.nowNs);
    let hash = 0;
    sim.closeUp(current.checkpoints.lastBefore(atNs), atNs, () => {
      hash = sim.stateHash();
    });
    post({ type: 'stateAt', run: current.number, atNs, hash }, []);
  }

  function journey(current: Run, { id, request }: Extract<ToWorker, { type: 'journey' }>): void {
    const start = current.checkpoints.lastBeforeRequest(request);
    const journey = current.sim.journey(start, request);
    post({ type: 'journey', run: current.number, id, journey }, []);
  }

  function trace(current: Run, message: Extract<ToWorker, { type: 'trace' }>): void {
    const { sim, scenario } = current;
    const { id, fromNs } = message;
    const toNs = Math.min(message.toNs, sim.nowNs);
    const journeys = sim.journeys(current.checkpoints.lastBefore(fromNs), fromNs, toNs);
    const text = chromeTrace({ scenario, shape: sim.shape(), journeys, fromNs, toNs });
    post({ type: 'trace', run: current.number, id, text }, []);
  }

  function look(current: Run, message: Look): void {
    switch (message.type) {
      case 'closeUp':
        closeUp(current, message);
        return;
      case 'journey':
        journey(current, message);
        return;
      case 'trace':
        trace(current, message);
        return;
      case 'stateAt':
        stateAt(current, message);
        return;
      case 'peek':
        openedOf(current).peek(message);
        return;
      case 'study':
        openedOf(current).begin(message);
        return;
      case 'compare':
        openedOf(current).compare(message);
    }
  }

  /**
   * A look that breaks off costs the one who looked an answer and nobody else anything: the run has been put back to where
   * it was, as after any look. Only where its own books do not add up there, the run itself is to blame.
   */
  function looking<T>(current: Run, about: Look, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      guarded(current, undefined, () => current.sim.checkBooks());
      if (run !== current) return otherwise;
      current.opened?.forget(about);
      const message = error instanceof Error ? error.message : String(error);
      post({ type: 'lookFailed', run: current.number, about, message }, []);
      return otherwise;
    }
  }

  /** A broken rule of the engine is told, with what it takes to see it again; the page stays usable. */
  function guarded<T>(
    { number, scenario }: Pick<Run, 'number' | 'scenario'>,
    otherwise: T,
    work: () => T,
  ): T {
    try {
      return work();
    } catch (error) {
      const broken = new BrokenRun(scenario, error);
      run = null;
      const { message } = broken;
      post({ type: 'failed', run: number, message, again: broken.again('FILE') }, []);
      return otherwise;
    }
  }

  return {
    receive(message) {
      if (message.type === 'run') {
        guarded({ number: message.run, scenario: message.scenario }, undefined, () =>
          begin(message.run, message.scenario),
        );
        return;
      }
      const current = run;
      if (current?.number !== message.run) return;
      if (message.type !== 'stop') {
        looking(current, message, undefined, () => look(current, message));
      } else if (current.pumps >= 0) {
        guarded(current, undefined, () => finish(current, BY_HAND));
      }
    },
    pump() {
      return run !== null && workOn(run);
    },
  };
}

/** Puts a new run to where it begins to differ from the one before; null where that is its start. */
function goOnFrom(before: Run, scenario: Scenario, checkpoints: Checkpoints): Kept | null {
  const divergesNs = msToNs(divergesAtMs(before.scenario, scenario)) - ROUNDING_NS;
  const untilNs = checkpoints.takeOver(before.checkpoints, divergesNs, before.sim.recorder);
  return untilNs === 0 ? null : { run: before.number, untilNs };
}

/** The hops that end at `fromNs` or later. */
function within(hops: HopColumns, fromNs: number): HopColumns {
  const kept: number[] = [];
  for (let i = 0; i < hops.count; i++) if (hops.endedNs[i]! >= fromNs) kept.push(i);
  const pick = <T extends Int32Array | Int16Array | Uint8Array | Float64Array>(from: T): T => {
    const picked = from.slice(0, kept.length) as T;
    for (const [to, i] of kept.entries()) picked[to] = from[i]!;
    return picked;
  };
  return {
    count: kept.length,
    request: pick(hops.request),
    link: pick(hops.link),
    instance: pick(hops.instance),
    sentNs: pick(hops.sentNs),
    leftNs: pick(hops.leftNs),
    arrivedNs: pick(hops.arrivedNs),
    startedNs: pick(hops.startedNs),
    answeredNs: pick(hops.answeredNs),
    endedNs: pick(hops.endedNs),
    operation: pick(hops.operation),
    verb: pick(hops.verb),
    outcome: pick(hops.outcome),
    copy: pick(hops.copy),
    key: pick(hops.key),
  };
}

function columnBuffers(columns: HopColumns | NotableColumns | ClientWriteColumns): Transferable[] {
  return Object.values(columns).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}

function buffersOf(chunk: RecordingChunk): Transferable[] {
  return [
    chunk.nodes.buffer as ArrayBuffer,
    chunk.totals.buffer as ArrayBuffer,
    chunk.pools.buffer as ArrayBuffer,
    chunk.latency.buffer as ArrayBuffer,
    chunk.failures.buffer as ArrayBuffer,
    ...columnBuffers(chunk.hops),
    ...columnBuffers(chunk.notable),
    ...columnBuffers(chunk.clientWrites),
  ];
}
