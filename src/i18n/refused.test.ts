/**
 * Every sentence with which a file, a link or a change is refused has both languages, and every one is reached: the cases
 * below are refused by the doors themselves, and together they say all that there is to be said.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSentences } from '../base/problems.ts';
import type { Piece, Problem, Said } from '../base/said.ts';
import {
  problemInEnglish,
  type TextProblemCode,
  textProblem,
  textProblemSentences,
} from '../base/text-problems.ts';
import { limits } from '../scenario/limits.ts';
import { parseScenarioText } from '../scenario/text.ts';
import { validateScenario } from '../scenario/validate.ts';
import { toBase64url } from '../share/base64url.ts';
import { decodeLink, settingsOf } from '../share/link.ts';
import { deflate, utf8 } from '../share/streams.ts';
import { setLanguage } from './i18n.ts';
import { refusedText } from './refused.ts';

const node = (more: object) => ({ version: 1, nodes: [{ id: 'a', ...more }] });
const params = (kind: string, of: object) => node({ kind, params: of });
const many = (count: number, one: (i: number) => object) =>
  Array.from({ length: count }, (_, i) => one(i));
const nodes = [
  { id: 'users', kind: 'client' },
  { id: 'web', kind: 'webServer', params: { instances: 2 } },
  { id: 'posts', kind: 'cache' },
];
const drawn = (more: object) => ({ version: 1, nodes, ...more });
const zones = [
  { id: 'z', kind: 'zone', members: ['web'] },
  { id: 'r', kind: 'region', members: ['z'] },
];
const fault = (kind: string, target: string, more: object = {}) =>
  drawn({ zones, faults: [{ kind, target, atMs: 1, ...more }] });
const edge = (id: string, source: string, target: string, of: object = {}) => ({
  id,
  kind: 'request',
  source,
  target,
  params: of,
});
const arrival = (points: readonly object[]) =>
  params('client', { arrival: { process: 'schedule', points } });

/** More than memory should hold, of everything of which there can be too much. */
const crowd = {
  version: 1,
  nodes: [
    {
      id: 'c',
      kind: 'client',
      params: { keys: { count: 1_000_000 }, users: { count: 100_000 } },
    },
    ...many(30, (i) => ({ id: `cache-${i}`, kind: 'cache' })),
    ...many(25, (i) => ({ id: `lb-${i}`, kind: 'loadBalancer', params: { sticky: {} } })),
    ...many(120, (i) => ({ id: `web-${i}`, kind: 'webServer', params: { instances: 1000 } })),
    { id: 'primary', kind: 'database' },
    ...many(350, (i) => ({ id: `db-${i}`, kind: 'database', params: { role: 'replica' } })),
    ...many(350, (i) => ({ id: `reader-${i}`, kind: 'webServer' })),
  ],
  edges: [
    ...many(110, (i) => edge(`e${i}`, 'web-0', `web-${i + 1}`, { circuitBreaker: {} })),
    ...many(350, (i) => ({
      id: `copy-${i}`,
      kind: 'replication',
      source: 'primary',
      target: `db-${i}`,
    })),
    ...many(350, (i) => edge(`read-${i}`, `reader-${i}`, 'primary', { hedge: {} })),
  ],
};

