import { expect, it } from 'vitest';
import { replayTrace } from './replay-trace.ts';

const loop = Array.from({ length: 60 }, (_, i) => i % 6).join('\n');

it('plays a trace through a policy', () => {
  expect(replayTrace({ policy: 'lru', capacityKeys: 5, text: loop })).toEqual({
    requests: 60,
    misses: 60,
    missRatio: 1,
  });
  expect(replayTrace({ policy: 'lru', capacityKeys: 6, text: loop }).misses).toBe(6);
});

it('has the same luck every time', () => {
  const play = () => replayTrace({ policy: 'random', capacityKeys: 3, text: loop });
  expect(play()).toEqual(play());
});

it.each([
  [
    { policy: 'lfru' },
    'policy: expected one of lru, fifo, clock, lfu, random, sieve, s3fifo, twoQ, arc, wtinylfu, none, belady, got "lfru"; did you mean lru?',
  ],
  [{ capacityKeys: -1 }, 'capacity: expected a whole number from 0 to 1000000000, got -1'],
  [{ capacityKeys: 1.5 }, 'capacity: expected a whole number from 0 to 1000000000, got 1.5'],
  [{ text: '1\nx\n' }, 'line 2: expected an integer, got "x"'],
])('refuses %j', (wrong, message) => {
  expect(() => replayTrace({ policy: 'lru', capacityKeys: 5, text: loop, ...wrong })).toThrow(
    message,
  );
});
