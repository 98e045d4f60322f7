/**
 * Doubly linked lists of keys over typed arrays, for policies in which a key stands in one list at
 * most. Every list is a circle through a sentinel node of its own, so that linking and unlinking
 * never branch.
 *
 * `head` is the newcomers' end, `tail` the victims' end. Both neighbours of a node lie side by side
 * in memory, for they are nearly always needed together.
 */
import { assert } from '../../../base/assert.ts';
import type { KeyList, KeyListName } from '../../keyed.ts';
import { NONE } from './policy.ts';

export class KeyLists {
  readonly keyCount: number;
  /**
   * Node n has its newer neighbour at 2n and its older one at 2n + 1; list l's sentinel is node
   * keyCount + l.
   */
  readonly links: Int32Array;
  /** The list each key stands in, or `NOWHERE`. */
  readonly home: Uint8Array;
  /** How many keys each list holds. */
  readonly sizes: Int32Array;

  constructor(keyCount: number, listCount: number) {
    this.keyCount = keyCount;
    this.links = new Int32Array(2 * (keyCount + listCount));
    for (let list = 0; list < listCount; list++) closeCircle(this.links, keyCount + list);
    this.home = new Uint8Array(keyCount).fill(NOWHERE);
    this.sizes = new Int32Array(listCount);
  }
}

/** A key that stands in no list. */
export const NOWHERE = 255;

/** The two sides of a node: its link to the newer neighbour is at 2n + NEWER. */
export const NEWER = 0;
export const OLDER = 1;

export function createKeyLists(size: { keyCount: number; listCount: number }): KeyLists {
  return new KeyLists(size.keyCount, size.listCount);
}

/** Puts a key that stands nowhere at the head of a list. */
export function pushHead(lists: KeyLists, list: number, key: number): void {
  assert(lists.home[key] === NOWHERE, 'a key stands in one list at most');
  linkBehind(lists.links, lists.keyCount + list, key);
  lists.home[key] = list;
  lists.sizes[list]!++;
}

/** Takes a key out of the list that it stands in. */
export function unlink(lists: KeyLists, key: number): void {
  const list = lists.home[key]!;
  assert(list !== NOWHERE, 'only a key that stands in a list can leave one');
  unlinkNode(lists.links, key);
  lists.sizes[list]!--;
  lists.home[key] = NOWHERE;
}

/** Moves a key from wherever it stands to the head of a list. */
export function moveToHead(lists: KeyLists, list: number, key: number): void {
  unlink(lists, key);
  pushHead(lists, list, key);
}

/** The oldest key of a list, or `NONE`. */
export function tailOf(lists: KeyLists, list: number): number {
  return keyAt(lists, lists.links[2 * (lists.keyCount + list) + NEWER]!);
}

/** Takes the oldest key out of a list that is not empty. */
export function popTail(lists: KeyLists, list: number): number {
  const oldest = tailOf(lists, list);
  unlink(lists, oldest);
  return oldest;
}

/** The neighbour toward the head, or `NONE` for the head itself. */
export function newerThan(lists: KeyLists, key: number): number {
  return keyAt(lists, lists.links[2 * key + NEWER]!);
}

function keyAt(lists: KeyLists, node: number): number {
  return node < lists.keyCount ? node : NONE;
}

/** A list as the page shows it. */
export function shownList(
  lists: KeyLists,
  list: number,
  shown: {
    readonly name: KeyListName;
    readonly limit: number;
    readonly ghost?: true;
    readonly room?: number;
  },
): KeyList {
  const sentinel = lists.keyCount + list;
  const size = lists.sizes[list]!;
  const ends = endsOf({ size, limit: shown.limit });
  const keys = [
    ...walk({ links: lists.links, from: sentinel, side: OLDER, count: ends.fromHead }),
    ...walk({ links: lists.links, from: sentinel, side: NEWER, count: ends.fromTail }).reverse(),
  ];
  return {
    name: shown.name,
    size,
    keys,
    ...(keys.length < size && { gap: ends.fromHead }),
    ...(shown.ghost && { ghost: true }),
    ...(shown.room !== undefined && { room: shown.room }),
  };
}

/** How many keys to show from each end of a list that may be longer than the limit. */
export function endsOf({ size, limit }: { size: number; limit: number }): {
  fromHead: number;
  fromTail: number;
} {
  if (size <= limit) return { fromHead: size, fromTail: 0 };
  const fromTail = Math.floor(limit / 2);
  return { fromHead: limit - fromTail, fromTail };
}

/** The nodes met on a walk of `count` steps; the caller knows that the list is as long. */
export function walk(path: {
  readonly links: Int32Array;
  readonly from: number;
  readonly side: typeof NEWER | typeof OLDER;
  readonly count: number;
}): number[] {
  const nodes: number[] = [];
  let node = path.from;
  while (nodes.length < path.count) {
    node = path.links[2 * node + path.side]!;
    nodes.push(node);
  }
  return nodes;
}

/** Makes a sentinel an empty circle. */
export function closeCircle(links: Int32Array, sentinel: number): void {
  links[2 * sentinel + NEWER] = sentinel;
  links[2 * sentinel + OLDER] = sentinel;
}

/** Links a node in on the older side of another; behind a sentinel, that is the head. */
export function linkBehind(links: Int32Array, anchor: number, node: number): void {
  const older = links[2 * anchor + OLDER]!;
  links[2 * node + NEWER] = anchor;
  links[2 * node + OLDER] = older;
  links[2 * older + NEWER] = node;
  links[2 * anchor + OLDER] = node;
}

export function unlinkNode(links: Int32Array, node: number): void {
  const newer = links[2 * node + NEWER]!;
  const older = links[2 * node + OLDER]!;
  links[2 * newer + OLDER] = older;
  links[2 * older + NEWER] = newer;
}
