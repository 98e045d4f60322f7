import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../base/language.ts';
import { loadDictionary } from '../i18n/dictionary.ts';
import { formats } from '../i18n/format.ts';
import { type Kind, kindSchemas, kinds } from './schemas.ts';
import type { Face, NodeFigures } from './view.ts';
import { faceOf, type ParamsOf, tagOf } from './views.ts';

beforeAll(() => loadDictionary('ko'));

const idle: NodeFigures = {
  instances: ['up'],
  arrivedPerSec: 0,
  completedPerSec: 0,
  failedPerSec: 0,
  utilization: 0,
  waiting: 0,
  latencyMs: 0,
  gauges: [0, 0, 0],
  slicesPerSec: 10,
  hasData: true,
};

function face<K extends Kind>(
  kind: K,
  now: Partial<NodeFigures>,
  given: object = {},
  language: (typeof languages)[number] = 'en',
): Face {
  const params = kindSchemas[kind].parse(given) as ParamsOf<K>;
  const { value, unit, sub } = faceOf({ kind, params }, { ...idle, ...now }, formats(language));
  return { value, unit, sub: sub.replaceAll('\u202f', ' ') };
}

function tag<K extends Kind>(
  kind: K,
  given: object = {},
  instances: NodeFigures['instances'] = ['up'],
) {
  return tagOf(
    { kind, params: kindSchemas[kind].parse(given) as ParamsOf<K> },
    instances,
    formats('en'),
  ).text;
}

describe.each(kinds)('the card of %s', (kind) => {
  it.each(languages)('shows no figure before a run has reached the moment in %s', (language) => {
    const shown = face(kind, { hasData: false }, {}, language);
    expect(shown.unit).not.toBe('');
    if (kind !== 'client') expect(shown.value).toBe('–');
  });

  it('says how much fails, whether it is down or still answers some', () => {
    const failing = { failedPerSec: 412.3 };
    expect(face(kind, failing).sub).toBe('412 /s failing');
    expect(face(kind, { ...failing, instances: ['down', 'down'] })).toMatchObject({
      value: '412',
      unit: '/s failing',
    });
    expect(face(kind, failing, {}, 'ko').sub).toBe('412/초 실패');
    expect(face(kind, { failedPerSec: 0.4 })).toEqual(face(kind, {}));
    expect(face(kind, { ...failing, hasData: false }).sub).not.toMatch(/failing/);
  });

  it.each(languages)('leaves no place unfilled in %s', (language) => {
    for (const instances of [['up'], ['down'], ['up', 'down']] as const) {
      const { value, unit, sub } = face(kind, { instances, gauges: [1, 2, 3] }, {}, language);
      expect(`${value} ${unit} ${sub}`).not.toMatch(/[{}[\]]|undefined|NaN/);
    }
  });
});

