/** Traces of integer keys: from text, and renumbered so that they index arrays. */

export interface DenseTrace {
  /** The same requests with keys 0, 1, 2 … in order of first appearance. */
  readonly trace: Int32Array;
  readonly keyCount: number;
}

export function densify(numbers: readonly number[]): DenseTrace {
  const denseOf = new Map<number, number>();
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
export function parseTrace(text: string): number[] {
  const numbers: number[] = [];
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

function parseKey(word: string, line: number): number {
  // Someone may pass a file that is no trace at all, with a line of any length.
  const shown = word.length > SHOWN_MAX ? `${word.slice(0, SHOWN_MAX)}…` : word;
  if (!/^-?\d+$/.test(word)) {
    throw new Error(`line ${line}: expected an integer, got ${JSON.stringify(shown)}`);
  }
  const key = Number(word);
  if (!Number.isSafeInteger(key)) {
    throw new Error(`line ${line}: expected an integer between ±(2^53 - 1), got "${shown}"`);
  }
  return key;
}
