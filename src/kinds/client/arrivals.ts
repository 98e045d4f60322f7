/**
 * When the next request comes, for the open arrival processes.
 *
 * Each arrival waits for a quantity of *work* (one exponential for Poisson, one for a constant stream) that is used up
 * at the current rate. A spike or a schedule changes the rate, and what is left of the work goes on at the new one:
 * exact for a Poisson process of changing rate, without thinning and without wasted draws.
 */
import { NS_PER_MS, NS_PER_SEC } from '../../base/units.ts';
import type { Arrival } from './params.ts';

export type OpenArrival = Exclude<Arrival, { process: 'closed' }>;
type Schedule = Extract<Arrival, { process: 'schedule' }>;

/** Offered requests a second at a time, before any spike. */
export function ratePerSec(arrival: OpenArrival, atNs: number): number {
  if (arrival.process !== 'schedule') return arrival.ratePerSec;
  const { points } = arrival;
  const atMs = atNs / NS_PER_MS;
  const after = firstAfter(arrival, atMs);
  if (after === 0) return points[0]!.ratePerSec;
  if (after === points.length) return points[after - 1]!.ratePerSec;
  const a = points[after - 1]!;
  const b = points[after]!;
  return a.ratePerSec + ((b.ratePerSec - a.ratePerSec) * (atMs - a.atMs)) / (b.atMs - a.atMs);
}

/** The first point later than `atMs`: found by halving, since a schedule may have thousands and is asked at every arrival. */
function firstAfter({ points }: Schedule, atMs: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.atMs > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Time at which `work` is used up when it starts at `fromNs`; infinite if the rate is and stays zero.
 * `factor` multiplies the rate (a spike).
 */
export function whenDoneNs(
  arrival: OpenArrival,
  fromNs: number,
  work: number,
  factor: number,
): number {
  // Nothing left to wait for: at a rate of 0 the quotients would not be numbers.
  if (work <= 0) return fromNs;
  return arrival.process === 'schedule'
    ? whenScheduleDoneNs(arrival, fromNs, work, factor)
    : fromNs + (work / (arrival.ratePerSec * factor)) * NS_PER_SEC;
}

function whenScheduleDoneNs(
  arrival: Schedule,
  fromNs: number,
  work: number,
  factor: number,
): number {
  const { points } = arrival;
  let atNs = fromNs;
  let left = work;
  for (let i = firstAfter(arrival, fromNs / NS_PER_MS); i < points.length; i++) {
    const point = points[i]!;
    const endNs = point.atMs * NS_PER_MS;
    if (endNs <= atNs) continue;
    const spanSec = (endNs - atNs) / NS_PER_SEC;
    const from = ratePerSec(arrival, atNs) * factor;
    const to = point.ratePerSec * factor;
    const area = ((from + to) / 2) * spanSec;
    if (area >= left) return atNs + secondsFor(left, from, (to - from) / spanSec) * NS_PER_SEC;
    left -= area;
    atNs = endNs;
  }
  return atNs + (left / (points[points.length - 1]!.ratePerSec * factor)) * NS_PER_SEC;
}

/** Work used up between two times. */
export function workBetween(
  arrival: OpenArrival,
  fromNs: number,
  toNs: number,
  factor: number,
): number {
  let work = 0;
  let atNs = fromNs;
  if (arrival.process === 'schedule') {
    const { points } = arrival;
    for (let i = firstAfter(arrival, fromNs / NS_PER_MS); i < points.length && atNs < toNs; i++) {
      const endNs = Math.min(points[i]!.atMs * NS_PER_MS, toNs);
      if (endNs <= atNs) continue;
      const rates = ratePerSec(arrival, atNs) + ratePerSec(arrival, endNs);
      work += ((rates / 2) * factor * (endNs - atNs)) / NS_PER_SEC;
      atNs = endNs;
    }
  }
  return work + (ratePerSec(arrival, atNs) * factor * (toNs - atNs)) / NS_PER_SEC;
}

/** Solves rate·t + slope·t²/2 = work for t ≥ 0, in the form that does not lose digits when the slope is small. */
function secondsFor(work: number, rate: number, slope: number): number {
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * work));
  return (2 * work) / (rate + root);
}