const badScenarios: readonly unknown[] = [
  5,
  [],
  {
    get nodes() {
      throw new Error('no');
    },
  },
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],
  { version: 2, nodes: [] },
  { nodes: [] },
  { version: 1, nodes: {} },
  { version: 1, nodes: [], durationMs: 0, seed: -1 },
  { version: 1, nodes: [], durationMs: 1e300, name: 'n'.repeat(300) },
  { version: 1, nodes: [], frobnicate: 1 },
  { version: 1, nodes: [], sede: 1 },
  { version: 1, nodes: [], name: 5 },
  { version: 1, nodes: many(limits.nodes + 1, (i) => ({ id: `n${i}`, kind: 'queue' })) },
  node({ kind: 'webserver' }),
  node({ kind: 'blockchain' }),
  node({ id: '', kind: 'queue' }),
  params('cache', { policy: 'lfru' }),
  params('cache', { policy: 5 }),
  params('cache', { policy: 'qqqqqqq' }),
  params('cache', { capacityKeys: 1e300 }),
  params('cache', { capacityKeys: null }),
  params('cache', { ttlMs: '60s', singleFlight: 1 }),
  params('cache', { access: 5 }),
  params('cache', { access: { figure: 'sql-simple', dist: 'constant' } }),
  params('cache', { access: { dist: 'uniform', minMs: 3, maxMs: 1 } }),
  params('cache', { access: { dist: 'lognormal', p5Ms: 3, p95Ms: 1 } }),
  params('cache', { access: { dist: 'quantiles', ms: [3, 1] } }),
  params('cache', { access: { dist: 'quantiles', ms: [3] } }),
  params('client', { arrival: 5 }),
  params('client', { operations: [] }),
  params('client', { operations: [{ name: 'r', type: 'read', uses: ['db'] }] }),
  arrival([
    { atMs: 2, ratePerSec: 1 },
    { atMs: 1, ratePerSec: 1 },
  ]),
  params('rateLimiter', { algorithm: 'slidingWindow', ratePerSec: 0.001, windowMs: 1 }),
  params('rateLimiter', { algorithm: 'fixedWindow', ratePerSec: 0.001, windowMs: 1 }),
  params('webServer', { autoscale: { min: 5, max: 2 } }),
  drawn({ nodes: [...nodes, { id: 'web', kind: 'cache' }] }),
  drawn({ edges: [edge('e', 'web', 'web')] }),
  drawn({ edges: [edge('e', 'users', 'wbe')] }),
  drawn({ zones, faults: [{ kind: 'crash', target: 'nobody', atMs: 1 }] }),
  drawn({ zones: [{ id: 'z', kind: 'zone', members: ['nobody'] }] }),
  drawn({ zones: [...zones, { id: 'y', kind: 'zone', members: ['z'] }] }),
  drawn({ zones: [...zones, { id: 's', kind: 'region', members: ['r'] }] }),
  drawn({ zones: [{ id: 'web', kind: 'zone', members: [] }] }),
  fault('flush', 'web'),
  fault('spike', 'web', { factor: 2 }),
  fault('crash', 'users'),
  fault('flush', 'z'),
  fault('instanceCrash', 'z', { instance: 0 }),
  fault('instanceCrash', 'web', { instance: 2 }),
  fault('partition', 'web', { from: ['web'] }),
  drawn({ objectives: ['fast please', 'latencyMs.p99 < 5s', 'latencyMs.p98 < 5', 'speed > 5'] }),
  crowd,
  {
    version: 1,
    nodes: many(900, (i) => ({ id: `n${i}`, kind: 'queue' })),
    zones: many(100, (i) => ({
      id: `z${i}`,
      kind: 'zone',
      members: many(900, (m) => `n${m}` as never),
    })),
  },
  {
    version: 1,
    nodes: many(900, (i) => ({ id: `n${i}`, kind: 'webServer' })),
    zones: [{ id: 'z', kind: 'zone', members: many(900, (i) => `n${i}` as never) }],
    faults: many(20, () => ({ kind: 'crash', target: 'z', atMs: 1 })),
  },
];

const badTexts: readonly string[] = [
  '',
  'hello',
  '{',
  '[',
  '{"a" 1}',
  '{"a":1 2}',
  '{"a":1,}',
  '{"a":',
  '{} {}',
  '"open',
  '"\\x"',
  '["a\tb"]',
  `"${'x'.repeat(limits.bytes)}"`,
  '['.repeat(limits.depth + 1),
];

/** What stands in a link, packed. */
const badEnvelopes: readonly unknown[] = [
  5,
  { v: 0, s: {} },
  { v: 1, s: {}, t: -1 },
  { v: 1, s: {}, w: 5 },
  { v: 1, s: {}, w: { c: [1] } },
  { v: 1, s: {}, w: { p: 0 } },
  { v: 1, s: {}, w: { n: 5 } },
  { v: 1, s: {}, w: { g: 5 } },
];

