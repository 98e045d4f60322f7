import { describe, expect, it } from 'vitest';
import {
  blogEvents,
  blogShape,
  MS,
  SECOND,
  writeColumns,
} from '../../tests/fixtures/synthetic-run.ts';
import { blog } from '../gallery/blog.ts';
import { formats } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { compile } from '../scenario/compile.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { causes, NO_TARGET, NOT_PRIMARY, REFUSED, TIMEOUT } from '../sim/causes.ts';
import { BEGUN, type TimelineEvent } from '../sim/recording.ts';
import { Recording } from '../stores/recording.ts';
import { type Gap, writeAccount } from '../stores/write-account.ts';
import { failoverTitle, whatHappened } from './failover-words.ts';
import { failovers } from './failovers.ts';

const [db1, db2, db3, lb, web] = ['db-1', 'db-2', 'db-3', 'lb', 'web'].map((id) =>
  blogShape.nodeIds.indexOf(id),
) as [number, number, number, number, number];
const set = [db1, db2, db3];
const words = { t, format: formats('en'), named: (node: number) => blogShape.nodeIds[node]! };

type Rows = Parameters<typeof writeColumns>[0];

/** The made-up failover from 20 s to 24.2 s, and what the clients' writes met. */
function told(rows: Rows, more: readonly TimelineEvent[] = []) {
  const events = [...blogEvents(), ...more].sort((a, b) => a.atNs - b.atNs);
  const recording = new Recording({ ...blogShape, causes });
  recording.events.push(...events);
  recording.clientWrites.push(writeColumns(rows));
  recording.doneNs = 60 * SECOND;
  const failover = failovers(events, (node) => (set.includes(node) ? set : []))[0]!;
  const gap: Gap = {
    set,
    ...failover.gap!,
    limitNs: Number.POSITIVE_INFINITY,
    graceNs: SECOND,
    clients: new Set(),
  };
  const account = writeAccount(recording, gap);
  return { account, failover, title: plain(failoverTitle(failover, account, words)) };
}

const at = (seconds: number, row: Partial<Rows[number]>): Rows[number] => ({
  cause: BEGUN,
  writes: 10,
  firstNs: seconds * SECOND,
  lastNs: seconds * SECOND + 200 * MS,
  ...row,
});
const refused = (seconds: number) => at(seconds, { cause: REFUSED, culprit: db1 });
const noTarget = (seconds: number) => at(seconds, { cause: NO_TARGET, culprit: lb });
const webCrash: TimelineEvent = { ...blogEvents()[0]!, atNs: 7 * SECOND, node: web };
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('the headline of a failover says what was counted', () => {
  it('writes that the database refused, from the first to the last at the clients', () => {
    const { account, title } = told([at(20, {}), refused(20.1), refused(24), refused(24.9)]);
    expect(title).toBe('30 writes failed within 5 s');
    expect(account.here).toMatchObject({ firstNs: 20.1 * SECOND, lastNs: 25.1 * SECOND });
    expect(account.here.groups).toEqual([
      { cause: 'refused', node: db1, count: 30, because: null },
    ]);
    expect(account.apart.count + account.unclear.count).toBe(0);
  });

  it('not those that fail at it much later, of another cause, or in another way', () => {
    const { account } = told([at(20, {}), refused(20.1), refused(50)]);
    expect(account.here.count).toBe(10);
  });

  it('no client wrote', () => {
    expect(told([at(10, {}), at(30, {}), at(30, { cause: 0 })]).title).toBe(
      'No primary for 4.2 s; no client wrote meanwhile',
    );
  });

  it('all that was tried was answered', () => {
    expect(told([at(21, {}), at(21, { cause: 0 })]).title).toBe(
      'No primary for 4.2 s; no write failed',
    );
  });

  it('nothing was answered, and nothing failed', () => {
    const { title, account } = told([at(21, {})]);
    expect(title).toBe('No primary for 4.2 s; writes wait for an answer');
    expect(account.unanswered).toBe(10);
  });

  it('everything failed before it got there, which is another’s fault', () => {
    const { title, account } = told(
      [at(19, {}), noTarget(19.9), at(21, {}), noTarget(21), noTarget(24), noTarget(40)],
      [webCrash],
    );
    expect(title).toBe('No primary for 4.2 s; no write got that far');
    expect(account.here.count).toBe(0);
    expect(account.apart.groups).toEqual([
      { cause: 'noTarget', node: lb, count: 30, because: webCrash },
    ]);
  });

  it('both: those for want of a primary stand in the headline, the others apart', () => {
    const late = { ...webCrash, atNs: 22 * SECOND };
    const { title, account } = told([refused(20.1), refused(21.5), noTarget(22.1)], [late]);
    expect(title).toBe('20 writes failed within 1.6 s');
    expect(account.apart).toMatchObject({ count: 10, firstNs: 22.1 * SECOND });
  });

  it('does not blame another for what began with the failover and may follow from it', () => {
    const overflow = at(23, { cause: causes.indexOf('overflow'), culprit: web });
    const { account } = told([refused(20.1), overflow]);
    expect(account.unclear).toMatchObject({ count: 10 });
    expect(account.apart.count).toBe(0);
  });

  it('does not blame the failover for what failed alike before', () => {
    const overflow = (seconds: number) =>
      at(seconds, { cause: causes.indexOf('overflow'), culprit: web });
    expect(told([overflow(19.5), overflow(21)]).account.apart.count).toBe(10);
  });

  it('counts a breaker that opened against the set as want of a primary', () => {
    const open = at(22, { cause: causes.indexOf('breakerOpen'), culprit: web });
    const opened = { ...webCrash, atNs: 21 * SECOND, event: 'breakerOpened' };
    const against = (target: string) => told([open], [{ ...opened, data: { target } }]).account;
    expect(against('db-1').here.count).toBe(10);
    expect(against('cache').here.count).toBe(0);
  });

  it('counts those that ran into a member that is no primary', () => {
    expect(told([at(22, { cause: NOT_PRIMARY, culprit: db2 })]).account.here.count).toBe(10);
  });

  it('does not guess what a timeout waited for where none was sampled', () => {
    const late = at(22, { cause: TIMEOUT, culprit: lb });
    expect(told([late]).account.unclear.groups).toEqual([
      { cause: 'timeout', node: -1, count: 10, because: null },
    ]);
  });
});

