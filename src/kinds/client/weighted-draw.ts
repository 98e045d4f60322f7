/**
 * Drawing an index in proportion to its weight, in two look-ups however many there are: an alias table
 * (Walker 1977; Vose 1991).
 */
import type { Streams } from '../../base/random.ts';

export interface AliasTable {
  /** Chance that a column gives itself; else it gives its alias. */
  readonly probability: Float64Array;
  readonly alias: Int32Array;
}

/** An index, drawn from the stream with one uniform number. */
export function drawIndex(
  { probability, alias }: AliasTable,
  streams: Streams,
  stream: number,
): number {
  const u = streams.uniform(stream) * probability.length;
  const column = Math.floor(u);
  return u - column < probability[column]! ? column : alias[column]!;
}

/** Vose's method. Consumes `weights`. */
export function aliasTable(weights: Float64Array): AliasTable {
  const n = weights.length;
  const probability = new Float64Array(n);
  const alias = new Int32Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]!;
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < n; i++) {
    weights[i] = (weights[i]! * n) / sum;
    (weights[i]! < 1 ? small : large).push(i);
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.pop()!;
    probability[less] = weights[less]!;
    alias[less] = more;
    weights[more] = weights[more]! + weights[less]! - 1;
    (weights[more]! < 1 ? small : large).push(more);
  }
  for (const i of small) probability[i] = 1;
  for (const i of large) probability[i] = 1;
  return { probability, alias };
}
