/** Which lines of a list are meant by what is typed, the likeliest first: every word of it is in the line. Pure. */
import { defaultFilter } from 'cmdk';

/** What a line is found by. */
export interface Findable {
  readonly name: string;
  /** Also found by these. */
  readonly words?: readonly string[];
  /** One of very many: found by its words only, not by letters left out. */
  readonly isExact?: boolean;
}

interface Group<L extends Findable> {
  readonly heading: string;
  readonly lines: readonly L[];
}

/** Lines of a group; who means another types one word more. */
const SHOWN_MAX = 50;

/** Letters in the right order, but not as words: behind all that are meant for sure. */
const LOOSE = 0.2;

/** What is left of the groups, in their order while nothing is typed. */
export function ranked<L extends Findable, G extends Group<L>>(
  groups: readonly (G & Group<L>)[],
  typed: string,
): G[] {
  const words = wordsOf(typed);
  if (words.length === 0) return groups.filter(({ lines }) => lines.length > 0);
  return groups
    .map((group) => {
      const found = group.lines
        .map((line) => ({ line, weight: matchOf(line, words, typed) }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, SHOWN_MAX);
      return {
        weight: found[0]?.weight ?? 0,
        group: { ...group, lines: found.map(({ line }) => line) },
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ group }) => group);
}

const plain = (text: string) => text.normalize().toLowerCase();
const wordsOf = (text: string) => plain(text).split(/\s+/).filter(Boolean);

/** From 0, not meant, to 1. */
function matchOf({ name, words = [], isExact }: Findable, wanted: string[], typed: string): number {
  const called = plain(name);
  const all = plain([name, ...words].join(' '));
  const weights = wanted.map((word) => weightOf(word, called, all));
  if (!weights.includes(0)) return weights.reduce((sum, each) => sum + each, 0) / weights.length;
  return isExact ? 0 : LOOSE * defaultFilter(name, typed);
}

/** At the start of a line's name it is what was looked for, at the start of a word probably. */
function weightOf(word: string, called: string, all: string): number {
  if (called.startsWith(word)) return 1;
  if (called.includes(` ${word}`)) return 0.9;
  if (all.includes(` ${word}`)) return 0.7;
  return all.includes(word) ? 0.4 : 0;
}
