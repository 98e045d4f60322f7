import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../kinds/schemas.ts';
import { limits } from './limits.ts';
import { parseScenarioText } from './text.ts';
import { validateScenario } from './validate.ts';

function messages(value: unknown): string[] {
  const result = validateScenario(value);
  return result.ok ? [] : result.issues.map((issue) => issue.message);
}

const withNode = (node: object) => ({ version: 1, nodes: [{ id: 'a', ...node }] });
const withParams = (kind: string, params: object) => withNode({ kind, params });

describe('a scenario that is accepted', () => {
  it('comes back as it was written and with every default filled in', () => {
    const file = { version: 1, nodes: [{ id: 'web', kind: 'webServer' }] };
    const result = validateScenario(file);
    expect(result).toMatchObject({ ok: true, file, scenario: { seed: 1, durationMs: 60_000 } });
    expect(result.ok && result.scenario.nodes[0]?.params).toMatchObject({ instances: 1 });
  });

  it('may be empty', () => {
    expect(messages({ version: 1, nodes: [] })).toEqual([]);
  });
});

describe('a scenario that would need too much memory', () => {
  it('is refused with the product that is too large', () => {
    const caches = Array.from({ length: 30 }, (_, i) => ({ id: `cache-${i}`, kind: 'cache' }));
    const client = { id: 'c', kind: 'client', params: { keys: { count: 1_000_000 } } };
    expect(messages({ version: 1, nodes: [client, ...caches] })).toEqual([
      'nodes: expected at most 20000000 keys kept in all, got 1000000 keys in 30 databases and caches',
    ]);
    const webs = Array.from({ length: 21 }, (_, i) => ({
      id: `web-${i}`,
      kind: 'webServer',
      params: { instances: 1000 },
    }));
    expect(messages({ version: 1, nodes: webs })).toEqual([
      'nodes: expected at most 20000 instances in all, got 21000',
    ]);
  });
});

describe('one sentence an issue, beginning with the path', () => {
  it.each<[string, unknown, string]>([
    [
      'an unknown param',
      withParams('cache', { polcy: 'lru' }),
      'nodes[0].params.polcy: unknown; did you mean policy?',
    ],
    [
      'an unknown field that is like none',
      { ...withNode({ kind: 'queue' }), frobnicate: 1 },
      'frobnicate: unknown; expected one of version, name, description, seed, durationMs, warmupMs, nodes, edges, faults, zones, notes, objectives',
    ],
    [
      'an unknown kind',
      withNode({ kind: 'webserver' }),
      'nodes[0].kind: unknown kind "webserver"; did you mean webServer?',
    ],
    [
      'a kind that is like none',
      withNode({ kind: 'blockchain' }),
      `nodes[0].kind: unknown kind "blockchain"; expected one of ${kinds.join(', ')}`,
    ],
    [
      'an unknown choice',
      withParams('cache', { policy: 'lfru' }),
      'nodes[0].params.policy: expected one of lru, fifo, clock, lfu, random, sieve, s3fifo, twoQ, arc, wtinylfu, none, got "lfru"; did you mean lru?',
    ],
    [
      'a number below its bound',
      withParams('cache', { capacityKeys: -5 }),
      'nodes[0].params.capacityKeys: expected a whole number of at least 0, got -5',
    ],
    [
      'a number above its bound',
      withParams('cache', { capacityKeys: 1e300 }),
      'nodes[0].params.capacityKeys: expected a whole number of at most 1000000, got 1e+300',
    ],
    [
      'a number that is not whole',
      withParams('cache', { capacityKeys: 1.5 }),
      'nodes[0].params.capacityKeys: expected a whole number of at least 0, got 1.5',
    ],
    [
      'a text for a number or null',
      withParams('cache', { ttlMs: '60s' }),
      'nodes[0].params.ttlMs: expected a number or null, got "60s"',
    ],
    ['another version', { version: 2, nodes: [] }, 'version: expected 1, got 2'],
    ['no version', { nodes: [] }, 'version: missing; expected 1'],
    ['no nodes', { version: 1 }, 'nodes: missing; expected a list'],
    ['no object', 5, 'scenario: expected an object, got 5'],
    ['a list', [], 'scenario: expected an object, got a list'],
    [
      'a duration of 0',
      { version: 1, nodes: [], durationMs: 0 },
      'durationMs: expected a number above 0, got 0',
    ],
    [
      'an empty text',
      { version: 1, nodes: [{ id: '', kind: 'queue' }] },
      'nodes[0].id: expected a text of at least 1 character, got none',
    ],
    [
      'too many nodes',
      {
        version: 1,
        nodes: Array.from({ length: limits.nodes + 1 }, (_, i) => ({ id: `n${i}`, kind: 'queue' })),
      },
      'nodes: expected a list of at most 1000 items, got 1001',
    ],
    [
      'a strange field name',
      withParams('cache', { 'a b\n': 1 }),
      'nodes[0].params["a b\\n"]: unknown; expected one of capacityKeys, policy, ttlMs, ttlJitterRatio, staleMs, refreshBeta, singleFlight, strategy, onWrite, flushMs, batchKeys, preload, pinned, access',
    ],
  ])('%s', (_, value, message) => {
    expect(messages(value)).toEqual([message]);
  });
});

