/** The series of real runs, checked against what they are made from: raw latencies, and the counts of the summary. */
import { describe, expect, it } from 'vitest';
import { retryStorm } from '../gallery/retry-storm.ts';
import { compile } from '../scenario/compile.ts';
import { summarize } from '../scenario/run.ts';
import type { Scenario, ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { SLICE_BUCKETS_PER_OCTAVE } from '../sim/recording.ts';
import type { Simulation } from '../sim/simulation.ts';
import { Recording } from './recording.ts';

function scenarioOf(file: ScenarioFile): Scenario {
  const read = validateScenario(file);
  if (!read.ok) throw new Error(read.issues.map(({ message }) => message).join('\n'));
  return read.scenario;
}

function recorded(scenario: Scenario) {
  const sim: Simulation = compile(scenario, { keepsSeries: true });
  sim.advance(sim.spec.durationNs, Number.MAX_SAFE_INTEGER);
  const chunk = sim.recorder.take(sim.nowNs);
  const recording = new Recording(sim.shape());
  recording.append(chunk);
  return { recording, chunk, summary: summarize(scenario, sim) };
}

describe('percentiles of merged histograms', () => {
  // So few requests that every one is in the sample, and one call each: the hop of a call is its request's latency.
  const { recording, chunk } = recorded(
    scenarioOf({
      version: 1,
      seed: 7,
      durationMs: 20_000,
      warmupMs: 0,
      nodes: [
        {
          id: 'client',
          kind: 'client',
          params: { arrival: { process: 'poisson', ratePerSec: 60 }, timeoutMs: null },
        },
        {
          id: 'web',
          kind: 'webServer',
          params: { slots: 1, service: { dist: 'exponential', meanMs: 12 } },
        },
      ],
      edges: [{ id: 'way', kind: 'request', source: 'client', target: 'web' }],
    }),
  );
  const { hops, oneIn } = chunk;
  const { sliceNs } = recording.shape;
  const calls = Array.from({ length: hops.count }, (_, i) => ({
    endedNs: hops.endedNs[i]!,
    latencyMs: (hops.endedNs[i]! - hops.sentNs[i]!) / 1e6,
  }));
  /** Of the raw latencies that ended in these slices, in order. */
  const rawMs = (first: number, end: number) =>
    calls
      .filter(({ endedNs }) => endedNs >= first * sliceNs && endedNs < end * sliceNs)
      .map(({ latencyMs }) => latencyMs)
      .sort((a, b) => a - b);

  it('agree with the raw latencies, over any stretch', () => {
    expect(oneIn).toBe(1);
    expect(calls.length).toBeGreaterThan(1000);
    const quantiles = [0.5, 0.9, 0.95, 0.99, 0.999];
    for (const [first, end] of [
      [0, recording.slices],
      [0, 300],
      [100, 160],
      [421, 424],
    ] as const) {
      const raw = rawMs(first, end);
      const merged = recording.latencyMs(first, end, quantiles)!;
      quantiles.forEach((quantile, i) => {
        const exact = raw[Math.max(0, Math.ceil(quantile * raw.length) - 1)]!;
        // Off by the width of a bucket at most.
        const name = `p${quantile * 100} of slices ${first} to ${end}: ${exact} ms`;
        expect(Math.abs(merged[i]! / exact - 1), name).toBeLessThanOrEqual(
          1 / SLICE_BUCKETS_PER_OCTAVE,
        );
      });
    }
  });

  it('are not the average of the percentiles of the parts', () => {
    const parts = [0, 150, 300, 450].map((at) => recording.latencyMs(at, at + 150, [0.99])![0]!);
    const average = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    expect(Math.abs(recording.latencyMs(0, 600, [0.99])![0]! / average - 1)).toBeGreaterThan(0.05);
  });

  it('end at the slowest answer, exactly', () => {
    for (const [first, end] of [
      [0, recording.slices],
      [100, 160],
    ] as const) {
      expect(recording.latencyMsMax(first, end)).toBeCloseTo(rawMs(first, end).at(-1)!, 3);
    }
  });
});

describe('failures by cause', () => {
  const { recording, summary } = recorded({
    ...scenarioOf(retryStorm.file),
    durationMs: 60_000,
    warmupMs: 0,
  });
  const causes = recording.shape.causes.map((cause, code) => ({ cause, code }));

  it('sum to all that failed, slice by slice', () => {
    let failed = 0;
    for (let slice = 0; slice < recording.slices; slice++) {
      const sum = causes.reduce((total, { code }) => total + recording.failures(slice, code), 0);
      expect(sum).toBe(recording.totalValue(slice, 'failed'));
      failed += sum;
    }
    expect(failed).toBeGreaterThan(1000);
    expect(failed).toBe(summary.requests.failed);
  });

  it('are those of the summary, cause by cause', () => {
    const counted = causes.flatMap(({ cause, code }) => {
      let count = 0;
      for (let slice = 0; slice < recording.slices; slice++)
        count += recording.failures(slice, code);
      return count > 0 ? [[cause, count] as const] : [];
    });
    expect(Object.fromEntries(counted)).toEqual(summary.requests.failedBy);
  });
});

it('is kept alone with the same numbers and without the hops', () => {
  const { recording } = recorded(scenarioOf({ ...retryStorm.file, durationMs: 60_000 }));
  const alone = recording.seriesAlone();
  expect(alone).not.toHaveProperty('legs');
  expect(alone.slices).toBe(recording.slices);
  for (const slice of [0, 17, recording.slices - 1]) {
    expect(alone.totalValue(slice, 'arrived')).toBe(recording.totalValue(slice, 'arrived'));
    expect(alone.nodeValue(slice, 1, 'arrived')).toBe(recording.nodeValue(slice, 1, 'arrived'));
    expect(alone.failures(slice, 1)).toBe(recording.failures(slice, 1));
    expect(alone.latencyMs(0, slice + 1, [0.99])).toEqual(
      recording.latencyMs(0, slice + 1, [0.99]),
    );
  }
});
