import { expect, it } from 'vitest';
import { Calls } from './calls.ts';
import { FULL, STARTED, Station, WAITING } from './station.ts';

function station(size: {
  instances?: number;
  slots?: number;
  queueLimit?: number | null;
  discipline?: 'fifo' | 'lifo';
}) {
  const clock = { nowNs: 0 };
  const calls = new Calls();
  const made = new Station(clock, calls, { instances: 1, slots: 1, queueLimit: null, ...size });
  return {
    clock,
    station: made,
    arrive: (instance = 0) => {
      const call = calls.claim();
      return { call, entered: made.takeSlot(call, instance) };
    },
  };
}

it('serves first come, first served, and refuses when the line is at its limit', () => {
  const { station: s, arrive } = station({ slots: 2, queueLimit: 2 });
  const calls = Array.from({ length: 5 }, () => arrive());
  expect(calls.map(({ entered }) => entered)).toEqual([STARTED, STARTED, WAITING, WAITING, FULL]);
  expect([s.leaveSlot(0), s.leaveSlot(0), s.leaveSlot(0), s.leaveSlot(0)]).toEqual([
    calls[2]!.call,
    calls[3]!.call,
    -1,
    -1,
  ]);
  expect(() => s.leaveSlot(0)).toThrow('a slot was freed that nobody held');
});

it('or last come, first served, the line drained from its end', () => {
  const { station: s, arrive } = station({ discipline: 'lifo' });
  const [, a, b] = [arrive().call, arrive().call, arrive().call];
  expect(s.leaveSlot(0)).toBe(b);
  const c = arrive().call;
  expect([s.leaveSlot(0), s.leaveSlot(0)]).toEqual([c, a]);
  const [d, e] = [arrive().call, arrive().call];
  expect(s.withdraw(d!, 0)).toBe(true);
  expect([s.leaveSlot(0), s.leaveSlot(0)]).toEqual([e, -1]);
  expect(s.state.waitingTotal).toBe(0);
});

it('a limit of 0 lets nobody wait', () => {
  const { arrive } = station({ queueLimit: 0 });
  expect([arrive().entered, arrive().entered]).toEqual([STARTED, FULL]);
});

it('keeps the lines of instances apart, and clears one without the other', () => {
  const { station: s, arrive } = station({ instances: 2 });
  arrive(0);
  arrive(1);
  const waiting = arrive(1).call;
  arrive(0);
  s.clear(0);
  expect([s.state.busyTotal, s.state.waitingTotal]).toEqual([1, 1]);
  expect(s.leaveSlot(1)).toBe(waiting);
  expect(arrive(0).entered).toBe(STARTED);
});

it('integrates slots and waiting over time', () => {
  const { station: s, clock, arrive } = station({});
  arrive();
  clock.nowNs = 10;
  arrive();
  clock.nowNs = 30;
  s.leaveSlot(0);
  clock.nowNs = 35;
  s.leaveSlot(0);
  clock.nowNs = 100;
  s.account();
  expect([s.state.busyNs, s.state.waitingNs]).toEqual([35, 20]);
});
