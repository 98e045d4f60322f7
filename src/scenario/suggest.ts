/** "Did you mean …?": the nearest of a few names, by edit distance without regard to case. */

/** Names longer than this are no misspelling of ours, and comparing them would only cost time. */
const LENGTH_MAX = 80;
/** Letters that may differ, however long the names are: what differs by more is another name. */
const DISTANCE_MAX = 4;

/** The nearest candidate, the first of equals; null where none is near: a third of the letters may differ. */
export function closest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LENGTH_MAX) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let nearer = DISTANCE_MAX;
  for (const candidate of candidates) {
    if (candidate.length > LENGTH_MAX) continue;
    const allowed = Math.floor(Math.max(word.length, candidate.length) / 3);
    const most = Math.min(allowed, nearer);
    const distance = editDistance(wanted, candidate.toLowerCase(), most);
    if (distance > most) continue;
    best = candidate;
    nearer = distance - 1;
  }
  return best;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make one word the other. Infinite where it takes more
 * than `most`: then only a band of that width is looked at, and that no further than it must be.
 */
export function editDistance(
  one: string,
  other: string,
  most = Math.max(one.length, other.length),
): number {
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  const [a, b] = withoutSameEnds(one, other);
  let beforeLast = new Int32Array(b.length + 1);
  let last = Int32Array.from(beforeLast, (_, column) => column);
  let here = new Int32Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    const begin = Math.max(1, row - most);
    const end = Math.min(b.length, row + most);
    // Beside the band all is farther than anybody asks.
    here[begin - 1] = begin === 1 ? row : most + 1;
    if (end < b.length) here[end + 1] = most + 1;
    let least = here[begin - 1]!;
    const letter = a.charCodeAt(row - 1);
    const letterBefore = a.charCodeAt(row - 2);
    for (let column = begin; column <= end; column++) {
      const replaced = last[column - 1]! + (letter === b.charCodeAt(column - 1) ? 0 : 1);
      const changed = Math.min(replaced, last[column]! + 1, here[column - 1]! + 1);
      const isSwap =
        letter === b.charCodeAt(column - 2) && letterBefore === b.charCodeAt(column - 1);
      here[column] = isSwap ? Math.min(changed, beforeLast[column - 2]! + 1) : changed;
      least = Math.min(least, here[column]!);
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    [beforeLast, last, here] = [last, here, beforeLast];
  }
  const distance = last[b.length]!;
  return distance <= most ? distance : Number.POSITIVE_INFINITY;
}

/** Without what both begin and end with, which takes no change: names of one file often differ by a number alone. */
function withoutSameEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a.charCodeAt(begin) === b.charCodeAt(begin)) begin++;
  let same = 0;
  while (
    same < shorter - begin &&
    a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)
  ) {
    same++;
  }
  return [a.slice(begin, a.length - same), b.slice(begin, b.length - same)];
}
