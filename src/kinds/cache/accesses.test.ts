/** What a log of accesses keeps of fills, and how its replay fetches what is past its time. */
import { expect, it } from 'vitest';
import type { StoreRules } from '../keyed.ts';
import { type AccessLog, AccessWriter, CLEAR, LOOK_UP, PUT, REMOVE } from './accesses.ts';
import { Replayed } from './replayed.ts';

const rules: StoreRules = {
  policy: 'lru',
  capacityKeys: 3,
  keyCount: 4,
  groupKeys: 4,
  pinnedKeys: 0,
  preloadedKeys: 0,
  ttlNs: Number.POSITIVE_INFINITY,
  staleNs: 0,
  refetchedBy: 'store',
  keepsExpired: false,
  takesWrites: false,
};

const operations = (log: AccessLog) =>
  Array.from({ length: log.count }, (_, i) => log.operation(i));

it('leaves fills out, but not one that comes when its key has been deleted or all was lost', () => {
  const writer = new AccessWriter({ store: 0, rules, nowNs: () => 0 });
  writer.lookedUp(0, 1, false);
  writer.put(0, 1);
  writer.lookedUp(0, 2, false);
  writer.removed(0, 2, false, false);
  writer.put(0, 2);
  writer.lookedUp(0, 3, false);
  writer.cleared(0);
  writer.put(0, 3);
  // A second fill of the same miss says nothing new.
  writer.put(0, 3);
  expect(operations(writer.log)).toEqual([LOOK_UP, LOOK_UP, REMOVE, PUT, LOOK_UP, CLEAR, PUT]);
});

it.each([
  { refetchedBy: 'store', hits: [false, true, true] },
  { refetchedBy: 'caller', hits: [false, false, true] },
] as const)('what expired is a miss where the $refetchedBy fetches it: $hits', (expected) => {
  const { refetchedBy, hits } = expected;
  let nowNs = 0;
  const old: StoreRules = { ...rules, ttlNs: 100, staleNs: 1000, refetchedBy };
  const writer = new AccessWriter({ store: 0, rules: old, nowNs: () => nowNs });
  for (nowNs of [0, 150, 200]) writer.lookedUp(0, 1, false);
  const seen: boolean[] = [];
  const replayed = new Replayed(writer.log, old, 'lru', 3);
  replayed.watch({
    lookedUp: (_store, _key, isHit) => seen.push(isHit),
    buffered: () => undefined,
    put: () => undefined,
    removed: () => undefined,
    cleared: () => undefined,
  });
  replayed.playTo(writer.log.count);
  expect(seen).toEqual(hits);
});
