import { expect, it } from 'vitest';
import { groupsOf } from './instance-dots.tsx';

it('draws each of a few, and not those that are gone', () => {
  expect(groupsOf(['up', 'gone', 'cold', 'starting'])).toEqual([
    { instance: 0, others: 0 },
    { instance: 2, others: 0 },
    { instance: 3, others: 0 },
  ]);
});

it('draws one of each state of many, and says how many are like it', () => {
  expect(groupsOf(['up', 'up', 'down', 'up', 'cold', 'draining', 'draining', 'gone'])).toEqual([
    { instance: 0, others: 2 },
    { instance: 2, others: 0 },
    { instance: 4, others: 0 },
    { instance: 5, others: 1 },
  ]);
});
