/**
 * Golden result (xii), second half: one server lost of two at 60 % leaves 120 % for the other, and everything waits; one
 * of ten leaves 67 % for the rest, and nobody notices.
 */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import { balancer, client, exponential, poisson, request, station } from '../support/designs.ts';
import { scenarioFrom } from '../support/replications.ts';

const SERVICE_MS = 10;
const CRASH_MS = 20_000;
const END_MS = 140_000;

/** `servers` at 60 % each behind a balancer that finds a dead one within 0.2 s; one of them dies at 20 s. */
function losingOne(servers: number) {
  return runToEnd(
    scenarioFrom({
      version: 1,
      seed: 3,
      durationMs: END_MS,
      // Only what comes after the ejection: the balancer has settled on those that are left.
      warmupMs: CRASH_MS + 5000,
      nodes: [
        client('client', { arrival: poisson(60 * servers) }),
        balancer('balancer', {
          healthCheck: { intervalMs: 100, fall: 2, rise: 2, timeoutMs: 100 },
        }),
        station('web', { instances: servers, slots: 1, service: exponential(SERVICE_MS) }),
      ],
      edges: [request('client', 'balancer'), request('balancer', 'web')],
      faults: [{ kind: 'instanceCrash', atMs: CRASH_MS, target: 'web', instance: 0 }],
    }),
  );
}

describe('(xii) one server lost, at 60 % before', () => {
  it('of two: the other is asked for 120 % and its line grows by a fifth of what it can do', () => {
    const { nodes, throughputPerSec, latencyMs } = losingOne(2);
    // Busy all the time: half of what both could do.
    expect(nodes.web!.utilization).toBeCloseTo(0.5, 2);
    // 100 a second are served of 120; the difference waits, for ever longer.
    expect(Math.abs(throughputPerSec! - 100)).toBeLessThan(3);
    expect(latencyMs.max).toBeGreaterThan(15_000);
    const measuredSec = (END_MS - CRASH_MS - 5000) / 1000;
    expect(nodes.web!.inFlight).toBeGreaterThan(0.8 * 20 * measuredSec);
  });

  it('of ten: the others go from 60 to 67 %, and the line stays short', () => {
    const { nodes, latencyMs, requests } = losingOne(10);
    // Nine of ten work; utilization counts all ten.
    expect(Math.abs(nodes.web!.utilization! / 0.9 - 2 / 3)).toBeLessThan(0.015);
    expect(latencyMs.mean).toBeLessThan(SERVICE_MS / (1 - 2 / 3));
    expect(requests.failed).toBe(0);
  });
});
