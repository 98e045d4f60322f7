/** The charts to choose from: which of them a scenario has anything for, and the numbers of each. */
import type { Measure, Plot, Series } from '../charts/series.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RecordedSeries, Span } from '../stores/recorded-series.ts';

export const lensIds = ['throughput', 'latency', 'cache', 'lag', 'queue', 'utilization'] as const;
export type LensId = (typeof lensIds)[number];

export interface Lens {
  readonly measure: Measure;
  /** Height beside the others. */
  readonly weight: number;
  isAbout(scenario: Scenario): boolean;
  series(source: LensSource): Series[];
}

export interface LensSource {
  readonly recording: RecordedSeries;
  readonly scenario: Scenario;
  readonly grid: Grid;
  /** Words of the lines, by key. */
  readonly name: (key: 'arrived' | 'succeeded' | 'failed' | 'p50' | 'p95' | 'p99') => string;
}

/** Values at equal distances, each over so many slices. */
export interface Grid {
  readonly firstSlice: number;
  readonly slicesEach: number;
  readonly points: number;
}

/** A line of more points than this says no more on any screen. */
const MAX_POINTS = 400;
/** More lines than this are not told apart. */
const MAX_LINES = 5;

export function gridOf(recording: RecordedSeries, window: Span): Grid {
  const { sliceNs } = recording.shape;
  // A boundary that is off by the last digit of a double is that boundary.
  const from = Math.floor(window.fromNs / sliceNs + 1e-6);
  const to = Math.min(Math.ceil(window.toNs / sliceNs - 1e-6), recording.plannedSlices);
  const slicesEach = Math.max(1, Math.ceil((to - from) / MAX_POINTS));
  // Steps begin at multiples of their length: what is drawn does not change while the window moves.
  const firstSlice = Math.floor(from / slicesEach) * slicesEach;
  // Only whole steps: one that is half simulated would show half its rate.
  const isComplete = recording.slices >= to;
  const slices = Math.max(0, Math.min(to, recording.slices) - firstSlice);
  const points = (isComplete ? Math.ceil : Math.floor)(slices / slicesEach);
  return { firstSlice, slicesEach, points };
}

export function plotOf(lens: Lens, source: LensSource): Plot {
  const { grid, recording } = source;
  const { sliceNs } = recording.shape;
  return {
    series: lens.series(source),
    fromNs: grid.firstSlice * sliceNs,
    stepNs: grid.slicesEach * sliceNs,
  };
}

export const lenses: { readonly [K in LensId]: Lens } = {
  throughput: {
    measure: 'perSec',
    weight: 1,
    isAbout: () => true,
    series: ({ recording, grid, name }) => {
      const line = (field: 'arrived' | 'succeeded' | 'failed') =>
        points(grid, (fromNs, toNs) => recording.totalRate(field, { fromNs, toNs }), recording);
      return [
        {
          key: 'arrived',
          name: name('arrived'),
          color: 'var(--ink-3)',
          dash: '1 3',
          values: line('arrived'),
        },
        {
          key: 'succeeded',
          name: name('succeeded'),
          color: 'var(--accent)',
          isArea: true,
          values: line('succeeded'),
        },
        {
          key: 'failed',
          name: name('failed'),
          color: 'var(--bad)',
          isArea: true,
          values: line('failed'),
        },
      ];
    },
  },
  latency: {
    measure: 'ms',
    weight: 1.15,
    isAbout: () => true,
    series: ({ recording, grid, name }) => percentileSeries(recording, grid, name),
  },
  cache: {
    measure: 'ratio',
    weight: 0.8,
    isAbout: hasKind('cache', 'cdn'),
    series: (source) =>
      nodeSeries(source, ['cache', 'cdn'], (node, span) => {
        const hits = source.recording.nodeMean(node, 'gauge0', span);
        const misses = source.recording.nodeMean(node, 'gauge1', span);
        return hits + misses > 0 ? hits / (hits + misses) : Number.NaN;
      }),
  },
  lag: {
    measure: 'ms',
    weight: 0.8,
    isAbout: (scenario) => scenario.edges.some((edge) => edge.kind === 'replication'),
    series: (source) =>
      nodeSeries(source, ['database'], (node, span) => {
        const lagMs = source.recording.nodeMean(node, 'gauge0', span);
        return lagMs > 0 ? lagMs : Number.NaN;
      }),
  },
  queue: {
    measure: 'count',
    weight: 0.8,
    isAbout: hasKind('queue'),
    series: (source) =>
      nodeSeries(source, ['queue'], (node, span) =>
        source.recording.nodeMean(node, 'gauge0', span),
      ),
  },
  utilization: {
    measure: 'ratio',
    weight: 0.8,
    isAbout: hasKind('webServer', 'worker', 'database'),
    series: (source) => busiest(source),
  },
};

