import { describe, expect, it } from 'vitest';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { divergesAtMs, sortedFaults } from './divergence.ts';
import type { Fault, Scenario } from './schema.ts';

const base = scenarioFrom({
  version: 1,
  nodes: [
    { id: 'users', kind: 'client' },
    { id: 'web', kind: 'webServer', label: 'Web' },
  ],
  edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
});
const crash: Fault = { kind: 'crash', target: 'web', atMs: 5000, mode: 'refuse' };
const slow: Fault = { kind: 'slowdown', target: 'web', atMs: 9000, factor: 2, durationMs: 1000 };
const having = (...faults: Fault[]): Scenario => ({ ...base, faults });

describe('two runs differ from', () => {
  it('the first fault that only one of them has', () => {
    expect(divergesAtMs(having(), having(crash))).toBe(5000);
    expect(divergesAtMs(having(crash, slow), having(crash))).toBe(9000);
    expect(divergesAtMs(having(slow), having({ ...slow, factor: 3 }))).toBe(9000);
    expect(divergesAtMs(having(slow), having({ ...slow, atMs: 8000 }))).toBe(8000);
  });

  it('the earlier end, where only how long it lasts was changed', () => {
    const healed: Fault = { ...crash, durationMs: 3000 };
    expect(divergesAtMs(having(crash), having(healed))).toBe(8000);
    expect(divergesAtMs(having(healed), having({ ...crash, durationMs: 2000 }))).toBe(7000);
    expect(divergesAtMs(having(healed, slow), having(crash, { ...slow, factor: 9 }))).toBe(8000);
  });

  it('nowhere, where nothing or only words and objectives have changed', () => {
    expect(divergesAtMs(having(crash, slow), having(slow, crash))).toBe(Infinity);
    const renamed = {
      ...having(crash),
      name: 'Other',
      objectives: ['errorRatio < 0.1'],
      nodes: base.nodes.map((node) => ({ ...node, label: 'New' })),
      faults: [{ ...crash, id: 'named' }],
    };
    expect(divergesAtMs(having(crash), renamed)).toBe(Infinity);
  });

  it('the start, where anything else has changed', () => {
    expect(divergesAtMs(base, { ...base, seed: 2 })).toBe(0);
    expect(divergesAtMs(base, { ...base, durationMs: 1 })).toBe(0);
    expect(divergesAtMs(base, { ...base, edges: [] })).toBe(0);
  });
});

it('faults are put in the order of time, then of what they are', () => {
  const flush: Fault = { kind: 'flush', target: 'web', atMs: 5000 };
  const orders = [
    [crash, flush, slow],
    [slow, flush, crash],
  ].map((faults) => sortedFaults(faults).map(({ kind }) => kind));
  expect(orders[0]).toEqual(orders[1]);
});
