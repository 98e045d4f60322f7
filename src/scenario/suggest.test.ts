import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, editDistance } from './suggest.ts';

describe('the nearest name', () => {
  it('is found through a missing, a wrong and a swapped letter, whatever the case', () => {
    expect(closest('polcy', ['policy', 'ttlMs'])).toBe('policy');
    expect(closest('webserver', ['webServer', 'worker'])).toBe('webServer');
    expect(closest('wbe', ['lb', 'web'])).toBe('web');
  });

  it('is not offered where nothing is near', () => {
    expect(closest('frobnicate', ['policy', 'ttlMs'])).toBeNull();
    expect(closest('b', ['a'])).toBeNull();
  });

  it('is not looked for when the word is absurdly long', () => {
    expect(closest('policy'.repeat(100), ['policy'.repeat(100)])).toBeNull();
  });
});

it('counts insertions, deletions, replacements and swaps', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', '')).toBe(3);
  expect(editDistance('ab', 'ba')).toBe(1);
  expect(editDistance('same', 'same')).toBe(0);
});

it('stops counting where it is told to', () => {
  expect(editDistance('kitten', 'sitting', 3)).toBe(3);
  expect(editDistance('kitten', 'sitting', 2)).toBe(Number.POSITIVE_INFINITY);
  expect(editDistance('ab', 'abcd', 1)).toBe(Number.POSITIVE_INFINITY);
  expect(editDistance('abcdef', 'badcfe', 3)).toBe(3);
});

it('offers no name that differs by more than a few letters, however long it is', () => {
  const name = 'a-rather-long-name-of-a-server-in-a-zone';
  expect(closest(`${name}-1`, [`${name}-2`])).toBe(`${name}-2`);
  expect(closest(`${name}-1`, ['b-rather-odd-name-of-some-server-in-a-zone-1'])).toBeNull();
});

it('counts as one does who tries everything, as far as it is told to', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, fc.nat(6), (a, b, most) => {
      const distance = slowly(a, b);
      expect(editDistance(a, b)).toBe(distance);
      expect(editDistance(a, b, most)).toBe(distance <= most ? distance : Number.POSITIVE_INFINITY);
    }),
    { numRuns: 300 },
  );
});

function slowly(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const replaced = slowly(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  const isSwap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
  const swapped = isSwap ? slowly(a.slice(2), b.slice(2)) + 1 : replaced;
  return Math.min(replaced, swapped, slowly(a.slice(1), b) + 1, slowly(a, b.slice(1)) + 1);
}
