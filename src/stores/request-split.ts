/**
 * Where the time of the median and of the p99 request goes: for each node the time in line (for a slot, or for a
 * connection to what it calls), the work, and the network on the way there and back. Read from the sampled hops of a few requests around the quantile.
 *
 * Every instant of a request belongs to the one thing that everything else waited for (the critical path, found
 * backwards from the answer), so that the parts add up to its latency. A hop does not name the call that it was made
 * for: it is taken for one of its caller's, in the time in which that had the call.
 */
import { scramble } from '../base/random.ts';
import type { TimeWindow } from './chart-window.ts';
import type { HopTimes, Recording } from './recording.ts';

export const splitParts = ['waiting', 'service', 'network'] as const;
export type SplitPart = (typeof splitParts)[number];

export interface SplitRow {
  /** Index into `RunShape.nodeIds`. A client's own time is that between two attempts: it waits. */
  readonly node: number;
  /** Means over the requests, milliseconds. */
  readonly partMs: Readonly<Record<SplitPart, number>>;
  readonly totalMs: number;
}

export interface Split {
  readonly quantile: number;
  /** Requests that were averaged. */
  readonly requests: number;
  /** Their mean; the sum of all rows. */
  readonly latencyMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  /** The longest first. */
  readonly rows: readonly SplitRow[];
}

/** Too few sampled requests for a quantile: how many there are, and how many it takes. */
export interface TooFew {
  readonly quantile: number;
  readonly sampled: number;
  readonly needed: number;
}

/** Requests around a quantile. */
const BAND_MAX = 20;
/** Fewer say more of themselves than of the quantile. */
const BAND_MIN = 5;
/** No drawing is as deep: a bound on the walk. */
const DEPTH_MAX = 64;

export function splitsOf(
  recording: Recording,
  window: TimeWindow,
  who: { readonly clients: ReadonlySet<number>; readonly names: ReadonlySet<number> },
  quantiles: readonly number[],
): (Split | TooFew)[] {
  const answered = answeredIn(recording, window, who);
  const { first, end } = recording.slicesIn(window);
  const latencies = recording.latencyMs(first, end, quantiles);
  const bands = quantiles.map((quantile, i) =>
    bandAround(answered, (latencies?.[i] ?? 0) * 1e6, quantile),
  );
  const hops = hopsOf(recording, new Set(bands.flat().map(({ request }) => request)));
  return quantiles.map((quantile, i) => {
    const band = bands[i]!;
    if (band.length === 0) {
      return { quantile, sampled: answered.length, needed: neededFor(quantile) };
    }
    return averaged(quantile, band, hops, recording);
  });
}

interface Answered {
  readonly request: number;
  readonly fromNs: number;
  readonly toNs: number;
}

const neededFor = (quantile: number) =>
  Math.ceil(BAND_MIN / (2 * Math.min(quantile, 1 - quantile)) - 1e-6);

/** The sampled requests that were answered in the window, the quickest first. */
function answeredIn(
  recording: Recording,
  { fromNs, toNs }: TimeWindow,
  { clients, names }: Parameters<typeof splitsOf>[2],
): Answered[] {
  const { links } = recording.shape;
  // A sample that thins out within the window is thinned from its start, so that no part of it counts for more.
  const oneIn = recording.oneInAt(toNs);
  const seen = new Map<number, { fromNs: number; toNs: number; failedNs: number }>();
  for (const hops of recording.hops) {
    for (let hop = 0; hop < hops.count; hop++) {
      const { source, target } = links[hops.link[hop]!]!;
      const request = hops.request[hop]!;
      if (!clients.has(source) || (scramble(request) & (oneIn - 1)) !== 0) continue;
      const about = seen.get(request) ?? { fromNs: Number.MAX_VALUE, toNs: 0, failedNs: 0 };
      const endedNs = hops.endedNs[hop]!;
      about.fromNs = Math.min(about.fromNs, hops.sentNs[hop]!);
      if (hops.outcome[hop] !== 0) about.failedNs = Math.max(about.failedNs, endedNs);
      else if (!names.has(target)) about.toNs = Math.max(about.toNs, endedNs);
      seen.set(request, about);
    }
  }
  return [...seen]
    .filter(([, { toNs: at, failedNs }]) => at >= failedNs && at > fromNs && at <= toNs)
    .map(([request, about]) => ({ request, fromNs: about.fromNs, toNs: about.toNs }))
    .sort((a, b) => tookNs(a) - tookNs(b));
}

const tookNs = ({ fromNs, toNs }: Answered) => toNs - fromNs;

/** The requests nearest to a latency, no more than reach halfway from the quantile to the end; none if too few. */
function bandAround(
  answered: readonly Answered[],
  latencyNs: number,
  quantile: number,
): readonly Answered[] {
  if (answered.length < neededFor(quantile)) return [];
  const most = Math.floor(2 * Math.min(quantile, 1 - quantile) * answered.length + 1e-6);
  const size = Math.min(BAND_MAX, most);
  const off = (at: number) => Math.abs(tookNs(answered[at]!) - latencyNs);
  let first = 0;
  // Past equals too: hundreds may have taken the same time.
  while (first + size < answered.length && off(first + size) <= off(first)) first++;
  return answered.slice(first, first + size);
}

/** One hop of a request, as an object: only of the few that are looked at. */
export interface Hop {
  readonly source: number;
  readonly target: number;
  readonly sentNs: number;
  /** NaN: it never left, for want of a connection. */
  readonly leftNs: number;
  readonly arrivedNs: number;
  readonly startedNs: number;
  readonly answeredNs: number;
  readonly endedNs: number;
  /** 0: answered; else the code of a cause. */
  readonly outcome: number;
}