describe('a distribution is judged by the branch that was meant', () => {
  const distribution = (access: unknown) => messages(withParams('cache', { access }));
  const path = 'nodes[0].params.access';

  it.each<[string, unknown, string]>([
    [
      'a bare number',
      5,
      `${path}: expected a distribution such as {"dist":"constant","ms":5} or {"figure":"sql-simple"}, got 5`,
    ],
    [
      'a misspelt name',
      { dist: 'lognorml', p5Ms: 1, p95Ms: 2 },
      `${path}.dist: expected one of constant, exponential, uniform, lognormal, gamma, pareto, quantiles, got "lognorml"; did you mean lognormal?`,
    ],
    [
      'no name',
      { p5Ms: 1, p95Ms: 2 },
      `${path}.dist: missing; expected one of constant, exponential, uniform, lognormal, gamma, pareto, quantiles`,
    ],
    [
      'ends the wrong way round',
      { dist: 'uniform', minMs: 3, maxMs: 1 },
      `${path}.maxMs: must not be below minMs`,
    ],
    [
      'a zero mean',
      { dist: 'exponential', meanMs: 0 },
      `${path}.meanMs: expected a number above 0, got 0`,
    ],
    ['a missing field', { dist: 'gamma', meanMs: 1 }, `${path}.cv: missing; expected a number`],
    [
      'both ways at once',
      { figure: 'sql-simple', dist: 'constant' },
      `${path}.dist: not expected here`,
    ],
  ])('%s', (_, value, message) => {
    expect(distribution(value)).toEqual([message]);
  });

  it('names the row of the latency table that was meant', () => {
    expect(distribution({ figure: 'sql-simpel' })[0]).toMatch(
      /^nodes\[0\]\.params\.access\.figure: .*did you mean sql-simple\?$/,
    );
  });

  it('names a misspelt field and the missing one', () => {
    expect(distribution({ dist: 'lognormal', p5: 1, p95Ms: 5 })).toEqual([
      `${path}.p5Ms: missing; expected a number above 0`,
      `${path}.p5: unknown; expected one of dist, p5Ms, p95Ms`,
    ]);
  });
});

describe('what only the whole file shows', () => {
  const nodes = [
    { id: 'users', kind: 'client' },
    { id: 'web', kind: 'webServer', params: { instances: 2 } },
    { id: 'posts', kind: 'cache' },
  ];
  const file = (more: object) => messages({ version: 1, nodes, ...more });
  const edge = (id: string, source: string, target: string) => ({
    id,
    kind: 'request',
    source,
    target,
  });
  const fault = (kind: string, target: string, more: object = {}) => ({
    faults: [{ kind, target, atMs: 1, ...more }],
  });

  it.each<[string, object, string]>([
    [
      'a node id twice',
      { nodes: [...nodes, { id: 'web', kind: 'cache' }] },
      'nodes[3].id: expected an id of its own, got "web", the id of nodes[1]',
    ],
    [
      'an edge id twice',
      { edges: [edge('e', 'users', 'web'), edge('e', 'web', 'posts')] },
      'edges[1].id: expected an id of its own, got "e", the id of edges[0]',
    ],
    [
      'a fault id twice',
      {
        faults: [
          { id: 'f', kind: 'flush', target: 'posts', atMs: 1 },
          { id: 'f', kind: 'flush', target: 'posts', atMs: 2 },
        ],
      },
      'faults[1].id: expected an id of its own, got "f", the id of faults[0]',
    ],
    [
      'an edge to nowhere',
      { edges: [edge('e', 'users', 'wbe')] },
      'edges[0].target: expected the id of a node, got "wbe"; did you mean web?',
    ],
    [
      'an edge to itself',
      { edges: [edge('e', 'web', 'web')] },
      'edges[0].target: expected another node than the source, got "web"',
    ],
    [
      'a fault on nothing',
      fault('crash', 'db'),
      'faults[0].target: expected the id of a node, got "db"',
    ],
    [
      'a flush of no cache',
      fault('flush', 'web'),
      'faults[0].target: expected a cache or a cdn, got "web", a webServer',
    ],
    [
      'a spike of no client',
      fault('spike', 'web', { factor: 2 }),
      'faults[0].target: expected a client, got "web", a webServer',
    ],
    [
      'a crash of a client',
      fault('crash', 'users'),
      'faults[0].target: expected a node that is not a client, got "users", a client',
    ],
    [
      'an instance that does not exist',
      fault('instanceCrash', 'web', { instance: 2 }),
      'faults[0].instance: expected a whole number of at most 1, the last instance of "web", got 2',
    ],
    [
      'an operation that uses nothing known',
      {
        nodes: [
          {
            id: 'users',
            kind: 'client',
            params: { operations: [{ name: 'r', type: 'read', uses: ['db'] }] },
          },
        ],
      },
      'nodes[0].params.operations[0].uses[0]: expected the id of a node, got "db"',
    ],
    [
      'an objective that is no condition',
      { objectives: ['fast please'] },
      'objectives[0]: expected a path, a comparison and a number such as latencyMs.p99 < 200',
    ],
  ])('%s', (_, more, message) => {
    expect(file(more)).toEqual([message]);
  });

  it('accepts the faults that fit', () => {
    expect(file(fault('flush', 'posts'))).toEqual([]);
    expect(file(fault('spike', 'users', { factor: 2 }))).toEqual([]);
    expect(file(fault('instanceCrash', 'web', { instance: 1 }))).toEqual([]);
    expect(file(fault('instanceCrash', 'posts', { instance: 0 }))).toEqual([]);
  });
});

