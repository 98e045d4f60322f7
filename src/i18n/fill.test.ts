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

  it('never reads a name as a template', () => {
    expect(fill('{node} is up', { node: '{other} {n, plural, one {a} other {b}}' }, en)).toBe(
      '{other} {n, plural, one {a} other {b}} is up',
    );
  });

  it('shows a dash for what is missing', () => {
    expect(fill('{gone}', {}, en)).toBe('–');
  });
});
