import { describe, expect, it } from 'vitest';
import { blogChunks, blogScenario, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import { Recording } from '../stores/recording.ts';
import { chartChoices } from './chart-hooks.ts';
import { gridOf, type LensId, lenses, plotOf } from './lenses.ts';

function recorded(untilSec = 60, shape = blogShape): Recording {
  const recording = new Recording(shape);
  for (const chunk of blogChunks()) {
    if (chunk.doneNs <= untilSec * SECOND) recording.append(chunk);
  }
  return recording;
}

const whole = { fromNs: 0, toNs: 60 * SECOND };

function plot(id: LensId, recording = recorded(), window = whole) {
  const source = { recording, scenario: blogScenario, grid: gridOf(recording, window) };
  return plotOf(lenses[id], { ...source, name: (key) => key });
}

describe('a chart', () => {
  it('has one value a slice, as far as the run has come', () => {
    expect(plot('throughput').series[0]!.values).toHaveLength(240);
    expect(plot('throughput', recorded(20)).series[0]!.values).toHaveLength(80);
  });

  it('takes several slices together in a long run', () => {
    // Eight times as many slices are planned: no more than 400 values.
    const long = recorded(60, { ...blogShape, durationNs: 480 * SECOND });
    const grid = gridOf(long, { fromNs: 0, toNs: 480 * SECOND });
    expect(grid).toEqual({ firstSlice: 0, slicesEach: 5, points: 48 });
    // Zoomed in, each slice again.
    const near = gridOf(long, { fromNs: 10 * SECOND, toNs: 20 * SECOND });
    expect(near).toEqual({ firstSlice: 40, slicesEach: 1, points: 40 });
  });

  it('shows a window as the whole run has it there', () => {
    const all = plot('throughput');
    const part = plot('throughput', recorded(), { fromNs: 20 * SECOND, toNs: 30 * SECOND });
    expect(part.fromNs).toBe(20 * SECOND);
    expect([...part.series[2]!.values]).toEqual([...all.series[2]!.values.slice(80, 120)]);
  });

  it('counts rates a second', () => {
    const [arrived, , failed] = plot('throughput').series;
    expect(arrived!.values[0]).toBe(490 * 4);
    expect(failed!.values[10]).toBe(0);
    expect(failed!.values[90]).toBeGreaterThan(150);
  });

  it('draws percentiles in their order', () => {
    const [p99, p95, p50] = plot('latency').series;
    for (let i = 0; i < 240; i++) {
      expect(p99!.values[i]).toBeGreaterThan(p95!.values[i]!);
      expect(p95!.values[i]).toBeGreaterThan(p50!.values[i]!);
    }
  });

  it('draws the hit ratio of each cache', () => {
    const [cache] = plot('cache').series;
    expect(cache!.key).toBe('cache');
    expect(cache!.values.at(-1)).toBeCloseTo(0.874, 3);
  });
});

describe('the choice of charts', () => {
  it('offers what the scenario has something for', () => {
    const { available, shown } = chartChoices(blogScenario, {});
    expect(available).toEqual(['throughput', 'latency', 'cache', 'lag', 'utilization']);
    expect(shown).toEqual(['throughput', 'latency', 'cache']);
  });

  it('keeps to what was chosen', () => {
    const { shown } = chartChoices(blogScenario, { latency: false, lag: true });
    expect(shown).toEqual(['throughput', 'cache', 'lag']);
  });
});