describe('strangers', () => {
  it('cannot reach the prototype', () => {
    const text =
      '{"version":1,"nodes":[{"id":"a","kind":"cache","params":{"__proto__":{"capacityKeys":5}}}],"constructor":1}';
    const result = parseScenarioText(text);
    expect(result.ok ? [] : result.issues.map((issue) => issue.path)).toEqual([
      'nodes[0].params.__proto__',
      'constructor',
    ]);
    expect(({} as { capacityKeys?: unknown }).capacityKeys).toBeUndefined();
  });

  it('get no more than a hundred sentences', () => {
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, i]));
    expect(messages({ version: 1, nodes: [], ...fields })).toHaveLength(100);
  });

  it('get short sentences back', () => {
    const long = 'x'.repeat(10_000);
    expect(messages({ version: 1, nodes: [], [long]: 1 })[0]!.length).toBeLessThan(200);
    expect(messages({ version: long, nodes: [] })[0]!.length).toBeLessThan(200);
  });

  it('may send a value that contains itself, or one that throws', () => {
    const circle: Record<string, unknown> = { version: 1 };
    circle.nodes = circle;
    expect(messages(circle)).toEqual(['scenario: nested too deeply: expected at most 32 levels']);
    const trap = {
      version: 1,
      get nodes() {
        throw new Error('no');
      },
    };
    expect(messages(trap)).toEqual(['scenario: expected plain data']);
  });

  it('never make it throw, whatever they send', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          const result = validateScenario(value);
          expect(result.ok || result.issues.length > 0).toBe(true);
        },
      ),
    );
  });

  it('never make it throw by breaking one value of a good file', () => {
    const good = {
      version: 1,
      nodes: [
        {
          id: 'users',
          kind: 'client',
          params: {
            arrival: { process: 'poisson', ratePerSec: 5 },
            operations: [{ name: 'r', type: 'read', uses: ['db'] }],
          },
        },
        {
          id: 'db',
          kind: 'database',
          params: { read: { dist: 'gamma', meanMs: 1, cv: 1 }, failover: { misses: 2 } },
        },
      ],
      edges: [
        {
          id: 'e',
          kind: 'request',
          source: 'users',
          target: 'db',
          params: { retry: { maxRetries: 1 } },
        },
      ],
      faults: [{ kind: 'crash', target: 'db', atMs: 5 }],
      objectives: ['latencyMs.p99 < 5'],
    };
    expect(messages(good)).toEqual([]);
    const places = placesIn(good, []);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything(), (place, value) => {
        const broken = structuredClone(good);
        put(broken, place, value);
        for (const message of messages(broken)) expect(message).toMatch(/^[\w[].*: \S/s);
      }),
      { numRuns: 2000 },
    );
  });
});

type Step = string | number;

function placesIn(value: unknown, path: readonly Step[]): Step[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = steps.flatMap((step) =>
    placesIn((value as Record<Step, unknown>)[step], [...path, step]),
  );
  return path.length > 0 ? [[...path], ...inner] : inner;
}

function put(value: unknown, path: readonly Step[], replacement: unknown): void {
  const owner = path
    .slice(0, -1)
    .reduce((here, step) => (here as Record<Step, unknown>)[step], value);
  (owner as Record<Step, unknown>)[path.at(-1)!] = replacement;
}
