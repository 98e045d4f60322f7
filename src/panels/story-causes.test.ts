import { expect, it } from 'vitest';
import { autoscaling } from '../gallery/autoscaling.ts';
import { circuitBreaker } from '../gallery/circuit-breaker.ts';
import { durableQueue } from '../gallery/durable-queue.ts';
import { compile } from '../scenario/compile.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { causeOf } from './story-causes.ts';

/** What a run tells of a name, with the cause of each. */
function caused(file: ScenarioFile, name: string) {
  const result = validateScenario(file);
  if (!result.ok) throw new Error('not a scenario');
  const sim = compile(result.scenario, { keepsSeries: false });
  while (sim.advance(sim.spec.durationNs, 1e6) === 1e6);
  const shape = sim.shape();
  const { events } = sim.recorder;
  const named = (event: TimelineEvent | null) =>
    event && `${event.event} ${shape.nodeIds[event.node]} ${event.atNs / 1e9}`;
  return events.flatMap((event, i) =>
    event.event === name ? [{ event, cause: named(causeOf(events, i, shape, () => [])) }] : [],
  );
}

it('a message comes back because its worker crashed, also where the worker is up again by then', () => {
  const back = caused(durableQueue.file, 'redelivered');
  expect(new Set(back.map(({ cause }) => cause))).toEqual(new Set(['crashed resize 20']));
  const [crash] = durableQueue.file.faults!;
  const short = { ...durableQueue.file, faults: [{ ...crash!, durationMs: 1000 }] };
  const late = caused(short as ScenarioFile, 'redelivered');
  expect(late.length).toBeGreaterThan(0);
  expect(new Set(late.map(({ cause }) => cause))).toEqual(new Set(['crashed resize 20']));
});

it('a message that takes longer than its timeout comes back by itself', () => {
  const nodes = durableQueue.file.nodes.map((node) =>
    node.kind === 'queue' ? { ...node, params: { visibilityTimeoutMs: 150 } } : node,
  );
  const slow = caused({ ...durableQueue.file, nodes, faults: [] } as ScenarioFile, 'redelivered');
  expect(slow.length).toBeGreaterThan(0);
  expect(new Set(slow.map(({ cause }) => cause))).toEqual(new Set([null]));
});

it('servers are added for a spike, and say what was measured', () => {
  const [grown] = caused(autoscaling.file, 'scaledUp');
  expect(grown!.cause).toBe('spikeBegan readers 25');
  expect(grown!.event.told).toEqual({ reason: 'cpu', agoMs: 5000, busy: 99, target: 60 });
  const shrunk = caused(autoscaling.file, 'scaledDown');
  expect(new Set(shrunk.map(({ cause }) => cause))).toEqual(new Set(['spikeEnded readers 75']));
});

it('a server serves because that very server was started', () => {
  const serving = caused(autoscaling.file, 'instanceServing');
  const started = caused(autoscaling.file, 'instanceStarting');
  for (const { event, cause } of serving) {
    const own = started.find((one) => one.event.instance === event.instance)!;
    expect(cause).toBe(`instanceStarting reports ${own.event.atNs / 1e9}`);
  }
});

it('a breaker opens for what struck, and again for what its probe found', () => {
  const opened = caused(circuitBreaker.file, 'breakerOpened').map(({ cause }) => cause);
  expect(opened[0]).toBe('slowed server-b 20');
  expect(opened[1]).toMatch(/^breakerHalfOpen careful 29\.9/);
});
