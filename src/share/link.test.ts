import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gallery } from '../gallery/gallery.ts';
import { kinds } from '../kinds/schemas.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { decodeLink, encodeLink, linkLength, linkWarning } from './link.ts';
import { noSettings } from './settings.ts';

const pack = (value: string | Uint8Array) => `s=${deflateRawSync(value).toString('base64url')}`;
const packJson = (value: unknown) => pack(JSON.stringify(value));
const empty: ScenarioFile = { version: 1, nodes: [] };

/** Random files that the validator accepts. */
const position = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
});
const node = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    label: fc.string({ unit: 'grapheme', maxLength: 20 }),
    position,
  },
  { requiredKeys: ['kind'] },
);
const validFile: fc.Arbitrary<ScenarioFile> = fc
  .record(
    {
      name: fc.string({ unit: 'grapheme', maxLength: 50 }),
      description: fc.string({ unit: 'grapheme', maxLength: 500 }),
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      durationMs: fc.double({ min: 1, max: 1e6, noNaN: true }),
      nodes: fc.array(node, { maxLength: 12 }),
      pairs: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 }),
    },
    { requiredKeys: ['nodes', 'pairs'] },
  )
  .map(({ nodes, pairs, ...rest }) => ({
    ...rest,
    version: 1,
    nodes: nodes.map((sketch, i) => ({ ...sketch, id: `n${i}` })),
    edges: pairs
      .filter(([a, b]) => a !== b && a < nodes.length && b < nodes.length)
      .map(([a, b], i) => ({
        id: `e${i}`,
        kind: 'request' as const,
        source: `n${a}`,
        target: `n${b}`,
      })),
  }));

describe('a link', () => {
  it('brings back every valid scenario', async () => {
    await fc.assert(
      fc.asyncProperty(validFile, async (file) => {
        expect(validateScenario(file).ok).toBe(true);
        const result = await decodeLink(`#${await encodeLink(file)}`);
        expect(result).toMatchObject({ ok: true, file, settings: noSettings, view: {} });
      }),
      { numRuns: 200 },
    );
  });

  it('carries the moment that is shown, to the microsecond', async () => {
    const fragment = await encodeLink(empty, { atMs: 23_412.345 });
    expect(fragment).toMatch(/&t=23\.412345$/);
    const read = await decodeLink(fragment);
    expect(read.ok && read.settings.atMs).toBe(23_412.345);
  });

  it('reads the moment that the first release kept inside', async () => {
    const old = packJson({ v: 1, s: empty, t: 23_412 });
    const read = await decodeLink(old);
    expect(read.ok && read.settings.atMs).toBe(23_412);
    // What stands beside the payload was written by hand, later.
    const changed = await decodeLink(`${old}&t=1`);
    expect(changed.ok && changed.settings.atMs).toBe(1000);
  });

  it('carries what is looked at', async () => {
    const view = {
      sight: { x: -20, y: 30, width: 800, height: 600 },
      speed: 0.01,
      selected: 'q',
      charts: { latency: true, queue: false },
    };
    const read = await decodeLink(await encodeLink(empty, { view }));
    expect(read.ok && read.view).toEqual(view);
  });

  it.each([
    [{ c: [0, 0, 1] }],
    [{ c: [0, 0, 0, 10] }],
    [{ c: [0, 0, 1e300, 10] }],
    [{ c: ['0', 0, 10, 10] }],
    [{ p: 0 }],
    [{ p: '1' }],
    [{ n: 'x'.repeat(81) }],
    [{ g: { latency: 2 } }],
    [{ g: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`c${i}`, 1])) }],
    ['all of it'],
    [null],
  ])('refuses a view that is none: %j', async (w) => {
    const read = await decodeLink(packJson({ v: 1, s: empty, w }));
    expect(read.ok ? '' : read.message).toMatch(/^The link is damaged: expected .*\.$/);
  });

  it('rounds positions to whole pixels', async () => {
    const file: ScenarioFile = {
      version: 1,
      nodes: [{ id: 'q', kind: 'queue', position: { x: 1.6, y: -0.2 } }],
    };
    const result = await decodeLink(await encodeLink(file));
    expect(result.ok && result.file.nodes[0]?.position).toEqual({ x: 2, y: 0 });
  });

  it('is found in a whole URL and beside other settings', async () => {
    const fragment = await encodeLink(empty);
    for (const text of [
      fragment,
      `#${fragment}`,
      `https://example.org/a/#${fragment}`,
      `#embed=1&${fragment}&t=5`,
      `#${fragment}\n`,
    ]) {
      expect(await decodeLink(text)).toMatchObject({ ok: true, file: empty });
    }
  });

  it('needs no escaping in a URL', async () => {
    expect(await encodeLink(gallery[0].file)).toMatch(/^s=[\w-]+$/);
  });

  it('of the blog can be sent in a chat', async () => {
    const length = linkLength(await encodeLink(gallery[0].file), 'https://spillway.example.org/');
    expect(length).toBeLessThan(2000);
    expect(linkWarning(length)).toBeNull();
  });
});

