/**
 * What the events up to the cursor say about each connection: a breaker that is open, a pool without a free connection, replication that waits or goes on
 * without waiting, calls that cannot pass because a partition lies between. A fold over the story, so that it is the
 * same whichever way the cursor came there.
 */
import { databaseSets } from '../scenario/database-sets.ts';
import type { Scenario, ScenarioEdge } from '../scenario/schema.ts';
import { faultsOnNodes } from '../scenario/zones.ts';
import type { TimelineEvent } from '../sim/recording.ts';

export type LinkState =
  /** Nothing passes: the two ends are on different sides of a partition. */
  | { readonly is: 'cut' }
  /** Of so many instances of the caller, this many make no calls. */
  | { readonly is: 'open'; readonly open: number; readonly all: number }
  /** A few calls are let through, to see. */
  | { readonly is: 'halfOpen' }
  /** It was open until a moment ago. */
  | { readonly is: 'closed' }
  /** Of so many instances of the caller, this many have no connection free, and calls have waited in vain. */
  | {
      readonly is: 'exhausted';
      readonly dry: number;
      readonly all: number;
      /** Calls that wait for one now. */
      readonly waiting: number;
    }
  /** All connections are in use, and so many calls wait. */
  | { readonly is: 'full'; readonly waiting: number }
  /** The primary keeps its writers waiting for this replica. */
  | { readonly is: 'waiting' }
  /** Semi-synchronous as drawn, asynchronous for now. */
  | { readonly is: 'async' };

/** So long is a breaker that closes said to have closed. */
const CLOSED_TOLD_MS = 3000;

interface Moment {
  readonly nodeIds: readonly string[];
  /** How many instances of a node there are at the cursor: servers come and go. */
  instances(node: string): number;
  /** Up to the cursor. */
  readonly events: readonly TimelineEvent[];
  readonly atMs: number;
  /** Calls that wait for a connection, by id of the edge, where none is free. */
  readonly waitingAt: ReadonlyMap<string, number>;
}

/** By id of the edge; connections that are as drawn have no entry. */
export function linkStates(scenario: Scenario, moment: Moment): ReadonlyMap<string, LinkState> {
  const setOf = setsOf(scenario);
  const breakers = breakersAt(moment, setOf);
  const { waitingAt } = moment;
  const pools = poolsAt(moment, setOf);
  const { waiting, async } = replicationAt(moment);
  const cuts = cutsAt(scenario, moment.atMs);
  const states = new Map<string, LinkState>();
  // Most of the time nothing has happened to any: asked for ten times a second, of every connection.
  const happened = breakers.size + pools.size + waiting.size + async.size + cuts.length;
  if (happened + waitingAt.size === 0) return states;
  for (const edge of scenario.edges) {
    const state = cuts.some((isBetween) => isBetween(edge))
      ? ({ is: 'cut' } as const)
      : edge.kind === 'replication'
        ? replicationState(edge, waiting, async)
        : ofCaller(edge, setOf, breakers, (key) => ofPool(pools.get(key), waitingAt.get(edge.id)));
    if (state) states.set(edge.id, state);
  }
  return states;
}

/** An open breaker says more than the pool that opened it. */
function ofCaller(
  { source, target }: ScenarioEdge,
  setOf: ReadonlyMap<string, string>,
  breakers: ReadonlyMap<string, LinkState>,
  poolOf: (key: string) => LinkState | undefined,
): LinkState | undefined {
  const key = keyOf(source, target, setOf);
  const breaker = breakers.get(key);
  return breaker === undefined || breaker.is === 'closed' ? (poolOf(key) ?? breaker) : breaker;
}

/** A caller has one breaker and one pool for a set of databases, whichever of them it is drawn to. */
const keyOf = (caller: string, target: string, setOf: ReadonlyMap<string, string>) =>
  `${caller} ${setOf.get(target) ?? target}`;

function ofPool(
  dry: { readonly dry: number; readonly all: number } | undefined,
  waiting: number | undefined,
): LinkState | undefined {
  if (dry) return { is: 'exhausted', ...dry, waiting: waiting ?? 0 };
  return waiting === undefined ? undefined : { is: 'full', waiting };
}

let sets: { readonly of: Scenario; readonly known: ReadonlyMap<string, string> } | null = null;

/** For each database the first of its set: the same ten times a second. */
function setsOf(scenario: Scenario): ReadonlyMap<string, string> {
  if (sets?.of !== scenario) {
    const each = databaseSets(scenario).sets;
    const known = each.flatMap(({ members }) => members.map((id) => [id, members[0]!] as const));
    sets = { of: scenario, known: new Map(known) };
  }
  return sets.known;
}

