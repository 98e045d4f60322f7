/** What partitions do: see `partition.ts`. By member, where not said otherwise. */
export interface CutState {
  /** The watcher sees it. */
  seen: Uint8Array;
  /** The primary reaches it. */
  reached: Uint8Array;
  /** It must come back as one that was away, as soon as it is reached. */
  isolated: Uint8Array;
  /** When its lease was renewed. */
  renewedNs: Float64Array;
  /** Positions that it would confirm, were it not cut off. */
  held: number[][];
  /** A replica that confirms this position or a later one has caught up after a cut; 0: nobody has to. */
  catchUpTo: number;
  /** A member that was the primary before and that the present one does not reach; −1. */
  deposed: number;
  /** Of a primary that goes on beside another: writes that wait (call × 2, + 1 if nobody else has it), */
  waiting: number[][];
  /** whether it still waits for confirmations, what it has acknowledged, and how much of that is still there. */
  strayConfirms: Uint8Array;
  divergent: Float64Array;
  undiscarded: Float64Array;
  /** The first of those, to be told one by one. */
  alone: { key: number; atNs: number }[][];
}

/** Nothing is cut. */
export function createCut(n: number): CutState {
  return {
    seen: new Uint8Array(n).fill(1),
    reached: new Uint8Array(n).fill(1),
    isolated: new Uint8Array(n),
    renewedNs: new Float64Array(n),
    held: Array.from({ length: n }, () => []),
    catchUpTo: 0,
    deposed: -1,
    waiting: Array.from({ length: n }, () => []),
    strayConfirms: new Uint8Array(n),
    divergent: new Float64Array(n),
    undiscarded: new Float64Array(n),
    alone: Array.from({ length: n }, () => []),
  };
}
