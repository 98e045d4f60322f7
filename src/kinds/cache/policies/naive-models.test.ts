/**
 * Every policy against the same policy written slowly and obviously: arrays, index 0 is the head,
 * no care for speed. The published traces prove the hits and misses; only these prove what a
 * removal leaves behind.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PolicyName, policyNamed } from './policies.ts';
import { type Draw, NONE } from './policy.ts';

interface Model {
  has(key: number): boolean;
  hit(key: number): void;
  admit(key: number, draw: Draw): number;
  remove(key: number): void;
  /** The keys as the page shows them, list by list. */
  lists(): number[][];
}

function naiveLru(capacity: number): Model {
  const recency: number[] = [];
  return {
    has: (key) => recency.includes(key),
    hit: (key) => moveToFront(recency, key),
    admit(key) {
      const evicted = recency.length === capacity ? recency.pop()! : NONE;
      recency.unshift(key);
      return evicted;
    },
    remove: (key) => drop(recency, key),
    lists: () => [recency],
  };
}

function naiveFifo(capacity: number): Model {
  return { ...naiveLru(capacity), hit: () => {} };
}

function naiveClock(capacity: number): Model {
  const ring = naiveSlots(capacity);
  const marked = new Set<number>();
  let hand = 0;
  return {
    has: ring.has,
    hit: (key) => marked.add(key),
    admit(key) {
      marked.delete(key);
      if (ring.fill(key)) return NONE;
      while (marked.delete(ring.keyIn[hand]!)) hand = (hand + 1) % capacity;
      const evicted = ring.keyIn[hand]!;
      ring.keyIn[hand] = key;
      hand = (hand + 1) % capacity;
      return evicted;
    },
    remove: ring.remove,
    lists: ring.lists,
  };
}

function naiveRandom(capacity: number): Model {
  const { keyIn, fill, ...slots } = naiveSlots(capacity);
  return {
    ...slots,
    hit: () => {},
    admit(key, draw) {
      if (fill(key)) return NONE;
      const slot = draw(capacity);
      const evicted = keyIn[slot]!;
      keyIn[slot] = key;
      return evicted;
    },
  };
}

function naiveSlots(capacity: number) {
  const keyIn: number[] = Array(capacity).fill(NONE);
  const free = keyIn.map((_, slot) => slot);
  return {
    keyIn,
    /**
     * Puts the key into the slot that fell empty last, or else into the lowest that was never used.
     */
    fill(key: number): boolean {
      const slot = free.shift();
      if (slot === undefined) return false;
      keyIn[slot] = key;
      return true;
    },
    has: (key: number) => keyIn.includes(key),
    remove(key: number) {
      free.unshift(keyIn.indexOf(key));
      keyIn[keyIn.indexOf(key)] = NONE;
    },
    lists: () => [keyIn.filter((key) => key !== NONE)],
  };
}

function naiveLfu(capacity: number): Model {
  // In order of reaching its present frequency: the latest to reach it stands first.
  let keys: { key: number; frequency: number }[] = [];
  const entryOf = (key: number) => keys.find((entry) => entry.key === key);
  const without = (key: number) => keys.filter((entry) => entry.key !== key);
  return {
    has: (key) => entryOf(key) !== undefined,
    hit(key) {
      keys = [{ key, frequency: entryOf(key)!.frequency + 1 }, ...without(key)];
    },
    admit(key) {
      let evicted = NONE;
      if (keys.length === capacity) {
        const lowest = Math.min(...keys.map((entry) => entry.frequency));
        evicted = keys.findLast((entry) => entry.frequency === lowest)!.key;
        keys = without(evicted);
      }
      keys = [{ key, frequency: 1 }, ...keys];
      return evicted;
    },
    remove(key) {
      keys = without(key);
    },
    lists: () => [keys.toSorted((a, b) => b.frequency - a.frequency).map((entry) => entry.key)],
  };
}

function naiveSieve(capacity: number): Model {
  const queue: number[] = [];
  const visited = new Set<number>();
  let hand: number | null = null;
  const newer = (key: number) => queue[queue.indexOf(key) - 1] ?? null;
  function takeOut(key: number) {
    if (hand === key) hand = newer(key);
    drop(queue, key);
  }
  return {
    has: (key) => queue.includes(key),
    hit: (key) => visited.add(key),
    admit(key) {
      let evicted = NONE;
      if (queue.length === capacity) {
        hand ??= queue.at(-1)!;
        while (visited.delete(hand)) hand = newer(hand) ?? queue.at(-1)!;
        evicted = hand;
        takeOut(evicted);
      }
      queue.unshift(key);
      visited.delete(key);
      return evicted;
    },
    remove: takeOut,
    lists: () => [queue],
  };
}

