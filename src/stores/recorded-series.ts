/**
 * The numbers of one run per slice of time: what charts draw. Without its events and hops, so that a run that is over
 * can be kept beside the present one.
 */
import {
  NODE_FIELDS,
  type NodeField,
  POOL_FIELDS,
  type PoolField,
  type RecordingChunk,
  type RunShape,
  SLICE_BUCKETS,
  SLICE_BUCKETS_PER_OCTAVE,
  sliceBucketMs,
  TOTAL_FIELDS,
  type TotalField,
} from '../sim/recording.ts';

const nodeColumn = columnsOf(NODE_FIELDS);
const totalColumn = columnsOf(TOTAL_FIELDS);
const poolColumn = columnsOf(POOL_FIELDS);

/** A stretch of time; `toNs` is not part of it. */
export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

/** The histogram of latencies that every slice has. */
export const latencyBuckets = {
  count: SLICE_BUCKETS,
  perOctave: SLICE_BUCKETS_PER_OCTAVE,
  lowerMs: sliceBucketMs,
} as const;

export class RecordedSeries {
  readonly shape: RunShape;
  /** Slices of the whole run, done or not. */
  readonly plannedSlices: number;
  /** Slices received so far. */
  slices = 0;

  readonly #nodeIndex = new Map<string, number>();
  #nodes: Float32Array = new Float32Array(0);
  #totals: Float32Array = new Float32Array(0);
  #pools: Float32Array = new Float32Array(0);
  #latency: Uint32Array = new Uint32Array(0);
  #failures: Uint32Array = new Uint32Array(0);
  /** Only ever read within one call of `latencyMs`: kept so that charts of 600 points leave no garbage. */
  readonly #merged = new Float64Array(SLICE_BUCKETS);

  constructor(shape: RunShape) {
    this.shape = shape;
    this.plannedSlices = Math.max(1, Math.ceil(shape.durationNs / shape.sliceNs));
    shape.nodeIds.forEach((id, index) => {
      this.#nodeIndex.set(id, index);
    });
  }

  protected appendSeries(chunk: RecordingChunk): void {
    if (chunk.firstSlice !== this.slices) {
      throw new Error(`chunk begins at slice ${chunk.firstSlice}, expected ${this.slices}`);
    }
    const { slices } = this;
    const rowWidth = this.shape.nodeIds.length * NODE_FIELDS.length;
    this.#nodes = appended(this.#nodes, slices * rowWidth, chunk.nodes);
    this.#totals = appended(this.#totals, slices * TOTAL_FIELDS.length, chunk.totals);
    const poolWidth = this.shape.pools.length * POOL_FIELDS.length;
    this.#pools = appended(this.#pools, slices * poolWidth, chunk.pools);
    this.#latency = appended(this.#latency, slices * SLICE_BUCKETS, chunk.latency);
    this.#failures = appended(this.#failures, slices * this.shape.causes.length, chunk.failures);
    this.slices += chunk.slices;
  }

  /** The numbers alone, in no more memory than they need: a few megabytes, however long the run is. */
  seriesAlone(): RecordedSeries {
    const alone = new RecordedSeries(this.shape);
    this.copySeries(alone, this.slices);
    return alone;
  }

  /** Its first `slices`, as the beginning of another series of the same shape. */
  protected copySeries(into: RecordedSeries, slices: number): void {
    into.slices = slices;
    into.#nodes = this.#nodes.slice(0, slices * this.shape.nodeIds.length * NODE_FIELDS.length);
    into.#totals = this.#totals.slice(0, slices * TOTAL_FIELDS.length);
    into.#pools = this.#pools.slice(0, slices * this.shape.pools.length * POOL_FIELDS.length);
    into.#latency = this.#latency.slice(0, slices * SLICE_BUCKETS);
    into.#failures = this.#failures.slice(0, slices * this.shape.causes.length);
  }

