/**
 * A node's life at the cursor: its numbers from the recording, its health from the events. Read ten times a second by
 * every card on the canvas, so a node is computed once a version and keeps its object while nothing has changed.
 */
import { isPair } from '../scenario/instances.ts';
import type { NodeField } from '../sim/recording.ts';
import { chartWindowStore, stepsOf, type TimeWindow, windowNs } from './chart-window.ts';
import { documentStore } from './document.ts';
import { type Health, HealthFold } from './health.ts';
import type { Span } from './recorded-series.ts';
import type { Recording } from './recording.ts';
import { player, runStore } from './run.ts';

export interface NodeNow extends Health {
  readonly arrivedPerSec: number;
  readonly completedPerSec: number;
  readonly failedPerSec: number;
  /** 0–1. */
  readonly utilization: number;
  readonly waiting: number;
  readonly inFlight: number;
  /** Mean time inside the node of the calls that it answered. */
  readonly latencyMs: number;
  /** Reads answered here with an old value. */
  readonly stalePerSec: number;
  /** What the kind says they are; a count is a mean a slice, so its ratios hold and its sum does not. */
  readonly gauges: readonly [number, number, number];
  /** Slices a simulated second: turns a counting gauge into a rate. */
  readonly slicesPerSec: number;
  readonly hasData: boolean;
}

/**
 * Long enough to read, short enough to see a crash: half a simulated second. When time runs faster than the clock, half
 * a second of wall time: ten readings a second of what has changed ten times over would only flicker.
 */
const SMOOTHED_NS = 0.5e9;

const noFigures = {
  arrivedPerSec: 0,
  completedPerSec: 0,
  failedPerSec: 0,
  utilization: 0,
  waiting: 0,
  inFlight: 0,
  latencyMs: 0,
  stalePerSec: 0,
  gauges: [0, 0, 0],
  slicesPerSec: 1,
  hasData: false,
} as const;

/** The stretch that a reading at a moment is the mean of: the half second before it. */
export function smoothingSpan(recording: Recording, cursorNs: number, speed = 1): Span {
  const lengthNs = Math.max(SMOOTHED_NS * Math.max(1, speed), recording.shape.sliceNs);
  // In the first half second there is less to look back on; at the very start the first slice stands for it.
  const toNs = Math.min(Math.max(cursorNs, recording.shape.sliceNs), recording.doneNs);
  return { fromNs: Math.max(0, toNs - lengthNs), toNs };
}

/** The step of the charts that a moment is in: what they say there, a card says too. */
export function stepSpan(recording: Recording, cursorNs: number, window: TimeWindow): Span {
  const { sliceNs } = recording.shape;
  const { slicesEach } = stepsOf(sliceNs, window);
  const stepNs = slicesEach * sliceNs;
  // The end of the last step still belongs to it.
  const last = Math.ceil(recording.slices / slicesEach) - 1;
  const fromNs = stepNs * Math.max(0, Math.min(Math.floor(cursorNs / stepNs), last));
  return { fromNs, toNs: fromNs + stepNs };
}

/**
 * What is read at the cursor. Figures that run are smoothed, lest they flicker; where time stands still nothing can, and
 * whoever compares a card with a chart must find the same.
 */
export function readingSpan(recording: Recording, cursorNs: number): Span {
  const { playing, speed } = runStore.getState();
  return playing
    ? smoothingSpan(recording, cursorNs, speed)
    : stepSpan(recording, cursorNs, windowNs());
}

/** How long a reading at the cursor is the mean of, milliseconds: the charts' step, or more while time runs. */
export function readingMs(recording: Recording, cursorNs: number): number {
  const { fromNs, toNs } = readingSpan(recording, cursorNs);
  return (toNs - fromNs) / 1e6;
}

