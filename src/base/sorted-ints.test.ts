import { expect, it } from 'vitest';
import { Streams } from './random.ts';
import { firstFrom, setIn, sortedInts } from './sorted-ints.ts';

it('holds what a slow set holds, and finds the next as walking would', () => {
  const streams = new Streams(3);
  const stream = streams.named('test', 'numbers');
  for (const capacity of [1, 2, 3, 8, 31]) {
    const slow = new Set([0]);
    const set = sortedInts(capacity, (value) => slow.has(value));
    for (let step = 0; step < 500; step++) {
      const value = streams.below(stream, capacity);
      const isIn = streams.below(stream, 2) === 1;
      setIn(set, value, isIn);
      if (isIn) slow.add(value);
      else slow.delete(value);
      expect([...set.items.subarray(0, set.count)]).toEqual([...slow].sort((a, b) => a - b));
      if (slow.size === 0) continue;
      let next = streams.below(stream, capacity);
      const found = firstFrom(set, next);
      while (!slow.has(next)) next = (next + 1) % capacity;
      expect(found).toBe(next);
    }
  }
});
