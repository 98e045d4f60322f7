/**
 * Choices read from a list of numbers. What is built from a tape shrinks well: fast-check makes numbers smaller and the
 * tape shorter, and 0 (also: the end of the tape) always stands for the plainest choice.
 */
export class Tape {
  private at = 0;
  private readonly numbers: readonly number[];

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  /** A whole number from 0 to n − 1. */
  below(n: number): number {
    const number = this.numbers[this.at++] ?? 0;
    return number % n;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** One of the options; the first is the plainest. */
  pick<const T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)]!;
  }

  /** True once in `n`, and never at the end of the tape. */
  oneIn(n: number): boolean {
    return this.below(n) === n - 1;
  }

  /** A ratio between 0 and 1, both included, in hundredths: fc.double gives almost only values beside 0. */
  ratio(): number {
    return this.below(101) / 100;
  }
}
