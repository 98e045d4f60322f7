/** The contract of `policy.ts`, for every row of the table. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../base/assert.ts';
import { policyNamed, policyNames } from './policies.ts';
import { type Draw, NONE, type Policy, type PolicyList } from './policy.ts';

interface Operation {
  readonly type: 'request' | 'remove';
  readonly key: number;
}

const KEY_COUNT = 60;
const NO_LIMIT = KEY_COUNT;

// Not fc.double: it picks among representations, most of which lie next to zero.
const chances = fc.nat({ max: 2 ** 31 - 1 }).map((bits) => bits / 2 ** 31);
const operations = fc.array(
  fc.record({
    type: fc.constantFrom('request', 'request', 'request', 'request', 'remove'),
    // Squared, so that some keys are popular.
    key: chances.map((chance) => Math.floor(chance * chance * KEY_COUNT)),
  }) satisfies fc.Arbitrary<Operation>,
  { maxLength: 600, size: 'max' },
);
const capacities = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 50 }));

describe.each(policyNames)('the policy %s', (name) => {
  const policy = policyNamed(name);

  it('holds what it says it holds, never too much, and loses one key an eviction', () => {
    fc.assert(
      fc.property(capacities, operations, (capacityKeys, steps) => {
        const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
        const draw = drawFrom(1);
        const residents = new Set<number>();
        for (const step of steps) {
          const left = apply(policy, state, step, draw);
          const wasThere = left === NONE || left === step.key || residents.has(left);
          if (step.type === 'request') residents.add(step.key);
          residents.delete(left);
          // One assertion a step: `expect` costs more than the policy.
          const holds = wasThere && holdsExactly(policy, state, residents);
          if (!holds || residents.size > capacityKeys) expect.fail(JSON.stringify(step));
        }
        expectListsToAgree(policy, state);
      }),
      { numRuns: 60 },
    );
  });

  it('continues from a deep copy as the original does', () => {
    fc.assert(
      fc.property(capacities, operations, operations, (capacityKeys, first, second) => {
        const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
        for (const step of first) apply(policy, state, step, drawFrom(1));
        const copy = structuredClone(state);
        const [draw, drawForCopy] = [drawFrom(2), drawFrom(2)];
        const left = second.map((step) => apply(policy, state, step, draw));
        expect(second.map((step) => apply(policy, copy, step, drawForCopy))).toEqual(left);
        expect(copy).toEqual(state);
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing when asked for a key, its lists, or the removal of a key that is not there', () => {
    fc.assert(
      fc.property(capacities, operations, (capacityKeys, steps) => {
        const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
        for (const step of steps) apply(policy, state, step, drawFrom(1));
        const before = structuredClone(state);
        for (let key = 0; key < KEY_COUNT; key++) {
          if (!policy.has(state, key)) policy.remove(state, key);
        }
        policy.lists(state, NO_LIMIT);
        policy.size(state);
        expect(state).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('makes no ghost of a removed key', () => {
    fc.assert(
      fc.property(capacities, operations, (capacityKeys, steps) => {
        const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
        for (const step of steps) apply(policy, state, step, drawFrom(1));
        const ghosts = ghostsOf(policy, state);
        for (const key of residentsOf(policy, state)) policy.remove(state, key);
        expect(policy.size(state)).toBe(0);
        expect(ghostsOf(policy, state)).toEqual(ghosts);
      }),
      { numRuns: 40 },
    );
  });

  it('evicts nothing while every key fits', () => {
    const state = policy.create({ capacityKeys: KEY_COUNT, keyCount: KEY_COUNT });
    for (let round = 0; round < 3; round++) {
      for (let key = 0; key < KEY_COUNT; key++) {
        const left = apply(policy, state, { type: 'request', key }, drawFrom(1));
        expect(left).toBe(name === 'none' ? key : NONE);
      }
    }
    expect(policy.size(state)).toBe(name === 'none' ? 0 : KEY_COUNT);
  });

  it('refuses every key where there is no room for any', () => {
    for (const keyCount of [0, KEY_COUNT]) {
      const state = policy.create({ capacityKeys: 0, keyCount });
      for (let key = 0; key < keyCount; key++) {
        expect(policy.admit(state, key, drawFrom(1))).toBe(key);
        policy.remove(state, key);
      }
      expect(policy.size(state)).toBe(0);
      expect(policy.lists(state, NO_LIMIT).flatMap((list) => list.keys)).toEqual([]);
    }
  });

  it('shows both ends of a list that is longer than the limit', () => {
    const state = policy.create({ capacityKeys: 40, keyCount: KEY_COUNT });
    const draw = drawFrom(1);
    for (let i = 0; i < 2000; i++) {
      apply(policy, state, { type: 'request', key: i % 7 === 0 ? i % 5 : draw(KEY_COUNT) }, draw);
    }
    for (const limit of [0, 1, 5, 12]) {
      const whole = policy.lists(state, NO_LIMIT);
      policy.lists(state, limit).forEach((list, i) => {
        expectToBeShortened(list, whole[i]!, limit);
      });
    }
  });

  it.skipIf(name === 'none')('will not admit a resident key a second time', () => {
    const state = policy.create({ capacityKeys: 2, keyCount: KEY_COUNT });
    policy.admit(state, 3, drawFrom(1));
    expect(() => policy.admit(state, 3, drawFrom(1))).toThrow(InvariantError);
  });

  it('keeps its state in plain data', () => {
    expectPlainData(policy.create({ capacityKeys: 10, keyCount: KEY_COUNT }));
  });
});

/** Returns the key that left, or `NONE`. */
function apply(policy: Policy, state: object, { type, key }: Operation, draw: Draw): number {
  const isResident = policy.has(state, key);
  if (type === 'remove') {
    policy.remove(state, key);
    return isResident ? key : NONE;
  }
  if (!isResident) return policy.admit(state, key, draw);
  policy.hit(state, key);
  return NONE;
}