async function problems(): Promise<(readonly [Piece<TextProblemCode>, string])[]> {
  const found: (readonly [Piece<TextProblemCode>, string])[] = [
    [textProblem('unknownExample', { name: 'web' }), 'unknown example: web'],
    [textProblem('readOnly'), 'it is read-only'],
  ];
  for (const [index, value] of badScenarios.entries()) {
    const read = validateScenario(value);
    expect(read.ok, `scenario ${index}`).toBe(false);
    if (!read.ok) for (const { said, message } of read.issues) found.push([said, message]);
  }
  for (const text of badTexts) {
    const read = parseScenarioText(text);
    expect(read.ok, text.slice(0, 50)).toBe(false);
    if (!read.ok) for (const { said, message } of read.issues) found.push([said, message]);
  }
  for (const envelope of badEnvelopes) {
    const read = await decodeLink(
      `s=${toBase64url(await deflate(utf8(JSON.stringify(envelope))))}`,
    );
    expect(read.ok, JSON.stringify(envelope)).toBe(false);
    if (!read.ok) found.push([read.refusal.detail, problemInEnglish(read.refusal.detail)]);
  }
  for (const hash of ['#embed=yes', '#t=soon']) {
    const read = settingsOf({ hash, search: '' });
    if (!read.ok) found.push([read.problem, problemInEnglish(read.problem)]);
  }
  return found;
}

function codesOf(piece: Piece<TextProblemCode>): string[] {
  if (typeof piece !== 'object') return [];
  return [piece.code, ...Object.values(piece.places).flatMap(codesOf)];
}

beforeAll(() => setLanguage('ko'));
afterAll(() => setLanguage('en'));

/** Said only if `JSON.parse` and our own reader disagreed, or of a schema that ours has no example of. */
const unreachable: readonly string[] = ['notJson', 'unknown', 'somethingElse', 'nothing', 'below'];

describe('a refusal', () => {
  it('has a code for all that it says, and every code can be said', async () => {
    const met = new Set((await problems()).flatMap(([said]) => codesOf(said)));
    const known = [...Object.keys(problemSentences), ...Object.keys(textProblemSentences)];
    expect([...met].filter((code) => !known.includes(code))).toEqual([]);
    expect(known.filter((code) => !met.has(code) && !unreachable.includes(code))).toEqual([]);
  });

  it('is said whole in both languages', async () => {
    for (const [said, message] of await problems()) {
      expect(problemInEnglish(said)).toBe(message);
      const korean = refusedText(said as Said<TextProblemCode>);
      for (const sentence of [message, korean]) {
        expect(sentence).not.toMatch(/undefined|\[object|\{\w+\}/);
      }
      expect(korean, message).toMatch(/[가-힣]/);
      expect(korean, message).not.toMatch(/\([가-힣]+\/[가-힣]+\)/);
      // What is left in Latin letters is the file's own: no word of the English sentences.
      expect(korean, message).not.toMatch(
        /\b(expected|got|unknown|missing|must|at most|at least)\b/,
      );
    }
  });

  it.each<[Problem, string]>([
    [
      firstOf(params('cache', { capacityKeys: -5 })),
      'nodes[0].params.capacityKeys: 0 이상의 정수여야 하는데 -5입니다',
    ],
    [
      firstOf(params('cache', { polcy: 'lru' })),
      'nodes[0].params.polcy: 알 수 없는 필드입니다(비슷한 이름: policy)',
    ],
    [firstOf({ version: 1 }), 'nodes: 값이 없습니다. 목록이 있어야 합니다'],
    [firstOf(5), '시나리오: 객체여야 하는데 5입니다'],
    [
      firstOf(fault('flush', 'web')),
      'faults[0].target: 캐시나 CDN이어야 하는데 "web"(webServer)입니다',
    ],
    [
      firstOf(fault('instanceCrash', 'web', { instance: 2 })),
      'faults[0].instance: 1 이하의 정수("web"의 마지막 인스턴스)여야 하는데 2입니다',
    ],
  ])('is good Korean: %#', (said, korean) => {
    expect(refusedText(said)).toBe(korean);
  });
});

function firstOf(value: unknown): Problem {
  const read = validateScenario(value);
  if (read.ok) throw new Error('it is valid');
  return read.issues[0]!.said;
}
