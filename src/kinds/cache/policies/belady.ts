/**
 * The fewest misses that are possible at all, for a trace known in advance: evict the key whose
 * next use is farthest away. Without bypass every missed key is admitted; with bypass the newcomer
 * competes too, and only that bounds policies that may refuse one.
 * Source: Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems
 * Journal 5(2), 1966.
 */
import { type ReplayResult, resultOf } from './replay.ts';

export function belady(input: {
  readonly capacityKeys: number;
  readonly trace: Int32Array;
  readonly keyCount: number;
  readonly mayBypass: boolean;
}): ReplayResult {
  const { capacityKeys, trace, keyCount, mayBypass } = input;
  const nextUses = nextUsesOf(trace, keyCount);
  const isResident = new Uint8Array(keyCount);
  // Entries for uses that are past stay in the heap: they are earlier than all others, so the top
  // is always resident.
  const heap = { uses: new Int32Array(trace.length), size: 0 };
  let residents = 0;
  let misses = 0;
  for (let now = 0; now < trace.length; now++) {
    const key = trace[now]!;
    const nextUse = nextUses[now]!;
    if (isResident[key] === 0) {
      misses++;
      if (capacityKeys === 0) continue;
      if (residents === capacityKeys) {
        const farthest = heap.uses[0]!;
        if (mayBypass && nextUse >= farthest) continue;
        popFarthest(heap);
        isResident[keyUsedAt(farthest, trace)] = 0;
        residents--;
      }
      isResident[key] = 1;
      residents++;
    }
    push(heap, nextUse);
  }
  return resultOf({ requests: trace.length, misses });
}

/**
 * For each request, when its key is next used. A key without a next use gets length + index of its
 * last one: farther than every real use, different for every key, and enough to find the key again.
 */
function nextUsesOf(trace: Int32Array, keyCount: number): Int32Array {
  const nextUses = new Int32Array(trace.length);
  const nextUseOf = new Int32Array(keyCount).fill(NEVER);
  for (let i = trace.length - 1; i >= 0; i--) {
    const key = trace[i]!;
    const nextUse = nextUseOf[key]!;
    nextUses[i] = nextUse === NEVER ? trace.length + i : nextUse;
    nextUseOf[key] = i;
  }
  return nextUses;
}

const NEVER = -1;

function keyUsedAt(use: number, trace: Int32Array): number {
  return trace[use < trace.length ? use : use - trace.length]!;
}

/** A binary heap with the largest value on top. */
interface Heap {
  readonly uses: Int32Array;
  size: number;
}

function push(heap: Heap, use: number): void {
  const { uses } = heap;
  let at = heap.size;
  heap.size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (uses[parent]! >= use) break;
    uses[at] = uses[parent]!;
    at = parent;
  }
  uses[at] = use;
}

function popFarthest(heap: Heap): void {
  heap.size--;
  const { uses, size } = heap;
  const last = uses[size]!;
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && uses[child + 1]! > uses[child]!) child++;
    if (uses[child]! <= last) break;
    uses[at] = uses[child]!;
    at = child;
  }
  uses[at] = last;
}