/** The hops of some requests, in the order in which they ended. */
export function hopsOf(recording: Recording, requests: ReadonlySet<number>): Map<number, Hop[]> {
  const found = new Map<number, Hop[]>([...requests].map((request) => [request, []]));
  for (const hops of recording.hops) {
    for (let hop = 0; hop < hops.count; hop++) {
      found.get(hops.request[hop]!)?.push(hopAt(hops, hop, recording));
    }
  }
  return found;
}

function hopAt(hops: HopTimes, hop: number, { shape }: Recording): Hop {
  const { source, target } = shape.links[hops.link[hop]!]!;
  return {
    source,
    target,
    sentNs: hops.sentNs[hop]!,
    leftNs: hops.leftNs[hop]!,
    arrivedNs: hops.arrivedNs[hop]!,
    startedNs: hops.startedNs[hop]!,
    answeredNs: hops.answeredNs[hop]!,
    endedNs: hops.endedNs[hop]!,
    outcome: hops.outcome[hop]!,
  };
}

function averaged(
  quantile: number,
  band: readonly Answered[],
  hops: ReadonlyMap<number, readonly Hop[]>,
  { shape }: Recording,
): Split {
  const sums = new Map<number, Record<SplitPart, number>>();
  const add: Add = (node, part, fromNs, toNs) => {
    if (toNs <= fromNs) return;
    const row = sums.get(node) ?? { waiting: 0, service: 0, network: 0 };
    row[part] += (toNs - fromNs) / 1e6 / band.length;
    sums.set(node, row);
  };
  for (const { request, fromNs, toNs } of band) {
    const own = hops.get(request)!;
    const node = own.find(({ sentNs }) => sentNs === fromNs)?.source ?? 0;
    walk(own, { node, part: 'waiting', fromNs, toNs }, add, 0);
  }
  const rows = [...sums].map(([node, partMs]) => ({
    node,
    partMs,
    totalMs: partMs.waiting + partMs.service + partMs.network,
  }));
  rows.sort((a, b) => b.totalMs - a.totalMs || a.node - b.node);
  const tookMs = band.map((each) => tookNs(each) / 1e6);
  return {
    quantile,
    requests: band.length,
    latencyMs: tookMs.reduce((sum, ms) => sum + ms, 0) / band.length,
    fastestMs: tookMs[0]!,
    slowestMs: tookMs.at(-1)!,
    rows: rows.filter(({ node }) => node < shape.nodeIds.length),
  };
}

type Add = (node: number, part: SplitPart, fromNs: number, toNs: number) => void;

/** What a node does with a call, besides waiting for those it makes. */
interface Frame {
  readonly node: number;
  readonly part: SplitPart;
  readonly fromNs: number;
  readonly toNs: number;
}

/** Backwards from the end: what was waited for last, and what the caller itself did after it. */
function walk(hops: readonly Hop[], frame: Frame, add: Add, depth: number): void {
  const { node, part, fromNs } = frame;
  const calls = hops.filter(
    ({ source, sentNs }) => source === node && sentNs >= fromNs && sentNs < frame.toNs,
  );
  let untilNs = frame.toNs;
  while (untilNs > fromNs) {
    const last = depth < DEPTH_MAX ? lastOf(calls, untilNs) : null;
    if (last === null) {
      add(node, part, fromNs, untilNs);
      return;
    }
    const endNs = Math.min(last.endedNs, untilNs);
    add(node, part, endNs, untilNs);
    follow(hops, last, endNs, add, depth);
    untilNs = last.sentNs;
  }
}

/** Of the calls under way before a moment the one that ended last; of two that ended together the one answered. */
function lastOf(calls: readonly Hop[], untilNs: number): Hop | null {
  let found: Hop | null = null;
  for (const call of calls) {
    if (call.sentNs >= untilNs || call.endedNs <= call.sentNs) continue;
    const endNs = Math.min(call.endedNs, untilNs);
    const bestNs = found === null ? Number.NEGATIVE_INFINITY : Math.min(found.endedNs, untilNs);
    if (endNs > bestNs || (endNs === bestNs && call.outcome === 0 && found!.outcome !== 0))
      found = call;
  }
  return found;
}

function follow(hops: readonly Hop[], hop: Hop, untilNs: number, add: Add, depth: number): void {
  const { source, target, sentNs } = hop;
  const before = (ns: number) => Math.min(ns, untilNs);
  // In its caller's pool it waits for a connection.
  const setOffNs = Number.isNaN(hop.leftNs) ? untilNs : before(hop.leftNs);
  add(source, 'waiting', sentNs, setOffNs);
  // Lost on the way: only the timeout told.
  const arrivedNs = Number.isNaN(hop.arrivedNs) ? untilNs : before(hop.arrivedNs);
  // Given up meanwhile.
  const leftNs = Number.isNaN(hop.answeredNs) ? untilNs : before(hop.answeredNs);
  // Kinds without a line do not say when they began.
  const isUnserved = Number.isNaN(hop.startedNs) && hop.outcome !== 0;
  const startedNs = Number.isNaN(hop.startedNs) ? arrivedNs : before(hop.startedNs);
  const beganNs = isUnserved && !calledFrom(hops, hop) ? leftNs : startedNs;
  add(target, 'network', setOffNs, arrivedNs);
  add(target, 'waiting', arrivedNs, beganNs);
  if (beganNs < leftNs) {
    const frame = { node: target, part: 'service', fromNs: beganNs, toNs: leftNs } as const;
    walk(hops, frame, add, depth + 1);
  }
  add(target, 'network', Math.max(leftNs, arrivedNs), untilNs);
}

function calledFrom(hops: readonly Hop[], { target, arrivedNs, endedNs }: Hop): boolean {
  return hops.some(
    ({ source, sentNs }) => source === target && sentNs >= arrivedNs && sentNs <= endedNs,
  );
}
