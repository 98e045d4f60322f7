/**
 * A node that grows and shrinks by itself tells of every server: told once for all of them, until something else
 * happens, and one by one to whoever opens it. Pure.
 */
import type { StoryLine } from './story-lines.ts';

export interface StoryItem {
  /** Which line it is, or begins with. */
  readonly first: number;
  /** More than one: they are folded. */
  readonly lines: readonly StoryLine[];
}

/** How many there are to be. */
const sizings: ReadonlySet<string> = new Set(['scaledUp', 'scaledDown']);
/** What becomes of a server because of that. */
const followers: ReadonlySet<string> = new Set([
  'instanceStarting',
  'instanceServing',
  'instanceWarm',
  'draining',
  'drained',
]);
/** Fewer are read as quickly as a sentence about them. */
const FOLDED_FROM = 4;
/** Sizes that are told; of more, the first, the largest and the last. */
const SIZES_TOLD = 6;

export function storyItems(lines: readonly StoryLine[]): StoryItem[] {
  const items: StoryItem[] = [];
  for (let first = 0; first < lines.length; ) {
    const end = endOfScaling(lines, first);
    const isFolded = end - first >= FOLDED_FROM;
    const next = isFolded ? end : first + 1;
    items.push({ first, lines: lines.slice(first, next) });
    first = next;
  }
  return items;
}

/** The first line that is no longer about the same node's size. */
function endOfScaling(lines: readonly StoryLine[], first: number): number {
  const { event, node } = lines[first]!.event;
  if (!sizings.has(event)) return first;
  let end = first + 1;
  for (; end < lines.length; end++) {
    const next = lines[end]!.event;
    if (next.node !== node || !(sizings.has(next.event) || followers.has(next.event))) break;
  }
  return end;
}

/** How many servers there were to be, one decision after the other: `[2, 5, 9, 4]`. */
export function sizesOf(lines: readonly StoryLine[]): readonly number[] {
  const decided = lines.map(({ event }) => event).filter(({ event }) => sizings.has(event));
  const from = decided[0]?.data.from;
  const sizes = [from, ...decided.map(({ data }) => data.to)].filter(
    (size): size is number => typeof size === 'number',
  );
  if (sizes.length <= SIZES_TOLD) return sizes;
  return [sizes[0]!, Math.max(...sizes), sizes.at(-1)!];
}

/** The item that a line stands in. */
export function itemAt(items: readonly StoryItem[], line: number): number {
  return items.findLastIndex(({ first }) => first <= line);
}
