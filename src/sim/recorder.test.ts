import { expect, it } from 'vitest';
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
