import { describe, expect, it } from 'vitest';
import { blogEvents, blogScenario, blogShape, MS } from '../../tests/fixtures/synthetic-run.ts';
import { validateScenario } from '../scenario/validate.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { HealthFold } from './health.ts';

const node = (id: string) => blogShape.nodeIds.indexOf(id);

function folded(events: readonly TimelineEvent[], count = events.length): HealthFold {
  const fold = new HealthFold(blogShape, blogScenario);
  fold.moveTo(events, count);
  return fold;
}

function lbEvent(event: string, data: TimelineEvent['data'] = {}): TimelineEvent {
  const about = { target: 'web', instance: 1, ...data };
  return { atNs: 0, node: node('lb'), instance: -1, event, data: about };
}

function webEvent(event: string, instance: number): TimelineEvent {
  return { atNs: 0, node: node('web'), instance, event, data: {} };
}

describe('a failover, event by event', () => {
  const events = blogEvents();
  const at = (atMs: number) =>
    folded(events, events.filter((event) => event.atNs <= atMs * MS).length);

  it('begins with everybody up', () => {
    expect(at(0).of(node('db-1'))).toEqual({ instances: ['up'], role: 'primary', badge: null });
    expect(at(0).of(node('db-2')).role).toBe('replica');
    expect(at(0).of(node('web')).instances).toEqual(['up', 'up', 'up']);
  });

  it('counts the missed probes of the dead primary', () => {
    expect(at(21_900).of(node('db-1'))).toMatchObject({
      instances: ['down'],
      badge: 'down',
      misses: 2,
      missLimit: 3,
    });
  });

  it('elects among those that live', () => {
    expect(at(23_000).of(node('db-2')).badge).toBe('electing');
    expect(at(23_000).of(node('db-3')).badge).toBe('electing');
    expect(at(23_000).of(node('db-1')).badge).toBe('down');
  });

  it('promotes one and makes the others replicas', () => {
    expect(at(23_700).of(node('db-2')).badge).toBe('promoting');
    expect(at(23_700).of(node('db-3')).badge).toBeNull();
    expect(at(24_100).of(node('db-2'))).toMatchObject({ role: 'primary', badge: 'rerouting' });
    expect(at(24_100).of(node('db-1')).role).toBe('replica');
    expect(at(25_000).of(node('db-2')).badge).toBeNull();
  });

  it('brings the old primary back as a replica that catches up', () => {
    expect(at(40_200).of(node('db-1'))).toMatchObject({
      instances: ['up'],
      role: 'replica',
      badge: 'catchingUp',
    });
    expect(at(50_000).of(node('db-1')).badge).toBeNull();
  });

  it('is the same going back as going on', () => {
    const fold = new HealthFold(blogShape, blogScenario);
    for (const count of [12, 3, 8, 0, 7]) {
      fold.moveTo(events, count);
      for (let index = 0; index < blogShape.nodeIds.length; index++) {
        expect(fold.of(index)).toEqual(folded(events, count).of(index));
      }
    }
  });
});

describe('instances behind a load balancer', () => {
  const crash = webEvent('crashed', 1);
  const miss = lbEvent('probeMissed', { misses: 1, fall: 3 });

  it('fall one by one', () => {
    expect(folded([crash]).of(node('web'))).toMatchObject({
      instances: ['up', 'down', 'up'],
      badge: null,
    });
  });

  it('show what the load balancer suspects at the target, not at the balancer', () => {
    expect(folded([miss]).of(node('web'))).toMatchObject({
      badge: 'suspected',
      misses: 1,
      missLimit: 3,
    });
    expect(folded([miss]).of(node('lb')).badge).toBeNull();
  });

  it('are ejected alive, and starting once they are back and not yet let in', () => {
    const ejected = lbEvent('ejected');
    expect(folded([ejected]).of(node('web')).instances[1]).toBe('ejected');
    expect(folded([crash, ejected]).of(node('web')).instances[1]).toBe('down');
    const back = [crash, ejected, webEvent('restarted', 1)];
    expect(folded(back).of(node('web')).instances[1]).toBe('starting');
    expect(folded([...back, lbEvent('restored')]).of(node('web')).instances[1]).toBe('up');
  });

  it('forget their misses once a probe passes', () => {
    expect(folded([miss, lbEvent('probePassed')]).of(node('web')).misses).toBeUndefined();
  });
});

