/**
 * A figure of a summary that is made of others (a mean, a share): null where there was nothing to make it of. A run that
 * never asked its cache has no hit ratio, and an objective that names one is not met. Counts are always numbers, since
 * none is 0.
 */
export function ratioOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
