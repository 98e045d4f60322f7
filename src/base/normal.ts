/** The normal distribution. */
import { exp } from './math.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** From here on the continued fraction is the shorter way. */
const FAR = 3;
/** Levels of it that are exact to a double from there on. */
const LEVELS = 60;

/** P(a standard normal > x), to some twelve digits also where it is tiny. */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  const density = exp((-x * x) / 2) / ROOT_TWO_PI;
  if (x < FAR) {
    let term = x;
    let sum = 0;
    for (let n = 1; term > 1e-17; n += 2) {
      sum += term;
      term *= (x * x) / (n + 2);
    }
    return 0.5 - density * sum;
  }
  // Laplace: density ÷ (x + 1 ÷ (x + 2 ÷ (x + 3 ÷ …))).
  let below = x;
  for (let level = LEVELS; level > 0; level--) below = x + level / below;
  return density / below;
}
