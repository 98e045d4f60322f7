/**
 * Why a run is slow, for a stretch of it: what every node with slots carries (utilisation law), which one is the
 * bottleneck and what would relieve it, failures by cause with where and when they began, and what theory says.
 * Pure: figures of the recording in, figures out; the words are the panel's.
 */
import { scaledBy } from '../base/queueing.ts';
import { databaseSets } from '../scenario/database-sets.ts';
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';
import { ownServiceMs } from '../scenario/station-theory.ts';
import type { TimeWindow } from './chart-window.ts';
import { type FailureCause, failuresIn } from './failure-causes.ts';
import { type Theory, TheoryBeside } from './measured-theory.ts';
import {
  type ConnectionRelief,
  connectionRelief,
  instancesIn,
  type PoolLoad,
  poolFullIn,
  poolLoads,
  type ShortPool,
} from './pool-loads.ts';
import type { Recording } from './recording.ts';
import { type Split, splitsOf, type TooFew } from './request-split.ts';
import { retriedAt } from './retried.ts';
import { fullStretches, slicesOf } from './stretches.ts';

/** What the relief aims at: above, lines grow fast. */
export const TARGET_RATIO = 0.7;
/** A smaller share of all requests that fail at a node does not make it the bottleneck. */
const FAILING_RATIO = 0.01;
/** Fewer retries than this among its calls are no story. */
const RETRIED_RATIO = 0.1;
/** Demand that would keep it no busier than this fits, once nothing is asked for twice. */
const FITS_RATIO = 0.9;
/** Of two ways to measure one thing, so far apart is more than what calls at the edges of a stretch make of it. */
const SCARCER_RATIO = 0.98;
/** What a file may say. */
const CORES_MAX = 1024;

export interface NodeLoad {
  readonly id: string;
  readonly node: number;
  /** All its instances together. */
  readonly slots: number;
  readonly instances: number;
  readonly arrivedPerSec: number;
  readonly completedPerSec: number;
  readonly utilization: number;
  /** Mean number in line. */
  readonly waiting: number;
  /** Of all its processors, where its work shares them and they are scarcer than its slots. */
  readonly isShortOfProcessors: boolean;
  /** Mean time that a call holds a slot: U × c ÷ X. */
  readonly heldMs: number;
  /** Mean time in line, by Little's law. */
  readonly waitMs: number;
  /** Mean time inside. */
  readonly meanMs: number;
  /** Throughput at which every slot, or every processor, is busy. */
  readonly mostPerSec: number;
  /** Its busiest slice after the warm-up. */
  readonly peak: { readonly atNs: number; readonly utilization: number };
  /** When nearly every slot was busy, after the warm-up. */
  readonly full: readonly TimeWindow[];
  readonly theory: Theory;
}

export interface Bottleneck {
  readonly id: string;
  /**
   * `busy`: above the target; `connections`: its pool is, and its calls wait for that; `failing`: most requests failed
   * there; `most`: the busiest of nodes with room to spare.
   */
  readonly why: 'busy' | 'connections' | 'failing' | 'most';
  /** Of `connections`, else null. */
  readonly pool: ShortPool | null;
  /** Null for a node without slots. */
  readonly load: NodeLoad | null;
  /** It works off a queue: no request waits for it. */
  readonly isAside: boolean;
  /** None where there is room. */
  readonly reliefs: readonly Relief[];
}

export type Relief =
  | ConnectionRelief
  | {
      readonly how: 'slots' | 'instances' | 'cores';
      readonly from: number;
      readonly to: number;
      readonly ratio: number;
    }
  | {
      readonly how: 'cache';
      readonly id: string;
      readonly fromRatio: number;
      readonly toRatio: number;
    }
  /** So much of what reaches it are retries, by these; of what was asked for once it would be `ratio` busy. */
  | {
      readonly how: 'retries';
      readonly share: number;
      readonly by: readonly string[];
      readonly oncePerSec: number;
      readonly ratio: number;
      /** Without them it has room: they are what must become less. */
      readonly isCure: boolean;
    }
  /** Its slots are held while it waits for another: of `heldMs`, `waitsMs`. */
  | {
      readonly how: 'callee';
      readonly id: string;
      readonly heldMs: number;
      readonly waitsMs: number;
    };

