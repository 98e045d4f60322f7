import { describe, expect, it } from 'vitest';
import { runToEnd } from './run.ts';
import type { ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

const instant = { dist: 'constant', ms: 0 } as const;

/** A client, a balancer and two servers; a hundred requests a second for ten seconds. */
function run(faults: ScenarioFile['faults']) {
  const timeoutMs = 100;
  const edge = (source: string, target: string) => ({
    id: `${source}-${target}`,
    kind: 'request' as const,
    source,
    target,
    params: { roundTrip: instant, timeoutMs },
  });
  const result = validateScenario({
    version: 1,
    seed: 3,
    durationMs: 10_000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: {
          arrival: { process: 'constant', ratePerSec: 100 },
          operations: [{ name: 'work', type: 'static' }],
          timeoutMs: 2 * timeoutMs,
        },
      },
      {
        id: 'lb',
        kind: 'loadBalancer',
        params: { healthCheck: { intervalMs: 100, timeoutMs: 50, fall: 2, rise: 1 } },
      },
      { id: 'a', kind: 'webServer', params: { service: { dist: 'constant', ms: 20 } } },
      { id: 'b', kind: 'webServer', params: { service: { dist: 'constant', ms: 20 } } },
    ],
    edges: [edge('client', 'lb'), edge('lb', 'a'), edge('lb', 'b')],
    faults,
  });
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  return runToEnd(result.scenario);
}

describe('a loss of calls', () => {
  it('loses its share while it lasts, and callers time out', () => {
    const { requests } = run([
      { kind: 'loss', target: 'a', atMs: 0, durationMs: 8000, ratio: 0.25 },
      { kind: 'loss', target: 'b', atMs: 0, durationMs: 8000, ratio: 0.25 },
    ]);
    expect(Object.keys(requests.failedBy)).toEqual(['timeout']);
    // Of 800: 200 ± 4 standard deviations of 12.2.
    expect(Math.abs(requests.failed - 200)).toBeLessThan(49);
  });
});

describe('a partition', () => {
  it('makes the balancer take out the server it cannot see, and put it back after', () => {
    const { timeline, requests, nodes } = run([
      { kind: 'partition', target: 'a', atMs: 2000, durationMs: 3000 },
    ]);
    const told = timeline.filter(({ event }) =>
      ['cutOff', 'reachable', 'ejected', 'restored'].includes(event),
    );
    expect(told.map(({ event }) => event)).toEqual(['cutOff', 'ejected', 'reachable', 'restored']);
    // Found out within three intervals and a timeout: until then every second request is lost.
    expect(requests.failed).toBeGreaterThan(0);
    expect(requests.failed).toBeLessThan(25);
    expect(requests.failedBy).toEqual({ timeout: requests.failed });
    expect(nodes.a!.failed).toBe(0);
  });

  it('swallows answers under way too: the server has done the work for nobody', () => {
    const { requests, nodes } = run([
      { kind: 'partition', target: 'lb', atMs: 5005, from: ['a', 'b'] },
    ]);
    expect(nodes.a!.completed + nodes.b!.completed).toBeGreaterThan(requests.succeeded);
  });

  it('parts only the two sides named', () => {
    const whole = run([]);
    const elsewhere = run([
      { kind: 'partition', target: 'a', with: ['lb'], from: ['client'], atMs: 0, durationMs: 5000 },
    ]);
    const beside = run([{ kind: 'partition', target: 'a', from: ['b'], atMs: 0 }]);
    expect(elsewhere.requests.failed).toBeGreaterThan(0);
    expect(elsewhere.timeline.some(({ event }) => event === 'ejected')).toBe(false);
    expect(beside.requests).toEqual(whole.requests);
  });

  it('is refused where a node stands on both sides, or nowhere', () => {
    expect(() => run([{ kind: 'partition', target: 'a', from: ['a'], atMs: 0 }])).toThrow(
      'faults[0].from[0]: expected a node of the other side, got "a"',
    );
    expect(() => run([{ kind: 'partition', target: 'a', with: ['c'], atMs: 0 }])).toThrow(
      'faults[0].with[0]: expected the id of a node',
    );
  });
});
