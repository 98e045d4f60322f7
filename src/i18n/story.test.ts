import { describe, expect, it } from 'vitest';
import { languages } from '../base/language.ts';
import type { Kind } from '../kinds/schemas.ts';
import { kindViews } from '../kinds/views.ts';
import { dictionary, loadDictionary } from './dictionary.ts';
import { placesOf, type Values } from './fill.ts';
import { formats } from './format.ts';
import { instanceLabel, sentence, sentenceParts } from './story.ts';

await loadDictionary('ko');

/** Every event that a run can hold, with the data that comes with it. */
const shared: Readonly<Record<string, Values>> = {
  crashed: { mode: 'refuse', lost: 7 },
  restarted: {},
  slowed: { factor: 5 },
  recovered: {},
};

/** Of whatever calls another: a client, a web server, a balancer. */
const breaker = {
  breakerOpened: {
    target: 'web',
    reason: 'failures',
    calls: 21,
    failed: 11,
    cause: 'timeout',
    openMs: 5000,
  },
  breakerHalfOpen: { target: 'web', probes: 1 },
  breakerClosed: { target: 'web', calls: 1 },
};

const modes = ['refuse', 'blackhole', 'hang'];

const events: { readonly [K in Kind]: Readonly<Record<string, Values>> } = {
  client: { spikeBegan: { factor: 10 }, spikeEnded: {}, ...breaker },
  loadBalancer: {
    ...shared,
    probeMissed: { target: 'web', instance: 1, misses: 1, fall: 3 },
    ejected: { target: 'web', instance: 1 },
    probePassed: { target: 'web', instance: 1, passes: 1, rise: 2 },
    restored: { target: 'web', instance: 1 },
    advertMissed: { misses: 1, limit: 3 },
    tookOver: { silentMs: 3609, up: 3, targets: 4 },
    tookBack: { lost: 2, up: 3, targets: 4 },
    reconnected: { failed: 320, gapMs: 3120 },
    listens: { reason: 'preempts', inMs: 3605 },
    standbyLost: {},
    nobodyLeft: {},
  },
  rateLimiter: { ...shared, limitReached: { ratePerSec: 100 } },
  objectStore: { ...shared, prefixFull: {} },
  externalApi: { ...shared, limitReached: { ratePerSec: 100 } },
  dns: {
    ...shared,
    probeMissed: { target: 'web', instance: 1, misses: 1, fall: 3 },
    ejected: { target: 'web', instance: 1 },
    probePassed: { target: 'web', instance: 1, passes: 1, rise: 3 },
    restored: { target: 'web', instance: 1 },
  },
  cdn: { ...shared, flushed: { keys: 1000 } },
  webServer: {
    ...shared,
    ...breaker,
    'scaledUp.cpu': { from: 2, to: 4, agoMs: 5000, busy: 99, target: 60 },
    'scaledUp.requestsPerSec': { from: 2, to: 4, agoMs: 5000, perSec: 40, target: 10 },
    'scaledDown.cpu': { from: 4, to: 2, agoMs: 5000, busy: 12, target: 60 },
    'scaledDown.requestsPerSec': { from: 4, to: 2, agoMs: 5000, perSec: 40, target: 10 },
    instanceWarm: {},
  },
  worker: shared,
  cache: {
    ...shared,
    flushed: { keys: 1000 },
    warmAgain: { tookMs: 17_200, percent: 93.4, before: 98.2, misses: 9229 },
  },
  database: {
    ...shared,
    probeMissed: { misses: 2, limit: 3, target: 'db-1' },
    declaredDown: { misses: 3, refused: 412 },
    electionStarted: {},
    'electionStarted.unfenced': {},
    elected: { behindMs: 38, position: 1234 },
    promoted: { lost: 8, behindMs: 38 },
    rerouted: { refused: 600 },
    writesLost: { count: 8 },
    rejoined: { missed: 1200 },
    caughtUp: { tookMs: 1900 },
    ejected: {},
    restored: {},
    semiSyncOff: {},
    semiSyncOn: {},
    failoverFailed: { reason: 'noReplica' },
    fenced: {},
    unfenced: {},
    splitBrain: { target: 'db-2' },
    writesDiscarded: { count: 12 },
  },
  shardRouter: shared,
  queue: {
    ...shared,
    deadLettered: { receives: 5, key: 3 },
    redelivered: { receives: 2, timeoutMs: 30_000 },
    workedOff: { peak: 223, tookMs: 5400 },
    messagesLost: { count: 126 },
    full: {},
  },
};

function telling(kind: Kind, language: (typeof languages)[number]) {
  return {
    node: { label: 'db-1', instances: 1 },
    events: kindViews[kind].words[language].events,
    named: (id: string) => ({ label: id, instances: id === 'web' ? 3 : 1 }),
    format: formats(language),
  };
}

