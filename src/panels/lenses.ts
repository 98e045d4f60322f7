/** The charts to choose from: which of them a scenario has anything for, and the numbers of each. */
import type { Measure, Plot, Series } from '../charts/series.ts';
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';
import { stepsOf } from '../stores/chart-window.ts';
import type { RecordedSeries, Span } from '../stores/recorded-series.ts';
import { keptValues } from './kept-values.ts';

/** In the order in which they stand. */
export const lensIds = [
  'throughput',
  'errors',
  'latency',
  'cache',
  'lag',
  'queue',
  'utilization',
] as const;
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
  readonly names: LensNames;
  /** Where there is room: every percentile instead of three, and more components. */
  readonly isLarge?: boolean;
  /** Ids of the components wanted, where others have been chosen already; else a lens chooses. */
  readonly only?: readonly string[];
}

/** Words of the lines. */
export interface LensNames {
  line(key: 'arrived' | 'succeeded' | 'failed' | 'slowest'): string;
  percentile(p: string): string;
  cause(cause: string): string;
}

/** Values at equal distances, each over so much time. */
export interface Grid {
  readonly fromNs: number;
  readonly stepNs: number;
  readonly points: number;
}

/** More lines than this are not told apart. */
const MAX_LINES = 5;
/** Where there is room, colours and dashes together: each line still has a look of its own. */
const MAX_LINES_LARGE = 25;

/** Steps of whole slices of a recording. */
export function gridOf(recording: RecordedSeries, window: Span): Grid {
  const { sliceNs } = recording.shape;
  const { firstSlice, slicesEach } = stepsOf(sliceNs, window);
  const to = Math.min(Math.ceil(window.toNs / sliceNs - 1e-6), recording.plannedSlices);
  // Only whole steps: one that is half simulated would show half its rate.
  const isComplete = recording.slices >= to;
  const slices = Math.max(0, Math.min(to, recording.slices) - firstSlice);
  const points = (isComplete ? Math.ceil : Math.floor)(slices / slicesEach);
  return { fromNs: firstSlice * sliceNs, stepNs: slicesEach * sliceNs, points };
}

export function plotOf(lens: Lens, source: LensSource): Plot {
  const { fromNs, stepNs } = source.grid;
  return { series: lens.series(source), fromNs, stepNs };
}

/**
 * The same lines of another run over the same time, under those of this one. A line that only the other run has (a cause
 * that is gone) stands as one without values.
 */
export function withBefore(plot: Plot, lens: Lens, source: LensSource): Plot {
  const only = plot.series.map(({ key }) => key);
  const before = new Map(lens.series({ ...source, only }).map((series) => [series.key, series]));
  const series = plot.series.map((each): Series => {
    const values = before.get(each.key)?.values;
    before.delete(each.key);
    return values ? { ...each, before: values } : each;
  });
  const gone = [...before.values()].map((each): Series => {
    const { values, ...look } = each;
    return { ...look, values: new Float64Array(values.length).fill(Number.NaN), before: values };
  });
  return { ...plot, series: [...series, ...gone] };
}

/** Kinds with slots that can be busy and lines that can grow. */
const workers = ['webServer', 'worker', 'database'] as const;

