/** The contract of `policy.ts`, for every row of the table. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../base/assert.ts';
import type { KeyList } from '../../keyed.ts';
import { nextVictim } from './next-victim.ts';
import { type PolicyName, policyNamed, policyNames } from './policies.ts';
import { type Draw, NONE, type Policy } from './policy.ts';

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

  it('shows the keys in the order in which they leave: by its rules, the next victim can be read off', () => {
    fc.assert(
      fc.property(capacities, operations, (capacityKeys, steps) => {
        // Twenty more keys, so that there is always one that the policy has never met.
        const keyCount = KEY_COUNT + 20;
        const state = policy.create({ capacityKeys, keyCount });
        let stranger = KEY_COUNT;
        for (const [i, step] of steps.entries()) {
          apply(policy, state, step, drawFrom(1));
          if (i % 30 !== 29 || stranger === keyCount) continue;
          const read = victimReadOff(name, policy.lists(state, keyCount), capacityKeys);
          const foretold = nextVictim(policy, state, keyCount);
          const evicted = policy.admit(state, stranger++, drawFrom(1));
          if (name === 'random') expect(foretold).toBe(NONE);
          else if (name !== 'none') {
            expect(foretold).toBe(evicted);
            if (read !== undefined) expect(read).toBe(evicted);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('knows in which of its lists each key stands', () => {
    fc.assert(
      fc.property(capacities, operations, (capacityKeys, steps) => {
        const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
        for (const step of steps) apply(policy, state, step, drawFrom(1));
        const lists = policy.lists(state, NO_LIMIT);
        for (let key = 0; key < KEY_COUNT; key++) {
          const at = lists.findIndex((list) => list.keys.includes(key));
          const said = policy.listOf?.(state, key) ?? (policy.has(state, key) ? 0 : lists.length);
          if (at >= 0) expect(said).toBe(at);
          else expect(said).toBeGreaterThanOrEqual(lists.length);
        }
      }),
      { numRuns: 20 },
    );
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

/** Each policy's rule for who leaves, written down from its paper, on what the page shows and nothing else. */
function victimReadOff(
  name: PolicyName,
  lists: readonly KeyList[],
  capacityKeys: number,
): number | undefined {
  const by = (wanted: KeyList['name']) => lists.find((list) => list.name === wanted)!;
  const last = (list: KeyList) => list.keys.at(-1) ?? NONE;
  const isFull = lists.reduce((sum, list) => sum + (list.ghost ? 0 : list.size), 0) >= capacityKeys;
  // W-TinyLFU's window overflows into a cache that is not full.
  if (!isFull) return NONE;
  switch (name) {
    case 'lru':
    case 'fifo':
    case 'lfu':
      return last(lists[0]!);
    case 'clock':
    case 'sieve': {
      // Around from the hand, toward the newer keys of a queue; who is marked is passed over once.
      const { keys, marks, hand } = lists[0]!;
      const round = name === 'clock' ? [...keys.keys()] : [...keys.keys()].reverse();
      const from = round.findIndex((i) => keys[i] === hand);
      const met = [...round.slice(from), ...round.slice(0, from)];
      return keys[met.find((i) => marks![i] === 0) ?? met[0]!];
    }
    case 'twoQ':
      return last(by('a1in').size > by('a1in').room! ? by('a1in') : by('am'));
    case 'arc': {
      const [t1, t2, b1] = [by('t1'), by('t2'), by('b1')];
      if (t1.size + b1.size >= capacityKeys && b1.size === 0) return last(t1);
      return last(t1.size >= 1 && t1.size > t1.room! ? t1 : t2);
    }
    case 's3fifo':
      return victimOfS3Fifo(by('small'), by('main'));
    case 'wtinylfu': {
      const marked = (list: KeyList) =>
        list.keys.map((key, i) => ({ key, frequency: list.marks![i]! }));
      const candidate = marked(by('window')).at(-1)!;
      const victim = marked(by('probation')).at(-1) ?? candidate;
      // The newcomer's own request may age all frequencies first, which is not on show.
      const isClose = Math.abs(candidate.frequency - victim.frequency) <= 1;
      if (isClose && candidate.frequency !== victim.frequency) return undefined;
      return candidate.frequency > victim.frequency ? victim.key : candidate.key;
    }
    default:
      return NONE;
  }
}

function victimOfS3Fifo(small: KeyList, main: KeyList): number {
  const queue = (list: KeyList) => list.keys.map((key, i) => ({ key, hits: list.marks![i]! }));
  const [probation, kept] = [queue(small), queue(main)];
  for (;;) {
    if (probation.length > 0 && (probation.length >= small.room! || kept.length === 0)) {
      // The small queue goes on promoting until one of its keys leaves, or none is left.
      for (let tail = probation.pop(); tail; tail = probation.pop()) {
        if (tail.hits < 2) return tail.key;
        kept.unshift({ key: tail.key, hits: 0 });
      }
    } else {
      for (let tail = kept.pop()!; ; tail = kept.pop()!) {
        if (tail.hits === 0) return tail.key;
        kept.unshift({ key: tail.key, hits: tail.hits - 1 });
      }
    }
  }
}

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

function expectToBeShortened(list: KeyList, whole: KeyList, limit: number): void {
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
  // A class may give it its shape, but nothing that could be lost by copying the data.
  const shape = Object.getPrototypeOf(value);
  if (shape !== Object.prototype) {
    expect(Object.getOwnPropertyNames(shape)).toEqual(['constructor']);
  }
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
