import fc from 'fast-check';
import { expect, it } from 'vitest';
import { belady } from './belady.ts';
import { policyNames } from './policies.ts';
import { replay } from './replay.ts';
import { densify } from './trace.ts';

const traces = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 14 });
const capacities = fc.integer({ min: 0, max: 5 });

it('reaches what trying every decision reaches', () => {
  fc.assert(
    fc.property(traces, capacities, (numbers, capacityKeys) => {
      const dense = densify(numbers);
      for (const mayBypass of [false, true]) {
        const { misses } = belady({ ...dense, capacityKeys, mayBypass });
        expect(misses).toBe(fewestMisses([...dense.trace], { capacityKeys, mayBypass }));
      }
    }),
    { numRuns: 150 },
  );
});

it('is a bound that no policy beats', () => {
  const long = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 800, size: 'max' });
  fc.assert(
    fc.property(long, fc.integer({ min: 0, max: 60 }), (numbers, capacityKeys) => {
      const dense = densify(numbers);
      const bound = belady({ ...dense, capacityKeys, mayBypass: true });
      for (const policy of policyNames) {
        const result = replay({ ...dense, policy, capacityKeys, draw: () => 0 });
        expect(result.misses).toBeGreaterThanOrEqual(bound.misses);
      }
    }),
    { numRuns: 50 },
  );
});

it('has nothing to say about an empty trace', () => {
  const bound = belady({ ...densify([]), capacityKeys: 3, mayBypass: true });
  expect(bound).toEqual({ requests: 0, misses: 0, missRatio: 0 });
});

/** Tries every victim, and every refusal where that is allowed. */
function fewestMisses(
  trace: readonly number[],
  rules: { readonly capacityKeys: number; readonly mayBypass: boolean },
): number {
  let reached = new Map<string, number>([['', 0]]);
  for (const key of trace) {
    const next = new Map<string, number>();
    for (const [cached, misses] of reached) {
      const keys = cached === '' ? [] : cached.split(',').map(Number);
      const isHit = keys.includes(key);
      const outcomes = isHit ? [keys] : outcomesOfMiss(keys, key, rules);
      for (const outcome of outcomes) {
        const name = outcome.toSorted().join(',');
        const total = misses + (isHit ? 0 : 1);
        next.set(name, Math.min(next.get(name) ?? total, total));
      }
    }
    reached = next;
  }
  return Math.min(...reached.values());
}

function outcomesOfMiss(
  keys: readonly number[],
  key: number,
  { capacityKeys, mayBypass }: { readonly capacityKeys: number; readonly mayBypass: boolean },
): number[][] {
  if (keys.length < capacityKeys) return [[...keys, key]];
  const replaced = keys.map((_, i) => keys.toSpliced(i, 1, key));
  return mayBypass || capacityKeys === 0 ? [...replaced, [...keys]] : replaced;
}
