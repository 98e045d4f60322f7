/**
 * What theory says of a cache's hit ratio where every access is drawn independently and keys keep their popularity.
 * Leaves out: the time until the cache is full, times to live, deletes.
 * Sources: Che, Tung and Wang, "Hierarchical web caching systems: modeling, design and experimental results", IEEE JSAC
 * 20(7), 2002; Gelenbe, "A unified approach to the evaluation of a class of replacement algorithms", IEEE TC 22(6), 1973.
 */
import { exp, power } from '../../base/math.ts';
import { solveIncreasing } from '../../base/solve.ts';

/** Shares of the accesses, by key. They sum to 1, or to less where some of the accesses never come here. */
export type Shares = ArrayLike<number>;

/** Hit ratios are read to four digits. */
const TOLERANCE = 1e-9;

export function zipfShares(keys: number, exponent: number): Float64Array {
  const weights = Float64Array.from({ length: keys }, (_, i) => power(i + 1, -exponent));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Che's approximation of LRU: a key stays for one characteristic time, the same for all. */
export function lruHitRatio(shares: Shares, capacity: number): number {
  return hitRatio(shares, capacity, (x) => 1 - exp(-x));
}

/** The same for FIFO and random replacement, where a hit does not renew the stay (Gelenbe: they are equal). */
export function fifoHitRatio(shares: Shares, capacity: number): number {
  return hitRatio(shares, capacity, (x) => x / (1 + x));
}

/** `residentFor`: the chance that a key is resident, by the accesses to it that its stay covers. */
function hitRatio(shares: Shares, capacity: number, residentFor: (x: number) => number): number {
  if (capacity <= 0) return 0;
  const resident = (time: number) => sum(shares, (share) => residentFor(share * time));
  // As many places as keys, or more: everything that was ever asked for is there.
  if (capacity >= sum(shares, (share) => (share > 0 ? 1 : 0))) return sum(shares, (share) => share);
  let high = capacity;
  while (resident(high) < capacity) high *= 2;
  const time = solveIncreasing(resident, capacity, 0, high, TOLERANCE);
  return sum(shares, (share) => share * residentFor(share * time));
}

function sum(shares: Shares, term: (share: number) => number): number {
  let total = 0;
  for (let i = 0; i < shares.length; i++) total += term(shares[i]!);
  return total;
}