export interface FullFor extends TimeWindow {
  readonly id: string;
  /** Its connections to this were, and not its slots. */
  readonly target?: string;
}

export interface Why {
  readonly loads: readonly NodeLoad[];
  /** Of what requests wait for. */
  readonly bottleneck: Bottleneck | null;
  /** Of what requests wait for, who was full for a while, the longest first. */
  readonly fullFor: readonly FullFor[];
  /** Of what works behind a queue; null where nothing does. */
  readonly aside: Bottleneck | null;
  readonly failures: readonly FailureCause[];
  readonly splits: readonly (Split | TooFew)[];
}

export function whyOf(recording: Recording, scenario: Scenario, window: TimeWindow): Why {
  const span = { fromNs: window.fromNs, toNs: Math.min(window.toNs, recording.doneNs) };
  const theory = new TheoryBeside(recording, scenario, span);
  const loads = scenario.nodes.flatMap((node) => loadOf(node, recording, theory, span) ?? []);
  const clients = indexesOf('client', recording, scenario);
  const onPath = awaitedByClients(scenario);
  const awaited = loads.filter(({ id }) => onPath.has(id));
  const pools = poolLoads(recording, scenario, span);
  const awaitedPools = pools.filter(({ caller }) => onPath.has(caller));
  const source = { recording, scenario, span };
  const failures = failuresIn(recording, clients, span, slicesOf(recording, span));
  return {
    loads,
    bottleneck: bottleneckOf(awaited, awaitedPools, failures, source, false),
    fullFor: [
      ...awaited.flatMap(({ id, full }) => full.map((stretch) => ({ id, ...stretch }))),
      ...awaitedPools.flatMap((pool) =>
        fullOf(pool, source).map((stretch) => ({
          id: pool.caller,
          target: pool.target,
          ...stretch,
        })),
      ),
    ].sort((a, b) => b.toNs - b.fromNs - (a.toNs - a.fromNs)),
    aside: bottleneckOf(
      loads.filter((load) => !awaited.includes(load)),
      pools.filter((pool) => !awaitedPools.includes(pool)),
      [],
      source,
      true,
    ),
    failures,
    splits: splitsOf(
      recording,
      span,
      { clients, names: indexesOf('dns', recording, scenario) },
      [0.5, 0.99],
    ),
  };
}

function indexesOf(
  kind: ScenarioNode['kind'],
  recording: Recording,
  { nodes }: Scenario,
): ReadonlySet<number> {
  return new Set(
    nodes.flatMap((node) => (node.kind === kind ? (recording.nodeIndex(node.id) ?? []) : [])),
  );
}

// ---- loads ----

function loadOf(
  node: ScenarioNode,
  recording: Recording,
  theory: TheoryBeside,
  span: TimeWindow,
): NodeLoad | null {
  const index = recording.nodeIndex(node.id);
  if (!('slots' in node.params) || index === undefined) return null;
  const { instances, utilization } = serversOf(node, recording, index, span);
  const slots = node.params.slots * instances;
  const completedPerSec = recording.nodeRate(index, 'completed', span);
  const waiting = recording.nodeMean(index, 'waiting', span);
  const arrivedPerSec = recording.nodeRate(index, 'arrived', span);
  const meanMs = meanResidenceMs(recording, index, span);
  const waitMs = arrivedPerSec > 0 ? (1000 * waiting) / arrivedPerSec : 0;
  const sharesProcessors = node.kind === 'webServer' && node.params.processors !== null;
  const byBusySlots = completedPerSec > 0 ? (1000 * utilization * slots) / completedPerSec : 0;
  // Its utilization may be that of its processors.
  const heldMs = sharesProcessors
    ? Math.max(0, Math.min(byBusySlots, meanMs - waitMs))
    : byBusySlots;
  const isShortOfProcessors = heldMs < SCARCER_RATIO * byBusySlots;
  const load = {
    id: node.id,
    node: index,
    slots,
    instances,
    arrivedPerSec,
    completedPerSec,
    utilization,
    waiting,
    heldMs,
    waitMs,
    meanMs,
    isShortOfProcessors,
    mostPerSec: isShortOfProcessors
      ? completedPerSec / utilization
      : heldMs > 0
        ? (1000 * slots) / heldMs
        : 0,
    peak: peakOf(recording, index, warmSpan(recording, span)),
    full: fullStretches(recording, warmSpan(recording, span), (slice) =>
      recording.nodeValue(slice, index, 'utilization'),
    ),
  };
  return { ...load, theory: theory.of(load) };
}

