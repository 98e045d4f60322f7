import { expect, it } from 'vitest';
import { TimerRing } from './timers.ts';

it('timers end in the order in which they began, through growth and wrapping', () => {
  const ring = new TimerRing(10);
  const ended: number[] = [];
  let next = 0;
  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 7; i++) ring.start({ nowNs: round }, next++, 0);
    for (let i = 0; i < 5; i++) ended.push(ring.shift());
  }
  while (ring.state.length > 0) ended.push(ring.shift());
  expect(ended).toEqual(Array.from({ length: 350 }, (_, i) => i));
});

it('what was answered in the meantime is dropped from the head alone, and no later', () => {
  const ring = new TimerRing(10);
  const calls = Array.from({ length: 5 }, () => ({ generation: 0 }));
  for (let call = 0; call < 5; call++) ring.start({ nowNs: call }, call, 0);
  calls[0]!.generation = 1;
  calls[1]!.generation = 1;
  calls[3]!.generation = 1;
  ring.dropVoid(calls);
  expect([ring.state.length, ring.headNs(), ring.shift()]).toEqual([3, 12, 2]);
  ring.dropVoid(calls);
  expect([ring.headNs(), ring.shift(), ring.state.length]).toEqual([14, 4, 0]);
});

it('a ring that nobody has used takes next to no memory: a large drawing has a hundred thousand', () => {
  const { dueNs, call, generation } = new TimerRing(10).state;
  expect(dueNs.byteLength + call.byteLength + generation.byteLength).toBeLessThan(100);
});
