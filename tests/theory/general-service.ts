/**
 * M/G/1: how long customers stay, as a whole distribution. The wait is a geometric number of residual services (Kleinrock,
 * *Queueing Systems* 1, §5.7), added up on a lattice by Panjer's recursion (1981); times are rounded to its nearest point,
 * so that the error is of the order of the square of the step.
 */

/** P(service ≤ `ms`). */
export type Cdf = (ms: number) => number;

/** Lattice points in one mean service. */
const FINENESS = 100;

/** The quantiles `ps`, ascending, of the time in line and in service. */
export function generalServiceQuantilesMs(
  queue: { readonly ratePerSec: number; readonly serviceMs: number },
  cdf: Cdf,
  ps: readonly number[],
): number[] {
  const stepMs = queue.serviceMs / FINENESS;
  const perStep = (queue.ratePerSec * stepMs) / 1000;
  const idle = 1 - perStep * meanSteps(cdf, stepMs);
  const service: number[] = [];
  // Times the load.
  const residual: number[] = [];
  const wait: number[] = [];
  const found: number[] = [];
  let servedBelow = 0;
  let stayBelow = 0;
  for (let n = 0; found.length < ps.length; n++) {
    const served = cdf((n + 0.5) * stepMs);
    service.push(served - servedBelow);
    // The density of a residual service is the tail of the whole: half a step of it on either side of the point.
    residual.push((perStep * ((n === 0 ? 0 : 1 - servedBelow) + 1 - served)) / 2);
    servedBelow = served;
    const before = n === 0 ? idle : folded(residual, wait, n, 1);
    wait.push(before / (1 - residual[0]!));
    const here = folded(service, wait, n, 0);
    while (found.length < ps.length && stayBelow + here >= ps[found.length]!) {
      found.push((n - 0.5 + (ps[found.length]! - stayBelow) / here) * stepMs);
    }
    stayBelow += here;
  }
  return found;
}

/** The mean service on the lattice, a little off the true one: its load must be its own. */
function meanSteps(cdf: Cdf, stepMs: number): number {
  let total = 0;
  for (let n = 0; ; n++) {
    const tail = 1 - cdf((n + 0.5) * stepMs);
    total += tail;
    if (tail < 1e-13) return total;
  }
}

/** Σ of a(j) b(n − j) over j from `first` to n. */
function folded(a: readonly number[], b: readonly number[], n: number, first: number): number {
  let total = 0;
  for (let j = first; j <= n; j++) total += a[j]! * b[n - j]!;
  return total;
}

/** P(a gamma of this shape and of scale 1 ≤ x): the incomplete gamma function by its series of positive terms. */
export function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0;
  // Beyond, a double holds neither what is left nor the terms.
  if (x > shape + 600) return 1;
  let term = Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
  let total = term;
  for (let n = 1; term > total * 1e-16; n++) {
    term *= x / (shape + n);
    total += term;
  }
  return Math.min(1, total);
}

/** By Stirling's series, far enough out that four terms of it are exact to a double. */
function logGamma(x: number): number {
  if (x < 12) return logGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}

/** P(a standard normal ≤ z). */
export function normalCdf(z: number): number {
  const half = gammaCdf(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}
