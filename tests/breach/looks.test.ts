/**
 * Whoever merely looks at a run cannot end it: a look in which the engine breaks is answered by its failure, and the run
 * goes on to the same end as if nobody had looked. The web server breaks while it is looked at, in the middle of an event.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FailedLook, FromWorker, Look } from '../../src/bridge/protocol.ts';
import { createSession, type Session } from '../../src/bridge/session.ts';
import { webServerModel } from '../../src/kinds/web-server/model.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import { validateScenario } from '../../src/scenario/validate.ts';

const read = validateScenario({
  version: 1,
  name: 'Looked at',
  seed: 17,
  durationMs: 10_000,
  nodes: [
    { id: 'users', kind: 'client' },
    { id: 'web', kind: 'webServer' },
    { id: 'cache', kind: 'cache' },
    { id: 'db', kind: 'database' },
  ],
  edges: [
    { id: 'a', kind: 'request', source: 'users', target: 'web' },
    { id: 'b', kind: 'request', source: 'web', target: 'cache' },
    { id: 'c', kind: 'request', source: 'cache', target: 'db' },
  ],
});
if (!read.ok) throw new Error(read.issues[0]!.message);
const { scenario } = read;
const plain = runToEnd(scenario);

const run = 1;
const other = { policy: 'lru', capacityKeys: 10 } as const;
const moment = { node: 'cache', store: 0, atNs: 1.5e9, limit: 10 };
const looks: readonly Look[] = [
  { type: 'closeUp', run, id: 1, fromNs: 1e9, toNs: 1.5e9 },
  { type: 'journey', run, id: 2, request: 3 },
  { type: 'trace', run, id: 3, fromNs: 1e9, toNs: 1.5e9 },
  { type: 'stateAt', run, atNs: 1.5e9 },
  { type: 'peek', run, id: 4, moment, other: null },
];

let isLooking = false;
const RULE = 'a rule is broken';

/** Breaks while somebody looks, after it has taken the call in. */
function breakLooks(): void {
  const create = webServerModel.create;
  vi.spyOn(webServerModel, 'create').mockImplementation((context) => {
    const web = create(context);
    const accept = web.accept.bind(web);
    web.accept = (call) => {
      accept(call);
      if (isLooking) throw new Error(RULE);
    };
    return web;
  });
}

function began(): { readonly session: Session; readonly told: FromWorker[] } {
  const told: FromWorker[] = [];
  const session = createSession((message) => told.push(message));
  session.receive({ type: 'run', run, scenario });
  return { session, told };
}

const failures = (told: readonly FromWorker[]): readonly FailedLook[] =>
  told.flatMap((message) => (message.type === 'lookFailed' ? [message] : []));

function endOf(told: readonly FromWorker[]) {
  expect(told.filter(({ type }) => type === 'failed')).toEqual([]);
  const finished = told.find((message) => message.type === 'finished');
  return finished?.summary;
}

afterEach(() => {
  isLooking = false;
  vi.restoreAllMocks();
});

describe('a look that breaks', () => {
  it.each(looks)('is answered by its failure: $type', (look) => {
    breakLooks();
    const { session, told } = began();
    for (let i = 0; i < 12; i++) session.pump();
    isLooking = true;
    session.receive(look);
    isLooking = false;
    expect(failures(told)).toEqual([{ type: 'lookFailed', run, about: look, message: RULE }]);
    // The same look once more, at a sound engine.
    session.receive(look);
    expect(failures(told)).toHaveLength(1);
    expect(told.at(-1)!.type).toBe(look.type === 'peek' ? 'peeked' : look.type);
    while (session.pump());
    expect(endOf(told)).toEqual(plain);
  });

  it('is a study that breaks off halfway, and can be asked for again', () => {
    breakLooks();
    const { session, told } = began();
    while (session.pump());
    const study: Look = { type: 'study', run, id: 7, node: 'cache', store: 0 };
    session.receive(study);
    isLooking = true;
    expect(session.pump()).toBe(false);
    isLooking = false;
    expect(failures(told)).toEqual([{ type: 'lookFailed', run, about: study, message: RULE }]);
    session.receive({ ...study, id: 8 });
    while (session.pump());
    session.receive({ type: 'compare', run, id: 9, other });
    expect(told.slice(-2).map(({ type }) => type)).toEqual(['studied', 'compared']);
    expect(endOf(told)).toEqual(plain);
  });

  it('does not cover up for a run that is broken itself', () => {
    const { session, told } = began();
    for (let i = 0; i < 12; i++) session.pump();
    const create = webServerModel.create;
    vi.spyOn(webServerModel, 'create').mockImplementation((context) => {
      const web = create(context);
      web.check = () => {
        throw new Error(RULE);
      };
      return web;
    });
    session.receive({ type: 'run', run: 2, scenario });
    session.receive({ ...looks[0]!, run: 2 });
    expect(failures(told)).toEqual([]);
    expect(told.at(-1)).toMatchObject({ type: 'failed', run: 2 });
    expect(session.pump()).toBe(false);
  });
});
