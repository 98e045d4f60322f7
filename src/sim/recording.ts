/**
 * What a run leaves behind: the numbers per slice of time, the events, and sampled hops. Plain data that travels from
 * the worker to the page in chunks; `Recording` joins the chunks again. The engine writes it, playback only reads it.
 */

import { powerOfTwo } from '../base/math.ts';

/** Columns of one node in one slice. Counts are calls within the slice; levels are means over the slice. */
export const NODE_FIELDS = [
  /** Calls that arrived. */
  'arrived',
  'completed',
  'failed',
  /** Busy share of the node's slots, 0–1, or of its processors where those are scarcer (kinds without slots: see the kind). */
  'utilization',
  /** Mean number waiting for a slot. */
  'waiting',
  /** Calls inside the node at the end of the slice, waiting or being served. */
  'inFlight',
  /** Mean residence time of the calls answered in this slice, ms; 0 where none was. */
  'latencyMs',
  /** Three gauges whose meaning the kind gives (`KindModel.gauges`). */
  'gauge0',
  'gauge1',
  'gauge2',
  /** Calls answered here with an old value: a newer one had been acknowledged to its writer. */
  'stale',
] as const;
export type NodeField = (typeof NODE_FIELDS)[number];

/** Columns of one slice for the whole system, counted at the clients. */
export const TOTAL_FIELDS = [
  'arrived',
  'succeeded',
  'failed',
  'inFlight',
  /** The slowest of the requests that succeeded in the slice; 0 where none did. */
  'latencyMsMax',
] as const;
export type TotalField = (typeof TOTAL_FIELDS)[number];

/** Columns of one connection pool in one slice, its caller's instances together. */
export const POOL_FIELDS = [
  /** Mean number of connections in use. */
  'inUse',
  /** Mean number of attempts that wait for one. */
  'waiting',
  /** Attempts that wanted a connection. */
  'asked',
  /** Attempts that were given one. */
  'taken',
] as const;
export type PoolField = (typeof POOL_FIELDS)[number];

/**
 * Buckets of a slice's latency histogram: 16 to the octave (±2.2 %) from 1 µs, 36 octaves (to 19 hours: nobody
 * gives up where there is no timeout, and a line may grow for hours).
 * Coarser than the run's own histogram, because there is one for every slice.
 */
export const SLICE_BUCKETS_PER_OCTAVE = 16;
export const SLICE_BUCKETS = 36 * SLICE_BUCKETS_PER_OCTAVE;

/** Lower bound of a slice bucket, milliseconds. */
export function sliceBucketMs(bucket: number): number {
  const octave = Math.floor(bucket / SLICE_BUCKETS_PER_OCTAVE);
  const step = bucket % SLICE_BUCKETS_PER_OCTAVE;
  return 0.001 * powerOfTwo(octave) * (1 + step / SLICE_BUCKETS_PER_OCTAVE);
}

/** Something that changed state: the story of a run is made of these. */
export interface TimelineEvent {
  readonly atNs: number;
  /** Index into `RunShape.nodeIds`. */
  readonly node: number;
  /** 0-based, or -1 for the node as a whole. */
  readonly instance: number;
  /** `crashed`, `probeMissed`, `ejected`, `promoted` … the words are in the kinds' and the shared word tables. */
  readonly event: string;
  /** Figures and names that the sentence needs. */
  readonly data: Readonly<Record<string, number | string>>;
  /** More figures for the sentence: told, and no part of the run or its hash. */
  readonly told?: Readonly<Record<string, number | string>>;
  /** The writes it is about, the first of them: told as well. */
  readonly writes?: readonly { readonly key: number; readonly atNs: number }[];
}

/** Fixed facts of a run, known before its first event. */
export interface RunShape {
  readonly seed: number;
  readonly durationNs: number;
  readonly warmupNs: number;
  readonly sliceNs: number;
  /** In the order of every per-node array: sorted by id. */
  readonly nodeIds: readonly string[];
  /** Instances of each node (1 for kinds without). */
  readonly instances: readonly number[];
  /** Where calls can travel. `edge` is the drawn edge, or null for a way that only a driver takes (to a member of a database set that the caller is not drawn to). */
  readonly links: readonly {
    readonly source: number;
    readonly target: number;
    readonly edge: string | null;
    readonly kind: 'request' | 'replication' | 'delivery';
  }[];
  /** In the order of every per-pool array. */
  readonly pools: readonly PoolShape[];
  /** Names of failure causes, by code; code 0 is success. */
  readonly causes: readonly string[];
}

