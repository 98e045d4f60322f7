/** "Did you mean …?": the nearest of a few names, by Levenshtein distance without regard to case. */

/** Names longer than this are no misspelling of ours, and comparing them would only cost time. */
const LENGTH_MAX = 80;

/** The nearest candidate, or null where none is near: at most a third of its letters may differ. */
export function closest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LENGTH_MAX) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.length > LENGTH_MAX) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= allowed && distance < bestDistance)
      [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions and replacements that make one word the other. */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(replaced, above[column]! + 1, here[column - 1]! + 1));
    }
    above = here;
  }
  return above[b.length]!;
}