/** Pure: the same recording, events, cursor and stretch give the same reading. */
export function readNode(
  recording: Recording,
  health: HealthFold,
  at: { readonly node: number; readonly cursorNs: number; readonly span: Span },
): NodeNow {
  const { node, span } = at;
  health.moveTo(recording.events, recording.eventsUntil(at.cursorNs));
  const hasData = recording.slices > 0 && at.cursorNs <= recording.doneNs;
  if (!hasData) return { ...noFigures, ...health.of(node) };
  const mean = (field: NodeField) => recording.nodeMean(node, field, span);
  const slicesPerSec = 1e9 / recording.shape.sliceNs;
  return {
    ...health.of(node),
    arrivedPerSec: mean('arrived') * slicesPerSec,
    completedPerSec: mean('completed') * slicesPerSec,
    failedPerSec: mean('failed') * slicesPerSec,
    utilization: mean('utilization'),
    waiting: mean('waiting'),
    inFlight: mean('inFlight'),
    latencyMs: meanLatencyMs(recording, node, span),
    stalePerSec: mean('stale') * slicesPerSec,
    gauges: [mean('gauge0'), mean('gauge1'), mean('gauge2')],
    slicesPerSec,
    hasData,
  };
}

/** Slices hold a mean each: weighted by how many calls it is the mean of, so that an idle slice does not pull it down. */
function meanLatencyMs(recording: Recording, node: number, span: Span): number {
  const { first, end } = recording.slicesIn(span);
  let sumMs = 0;
  let calls = 0;
  for (let slice = first; slice < end; slice++) {
    const answered = recording.nodeValue(slice, node, 'completed');
    sumMs += recording.nodeValue(slice, node, 'latencyMs') * answered;
    calls += answered;
  }
  return calls > 0 ? sumMs / calls : 0;
}

let healthOf: { readonly recording: Recording; readonly health: HealthFold } | null = null;
let readings = new Map<string, NodeNow>();
let previous = readings;
let readingsVersion = -1;

// Charts that show another stretch have other steps.
chartWindowStore.subscribe((state, before) => {
  if (state.zoomed !== before.zoomed) player.refresh();
});

/** The node at the cursor, as of the store's version. */
export function nodeNow(id: string): NodeNow {
  const { version } = runStore.getState();
  if (version !== readingsVersion) {
    previous = readings;
    readings = new Map();
    readingsVersion = version;
  }
  let reading = readings.get(id);
  if (!reading) {
    reading = unlessSame(previous.get(id), readNow(id));
    readings.set(id, reading);
  }
  return reading;
}

function readNow(id: string): NodeNow {
  const recorded = recordedNode(id);
  if (!recorded) return drawnNode(id);
  const { recording, health, node } = recorded;
  const { cursorNs } = runStore.getState();
  return readNode(recording, health, { node, cursorNs, span: readingSpan(recording, cursorNs) });
}

/** What is happening to a node at the cursor, without its numbers: much cheaper, and the same until an event passes. */
export function nodeHealth(id: string): Health {
  const recorded = recordedNode(id);
  if (!recorded) return nodeNow(id);
  const { recording, health, node } = recorded;
  health.moveTo(recording.events, recording.eventsUntil(runStore.getState().cursorNs));
  return health.of(node);
}

function recordedNode(id: string) {
  const recording = player.recording();
  const { scenario } = runStore.getState();
  const node = recording?.nodeIndex(id);
  if (!recording || !scenario || node === undefined) return null;
  if (healthOf?.recording !== recording) {
    healthOf = { recording, health: new HealthFold(recording.shape, scenario) };
  }
  return { recording, health: healthOf.health, node };
}

/** A node that no run knows yet: as it is drawn. */
function drawnNode(id: string): NodeNow {
  const { scenario } = documentStore.getState();
  const node = scenario.nodes.find((drawn) => drawn.id === id);
  const count = !node
    ? 1
    : isPair(node)
      ? 2
      : 'instances' in node.params
        ? node.params.instances
        : 1;
  return {
    ...noFigures,
    instances: Array.from({ length: count }, () => 'up' as const),
    ...(node?.kind === 'database' && { role: node.params.role }),
    ...(node && isPair(node) && { active: 0 }),
    badge: null,
  };
}

/** The object before, if nothing in it has changed: React then has nothing to do. */
function unlessSame(before: NodeNow | undefined, after: NodeNow): NodeNow {
  return before && isSame(before, after) ? before : after;
}

function isSame(a: NodeNow, b: NodeNow): boolean {
  for (const key of Object.keys(b) as (keyof NodeNow)[]) {
    if (!Object.is(a[key], b[key]) && !isSameList(a[key], b[key])) return false;
  }
  return (
    a.role === b.role &&
    a.active === b.active &&
    a.misses === b.misses &&
    a.missLimit === b.missLimit &&
    a.split === b.split
  );
}

function isSameList(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((each, i) => Object.is(each, b[i]));
}
