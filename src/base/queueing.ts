/**
 * Formulas of queueing theory, from textbooks (Kleinrock, *Queueing Systems* 1 and 2; Gross and Harris). Times are
 * milliseconds, rates a second. The engine uses none of it: the page shows it beside what the engine measured, and the
 * tests compare the two.
 */

export interface Servers {
  readonly ratePerSec: number;
  readonly serviceMs: number;
  readonly servers: number;
}

/** Probability that all servers are busy where nobody waits. `load` = arrival rate × service time. */
export function erlangB(load: number, servers: number): number {
  let inverse = 1;
  for (let k = 1; k <= servers; k++) inverse = 1 + (inverse * k) / load;
  return 1 / inverse;
}

/** Probability that an arrival must wait. */
export function erlangC(load: number, servers: number): number {
  const b = erlangB(load, servers);
  return b / (1 - (load / servers) * (1 - b));
}

export function loadOf({ ratePerSec, serviceMs }: Servers): number {
  return (ratePerSec * serviceMs) / 1000;
}

/** M/M/c: mean time in line. */
export function waitMs(queue: Servers): number {
  const load = loadOf(queue);
  return (erlangC(load, queue.servers) * queue.serviceMs) / (queue.servers - load);
}

/** M/M/c: mean time in line and in service. */
export function sojournMs(queue: Servers): number {
  return waitMs(queue) + queue.serviceMs;
}

/** M/G/1 by Pollaczek and Khinchine: mean time in line and in service. `scv` = variance ÷ mean². */
export function pollaczekKhinchineMs(
  queue: { readonly ratePerSec: number; readonly serviceMs: number },
  scv: number,
): number {
  const load = (queue.ratePerSec * queue.serviceMs) / 1000;
  return queue.serviceMs * (1 + (load / (1 - load)) * ((1 + scv) / 2));
}

/**
 * M/M/c: variance of the mean time of n customers ÷ its square, times n. From the asymptotic variance of a birth–death
 * process (Whitt, *Asymptotic formulas for Markov processes*, 1992): customers in a row share their line, so that a mean
 * of them is far less certain than one of as many dice.
 */
export function varianceOfMean(queue: Servers): number {
  const load = loadOf(queue);
  const states = Math.ceil(queue.servers + 60 / (1 - load / queue.servers));
  const weights = [1];
  for (let n = 1; n <= states; n++) {
    weights.push((weights[n - 1]! * load) / Math.min(n, queue.servers));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const inside = weights.reduce((sum, weight, n) => sum + (n * weight) / total, 0);
  let below = 0;
  let variance = 0;
  for (const [n, weight] of weights.entries()) {
    const share = weight / total;
    below += (n - inside) * share;
    // Beyond, rounding is all that is left.
    if (share > 1e-13) variance += (2 * below * below) / (load * share);
  }
  return load * (variance / (inside * inside));
}

/** Processors and their scaling law: what `n` of them get done beside one alone is n ÷ (1 + σ(n − 1) + κn(n − 1)). */
export interface ScalingLaw {
  readonly cores: number;
  /** σ */
  readonly contention: number;
  /** κ */
  readonly coherency: number;
}

/** The universal scalability law (Gunther): what `n` busy processors get done, in processors. */
export function scaledBy({ contention, coherency }: ScalingLaw, n: number): number {
  return n / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

/**
 * Processor sharing, at most `slots` at a time and the rest in line: mean time inside, mean number of busy processors,
 * and the probability that somebody waits in line. Exact for exponential service; where nobody waits in line, for every
 * other too (Kelly, *Reversibility and Stochastic Networks*, 1979, §3.3).
 */
export function sharedProcessors(
  queue: { readonly ratePerSec: number; readonly serviceMs: number; readonly slots: number },
  law: ScalingLaw,
): { readonly meanMs: number; readonly busy: number; readonly waiting: number } {
  const load = (queue.ratePerSec * queue.serviceMs) / 1000;
  let weight = 1;
  let total = 1;
  let inside = 0;
  let busy = 0;
  let waiting = 0;
  for (let n = 1; n < STATES_MAX && weight > total * 1e-15; n++) {
    const working = Math.min(n, queue.slots, law.cores);
    weight *= load / scaledBy(law, working);
    total += weight;
    inside += n * weight;
    busy += working * weight;
    if (n > queue.slots) waiting += weight;
  }
  return {
    meanMs: (1000 * inside) / total / queue.ratePerSec,
    busy: busy / total,
    waiting: waiting / total,
  };
}

/** Beyond, a run is too short to know the mean of it. */
const STATES_MAX = 1_000_000;
