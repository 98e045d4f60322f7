/**
 * The chunks of one run, joined again: what playback, charts and the story read.
 *
 * Grows as the worker runs ahead and is never edited: an edit of the scenario makes a new one. Nothing here depends on
 * the cursor or on the speed, so that going back shows exactly what was there.
 */
import {
  NODE_FIELDS,
  type NodeField,
  type RecordingChunk,
  type RunShape,
  SLICE_BUCKETS,
  sliceBucketMs,
  type TimelineEvent,
  TOTAL_FIELDS,
  type TotalField,
} from '../sim/recording.ts';
import { LegIndex } from './leg-index.ts';

const nodeColumn = columnsOf(NODE_FIELDS);
const totalColumn = columnsOf(TOTAL_FIELDS);

/** A stretch of time; `toNs` is not part of it. */
export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

export class Recording {
  readonly shape: RunShape;
  /** Slices of the whole run, done or not. */
  readonly plannedSlices: number;
  /** Everything up to here is final. */
  doneNs = 0;
  /** Slices received so far. */
  slices = 0;
  /** In the order of time. */
  readonly events: TimelineEvent[] = [];
  readonly legs: LegIndex;

  /** From when on one in how many requests has its hops recorded: a run with too many thins its sample out. */
  readonly #samples: { readonly fromNs: number; readonly oneIn: number }[] = [];
  readonly #nodeIndex = new Map<string, number>();
  #nodes: Float32Array;
  #totals: Float32Array;
  #latency: Uint32Array;
  /** Only ever read within one call of `latencyMs`: kept so that charts of 600 points leave no garbage. */
  readonly #merged = new Float64Array(SLICE_BUCKETS);

  constructor(shape: RunShape) {
    this.shape = shape;
    this.plannedSlices = Math.max(1, Math.ceil(shape.durationNs / shape.sliceNs));
    shape.nodeIds.forEach((id, index) => {
      this.#nodeIndex.set(id, index);
    });
    this.legs = new LegIndex({ sliceNs: shape.sliceNs, originNs: 0 });
    this.#nodes = new Float32Array(0);
    this.#totals = new Float32Array(0);
    this.#latency = new Uint32Array(0);
  }

  /** Index of a node in every per-node column, or undefined where the run has no such node. */
  nodeIndex(id: string): number | undefined {
    return this.#nodeIndex.get(id);
  }

  append(chunk: RecordingChunk): void {
    if (chunk.firstSlice !== this.slices) {
      throw new Error(`chunk begins at slice ${chunk.firstSlice}, expected ${this.slices}`);
    }
    const rowWidth = this.shape.nodeIds.length * NODE_FIELDS.length;
    this.#nodes = appended(this.#nodes, this.slices * rowWidth, chunk.nodes);
    this.#totals = appended(this.#totals, this.slices * TOTAL_FIELDS.length, chunk.totals);
    this.#latency = appended(this.#latency, this.slices * SLICE_BUCKETS, chunk.latency);
    this.slices += chunk.slices;
    this.#addEvents(chunk.events);
    this.legs.append(chunk.hops);
    if (chunk.oneIn !== this.#samples.at(-1)?.oneIn) {
      this.#samples.push({ fromNs: this.doneNs, oneIn: chunk.oneIn });
    }
    this.doneNs = Math.max(this.doneNs, chunk.doneNs);
  }

  /** One in this many requests has its hops recorded at a moment. */
  oneInAt(atNs: number): number {
    return this.#samples.findLast(({ fromNs }) => fromNs <= atNs)?.oneIn ?? 1;
  }

  /** One figure of one node in one slice. */
  nodeValue(slice: number, node: number, field: NodeField): number {
    const row = slice * this.shape.nodeIds.length + node;
    return this.#nodes[row * NODE_FIELDS.length + nodeColumn[field]] ?? 0;
  }

  /** One figure of the whole system in one slice. */
  totalValue(slice: number, field: TotalField): number {
    return this.#totals[slice * TOTAL_FIELDS.length + totalColumn[field]] ?? 0;
  }

