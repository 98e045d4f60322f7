/**
 * One request as a waterfall: its hops as a tree, and where its time went. Pure.
 *
 * Every instant of the request belongs to one part of one hop: the one that everything else waited for (the critical
 * path, found backwards from the answer). So the parts add up to the request's latency, to the nanosecond.
 */
import type { Hop, Job, Journeys, RequestOutline } from '../sim/journal.ts';

/**
 * Where time goes: on the way, in line for a connection or for a slot, at work, between two attempts, or in vain, where a call was lost and
 * only the timeout told.
 */
export const parts = ['network', 'connection', 'waiting', 'service', 'backOff', 'silence'] as const;
export type Part = (typeof parts)[number];

export interface Stretch {
  readonly part: Part;
  /** Index into the journey's hops; −1: the client itself. */
  readonly hop: number;
  readonly fromNs: number;
  readonly toNs: number;
}

export interface Bar {
  readonly part: Part;
  readonly fromNs: number;
  readonly toNs: number;
  /** After its caller had given up: work for nobody. */
  readonly isLate: boolean;
}

export interface WaterfallRow {
  /** Index into the journey's hops. */
  readonly index: number;
  readonly hop: Hop;
  /** 0: called by the client. */
  readonly depth: number;
  readonly bars: readonly Bar[];
  /** The call was tried again, or is such a try. */
  readonly isRetried: boolean;
  /** Of a job's hop from its queue to a worker: which one it is, from 1; 0 for all others. */
  readonly delivery: number;
}

export interface Waterfall {
  readonly outline: RequestOutline;
  readonly rows: readonly WaterfallRow[];
  /** In the order of time, without gaps, from the first send to the answer. */
  readonly path: readonly Stretch[];
  readonly totalsNs: Readonly<Record<Part, number>>;
  /** What each hop has of the path, waiting and own work apart. */
  readonly fromNs: number;
  /** The answer, or how far the run has come. */
  readonly endedNs: number;
  /** The end of all bars, which may be later: work for nobody. */
  readonly toNs: number;
}

/** Null where the journey has no request. A request under way is shown up to `doneNs`. */
export function waterfallOf(journey: Journeys, doneNs: number): Waterfall | null {
  const outline = journey.requests[0];
  if (outline === undefined) return null;
  const tree = new Tree(journey.hops, doneNs);
  const fromNs = outline.sentNs;
  const endedNs = Math.min(outline.endedNs, doneNs);
  const path: Stretch[] = [];
  tree.walk(tree.childrenOf(-1), { hop: -1, self: 'backOff', fromNs, toNs: endedNs }, path);
  path.reverse();
  const totalsNs = { network: 0, connection: 0, waiting: 0, service: 0, backOff: 0, silence: 0 };
  for (const { part, fromNs, toNs } of path) totalsNs[part] += toNs - fromNs;
  const rows = tree.rows();
  const toNs = rows.reduce((end, { bars }) => Math.max(end, bars.at(-1)?.toNs ?? 0), endedNs);
  return { outline, rows, path, totalsNs, fromNs, endedNs, toNs };
}

/** What became of a message that the request left in a queue: its deliveries, each after its wait, and their calls. */
export interface JobWaterfall {
  readonly job: Job;
  readonly rows: readonly WaterfallRow[];
  readonly fromNs: number;
  readonly toNs: number;
}

export function jobsOf({ hops, jobs }: Journeys, doneNs: number): JobWaterfall[] {
  return jobs.map((job, index) => {
    const tree = new Tree(hops, doneNs, index);
    const rows = tree.rows().map((row) => {
      const at = job.deliveries.findIndex(({ hop }) => hop === row.index);
      if (at < 0) return row;
      const { sinceNs: fromNs } = job.deliveries[at]!;
      const waited: Bar = { part: 'waiting', fromNs, toNs: row.hop.sentNs, isLate: false };
      const bars = fromNs < waited.toNs ? [waited, ...row.bars] : row.bars;
      return { ...row, delivery: at + 1, bars };
    });
    const endNs = Math.min(job.endedNs, doneNs);
    const toNs = rows.reduce((end, { bars }) => Math.max(end, bars.at(-1)?.toNs ?? 0), endNs);
    return { job, rows, fromNs: job.storedNs, toNs };
  });
}

/** What somebody does in a stretch of time besides waiting for its calls. */
interface Frame {
  readonly hop: number;
  readonly self: Part;
  readonly fromNs: number;
  readonly toNs: number;
}

class Tree {
  readonly #hops: readonly Hop[];
  readonly #doneNs: number;
  readonly #children = new Map<number, number[]>();

  /** Of the request itself, or of one of its jobs. */
  constructor(hops: readonly Hop[], doneNs: number, ofJob?: number) {
    this.#hops = hops;
    this.#doneNs = doneNs;
    for (const [i, { parent, job }] of hops.entries()) {
      if (job !== ofJob) continue;
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(i);
      else this.#children.set(parent, [i]);
    }
  }

  childrenOf(hop: number): readonly number[] {
    return this.#children.get(hop) ?? [];
  }

  rows(): WaterfallRow[] {
    const rows: WaterfallRow[] = [];
    const add = (index: number, depth: number) => {
      const hop = this.#hops[index]!;
      const { call, attempt, isCopy } = hop;
      const isRetried = this.childrenOf(hop.parent).some((other) => {
        const each = this.#hops[other]!;
        return each.call === call && each.attempt !== attempt;
      });
      rows.push({
        index,
        hop,
        depth,
        bars: this.#bars(index),
        isRetried: isRetried && !isCopy,
        delivery: 0,
      });
      for (const child of this.childrenOf(index)) add(child, depth + 1);
    };
    for (const child of this.childrenOf(-1)) add(child, 0);
    return rows;
  }