/** Where servers come and go: how many were up on average, and what share of all they had was held. */
function serversOf(
  node: ScenarioNode,
  recording: Recording,
  index: number,
  span: TimeWindow,
): { readonly instances: number; readonly utilization: number } {
  const utilization = recording.nodeMean(index, 'utilization', span);
  const instances = instancesIn(recording, node, index, span);
  if (node.kind !== 'webServer' || node.params.autoscale === null) {
    return { instances, utilization };
  }
  const up = (slice: number) => recording.nodeValue(slice, index, 'gauge0');
  // Two that are busy and ten that are half idle later on: a mean of the ratios would count the two for as much.
  const held = recording.mean(
    span,
    (slice) => up(slice) * recording.nodeValue(slice, index, 'utilization'),
  );
  return { instances, utilization: instances > 0 ? held / instances : utilization };
}

function meanResidenceMs(recording: Recording, node: number, span: TimeWindow): number {
  let totalMs = 0;
  let calls = 0;
  for (const slice of slicesOf(recording, span)) {
    const completed = recording.nodeValue(slice, node, 'completed');
    totalMs += completed * recording.nodeValue(slice, node, 'latencyMs');
    calls += completed;
  }
  return calls > 0 ? totalMs / calls : 0;
}

function peakOf(recording: Recording, node: number, span: TimeWindow): NodeLoad['peak'] {
  let peak = { atNs: span.fromNs, utilization: 0 };
  for (const slice of slicesOf(recording, span)) {
    const utilization = recording.nodeValue(slice, node, 'utilization');
    if (utilization <= peak.utilization) continue;
    peak = { atNs: slice * recording.shape.sliceNs, utilization };
  }
  return peak;
}

/** Without the warm-up, unless there is nothing else. */
function warmSpan({ shape }: Recording, { fromNs, toNs }: TimeWindow): TimeWindow {
  return { fromNs: shape.warmupNs < toNs ? Math.max(fromNs, shape.warmupNs) : fromNs, toNs };
}

// ---- the bottleneck ----

/** What a request may wait for: all that calls lead to from a client. A queue answers at once, its workers come later. */
const awaitedByClients = (scenario: Scenario) =>
  reachedFrom(
    scenario.nodes.flatMap(({ id, kind }) => (kind === 'client' ? [id] : [])),
    scenario,
  );

/** These, and all that calls lead to from them. */
function reachedFrom(ids: readonly string[], { nodes, edges }: Scenario): ReadonlySet<string> {
  const found = new Set(ids);
  // Grows while it is walked: what is found is looked at in turn.
  for (const id of found) {
    for (const { kind, source, target } of edges) {
      if (kind === 'request' && source === id) found.add(target);
    }
  }
  // Edges to one member of a database set give a caller the whole set.
  for (const { members } of databaseSets({ nodes, edges }).sets) {
    if (members.some((id) => found.has(id))) for (const id of members) found.add(id);
  }
  return found;
}

interface Source {
  readonly recording: Recording;
  readonly scenario: Scenario;
  readonly span: TimeWindow;
}

