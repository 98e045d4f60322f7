import { describe, expect, it } from 'vitest';
import { causes } from '../sim/causes.ts';
import { compile } from './compile.ts';
import { runToEnd } from './run.ts';
import type { Scenario, ScenarioFile } from './schema.ts';
import { validateScenario } from './validate.ts';

type Leaf = Extract<ScenarioFile['nodes'][number], { kind: 'webServer' }>['params'];
type Edge = Extract<NonNullable<ScenarioFile['edges']>[number], { kind: 'request' }>['params'];

/** A hundred requests, a tenth of a second apart, to a service of two instances. */
function twoLeaves(design: {
  readonly leaf: Leaf;
  readonly edge: Edge;
  readonly timeoutMs?: number;
  readonly faults?: ScenarioFile['faults'];
}): Scenario {
  const { leaf, edge, timeoutMs = null, faults } = design;
  const arrival = { process: 'constant', ratePerSec: 10 } as const;
  const result = validateScenario({
    version: 1,
    // The last one, at 10 s, has its copy but not yet its end.
    durationMs: 10_095,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: { arrival, operations: [{ name: 'work', type: 'static' }], timeoutMs },
      },
      { id: 'leaf', kind: 'webServer', params: { instances: 2, ...leaf } },
    ],
    edges: [
      {
        id: 'edge',
        kind: 'request',
        source: 'client',
        target: 'leaf',
        params: { roundTrip: { dist: 'constant', ms: 2 }, ...edge },
      },
    ],
    faults,
  });
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '));
  return result.scenario;
}

const constant = (ms: number) => ({ dist: 'constant', ms }) as const;

describe('hedged calls', () => {
  it('take no longer than the timeout of the first', () => {
    const { latencyMs, requests, nodes } = runToEnd(
      twoLeaves({
        leaf: { service: constant(1000) },
        edge: { hedge: { afterMs: 60, maxRatio: 1 } },
        timeoutMs: 100,
      }),
    );
    expect(latencyMs.max).toBeNull();
    expect(requests.failedBy).toEqual({ timeout: requests.failed });
    expect(requests.inFlight).toBe(1);
    expect(nodes.leaf!.arrived).toBe(2 * requests.arrived);
  });

  it('wait for the copy where the first fails, and for the first where the copy does', () => {
    for (const instance of [0, 1]) {
      const { requests, nodes } = runToEnd(
        twoLeaves({
          leaf: { service: constant(250) },
          edge: { hedge: { afterMs: 10, maxRatio: 1 } },
          faults: [{ kind: 'instanceCrash', target: 'leaf', instance, atMs: 5150, durationMs: 10 }],
        }),
      );
      expect(nodes.leaf!.failed).toBeGreaterThan(0);
      expect(requests.failed).toBe(0);
    }
  });

  it('fail where both fail, and are tried again as one attempt', () => {
    const { requests, nodes } = runToEnd(
      twoLeaves({
        leaf: { service: constant(50) },
        edge: { hedge: { afterMs: 10, maxRatio: 1 } },
        faults: [{ kind: 'crash', target: 'leaf', atMs: 5130, durationMs: 10 }],
      }),
    );
    expect(requests.failedBy).toEqual({ reset: 1 });
    expect(nodes.leaf!.failed).toBe(2);
  });

  it('have one target alone where there is only one', () => {
    const { requests, nodes } = runToEnd(
      twoLeaves({
        leaf: { instances: 1, service: constant(50) },
        edge: { hedge: { afterMs: 10, maxRatio: 1 } },
      }),
    );
    expect(nodes.leaf!.arrived).toBe(requests.arrived);
  });

  it('keep to the budget', () => {
    const { requests, nodes } = runToEnd(
      twoLeaves({
        leaf: { service: constant(50) },
        edge: { hedge: { afterMs: 10, maxRatio: 0.2 } },
      }),
    );
    const share = nodes.leaf!.arrived / requests.arrived - 1;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThanOrEqual(0.2);
  });

  it('are taken out of the line when they lose, if they are tied', () => {
    const run = (tied: boolean) =>
      runToEnd(
        twoLeaves({
          // Instance 0 is busy with the first request when the copy of the second comes.
          leaf: { slots: 1, service: { dist: 'exponential', meanMs: 120 } },
          edge: { hedge: { afterMs: 20, maxRatio: 1, tied } },
        }),
      );
    const tied = run(true);
    const untied = run(false);
    expect(tied.nodes.leaf!.failed).toBeGreaterThan(0);
    expect(tied.requests.failed).toBe(0);
    expect(untied.nodes.leaf!.failed).toBe(0);
    expect(tied.nodes.leaf!.utilization).toBeLessThan(untied.nodes.leaf!.utilization!);
    expect(tied.latencyMs.mean).toBeLessThan(untied.latencyMs.mean!);
  });

  it('show in the recording: the copy as such, the loser as overtaken', () => {
    const scenario = twoLeaves({
      leaf: { service: { dist: 'uniform', minMs: 10, maxMs: 50 } },
      edge: { hedge: { afterMs: 20, maxRatio: 1 } },
    });
    const sim = compile(scenario, { keepsSeries: true });
    sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
    const { hops } = sim.recorder.take(sim.nowNs);
    const overtaken = causes.indexOf('overtaken');
    const pairs = new Map<number, number[]>();
    for (let i = 0; i < hops.count; i++) {
      const request = hops.request[i]!;
      pairs.set(request, [...(pairs.get(request) ?? []), i]);
    }
    const copied = [...pairs.values()].filter((rows) => rows.length === 2);
    expect(copied.length).toBeGreaterThan(30);
    for (const rows of copied) {
      expect(rows.map((i) => hops.copy[i]).sort()).toEqual([0, 1]);
      expect(rows.map((i) => hops.outcome[i]).sort()).toEqual([0, overtaken]);
      const [copy, first] = hops.copy[rows[0]!] === 1 ? rows : [...rows].reverse();
      expect(hops.sentNs[copy!]! - hops.sentNs[first!]!).toBe(20e6);
      expect(hops.instance[copy!]).not.toBe(hops.instance[first!]);
    }
  });
});
