/** The bound on every policy, with values that are deleted, overwritten and lost on the way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreRules } from '../keyed.ts';
import { AccessLog, CLEAR, LOOK_UP, PUT, REMOVE } from './accesses.ts';
import { bestPossible } from './best-possible.ts';
import { belady } from './policies/belady.ts';
import { policyNames } from './policies/policies.ts';
import { Replayed } from './replayed.ts';

const KEYS = 6;

const rules: StoreRules = {
  policy: 'lru',
  capacityKeys: 3,
  keyCount: KEYS,
  groupKeys: KEYS,
  pinnedKeys: 0,
  preloadedKeys: 0,
  ttlNs: Number.POSITIVE_INFINITY,
  staleNs: 0,
  refetchedBy: 'store',
  keepsExpired: false,
  takesWrites: true,
};

const key = fc.nat({ max: KEYS - 1 });
const lookUps = fc.array(key, { maxLength: 120 });
const anything = fc.array(
  fc.record({
    operation: fc.constantFrom(LOOK_UP, LOOK_UP, LOOK_UP, LOOK_UP, PUT, REMOVE, CLEAR),
    key,
  }),
  { maxLength: 14 },
);

function logOf(accesses: readonly { readonly operation: number; readonly key: number }[]) {
  const log = new AccessLog();
  for (const [i, access] of accesses.entries()) log.add(access.operation, access.key, i);
  return log;
}

const hitsOf = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);

/** Every choice of what to hold after each access, tried: the most hits there are. */
function mostHits(
  accesses: readonly { readonly operation: number; readonly key: number }[],
  capacity: number,
): number {
  let reached = new Map<number, number>([[0, 0]]);
  for (const { operation, key: asked } of accesses) {
    const next = new Map<number, number>();
    const reach = (held: number, hits: number) => {
      // Whatever is held may also be let go.
      for (let kept = held; ; kept = (kept - 1) & held) {
        if (bitsIn(kept) <= capacity) next.set(kept, Math.max(next.get(kept) ?? 0, hits));
        if (kept === 0) return;
      }
    };
    for (const [held, hits] of reached) {
      const bit = 1 << asked;
      if (operation === CLEAR) reach(0, hits);
      else if (operation === REMOVE) reach(held & ~bit, hits);
      else reach(held | bit, hits + (operation === LOOK_UP && (held & bit) !== 0 ? 1 : 0));
    }
    reached = next;
  }
  return Math.max(...reached.values());
}

const bitsIn = (set: number) => [...set.toString(2)].filter((bit) => bit === '1').length;

describe('the best possible', () => {
  it("is Belady's where nothing is deleted", () => {
    fc.assert(
      fc.property(lookUps, fc.nat({ max: 7 }), (keys, capacityKeys) => {
        const log = logOf(keys.map((each) => ({ operation: LOOK_UP, key: each })));
        const hits = hitsOf(bestPossible(log, { ...rules, capacityKeys }));
        const trace = Int32Array.from(keys);
        const { misses } = belady({ capacityKeys, trace, keyCount: KEYS, mayBypass: true });
        expect(hits).toBe(keys.length - misses);
      }),
    );
  });

  it('is the most that trying every choice finds, whatever is deleted, overwritten or lost', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 3 }), (accesses, capacityKeys) => {
        const hits = hitsOf(bestPossible(logOf(accesses), { ...rules, capacityKeys }));
        expect(hits).toBe(mostHits(accesses, capacityKeys));
      }),
      { numRuns: 200 },
    );
  });

  it.each(policyNames)('is never beaten by %s', (policy) => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ operation: fc.constantFrom(LOOK_UP, LOOK_UP, PUT, REMOVE), key }), {
          maxLength: 200,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 2 }),
        (accesses, capacityKeys, pinnedKeys) => {
          const log = logOf(accesses);
          const replayed = new Replayed(log, { ...rules, pinnedKeys }, policy, capacityKeys);
          let hits = 0;
          replayed.watch({
            lookedUp: (_store, _key, isHit) => {
              if (isHit) hits++;
            },
            put: () => undefined,
            buffered: () => undefined,
            removed: () => undefined,
            cleared: () => undefined,
          });
          replayed.playTo(log.count);
          const best = hitsOf(bestPossible(log, { ...rules, capacityKeys, pinnedKeys }));
          expect(hits).toBeLessThanOrEqual(best);
          expect(replayed.store.size()).toBeLessThanOrEqual(capacityKeys);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('a log that is full says from when on it is cut', () => {
  const log = new AccessLog(3);
  for (let i = 0; i < 5; i++) log.add(LOOK_UP, i, 10 * i);
  expect([log.count, log.lookUps, log.cutAtNs]).toEqual([3, 3, 30]);
  expect([log.countUntil(9), log.countUntil(10), log.countUntil(99)]).toEqual([1, 2, 3]);
});
