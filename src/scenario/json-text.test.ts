import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemInEnglish } from '../base/text-problems.ts';
import { findJsonError, parseJsonText, utf8Length } from './json-text.ts';
import { limits } from './limits.ts';

const messageOf = (text: string) => {
  const result = parseJsonText(text);
  return result.ok ? null : problemInEnglish(result.problem);
};

describe('what is not JSON is told with its place', () => {
  it.each([
    ['', 'not JSON: expected a value, got the end of the text at line 1 column 1'],
    ['hello', 'not JSON: expected a value, got "h" at line 1 column 1'],
    ['{\n  "version": 1,\n}', 'in double quotes, got "}" at line 3 column 1'],
    ['{"a" 1}', 'not JSON: expected ":", got "1" at line 1 column 6'],
    ['[1 2]', 'not JSON: expected "," or "]", got "2" at line 1 column 4'],
    ['{} {}', 'not JSON: expected nothing more, got "{" at line 1 column 4'],
    ['"open', 'not JSON: expected a closing " for the text that begins at line 1 column 1'],
    ['"\\x"', 'not JSON: expected an escape such as \\n or \\u0041 at line 1 column 2'],
    ['["a\tb"]', 'not JSON: expected no line break or tab inside a text at line 1 column 4'],
    ['{"seed": 012}', 'got "1" at line 1 column 11'],
    ['{"version": NaN}', 'got "N" at line 1 column 13'],
  ])('%j', (text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  it('finds an error exactly where JSON.parse refuses', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', '-', '.', 'e', ' ', '\n'];
    const words = ['true', 'null', '"k"', '"k":', '0', '\\u12', '\u0001'];
    const texts = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(findJsonError(text) === null).toBe(isJson);
      }),
      { numRuns: 5000 },
    );
  });

  it('accepts whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findJsonError(text)).toBeNull();
      }),
    );
  });
});

describe('bounds', () => {
  it('refuses a text beyond the byte limit before it reads any of it', () => {
    expect(messageOf('['.repeat(10_000_000))).toBe(
      'too large: expected at most 2000000 bytes, got 10000000',
    );
  });

  it('refuses nesting beyond the limit and names the place', () => {
    const text = '['.repeat(limits.depth + 1);
    expect(messageOf(text)).toBe(
      'nested too deeply: expected at most 32 levels at line 1 column 33',
    );
  });

  it('reads nesting up to the limit, and brackets inside texts do not count', () => {
    expect(parseJsonText('['.repeat(limits.depth) + ']'.repeat(limits.depth)).ok).toBe(true);
    expect(parseJsonText(JSON.stringify('[\\"'.repeat(100))).ok).toBe(true);
  });

  it('counts bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

it('reads a text that begins with a byte order mark', () => {
  expect(parseJsonText('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
});
