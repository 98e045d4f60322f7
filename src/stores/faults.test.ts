import { beforeEach, describe, expect, it } from 'vitest';
import { documentStore, openFile, undo } from './document.ts';
import { addQuickFault, crashInstance, restoreInstance } from './faults.ts';

const faults = () => documentStore.getState().scenario.faults;

beforeEach(() => {
  openFile(
    {
      version: 1,
      nodes: [
        { id: 'web', kind: 'webServer', params: { instances: 3 } },
        { id: 'db', kind: 'database' },
      ],
    },
    { recorded: 'never' },
  );
});

describe('faults set by hand', () => {
  it('crash one of several instances, and end the crash where the cursor stands', () => {
    crashInstance({ target: 'web', instance: 1, instances: 3 }, 5000);
    expect(faults()).toEqual([
      { kind: 'instanceCrash', target: 'web', instance: 1, atMs: 5000, mode: 'refuse' },
    ]);
    expect(restoreInstance('web', 1, 8000)).toBe(true);
    expect(faults()).toMatchObject([{ atMs: 5000, durationMs: 3000 }]);
    expect(restoreInstance('web', 1, 9000)).toBe(false);
  });

  it('crash a single node as a whole', () => {
    crashInstance({ target: 'db', instance: 0, instances: 1 }, 100);
    expect(faults()).toEqual([{ kind: 'crash', target: 'db', atMs: 100, mode: 'refuse' }]);
  });

  it('vanish when they are ended in the moment they begin', () => {
    crashInstance({ target: 'db', instance: 0, instances: 1 }, 100);
    expect(restoreInstance('db', 0, 100)).toBe(true);
    expect(faults()).toEqual([]);
  });

  it('are one step of undo each, and stay in order of time', () => {
    addQuickFault('slowdown', 'web', 900);
    addQuickFault('crash', 'db', 300);
    expect(faults().map(({ atMs }) => atMs)).toEqual([300, 900]);
    undo();
    expect(faults().map(({ atMs }) => atMs)).toEqual([900]);
  });
});