function bottleneckOf(
  loads: readonly NodeLoad[],
  pools: readonly PoolLoad[],
  failures: readonly FailureCause[],
  source: Source,
  isAside: boolean,
): Bottleneck | null {
  const busiest = loads.reduce<NodeLoad | null>(
    (most, load) => (most === null || load.utilization > most.utilization ? load : most),
    null,
  );
  const isBusy = busiest !== null && busiest.utilization > TARGET_RATIO;
  const loadAt = (wanted: string) => loads.find(({ id }) => id === wanted) ?? null;
  const atPool = (pool: ShortPool, reliefs: readonly Relief[]): Bottleneck => {
    const { caller: id } = pool;
    return { id, why: 'connections', pool, load: loadAt(id), isAside, reliefs };
  };
  const scarcest = scarcestPool(pools, source);
  if (scarcest !== null && (!isBusy || isHeldBy(busiest, scarcest.caller, source))) {
    const reliefs = connectionReliefs([scarcest], source.span, source);
    return atPool({ ...scarcest, whileFull: null }, reliefs);
  }
  const failing = mostFailing(
    failures.filter(({ cause }) => wantsOfRoom.has(cause)),
    source,
  );
  if (failing !== null && !isBusy) {
    const own = pools.filter(({ caller }) => caller === failing);
    const [relief] = connectionReliefs(own, null, source);
    if (relief) return atPool(relief.pool, [relief]);
    return { id: failing, why: 'failing', pool: null, load: loadAt(failing), isAside, reliefs: [] };
  }
  if (busiest === null || busiest.completedPerSec === 0) return null;
  return {
    id: busiest.id,
    why: isBusy ? 'busy' : 'most',
    pool: null,
    load: busiest,
    isAside,
    reliefs: isBusy ? reliefsOf(busiest, source) : connectionReliefs(pools, null, source),
  };
}

// ---- connection pools ----

/** The pool with the least room, where what it leads to has some: else connections would only wait further on. */
function scarcestPool(pools: readonly PoolLoad[], source: Source): PoolLoad | null {
  const [scarcest] = pools
    .filter((pool) => pool.utilization > TARGET_RATIO && hasRoomBehind(pool, source.span, source))
    .sort((a, b) => b.utilization - a.utilization);
  return scarcest ?? null;
}

function hasRoomBehind(
  { target }: PoolLoad,
  span: TimeWindow,
  { recording, scenario }: Source,
): boolean {
  const behind = reachedFrom([target], scenario);
  return scenario.nodes.every(({ id, params }) => {
    const index = recording.nodeIndex(id);
    if (index === undefined || !behind.has(id) || !('slots' in params)) return true;
    return recording.nodeMean(index, 'utilization', span) <= TARGET_RATIO;
  });
}

/** Its slots are held for longer than its own work takes, by what the caller of a pool, or it itself, waits for. */
function isHeldBy(load: NodeLoad, caller: string, { scenario }: Source): boolean {
  const node = scenario.nodes.find(({ id }) => id === load.id)!;
  const ownMs = ownServiceMs(node);
  const waits = ownMs !== null && ownMs <= load.heldMs / 2 && !load.isShortOfProcessors;
  return waits && reachedFrom([load.id], scenario).has(caller);
}

const fullOf = (pool: PoolLoad, { recording, span }: Source) =>
  poolFullIn(recording, pool, warmSpan(recording, span));

/** Of a stretch, or where it is null each for the longest in which none of its connections was free. */
function connectionReliefs(
  pools: readonly PoolLoad[],
  span: TimeWindow | null,
  source: Source,
): ConnectionRelief[] {
  const { recording, scenario } = source;
  return pools.flatMap((pool) => {
    const of = span ?? longestOf(fullOf(pool, source));
    if (of === null || !hasRoomBehind(pool, of, source)) return [];
    const whileFull = span === null ? of : null;
    // Its line drains at the end of such a stretch, when calls are quick again: the worse half tells what it takes.
    const [most] = (span === null ? halvesOf(of) : [of])
      .flatMap((part) => {
        const short = { ...poolLoads(recording, scenario, part)[pool.pool]!, whileFull };
        return connectionRelief(recording, short, { targetRatio: TARGET_RATIO, span: part }) ?? [];
      })
      .sort((a, b) => b.to - a.to);
    return most ?? [];
  });
}

