/**
 * A request opens: the lists of notable requests hold what a recording of every request holds, a journey is the same
 * from whichever checkpoint it is run again, its parts add up to its latency, and looking changes nothing.
 */
import { describe, expect, it } from 'vitest';
import { createSession } from '../../src/bridge/session.ts';
import { gallery } from '../../src/gallery/gallery.ts';
import { compile } from '../../src/scenario/compile.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import { STALE } from '../../src/sim/calls.ts';
import { FAILED_KEPT_OF_A_CAUSE, SLOWEST_KEPT, STALE_KEPT } from '../../src/sim/notable.ts';
import { FAILED, type NotableColumns, SLOW, STALE_READ } from '../../src/sim/recording.ts';
import type { Checkpoint, Simulation } from '../../src/sim/simulation.ts';
import { waterfallOf } from '../../src/stores/waterfall.ts';

const DURATION_MS = 3000;
const CHECKPOINTS = 8;
/** Opened of each list and scenario. */
const OPENED = 8;

interface Ended {
  readonly request: number;
  readonly sentNs: number;
  readonly endedNs: number;
  readonly cause: number;
  readonly isStale: boolean;
}

interface Recorded {
  readonly sim: Simulation;
  readonly checkpoints: readonly Checkpoint[];
  readonly every: readonly Ended[];
  readonly notable: NotableColumns;
}

function shortened(file: object): Scenario {
  const result = validateScenario(file);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { scenario } = result;
  const scale = DURATION_MS / scenario.durationMs;
  const faults = scenario.faults.map((fault) => {
    const atMs = fault.atMs * scale;
    if (!('durationMs' in fault) || fault.durationMs === undefined) return { ...fault, atMs };
    return { ...fault, atMs, durationMs: fault.durationMs * scale };
  });
  return { ...scenario, durationMs: DURATION_MS, warmupMs: 500, faults };
}

/** The run as the worker does it, and beside it a list of all requests, slow and obvious. */
function recorded(scenario: Scenario): Recorded {
  const sim = compile(scenario, { keepsSeries: true });
  const every: Ended[] = [];
  const finish = sim.endRequest.bind(sim);
  sim.endRequest = (frame, cause, culprit) => {
    const { request, arrivedNs: sentNs, flags } = sim.calls.records[frame]!;
    const about = { request, sentNs };
    const isStale = (flags & STALE) !== 0;
    every.push({ ...about, endedNs: sim.nowNs, cause, isStale });
    finish(frame, cause, culprit);
  };
  const checkpoints = [sim.checkpoint()];
  for (let i = 1; i <= CHECKPOINTS; i++) {
    sim.advance((sim.spec.durationNs / CHECKPOINTS) * i, Number.POSITIVE_INFINITY);
    checkpoints.push(sim.checkpoint());
  }
  sim.recorder.notable.endSlice();
  return { sim, checkpoints, every, notable: sim.recorder.take(sim.nowNs).notable };
}

function bySlice(every: readonly Ended[], sliceNs: number): Ended[][] {
  const slices: Ended[][] = [];
  for (const ended of every) {
    const slice = Math.floor(ended.endedNs / sliceNs);
    slices[slice] ??= [];
    slices[slice].push(ended);
  }
  return slices.filter(() => true);
}

const sorted = (requests: readonly number[]) => [...requests].sort((a, b) => a - b);

function listed(notable: NotableColumns, why: number): number[] {
  return Array.from(notable.request).filter((_, i) => notable.why[i] === why);
}

/** Those that fail, wait, retry, hedge, scatter or read old values. */
const told = [
  'blog',
  'slow-server',
  'retry-storm',
  'circuit-breaker',
  'durable-queue',
  'hedged-tail',
  'celebrity-shard',
];
const entries = gallery.filter(({ id }) => told.includes(id));