it('warns of lengths that chats cut and tools refuse', () => {
  expect([2000, 2001, 8000, 8001].map(linkWarning)).toEqual([null, 'chat', 'chat', 'tools']);
  expect(linkLength('s=abc', 'https://a.b/')).toBe('https://a.b/#s=abc'.length);
});

describe('a bad link is refused with a sentence', () => {
  it.each<[string, string, string]>([
    ['no scenario', '#embed=1', 'The link holds no scenario: expected #s=… in it.'],
    ['an empty scenario', '#s=', 'The link holds no scenario: expected #s=… in it.'],
    [
      'foreign characters',
      '#s=%7B%7D',
      'The link is damaged: it is cut short or holds characters of others.',
    ],
    ['no deflate', '#s=AAAA', 'The link is damaged: it cannot be unpacked.'],
    ['no UTF-8', pack(new Uint8Array([0xff, 0xfe])), 'The link is damaged: it cannot be unpacked.'],
    [
      'no JSON',
      pack('{'),
      'The link is damaged: not JSON: expected a field name in double quotes or "}", got the end of the text at line 1 column 2.',
    ],
    ['no envelope', packJson([1]), 'The link is damaged: expected an object in it.'],
    ['no version', packJson({ s: empty }), 'The link is damaged: expected link version 1.'],
    [
      'a newer version',
      packJson({ v: 2, s: empty }),
      'The link was made by a newer version of Spillway: reload the page and try again.',
    ],
    [
      'a bad moment',
      packJson({ v: 1, s: empty, t: -1 }),
      'The link is damaged: expected a time of at least 0.',
    ],
    [
      'a bad scenario',
      packJson({ v: 1, s: { version: 1, nodes: [], seed: -1 } }),
      "The link's scenario is not valid: seed: expected a whole number of at least 0, got -1.",
    ],
  ])('%s', async (_, link, message) => {
    expect(await decodeLink(link)).toMatchObject({ ok: false, message });
  });

  it('that is too long, unread', async () => {
    expect(await decodeLink(`#s=${'A'.repeat(3_000_000)}`)).toMatchObject({
      ok: false,
      message: expect.stringContaining('too long'),
    });
  });

  it('that unpacks to more than a file may hold', async () => {
    const bomb = pack(' '.repeat(50_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await decodeLink(bomb)).toEqual({
      ok: false,
      message: 'The link holds too much: expected at most 2000000 bytes.',
      refusal: { code: 'tooMuch', detail: '2000000' },
    });
  });

  it('that is cut short', async () => {
    const fragment = await encodeLink(gallery[0].file);
    for (let length = 3; length < fragment.length; length += 7) {
      expect(await decodeLink(fragment.slice(0, length))).toMatchObject({ ok: false });
    }
  });
});

it('ignores what a later version may add beside the scenario', async () => {
  expect(await decodeLink(packJson({ v: 1, s: empty, view: [0, 0, 1] }))).toMatchObject({
    ok: true,
    file: empty,
  });
});

it('never throws, whatever is done to a link', async () => {
  const fragment = await encodeLink(gallery[0].file);
  const change = fc.tuple(
    fc.nat(fragment.length - 1),
    fc.constantFrom(...'AZaz09-_+/=&#% é'),
    fc.nat(3),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      let text = fragment;
      for (const [at, character, gone] of changes)
        text = text.slice(0, at) + character + text.slice(at + gone);
      const result = await decodeLink(text);
      if (result.ok) expect(validateScenario(result.file).ok).toBe(true);
      else expect(result.message).toMatch(/^The link.+\.$/s);
    }),
    { numRuns: 500 },
  );
});

it('never throws on bytes that are no link', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const result = await decodeLink(`s=${Buffer.from(bytes).toString('base64url')}`);
      expect(result.ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});
