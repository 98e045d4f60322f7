import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Lanes, type Span } from './lanes.ts';

const spans = fc
  .array(fc.tuple(fc.nat(50), fc.nat(20)), { maxLength: 100 })
  .map((pairs) =>
    pairs
      .sort(([a], [b]) => a - b)
      .map(([fromNs, length]): Span => ({ fromNs, toNs: fromNs + length })),
  );

it('gives each span the first lane that is empty, as one who looks at all of them', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const lanes = new Lanes();
      const ends: number[] = [];
      for (const span of list) {
        const found = ends.findIndex((endNs) => endNs <= span.fromNs);
        const isNew = found < 0;
        const lane = isNew ? ends.length : found;
        ends[lane] = span.toNs;
        expect(lanes.take(span)).toEqual({ lane, isNew });
      }
    }),
  );
});

it('gives as many as there are spans at once, without looking at each of them', () => {
  const lanes = new Lanes();
  const count = 100_000;
  const begin = process.cpuUsage();
  const taken = Array.from({ length: count }, () => lanes.take({ fromNs: 0, toNs: 1 }).lane);
  // Of the processor, in microseconds: looking at each lane took seconds.
  expect(process.cpuUsage(begin).user).toBeLessThan(1_000_000);
  expect(taken).toEqual(taken.map((_, i) => i));
});