function replicationState(
  edge: ScenarioEdge & { kind: 'replication' },
  waiting: ReadonlyMap<string, string>,
  async: ReadonlySet<string>,
): LinkState | undefined {
  if (waiting.get(edge.source) === edge.target) return { is: 'waiting' };
  return edge.params.mode === 'semiSync' && async.has(edge.source) ? { is: 'async' } : undefined;
}

/** By caller and what it calls. An instance that crashes forgets what it knew. */
function breakersAt(
  { nodeIds, instances, events, atMs }: Moment,
  setOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, LinkState> {
  const modes = new Map<string, Map<number, 'open' | 'halfOpen'>>();
  const closedMs = new Map<string, number>();
  for (const { node, instance, event, data, atNs } of events) {
    const caller = nodeIds[node] ?? '';
    if (event === 'crashed') {
      for (const [key, known] of modes) {
        if (!key.startsWith(`${caller} `)) continue;
        if (instance < 0) known.clear();
        else known.delete(instance);
      }
      continue;
    }
    if (!event.startsWith('breaker')) continue;
    const key = keyOf(caller, String(data.target), setOf);
    const known = modes.get(key) ?? new Map<number, 'open' | 'halfOpen'>();
    modes.set(key, known);
    if (event === 'breakerClosed') {
      known.delete(instance);
      closedMs.set(key, atNs / 1e6);
    } else known.set(instance, event === 'breakerOpened' ? 'open' : 'halfOpen');
  }
  const states = new Map<string, LinkState>();
  for (const [key, known] of modes) {
    const open = [...known.values()].filter((mode) => mode === 'open').length;
    const caller = key.slice(0, key.indexOf(' '));
    const all = instances(caller);
    if (open > 0) states.set(key, { is: 'open', open, all });
    else if (known.size > 0) states.set(key, { is: 'halfOpen' });
    else if (atMs - (closedMs.get(key) ?? Number.NEGATIVE_INFINITY) < CLOSED_TOLD_MS) {
      states.set(key, { is: 'closed' });
    }
  }
  return states;
}

/** By caller and what it calls. An instance that crashes comes back with all connections free. */
function poolsAt(
  { nodeIds, instances, events }: Moment,
  setOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, { readonly dry: number; readonly all: number }> {
  const dry = new Map<string, Set<number>>();
  for (const { node, instance, event, data } of events) {
    const caller = nodeIds[node] ?? '';
    if (event === 'crashed') {
      for (const [key, ones] of dry) {
        if (!key.startsWith(`${caller} `)) continue;
        if (instance < 0) ones.clear();
        else ones.delete(instance);
      }
    } else if (event === 'poolExhausted' || event === 'poolFree') {
      const key = keyOf(caller, String(data.target), setOf);
      const ones = dry.get(key) ?? new Set<number>();
      dry.set(key, ones);
      if (event === 'poolExhausted') ones.add(instance);
      else ones.delete(instance);
    }
  }
  const found = new Map<string, { readonly dry: number; readonly all: number }>();
  for (const [key, { size }] of dry) {
    const all = instances(key.slice(0, key.indexOf(' ')));
    if (size > 0) found.set(key, { dry: size, all });
  }
  return found;
}

function replicationAt({ nodeIds, events }: Moment) {
  const waiting = new Map<string, string>();
  const async = new Set<string>();
  for (const { node, event, data } of events) {
    const id = nodeIds[node] ?? '';
    if (event === 'writesBlocked') waiting.set(id, String(data.target ?? ''));
    else if (event === 'writesUnblocked' || event === 'crashed') waiting.delete(id);
    else if (event === 'semiSyncOff') async.add(id);
    else if (event === 'semiSyncOn') async.delete(id);
  }
  return { waiting, async };
}

/** Whether an edge's ends are on different sides: of each partition that there is. */
function cutsAt(scenario: Scenario, atMs: number): ((edge: ScenarioEdge) => boolean)[] {
  return faultsOnNodes(scenario).flatMap((fault) => {
    if (fault.kind !== 'partition' || atMs < fault.atMs) return [];
    if (fault.durationMs !== undefined && atMs >= fault.atMs + fault.durationMs) return [];
    const side = new Set([fault.target, ...(fault.with ?? [])]);
    const other = fault.from && new Set(fault.from);
    const isOther = (id: string) => (other ? other.has(id) : !side.has(id));
    return [
      ({ source, target }: ScenarioEdge) =>
        (side.has(source) && isOther(target)) || (side.has(target) && isOther(source)),
    ];
  });
}
