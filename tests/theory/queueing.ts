/**
 * What theory says, from textbooks (Kleinrock, *Queueing Systems* 1 and 2; Gross and Harris; Che, Tung and Wang 2002).
 * Times are milliseconds, rates a second. None of it shares code with the engine; what the page shows as well is
 * in base/queueing.ts and kinds/cache/prediction.ts.
 */
import {
  erlangC,
  loadOf,
  type Servers,
  sojournMs,
  varianceOfMean,
} from '../../src/base/queueing.ts';
import { solveIncreasing } from '../../src/base/solve.ts';

/** P(a time > `ms`). */
export type Tail = (ms: number) => number;

/** M/M/c: P(in line and in service longer than `ms`). */
export function sojournTail(queue: Servers, ms: number): number {
  const load = loadOf(queue);
  const c = erlangC(load, queue.servers);
  const t = ms / queue.serviceMs;
  // The wait of those who wait is exponential with rate c − load; where that is the service rate, the limit.
  const gap = queue.servers - load - 1;
  const one = Math.exp(-t);
  return one + c * (Math.abs(gap) < 1e-9 ? t * one : (one - Math.exp(-(gap + 1) * t)) / gap);
}

export function sojournQuantileMs(queue: Servers, p: number): number {
  return quantileMs((ms) => sojournTail(queue, ms), p);
}

/**
 * M/M/c: the times that a run of `spanMs` counts. Of those who arrive in it, uniformly, only who is answered before its
 * end is counted: a time t with weight span − t. Beside a short span the law of all is a little too long: the mean by
 * its variance ÷ span.
 */
export function countedSojourns(queue: Servers, spanMs: number) {
  const tail = (ms: number) => sojournTail(queue, ms);
  const meanMs = integralMs(tail, 0, queue);
  // Of the weight: ∫ over t > x of f(t) (span − t) = (span − x) tail(x) − ∫ over t > x of tail(t).
  const beyond = (ms: number) => (spanMs - ms) * tail(ms) - integralMs(tail, ms, queue);
  const squareMs = 2 * integralMs((ms) => ms * tail(ms), 0, queue);
  return {
    meanMs: (spanMs * meanMs - squareMs) / (spanMs - meanMs),
    quantileMs: (p: number) => quantileMs((ms) => beyond(ms) / (spanMs - meanMs), p),
  };
}

/** From `fromMs` to where nothing is left, by Simpson's rule. */
function integralMs(f: (ms: number) => number, fromMs: number, queue: Servers): number {
  const steps = 4000;
  const step = (40 * sojournMs(queue)) / steps;
  let total = f(fromMs);
  for (let i = 1; i < steps; i++) total += (i % 2 === 1 ? 4 : 2) * f(fromMs + i * step);
  return (total * step) / 3;
}

/** Where a tail, P(time > ms), comes down to 1 − p. */
export function quantileMs(tail: Tail, p: number): number {
  let high = 1;
  while (tail(high) > 1 - p) high *= 2;
  return solveIncreasing((ms) => 1 - tail(ms), p, 0, high);
}

/**
 * M/M/c: customers to be measured so that the 99 % interval of the mean time, over 20 seeds, is expected to be 1.3 times
 * narrower than ± `within`, a ratio: the length of a run is a matter of the queue and not of taste.
 */
export function customersFor(queue: Servers, within: number): number {
  const T_99_OF_20 = 2.861;
  return varianceOfMean(queue) * ((1.3 * T_99_OF_20) / within) ** 2;
}

/** M/M/c/K: c servers, at most `capacity` inside. */
export function finiteQueue(queue: Servers, capacity: number) {
  const load = loadOf(queue);
  const weights = [1];
  for (let n = 1; n <= capacity; n++) {
    weights.push((weights[n - 1]! * load) / Math.min(n, queue.servers));
  }
  const total = sum(weights);
  const blocked = weights[capacity]! / total;
  const inside = sum(weights.map((weight, n) => (n * weight) / total));
  const carriedPerSec = queue.ratePerSec * (1 - blocked);
  return { blocked, carriedPerSec, sojournMs: (1000 * inside) / carriedPerSec };
}

