/** "Did you mean …?": the nearest of a few names, by edit distance without regard to case. */

/** Names longer than this are no misspelling of ours, and comparing them would only cost time. */
const LENGTH_MAX = 80;

/** The nearest candidate, the first of equals; null where none is near: a third of the letters may differ. */
export function closest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LENGTH_MAX) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.length > LENGTH_MAX) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    const allowed = Math.floor(Math.max(word.length, candidate.length) / 3);
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that make one word the other. */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    const above = rows[row - 1]!;
    for (let column = 1; column <= b.length; column++) {
      const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const changed = Math.min(replaced, above[column]! + 1, here[column - 1]! + 1);
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      here.push(isSwap ? Math.min(changed, rows[row - 2]![column - 2]! + 1) : changed);
    }
    rows.push(here);
  }
  return rows[a.length]![b.length]!;
}