describe('faces', () => {
  it('show what a client offers, of what, to which keys', () => {
    const operations = [
      { name: 'read post', type: 'read', weight: 8 },
      { name: 'list posts', type: 'read', weight: 1 },
      { name: 'write comment', type: 'write', weight: 1 },
    ];
    expect(face('client', { gauges: [1998.2, 0, 0] }, { operations })).toEqual({
      value: '1,998',
      unit: '/s',
      sub: '90 % read · Zipf 0.99',
    });
  });

  it('show what a client is set to until it has been measured', () => {
    const arrival = { process: 'poisson', ratePerSec: 2000 };
    expect(face('client', { hasData: false }, { arrival }).value).toBe('2,000');
    const closed = face(
      'client',
      { hasData: false },
      { arrival: { process: 'closed', users: 50 } },
    );
    expect(closed).toMatchObject({ value: '–', sub: '50 users · Zipf 0.99' });
  });

  it('show how a load balancer spreads, or to how few it still can', () => {
    const now = { arrivedPerSec: 1998 };
    expect(face('loadBalancer', { ...now, gauges: [3, 3, 0] }).sub).toBe('round robin');
    expect(face('loadBalancer', { ...now, gauges: [2.4, 3, 0] }).sub).toBe('2 of 3 up');
    expect(face('loadBalancer', { ...now, gauges: [0, 3, 0] }).sub).toBe('no target up');
  });

  it('show how busy a web server is and how long a request stays', () => {
    expect(face('webServer', { utilization: 0.62, latencyMs: 12.34 })).toEqual({
      value: '62',
      unit: '% busy',
      sub: 'mean 12.3 ms',
    });
    const instances = ['up', 'down', 'ejected'] as const;
    expect(face('webServer', { instances }).sub).toBe('1 of 3 up');
  });

  it('show the share of hits, and no share of nothing', () => {
    const params = { capacityKeys: 10_000 };
    expect(face('cache', { gauges: [874, 126, 10_000] }, params)).toEqual({
      value: '87.4',
      unit: '% hits',
      sub: '10,000 keys',
    });
    expect(face('cache', { gauges: [0, 0, 40] }, params)).toMatchObject({
      value: '',
      unit: 'no reads',
      sub: '40 of 10,000 keys',
    });
  });

  it('show what a dead primary costs', () => {
    const now = { instances: ['down'], role: 'primary', gauges: [0, 0, 41.2] } as const;
    expect(face('database', now)).toEqual({ value: '412', unit: '/s failing', sub: 'was primary' });
  });

  it('tell what was turned away in words of their own, and only what fails besides as failing', () => {
    const now = { failedPerSec: 20, gauges: [2, 0, 0] } as const;
    expect(face('rateLimiter', now).sub).toBe('turns away 20/s');
    expect(face('externalApi', { ...now, failedPerSec: 50 }).sub).toBe('30 /s failing');
  });

  it('show what a primary beside another has alone, while it lasts', () => {
    const now = { role: 'primary', utilization: 0.1, latencyMs: 3, gauges: [0, 412, 0] } as const;
    expect(face('database', now)).toMatchObject({ sub: '412 writes alone' });
  });

  it('show how far a replica is behind', () => {
    const now = { role: 'replica', utilization: 0.58, gauges: [41, 0, 0] } as const;
    expect(face('database', now)).toEqual({ value: '58', unit: '% busy', sub: 'lag 41 ms' });
  });

  it('show what waits in a queue, and what gave up', () => {
    expect(face('queue', { gauges: [126.4, 4, 0] })).toEqual({
      value: '126',
      unit: 'waiting',
      sub: '4 in work',
    });
    expect(face('queue', { gauges: [126, 4, 1] }).sub).toBe('1 dead letter');
  });

  it('read as Korean', () => {
    expect(face('queue', { gauges: [126, 4, 2] }, {}, 'ko')).toEqual({
      value: '126',
      unit: '건 대기',
      sub: '데드 레터 2건',
    });
    expect(face('cache', { gauges: [874, 126, 40] }, {}, 'ko').sub).toBe('키 40 / 1,000');
  });

  it('tell in their corner which servers come and go, whatever fails meanwhile', () => {
    const autoscale = { autoscale: {} };
    const growing = ['up', 'up', 'starting', 'starting', 'gone'] as const;
    expect(tag('webServer', autoscale, growing)).toBe('2 starting');
    expect(tag('webServer', autoscale, ['up', 'cold', 'cold'])).toBe('2 still cold');
    expect(tag('webServer', autoscale, ['up', 'draining'])).toBe('1 draining');
    expect(tag('webServer', autoscale, ['up', 'up', 'gone'])).toBe('2 servers');
    // Without one they start because they were down.
    expect(tag('webServer', {}, growing)).toBe('4 servers');
    const now = { instances: growing, latencyMs: 40, failedPerSec: 20 };
    expect(face('webServer', now, autoscale).sub).toBe('20 /s failing');
    expect(face('webServer', { ...now, failedPerSec: 0 }, autoscale).sub).toBe('mean 40 ms');
  });

  it('have a tag for what is set', () => {
    expect(tag('webServer', { instances: 3 }, ['up', 'up', 'down'])).toBe('3 servers');
    expect(tag('webServer')).toBe('');
    expect(tag('worker')).toBe('');
    expect(tag('worker', { instances: 2 })).toBe('2 workers');
    expect(tag('cache', { policy: 'twoQ' })).toBe('2Q');
    expect(tag('queue', { durable: false })).toBe('in memory');
  });
});
