/**
 * The most hits that any policy could have had on the same accesses: Belady's, with newcomers refused where that is
 * better, and knowing which values will be deleted, overwritten or lost before they are read again. Values live for
 * ever here: with a time to live, nothing reaches this.
 */
import { type AccessLog, CLEAR, LOOK_UP, PUT } from './accesses.ts';
import { bestHits } from './policies/belady.ts';

const NEVER = -1;

/** By access: 1 for a look-up that hits. `pinnedKeys` have places of their own. */
export function bestPossible(
  log: AccessLog,
  size: {
    readonly capacityKeys: number;
    readonly keyCount: number;
    readonly pinnedKeys: number;
  },
): Uint8Array {
  const pinnedKeys = Math.min(size.pinnedKeys, size.capacityKeys);
  const competing = competingAccesses(log, pinnedKeys);
  const found = bestHits({
    capacityKeys: size.capacityKeys - pinnedKeys,
    nextUses: nextReads(log, competing, size.keyCount),
    mayBypass: true,
  });
  const hits = pinnedHits(log, pinnedKeys);
  for (let i = 0; i < competing.length; i++) {
    const access = competing[i]!;
    if (log.operation(access) === LOOK_UP) hits[access] = found[i]!;
  }
  return hits;
}

/** Indexes of the accesses after which a value could be held: look-ups and values put in, of keys that compete. */
function competingAccesses(log: AccessLog, pinnedKeys: number): Int32Array {
  const indexes = new Int32Array(log.count);
  let count = 0;
  for (let i = 0; i < log.count; i++) {
    const isValue = log.operation(i) === LOOK_UP || log.operation(i) === PUT;
    if (isValue && log.key(i) >= pinnedKeys) indexes[count++] = i;
  }
  return indexes.subarray(0, count);
}

/** For each of them, which next one finds the value: none if it is deleted, overwritten or lost before. */
function nextReads(log: AccessLog, competing: Int32Array, keyCount: number): Int32Array {
  const nextOf = new Int32Array(keyCount).fill(NEVER);
  const next = new Int32Array(competing.length);
  let place = competing.length - 1;
  for (let access = log.count - 1; access >= 0; access--) {
    const key = log.key(access);
    if (competing[place] === access) {
      const read = nextOf[key]!;
      next[place] = read === NEVER ? competing.length + place : read;
      // Before a value that is put in, there is no use in the old one.
      nextOf[key] = log.operation(access) === LOOK_UP ? place : NEVER;
      place--;
    } else if (log.operation(access) === CLEAR) nextOf.fill(NEVER);
    else nextOf[key] = NEVER;
  }
  return next;
}

/** Pinned keys hit from their first fill on. */
function pinnedHits(log: AccessLog, pinnedKeys: number): Uint8Array {
  const hits = new Uint8Array(log.count);
  const isHeld = new Uint8Array(pinnedKeys);
  for (let i = 0; i < log.count; i++) {
    const key = log.key(i);
    const operation = log.operation(i);
    if (operation === CLEAR) isHeld.fill(0);
    else if (key < pinnedKeys) {
      if (operation === LOOK_UP) hits[i] = isHeld[key]!;
      isHeld[key] = operation === LOOK_UP || operation === PUT ? 1 : 0;
    }
  }
  return hits;
}
