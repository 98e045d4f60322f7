import { expect, test } from 'vitest';
import type { TimelineEvent } from '../sim/recording.ts';
import { incidents } from './incidents.ts';

const at = (sec: number, event: string, node: number): TimelineEvent => ({
  atNs: sec * 1e9,
  event,
  node,
  instance: -1,
  data: {},
});
const alone = () => [];

test('what strikes at one moment is one incident, which names all of it', () => {
  const events = [at(8, 'crashed', 1), at(8, 'crashed', 2), at(9, 'ejected', 3)];
  const [incident, ...others] = incidents(events, alone);
  expect(others).toEqual([]);
  expect(incident!.began.node).toBe(1);
  expect(incident!.also.map(({ node }) => node)).toEqual([2]);
});

test('what strikes later begins an incident of its own', () => {
  const found = incidents([at(8, 'crashed', 1), at(9, 'flushed', 2)], alone);
  expect(found.map(({ began, also, untilNs }) => [began.event, also.length, untilNs])).toEqual([
    ['crashed', 0, 9e9],
    ['flushed', 0, Number.POSITIVE_INFINITY],
  ]);
});

test('beside a failover the other strikes of its moment are named', () => {
  const set = [4, 5];
  const setOf = (node: number) => (set.includes(node) ? set : []);
  const events = [
    at(20, 'crashed', 4),
    at(20, 'crashed', 1),
    at(25, 'declaredDown', 4),
    at(26, 'elected', 5),
  ];
  const [incident] = incidents(events, setOf);
  expect(incident!.failover).not.toBeNull();
  expect(incident!.also.map(({ node }) => node)).toEqual([1]);
});
