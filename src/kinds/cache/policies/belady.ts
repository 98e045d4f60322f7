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
  const hits = bestHits({ capacityKeys, nextUses: nextUsesOf(trace, keyCount), mayBypass });
  const hitCount = hits.reduce((sum, hit) => sum + hit, 0);
  return resultOf({ requests: trace.length, misses: trace.length - hitCount });
}

/**
 * By request: 1 for a hit. A key is kept from one use to the next or it is not, so a stay is known by the use that ends
 * it; the caller numbers uses as requests, and gives every stay that no use ends a number of its own from the count of
 * requests on.
 */
export function bestHits(input: {
  readonly capacityKeys: number;
  readonly nextUses: Int32Array;
  readonly mayBypass: boolean;
}): Uint8Array {
  const { capacityKeys, nextUses, mayBypass } = input;
  const count = nextUses.length;
  const isKept = new Uint8Array(2 * count);
  // Stays that are over remain in the heap: they end earlier than all others, so the top of a full cache is one under
  // way.
  const heap = { uses: new Int32Array(count), size: 0 };
  let residents = 0;
  for (let now = 0; now < count; now++) {
    if (isKept[now] === 1) residents--;
    if (capacityKeys === 0) continue;
    const nextUse = nextUses[now]!;
    if (residents === capacityKeys) {
      const farthest = heap.uses[0]!;
      if (mayBypass && nextUse >= farthest) continue;
      popFarthest(heap);
      isKept[farthest] = 0;
      residents--;
    }
    isKept[nextUse] = 1;
    residents++;
    push(heap, nextUse);
  }
  return isKept.subarray(0, count);
}

/**
 * For each request, when its key is next used. A key without a next use gets length + index of its
 * last one: farther than every real use, and different for every key.
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