function naiveS3Fifo(capacity: number): Model {
  const smallMax = Math.floor(capacity / 10);
  const ghostMax = Math.floor((capacity * 9) / 10);
  const [small, main, ghost]: number[][] = [[], [], []] as const;
  const lives = new Map<number, number>();
  function evictFromSmall() {
    while (small!.length > 0) {
      const key = small!.pop()!;
      if (lives.get(key)! < 2) {
        ghost!.unshift(key);
        ghost!.length = Math.min(ghost!.length, ghostMax);
        return key;
      }
      main!.unshift(key);
      lives.set(key, 0);
    }
    return NONE;
  }
  function evictFromMain() {
    for (;;) {
      const key = main!.pop()!;
      if (lives.get(key) === 0) return key;
      main!.unshift(key);
      lives.set(key, lives.get(key)! - 1);
    }
  }
  return {
    has: (key) => small!.includes(key) || main!.includes(key),
    hit: (key) => lives.set(key, Math.min(3, lives.get(key)! + 1)),
    admit(key) {
      const isGhost = ghost!.includes(key);
      drop(ghost!, key);
      let evicted = NONE;
      while (small!.length + main!.length === capacity) {
        const isSmallsTurn = small!.length > 0 && small!.length >= smallMax;
        evicted = isSmallsTurn || main!.length === 0 ? evictFromSmall() : evictFromMain();
      }
      (isGhost ? main! : small!).unshift(key);
      lives.set(key, 0);
      return evicted;
    },
    remove(key) {
      drop(small!, key);
      drop(main!, key);
    },
    lists: () => [small!, main!, ghost!],
  };
}

function naiveTwoQ(capacity: number): Model {
  const a1in: number[] = [];
  const am: number[] = [];
  const a1out: number[] = [];
  function evict() {
    if (a1in.length <= Math.floor(capacity / 4)) return am.pop()!;
    const oldest = a1in.pop()!;
    a1out.unshift(oldest);
    a1out.length = Math.min(a1out.length, Math.floor(capacity / 2));
    return oldest;
  }
  return {
    has: (key) => a1in.includes(key) || am.includes(key),
    hit: (key) => am.includes(key) && moveToFront(am, key),
    admit(key) {
      const isGhost = a1out.includes(key);
      drop(a1out, key);
      const evicted = a1in.length + am.length === capacity ? evict() : NONE;
      (isGhost ? am : a1in).unshift(key);
      return evicted;
    },
    remove(key) {
      drop(a1in, key);
      drop(am, key);
    },
    lists: () => [a1in, am, a1out],
  };
}

function naiveArc(capacity: number): Model {
  const t1: number[] = [];
  const t2: number[] = [];
  const b1: number[] = [];
  const b2: number[] = [];
  let p = 0;
  function replace(isInB2: boolean) {
    if (t1.length + t2.length < capacity) return NONE;
    const isFromT1 = t1.length >= 1 && (t1.length > p || (isInB2 && t1.length === p));
    const oldest = (isFromT1 ? t1 : t2).pop()!;
    (isFromT1 ? b1 : b2).unshift(oldest);
    return oldest;
  }
  function admitStranger() {
    if (t1.length === capacity) return t1.pop()!;
    if (t1.length + b1.length === capacity) {
      b1.pop();
      return replace(false);
    }
    const known = t1.length + t2.length + b1.length + b2.length;
    if (known === 2 * capacity) b2.pop();
    return known >= capacity ? replace(false) : NONE;
  }
  return {
    has: (key) => t1.includes(key) || t2.includes(key),
    hit(key) {
      drop(t1, key);
      moveToFront(t2, key);
    },
    admit(key) {
      if (b1.includes(key)) {
        p = Math.min(capacity, p + Math.max(b2.length / b1.length, 1));
        const evicted = replace(false);
        drop(b1, key);
        t2.unshift(key);
        return evicted;
      }
      if (b2.includes(key)) {
        p = Math.max(0, p - Math.max(b1.length / b2.length, 1));
        const evicted = replace(true);
        drop(b2, key);
        t2.unshift(key);
        return evicted;
      }
      const evicted = admitStranger();
      t1.unshift(key);
      return evicted;
    },
    remove(key) {
      drop(t1, key);
      drop(t2, key);
    },
    lists: () => [t1, t2, b1, b2],
  };
}

