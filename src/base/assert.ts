/** A broken invariant: a defect of ours, never bad input. Carries the sentence that says what did not hold. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stays on in production: a wrong number is worse than a stopped run. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** `assert` where it is hot: behind an `if`, so that the sentence is only put together when it is needed. */
export function broken(message: string): never {
  throw new InvariantError(message);
}

/** For the branch that a closed union leaves over. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${String(value)}`);
}
