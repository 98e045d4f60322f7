/** Looking into a cache shows what is there, and changes nothing. */
import { describe, expect, it } from 'vitest';
import { createSession } from '../bridge/session.ts';
import { blog } from '../gallery/blog.ts';
import { cacheFlush } from '../gallery/cache-flush.ts';
import { compile } from './compile.ts';
import { keyedOf, type Peek } from './peek.ts';
import { type Scenario, scenarioSchema } from './schema.ts';

const LIMIT = 40;

const cdnScenario = scenarioSchema.parse({
  version: 1,
  name: 'Edges',
  seed: 7,
  durationMs: 4000,
  nodes: [
    {
      id: 'readers',
      kind: 'client',
      params: {
        arrival: { process: 'poisson', ratePerSec: 800 },
        operations: [{ name: 'file', type: 'static', weight: 1 }],
        keys: { count: 500 },
      },
    },
    {
      id: 'cdn',
      kind: 'cdn',
      params: { pops: 3, capacityKeys: 40, policy: 's3fifo', shield: { enabled: true } },
    },
    { id: 'origin', kind: 'webServer', params: {} },
  ],
  edges: [
    { id: 'a', kind: 'request', source: 'readers', target: 'cdn' },
    { id: 'b', kind: 'request', source: 'cdn', target: 'origin' },
  ],
});

const cases: readonly { name: string; scenario: Scenario; node: string; store: number }[] = [
  {
    name: 'the blog',
    scenario: { ...scenarioSchema.parse(blog.file), durationMs: 24_000 },
    node: 'cache',
    store: 0,
  },
  {
    name: 'a cache that is flushed',
    scenario: scenarioSchema.parse(cacheFlush.file),
    node: cacheFlush.file.nodes.find(({ kind }) => kind === 'cache')!.id,
    store: 0,
  },
  { name: 'one edge of a CDN', scenario: cdnScenario, node: 'cdn', store: 1 },
  { name: "a CDN's shield", scenario: cdnScenario, node: 'cdn', store: 3 },
];

/** A whole run in a session, then looks into it at these moments. */
function looks(of: (typeof cases)[number], moments: readonly number[]) {
  const peeks: (Peek | null)[] = [];
  let hash = '';
  const session = createSession((message) => {
    if (message.type === 'failed') throw new Error(message.message);
    if (message.type === 'peeked') peeks.push(message.peek);
    if (message.type === 'finished') hash = message.summary.runHash;
  });
  session.receive({ type: 'run', run: 1, scenario: of.scenario });
  const ask = (atNs: number, id: number) =>
    session.receive({
      type: 'peek',
      run: 1,
      id,
      moment: { node: of.node, store: of.store, atNs, limit: LIMIT },
      other: null,
    });
  // Some while the run is still under way: looking must not disturb it.
  for (let i = 0; i < 5; i++) {
    session.pump();
    ask(0, i);
  }
  while (session.pump());
  peeks.length = 0;
  for (const [i, atNs] of moments.entries()) ask(atNs, 100 + i);
  return { peeks, hash };
}

describe.each(cases)('looking into $name', (of) => {
  const durationNs = of.scenario.durationMs * 1e6;
  // Back and forth, as a person drags the cursor.
  const moments = Array.from({ length: 20 }, (_, i) =>
    Math.floor((((i * 0.6180339887) % 1) * 0.98 + 0.01) * durationNs),
  );
  const { peeks, hash } = looks(of, moments);

  it('shows at twenty moments exactly what a straight run holds', () => {
    for (const [i, atNs] of moments.entries()) {
      const straight = compile(of.scenario, { keepsSeries: false });
      straight.advance(atNs, Number.POSITIVE_INFINITY);
      const store = keyedOf(straight, of.node)!.stores[of.store]!;
      const peek = peeks[i]!;
      expect(peek.fromNs).toBeLessThanOrEqual(atNs);
      expect(peek.toNs).toBeGreaterThanOrEqual(atNs);
      const now = peek.steps.findLast((step) => step.atNs <= atNs)!;
      expect(now.lists).toEqual(store.lists(LIMIT));
      expect(now.size).toBe(store.size());
    }
  });

  it('tells in every step who came and who went', () => {
    let entered = 0;
    for (const peek of peeks) {
      for (const [i, step] of peek!.steps.entries()) {
        const before = peek!.steps[i - 1];
        if (!before || step.cleared) continue;
        if (step.put === 'entered') entered++;
        const change =
          (step.put === 'entered' ? 1 : 0) -
          (step.evicted >= 0 ? 1 : 0) -
          (step.removed !== null ? 1 : 0);
        expect(step.size - before.size).toBe(change);
        if (step.evicted >= 0) {
          const shown = step.lists.filter((list) => !list.ghost).flatMap((list) => list.keys);
          expect(shown).not.toContain(step.evicted);
        }
      }
    }
    expect(entered).toBeGreaterThan(10);
  });

  it('changes nothing in the run', () => {
    const alone = compile(of.scenario, { keepsSeries: false });
    alone.advance(durationNs, Number.POSITIVE_INFINITY);
    expect(hash).toBe(alone.runHash());
  });
});

it('a node that keeps no keys has nothing to look into', () => {
  const { peeks } = looks({ ...cases[2]!, node: 'readers' }, [1e9]);
  expect(peeks).toEqual([null]);
});
