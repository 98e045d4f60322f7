/**
 * What fits into one window: the rate times its length, rounded down, since a part of a call is none. The product of two
 * decimals may miss a whole number by a rounding (0.29 /s × 100 s is 28.999…, not 29), which is not the user's doing.
 */
import { NS_PER_SEC } from '../../../base/units.ts';

const ROUNDING = 1e-12;

export function callsPerWindow(ratePerSec: number, windowNs: number): number {
  return Math.floor(((ratePerSec * windowNs) / NS_PER_SEC) * (1 + ROUNDING));
}