export const lenses: { readonly [K in LensId]: Lens } = {
  throughput: {
    measure: 'perSec',
    weight: 1,
    isAbout: () => true,
    series: ({ recording, grid, names }) =>
      totalLines.map((look) => ({
        ...look,
        name: names.line(look.key),
        values: points(grid, recording, `total ${look.key}`, (span) =>
          recording.totalRate(look.key, span),
        ),
      })),
  },
  errors: {
    measure: 'perSec',
    weight: 0.8,
    isAbout: () => true,
    series: causeSeries,
  },
  latency: {
    measure: 'ms',
    weight: 1.15,
    isAbout: () => true,
    series: percentileSeries,
  },
  cache: {
    measure: 'ratio',
    weight: 0.8,
    isAbout: hasKind('cache', 'cdn'),
    series: (source) =>
      nodeSeries(source, 'cache', ['cache', 'cdn'], (node, span) => {
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
      nodeSeries(source, 'lag', ['database'], (node, span) => {
        const lagMs = source.recording.nodeMean(node, 'gauge0', span);
        return lagMs > 0 ? lagMs : Number.NaN;
      }),
  },
  queue: {
    measure: 'count',
    weight: 0.8,
    isAbout: hasKind('queue', ...workers),
    series: (source) => {
      const queues = new Set(
        source.scenario.nodes.filter(({ kind }) => kind === 'queue').map(({ id }) => id),
      );
      // A message queue is as deep as it holds messages; a server's line is who waits for a slot.
      return highest(source, 'queue', ['queue', ...workers], (node, span, id) =>
        source.recording.nodeMean(node, queues.has(id) ? 'gauge0' : 'waiting', span),
      );
    },
  },
  utilization: {
    measure: 'ratio',
    weight: 0.8,
    isAbout: hasKind(...workers),
    series: (source) =>
      highest(source, 'utilization', workers, (node, span) =>
        source.recording.nodeMean(node, 'utilization', span),
      ),
  },
};

function hasKind(...kinds: readonly string[]): Lens['isAbout'] {
  return (scenario) => scenario.nodes.some((node) => kinds.includes(node.kind));
}

/** NaN where the run has nothing: before its end, or after it in a shorter run that is compared with. */
function points(
  grid: Grid,
  recording: RecordedSeries,
  name: string,
  value: (span: Span) => number,
): Float64Array {
  const { fromNs, stepNs } = grid;
  const endNs = recording.slices * recording.shape.sliceNs;
  const [values] = keptValues(recording, name, grid, {
    columns: 1,
    write: (point, [into]) => {
      const span = { fromNs: fromNs + point * stepNs, toNs: fromNs + (point + 1) * stepNs };
      if (span.fromNs < endNs) into![point] = value(span);
    },
  });
  return values!;
}

const totalLines = [
  { key: 'arrived', color: 'var(--ink-3)', dash: '1 3' },
  { key: 'succeeded', color: 'var(--accent)', isArea: true },
  { key: 'failed', color: 'var(--bad)', isArea: true },
] as const;

const percentiles = [
  { key: 'p99', quantile: 0.99, color: 'var(--bad)' },
  { key: 'p95', quantile: 0.95, color: 'var(--write)', dash: '6 2' },
  { key: 'p50', quantile: 0.5, color: 'var(--ink-3)', dash: '2 2' },
] as const;

const allPercentiles = [
  { key: 'max', quantile: 1, color: 'var(--ink-3)', dash: '1 3' },
  { key: 'p999', quantile: 0.999, color: 'var(--job)', dash: '8 2 2 2' },
  percentiles[0],
  percentiles[1],
  { key: 'p90', quantile: 0.9, color: 'var(--read)', dash: '4 4' },
  percentiles[2],
] as const;

/** Each point from the merged histogram of its slices; the slowest is known exactly. */
function percentileSeries({ recording, grid, names, isLarge = false }: LensSource): Series[] {
  const shown = isLarge ? allPercentiles : percentiles;
  const quantiles = shown.map(({ quantile }) => quantile);
  const { sliceNs } = recording.shape;
  const columns = keptValues(recording, `latency of ${quantiles}`, grid, {
    columns: quantiles.length,
    write: (point, into) => {
      // A run that is compared with may have longer slices: then the one that holds the moment.
      const first = Math.floor((grid.fromNs + point * grid.stepNs) / sliceNs + 1e-6);
      const end = first + Math.max(1, Math.round(grid.stepNs / sliceNs));
      const values = recording.latencyMs(first, end, quantiles);
      if (!values) return;
      const max = recording.latencyMsMax(first, end);
      quantiles.forEach((quantile, column) => {
        into[column]![point] = quantile === 1 ? max : Math.min(values[column]!, max);
      });
    },
  });
  return shown.map(({ quantile, key, ...look }, column) => ({
    ...look,
    key,
    name: quantile === 1 ? names.line('slowest') : names.percentile(String(quantile * 100)),
    values: columns[column]!,
  }));
}

interface Look {
  readonly color: string;
  readonly dash?: string;
}

const lineLooks: readonly Look[] = [
  { color: 'var(--read)' },
  { color: 'var(--write)', dash: '6 2' },
  { color: 'var(--job)', dash: '2 2' },
  { color: 'var(--accent)', dash: '8 2 2 2' },
  { color: 'var(--ink-3)', dash: '4 4' },
];

/** A line for each cause of which requests have failed so far, the commonest first. */
function causeSeries({ recording, grid, names, isLarge = false }: LensSource): Series[] {
  const { causes } = recording.shape;
  const counts = causes.map((_, code) => {
    let count = 0;
    for (let slice = 0; slice < recording.slices; slice++) count += recording.failures(slice, code);
    return count;
  });
  const found = [...causes.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, isLarge ? causes.length : MAX_LINES);
  return found.map((code) => ({
    key: causes[code]!,
    name: names.cause(causes[code]!),
    values: points(grid, recording, `cause ${code}`, (span) => recording.failureRate(code, span)),
    // A cause keeps its look from run to run, whatever else has failed.
    ...causeLooks[code % causeLooks.length]!,
  }));
}

const causeLooks = [
  { color: 'var(--ink-3)', dash: '4 4' },
  { color: 'var(--write)', dash: '6 2' },
  { color: 'var(--bad)' },
  { color: 'var(--job)', dash: '2 2' },
  { color: 'var(--read)', dash: '8 2 2 2' },
] as const;

type NodeValue = (node: number, span: Span, id: string) => number;

/** One line for each node of these kinds that has anything to show, in the drawing's order. */
function nodeSeries(
  source: LensSource,
  lens: LensId,
  kinds: readonly string[],
  value: NodeValue,
): Series[] {
  const nodes = source.scenario.nodes.filter(({ kind }) => kinds.includes(kind));
  // A node's look is that of its place among all, so that it keeps it while one zooms.
  return lines(source, lens, nodes, value)
    .filter((series) => series.values.some(Number.isFinite))
    .slice(0, mostLines(source));
}

/** The nodes that had most of it at any time. */
function highest(
  source: LensSource,
  lens: LensId,
  kinds: readonly string[],
  value: NodeValue,
): Series[] {
  const { recording, scenario } = source;
  const nodes = scenario.nodes.filter((node) => kinds.includes(node.kind));
  const { sliceNs } = recording.shape;
  // Of the whole run, not of the window: a line keeps its look while one zooms.
  const peak = (id: string) => {
    const node = recording.nodeIndex(id);
    let most = 0;
    for (let slice = 0; node !== undefined && slice < recording.slices; slice++) {
      const span = { fromNs: slice * sliceNs, toNs: (slice + 1) * sliceNs };
      most = Math.max(most, value(node, span, id));
    }
    return most;
  };
  const peaks = new Map(nodes.map(({ id }) => [id, peak(id)]));
  const sorted = [...nodes].sort((a, b) => peaks.get(b.id)! - peaks.get(a.id)!);
  return lines(source, lens, source.only ? sorted : sorted.slice(0, mostLines(source)), value);
}

const mostLines = ({ isLarge }: LensSource) => (isLarge ? MAX_LINES_LARGE : MAX_LINES);

function lines(
  { recording, grid, only }: LensSource,
  lens: LensId,
  nodes: readonly ScenarioNode[],
  value: NodeValue,
): Series[] {
  const shown = only ? nodes.filter(({ id }) => only.includes(id)) : nodes;
  return shown.flatMap(({ id, kind, label }, line) => {
    const node = recording.nodeIndex(id);
    if (node === undefined) return [];
    // A queue's depth is another figure than a server's: an id says what the recording has, the kind what is asked of it.
    const name = `${lens} of ${kind} ${id}`;
    const values = points(grid, recording, name, (span) => value(node, span, id));
    return [{ key: id, name: label || id, values, ...lookOf(line) }];
  });
}

/** Colours in turn; every time round with the dashes of the next. */
function lookOf(line: number): Look {
  const count = lineLooks.length;
  const { color } = lineLooks[line % count]!;
  const { dash } = lineLooks[(line + Math.floor(line / count)) % count]!;
  return { color, ...(dash ? { dash } : {}) };
}
