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