function hasKind(...kinds: readonly string[]): Lens['isAbout'] {
  return (scenario) => scenario.nodes.some((node) => kinds.includes(node.kind));
}

function points(
  { firstSlice, points, slicesEach }: Grid,
  value: (fromNs: number, toNs: number) => number,
  recording: RecordedSeries,
): Float64Array {
  const ns = (point: number) => (firstSlice + point * slicesEach) * recording.shape.sliceNs;
  return Float64Array.from({ length: points }, (_, i) => value(ns(i), ns(i + 1)));
}

const percentiles = [
  { key: 'p99', quantile: 0.99, color: 'var(--bad)' },
  { key: 'p95', quantile: 0.95, color: 'var(--write)', dash: '6 2' },
  { key: 'p50', quantile: 0.5, color: 'var(--ink-3)', dash: '2 2' },
] as const;

function percentileSeries(
  recording: RecordedSeries,
  grid: Grid,
  name: LensSource['name'],
): Series[] {
  const quantiles = percentiles.map(({ quantile }) => quantile);
  const columns = percentiles.map(() => new Float64Array(grid.points).fill(Number.NaN));
  for (let point = 0; point < grid.points; point++) {
    const first = grid.firstSlice + point * grid.slicesEach;
    const values = recording.latencyMs(first, first + grid.slicesEach, quantiles);
    values?.forEach((value, column) => {
      columns[column]![point] = value;
    });
  }
  return percentiles.map(({ quantile: _, key, ...look }, column) => ({
    ...look,
    key,
    name: name(key),
    values: columns[column]!,
  }));
}

const lineLooks = [
  { color: 'var(--read)' },
  { color: 'var(--write)', dash: '6 2' },
  { color: 'var(--job)', dash: '2 2' },
  { color: 'var(--accent)', dash: '8 2 2 2' },
  { color: 'var(--ink-3)', dash: '4 4' },
] as const;

/** One line for each node of these kinds, in the drawing's order. */
function nodeSeries(
  source: LensSource,
  kinds: readonly string[],
  value: (node: number, span: Span) => number,
): Series[] {
  const nodes = source.scenario.nodes.filter(({ kind }) => kinds.includes(kind));
  return lines(source, nodes, value).filter((series) => series.values.some(Number.isFinite));
}

/** The nodes that worked hardest at any time. */
function busiest(source: LensSource): Series[] {
  const { recording, scenario } = source;
  const nodes = scenario.nodes.filter((node) =>
    ['webServer', 'worker', 'database'].includes(node.kind),
  );
  const busy = (node: number, span: Span) => recording.nodeMean(node, 'utilization', span);
  const peak = (id: string) => {
    const node = recording.nodeIndex(id);
    return node === undefined
      ? 0
      : points(source.grid, (fromNs, toNs) => busy(node, { fromNs, toNs }), recording).reduce(
          (most, value) => Math.max(most, value),
          0,
        );
  };
  const peaks = new Map(nodes.map(({ id }) => [id, peak(id)]));
  const sorted = [...nodes].sort((a, b) => peaks.get(b.id)! - peaks.get(a.id)!);
  return lines(source, sorted, busy);
}

function lines(
  { recording, grid }: LensSource,
  nodes: readonly { readonly id: string; readonly label?: string | undefined }[],
  value: (node: number, span: Span) => number,
): Series[] {
  return nodes.slice(0, MAX_LINES).flatMap(({ id, label }, line) => {
    const node = recording.nodeIndex(id);
    if (node === undefined) return [];
    const values = points(grid, (fromNs, toNs) => value(node, { fromNs, toNs }), recording);
    return [{ key: id, name: label || id, values, ...lineLooks[line % lineLooks.length]! }];
  });
}
