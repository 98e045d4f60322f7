/**
 * What `run --json` prints: the shape that outside scripts rely on (file format, version 1). Counts are numbers; a mean, a
 * share or a percentile of nothing is null (`ratio-of.ts`), and so is what a node did that was down all the time.
 */
export interface LatencySummary {
  /** Milliseconds; every figure is null where nothing was measured. */
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

/** One node's row. Counts are calls that arrived after the warm-up. */
export interface NodeSummary {
  readonly kind: string;
  /** arrived = completed + failed + inFlight. */
  readonly arrived: number;
  readonly completed: number;
  readonly failed: number;
  readonly inFlight: number;
  /**
   * Busy share of all slots over the measured time, 0–1, or of the processors where those are scarcer. Null where there
   * are none, or no instance was ever up.
   */
  readonly utilization: number | null;
  /** Null as the utilization is. */
  readonly meanQueueLength: number | null;
  /** Time inside the node, what it called included; answered calls only. */
  readonly latencyMs: LatencySummary;
  /** What the kind adds: `hits`, `hitRatio`, `staleReads`, `lostWrites`, `replicationLagMs` … */
  readonly [more: string]: unknown;
}

/** Null where no time was measured. */
export interface EdgeSummary {
  readonly out: number | null;
  readonly back: number | null;
}

/** Means over the measured time, all instances of the caller together. Null where no time was measured. */
export interface PoolSummary {
  /** Connections in use. */
  readonly inUse: number | null;
  /** Attempts that wait for one. */
  readonly waiting: number | null;
}

export interface ObjectiveResult {
  readonly objective: string;
  /** Null where the run never measured it. */
  readonly value: number | null;
  readonly met: boolean;
}

export interface TimelineEntry {
  readonly atMs: number;
  readonly node: string;
  readonly event: string;
  readonly detail: string;
}

export interface Summary {
  readonly scenario: string;
  readonly seed: number;
  readonly simulatedMs: number;
  /** Calendar events carried out. */
  readonly events: number;
  /** 16 hexadecimal digits: a fold over every event. */
  readonly runHash: string;
  /** Requests that arrived after the warm-up: arrived = succeeded + failed + inFlight. */
  readonly requests: {
    readonly arrived: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly inFlight: number;
    readonly failedBy: Readonly<Record<string, number>>;
  };
  /** Requests answered with success within the measured time, whenever they arrived. */
  readonly throughputPerSec: number | null;
  /** Of those that have an answer. */
  readonly errorRatio: number | null;
  readonly latencyMs: LatencySummary;
  readonly nodes: Readonly<Record<string, NodeSummary>>;
  /** Edges with a bandwidth: busy share of each direction over the measured time, 0–1. */
  readonly edges?: Readonly<Record<string, EdgeSummary>>;
  /** Edges with a connection pool; those to one database set share theirs. */
  readonly pools?: Readonly<Record<string, PoolSummary>>;
  readonly objectives: readonly ObjectiveResult[];
  readonly timeline: readonly TimelineEntry[];
  /** Events beyond the first thousand of a name: counted, not listed. */
  readonly timelineLeftOut?: number;
  /** Why the run ended before its duration, if it did. */
  readonly stopped?: string;
}