  /** When service began: some kinds have nothing to wait for and do not say. */
  #beganNs(index: number): number {
    const { startedNs, arrivedNs, answeredNs, cause } = this.#hops[index]!;
    if (!Number.isNaN(startedNs)) return startedNs;
    const hasWorked = this.childrenOf(index).length > 0 || (cause === 0 && answeredNs >= 0);
    return hasWorked ? arrivedNs : Number.NaN;
  }

  #endNs({ endedNs }: Hop): number {
    return Math.min(endedNs, this.#doneNs);
  }

  /** Side by side without gaps, from when it was sent until all is over. */
  #bars(index: number): Bar[] {
    const hop = this.#hops[index]!;
    const endNs = this.#endNs(hop);
    const bars: Bar[] = [];
    const add = (part: Part, fromNs: number, toNs: number) => {
      if (fromNs < Math.min(toNs, endNs)) {
        bars.push({ part, fromNs, toNs: Math.min(toNs, endNs), isLate: false });
      }
      const lateNs = Math.max(fromNs, endNs);
      if (lateNs < toNs) bars.push({ part, fromNs: lateNs, toNs, isLate: true });
    };
    const setOffNs = Number.isNaN(hop.leftNs) ? endNs : hop.leftNs;
    add('connection', hop.sentNs, setOffNs);
    if (Number.isNaN(hop.arrivedNs)) {
      add('silence', setOffNs, endNs);
      return bars;
    }
    const beganNs = this.#beganNs(index);
    const leftNs = Number.isNaN(hop.answeredNs) ? Math.max(endNs, hop.arrivedNs) : hop.answeredNs;
    const hasBegun = !Number.isNaN(beganNs);
    add('network', setOffNs, hop.arrivedNs);
    add('waiting', hop.arrivedNs, hasBegun ? beganNs : leftNs);
    if (hasBegun) add('service', beganNs, Math.max(beganNs, leftNs));
    if (leftNs < endNs) add('network', leftNs, endNs);
    return bars;
  }

  /** Appends the path through a frame, backwards from its end. */
  walk(children: readonly number[], frame: Frame, into: Stretch[]): void {
    let untilNs = frame.toNs;
    /** The call that began at `untilNs`, once there is one. */
    let next = -1;
    while (untilNs > frame.fromNs) {
      const child = this.#awaited(children, next, untilNs);
      const childEndNs =
        child < 0 ? frame.fromNs : Math.min(this.#endNs(this.#hops[child]!), untilNs);
      const idleNs = Math.max(frame.fromNs, childEndNs);
      this.#pushIdle(children, { ...frame, fromNs: idleNs, toNs: untilNs }, next, into);
      if (child < 0 || childEndNs <= frame.fromNs) return;
      this.#pushHop(child, childEndNs, into);
      untilNs = this.#hops[child]!.sentNs;
      next = child;
    }
  }

  /** What a frame waited for just before a moment: of the calls it had made by then the one that kept it longest. */
  #awaited(children: readonly number[], next: number, untilNs: number): number {
    const nextHop = this.#hops[next];
    if (nextHop?.isCopy) {
      // A copy leaves because the first call has taken long.
      const isFirst = (i: number) => {
        const { call, attempt, isCopy } = this.#hops[i]!;
        return call === nextHop.call && attempt === nextHop.attempt && !isCopy;
      };
      const first = children.find(isFirst);
      if (first !== undefined) return first;
    }
    let found = -1;
    let foundNs = Number.NEGATIVE_INFINITY;
    for (const child of children) {
      const hop = this.#hops[child]!;
      const endNs = Math.min(this.#endNs(hop), untilNs);
      if (hop.sentNs >= untilNs || endNs <= hop.sentNs || endNs < foundNs) continue;
      // Of two that ended together the one that was answered counts.
      if (endNs === foundNs && !(hop.cause === 0 && this.#hops[found]!.cause !== 0)) continue;
      found = child;
      foundNs = endNs;
    }
    return found;
  }

  /** Between two calls: the owner's own work, and the pause before another attempt. */
  #pushIdle(
    children: readonly number[],
    { hop, self, fromNs, toNs }: Frame,
    next: number,
    into: Stretch[],
  ): void {
    if (fromNs >= toNs) return;
    const nextHop = this.#hops[next];
    let restNs = toNs;
    if (nextHop !== undefined && nextHop.attempt > 1 && !nextHop.isCopy) {
      const ends = children.flatMap((i) => {
        const { call, attempt, endedNs } = this.#hops[i]!;
        return call === nextHop.call && attempt < nextHop.attempt ? [Math.min(endedNs, toNs)] : [];
      });
      if (ends.length > 0) restNs = Math.max(fromNs, ...ends);
    }
    if (restNs < toNs) into.push({ part: 'backOff', hop, fromNs: restNs, toNs });
    if (fromNs < restNs) into.push({ part: self, hop, fromNs, toNs: restNs });
  }

  #pushHop(index: number, untilNs: number, into: Stretch[]): void {
    const bars = this.#bars(index).filter(({ isLate, fromNs }) => !isLate && fromNs < untilNs);
    for (const bar of bars.reverse()) {
      const toNs = Math.min(bar.toNs, untilNs);
      const { part, fromNs } = bar;
      if (part === 'service') {
        this.walk(this.childrenOf(index), { hop: index, self: part, fromNs, toNs }, into);
      } else into.push({ part, hop: index, fromNs, toNs });
    }
  }
}
