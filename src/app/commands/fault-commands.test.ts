import { describe, expect, it } from 'vitest';
import { validateScenario } from '../../scenario/validate.ts';
import { faultCommands, targetsFrom } from './fault-commands.ts';

const read = validateScenario({
  version: 1,
  nodes: [
    { id: 'people', kind: 'client' },
    { id: 'web', kind: 'webServer' },
    { id: 'cache', kind: 'cache' },
  ],
  zones: [{ id: 'a', members: ['web'] }],
  faults: [
    { kind: 'crash', target: 'web', atMs: 2000, durationMs: 3000 },
    { kind: 'flush', target: 'cache', atMs: 2000 },
  ],
});
if (!read.ok) throw new Error('the scenario is refused');
const { scenario } = read;
const at = (target: string, atMs: number) =>
  faultCommands(scenario, [target], atMs).map(({ what }) => what);

describe('the faults in the command list', () => {
  it('are those that can strike a node or a zone', () => {
    expect(at('people', 0)).toEqual(['spike']);
    expect(at('cache', 0)).toContain('flush');
    expect(at('web', 0)).toEqual(expect.arrayContaining(['crash', 'slowdown', 'partition']));
    expect(at('web', 0)).not.toContain('flush');
    expect(at('a', 0)).toContain('crash');
  });

  it('begin with the way back while one lasts', () => {
    expect(at('web', 1999)).not.toContain('restore');
    expect(at('web', 2000)[0]).toBe('restore');
    expect(at('web', 5000)).not.toContain('restore');
    // What is over at once has nothing to be brought back from.
    expect(at('cache', 2000)).not.toContain('restore');
  });

  it('are first those of what is selected', () => {
    expect(targetsFrom(scenario, ['a', 'cache'])).toEqual(['cache', 'a', 'people', 'web']);
  });
});
