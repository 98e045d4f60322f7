import { expect, it } from 'vitest';
import { Calls } from './calls.ts';
import { Recorder } from './recorder.ts';

it('keeps what is rare, however often something else happens', () => {
  const recorder = new Recorder({ nodes: 1, oneIn: 1, keepsSeries: true });
  const event = (name: string, atNs: number) =>
    recorder.event({ atNs, node: 0, instance: -1, event: name, data: {} });
  for (let i = 0; i < 5000; i++) event('redelivered', i);
  event('promoted', 5000);
  expect(recorder.events.at(-1)?.event).toBe('promoted');
  expect(recorder.events).toHaveLength(1001);
  expect(recorder.eventsLeftOut).toBe(4000);
});

it('leaves out more and more requests once a run has more hops than planned, and says so', () => {
  const recorder = new Recorder({ nodes: 1, oneIn: 1, keepsSeries: true, hopsOfARun: 1000 });
  const calls = new Calls();
  const call = calls.claim();
  const seen = new Map<number, number>();
  let kept = 0;
  for (let request = 0; request < 100_000; request++) {
    calls.records[call]!.request = request;
    // Two hops a request: a journey is kept whole or not at all.
    for (let hop = 0; hop < 2; hop++) recorder.hop(calls.records[call]!, request, 0);
    if (request % 500 < 499) continue;
    const { hops, oneIn } = recorder.take(request);
    kept += hops.count;
    for (const each of hops.request) seen.set(each, (seen.get(each) ?? 0) + 1);
    if (request < 499) expect(oneIn).toBe(1);
  }
  expect(kept).toBeGreaterThan(1000);
  // 200,000 hops are 7.6 doublings of 1000, each of which adds a quarter of it at most; the last one is under way.
  expect(kept).toBeLessThan(1000 + 8 * 250 + 250);
  expect(recorder.take(0).oneIn).toBeGreaterThanOrEqual(64);
  // Only a journey during which the sample became smaller may be cut.
  expect([...seen.values()].filter((count) => count !== 2).length).toBeLessThan(10);
});
