import { describe, expect, it } from 'vitest';
import type { Fault } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { firstInstanceUp, idleAt } from './idle-faults.ts';

function scenarioWith(faults: readonly object[]) {
  const result = validateScenario({
    version: 1,
    nodes: [
      { id: 'people', kind: 'client' },
      { id: 'web', kind: 'webServer', params: { instances: 2 } },
      { id: 'cache', kind: 'cache' },
      { id: 'db', kind: 'database' },
    ],
    zones: [{ id: 'a', members: ['cache', 'db'] }],
    faults,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.scenario;
}

const idle = (kind: Fault['kind'], target: string, faults: readonly object[], atMs = 3000) =>
  idleAt(kind, target, scenarioWith(faults), atMs);
const crash = (target: string, more: object = {}) => ({
  kind: 'crash',
  target,
  atMs: 2000,
  durationMs: 2000,
  ...more,
});

describe('a fault that would do nothing', () => {
  it('is any on what is down, while it is', () => {
    for (const kind of ['crash', 'instanceCrash', 'slowdown', 'loss', 'partition'] as const) {
      expect(idle(kind, 'web', [crash('web')])).toEqual({ why: 'down', by: 'web' });
      expect(idle(kind, 'web', [crash('web')], 1999)).toBeNull();
      expect(idle(kind, 'web', [crash('web')], 4000)).toBeNull();
      expect(idle(kind, 'db', [crash('web')])).toBeNull();
    }
    expect(idle('flush', 'cache', [crash('cache')])).toEqual({ why: 'down', by: 'cache' });
    expect(idle('spike', 'people', [crash('web')])).toBeNull();
  });

  it('is none while an instance is up', () => {
    const one = (instance: number) => crash('web', { kind: 'instanceCrash', instance });
    expect(idle('crash', 'web', [one(0)])).toBeNull();
    expect(firstInstanceUp('web', scenarioWith([one(0)]), 3000)).toBe(1);
    expect(idle('instanceCrash', 'web', [one(0), one(1)])).toEqual({ why: 'down', by: 'web' });
  });

  it('names the zone that must be restored first, and of a zone the node', () => {
    expect(idle('crash', 'db', [crash('a')])).toEqual({ why: 'downBy', by: 'a' });
    expect(idle('crash', 'a', [crash('a')])).toEqual({ why: 'down', by: 'a' });
    expect(idle('flush', 'a', [crash('cache')])).toEqual({ why: 'downBy', by: 'cache' });
    // The database is still up.
    expect(idle('crash', 'a', [crash('cache')])).toBeNull();
  });

  it('is a second partition from all the rest, but not where some are still reached', () => {
    const cut = (more: object = {}) => crash('db', { kind: 'partition', ...more });
    expect(idle('partition', 'db', [cut()])).toEqual({ why: 'cutOff', by: 'db' });
    expect(idle('partition', 'db', [cut({ from: ['web'] })])).toBeNull();
    expect(idle('partition', 'db', [cut({ with: ['cache'] })])).toBeNull();
    // It still runs, and can die.
    expect(idle('crash', 'db', [cut()])).toBeNull();
    // Slowed down twice is slower.
    expect(idle('slowdown', 'db', [cut({ kind: 'slowdown', factor: 2 })])).toBeNull();
  });
});