/** A caller's connections to one dependency. */
export interface PoolShape {
  /** Indexes into `RunShape.links`: all ways of the caller to the dependency, at least one. */
  readonly links: readonly number[];
  /** Of each instance of the caller. */
  readonly connections: number;
}

/** Columns of sampled hops: one call over one link, there and back. */
export interface HopColumns {
  readonly count: number;
  /** Journey: the client's request that this hop belongs to. */
  readonly request: Int32Array;
  /** Index into `RunShape.links`. */
  readonly link: Int32Array;
  /** Instance of the target. */
  readonly instance: Int16Array;
  /** The attempt began. */
  readonly sentNs: Float64Array;
  /** Left the caller: later where it waited for a connection; NaN if it never did. */
  readonly leftNs: Float64Array;
  /** Reached the target; NaN if it never did. */
  readonly arrivedNs: Float64Array;
  /** Service began there (after waiting); NaN if it never did. */
  readonly startedNs: Float64Array;
  /** The target answered; NaN if it never did. */
  readonly answeredNs: Float64Array;
  /** The caller had the answer, or gave up. */
  readonly endedNs: Float64Array;
  /** `operationTypes` index: read, write, static, job. */
  readonly operation: Uint8Array;
  /** What was asked: see `verbs` in kinds/kind.ts. */
  readonly verb: Uint8Array;
  /** 0 success, else a cause code. */
  readonly outcome: Uint8Array;
  /** 1: the hedged copy of a call to another target. */
  readonly copy: Uint8Array;
  readonly key: Int32Array;
}

/** Why a request is among the notable ones: the values of `NotableColumns.why`. */
export const SLOW = 0;
export const FAILED = 1;
export const STALE_READ = 2;

/** Requests of clients that somebody will want to open, in the order of their slices. */
export interface NotableColumns {
  readonly count: number;
  /** SLOW, FAILED or STALE_READ; a request may stand here for two reasons. */
  readonly why: Uint8Array;
  /** Number of the request, from 0 in the order in which requests began. */
  readonly request: Int32Array;
  /** The client. */
  readonly node: Int32Array;
  /** Place in the run's table of operations: those of all clients, one client after another. */
  readonly operation: Int32Array;
  readonly key: Int32Array;
  /** 0 success, else a cause code. */
  readonly cause: Uint8Array;
  /** The node where the failure arose, −1 for none. */
  readonly culprit: Int32Array;
  readonly sentNs: Float64Array;
  readonly endedNs: Float64Array;
}

/** Index of `write` among the operation types. */
export const WRITE_TYPE = 1;

/** In place of a cause: the write began. */
export const BEGUN = -1;

/** The clients' own writes, in the order of their slices: a row for what began in a slice, succeeded, or failed alike. */
export interface ClientWriteColumns {
  readonly count: number;
  /** BEGUN, 0 for success, else a cause code. */
  readonly cause: Int8Array;
  /** The node where the failure arose, −1 for none or any. */
  readonly culprit: Int32Array;
  /** How many. */
  readonly writes: Float64Array;
  /** When the first of them began or ended, and the last. */
  readonly firstNs: Float64Array;
  readonly lastNs: Float64Array;
}

/** One piece of a recording, in the order of time. */
export interface RecordingChunk {
  readonly firstSlice: number;
  readonly slices: number;
  /** [slice][node][NODE_FIELDS] */
  readonly nodes: Float32Array;
  /** [slice][TOTAL_FIELDS] */
  readonly totals: Float32Array;
  /** [slice][RunShape.pools][POOL_FIELDS] */
  readonly pools: Float32Array;
  /** [slice][SLICE_BUCKETS]: client latencies of requests that succeeded in the slice. */
  readonly latency: Uint32Array;
  /** [slice][RunShape.causes]: client requests that failed in the slice, by the code of their cause. */
  readonly failures: Uint32Array;
  readonly events: readonly TimelineEvent[];
  readonly hops: HopColumns;
  readonly notable: NotableColumns;
  readonly clientWrites: ClientWriteColumns;
  /** One in this many requests has its hops in `hops`. */
  readonly oneIn: number;
  /** Everything up to here is final. */
  readonly doneNs: number;
}
