import { describe, expect, it } from 'vitest';
import { type Kind, kinds } from '../kinds/schemas.ts';
import { checkDrawing, type DrawingProblem, mayCall, mayConnect } from './drawing.ts';
import type { EdgeKind, Scenario } from './schema.ts';
import { validateScenario } from './validate.ts';

type NodeSketch = Kind | { readonly kind: Kind; readonly params: object };

/** Nodes by id, edges as `source>target`, `source=>target` for replication, `source->target` for delivery. */
function draw(
  nodes: Record<string, NodeSketch>,
  edges: readonly string[],
  more: object = {},
): Scenario {
  const result = validateScenario({
    version: 1,
    nodes: Object.entries(nodes).map(([id, sketch]) =>
      typeof sketch === 'string' ? { id, kind: sketch } : { id, ...sketch },
    ),
    edges: edges.map((text, index) => {
      const [, source, arrow, target] = /^(\w+)(=>|->|>)(\w+)$/.exec(text)!;
      return { id: `e${index}`, kind: edgeKinds[arrow!]!, source, target };
    }),
    ...more,
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.scenario;
}
const edgeKinds: Readonly<Record<string, EdgeKind>> = {
  '>': 'request',
  '=>': 'replication',
  '->': 'delivery',
};

const replica = { kind: 'database', params: { role: 'replica' } } as const;
const job = { kind: 'client', params: { operations: [{ name: 'upload', type: 'job' }] } } as const;

const blogReader = {
  kind: 'client',
  params: {
    operations: [
      { name: 'read', type: 'read' },
      { name: 'upload', type: 'job' },
    ],
  },
} as const;

/** `code@place`, `!` for an error. */
function told(scenario: Scenario): string[] {
  return checkDrawing(scenario).map(
    ({ code, severity, node, edge, fault, objective }: DrawingProblem) => {
      const place =
        node ?? edge ?? (fault === undefined ? objective : `fault ${fault}`) ?? 'scenario';
      return `${code}@${place}${severity === 'error' ? '!' : ''}`;
    },
  );
}

it('has nothing to say about a whole drawing', () => {
  const nodes = {
    c: blogReader,
    lb: 'loadBalancer',
    w: 'webServer',
    k: 'cache',
    p: 'database',
    r: replica,
    q: 'queue',
    x: 'worker',
  } as const;
  const edges = ['c>lb', 'lb>w', 'w>k', 'w>p', 'w>r', 'p=>r', 'w>q', 'q->x'];
  expect(told(draw(nodes, edges))).toEqual([]);
});

describe('nodes that nothing leads to, or that lead nowhere', () => {
  it.each<[string, Record<string, NodeSketch>, string[], string[]]>([
    ['client', { c: 'client' }, [], ['clientWithoutTarget@c!']],
    ['web server', { w: 'webServer' }, [], ['noTraffic@w']],
    ['load balancer', { c: 'client', lb: 'loadBalancer' }, ['c>lb'], ['balancerWithoutTargets@lb']],
    [
      'load balancer without callers',
      { lb: 'loadBalancer', w: 'webServer' },
      ['lb>w'],
      ['noTraffic@lb'],
    ],
    ['cache', { k: 'cache' }, [], ['unused@k']],
    ['database', { d: 'database' }, [], ['unused@d']],
    ['queue', { q: 'queue', x: 'worker' }, ['q->x'], ['unused@q']],
    ['worker', { x: 'worker' }, [], ['unused@x']],
    ['queue without workers', { c: job, q: 'queue' }, ['c>q'], ['queueWithoutWorkers@q']],
  ])('%s', (_, nodes, edges, problems) => {
    expect(told(draw(nodes, edges))).toEqual(problems);
  });
});

describe('request edges', () => {
  it('follow the table, and every other pair is refused with a reason', () => {
    for (const source of kinds) {
      for (const target of kinds) {
        const scenario = draw({ a: source, b: target }, ['a>b']);
        const isRefused = checkDrawing(scenario).some(
          ({ edge, severity }) => edge === 'e0' && severity === 'error',
        );
        expect(isRefused, `${source} → ${target}`).toBe(!mayCall[source].includes(target));
      }
    }
  });

  it.each<[Kind, Kind, string]>([
    ['client', 'client', 'intoClient'],
    ['queue', 'client', 'intoClient'],
    ['client', 'worker', 'intoWorker'],
    ['loadBalancer', 'cache', 'balancerCalls'],
    ['loadBalancer', 'database', 'balancerCalls'],
    ['cache', 'webServer', 'cacheCalls'],
    ['database', 'cache', 'databaseCalls'],
    ['database', 'worker', 'databaseCalls'],
    ['queue', 'webServer', 'queueCalls'],
    ['worker', 'database', 'workerCalls'],
  ])('%s → %s: %s', (source, target, code) => {
    expect(told(draw({ a: source, b: target }, ['a>b']))[0]).toBe(`${code}@e0!`);
  });

  it('that come round in a circle lose the edge that closes it', () => {
    const nodes = { c: 'client', a: 'webServer', b: 'webServer', d: 'webServer' } as const;
    expect(told(draw(nodes, ['c>a', 'a>b', 'b>d', 'd>a']))).toEqual(['requestCycle@e3!']);
    expect(told(draw(nodes, ['c>a', 'd>a', 'a>b', 'b>d']))).toEqual(['requestCycle@e1!']);
  });

  it('may meet again without a circle', () => {
    const nodes = { c: 'client', a: 'webServer', b: 'webServer', d: 'webServer' } as const;
    expect(told(draw(nodes, ['c>a', 'a>b', 'a>d', 'b>d']))).toEqual([]);
  });

  it('survive a chain of a thousand', () => {
    const ids = Array.from({ length: 999 }, (_, i) => `w${i}`);
    const nodes = {
      c: 'client',
      ...Object.fromEntries(ids.map((id) => [id, 'webServer' as const])),
    } as const;
    const chain = ids.slice(1).map((id, i) => `w${i}>${id}`);
    expect(told(draw(nodes, ['c>w0', ...chain]))).toEqual([]);
    expect(told(draw(nodes, ['c>w0', ...chain, 'w998>w0']))).toEqual(['requestCycle@e999!']);
  });

  it('count once when drawn twice', () => {
    expect(told(draw({ c: 'client', w: 'webServer' }, ['c>w', 'c>w']))).toEqual([
      'duplicateEdge@e1!',
    ]);
  });

  it('that are refused do not count as traffic', () => {
    expect(told(draw({ d: 'database', k: 'cache' }, ['d>k']))).toEqual([
      'databaseCalls@e0!',
      'unused@k',
      'unused@d',
    ]);
  });
});

describe('delivery', () => {
  it('leads from a queue to a worker only', () => {
    expect(told(draw({ c: 'client', w: 'webServer', x: 'worker' }, ['c>w', 'w->x']))).toEqual([
      'deliveryNeedsQueueAndWorker@e1!',
      'unused@x',
    ]);
  });
});

describe('replication', () => {
  const client = { c: 'client' } as const;
  const clients = { c: 'client', d: 'client' } as const;

  it('leads from a database to a database only', () => {
    expect(told(draw({ ...clients, p: 'database', k: 'cache' }, ['c>p', 'd>k', 'p=>k']))).toEqual([
      'replicationNeedsDatabases@e2!',
    ]);
  });

  it('makes the second primary of a set a replica', () => {
    const problems = checkDrawing(
      draw({ ...client, a: 'database', b: 'database' }, ['c>a', 'a=>b']),
    );
    expect(problems).toEqual([
      { code: 'secondPrimary', severity: 'hint', node: 'b', values: { primary: 'a' } },
    ]);
  });

  it('does not lead from a replica into a primary', () => {
    expect(told(draw({ ...clients, r: replica, p: 'database' }, ['c>p', 'd>r', 'r=>p']))).toEqual([
      'replicationIntoPrimary@e2!',
      'replicaWithoutSource@r',
    ]);
  });

  it('does not lead in a circle', () => {
    expect(told(draw({ ...client, p: 'database', r: replica }, ['c>p', 'p=>r', 'r=>p']))).toEqual([
      'replicationCycle@e2!',
    ]);
  });

  it('gives a replica one source', () => {
    const nodes = { ...clients, p: 'database', o: 'database', r: replica } as const;
    expect(told(draw(nodes, ['c>p', 'd>o', 'p=>r', 'o=>r']))).toEqual([
      'replicationSecondSource@e3!',
    ]);
  });

  it('may run in a chain', () => {
    expect(
      told(draw({ ...client, p: 'database', r: replica, s: replica }, ['c>s', 'p=>r', 'r=>s'])),
    ).toEqual([]);
  });

  it('is missed where a replica has none', () => {
    expect(told(draw({ ...client, r: replica }, ['c>r']))).toEqual(['replicaWithoutSource@r']);
  });

  it('needs a primary at its head', () => {
    expect(told(draw({ ...client, r: replica, s: replica }, ['c>r', 'r=>s']))).toEqual([
      'setWithoutPrimary@r',
    ]);
  });

  it('makes a set used where any member is', () => {
    expect(told(draw({ ...client, p: 'database', r: replica }, ['c>r', 'p=>r']))).toEqual([]);
    expect(told(draw({ p: 'database', r: replica }, ['p=>r']))).toEqual(['unused@p']);
  });
});

it('a store, where sessions are to be shared', () => {
  const c = { kind: 'client', params: { users: {} } } as const;
  const w = { kind: 'webServer', params: { sessions: 'sharedStore' } } as const;
  expect(told(draw({ c, w }, ['c>w']))).toEqual(['sessionsWithoutStore@w']);
  expect(told(draw({ c, w, m: 'cache' }, ['c>w', 'w>m']))).toEqual([]);
});

it('users, where somebody remembers them', () => {
  const c = { kind: 'client', params: { users: {} } } as const;
  const lb = { kind: 'loadBalancer', params: { sticky: {} } } as const;
  const edges = ['c>lb', 'lb>w'];
  const none = { c: 'client', lb, w: 'webServer' } as const;
  expect(told(draw(none, edges))).toEqual(['needsUsers@lb']);
  expect(told(draw({ c, lb, w: 'webServer' }, edges))).toEqual([]);
});

describe('what operations need', () => {
  it('is a queue for a job', () => {
    const problems = checkDrawing(draw({ c: job, w: 'webServer' }, ['c>w']));
    expect(problems).toEqual([
      { code: 'jobsWithoutQueue', severity: 'hint', node: 'c', values: { operation: 'upload' } },
    ]);
  });

  it('is none where no server takes the job', () => {
    expect(checkDrawing(draw({ c: job, o: 'objectStore' }, ['c>o']))).toEqual([]);
  });

  it('is a queue that can be reached', () => {
    const nodes = { c: job, w: 'webServer', o: 'webServer', q: 'queue', x: 'worker' } as const;
    expect(told(draw(nodes, ['c>w', 'o>q', 'q->x']))).toEqual([
      'noTraffic@o',
      'jobsWithoutQueue@c',
    ]);
  });

  it('is a way to what they use', () => {
    const client = {
      kind: 'client',
      params: { operations: [{ name: 'read', type: 'read', uses: ['d'] }] },
    } as const;
    expect(told(draw({ c: client, w: 'webServer', d: 'database' }, ['c>w', 'w>d']))).toEqual([]);
    expect(told(draw({ c: client, w: 'webServer', d: 'database' }, ['c>w']))).toEqual([
      'unused@d',
      'usesUnreachable@c',
    ]);
  });
});

describe('edges that no call takes', () => {
  const uses = (...operations: object[]) => ({ kind: 'client', params: { operations } }) as const;

  it('are all but the first target of a client', () => {
    const nodes = { c: 'client', b: 'webServer', a: 'webServer' } as const;
    expect(told(draw(nodes, ['c>b', 'c>a']))).toEqual(['clientSecondTarget@e0']);
  });

  it('are not those to several members of one database set', () => {
    const nodes = { c: 'client', p: 'database', r: replica } as const;
    expect(told(draw(nodes, ['c>p', 'c>r', 'p=>r']))).toEqual([]);
  });

  it('are those to a second of a kind, unless an operation names it', () => {
    const two = { w: 'webServer', d: 'database', e: 'database' } as const;
    const edges = ['c>w', 'w>d', 'w>e'];
    const read = { name: 'read', type: 'read' };
    expect(told(draw({ c: uses(read), ...two }, edges))).toEqual(['secondChoice@e2']);
    const other = { name: 'search', type: 'read', uses: ['e'] };
    expect(told(draw({ c: uses(read, other), ...two }, edges))).toEqual([]);
  });

  it('are those to what no operation wants', () => {
    const nodes = { w: 'webServer', q: 'queue', x: 'worker', k: 'cache' } as const;
    const edges = ['c>w', 'w>q', 'q->x', 'w>k'];
    expect(told(draw({ c: 'client', ...nodes }, edges))).toEqual(['neverCalled@e1']);
    expect(told(draw({ c: job, ...nodes }, edges))).toEqual(['neverCalled@e3']);
  });

  it('are those from a cache-aside cache to its database', () => {
    const nodes = { c: 'client', w: 'webServer', k: 'cache', d: 'database' } as const;
    expect(told(draw(nodes, ['c>w', 'w>k', 'k>d']))).toEqual(['cacheAsideCallsNobody@e2']);
  });

  it('are not told of where there is no client yet', () => {
    const nodes = { w: 'webServer', q: 'queue', x: 'worker' } as const;
    expect(told(draw(nodes, ['w>q', 'q->x']))).toEqual(['noTraffic@w']);
  });
});

describe('caches that read or write through', () => {
  const through = { kind: 'cache', params: { strategy: 'readThrough' } } as const;

  it('need a database', () => {
    expect(told(draw({ c: 'client', k: through }, ['c>k']))).toEqual(['cacheWithoutDatabase@k']);
    expect(told(draw({ c: 'client', k: through, d: 'database' }, ['c>k', 'k>d']))).toEqual([]);
  });
});

describe('what a cache sends of its own', () => {
  const nodesWith = (params: object) => ({
    c: 'client' as const,
    k: { kind: 'cache', params } as const,
    d: 'database' as const,
  });
  const drawnWith = (params: object, timeoutMs: number | null) => {
    const scenario = draw(nodesWith(params), ['c>k', 'k>d']);
    return told({
      ...scenario,
      edges: scenario.edges.map((edge) =>
        edge.kind === 'request' && edge.source === 'k'
          ? { ...edge, params: { ...edge.params, timeoutMs } }
          : edge,
      ),
    });
  };

  it.each([{ strategy: 'writeBehind' }, { strategy: 'readThrough', staleMs: 1 }])(
    'needs a timeout: %o',
    (params) => {
      expect(drawnWith(params, null)).toEqual(['ownCallsNeedTimeout@e1']);
      expect(drawnWith(params, 500)).toEqual([]);
    },
  );

  it('is nothing where it only passes calls on', () => {
    expect(drawnWith({ strategy: 'writeThrough' }, null)).toEqual([]);
  });
});

describe('the rest of the file', () => {
  const nodes = { c: 'client', w: 'webServer' } as const;

  it('warns of a fault after the end', () => {
    const faults = [{ kind: 'crash', target: 'w', atMs: 60_000 }];
    expect(told(draw(nodes, ['c>w'], { faults }))).toEqual(['faultAfterEnd@fault 0']);
  });

  it('warns of a warm-up that measures nothing', () => {
    expect(told(draw(nodes, ['c>w'], { warmupMs: 60_000 }))).toEqual(['warmupTooLong@scenario']);
  });

  it('warns of an objective about a node that is not there', () => {
    const objectives = ['nodes.w.utilization < 1', 'nodes.cache.hitRatio > 0.8'];
    expect(told(draw(nodes, ['c>w'], { objectives }))).toEqual(['objectiveUnknownNode@1']);
  });

  it('warns of an objective about an edge that is not there, or has no bandwidth', () => {
    const objectives = ['edges.e0.out < 1', 'edges.wide.back < 1', 'edges.gone.out < 1'];
    const edges = [
      { id: 'e0', kind: 'request', source: 'c', target: 'w' },
      { id: 'wide', kind: 'request', source: 'c', target: 'v', params: { bandwidthMbps: 10 } },
    ];
    const drawn = draw({ ...nodes, v: 'webServer' }, [], { edges, objectives });
    expect(told(drawn).filter((text) => text.startsWith('objective'))).toEqual([
      'objectiveUnknownEdge@0',
      'objectiveUnknownEdge@2',
    ]);
  });
});

describe('drawing an edge', () => {
  const scenario = draw(
    {
      c: 'client',
      w: 'webServer',
      v: 'webServer',
      p: 'database',
      r: replica,
      q: 'queue',
      x: 'worker',
    },
    ['c>w', 'w>v', 'p=>r'],
  );
  it.each<[string, string, object]>([
    ['w', 'p', { ok: true, kind: 'request' }],
    ['q', 'x', { ok: true, kind: 'delivery' }],
    ['c', 'w', { ok: false, code: 'duplicateEdge' }],
    ['p', 'r', { ok: false, code: 'duplicateEdge' }],
    ['r', 'p', { ok: false, code: 'replicationCycle' }],
    ['v', 'w', { ok: false, code: 'requestCycle' }],
    ['w', 'w', { ok: false, code: 'selfEdge' }],
    ['w', 'nobody', { ok: false, code: 'unknownNode' }],
    ['x', 'p', { ok: false, code: 'workerCalls' }],
    ['w', 'c', { ok: false, code: 'intoClient' }],
  ])('%s → %s', (source, target, connection) => {
    expect(mayConnect(scenario, source, target)).toEqual(connection);
  });

  it('between two primaries makes one of them a replica', () => {
    const two = draw({ a: 'database', b: 'database' }, []);
    expect(mayConnect(two, 'b', 'a')).toEqual({ ok: true, kind: 'replication' });
  });
});

describe('what stands between, and what is bought', () => {
  const simple = { client: 'client', web: 'webServer' } as const;

  it('has nobody behind it', () => {
    const nodes = { client: 'client', limiter: 'rateLimiter', r: 'shardRouter' } as const;
    expect(told(draw(nodes, ['client>limiter']))).toEqual([
      'passesToNobody@limiter',
      'routerWithoutShards@r',
    ]);
  });

  it('passes calls on to one thing only', () => {
    const nodes = { ...simple, limiter: 'rateLimiter', other: 'webServer' } as const;
    const edges = ['client>limiter', 'limiter>web', 'limiter>other'];
    expect(told(draw(nodes, edges))).toEqual(['passesToOne@e1']);
  });

  it('may stand before a database, of which a cache can load itself', () => {
    const readThrough = { kind: 'cache', params: { strategy: 'readThrough' } } as const;
    const nodes = { ...simple, cache: readThrough, r: 'shardRouter', s: 'database' } as const;
    expect(told(draw(nodes, ['client>web', 'web>cache', 'cache>r', 'r>s']))).toEqual([]);
    const two = { ...simple, cache: readThrough, d1: 'database', d2: 'database' } as const;
    const edges = ['client>web', 'web>cache', 'cache>d1', 'cache>d2'];
    expect(told(draw(two, edges))).toEqual(['cacheSecondStore@e3']);
  });

  it('is called by the operations that need it', () => {
    const nodes = {
      client: blogReader,
      web: 'webServer',
      b: 'objectStore',
      a: 'externalApi',
    } as const;
    expect(told(draw(nodes, ['client>web', 'web>b', 'web>a']))).toEqual([
      'neverCalled@e1',
      'jobsWithoutQueue@client',
    ]);
  });

  it('is called by workers, but not round in a circle', () => {
    const nodes = {
      client: job,
      web: 'webServer',
      q: 'queue',
      worker: 'worker',
      limiter: 'rateLimiter',
      a: 'externalApi',
    } as const;
    const edges = ['client>web', 'web>q', 'q->worker', 'worker>limiter'];
    expect(told(draw(nodes, [...edges, 'limiter>a']))).toEqual([]);
    expect(told(draw(nodes, [...edges, 'limiter>web']))).toContain('requestCycle@e4!');
    const drawn = draw(nodes, [...edges, 'worker>a']);
    expect(mayConnect(drawn, 'limiter', 'web')).toEqual({ ok: false, code: 'requestCycle' });
  });
});
