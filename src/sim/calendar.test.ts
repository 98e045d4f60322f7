/** The calendar against a list that is sorted anew each time. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Calendar } from './calendar.ts';

interface Waiting {
  readonly timeNs: number;
  readonly sequence: number;
  readonly argument: number;
  readonly slot: number;
}

/** What to do next: schedule (after so long), take the next event, or cancel one of those waiting. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('push' as const), delayNs: fc.nat(20) }),
    fc.record({ kind: fc.constant('pop' as const), delayNs: fc.constant(0) }),
    fc.record({ kind: fc.constant('cancel' as const), delayNs: fc.nat(1000) }),
  ),
  { maxLength: 400 },
);

it('gives events by time, then by order of scheduling, cancelled ones never', () => {
  fc.assert(
    fc.property(steps, (todo) => {
      const calendar = new Calendar(4);
      let waiting: Waiting[] = [];
      let nowNs = 0;
      let sequence = 0;
      for (const { kind, delayNs } of todo) {
        if (kind === 'push') {
          const timeNs = nowNs + delayNs;
          const slot = calendar.plan(timeNs, 7, sequence);
          waiting.push({ timeNs, sequence, argument: sequence, slot });
          sequence++;
        } else if (kind === 'cancel' && waiting.length > 0) {
          const [gone] = waiting.splice(delayNs % waiting.length, 1);
          calendar.cancel(gone!.slot);
        } else if (kind === 'pop') {
          waiting = waiting.sort((a, b) => a.timeNs - b.timeNs || a.sequence - b.sequence);
          const expected = waiting.shift();
          expect(calendar.nextNs()).toBe(expected?.timeNs ?? Number.POSITIVE_INFINITY);
          if (expected === undefined) continue;
          const slot = calendar.pop();
          expect(calendar.state.argument[slot]).toBe(expected.argument);
          calendar.release(slot);
          nowNs = expected.timeNs;
        }
      }
    }),
  );
});

it('equal times are first come, first served, through growth and cancellation', () => {
  const calendar = new Calendar(2);
  const slots = Array.from({ length: 100 }, (_, i) => calendar.plan(5, 1, i));
  for (let i = 0; i < 100; i += 3) calendar.cancel(slots[i]!);
  const order: number[] = [];
  while (calendar.nextNs() === 5) {
    const slot = calendar.pop();
    order.push(calendar.state.argument[slot]!);
    calendar.release(slot);
  }
  expect(order).toEqual(Array.from({ length: 100 }, (_, i) => i).filter((i) => i % 3 !== 0));
  expect(calendar.pending).toBe(0);
});

it('takes a new event in the place of the one that happens, also when all its places are in use', () => {
  const calendar = new Calendar(4);
  for (let i = 0; i < 4; i++) calendar.plan(i, 1, i);
  const order: number[] = [];
  for (let next = 4; order.length < 50; next++) {
    calendar.nextNs();
    const slot = calendar.pop();
    order.push(calendar.state.argument[slot]!);
    calendar.release(slot);
    calendar.plan(next, 1, next);
  }
  expect(order).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
