import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64url, toBase64url } from './base64url.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

it('is what Node calls base64url', () => {
  fc.assert(
    fc.property(bytes, (input) => {
      expect(toBase64url(input)).toBe(Buffer.from(input).toString('base64url'));
    }),
  );
});

it('comes back as it was', () => {
  fc.assert(
    fc.property(bytes, (input) => {
      expect(fromBase64url(toBase64url(input))).toEqual(input);
    }),
  );
});

it.each(['A', 'AB', 'AAB', 'A+/A', 'AAA=', 'A A ', 'é'])(
  'refuses %j, which is not what it writes',
  (text) => {
    expect(fromBase64url(text)).toBeNull();
  },
);
