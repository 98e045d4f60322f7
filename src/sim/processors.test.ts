import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  exponential,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../../tests/support/designs.ts';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { copyState, restoreState } from '../base/state.ts';
import { compile } from '../scenario/compile.ts';
import { runToEnd } from '../scenario/run.ts';
import { Calls, LIVE } from './calls.ts';
import { Processors, type ProcessorsSpec } from './processors.ts';

const perfect = { contention: 0, coherency: 0 };

/** Processors of one instance and a clock that is moved by hand, to the next event. */
function bench(spec: ProcessorsSpec) {
  const calls = new Calls();
  const events: { atNs: number; call: number; isCancelled: boolean }[] = [];
  const clock = {
    nowNs: 0,
    calls,
    scheduleCall(delayNs: number, call: number) {
      calls.records[call]!.event = events.length;
      events.push({ atNs: clock.nowNs + delayNs, call, isCancelled: false });
    },
    cancel(slot: number) {
      events[slot]!.isCancelled = true;
    },
  };
  const processors = new Processors(spec, clock, 1);
  const begin = (workNs: number) => {
    const call = calls.claim();
    calls.records[call]!.flags = LIVE;
    processors.begin(call, 0, workNs, 8);
    return call;
  };
  const next = () => {
    const waiting = events.filter((event) => !event.isCancelled);
    expect(waiting).toHaveLength(1);
    const [event] = waiting;
    event!.isCancelled = true;
    clock.nowNs = event!.atNs;
    processors.end(event!.call, 0);
    return [event!.call, event!.atNs];
  };
  return { processors, clock, begin, next };
}

describe('Processors', () => {
  it('two pieces on one processor go at half the speed', () => {
    const { begin, next, clock, processors } = bench({ cores: 1, ...perfect });
    const long = begin(1000);
    clock.nowNs = 400;
    const short = begin(100);
    // The long one has 600 left and the short one 100: both at half speed until 600.
    expect(next()).toEqual([short, 600]);
    expect(next()).toEqual([long, 1100]);
    expect(processors.busyNs).toBe(1100);
    clock.nowNs = 2000;
    expect(processors.busyNs).toBe(1100);
  });

  it('with one each nobody is slowed down', () => {
    const { begin, next } = bench({ cores: 2, ...perfect });
    const a = begin(1000);
    const b = begin(300);
    expect(next()).toEqual([b, 300]);
    expect(next()).toEqual([a, 1000]);
  });

  it('what ends at one moment ends in the order in which it began', () => {
    const { begin, next } = bench({ cores: 1, ...perfect });
    const pieces = [begin(10), begin(10), begin(10)];
    expect(pieces.map(() => next())).toEqual(pieces.map((call) => [call, 30]));
  });

  it('of many pieces the shortest is done first, however many there are', () => {
    const { begin, next } = bench({ cores: 3, ...perfect });
    const works = Array.from({ length: 100 }, (_, i) => ((i * 37) % 101) + 1);
    const byCall = new Map(works.map((ns) => [begin(ns), ns]));
    const done = works.map(() => byCall.get(next()[0]!)!);
    expect(done).toEqual([...works].sort((a, b) => a - b));
  });

  it('two that hinder each other get less done than two', () => {
    // 2 ÷ (1 + 0.5 + 0.25 × 2) = 1: each at half speed.
    const { begin, next } = bench({ cores: 2, contention: 0.5, coherency: 0.25 });
    const [a, b] = [begin(100), begin(100)];
    expect(next()).toEqual([a, 200]);
    expect(next()).toEqual([b, 200]);
  });

  it('is plain state, which can be put back', () => {
    const { begin, processors, clock } = bench({ cores: 1, ...perfect });
    begin(1000);
    const saved = copyState(processors.state);
    clock.nowNs = 100;
    for (let i = 0; i < 20; i++) begin(50);
    restoreState(processors.state, saved);
    expect(copyState(processors.state)).toEqual(saved);
  });
});

describe('a server whose work shares processors', () => {
  const scenario = scenarioFrom({
    version: 1,
    seed: 3,
    durationMs: 4000,
    nodes: [
      client('client', {
        arrival: poisson(500),
        operations: [...work],
        keys: oneKey,
        timeoutMs: 200,
      }),
      station('web', {
        instances: 2,
        slots: 50,
        service: exponential(3),
        processors: { cores: 1, ...perfect },
      }),
    ],
    edges: [request('client', 'web')],
    faults: [
      { kind: 'instanceCrash', atMs: 1000, durationMs: 500, target: 'web', instance: 0 },
      { kind: 'crash', mode: 'hang', atMs: 2000, durationMs: 500, target: 'web' },
      { kind: 'slowdown', atMs: 3000, durationMs: 500, target: 'web', factor: 2 },
    ],
  });

  it('crashes, hangs and comes back with nothing to do', () => {
    const { nodes, requests } = runToEnd(scenario);
    expect(requests.failed).toBeGreaterThan(50);
    expect(requests.arrived).toBe(requests.succeeded + requests.failed + requests.inFlight);
    const { utilization, processorUtilization } = nodes.web!;
    expect(processorUtilization).toBe(utilization);
    expect(processorUtilization).toBeGreaterThan(0.5);
    expect(processorUtilization).toBeLessThan(0.9);
  });

  it('is as it was after going back', () => {
    const sim = compile(scenario, { keepsSeries: false });
    sim.advance(900e6, Number.POSITIVE_INFINITY);
    const checkpoint = sim.checkpoint();
    const hashes = () =>
      [1200e6, 2200e6, 4000e6].map((ns) => {
        sim.advance(ns, Number.POSITIVE_INFINITY);
        return [sim.stateHash(), sim.runHash()];
      });
    const first = hashes();
    sim.restore(checkpoint);
    expect(hashes()).toEqual(first);
  });

  it('takes as long as its slots let it where each has a processor', () => {
    const alone = (processors: ProcessorsSpec | null) =>
      runToEnd(
        scenarioFrom({
          version: 1,
          durationMs: 3000,
          nodes: [
            client('client', { arrival: poisson(300), operations: [...work], keys: oneKey }),
            station('web', { slots: 8, service: constant(10), processors }),
          ],
          edges: [request('client', 'web')],
        }),
      ).latencyMs;
    expect(alone({ cores: 8, ...perfect })).toEqual(alone(null));
  });
});
