/**
 * Means over independent replications and how far they may be trusted: Student-t intervals, as any simulation text has
 * them (Law and Kelton, *Simulation Modeling and Analysis*).
 */
import { solveIncreasing } from '../../src/base/solve.ts';

export interface Interval {
  readonly mean: number;
  /** Half the width. */
  readonly half: number;
}

/** The interval that covers the true mean with probability `level`, if the values are independent and nearly normal. */
export function confidenceInterval(values: readonly number[], level: number): Interval {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  return { mean, half: error * tQuantile((1 + level) / 2, values.length - 1) };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Each comparison's level, so that all of them hold together with probability `level` (Bonferroni). */
export function familyWiseLevel(level: number, comparisons: number): number {
  return 1 - (1 - level) / comparisons;
}

/** The standard normal: the p-quantile, by bisection of the distribution function (Abramowitz and Stegun 26.2.17). */
export function normalQuantile(p: number): number {
  return p < 0.5 ? -normalQuantile(1 - p) : solveIncreasing(normalCdf, p, 0, 40);
}

function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}

/** Student's t: the p-quantile, p ≥ 0.5, by bisection of the distribution function. */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  return solveIncreasing((t) => tCdf(t, degreesOfFreedom), p, 0, 1000);
}

function tCdf(t: number, nu: number): number {
  return 1 - regularizedBeta(nu / (nu + t * t), nu / 2, 0.5) / 2;
}

/** I_x(a, b) by its continued fraction (Lentz), which converges fast on this side of the mode; else by symmetry. */
function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const lnFront = lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x);
  return (Math.exp(lnFront) * betaFraction(x, a, b)) / a;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}

/** Stirling's series, after lifting the argument above 10. */
function lnGamma(x: number): number {
  if (x < 10) return lnGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
