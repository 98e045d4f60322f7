import { expect, it } from 'vitest';
import { blogEvents, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { outages } from './outages.ts';

const web = blogShape.nodeIds.indexOf('web');
const lb = blogShape.nodeIds.indexOf('lb');

function at(
  atNs: number,
  event: string,
  about: Partial<Pick<TimelineEvent, 'node' | 'instance' | 'data' | 'told'>> = {},
): TimelineEvent {
  return { atNs, node: web, instance: -1, event, data: {}, ...about };
}

const databases = ['db-1', 'db-2', 'db-3'].map((id) => blogShape.nodeIds.indexOf(id));
const setOf = (node: number) => (databases.includes(node) ? databases : []);
const shaded = (events: readonly TimelineEvent[], untilNs: number) =>
  outages(events, { shape: blogShape, setOf, untilNs });

it('lasts from the crash until writes go elsewhere', () => {
  expect(shaded(blogEvents(), 60 * SECOND)).toEqual([{ fromNs: 20 * SECOND, toNs: 24.2 * SECOND }]);
});

it('lasts until the load balancer has ejected the dead instance', () => {
  const ejected = { node: lb, data: { target: 'web', instance: 1 } };
  const events = [at(10, 'crashed', { instance: 1 }), at(30, 'ejected', ejected)];
  expect(shaded(events, 100)).toEqual([{ fromNs: 10, toNs: 30 }]);
});

it('lasts until all that died are ejected, and on where nobody else is up', () => {
  const count = blogShape.instances[web]!;
  expect(count).toBeGreaterThan(1);
  const ejections = Array.from({ length: count }, (_, instance) =>
    at(30 + instance, 'ejected', { node: lb, data: { target: 'web', instance } }),
  );
  const crash = at(10, 'crashed');
  expect(shaded([crash, ...ejections], 100)).toEqual([{ fromNs: 10, toNs: 29 + count }]);
  const last = { ...ejections.at(-1)!, told: { reason: 'last' } };
  const dead = [crash, ...ejections.slice(0, -1), last];
  expect(shaded(dead, 100)).toEqual([{ fromNs: 10, toNs: 100 }]);
  const back = at(70, 'restored', { node: lb, data: { target: 'other', instance: 0 } });
  expect(shaded([...dead, back], 100)).toEqual([{ fromNs: 10, toNs: 70 }]);
});

it('lasts as long as a partition, whatever crashes meanwhile', () => {
  const events = [at(10, 'cutOff'), at(12, 'restarted'), at(30, 'reachable')];
  expect(shaded(events, 100)).toEqual([{ fromNs: 10, toNs: 30 }]);
});

it('is not ended by what happens to another instance', () => {
  const events = [
    at(10, 'crashed', { instance: 1 }),
    at(20, 'ejected', { node: lb, data: { target: 'web', instance: 0 } }),
    at(25, 'restarted', { instance: 2 }),
  ];
  expect(shaded(events, 100)).toEqual([{ fromNs: 10, toNs: 100 }]);
});

it('lasts until the standby has the address, and not at all where only the standby died', () => {
  const pair = { node: lb, instance: 0 };
  const events = [
    at(10, 'crashed', { node: lb, instance: 1 }),
    at(10, 'standbyLost', { node: lb, instance: 1 }),
    at(15, 'restarted', { node: lb, instance: 1 }),
    at(20, 'crashed', pair),
    at(25, 'restarted', pair),
    at(25, 'listens', { ...pair, data: { reason: 'alone' } }),
    at(40, 'tookOver', { node: lb, instance: 1 }),
  ];
  expect(shaded(events, 100)).toEqual([{ fromNs: 20, toNs: 40 }]);
});

it('shades once where two overlap', () => {
  const events = [
    at(10, 'crashed', { instance: 0 }),
    at(20, 'crashed', { instance: 1 }),
    at(30, 'restarted', { instance: 0 }),
    at(40, 'restarted', { instance: 1 }),
  ];
  expect(shaded(events, 100)).toEqual([{ fromNs: 10, toNs: 40 }]);
});

it('is not ended by the failover of others', () => {
  const cache = blogShape.nodeIds.indexOf('cache');
  const events = [
    at(10, 'crashed', { node: cache }),
    at(20, 'rerouted', { node: databases[1]! }),
    at(40, 'restarted', { node: cache }),
  ];
  expect(shaded(events, 100)).toEqual([{ fromNs: 10, toNs: 40 }]);
});
