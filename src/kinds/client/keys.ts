/**
 * Which key a request asks for. Keys are 0 … count − 1, key 0 the most popular.
 * Zipf by an alias table (Walker; Vose 1991): one draw, two look-ups, whatever the number of keys.
 */
import { power } from '../../base/math.ts';
import type { Streams } from '../../base/random.ts';
import type { Keys } from './params.ts';

export class KeySource {
  /** `next`: the next key of a sequential scan. */
  readonly state = { next: 0 };
  private readonly keys: Keys;
  private readonly streams: Streams;
  private readonly stream: number;
  private readonly probability: Float64Array;
  private readonly alias: Int32Array;
  private readonly hotKeys: number;

  constructor(keys: Keys, streams: Streams, stream: number) {
    this.keys = keys;
    this.streams = streams;
    this.stream = stream;
    const isZipf = keys.distribution === 'zipf';
    this.probability = new Float64Array(isZipf ? keys.count : 0);
    this.alias = new Int32Array(isZipf ? keys.count : 0);
    if (isZipf)
      fillAliasTable(zipfWeights(keys.count, keys.exponent), this.probability, this.alias);
    this.hotKeys = Math.min(keys.count, Math.max(1, Math.round(keys.count * keys.hotKeysRatio)));
  }

  draw(): number {
    const { streams, stream, keys } = this;
    switch (keys.distribution) {
      case 'zipf': {
        const u = streams.uniform(stream) * keys.count;
        const column = Math.floor(u);
        return u - column < this.probability[column]! ? column : this.alias[column]!;
      }
      case 'uniform':
        return streams.below(stream, keys.count);
      case 'sequential': {
        const key = this.state.next;
        this.state.next = key + 1 === keys.count ? 0 : key + 1;
        return key;
      }
      case 'hotspot': {
        const isHot = streams.uniform(stream) < keys.hotTrafficRatio;
        const cold = keys.count - this.hotKeys;
        if (isHot || cold === 0) return streams.below(stream, this.hotKeys);
        return this.hotKeys + streams.below(stream, cold);
      }
    }
  }
}

function zipfWeights(count: number, exponent: number): Float64Array {
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) weights[i] = power(i + 1, -exponent);
  return weights;
}

/** Vose's method: every column holds its own key with `probability`, else its `alias`. Consumes `weights`. */
function fillAliasTable(weights: Float64Array, probability: Float64Array, alias: Int32Array): void {
  const n = weights.length;
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
}
