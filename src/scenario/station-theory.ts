/**
 * What queueing theory says of a node with slots, at the rate that was measured: M/M/1, M/M/c, M/G/1, and for several
 * slots with other service times the approximation of Allen and Cunneen (*Probability, Statistics, and Queueing Theory*,
 * 1990). Where the node is no such queue it says why instead.
 */
import { exp, ln } from '../base/math.ts';
import { pollaczekKhinchineMs, sojournMs, varianceOfMean } from '../base/queueing.ts';
import { type DurationSpec, meanMs } from '../sim/distribution.ts';
import { figures } from '../sim/figures.ts';
import type { NodeOf, Scenario, ScenarioNode } from './schema.ts';

/** Why no formula holds, in the order in which they are looked for. */
export const theoryGaps = [
  /** Its slots are held while it waits for what it calls. */
  'calls',
  /** A queue hands it its work, and never more than it takes. */
  'deliveries',
  /** Several instances, each with a line of its own. */
  'instances',
  /** Calls of more than one kind, each with its own service time. */
  'mix',
  /** Service times without a finite variance. */
  'heavy',
  'faults',
  'failed',
  'few',
  'arrivals',
  'saturated',
] as const;
export type TheoryGap = (typeof theoryGaps)[number];

/** One line and its servers. */
export interface QueueStation {
  readonly slots: number;
  readonly serviceMs: number;
  /** Variance ÷ mean² of the service time. */
  readonly scv: number;
  readonly isExponential: boolean;
}

export interface TheoryAnswer {
  readonly model: string;
  readonly waitMs: number;
  readonly meanMs: number;
  /** What chance alone moves the mean of so many customers by, 95 times in 100; null where that is not known. */
  readonly chanceRatio: number | null;
}

/** Beyond, the weights of the states overflow a double. */
const SLOTS_MAX = 500;
const Z_95 = 1.96;

/** What the drawing makes of a node; null for one without slots. */
export function stationOf(scenario: Scenario, id: string): QueueStation | TheoryGap | null {
  const node = scenario.nodes.find((each) => each.id === id);
  if (node === undefined || !('slots' in node.params)) return null;
  const found = serviceOf(scenario, node);
  if (found === null || typeof found === 'string') return found;
  const scv = squaredCv(found);
  if (!Number.isFinite(scv)) return 'heavy';
  const { slots } = node.params;
  const isExponential = 'dist' in found && found.dist === 'exponential';
  return { slots, serviceMs: meanMs(found), scv, isExponential };
}

export function theoryOf(
  station: QueueStation,
  ratePerSec: number,
  customers: number,
): TheoryAnswer | TheoryGap {
  const { slots, serviceMs, scv, isExponential } = station;
  const queue = { ratePerSec, serviceMs, servers: slots };
  if (ratePerSec * serviceMs >= 1000 * slots) return 'saturated';
  const general = slots === 1 ? pollaczekKhinchineMs(queue, scv) : allenCunneenMs(queue, scv);
  const meanMs = isExponential ? sojournMs(queue) : general;
  const variance = isExponential && slots <= SLOTS_MAX ? varianceOfMean(queue) : null;
  return {
    model: `M/${isExponential ? 'M' : 'G'}/${slots}`,
    waitMs: meanMs - serviceMs,
    meanMs,
    chanceRatio: variance === null ? null : Z_95 * Math.sqrt(variance / customers),
  };
}

/** The mean of its service distribution, what it calls left out; null where calls of several kinds differ. */
export function ownServiceMs(node: ScenarioNode): number | null {
  return node.kind === 'webServer' || node.kind === 'worker' ? meanMs(node.params.service) : null;
}

function allenCunneenMs(queue: Parameters<typeof sojournMs>[0], scv: number): number {
  return queue.serviceMs + (sojournMs(queue) - queue.serviceMs) * ((1 + scv) / 2);
}

function serviceOf(scenario: Scenario, node: ScenarioNode): DurationSpec | TheoryGap | null {
  switch (node.kind) {
    case 'webServer':
      return serviceOfServer(scenario, node);
    case 'database':
      return serviceOfDatabase(scenario, node);
    case 'worker':
      return 'deliveries';
    default:
      return null;
  }
}

function serviceOfServer(
  { edges, nodes }: Scenario,
  { id, params }: NodeOf<'webServer'>,
): DurationSpec | TheoryGap {
  if (edges.some(({ kind, source }) => kind === 'request' && source === id)) return 'calls';
  if (params.instances > 1 || params.autoscale !== null) return 'instances';
  const hasJobs = operationTypes(nodes).has('job');
  const isPlain = params.sessions === 'stateless' && params.compression === 'none';
  return hasJobs || !isPlain ? 'mix' : params.service;
}

function serviceOfDatabase(
  { edges, nodes }: Scenario,
  { id, params }: NodeOf<'database'>,
): DurationSpec | TheoryGap {
  const types = operationTypes(nodes);
  if (!types.has('write') && !types.has('job')) return params.read;
  const copies = edges.flatMap((edge) => (edge.kind === 'replication' ? [edge] : []));
  if (copies.some(({ params: { mode } }) => mode !== 'async')) return 'mix';
  const { source } = copies.find(({ target }) => target === id) ?? {};
  if (source !== undefined) return params.read;
  const hasReplicas = copies.some((copy) => copy.source === id);
  return hasReplicas && params.readFrom === 'replicas' ? params.write : 'mix';
}

function operationTypes(nodes: readonly ScenarioNode[]): ReadonlySet<string> {
  return new Set(
    nodes.flatMap((node) =>
      node.kind === 'client' ? node.params.operations.map(({ type }) => type) : [],
    ),
  );
}

/** Distance of the 95th percentile from the median, in standard deviations of a normal. */
const Z95 = 1.6448536269514722;

/** Variance ÷ mean² of a duration; infinite for a Pareto with alpha ≤ 2. The cap of lognormals is left out. */
function squaredCv(spec: DurationSpec): number {
  if ('figure' in spec) return lognormalScv(figures[spec.figure]);
  switch (spec.dist) {
    case 'constant':
      return 0;
    case 'exponential':
      return 1;
    case 'uniform': {
      const width = spec.maxMs - spec.minMs;
      return overSquaredMean((width * width) / 12, spec);
    }
    case 'lognormal':
      return lognormalScv(spec);
    case 'gamma':
      return spec.cv * spec.cv;
    case 'pareto':
      return spec.alpha <= 2 ? Number.POSITIVE_INFINITY : 1 / (spec.alpha * (spec.alpha - 2));
    case 'quantiles': {
      const mean = meanMs(spec);
      const pieces = spec.ms.slice(1).map((high, i) => {
        const low = spec.ms[i]!;
        return (low * low + low * high + high * high) / 3;
      });
      const square = pieces.reduce((sum, each) => sum + each, 0) / pieces.length;
      return overSquaredMean(square - mean * mean, spec);
    }
  }
}

function overSquaredMean(variance: number, spec: DurationSpec): number {
  const mean = meanMs(spec);
  return mean === 0 ? 0 : variance / (mean * mean);
}

function lognormalScv({ p5Ms, p95Ms }: { readonly p5Ms: number; readonly p95Ms: number }): number {
  const sigma = ln(p95Ms / p5Ms) / (2 * Z95);
  return exp(sigma * sigma) - 1;
}
