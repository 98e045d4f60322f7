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
