/**
 * Files and links that somebody, or something, has spoilt: bundled and random scenarios with values replaced, keys
 * renamed, characters flipped, bytes cut off. Whatever comes in, reading it gives a valid scenario or a plain refusal,
 * and gives it soon.
 */
import fc from 'fast-check';
import { gallery } from '../../src/gallery/gallery.ts';
import { compile } from '../../src/scenario/compile.ts';
import type { Scenario, ScenarioFile } from '../../src/scenario/schema.ts';
import { parseScenarioText } from '../../src/scenario/text.ts';
import { toBase64url } from '../../src/share/base64url.ts';
import { decodeLink, encodeLink } from '../../src/share/link.ts';
import { deflate, utf8 } from '../../src/share/streams.ts';
import { leastMs, slowness } from '../support/machine.ts';
import { crowdedFile, crowdsOfAnySize } from './crowds.ts';
import { scenarios } from './scenarios.ts';

/**
 * What the door promises, in milliseconds of one reading. The first ones are slower, until they are compiled; a reading that
 * is slow is slow every time.
 */
const READING_MS = 50;

const files: fc.Arbitrary<ScenarioFile> = fc.oneof(
  fc.constantFrom(...gallery.map(({ file }) => file)),
  scenarios,
);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that have broken other people's readers. */
const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    0,
    -1,
    0.5,
    1e-320,
    1e308,
    2 ** 53,
    -(2 ** 31),
    'Infinity',
    '__proto__',
    '\u0000',
    '\ud800',
    '서버',
    [],
    {},
    [[[[[[[]]]]]]],
    { figure: 'no such figure' },
    { dist: 'pareto', minMs: 1, alpha: 0 },
    { dist: 'quantiles', ms: [] },
    'x'.repeat(100_000),
  ),
  fc.integer() as fc.Arbitrary<Json>,
  fc.string() as fc.Arbitrary<Json>,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.nat(3000).map((n) => Array.from({ length: n }, (_, i) => i)),
  fc.nat(500).map((depth) => nested(depth)),
);

function nested(depth: number): Json {
  let value: Json = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/** One thing done to a document: where (a share of its places), what, and with what. */
const changes = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    how: fc.constantFrom('replace', 'remove', 'rename', 'add', 'copy'),
    junk,
  }),
  { minLength: 1, maxLength: 4 },
);

interface Place {
  readonly parent: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

function placesOf(value: Json, into: Place[] = []): Place[] {
  if (Array.isArray(value)) {
    for (const [key, item] of value.entries()) {
      into.push({ parent: value, key });
      if (into.length < 5000) placesOf(item, into);
    }
  } else if (value !== null && typeof value === 'object') {
    for (const key of Object.keys(value)) {
      into.push({ parent: value, key });
      if (into.length < 5000) placesOf(value[key]!, into);
    }
  }
  return into;
}

type Change = { readonly at: number; readonly how: string; readonly junk: Json };

function changed(file: ScenarioFile, list: readonly Change[]): Json {
  const document = JSON.parse(JSON.stringify(file)) as Json;
  for (const change of list) {
    const places = placesOf(document);
    if (places.length > 0) apply(places[change.at % places.length]!, change);
  }
  return document;
}

function apply({ parent, key }: Place, { how, junk: drawn }: Change): void {
  // A copy of its own: drawn values are shared, and one put into itself would have no end.
  const value = structuredClone(drawn);
  const items = parent as Record<string | number, Json>;
  if (how === 'replace') items[key] = value;
  else if (how === 'add') items[Array.isArray(parent) ? parent.length : `${key}x`] = value;
  else if (how === 'copy' && Array.isArray(parent)) parent.push(structuredClone(items[key]!));
  else {
    const old = items[key]!;
    if (Array.isArray(parent)) parent.splice(key as number, 1);
    else delete parent[key];
    if (how === 'rename' && !Array.isArray(parent)) parent[`${key}s`] = old;
  }
}

/** The text itself spoilt: characters put in, taken out, cut off. */
const cuts = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    remove: fc.nat(3),
    insert: fc.oneof(
      fc.constantFrom('"', '{', ']', ',', '\\u', '1e999', ' ', '['.repeat(100_000)),
      fc.string(),
    ),
  }),
  { maxLength: 3 },
);

