import { expect, it } from 'vitest';
import { list, number, table } from './table.ts';

it.each([
  [0, '0'],
  [12, '12'],
  [109791, '109,791'],
  [1234.56, '1,235'],
  [231.04, '231'],
  [12.345, '12.35'],
  [0.6656, '0.666'],
  [0.000123, '0.000123'],
  [-5.5, '-5.5'],
  [null, '–'],
])('writes %s as %s', (value, text) => {
  expect(number(value)).toBe(text);
});

it('lines columns up', () => {
  expect(
    table([
      ['node', 'p99'],
      ['a', '1,234'],
      ['longer', '5'],
    ]),
  ).toEqual(['node      p99', 'a       1,234', 'longer      5']);
  expect(
    list([
      ['a', 'x'],
      ['longer', 'y'],
    ]),
  ).toEqual(['a       x', 'longer  y']);
  expect(table([])).toEqual([]);
});
