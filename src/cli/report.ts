/** A summary as a page of text. */
import { cutMs } from '../base/units.ts';
import type { NodeSummary, ObjectiveResult, Summary } from '../sim/summary.ts';
import type { Replicated } from './replications.ts';
import { list, number, table } from './table.ts';

/** A story longer than this is read better in the JSON. */
const TIMELINE_MAX = 40;

export function reportOf(summary: Summary): string {
  const { requests, latencyMs } = summary;
  const seconds = number(summary.simulatedMs / 1000);
  const causes = Object.entries(requests.failedBy).filter(([, count]) => count > 0);
  const failures = causes.map(([cause, count]) => `${cause} ${number(count)}`).join(', ');
  return paragraphs([
    [
      `${summary.scenario}`,
      `${seconds} s simulated, seed ${summary.seed}, ${number(summary.events)} events, run ${summary.runHash}`,
      ...(summary.stopped ? [`stopped early: ${summary.stopped}`] : []),
    ],
    list([
      [
        'requests',
        `${number(requests.arrived)} arrived, ${number(requests.succeeded)} succeeded, ${number(requests.failed)} failed, ${number(requests.inFlight)} in flight`,
      ],
      ...(failures ? [['failed by', failures]] : []),
      ['throughput', `${number(summary.throughputPerSec)} /s`],
      ['errors', `${percent(summary.errorRatio)} %`],
    ]),
    table([
      ['latency ms', ...Object.keys(latencyMs)],
      ['', ...Object.values(latencyMs).map((value) => number(value))],
    ]),
    nodeTable(summary.nodes),
    extraLines(summary.nodes),
    edgeTable(summary.edges ?? {}),
    poolTable(summary.pools ?? {}),
    objectiveLines(summary.objectives),
    timelineLines(summary),
  ]);
}

const percent = (ratio: number | null) => number(ratio === null ? null : ratio * 100);

function paragraphs(parts: readonly (readonly string[])[]): string {
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function nodeTable(nodes: Readonly<Record<string, NodeSummary>>): string[] {
  const head = ['node', 'arrived', 'completed', 'failed', 'busy %', 'waiting', 'mean ms', 'p99 ms'];
  const rows = Object.entries(nodes).map(([id, node]) => [
    `${id} (${node.kind})`,
    number(node.arrived),
    number(node.completed),
    number(node.failed),
    percent(node.utilization),
    number(node.meanQueueLength),
    number(node.latencyMs.mean),
    number(node.latencyMs.p99),
  ]);
  return table([head, ...rows]);
}

const inTable = ['arrived', 'completed', 'failed', 'inFlight', 'utilization', 'meanQueueLength'];

/** What a kind adds to the figures that every node has: hits, lost writes, dead letters. */
function extraLines(nodes: Readonly<Record<string, NodeSummary>>): string[] {
  const rows = Object.entries(nodes).map(([id, node]) => [
    id,
    Object.entries(node)
      .filter(([name]) => !inTable.includes(name))
      .flatMap(([name, value]) => (typeof value === 'number' ? [`${name} ${number(value)}`] : []))
      .join(', '),
  ]);
  return list(rows.filter(([, figures]) => figures !== ''));
}

/** Edges with a bandwidth. */
function edgeTable(edges: NonNullable<Summary['edges']>): string[] {
  const rows = Object.entries(edges).map(([id, { out, back }]) => [
    id,
    percent(out),
    percent(back),
  ]);
  return rows.length === 0 ? [] : table([['edge', 'busy % out', 'busy % back'], ...rows]);
}

/** Edges with a connection pool. */
function poolTable(pools: NonNullable<Summary['pools']>): string[] {
  const rows = Object.entries(pools).map(([id, { inUse, waiting }]) => [
    id,
    number(inUse),
    number(waiting),
  ]);
  return rows.length === 0 ? [] : table([['pool', 'in use', 'waiting'], ...rows]);
}

export function objectiveLines(objectives: readonly ObjectiveResult[]): string[] {
  return list(
    objectives.map(({ objective, value, met }) => [
      met ? 'met' : 'missed',
      objective,
      value === null ? 'never measured' : `got ${number(value)}`,
    ]),
  );
}

function timelineLines({ timeline, timelineLeftOut = 0 }: Summary): string[] {
  const rows = timeline
    .slice(0, TIMELINE_MAX)
    .map(({ atMs, node, event, detail }) => [
      `${(cutMs(atMs) / 1000).toFixed(3)} s`,
      node,
      event,
      detail,
    ]);
  const more = timeline.length - rows.length;
  return [
    ...list(rows),
    ...(more > 0 ? [`… and ${more} more: --json has them`] : []),
    ...(timelineLeftOut > 0
      ? [`${timelineLeftOut} events of kinds that came thousands of times`]
      : []),
  ];
}

export function replicatedReportOf(result: Replicated): string {
  const { replications, seed, simulatedMs, metrics } = result;
  const rows = Object.entries(metrics).map(([path, { mean, low, high }]) => [
    path,
    number(mean),
    number(low),
    number(high),
  ]);
  const last = (seed + replications - 1) >>> 0;
  return paragraphs([
    [
      result.scenario,
      `${replications} replications of ${number(simulatedMs / 1000)} s, seeds ${seed} to ${last}; means with 95 % confidence intervals`,
    ],
    table([['metric', 'mean', 'low', 'high'], ...rows]),
  ]);
}