type Cut = { readonly at: number; readonly remove: number; readonly insert: string };

function cut(text: string, list: readonly Cut[]): string {
  let result = text;
  for (const { at, remove, insert } of list) {
    const i = at % (result.length + 1);
    result = result.slice(0, i) + insert + result.slice(i + remove);
  }
  return result;
}

const spoiltTexts = fc.oneof(
  fc.tuple(files, changes).map(([file, list]) => JSON.stringify(changed(file, list))),
  fc.tuple(files, cuts).map(([file, list]) => cut(JSON.stringify(file), list)),
);

interface Answer {
  /** What was read, or null. */
  readonly scenario: Scenario | null;
  /** What was wrong, in words; empty where nothing was. */
  readonly words: readonly string[];
}

async function mustAnswerSoon(read: () => Promise<Answer>): Promise<void> {
  let answer: Answer | undefined;
  const readAgain = async () => {
    answer = await read();
  };
  const tookMs = await leastMs(readAgain, READING_MS);
  if (tookMs > READING_MS && tookMs > READING_MS * (await slowness())) {
    throw new Error(`read in ${tookMs.toFixed(0)} ms at best`);
  }
  const { scenario, words } = answer!;
  if (scenario === null) mustBePlain(words);
  // What passes the door must also run.
  else compile(scenario, { keepsSeries: true }).advance(Number.POSITIVE_INFINITY, 200);
}

function mustBePlain(words: readonly string[]): void {
  if (words.length === 0 || words.some((word) => word.trim() === '')) {
    throw new Error('refused without a word');
  }
  const bad = words.find((word) => /undefined|NaN|\[object/.test(word));
  if (bad !== undefined) throw new Error(`refused with “${bad}”`);
}

/** A spoilt file. */
export const spoiltFiles = fc.asyncProperty(spoiltTexts, (text) =>
  mustAnswerSoon(async () => {
    const result = parseScenarioText(text);
    return result.ok
      ? { scenario: result.scenario, words: [] }
      : { scenario: null, words: result.issues.map(({ message }) => message) };
  }),
);

export async function packed(document: Json): Promise<string> {
  return `s=${toBase64url(await deflate(utf8(JSON.stringify({ v: 1, s: document }))))}`;
}

type LinkOf = () => Promise<string>;

const manyLinkTexts: fc.Arbitrary<LinkOf> = crowdsOfAnySize.map(
  (crowd) => () => packed(crowdedFile(crowd)),
);

/** A good link cut, a spoilt document in a good link, a crowd, or noise. */
const spoiltLinkTexts: fc.Arbitrary<LinkOf> = fc.oneof(
  // Rarely: each takes as long as ten others.
  { arbitrary: manyLinkTexts, weight: 1 },
  {
    weight: 40,
    arbitrary: fc.oneof(
      fc.tuple(files, cuts).map<LinkOf>(
        ([file, list]) =>
          async () =>
            cut(await encodeLink(file), list),
      ),
      fc.tuple(files, changes).map<LinkOf>(
        ([file, list]) =>
          () =>
            packed(changed(file, list)),
      ),
      junk.map<LinkOf>((value) => () => packed(value)),
      fc.string().map<LinkOf>((text) => async () => `s=${text}`),
    ),
  },
);

/** Whatever is in it. */
export async function linkIsReadSoon(link: string): Promise<void> {
  await mustAnswerSoon(async () => {
    const result = await decodeLink(link);
    return result.ok
      ? { scenario: result.scenario, words: [] }
      : { scenario: null, words: [result.message] };
  });
}

/** A spoilt link. */
export const spoiltLinks = fc.asyncProperty(spoiltLinkTexts, async (linkOf) => {
  await linkIsReadSoon(await linkOf());
});
