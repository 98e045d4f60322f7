import { describe, expect, it } from 'vitest';
import {
  blogChunks,
  blogScenario,
  blogShape,
  hopColumns,
  SECOND,
} from '../../tests/fixtures/synthetic-run.ts';
import { valueAt } from '../charts/series.ts';
import { NODE_FIELDS } from '../sim/recording.ts';
import { stepSpan } from '../stores/now.ts';
import { Recording } from '../stores/recording.ts';
import { chartChoices } from './chart-hooks.ts';
import { gridOf, type LensId, type LensNames, lenses, plotOf, withBefore } from './lenses.ts';

function recorded(untilSec = 60, shape = blogShape): Recording {
  const recording = new Recording(shape);
  for (const chunk of blogChunks()) {
    // Charts look at no hops, and joining them is most of the work.
    if (chunk.doneNs <= untilSec * SECOND) recording.append({ ...chunk, hops: hopColumns([]) });
  }
  return recording;
}

const names: LensNames = {
  line: (key) => key,
  percentile: (p) => `p${p}`,
  cause: (cause) => cause,
};
const whole = { fromNs: 0, toNs: 60 * SECOND };

function plot(id: LensId, recording = recorded(), window = whole) {
  const source = { recording, scenario: blogScenario, grid: gridOf(recording, window) };
  return plotOf(lenses[id], { ...source, names });
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
    expect(grid).toEqual({ fromNs: 0, stepNs: 1.25 * SECOND, points: 48 });
    // Zoomed in, each slice again.
    const near = gridOf(long, { fromNs: 10 * SECOND, toNs: 20 * SECOND });
    expect(near).toEqual({ fromNs: 10 * SECOND, stepNs: 0.25 * SECOND, points: 40 });
  });

  it('has at a moment what a paused card reads there', () => {
    const recording = recorded();
    const web = recording.nodeIndex('web')!;
    for (const [window, seconds] of [
      [whole, [0, 19.9, 20, 20.1, 37.3, 60]],
      [{ fromNs: 20 * SECOND, toNs: 30 * SECOND }, [20, 24.99]],
    ] as const) {
      const drawn = plot('utilization', recording, window);
      const line = drawn.series.find(({ key }) => key === 'web')!;
      for (const second of seconds) {
        const span = stepSpan(recording, second * SECOND, window);
        expect(recording.nodeMean(web, 'utilization', span)).toBe(
          valueAt(drawn, line, second * SECOND),
        );
      }
    }
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

describe('errors by cause', () => {
  it('draws the causes that occurred, the commonest first, and they sum to the failed', () => {
    const { series } = plot('errors');
    expect(series.map(({ key }) => key)).toEqual(['refused', 'timeout']);
    const failed = plot('throughput').series[2]!.values;
    failed.forEach((value, i) => {
      expect(series[0]!.values[i]! + series[1]!.values[i]!).toBeCloseTo(value, 6);
    });
  });
});

describe('the run before', () => {
  const recording = recorded();
  const source = { scenario: blogScenario, grid: gridOf(recording, whole), names };

  it('gives every line its own of then, over the same time', () => {
    const short = recorded(20).seriesAlone();
    const now = plotOf(lenses.throughput, { ...source, recording });
    const both = withBefore(now, lenses.throughput, { ...source, recording: short });
    for (const { values, before } of both.series) {
      expect([...before!.slice(0, 80)]).toEqual([...values.slice(0, 80)]);
      // It ended there: nothing is known, which is not nothing.
      expect(before![80]).toBeNaN();
    }
  });

  it('draws the same components, and the causes that are gone', () => {
    const busy = plotOf(lenses.utilization, { ...source, recording });
    const both = withBefore(busy, lenses.utilization, { ...source, recording });
    expect(both.series.map(({ key }) => key)).toEqual(busy.series.map(({ key }) => key));
    const calm = { ...busy, series: [] };
    const gone = withBefore(calm, lenses.errors, { ...source, recording });
    expect(gone.series.map(({ key }) => key)).toEqual(['refused', 'timeout']);
    expect(gone.series[0]!.values.every(Number.isNaN)).toBe(true);
    expect(gone.series[0]!.before![90]).toBeGreaterThan(100);
  });
});

describe('a run before with longer slices', () => {
  it('gives a moment the percentiles of the slice that holds it', () => {
    const long = recorded(60, { ...blogShape, durationNs: 600 * SECOND, sliceNs: 2.5 * SECOND });
    const recording = recorded();
    const source = { scenario: blogScenario, grid: gridOf(recording, whole), names };
    const now = plotOf(lenses.latency, { ...source, recording });
    const [p99] = withBefore(now, lenses.latency, { ...source, recording: long }).series;
    const points = [...p99!.before!];
    for (let slice = 0; slice < 24; slice++) {
      const [ms] = long.latencyMs(slice, slice + 1, [0.99])!;
      const max = long.latencyMsMax(slice, slice + 1);
      const expected = Array(10).fill(Math.min(ms!, max));
      expect(points.slice(10 * slice, 10 * slice + 10)).toEqual(expected);
    }
    expect(new Set(points).size).toBeGreaterThan(1);
  });
});

describe('many components', () => {
  /** Ten databases; the first four have no lag. */
  const nodeIds = Array.from({ length: 10 }, (_, i) => `db-${i}`);
  const nodes = nodeIds.map((id) => ({ id, kind: 'database' }));
  const scenario = { ...blogScenario, nodes } as typeof blogScenario;
  const recording = new Recording({ ...blogShape, nodeIds, instances: nodeIds.map(() => 1) });
  const [first] = blogChunks();
  const figures = new Float32Array(first!.slices * nodeIds.length * NODE_FIELDS.length);
  for (let row = 0; row < first!.slices * nodeIds.length; row++) {
    const lagMs = row % nodeIds.length < 4 ? 0 : 20;
    figures[row * NODE_FIELDS.length + NODE_FIELDS.indexOf('gauge0')] = lagMs;
  }
  recording.append({ ...first!, nodes: figures, hops: hopColumns([]) });
  const lag = (isLarge: boolean) =>
    lenses.lag.series({ recording, scenario, grid: gridOf(recording, whole), names, isLarge });

  it('are as many lines as are told apart, none of them empty', () => {
    expect(lag(false).map(({ key }) => key)).toEqual(['db-4', 'db-5', 'db-6', 'db-7', 'db-8']);
  });

  it('are more where there is room, each with a look of its own', () => {
    expect(lag(true).map(({ key }) => key)).toEqual(nodeIds.slice(4));
    expect(new Set(lag(true).map(({ color, dash }) => `${color} ${dash}`)).size).toBe(6);
  });
});

describe('the choice of charts', () => {
  it('offers what the scenario has something for', () => {
    const { available, shown } = chartChoices(blogScenario, {});
    expect(available).toEqual([
      'throughput',
      'errors',
      'latency',
      'cache',
      'lag',
      'queue',
      'utilization',
    ]);
    expect(shown).toEqual(['throughput', 'latency', 'cache']);
  });

  it('keeps to what was chosen', () => {
    const { shown } = chartChoices(blogScenario, { latency: false, lag: true });
    expect(shown).toEqual(['throughput', 'cache', 'lag']);
  });
});
