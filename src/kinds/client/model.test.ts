/** When requests come: an even stream keeps time, and what it set off before comes first. */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  evenly,
  request,
  station,
  work,
} from '../../../tests/support/designs.ts';
import { scenarioFrom } from '../../../tests/support/replications.ts';
import { runToEnd } from '../../scenario/run.ts';
import type { ScenarioFile } from '../../scenario/schema.ts';

function stream(
  ratePerSec: number,
  durationMs: number,
  more: Pick<ScenarioFile, 'faults'> = {},
  server: Parameters<typeof station>[1] = { slots: 1000, service: constant(1) },
) {
  return runToEnd(
    scenarioFrom({
      version: 1,
      durationMs,
      nodes: [
        client('client', { arrival: evenly(ratePerSec), operations: [...work] }),
        station('web', server),
      ],
      edges: [request('client', 'web')],
      ...more,
    }),
  );
}

describe('an even stream', () => {
  it.each([
    { ratePerSec: 7, durationMs: 10_000 },
    { ratePerSec: 60, durationMs: 60_000 },
    { ratePerSec: 150, durationMs: 10_000 },
    { ratePerSec: 3_000_000, durationMs: 10 },
  ])('of $ratePerSec a second is as many in $durationMs ms', ({ ratePerSec, durationMs }) => {
    const { requests } = stream(ratePerSec, durationMs);
    expect(requests.arrived).toBe((ratePerSec * durationMs) / 1000);
  });

  it('keeps time through spikes and standstills', () => {
    const spike = { kind: 'spike', target: 'client', durationMs: 3000 } as const;
    const faults = [
      { ...spike, atMs: 10_000, factor: 3 },
      { ...spike, atMs: 20_000, factor: 0 },
      { ...spike, atMs: 40_100, factor: 0.5 },
    ];
    // 60 s, of which 3 s count three times, 3 s not at all and 3 s half.
    expect(stream(7, 60_000, { faults }).requests.arrived).toBe(Math.floor(7 * (60 + 6 - 3 - 1.5)));
  });

  it('finds the server free that becomes free at the same moment', () => {
    const { requests } = stream(
      10,
      10_000,
      {},
      { slots: 1, queueLimit: 0, service: constant(100) },
    );
    expect(requests.failed).toBe(0);
  });
});
