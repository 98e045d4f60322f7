/** What a simulation is put together from; the compiler writes it, the kernel reads it. All times in nanoseconds. */

import type { PipeSpec } from './bandwidth.ts';
import { HANGS, REFUSES, SWALLOWS } from './behaviour.ts';
import type { BreakerSpec } from './breaker.ts';
import type { DurationSpec } from './distribution.ts';
import type { HedgeSpec } from './hedge.ts';
import type { Link } from './link.ts';
import type { PoolSpec } from './pool.ts';
import type { RetrySpec } from './retry.ts';

export interface NodeSpec {
  readonly id: string;
  readonly instances: number;
  /** Its requests are the system's: latency and failures of the run are counted here. */
  readonly isClient: boolean;
}

export interface SimulationSpec {
  readonly seed: number;
  readonly durationNs: number;
  readonly warmupNs: number;
  readonly sliceNs: number;
  readonly nodes: readonly NodeSpec[];
  /** Type of each operation, for recordings. */
  readonly operationTypes: readonly number[];
  /** One request in this many has its hops recorded; a power of two. */
  readonly oneIn: number;
  readonly keepsSeries: boolean;
}

export interface LinkSpec {
  readonly source: number;
  readonly target: number;
  readonly edge: string | null;
  /** What its chance is named after, where that is neither the edge nor its ends: by a name several call over one edge. */
  readonly name?: string;
  readonly kind: Link['kind'];
  /** What the caller takes this to be a way to: ways to one dependency share one policy's counts. */
  readonly dependency: string;
  readonly roundTrip: DurationSpec;
  readonly timeoutNs: number | null;
  readonly retry: RetrySpec | null;
  readonly breaker: BreakerSpec | null;
  /** Null: unlimited connections. */
  readonly pool: PoolSpec | null;
  readonly lossRatio: number;
  /** Null: unlimited bandwidth. */
  readonly pipe: PipeSpec | null;
  readonly hedge: HedgeSpec | null;
}

export type FaultSpec =
  | {
      readonly kind: 'crash';
      readonly node: number;
      /** −1: all instances. */
      readonly instance: number;
      readonly mode: number;
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      readonly kind: 'slowdown';
      readonly node: number;
      readonly factor: number;
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      /** Calls to the node are lost with this ratio. */
      readonly kind: 'loss';
      readonly node: number;
      readonly ratio: number;
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      /** Nothing passes between the two sides. */
      readonly kind: 'partition';
      readonly node: number;
      readonly side: readonly number[];
      readonly otherSide: readonly number[];
      /** Nodes that are said to be cut off; of the sides they change nothing. */
      readonly told: readonly number[];
      readonly atNs: number;
      readonly endNs: number | null;
    }
  | {
      /** What only the node itself understands: flush, spike. */
      readonly kind: 'disturbance';
      readonly name: string;
      readonly node: number;
      readonly factor: number;
      readonly atNs: number;
      readonly endNs: number | null;
    };

/** The three ways to die, by their names in a file. */
export const crashModes = { refuse: REFUSES, blackhole: SWALLOWS, hang: HANGS } as const;
