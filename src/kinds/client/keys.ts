/**
 * Which key a request asks for. Keys are 0 … count − 1, key 0 the most popular.
 * Zipf by an alias table: one draw, two look-ups, whatever the number of keys.
 */
import { power } from '../../base/math.ts';
import type { Streams } from '../../base/random.ts';
import type { Keys } from './params.ts';
import { type AliasTable, aliasTable, drawIndex } from './weighted-draw.ts';

export class KeySource {
  /** `next`: the next key of a sequential scan. */
  readonly state = { next: 0 };
  private readonly keys: Keys;
  private readonly streams: Streams;
  private readonly stream: number;
  private readonly zipf: AliasTable | null;
  private readonly hotKeys: number;

  constructor(keys: Keys, streams: Streams, stream: number) {
    this.keys = keys;
    this.streams = streams;
    this.stream = stream;
    this.zipf =
      keys.distribution === 'zipf' ? aliasTable(zipfWeights(keys.count, keys.exponent)) : null;
    this.hotKeys = Math.min(keys.count, Math.max(1, Math.round(keys.count * keys.hotKeysRatio)));
  }

  draw(): number {
    const { streams, stream, keys } = this;
    switch (keys.distribution) {
      case 'zipf':
        return drawIndex(this.zipf!, streams, stream);
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
