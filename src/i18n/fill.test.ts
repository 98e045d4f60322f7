import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';
import { formats } from './format.ts';

const en = formats('en');

describe('filling a sentence', () => {
  it('puts names and numbers in their places', () => {
    expect(fill('{node} takes {factor} times', { node: 'web', factor: 2.5 }, en)).toBe(
      'web takes 2.5 times',
    );
  });

  it('writes what ends in Ms as a duration', () => {
    expect(fill('{tookMs}', { tookMs: 1900 }, en)).toBe('1.9\u202fs');
  });

  it('chooses by number', () => {
    const two = '{n, plural, one {1 call} other {# calls}}';
    expect([0, 1, 1200].map((n) => fill(two, { n }, en))).toEqual([
      '0 calls',
      '1 call',
      '1,200 calls',
    ]);
    const three = '{n, plural, =0 {no call} one {one call} other {# calls}}';
    expect([0, 1, 2].map((n) => fill(three, { n }, en))).toEqual([
      'no call',
      'one call',
      '2 calls',
    ]);
  });

  it('fills in anew what is another value, after the same one twice', () => {
    const held = '{kept} of {all, plural, one {1 key} other {# keys}}';
    const say = (kept: number, all: number) => fill(held, { kept, all }, en);
    expect([say(1, 2), say(1, 2), say(2, 2), say(2, 1), say(1, 2)]).toEqual([
      '1 of 2 keys',
      '1 of 2 keys',
      '2 of 2 keys',
      '2 of 1 key',
      '1 of 2 keys',
    ]);
    const plain = '{kept} of {all}';
    expect([1, 1, 3].map((kept) => fill(plain, { kept, all: 4 }, en))).toEqual([
      '1 of 4',
      '1 of 4',
      '3 of 4',
    ]);
  });

  it('never reads a name as a template', () => {
    expect(fill('{node} is up', { node: '{other} {n, plural, one {a} other {b}}' }, en)).toBe(
      '{other} {n, plural, one {a} other {b}} is up',
    );
  });

  it('shows a dash for what is missing', () => {
    expect(fill('{gone}', {}, en)).toBe('–');
  });
});