function halvesOf({ fromNs, toNs }: TimeWindow): TimeWindow[] {
  const middleNs = (fromNs + toNs) / 2;
  return [
    { fromNs, toNs: middleNs },
    { fromNs: middleNs, toNs },
  ];
}

function longestOf(stretches: readonly TimeWindow[]): TimeWindow | null {
  const lengthNs = ({ fromNs, toNs }: TimeWindow) => toNs - fromNs;
  return [...stretches].sort((a, b) => lengthNs(b) - lengthNs(a))[0] ?? null;
}

// ---- reliefs ----

function countAt(failures: readonly FailureCause[], id: string): number {
  return failures.reduce((sum, each) => sum + (each.id === id ? each.count : 0), 0);
}

/** Who fails calls by these has too little room, or a limit; by others it was down, or not to be reached. */
const wantsOfRoom: ReadonlySet<string> = new Set([
  'overflow',
  'waitedTooLong',
  'expired',
  'queueFull',
  'rateLimited',
  // Its own pool is too small for what it calls.
  'noConnection',
]);

function mostFailing(
  failures: readonly FailureCause[],
  { recording, span }: Source,
): string | null {
  const ids = new Set(failures.flatMap(({ id }) => id ?? []));
  const [worst] = [...ids].sort((a, b) => countAt(failures, b) - countAt(failures, a));
  if (worst === undefined) return null;
  const all = slicesOf(recording, span).reduce(
    (sum, slice) =>
      sum + recording.totalValue(slice, 'succeeded') + recording.totalValue(slice, 'failed'),
    0,
  );
  return countAt(failures, worst) > FAILING_RATIO * all ? worst : null;
}

/** What would bring it to the target, each alone. */
function reliefsOf(load: NodeLoad, source: Source): Relief[] {
  const { arrivedPerSec, completedPerSec, heldMs, instances } = load;
  const node = source.scenario.nodes.find(({ id }) => id === load.id)!;
  if (load.isShortOfProcessors) return processorReliefs(load, node);
  /** Slots that would be busy if there were enough. */
  const busy = (Math.max(arrivedPerSec, completedPerSec) * heldMs) / 1000;
  const slotsEach = load.slots / instances;
  const retries = retryRelief(load, busy, source);
  const reliefs: Relief[] = [...retries, ...calleeReliefs(load, node, source)];
  // Room for calls that only come because there is none would be paid for without need.
  if (retries.some(({ isCure }) => isCure)) return reliefs;
  const slots = Math.ceil(busy / TARGET_RATIO / instances);
  if (slots > slotsEach) {
    reliefs.push({ how: 'slots', from: slotsEach, to: slots, ratio: busy / (slots * instances) });
  }
  // One that scales by itself has a limit to raise instead, which is its owner's to find.
  const scales = node.kind === 'webServer' && node.params.autoscale !== null;
  if ('instances' in node.params && !scales) {
    const to = Math.ceil(busy / TARGET_RATIO / slotsEach);
    if (to > instances) {
      reliefs.push({ how: 'instances', from: instances, to, ratio: busy / (to * slotsEach) });
    }
  }
  return [...reliefs, ...cacheReliefs(load, busy / load.slots, source)];
}