it('shows servers that an autoscaler adds and takes away', () => {
  const params = { instances: 2, autoscale: { max: 4 } };
  const result = validateScenario({
    version: 1,
    nodes: [{ id: 'web', kind: 'webServer', params }],
  });
  if (!result.ok) throw new Error('not a scenario');
  const shape = { ...blogShape, nodeIds: ['web'], instances: [4] };
  const fold = new HealthFold(shape, result.scenario);
  const told = (event: string, instance: number) => ({
    atNs: 0,
    node: 0,
    instance,
    event,
    data: {},
  });
  const events = [
    told('instanceStarting', 2),
    told('instanceServing', 2),
    told('instanceWarm', 2),
    told('draining', 2),
    told('drained', 2),
  ];
  const states = events.map((_, i) => {
    fold.moveTo(events, i + 1);
    return fold.of(0).instances.join(' ');
  });
  expect(states).toEqual(['up up starting', 'up up cold', 'up up up', 'up up draining', 'up up']);
});

it('shows a cache as warming from its flush until it is as good as before', () => {
  const cache = (event: string, told = {}) => ({
    ...webEvent(event, -1),
    node: node('cache'),
    told,
  });
  const flushed = cache('flushed', { before: 98 });
  expect(folded([flushed]).of(node('cache')).badge).toBe('warming');
  expect(folded([flushed, cache('warmAgain')]).of(node('cache')).badge).toBeNull();
  // Nobody had read from it: there is nothing to come back to.
  expect(folded([cache('flushed')]).of(node('cache')).badge).toBeNull();
});

it('shows two primaries until one of them follows the other', () => {
  const about = (event: string, id: string, data = {}) => ({
    ...webEvent(event, -1),
    node: node(id),
    data,
  });
  const split = [about('promoted', 'db-2'), about('splitBrain', 'db-1', { target: 'db-2' })];
  const sides = (events: typeof split) =>
    ['db-1', 'db-2', 'db-3'].map((id) => {
      const health = folded(events).of(node(id));
      return `${health.role} ${health.split ?? ''}`;
    });
  expect(sides(split)).toEqual(['primary old', 'primary new', 'replica ']);
  expect(sides([...split, about('rejoined', 'db-1')])).toEqual([
    'replica ',
    'primary ',
    'replica ',
  ]);
});

it('ignores events that say nothing about health', () => {
  expect(folded([webEvent('somethingNew', -1)]).of(node('web')).badge).toBeNull();
});

describe('a pair of balancers', () => {
  const withStandby = {
    ...blogScenario,
    nodes: blogScenario.nodes.map((one) =>
      one.kind === 'loadBalancer'
        ? {
            ...one,
            params: {
              ...one.params,
              standby: { advertIntervalMs: 1000, priority: 100, preempt: true },
            },
          }
        : one,
    ),
  };
  const instances = blogShape.instances.map((count, i) => (i === node('lb') ? 2 : count));
  const of = (...events: readonly TimelineEvent[]) => {
    const fold = new HealthFold({ ...blogShape, instances }, withStandby);
    fold.moveTo(events, events.length);
    return fold.of(node('lb'));
  };
  const at = (event: string, instance: number, data: TimelineEvent['data'] = {}) => ({
    atNs: 0,
    node: node('lb'),
    instance,
    event,
    data,
  });
  const crashed = at('crashed', 0);
  const missed = at('advertMissed', 1, { misses: 2, limit: 3 });

  it('has one that answers, then nobody, then the other', () => {
    expect(of()).toMatchObject({ active: 0, badge: null });
    expect(of(crashed)).toMatchObject({ badge: 'unheld', instances: ['down', 'up'] });
    expect(of(crashed).active).toBeUndefined();
    expect(of(crashed, missed)).toMatchObject({ badge: 'unheld', misses: 2, missLimit: 3 });
    expect(of(crashed, missed, at('tookOver', 1))).toEqual({
      instances: ['down', 'up'],
      active: 1,
      badge: null,
    });
  });

  it('goes on where only the standby dies', () => {
    expect(of(at('crashed', 1))).toMatchObject({ active: 0, badge: null });
  });

  it('says that it is down where both are', () => {
    expect(of(at('crashed', -1)).badge).toBe('down');
    expect(of(at('crashed', -1), at('restarted', -1)).badge).toBe('unheld');
  });
});