/** M/M/1/K: the p-quantile of the time of those who are let in: who finds n inside stays n + 1 services. */
export function finiteQueueQuantileMs(queue: Servers, capacity: number, p: number): number {
  const load = loadOf(queue);
  const weights = Array.from({ length: capacity }, (_, n) => load ** n);
  const total = sum(weights);
  const tail = (ms: number) =>
    sum(weights.map((w, n) => (w / total) * erlangTail(n + 1, queue.serviceMs, ms)));
  return quantileMs(tail, p);
}

/** P(`stages` exponentials in a row, of mean `meanMs` each, > `ms`). */
export function erlangTail(stages: number, meanMs: number, ms: number): number {
  const t = ms / meanMs;
  let term = Math.exp(-t);
  let tail = stages > 0 ? term : 0;
  for (let k = 1; k < stages; k++) {
    term *= t / k;
    tail += term;
  }
  return tail;
}

/** P(the sum of two independent times > `ms`), cut into two hundred pieces of the first. */
export function sumTail(first: Tail, second: Tail): Tail {
  const pieces = 200;
  return (ms) => {
    let total = first(ms);
    let above = first(0);
    // No time at all has a probability of its own.
    total += (1 - above) * second(ms);
    for (let i = 1; i <= pieces; i++) {
      const below = first((i / pieces) * ms);
      total += (above - below) * second((1 - (i - 0.5) / pieces) * ms);
      above = below;
    }
    return total;
  };
}

/** M/D/1: the p-quantile of the time in line and in service (Erlang 1909). */
export function constantServiceQuantileMs(
  queue: { readonly ratePerSec: number; readonly serviceMs: number },
  p: number,
): number {
  const load = (queue.ratePerSec * queue.serviceMs) / 1000;
  return quantileMs((ms) => 1 - constantServiceWaitCdf(load, ms / queue.serviceMs - 1), p);
}

/** P(wait ≤ t service times); the series alternates, which doubles can bear up to load × t of about 20. */
function constantServiceWaitCdf(load: number, t: number): number {
  if (t < 0) return 0;
  let cdf = 0;
  for (let k = 0; k <= t; k++) {
    const u = load * (t - k);
    let term = Math.exp(u);
    for (let j = 1; j <= k; j++) term *= -u / j;
    cdf += term;
  }
  return (1 - load) * cdf;
}

/**
 * Eₙ/M/1: Poisson arrivals dealt in turn to n servers. The time in the system is exponential with the mean returned;
 * σ = A*(μ(1 − σ)) by iteration.
 */
export function dealtInTurnMs(queue: Servers): number {
  const { ratePerSec, serviceMs, servers } = queue;
  const rate = (ratePerSec * serviceMs) / 1000;
  let sigma = 0;
  for (let i = 0; i < 100_000; i++) {
    const next = (rate / (rate + 1 - sigma)) ** servers;
    if (Math.abs(next - sigma) < 1e-15) break;
    sigma = next;
  }
  return serviceMs / (1 - sigma);
}

/** The p-quantile of an exponential. */
export function exponentialQuantileMs(meanMs: number, p: number): number {
  return -meanMs * Math.log(1 - p);
}

/** The p-quantile of the sum of two independent exponentials of different means. */
export function twoStageQuantileMs(aMs: number, bMs: number, p: number): number {
  const tail = (t: number) => (aMs * Math.exp(-t / aMs) - bMs * Math.exp(-t / bMs)) / (aMs - bMs);
  return quantileMs(tail, p);
}

interface ClosedQueue {
  readonly users: number;
  readonly thinkMs: number;
  readonly serviceMs: number;
  readonly servers: number;
}