it('says what happened, and for how long nobody took writes', () => {
  const { failover } = told([]);
  expect(plain(whatHappened(failover, words))).toBe(
    'db-1 crashed at 20.000; db-2 took its writes at 24.200: 4.2 s without a primary.',
  );
});

describe('a real run of the blog', () => {
  const run = (change: Partial<ScenarioFile>) => {
    const result = validateScenario({ ...blog.file, durationMs: 32_000, ...change });
    if (!result.ok) throw new Error('the blog is valid');
    const { scenario } = result;
    const sim = compile(scenario, { keepsSeries: true });
    const recording = new Recording(sim.shape());
    sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
    sim.recorder.endSlice();
    recording.append(sim.recorder.take(sim.nowNs));
    const nodes = ['db-1', 'db-2', 'db-3'].map((id) => recording.nodeIndex(id)!);
    const setOf = (node: number) => (nodes.includes(node) ? nodes : []);
    const failover = failovers(recording.events, setOf)[0]!;
    const account = writeAccount(recording, {
      set: nodes,
      ...failover.gap!,
      limitNs: Number.POSITIVE_INFINITY,
      graceNs: 3 * SECOND,
      clients: new Set([recording.nodeIndex('readers')!]),
    });
    const named = (node: number) => recording.shape.nodeIds[node]!;
    return {
      account,
      failover,
      title: plain(failoverTitle(failover, account, { ...words, named })),
    };
  };
  const crash = (atMs: number, target: string, more = {}) =>
    ({ kind: 'crash', atMs, target, ...more }) as const;

  it('tells how many writes failed at the clients, and lists the lost ones', () => {
    const { account, failover, title } = run({});
    expect(title).toMatch(/^1,3\d\d writes failed within 8\.\d+ s$/);
    expect(account.apart.count + account.unclear.count).toBe(0);
    expect(failover.lost[0]!.writes).toHaveLength(failover.lost[0]!.count);
  });

  it('does not say that the database failed writes that Web’s crash kept from it', () => {
    const { account, title } = run({
      faults: [crash(7000, 'web'), crash(20_000, 'db-1', { durationMs: 20_000 })],
    });
    expect(title).toBe('No primary for 8.68 s; no write got that far');
    expect(account.here.count).toBe(0);
    expect(account.apart.count).toBeGreaterThan(1200);
    expect(account.apart.groups[0]!.because).toMatchObject({ event: 'crashed', atNs: 7 * SECOND });
  });

  it('knows what writes waited for whose time ran out: a silent primary', () => {
    const nodes = blog.file.nodes!;
    const edges = blog.file.edges!.map((edge) =>
      edge.id === 'web-db-1' ? { ...edge, params: { timeoutMs: 50 } } : edge,
    );
    const faults = [crash(20_000, 'db-1', { mode: 'hang' })];
    const { account } = run({ nodes, edges, faults } as Partial<ScenarioFile>);
    expect(account.here.count).toBeGreaterThan(100);
    expect(account.here.groups[0]!.cause).toBe('timeout');
  });

  it('says that it cannot tell where calls without a timeout hide what they wait for', () => {
    const { account, title } = run({ faults: [crash(20_000, 'db-1', { mode: 'hang' })] });
    expect(account.here.count).toBe(0);
    expect(title).toMatch(/^No primary for .* s; [\d,]+ writes failed meanwhile$/);
  });
});