function holdsExactly(policy: Policy, state: object, keys: ReadonlySet<number>): boolean {
  for (let key = 0; key < KEY_COUNT; key++) {
    if (policy.has(state, key) !== keys.has(key)) return false;
  }
  return policy.size(state) === keys.size;
}

function residentsOf(policy: Policy, state: object): Set<number> {
  const keys = Array.from({ length: KEY_COUNT }, (_, key) => key);
  return new Set(keys.filter((key) => policy.has(state, key)));
}

function ghostsOf(policy: Policy, state: object): number[] {
  const lists = policy.lists(state, NO_LIMIT);
  return lists.filter((list) => list.ghost).flatMap((list) => list.keys);
}

function expectListsToAgree(policy: Policy, state: object): void {
  const lists = policy.lists(state, NO_LIMIT);
  const residents = lists.filter((list) => !list.ghost).flatMap((list) => list.keys);
  expect(new Set(residents)).toEqual(residentsOf(policy, state));
  const all = [...residents, ...ghostsOf(policy, state)];
  expect(new Set(all).size).toBe(all.length);
  for (const list of lists) {
    expect(list.size).toBe(list.keys.length);
    expect(list.gap).toBeUndefined();
    if (list.marks) expect(list.marks).toHaveLength(list.keys.length);
    if (list.hand !== undefined) expect(list.keys).toContain(list.hand);
  }
}

function expectToBeShortened(list: PolicyList, whole: PolicyList, limit: number): void {
  expect(list.keys).toHaveLength(Math.min(limit, whole.size));
  expect(list.size).toBe(whole.size);
  if (list.marks) expect(list.marks).toHaveLength(list.keys.length);
  // A ring has no ends, and slots no order: they show one stretch.
  if (list.name === 'ring' || list.name === 'slots') return;
  const newest = Math.ceil(list.keys.length / 2);
  expect(list.gap).toBe(whole.size > limit ? newest : undefined);
  const fromTail = list.keys.length - newest;
  expect(list.keys).toEqual([
    ...whole.keys.slice(0, newest),
    ...whole.keys.slice(whole.size - fromTail),
  ]);
}

function expectPlainData(value: unknown): void {
  if (typeof value === 'number' || typeof value === 'boolean' || ArrayBuffer.isView(value)) return;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  for (const part of Object.values(value as object)) expectPlainData(part);
}

/** Knuth's linear congruential generator: good enough to pick slots in a test. */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
