import { expect, it } from 'vitest';
import { compile } from '../scenario/compile.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { Recording } from '../stores/recording.ts';
import { withTurnedAwayLines } from './turned-away-lines.ts';

/** A server that does 200 a second, with room for 20 in line; a spike from 4 s to 6 s. */
function recorded(ratePerSec: number): Recording {
  const file: ScenarioFile = {
    version: 1,
    durationMs: 10_000,
    nodes: [
      { id: 'users', kind: 'client', params: { arrival: { process: 'constant', ratePerSec } } },
      {
        id: 'web',
        kind: 'webServer',
        params: {
          instances: 1,
          slots: 10,
          queueLimit: 20,
          service: { dist: 'constant', ms: 50 },
        },
      },
    ],
    edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
    faults: [{ id: 'f', kind: 'spike', target: 'users', atMs: 4000, durationMs: 2000, factor: 5 }],
  };
  const read = validateScenario(file);
  if (!read.ok) throw new Error(read.issues[0]!.message);
  const sim = compile(read.scenario, { keepsSeries: true });
  const recording = new Recording(sim.shape());
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  recording.append(sim.recorder.take(sim.nowNs));
  return recording;
}

it('tells where the line is full, since when, until when and for how many', () => {
  const recording = recorded(100);
  const [line, ...others] = withTurnedAwayLines([], recording);
  expect(others).toEqual([]);
  expect(line!.event).toMatchObject({
    event: 'turnedAway',
    node: recording.nodeIndex('web'),
    data: { reason: 'overflow' },
  });
  expect(line!.event.atNs).toBeGreaterThanOrEqual(4e9);
  expect(line!.event.atNs).toBeLessThan(4.3e9);
  expect(line!.times!.toNs).toBeLessThan(6.3e9);
  // 500 a second come, 200 are done: all but those that found a place were turned away.
  expect(Math.abs(line!.times!.count - 600)).toBeLessThan(30);
});

it('adds nothing where there is room for all', () => {
  expect(withTurnedAwayLines([], recorded(20))).toEqual([]);
});
