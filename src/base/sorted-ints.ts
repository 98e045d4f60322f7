/** A few of the whole numbers 0 … capacity − 1, in ascending order. Plain data, so that it can be part of a checkpoint. */
import { assert } from './assert.ts';

export interface SortedInts {
  /** The first `count` of these. */
  items: Int32Array;
  count: number;
}

/** Those of 0 … capacity − 1 that `isIn` wants. */
export function sortedInts(capacity: number, isIn: (value: number) => boolean): SortedInts {
  const items = new Int32Array(capacity);
  let count = 0;
  for (let value = 0; value < capacity; value++) if (isIn(value)) items[count++] = value;
  return { items, count };
}

/** Puts a value in (true) or takes it out; one that is in, or out, already stays so. */
export function setIn(set: SortedInts, value: number, isIn: boolean): void {
  const { items, count } = set;
  const at = placeOf(set, value);
  if (isIn === (at < count && items[at] === value)) return;
  assert(value >= 0 && value < items.length, `${value} is not below ${items.length}`);
  if (isIn) items.copyWithin(at + 1, at, count);
  else items.copyWithin(at, at + 1, count);
  if (isIn) items[at] = value;
  set.count += isIn ? 1 : -1;
}

/** The first at or after `value`, going round; only where there is any. */
export function firstFrom(set: SortedInts, value: number): number {
  const { items, count } = set;
  // Nearly always nobody is missing.
  if (count === items.length) return value;
  const at = placeOf(set, value);
  return items[at === count ? 0 : at]!;
}

function placeOf({ items, count }: SortedInts, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
