/**
 * What queueing theory says of a node with slots, at the rate that was measured: M/M/1, M/M/c, M/G/1, and for several
 * slots with other service times the approximation of Allen and Cunneen (*Probability, Statistics, and Queueing Theory*,
 * 1990); where its work shares processors, processor sharing. Where the node is no such queue it says why instead.
 */
import {
  loadOf,
  pollaczekKhinchineMs,
  type ScalingLaw,
  scaledBy,
  sharedProcessors,
  sojournMs,
  varianceOfMean,
} from '../base/queueing.ts';
import { type DurationSpec, momentsOf } from '../sim/distribution.ts';
import { databaseSets } from './database-sets.ts';
import type { NodeOf, Scenario, ScenarioNode } from './schema.ts';

/** Why no formula holds, in the order in which they are looked for; `arrivals` in the drawing before the counts. */
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
  /** Some wait for a slot and then share processors, with service times that are not exponential. */
  'processors',
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
  /** Null where every slot has a processor of its own. */
  readonly processors: ScalingLaw | null;
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
/**
 * With less room than this no run is long enough for its mean to mean anything (an M/M/1 takes a million service times to
 * forget where it was), and the states to add up are without number.
 */
const ROOM_MIN = 0.001;
const Z_95 = 1.96;

/** What the drawing makes of a node; null for one without slots. */
export function stationOf(scenario: Scenario, id: string): QueueStation | TheoryGap | null {
  const node = scenario.nodes.find((each) => each.id === id);
  if (node === undefined || !('slots' in node.params)) return null;
  const found = serviceOf(scenario, node);
  if (found === null || typeof found === 'string') return found;
  const { meanMs, scv } = momentsOf(found);
  if (!Number.isFinite(scv)) return 'heavy';
  if (!mayArriveAtRandom(scenario, id)) return 'arrivals';
  const { slots } = node.params;
  const isExponential = 'dist' in found && found.dist === 'exponential';
  const processors = node.kind === 'webServer' ? node.params.processors : null;
  return { slots, serviceMs: meanMs, scv, isExponential, processors };
}

export function theoryOf(
  station: QueueStation,
  ratePerSec: number,
  customers: number,
): TheoryAnswer | TheoryGap {
  const { slots, serviceMs, scv, isExponential } = station;
  const queue = { ratePerSec, serviceMs, servers: slots };
  if (station.processors !== null) return sharedTheory(station, station.processors, ratePerSec);
  if (loadOf(queue) > (1 - ROOM_MIN) * slots) return 'saturated';
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

/** So seldom that it changes nothing. */
const HARDLY_EVER = 1e-6;

function sharedTheory(
  { slots, serviceMs, isExponential }: QueueStation,
  law: ScalingLaw,
  ratePerSec: number,
): TheoryAnswer | TheoryGap {
  const most = scaledBy(law, Math.min(slots, law.cores));
  if ((ratePerSec * serviceMs) / 1000 > (1 - ROOM_MIN) * most) return 'saturated';
  const { meanMs, waiting } = sharedProcessors({ ratePerSec, serviceMs, slots }, law);
  if (!isExponential && waiting > HARDLY_EVER) return 'processors';
  const model = `M/${isExponential ? 'M' : 'G'}/${law.cores}-PS`;
  return { model, waitMs: meanMs - serviceMs, meanMs, chanceRatio: null };
}

/** The mean of its service distribution, what it calls left out; null where calls of several kinds differ. */
export function ownServiceMs(node: ScenarioNode): number | null {
  const isServer = node.kind === 'webServer' || node.kind === 'worker';
  return isServer ? momentsOf(node.params.service).meanMs : null;
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
  scenario: Scenario,
  { id, params }: NodeOf<'database'>,
): DurationSpec | TheoryGap {
  const types = operationTypes(scenario.nodes);
  const isWritten = types.has('write') || types.has('job') || mayKeepSessions(scenario, id);
  if (!isWritten) return params.read;
  const copies = scenario.edges.flatMap((edge) => (edge.kind === 'replication' ? [edge] : []));
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

/** Servers with a shared store of sessions write there when somebody signs in: to their cache, if they have one. */
function mayKeepSessions(scenario: Scenario, id: string): boolean {
  const { nodes } = scenario;
  const hasUsers = nodes.some(({ kind, params }) => kind === 'client' && params.users !== null);
  const members = setAround(scenario, id);
  return nodes.some((node) => {
    if (!hasUsers || node.kind !== 'webServer' || node.params.sessions !== 'sharedStore') {
      return false;
    }
    const called = calledBy(scenario, node.id);
    const caches = nodes.filter((each) => each.kind === 'cache' && called.includes(each.id));
    // A cache aside keeps them alone; any other passes them on.
    return caches.length === 0
      ? called.some((target) => members.includes(target))
      : caches.some((cache) =>
          calledBy(scenario, cache.id).some((target) => members.includes(target)),
        );
  });
}

// ---- arrivals ----

/** Algorithms whose choice depends neither on the target's state nor on the turn: a part of a Poisson stream is one. */
const byChance: ReadonlySet<string> = new Set(['random', 'consistentHash', 'ipHash']);

/** False where the drawing says that its calls are no Poisson stream, whatever their counts look like. */
function mayArriveAtRandom(scenario: Scenario, id: string): boolean {
  const node = new Map(scenario.nodes.map((each) => [each.id, each]));
  if (isReadInTurn(scenario, id)) return false;
  const callers = callersOf(scenario, setAround(scenario, id));
  const isBalanced = callers.some((caller) => {
    const balancer = node.get(caller);
    return (
      balancer?.kind === 'loadBalancer' &&
      !byChance.has(balancer.params.algorithm) &&
      calledBy(scenario, caller).length > 1
    );
  });
  if (isBalanced) return false;
  const upstream = new Set(callers);
  for (const each of upstream) {
    for (const caller of callersOf(scenario, setAround(scenario, each))) upstream.add(caller);
  }
  return [...upstream].every((each) => {
    const client = node.get(each);
    // Who waits for an answer before asking again, and who asks on the beat.
    return client?.kind !== 'client' || !notAtRandom.has(client.params.arrival.process);
  });
}

const notAtRandom: ReadonlySet<string> = new Set(['closed', 'constant']);

/** Drivers take members in turn: of two each gets every other call. */
function isReadInTurn(scenario: Scenario, id: string): boolean {
  const set = databaseSets(scenario).sets.find(({ members }) => members.includes(id));
  const primary = scenario.nodes.find((each) => each.id === set?.primary);
  if (set === undefined || primary?.kind !== 'database') return false;
  const { readFrom } = primary.params;
  if (readFrom === 'primary') return false;
  const readers = set.members.filter((member) => readFrom === 'all' || member !== set.primary);
  return readers.length > 1 && readers.includes(id);
}

/** A driver knows the whole set, whichever member the drawing connects it to. */
function setAround(scenario: Scenario, id: string): readonly string[] {
  return databaseSets(scenario).sets.find(({ members }) => members.includes(id))?.members ?? [id];
}

function callersOf({ edges }: Scenario, ids: readonly string[]): string[] {
  return edges.flatMap(({ kind, source, target }) =>
    kind === 'request' && ids.includes(target) ? [source] : [],
  );
}

function calledBy({ edges }: Scenario, id: string): string[] {
  return edges.flatMap(({ kind, source, target }) =>
    kind === 'request' && source === id ? [target] : [],
  );
}