const cases = (Object.keys(events) as Kind[]).flatMap((kind) =>
  Object.entries(events[kind]).map(([event, data]) => ({ kind, event, data })),
);

describe.each(languages)('the story in %s', (language) => {
  const dict = dictionary(language);

  it.each(cases)('has a sentence for $event of $kind', ({ kind, event, data }) => {
    const template = kindViews[kind].words[language].events[event];
    expect(template ?? event in dict.events, event).toBeTruthy();
    const text = sentence({ event, instance: -1, data }, telling(kind, language));
    expect(text).toMatch(/[.]$/);
    // Nothing missing, nothing left unfilled.
    expect(text).not.toMatch(/[{}[\]|–#](?!\d)/);
  });

  it.each(cases)('asks only for what $event of $kind brings', ({ kind, event, data }) => {
    const templates = { ...dict.events, ...kindViews[kind].words[language].events };
    const told = new Set([...Object.keys(data), 'node']);
    for (const place of placesOf((templates as Record<string, string>)[event] ?? '')) {
      expect(told).toContain(place);
    }
  });

  it.each(modes)('tells a crash that shows as %s', (mode) => {
    const told = { event: 'crashed', instance: -1, data: { mode, lost: 1 } };
    const shown = sentence(told, telling('database', language));
    const others = modes
      .filter((other) => other !== mode)
      .map((other) =>
        sentence({ ...told, data: { mode: other, lost: 1 } }, telling('database', language)),
      );
    expect(others).not.toContain(shown);
  });
});

describe('a sentence', () => {
  it('says what happened and what follows', () => {
    const data = { misses: 3, refused: 412 };
    expect(sentence({ event: 'declaredDown', instance: -1, data }, telling('database', 'en'))).toBe(
      'db-1 is declared down after 3 missed probes. Until there is a primary again nobody takes writes; 412 calls have failed there so far.',
    );
  });

  it('fits Korean particles to the name', () => {
    const told = { event: 'restarted', instance: -1, data: {} };
    expect(sentence(told, telling('database', 'ko'))).toBe('db-1이 다시 시작했습니다.');
  });

  it('names the instance of the target, counted from 1, where there are several', () => {
    const data = { target: 'web', instance: 1 };
    const told = { event: 'ejected', instance: -1, data };
    expect(sentence(told, telling('loadBalancer', 'en'))).toContain('web #2');
    const single = { ...told, data: { target: 'db-1', instance: 0 } };
    expect(sentence(single, telling('loadBalancer', 'en'))).not.toContain('#');
  });

  it('tells why a breaker opened, of which instance, and why it stays open', () => {
    const node = { label: 'shop', instances: 3 };
    const said = (data: Values) =>
      sentence(
        { event: 'breakerOpened', instance: 1, data },
        { ...telling('webServer', 'en'), node },
      ).replaceAll('\u202f', ' ');
    expect(said(breaker.breakerOpened)).toBe(
      'shop #2 stops calling web for 5 s: 11 of 21 calls failed (the last one: timed out). Its circuit breaker is open.',
    );
    const again = { ...breaker.breakerOpened, reason: 'probes', calls: 1, failed: 1 };
    expect(said(again)).toBe(
      'shop #2 still does not call web: 1 of 1 probes failed (timed out). Its circuit breaker stays open for 5 s.',
    );
  });

  it('can be set with its beginning in bold', () => {
    const told = { event: 'crashed', instance: -1, data: { mode: 'refuse', lost: 7 } };
    const node = { label: 'v1.2', instances: 1 };
    expect(sentenceParts(told, { ...telling('database', 'en'), node })).toEqual({
      lead: 'v1.2 crashed.',
      rest: '7 queries were in flight: their callers got an error.',
    });
  });

  it('tells when the messages of a worker that died come back, not that they are back', () => {
    const told = { event: 'crashed', instance: -1, data: { mode: 'refuse', lost: 6 } };
    const node = { label: 'resize', instances: 1 };
    expect(sentenceParts(told, { ...telling('worker', 'en'), node }).rest).toBe(
      'The 6 messages it held come back to the queue when their visibility timeout runs out.',
    );
  });

  it('says so plainly when an event is new to the page', () => {
    const told = { event: 'somethingNew', instance: -1, data: {} };
    expect(sentence(told, telling('cache', 'en'))).toBe('db-1: somethingNew.');
  });
});

it('counts instances from one', () => {
  expect(instanceLabel({ label: 'web', instances: 3 }, 0)).toBe('web #1');
  expect(instanceLabel({ label: 'web', instances: 1 }, 0)).toBe('web');
  expect(instanceLabel({ label: 'web', instances: 3 }, -1)).toBe('web');
});
