/** Solving f(x) = value for a function that does not fall, by bisection. */

/** `tolerance`: of the result, as a share of it. */
export function solveIncreasing(
  f: (x: number) => number,
  value: number,
  low: number,
  high: number,
  tolerance = 1e-13,
): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 200 && b - a > tolerance * (Math.abs(a) + Math.abs(b)); i++) {
    const middle = (a + b) / 2;
    if (f(middle) < value) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
