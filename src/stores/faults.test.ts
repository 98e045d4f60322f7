import { beforeEach, describe, expect, it } from 'vitest';
import { documentStore, openFile, undo } from './document.ts';
import { addQuickFault, crashInstance, endFaults, faultsFor, restoreInstance } from './faults.ts';

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

describe('ending what holds a node', () => {
  it('ends all of it as one step, and leaves what is over or still to come', () => {
    addQuickFault('slowdown', 'db', 1000);
    addQuickFault('crash', 'db', 4000);
    addQuickFault('loss', 'db', 30_000);
    addQuickFault('crash', 'web', 4000);
    expect(endFaults('db', 6000)).toBe(true);
    expect(faults()).toMatchObject([
      { kind: 'slowdown', durationMs: 5000 },
      { kind: 'crash', target: 'db', durationMs: 2000 },
      { kind: 'crash', target: 'web' },
      { kind: 'loss', durationMs: 10_000 },
    ]);
    expect(faults()[2]).not.toHaveProperty('durationMs');
    undo();
    expect(faults()).toMatchObject([{ durationMs: 10_000 }, {}, {}, {}]);
    expect(faults()[1]).not.toHaveProperty('durationMs');
    expect(endFaults('db', 20_000)).toBe(true);
    expect(endFaults('db', 20_000)).toBe(false);
  });
});

it('every kind of fault can be set on some kind of node', () => {
  openFile(
    {
      version: 1,
      nodes: [
        { id: 'users', kind: 'client' },
        { id: 'cache', kind: 'cache' },
        { id: 'web', kind: 'webServer', params: { instances: 2 } },
      ],
      zones: [
        { id: 'a', members: ['cache', 'web'] },
        { id: 'b', members: ['users'] },
      ],
    },
    { recorded: 'never' },
  );
  const { scenario } = documentStore.getState();
  expect(faultsFor('users', scenario)).toEqual(['spike']);
  expect(faultsFor('cache', scenario)).toEqual(['crash', 'slowdown', 'loss', 'partition', 'flush']);
  expect(faultsFor('web', scenario)).toEqual([
    ...['crash', 'instanceCrash', 'slowdown', 'loss', 'partition'],
  ]);
  // All that one of its members can have, but not a crash of one instance: of whose?
  expect(faultsFor('a', scenario)).toEqual(['crash', 'slowdown', 'loss', 'partition', 'flush']);
  expect(faultsFor('b', scenario)).toEqual(['spike']);
  expect(faultsFor('nobody', scenario)).toEqual([]);
});
