import { expect, it } from 'vitest';
import { notableColumns } from '../../tests/fixtures/synthetic-run.ts';
import { FAILED, SLOW, STALE_READ } from '../sim/recording.ts';
import { notableList } from './notable-lists.ts';
import { slowestNear } from './requests.ts';

const chunks = [
  notableColumns([
    { why: SLOW, request: 1, sentNs: 0, endedNs: 50 },
    { why: FAILED, request: 2, sentNs: 10, endedNs: 60, cause: 1 },
    { why: STALE_READ, request: 1, sentNs: 0, endedNs: 50 },
  ]),
  notableColumns([
    { why: SLOW, request: 3, sentNs: 100, endedNs: 190 },
    { why: FAILED, request: 4, sentNs: 110, endedNs: 200, cause: 2 },
  ]),
];
const whole = { fromNs: 0, toNs: Number.POSITIVE_INFINITY };

it('lists the slowest first and the others in the order of time', () => {
  const numbers = (list: 'slowest' | 'failed' | 'stale', span = whole) =>
    notableList(chunks, list, span).rows.map(({ request }) => request);
  expect(numbers('slowest')).toEqual([3, 1]);
  expect(numbers('failed')).toEqual([2, 4]);
  expect(numbers('stale')).toEqual([1]);
  expect(numbers('failed', { fromNs: 100, toNs: 300 })).toEqual([4]);
  // Of two stretches that touch, the boundary is of the later.
  expect(numbers('failed', { fromNs: 0, toNs: 60 })).toEqual([]);
  expect(numbers('failed', { fromNs: 60, toNs: 120 })).toEqual([2]);
});

it('finds the slowest that was answered near a moment, and says where there is none', () => {
  expect(slowestNear(chunks, 180, 20)).toBe(3);
  expect(slowestNear(chunks, 120, 100)).toBe(3);
  expect(slowestNear(chunks, 45, 10)).toBe(1);
  expect(slowestNear(chunks, 120, 10)).toBeNull();
});