  /** Index of a node in every per-node column, or undefined where the run has no such node. */
  nodeIndex(id: string): number | undefined {
    return this.#nodeIndex.get(id);
  }

  /** The slices received that a stretch touches; `end` is not one of them. */
  slicesIn({ fromNs, toNs }: Span): { readonly first: number; readonly end: number } {
    const { sliceNs } = this.shape;
    // A boundary that is off by the last digit of a double is that boundary.
    const first = Math.max(0, Math.floor(fromNs / sliceNs + 1e-6));
    return { first, end: Math.min(this.slices, Math.ceil(toNs / sliceNs - 1e-6)) };
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

  /** One figure of one connection pool in one slice. */
  poolValue(slice: number, pool: number, field: PoolField): number {
    const row = slice * this.shape.pools.length + pool;
    return this.#pools[row * POOL_FIELDS.length + poolColumn[field]] ?? 0;
  }

  poolMean(pool: number, field: PoolField, span: Span): number {
    return this.mean(span, (slice) => this.poolValue(slice, pool, field));
  }

  /** Mean of a figure over a stretch, a slice counting for as much of it as lies inside; 0 without data. */
  nodeMean(node: number, field: NodeField, span: Span): number {
    return this.mean(span, (slice) => this.nodeValue(slice, node, field));
  }

  /** Counts of a node a simulated second over a stretch. */
  nodeRate(node: number, field: NodeField, span: Span): number {
    return this.nodeMean(node, field, span) / (this.shape.sliceNs / 1e9);
  }

  totalMean(field: TotalField, span: Span): number {
    return this.mean(span, (slice) => this.totalValue(slice, field));
  }

  totalRate(field: TotalField, span: Span): number {
    return this.totalMean(field, span) / (this.shape.sliceNs / 1e9);
  }

  /**
   * Percentiles of client latency over whole slices, milliseconds, from the merged histogram: never an average of
   * percentiles. Null where nothing was answered.
   */
  latencyMs(firstSlice: number, endSlice: number, quantiles: readonly number[]): number[] | null {
    const merged = this.#merged;
    const total = this.latencyCounts(firstSlice, endSlice, merged);
    if (total === 0) return null;
    return quantiles.map((quantile) => percentileMs(merged, total, quantile));
  }

  /** The merged histogram of client latency over whole slices, by slice bucket, put into `counts`; returns its total. */
  latencyCounts(firstSlice: number, endSlice: number, counts: Float64Array): number {
    counts.fill(0);
    let total = 0;
    const end = Math.min(endSlice, this.slices);
    for (let slice = Math.max(0, firstSlice); slice < end; slice++) {
      const offset = slice * SLICE_BUCKETS;
      for (let bucket = 0; bucket < SLICE_BUCKETS; bucket++) {
        const count = this.#latency[offset + bucket]!;
        counts[bucket]! += count;
        total += count;
      }
    }
    return total;
  }

  /** The slowest answer over whole slices, milliseconds, exactly; NaN where nothing was answered. */
  latencyMsMax(firstSlice: number, endSlice: number): number {
    let max = 0;
    const end = Math.min(endSlice, this.slices);
    for (let slice = Math.max(0, firstSlice); slice < end; slice++) {
      max = Math.max(max, this.totalValue(slice, 'latencyMsMax'));
    }
    return max > 0 ? max : Number.NaN;
  }

  /** Client requests that failed of a cause (its index in `RunShape.causes`) in one slice. */
  failures(slice: number, cause: number): number {
    return this.#failures[slice * this.shape.causes.length + cause] ?? 0;
  }

  /** Failures of a cause a simulated second over a stretch. */
  failureRate(cause: number, span: Span): number {
    return this.mean(span, (slice) => this.failures(slice, cause)) / (this.shape.sliceNs / 1e9);
  }

  /** The same of what is figured out from several figures of a slice. */
  mean(span: Span, value: (slice: number) => number): number {
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
