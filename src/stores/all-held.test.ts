import { describe, expect, it } from 'vitest';
import { compile } from '../scenario/compile.ts';
import { summarize } from '../scenario/run.ts';
import { validateScenario } from '../scenario/validate.ts';
import { mostHeld } from './all-held.ts';
import { Recording } from './recording.ts';

/** A client that reads 200 keys through a server, from a cache of this size. */
function run(capacityKeys: number, warmupMs = 0) {
  const read = validateScenario({
    version: 1,
    durationMs: 4000,
    warmupMs,
    nodes: [
      {
        id: 'users',
        kind: 'client',
        params: {
          arrival: { process: 'constant', ratePerSec: 500 },
          keys: { distribution: 'uniform', count: 200 },
        },
      },
      { id: 'web', kind: 'webServer' },
      { id: 'cache', kind: 'cache', params: { capacityKeys } },
      { id: 'db', kind: 'database' },
    ],
    edges: ['users-web', 'web-cache', 'web-db'].map((id) => {
      const [source, target] = id.split('-');
      return { id, kind: 'request', source, target };
    }),
  });
  if (!read.ok) throw new Error(JSON.stringify(read));
  const { scenario } = read;
  const sim = compile(scenario, { keepsSeries: true });
  sim.advance(sim.spec.durationNs, Number.MAX_SAFE_INTEGER);
  const recording = new Recording(sim.shape());
  recording.append(sim.recorder.take(sim.nowNs));
  const state = { scenario, summary: summarize(scenario, sim) };
  return (room = capacityKeys) => mostHeld(state, { id: 'cache', capacityKeys: room }, recording);
}

describe('a cache that never had to choose', () => {
  it('says how many keys it held', () => {
    expect(run(1000)()).toBe(200);
    expect(run(1000, 1000)()).toBe(200);
    // Full to the last place, and nothing had to leave.
    expect(run(200)()).toBe(200);
  });

  it('is none that evicts, nor one that may have during the warm-up', () => {
    expect(run(100)()).toBeNull();
    expect(run(200, 2000)()).toBeNull();
  });

  it('is nothing to tell of once its size has been changed', () => {
    expect(run(1000)(500)).toBeNull();
  });
});
