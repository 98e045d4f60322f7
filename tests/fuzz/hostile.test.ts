/**
 * Files and links made to hurt a reader, one by one: each is a plain refusal that names the place, or a valid scenario,
 * and leaves nothing behind. What chance finds is in mutations.ts.
 */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/scenario/limits.ts';
import { parseScenarioText } from '../../src/scenario/text.ts';
import { toBase64url } from '../../src/share/base64url.ts';
import { decodeLink, encodeLink } from '../../src/share/link.ts';

const cache = (params: string) =>
  `{"version":1,"nodes":[{"id":"a","kind":"cache","params":${params}}]}`;
const file = (more: string) => `{"version":1,"nodes":[{"id":"a","kind":"queue"}]${more}}`;
const twice = '{"id":"a","kind":"queue"},{"id":"a","kind":"queue"}';

function refusal(text: string): string {
  const read = parseScenarioText(text);
  return read.ok ? 'read' : read.issues[0]!.message;
}

describe('a file', () => {
  it.each<[string, string, string | RegExp]>([
    ['that is empty', '', 'not JSON: expected a value, got the end of the text at line 1 column 1'],
    ['of blanks', ' \n\t ', /^not JSON: .*at line 2 column 3$/],
    ['of a byte order mark', '\uFEFF', /^not JSON: expected a value, got the end/],
    [
      'of two byte order marks',
      `\uFEFF\uFEFF${file('')}`,
      /^not JSON: expected a value, got "\uFEFF" at/,
    ],
    ['that begins with a byte order mark', `\uFEFF${file('')}`, 'read'],
    [
      'that is a link',
      'https://example.org/#s=AAAA',
      'not JSON: expected a value, got "h" at line 1 column 1',
    ],
    ['that is a page', '<!doctype html>', 'not JSON: expected a value, got "<" at line 1 column 1'],
    ['that is null', 'null', 'scenario: expected an object, got null'],
    [
      'nested deeply',
      '['.repeat(1_000_000),
      'nested too deeply: expected at most 32 levels at line 1 column 33',
    ],
    [
      'nested deeply in a field',
      cache(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`),
      /^nested too deeply/,
    ],
    [
      'with a million nothings',
      `{"version":1,"nodes":[${'0,'.repeat(900_000)}0]}`,
      'nodes: expected a list of at most 1000 items, got 900001',
    ],
    [
      'with a huge inner list',
      cache(`{"access":{"dist":"quantiles","ms":[${'1,'.repeat(500_000)}1]}}`),
      /^nodes\[0\]\.params\.access\.ms: expected a list of at most 1001 items, got 500001/,
    ],
    [
      'with more than it may hold',
      `"${'x'.repeat(limits.bytes)}"`,
      /^too large: expected at most 2000000 bytes/,
    ],
    [
      'with an id twice',
      `{"version":1,"nodes":[${twice}]}`,
      'nodes[1].id: expected an id of its own, got "a", the id of nodes[0]',
    ],
    ['with a field twice', file(',"seed":1,"seed":2'), 'read'],
    [
      'that reaches for the prototype',
      cache('{"__proto__":{"capacityKeys":5}}'),
      /^nodes\[0\]\.params\.__proto__: unknown/,
    ],
    ['that reaches for it at the top', file(',"__proto__":{"seed":5}'), /^__proto__: unknown/],
    [
      'that reaches for the constructor',
      cache('{"constructor":{"prototype":{"x":1}}}'),
      /^nodes\[0\]\.params\.constructor: unknown/,
    ],
    [
      'of a kind that every object has',
      '{"version":1,"nodes":[{"id":"a","kind":"toString"}]}',
      /^nodes\[0\]\.kind: unknown kind "toString"/,
    ],
    [
      'of a kind that is the prototype',
      '{"version":1,"nodes":[{"id":"a","kind":"__proto__"}]}',
      /^nodes\[0\]\.kind: unknown kind "__proto__"/,
    ],
    [
      'with ids of every object',
      '{"version":1,"nodes":[{"id":"__proto__","kind":"queue"},{"id":"constructor","kind":"queue"}]}',
      'read',
    ],
    [
      'with a number that is none',
      cache('{"capacityKeys":NaN}'),
      /^not JSON: expected a value, got "N" at line 1 column 75?/,
    ],
    [
      'with a number beyond all',
      cache('{"capacityKeys":1e999}'),
      /^nodes\[0\]\.params\.capacityKeys: expected .*, got Infinity/,
    ],
    [
      'with a number below all',
      cache('{"capacityKeys":-1e999}'),
      /^nodes\[0\]\.params\.capacityKeys: expected .*, got -Infinity/,
    ],
    [
      'with half a character as an id',
      '{"version":1,"nodes":[{"id":"\\ud800","kind":"queue"}]}',
      'read',
    ],
    [
      'with half a character as a field',
      cache('{"\\ud800":1}'),
      /^nodes\[0\]\.params\["\\ud800"\]: unknown/,
    ],
    ['with a name of control characters', file(',"name":"a\\u0000b\\u202e"'), 'read'],
  ])('%s', (_, text, expected) => {
    const said = refusal(text);
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
    expect(said.length).toBeLessThan(300);
    expect(({} as { capacityKeys?: unknown; seed?: unknown }).capacityKeys).toBeUndefined();
    expect(({} as { capacityKeys?: unknown; seed?: unknown }).seed).toBeUndefined();
  });

  it('with a negative zero comes back through a link as the same run', async () => {
    const read = parseScenarioText(
      '{"version":1,"nodes":[{"id":"a","kind":"queue","position":{"x":-0,"y":-0.4}}],"warmupMs":-0}',
    );
    if (!read.ok) throw new Error(read.issues[0]!.message);
    const again = await decodeLink(await encodeLink(read.file));
    expect(again.ok && JSON.stringify(again.scenario.nodes)).toContain('"position":{"x":0,"y":0}');
  });
});

/** Packed in one go, so that a few kB come to hundreds of MB. */
const bomb = (bytes: number, fill: string) =>
  `s=${toBase64url(deflateRawSync(Buffer.alloc(bytes, fill), { level: 9 }))}`;

describe('a link', () => {
  it.each([
    ['zeros', '\0'],
    ['brackets', '['],
    ['blanks', ' '],
  ])(
    'of 200 kB that inflates to 200 MB of %s is refused before it is unpacked',
    async (_, fill) => {
      const link = bomb(200_000_000, fill);
      expect(link.length).toBeLessThan(300_000);
      const before = process.memoryUsage.rss();
      const read = await decodeLink(link);
      expect(read).toMatchObject({
        ok: false,
        message: 'The link holds too much: expected at most 2000000 bytes.',
      });
      // Whole, it would be 200 MB.
      expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    },
  );

  it.each<[string, string, RegExp]>([
    ['of nothing', '#s=', /holds no scenario/],
    ['of %-junk', '#s=%E0%A4%A', /cut short or holds characters of others/],
    ['of %-junk beside it', '#%%%=%&s=%', /cut short or holds characters of others/],
    ['that a program has escaped', '#s=q1Yq%2BLVKs', /cut short or holds characters of others/],
    ['of another alphabet', '#s=AAAA+AAA/AA==', /cut short or holds characters of others/],
    ['with half a character', '#s=\ud800', /cut short or holds characters of others/],
    ['that is not packed', '#s=AAAAAAAA', /cannot be unpacked/],
    [
      'of text that is none',
      `#s=${toBase64url(deflateRawSync(Buffer.from([0xff, 0xfe])))}`,
      /cannot be unpacked/,
    ],
    [
      'of a link',
      `#s=${toBase64url(deflateRawSync('#s=AAAA'))}`,
      /not JSON: expected a value, got "#"/,
    ],
    [
      'with a prototype',
      `#s=${toBase64url(deflateRawSync('{"v":1,"s":{"version":1,"nodes":[],"__proto__":{}}}'))}`,
      /__proto__: unknown/,
    ],
    [
      'nested deeply',
      `#s=${toBase64url(deflateRawSync('['.repeat(1_000_000)))}`,
      /nested too deeply/,
    ],
    ['of settings that are junk', '#s=AAAA&t=%31', /expected a time in seconds/],
  ])('%s', async (_, link, expected) => {
    const read = await decodeLink(link);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.message).toMatch(expected);
  });
});
