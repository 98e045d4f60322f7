/**
 * What a connection pool carries in a stretch of a run, and how many connections would do: Little's law of what is asked
 * for and how long a call holds one. Pure.
 */
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';
import type { Span } from './recorded-series.ts';
import type { Recording } from './recording.ts';
import { fullStretches } from './stretches.ts';

export interface PoolLoad {
  /** Place in `RunShape.pools`. */
  readonly pool: number;
  /** Ids of its owner and of what it leads to, of a database set the first that is connected. */
  readonly caller: string;
  readonly target: string;
  /** Instances of the caller, the mean number where they come and go. */
  readonly instances: number;
  /** Of all instances together. */
  readonly connections: number;
  readonly inUse: number;
  /** Mean number of calls that wait for one. */
  readonly waiting: number;
  readonly askedPerSec: number;
  /** Mean time that a call holds one: in use ÷ handed out a second. */
  readonly heldMs: number;
  /** 0–1. */
  readonly utilization: number;
}

/** One with too few connections. */
export interface ShortPool extends PoolLoad {
  /** Null: in all that is looked at; else in a stretch in which none was free, and its figures are of that. */
  readonly whileFull: Span | null;
}

/** More connections for each instance of a caller. */
export interface ConnectionRelief {
  readonly how: 'connections';
  readonly pool: ShortPool;
  readonly from: number;
  readonly to: number;
  /** In use, of so many. */
  readonly ratio: number;
  /** Of connections, if none of its slots had to be waited for. */
  readonly wantedPerSec: number;
}

export function poolLoads(recording: Recording, scenario: Scenario, span: Span): PoolLoad[] {
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
  return recording.shape.pools.map((_, pool) => poolLoad(recording, nodes, pool, span));
}

function poolLoad(
  recording: Recording,
  nodes: ReadonlyMap<string, ScenarioNode>,
  pool: number,
  span: Span,
): PoolLoad {
  const { shape } = recording;
  const { links, connections: each } = shape.pools[pool]!;
  const { source, target } = shape.links[links[0]!]!;
  const caller = shape.nodeIds[source]!;
  const perSec = (count: number) => (1e9 * count) / shape.sliceNs;
  const instances = instancesIn(recording, nodes.get(caller), source, span);
  const inUse = recording.poolMean(pool, 'inUse', span);
  const takenPerSec = perSec(recording.poolMean(pool, 'taken', span));
  return {
    pool,
    caller,
    target: shape.nodeIds[target]!,
    instances,
    connections: instances * each,
    inUse,
    waiting: recording.poolMean(pool, 'waiting', span),
    askedPerSec: perSec(recording.poolMean(pool, 'asked', span)),
    heldMs: takenPerSec > 0 ? (1000 * inUse) / takenPerSec : 0,
    utilization: instances > 0 ? inUse / (instances * each) : 0,
  };
}

/** Where servers come and go: how many were up on average. */
export function instancesIn(
  recording: Recording,
  node: ScenarioNode | undefined,
  index: number,
  span: Span,
): number {
  const scales = node?.kind === 'webServer' && node.params.autoscale !== null;
  return scales
    ? recording.nodeMean(index, 'gauge0', span)
    : (recording.shape.instances[index] ?? 1);
}

/** When nearly every connection was in use, for a second and more. */
export function poolFullIn(
  recording: Recording,
  { pool, connections }: PoolLoad,
  span: Span,
): Span[] {
  return fullStretches(
    recording,
    span,
    (slice) => recording.poolValue(slice, pool, 'inUse') / connections,
  );
}

/** How many connections of each instance keep `targetRatio` of them in use; null where there are enough. */
export function connectionRelief(
  recording: Recording,
  pool: ShortPool,
  { targetRatio, span }: { readonly targetRatio: number; readonly span: Span },
): ConnectionRelief | null {
  const { caller, connections, instances, askedPerSec, heldMs } = pool;
  const wantedPerSec = askedPerSec * unserved(recording, recording.nodeIndex(caller)!, span);
  /** Connections that would be in use if there were enough. */
  const busy = (wantedPerSec * heldMs) / 1000;
  const from = connections / instances;
  const to = Math.ceil(busy / targetRatio / instances);
  return to > from
    ? { how: 'connections', pool, from, to, ratio: busy / (to * instances), wantedPerSec }
    : null;
}

/** Whose slots are all held asks for less than comes to it, since its own line grows: so many times as much comes. */
function unserved(recording: Recording, caller: number, span: Span): number {
  const { first, end } = recording.slicesIn(span);
  const waiting = (slice: number) => recording.nodeValue(slice, caller, 'waiting');
  const grownPerSec = (1e9 * (waiting(end - 1) - waiting(first))) / (span.toNs - span.fromNs);
  const arrivedPerSec = recording.nodeRate(caller, 'arrived', span);
  return grownPerSec > 0 && grownPerSec < arrivedPerSec
    ? arrivedPerSec / (arrivedPerSec - grownPerSec)
    : 1;
}
