/** Traces of integer keys: from text, and renumbered so that they index arrays. */

export interface DenseTrace {
  /** The same requests with keys 0, 1, 2 … in order of first appearance. */
  readonly trace: Int32Array;
  readonly keyCount: number;
}

/** Beyond 2^53, where numbers would be mistaken for each other, a bigint: hashes of 64 bits are usual keys. */
export type TraceKey = number | bigint;

export function densify(numbers: readonly TraceKey[]): DenseTrace {
  const denseOf = new Map<TraceKey, number>();
  const trace = new Int32Array(numbers.length);
  numbers.forEach((number, i) => {
    let key = denseOf.get(number);
    if (key === undefined) {
      key = denseOf.size;
      denseOf.set(number, key);
    }
    trace[i] = key;
  });
  return { trace, keyCount: denseOf.size };
}

/**
 * One integer a line; blank lines are skipped. Throws an error that names the first bad line,
 * counted from 1.
 */
export function parseTrace(text: string): TraceKey[] {
  const numbers: TraceKey[] = [];
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const word = text.slice(start, end).trim();
    if (word !== '') numbers.push(parseKey(word, line));
    start = end + 1;
  }
  return numbers;
}

const SHOWN_MAX = 40;

/** A hash of 256 bits has 78. */
const DIGITS_MAX = 100;

function parseKey(word: string, line: number): TraceKey {
  // Someone may pass a file that is no trace at all, with a line of any length.
  const shown = word.length > SHOWN_MAX ? `${word.slice(0, SHOWN_MAX)}…` : word;
  if (!/^-?\d+$/.test(word)) {
    throw new Error(`line ${line}: expected an integer, got ${JSON.stringify(shown)}`);
  }
  const key = Number(word);
  if (Number.isSafeInteger(key)) return key;
  if (word.length > DIGITS_MAX) {
    throw new Error(`line ${line}: expected at most ${DIGITS_MAX} digits, got ${word.length}`);
  }
  return BigInt(word);
}