function naiveWTinyLfu(capacity: number): Model {
  const mainMax = Math.floor(capacity * 0.99);
  const protectedMax = Math.floor(mainMax * 0.8);
  const inWindow: number[] = [];
  const onProbation: number[] = [];
  const inProtected: number[] = [];
  const frequencies = new Map<number, number>();
  let requests = 0;
  const frequency = (key: number) => frequencies.get(key) ?? 0;
  function count(key: number) {
    frequencies.set(key, frequency(key) + 1);
    requests++;
    if (requests < 10 * capacity) return;
    for (const [any, times] of frequencies) frequencies.set(any, Math.floor(times / 2));
    requests = Math.floor(requests / 2);
  }
  return {
    has: (key) => [...inWindow, ...onProbation, ...inProtected].includes(key),
    hit(key) {
      count(key);
      if (inWindow.includes(key)) return moveToFront(inWindow, key);
      drop(onProbation, key);
      moveToFront(inProtected, key);
      if (inProtected.length > protectedMax) onProbation.unshift(inProtected.pop()!);
    },
    admit(key) {
      count(key);
      inWindow.unshift(key);
      if (inWindow.length <= capacity - mainMax) return NONE;
      const candidate = inWindow.pop()!;
      onProbation.unshift(candidate);
      if (inWindow.length + onProbation.length + inProtected.length <= capacity) return NONE;
      const victim = onProbation.at(-1)!;
      const evicted = frequency(candidate) > frequency(victim) ? victim : candidate;
      drop(onProbation, evicted);
      return evicted;
    },
    remove(key) {
      for (const list of [inWindow, onProbation, inProtected]) drop(list, key);
    },
    lists: () => [inWindow, onProbation, inProtected],
  };
}

function drop(list: number[], key: number): void {
  const index = list.indexOf(key);
  if (index >= 0) list.splice(index, 1);
}

function moveToFront(list: number[], key: number): void {
  drop(list, key);
  list.unshift(key);
}

const naiveModels = {
  lru: naiveLru,
  fifo: naiveFifo,
  clock: naiveClock,
  lfu: naiveLfu,
  random: naiveRandom,
  sieve: naiveSieve,
  s3fifo: naiveS3Fifo,
  twoQ: naiveTwoQ,
  arc: naiveArc,
  wtinylfu: naiveWTinyLfu,
} satisfies Record<Exclude<PolicyName, 'none'>, (capacity: number) => Model>;

const KEY_COUNT = 70;

const runs = fc.record({
  capacity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 50 })),
  // How unequally popular the keys are.
  exponent: fc.constantFrom(1, 2, 4),
  // The share of hits that are removals instead.
  removalRatio: fc.constantFrom(0, 0.02, 0.3),
  // Not fc.double: it picks among representations, most of which lie next to zero.
  draws: fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 300, maxLength: 1500, size: 'max' }),
});
type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never;

it.each(Object.keys(naiveModels) as (keyof typeof naiveModels)[])(
  '%s does what the obvious model does, request by request',
  (name) => {
    fc.assert(
      fc.property(runs, (run) => {
        const obvious = transcriptOf(naiveModels[name](run.capacity), run);
        expect(transcriptOf(realModel(name, run.capacity), run)).toEqual(obvious);
      }),
      { numRuns: 60 },
    );
  },
);

function realModel(name: PolicyName, capacityKeys: number): Model {
  const policy = policyNamed(name);
  const state = policy.create({ capacityKeys, keyCount: KEY_COUNT });
  return {
    has: (key) => policy.has(state, key),
    hit: (key) => policy.hit(state, key),
    admit: (key, draw) => policy.admit(state, key, draw),
    remove: (key) => policy.remove(state, key),
    lists: () => policy.lists(state, KEY_COUNT).map((list) => [...list.keys]),
  };
}

/** What came of every request, and what was left in the end. */
function transcriptOf(model: Model, { exponent, removalRatio, draws }: Run) {
  const outcomes = draws.map((bits) => {
    const key = Math.floor((bits / 2 ** 31) ** exponent * KEY_COUNT);
    // The lower digits, which say little about the key.
    const luck = (bits % 65_536) / 65_536;
    if (!model.has(key))
      return { missed: key, left: model.admit(key, (n) => Math.floor(luck * n)) };
    if (luck < removalRatio) {
      model.remove(key);
      return { removed: key };
    }
    model.hit(key);
    return { hit: key };
  });
  return { outcomes, lists: model.lists() };
}