/** Closed: users who think (exponential) and then are served; exact, by the birth–death process. */
export function machineRepair(system: ClosedQueue) {
  const { serviceMs, servers } = system;
  const shares = insideShares(system, system.users);
  const inside = sum(shares.map((share, n) => n * share));
  const perMs = sum(shares.map((share, n) => share * Math.min(n, servers))) / serviceMs;
  return { throughputPerSec: 1000 * perMs, sojournMs: inside / perMs };
}

/** Shares of the time in which n of `users` are in line or served. */
function insideShares({ thinkMs, serviceMs, servers }: ClosedQueue, users: number): number[] {
  const weights = [1];
  for (let n = 1; n <= users; n++) {
    const up = (users - n + 1) / thinkMs;
    const down = Math.min(n, servers) / serviceMs;
    weights.push((weights[n - 1]! * up) / down);
  }
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}

/** The same, as a distribution: who comes finds what the others would do alone (Sevcik and Mitrani 1981). */
export function machineRepairQuantileMs(system: ClosedQueue, p: number): number {
  const { serviceMs, servers } = system;
  const ahead = insideShares(system, system.users - 1);
  const waiting = ahead.slice(servers);
  const wait: Tail = (ms) =>
    sum(waiting.map((share, n) => share * erlangTail(n + 1, serviceMs / servers, ms)));
  return quantileMs(
    sumTail(wait, (ms) => Math.exp(-ms / serviceMs)),
    p,
  );
}

/** The same with stations of one server, visited one after another: exact mean value analysis (Reiser, Lavenberg 1980). */
export function meanValueAnalysis(users: number, thinkMs: number, serviceMs: readonly number[]) {
  let inside = serviceMs.map(() => 0);
  let sojourns: number[] = [];
  let perMs = 0;
  for (let n = 1; n <= users; n++) {
    sojourns = serviceMs.map((ms, i) => ms * (1 + inside[i]!));
    perMs = n / (thinkMs + sum(sojourns));
    inside = sojourns.map((ms) => perMs * ms);
  }
  return { throughputPerSec: 1000 * perMs, sojournMs: sum(sojourns), sojournsMs: sojourns };
}

/**
 * Time of a round over two stations of one server, one after the other, as a distribution: who comes finds what the
 * others would do alone, and what it then waits for at each is independent, as nobody is overtaken (Kelly and Pollett
 * 1983).
 */
export function twoStationsQuantileMs(
  users: number,
  thinkMs: number,
  serviceMs: readonly [number, number],
  p: number,
): number {
  const [first, second] = serviceMs;
  const found: { readonly weight: number; readonly tail: Tail }[] = [];
  for (let a = 0; a < users; a++) {
    for (let b = 0; a + b < users; b++) {
      const thinking = users - 1 - a - b;
      let weight = first ** a * second ** b;
      for (let n = 1; n <= thinking; n++) weight *= thinkMs / n;
      const tail = sumTail(
        (ms) => erlangTail(a + 1, first, ms),
        (ms) => erlangTail(b + 1, second, ms),
      );
      found.push({ weight, tail });
    }
  }
  const total = sum(found.map(({ weight }) => weight));
  return quantileMs((ms) => sum(found.map(({ weight, tail }) => (weight / total) * tail(ms))), p);
}

// ---- caches, under independent references with probabilities `shares` ----

/** An unbounded cache whose keys live `ttlMs` from the miss that fetched them. */
export function ttlHitRatio(shares: Float64Array, ratePerSec: number, ttlMs: number): number {
  return sum(
    Array.from(shares, (share) => {
      const expected = (share * ratePerSec * ttlMs) / 1000;
      return (share * expected) / (1 + expected);
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

// ---- distributions ----

const Z95 = 1.6448536269514722;

/** A lognormal given by its 5th and 95th percentile. */
export function lognormal(p5Ms: number, p95Ms: number) {
  const sigma = Math.log(p95Ms / p5Ms) / (2 * Z95);
  const medianMs = Math.sqrt(p5Ms * p95Ms);
  return { sigma, meanMs: medianMs * Math.exp(sigma ** 2 / 2), scv: Math.exp(sigma ** 2) - 1 };
}