describe.each(entries.map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
  const scenario = shortened(entry.file);
  const { sim, checkpoints, every, notable } = recorded(scenario);
  const slices = bySlice(every, sim.spec.sliceNs);

  it('keeps the slowest, the failed and the stale of each slice', () => {
    const ok = slices.map((slice) => slice.filter(({ cause }) => cause === 0));
    const tookNs = ({ sentNs, endedNs }: Ended) => endedNs - sentNs;
    const slowest = ok.flatMap((slice) =>
      [...slice].sort((a, b) => tookNs(b) - tookNs(a)).slice(0, SLOWEST_KEPT),
    );
    const stale = ok.flatMap((slice) => slice.filter((one) => one.isStale).slice(0, STALE_KEPT));
    const failed = slices.flatMap((slice) =>
      sim
        .shape()
        .causes.slice(1)
        .flatMap((_, i) =>
          slice.filter(({ cause }) => cause === i + 1).slice(0, FAILED_KEPT_OF_A_CAUSE),
        ),
    );
    const numbers = (list: readonly Ended[]) => sorted(list.map(({ request }) => request));
    expect(every.length).toBeGreaterThan(50);
    expect(sorted(listed(notable, SLOW))).toEqual(numbers(slowest));
    expect(sorted(listed(notable, FAILED))).toEqual(numbers(failed));
    expect(sorted(listed(notable, STALE_READ))).toEqual(numbers(stale));
  });

  const opened = [SLOW, FAILED, STALE_READ].flatMap((why) => {
    const all = listed(notable, why);
    return all.filter((_, i) => i % Math.ceil(all.length / OPENED) === 0);
  });
  const byNumber = new Map(every.map((ended) => [ended.request, ended]));

  it('opens each of them, and its parts add up to its latency', () => {
    for (const request of opened) {
      const start = checkpoints.findLast(({ requests }) => requests <= request)!;
      const journey = sim.journey(start, request);
      const brute = byNumber.get(request)!;
      const { isStale, ...times } = brute;
      expect(journey.requests).toHaveLength(1);
      expect(journey.requests[0]).toMatchObject(brute.cause === 0 ? brute : times);
      const waterfall = waterfallOf(journey, sim.spec.durationNs)!;
      const { path, totalsNs } = waterfall;
      expect(path[0]?.fromNs).toBe(brute.sentNs);
      expect(path.at(-1)?.toNs).toBe(brute.endedNs);
      for (const [i, { fromNs, toNs }] of path.entries()) {
        expect(toNs).toBeGreaterThan(fromNs);
        if (i > 0) expect(fromNs).toBe(path[i - 1]!.toNs);
      }
      const sumNs = Object.values(totalsNs).reduce((sum, ns) => sum + ns, 0);
      expect(sumNs).toBe(brute.endedNs - brute.sentNs);
    }
  });

  it('is the same journey from whichever checkpoint, with the hops of a close-up', () => {
    for (const request of opened.filter((_, i) => i % 4 === 0)) {
      const before = checkpoints.filter(({ requests }) => requests <= request);
      const journeys = [before[0]!, before.at(-1)!].map((start) => sim.journey(start, request));
      expect(journeys[1]).toEqual(journeys[0]);
      // The recorder sees every hop end, and knows nothing of who made it.
      const { endedNs } = byNumber.get(request)!;
      const { hops } = sim.closeUp(before.at(-1)!, endedNs).take(endedNs);
      const seen = Array.from({ length: hops.count }, (_, i) => i)
        .filter((i) => hops.request[i] === request && Number.isFinite(hops.endedNs[i]!))
        .map((i) => [hops.link[i]!, hops.sentNs[i]!, hops.endedNs[i]!, hops.outcome[i]!]);
      const sent = journeys[0]!.hops
        .filter((hop) => hop.link >= 0 && hop.endedNs <= endedNs)
        .map((hop) => [hop.link, hop.sentNs, hop.endedNs, hop.cause]);
      // What a breaker has stopped never left, and the recorder does not tell of it.
      const left = sent.filter((row) => sim.shape().causes[row[3]!] !== 'breakerOpen');
      expect(inOrder(left)).toEqual(inOrder(seen));
    }
  });

  it('nests: a call lies within the one that it was made for', () => {
    for (const request of opened) {
      const start = checkpoints.findLast(({ requests }) => requests <= request)!;
      const { hops, requests, jobs } = sim.journey(start, request);
      const { links } = sim.shape();
      for (const hop of hops) {
        const parent = hops[hop.parent];
        if (hop.link < 0) continue;
        const origin = hop.job === undefined ? requests[0]!.node : jobs[hop.job]!.queue;
        const caller = parent === undefined ? origin : links[parent.link]!.target;
        expect(links[hop.link]!.source).toBe(caller);
        if (parent) expect(hop.sentNs).toBeGreaterThanOrEqual(parent.arrivedNs);
      }
    }
  });

  it('and the run goes on as if nobody had looked', () => {
    expect(sim.runHash()).toBe(runToEnd(scenario).runHash);
  });
});

const inOrder = (rows: readonly (readonly number[])[]) => rows.map((row) => row.join(' ')).sort();

it('opens a request that is still under way, through a session', () => {
  const answers: unknown[] = [];
  const session = createSession((message) => {
    if (message.type === 'journey') answers.push(message.journey);
    if (message.type === 'failed') throw new Error(message.message);
  });
  const scenario = shortened(gallery[0]!.file);
  session.receive({ type: 'run', run: 1, scenario });
  session.pump();
  session.receive({ type: 'journey', run: 1, id: 1, request: 0 });
  session.receive({ type: 'journey', run: 1, id: 2, request: 1_000_000 });
  expect(answers[0]).toMatchObject({ requests: [{ request: 0 }] });
  expect(answers[1]).toMatchObject({ requests: [], hops: [] });
});
