/**
 * Token buckets: refill at a steady rate, a burst up to the bucket's size, refusal when empty. Refilled on arrival and
 * not by a timer, which at 50,000 calls a second would double the events.
 *
 * Counted in billionths of a token, so that a rate a second and nanoseconds multiply without rounding. What is gained in
 * one nanosecond may be owed: the clock rounds the gaps of an even stream to whole ones, and one at the very rate must
 * pass.
 * Source: RFC 2215 (Shenker and Wroclawski, 1997), token bucket traffic specification.
 */
import { NS_PER_SEC } from '../base/units.ts';

/** Any number of buckets of one rate and size; plain state, part of the checkpoint. */
export interface BucketsState {
  /** Billionths of a token in each, when it was last looked at. */
  credit: Float64Array;
  atNs: Float64Array;
}

export class TokenBuckets {
  readonly state: BucketsState;
  private readonly ratePerSec: number;
  private readonly full: number;

  constructor(size: {
    readonly buckets: number;
    readonly ratePerSec: number;
    readonly burst: number;
  }) {
    this.ratePerSec = size.ratePerSec;
    // One that cannot hold a whole token would refuse for ever.
    this.full = Math.max(1, size.burst) * NS_PER_SEC;
    this.state = {
      credit: new Float64Array(size.buckets).fill(this.full),
      atNs: new Float64Array(size.buckets),
    };
  }

  /** Takes a token where there is one. */
  take(bucket: number, nowNs: number): boolean {
    const { credit, atNs } = this.state;
    const now = this.creditAt(bucket, nowNs);
    atNs[bucket] = nowNs;
    const isAllowed = now + this.ratePerSec >= NS_PER_SEC;
    credit[bucket] = isAllowed ? now - NS_PER_SEC : now;
    return isAllowed;
  }

  /** How full, 0–1. */
  fill(bucket: number, nowNs: number): number {
    return Math.max(0, this.creditAt(bucket, nowNs)) / this.full;
  }

  /** Full again. */
  reset(nowNs: number): void {
    this.state.credit.fill(this.full);
    this.state.atNs.fill(nowNs);
  }

  private creditAt(bucket: number, nowNs: number): number {
    const { credit, atNs } = this.state;
    const gained = (nowNs - atNs[bucket]!) * this.ratePerSec;
    return Math.min(this.full, credit[bucket]! + gained);
  }
}
