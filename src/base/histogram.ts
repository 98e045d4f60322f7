/**
 * A log-linear histogram of durations: every octave of nanoseconds in 128 equal steps, and a quantile is the middle of
 * its step, so it is wrong by at most 1/256 = 0.39 %. (Spreading ranks over the step would be better where values are
 * spread over it, and twice as wrong where they are all the same, as constant latencies are.) Sum, count and maximum are
 * exact.
 *
 * Plain data and functions over it, so that it can be part of a checkpoint.
 */
import { highWord, powerOfTwo } from './math.ts';

const STEP_BITS = 7;
const STEPS = 1 << STEP_BITS;
/** 2^45 ns is 9.8 hours; anything longer lands in the last step and only `max` tells. */
const OCTAVES = 45;
const BUCKETS = OCTAVES * STEPS;
const BIAS = 1023;
const SHIFT = 20 - STEP_BITS;
const FIRST = BIAS << STEP_BITS;

export class Histogram {
  counts = new Uint32Array(BUCKETS);
  /** Values counted. */
  total = 0;
  sumNs = 0;
  maxNs = 0;
}

export function createHistogram(): Histogram {
  return new Histogram();
}

/** Counts one duration, nanoseconds. */
export function record(h: Histogram, ns: number): void {
  const index = (highWord(ns) >>> SHIFT) - FIRST;
  h.counts[index < 0 ? 0 : index >= BUCKETS ? BUCKETS - 1 : index]!++;
  h.total++;
  h.sumNs += ns;
  if (ns > h.maxNs) h.maxNs = ns;
}

/** Lower bound of a step, nanoseconds. */
function lowerNs(index: number): number {
  const octave = index >> STEP_BITS;
  return powerOfTwo(octave) * (1 + (index & (STEPS - 1)) / STEPS);
}

/** The p-quantile in nanoseconds, 0 < p ≤ 1; 0 where nothing was counted. */
export function quantileNs(h: Histogram, p: number): number {
  if (h.total === 0) return 0;
  const rank = Math.max(1, Math.ceil(p * h.total));
  let below = 0;
  for (let i = 0; i < BUCKETS; i++) {
    const here = h.counts[i]!;
    if (below + here < rank) {
      below += here;
      continue;
    }
    const width = powerOfTwo(i >> STEP_BITS) / STEPS;
    // Zero lies in the first step, which is otherwise that of a nanosecond.
    const low = i === 0 ? 0 : lowerNs(i);
    return Math.min(low + width / 2, h.maxNs);
  }
  return h.maxNs;
}

export function meanNs(h: Histogram): number {
  return h.total === 0 ? 0 : h.sumNs / h.total;
}

/** Adds `from` into `into`: the only right way to join percentiles. */
export function mergeHistogram(into: Histogram, from: Histogram): void {
  for (let i = 0; i < BUCKETS; i++) into.counts[i]! += from.counts[i]!;
  into.total += from.total;
  into.sumNs += from.sumNs;
  if (from.maxNs > into.maxNs) into.maxNs = from.maxNs;
}

export function clearHistogram(h: Histogram): void {
  h.counts.fill(0);
  h.total = 0;
  h.sumNs = 0;
  h.maxNs = 0;
}