/** More processors, as far as they scale, or more servers. */
function processorReliefs(load: NodeLoad, node: ScenarioNode): Relief[] {
  if (node.kind !== 'webServer' || node.params.processors === null) return [];
  const { instances, arrivedPerSec, completedPerSec, utilization } = load;
  const law = node.params.processors;
  const from = law.cores;
  const perSec = Math.max(arrivedPerSec, completedPerSec);
  const measured = (scaledBy(law, from) * utilization * perSec) / completedPerSec;
  // Below what its work is where fewer at once hinder each other less.
  const ownWork = (perSec * (ownServiceMs(node) ?? 0)) / 1000 / instances;
  /** Of each server, in processors that would be busy if none hindered another. */
  const offered = Math.max(measured, ownWork);
  const reliefs: Relief[] = [];
  const enough = Array.from({ length: CORES_MAX - from }, (_, i) => from + 1 + i).find(
    (cores) => offered <= TARGET_RATIO * scaledBy(law, cores),
  );
  if (enough !== undefined) {
    reliefs.push({ how: 'cores', from, to: enough, ratio: offered / scaledBy(law, enough) });
  }
  if (node.params.autoscale === null) {
    const each = offered / scaledBy(law, from);
    const to = Math.ceil((each * instances) / TARGET_RATIO);
    reliefs.push({ how: 'instances', from: instances, to, ratio: (each * instances) / to });
  }
  return reliefs;
}

/** Retries among its calls are load that goes once there is less of it. */
function retryRelief(
  { node, arrivedPerSec, slots }: NodeLoad,
  busy: number,
  source: Source,
): Extract<Relief, { how: 'retries' }>[] {
  const retried = retriedAt(node, source);
  if (retried === null || retried.share < RETRIED_RATIO) return [];
  const { share, by } = retried;
  const ratio = (busy * (1 - share)) / slots;
  const oncePerSec = arrivedPerSec * (1 - share);
  return [{ how: 'retries', share, by, oncePerSec, ratio, isCure: ratio <= FITS_RATIO }];
}

/** Where most of the time that slots are held is spent waiting for one that it calls. */
function calleeReliefs(
  load: NodeLoad,
  node: ScenarioNode,
  { recording, scenario, span }: Source,
): Relief[] {
  const ownMs = ownServiceMs(node);
  if (ownMs === null || ownMs > load.heldMs / 2) return [];
  const callees = scenario.edges.flatMap(({ kind, source, target }) => {
    const index = recording.nodeIndex(target);
    if (kind !== 'request' || source !== load.id || index === undefined) return [];
    const perSec = recording.nodeRate(index, 'completed', span);
    const perCallMs = (perSec * meanResidenceMs(recording, index, span)) / load.completedPerSec;
    return [{ id: target, waitsMs: Math.min(perCallMs, load.heldMs - ownMs) }];
  });
  const [longest] = callees.sort((a, b) => b.waitsMs - a.waitsMs);
  const isKnown = longest !== undefined && longest.waitsMs > load.heldMs / 4;
  return isKnown ? [{ how: 'callee', ...longest, heldMs: load.heldMs }] : [];
}

/** A cache whose misses come here: the hit ratio at which few enough do. */
function cacheReliefs(
  load: NodeLoad,
  offered: number,
  { recording, scenario, span }: Source,
): Relief[] {
  const callsOf = (id: string) =>
    scenario.edges.flatMap(({ kind, source, target }) =>
      kind === 'request' && source === id ? [target] : [],
    );
  const isDatabase = scenario.nodes.some(({ id, kind }) => id === load.id && kind === 'database');
  if (!isDatabase) return [];
  return scenario.nodes.flatMap((cache): Relief[] => {
    const index = recording.nodeIndex(cache.id);
    if (cache.kind !== 'cache' || index === undefined) return [];
    const callers = scenario.nodes.filter(({ id }) => callsOf(id).includes(cache.id));
    if (![cache, ...callers].some(({ id }) => callsOf(id).includes(load.id))) return [];
    const hits = recording.nodeMean(index, 'gauge0', span);
    const misses = recording.nodeMean(index, 'gauge1', span);
    if (hits + misses === 0) return [];
    const fromRatio = hits / (hits + misses);
    const toRatio = 1 - ((1 - fromRatio) * TARGET_RATIO) / offered;
    return [{ how: 'cache', id: cache.id, fromRatio, toRatio }];
  });
}