  /** Mean of a figure over a stretch, a slice counting for as much of it as lies inside; 0 without data. */
  nodeMean(node: number, field: NodeField, span: Span): number {
    return this.#mean(span, (slice) => this.nodeValue(slice, node, field));
  }

  /** Counts of a node a simulated second over a stretch. */
  nodeRate(node: number, field: NodeField, span: Span): number {
    return this.nodeMean(node, field, span) / (this.shape.sliceNs / 1e9);
  }

  totalMean(field: TotalField, span: Span): number {
    return this.#mean(span, (slice) => this.totalValue(slice, field));
  }

  totalRate(field: TotalField, span: Span): number {
    return this.totalMean(field, span) / (this.shape.sliceNs / 1e9);
  }

  /**
   * Percentiles of client latency over whole slices, milliseconds, from the merged histogram: never an average of
   * percentiles. Null where nothing was answered.
   */
  latencyMs(firstSlice: number, endSlice: number, quantiles: readonly number[]): number[] | null {
    const merged = this.#merged.fill(0);
    let total = 0;
    const end = Math.min(endSlice, this.slices);
    for (let slice = Math.max(0, firstSlice); slice < end; slice++) {
      const offset = slice * SLICE_BUCKETS;
      for (let bucket = 0; bucket < SLICE_BUCKETS; bucket++) {
        const count = this.#latency[offset + bucket]!;
        merged[bucket]! += count;
        total += count;
      }
    }
    if (total === 0) return null;
    return quantiles.map((quantile) => percentileMs(merged, total, quantile));
  }

  /** Number of events at or before a moment: the index of the first one after it. */
  eventsUntil(ns: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.events[middle]!.atNs <= ns) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #addEvents(events: readonly TimelineEvent[]): void {
    for (const event of events) {
      // Chunks come in order; within one, two nodes may report the same moment in either order.
      let at = this.events.length;
      while (at > 0 && this.events[at - 1]!.atNs > event.atNs) at--;
      this.events.splice(at, 0, event);
    }
  }

  #mean(span: Span, value: (slice: number) => number): number {
    const { sliceNs } = this.shape;
    const first = Math.max(0, Math.floor(span.fromNs / sliceNs));
    const end = Math.min(this.slices, Math.ceil(span.toNs / sliceNs));
    let sum = 0;
    let weightNs = 0;
    for (let slice = first; slice < end; slice++) {
      const insideNs =
        Math.min(span.toNs, (slice + 1) * sliceNs) - Math.max(span.fromNs, slice * sliceNs);
      sum += value(slice) * insideNs;
      weightNs += insideNs;
    }
    return weightNs > 0 ? sum / weightNs : 0;
  }
}

/** Interpolates inside the bucket, as if its values were spread evenly: at most 2.2 % off either way. */
function percentileMs(counts: Float64Array, total: number, quantile: number): number {
  const rank = quantile * total;
  let before = 0;
  for (let bucket = 0; bucket < SLICE_BUCKETS; bucket++) {
    const count = counts[bucket]!;
    if (count > 0 && before + count >= rank) {
      const lowMs = sliceBucketMs(bucket);
      const inside = Math.max(0, rank - before) / count;
      return lowMs + (sliceBucketMs(bucket + 1) - lowMs) * inside;
    }
    before += count;
  }
  return sliceBucketMs(SLICE_BUCKETS);
}

function columnsOf<T extends string>(fields: readonly T[]): Readonly<Record<T, number>> {
  // Every field gets a column in the loop below; the empty object is complete once it has run.
  const columns = {} as Record<T, number>;
  fields.forEach((field, index) => {
    columns[field] = index;
  });
  return columns;
}

/** Doubles when full, so that a run of any length costs a few copies. */
function appended<T extends Float32Array | Uint32Array>(into: T, length: number, more: T): T {
  let target = into;
  if (length + more.length > into.length) {
    const Typed = into.constructor as new (size: number) => T;
    target = new Typed(Math.max(length + more.length, into.length * 2));
    target.set(into.subarray(0, length));
  }
  target.set(more, length);
  return target;
}
