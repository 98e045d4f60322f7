/**
 * What a recording shows to be over, though nothing in the run happens at that moment: a cache that was emptied is warm
 * again, the pile before dead workers is worked off, a new server has warmed up. Worked out from the recorded slices and
 * events alone and told among them, so that a run knows nothing of it and its hash stays the same.
 *
 * Leaves out: caches and queues that nobody used before, or that are struck again before they have recovered.
 */
import { msToNs, nsToMs } from '../base/units.ts';
import { NODE_FIELDS, type RecordingChunk, type TimelineEvent } from '../sim/recording.ts';
import { hasKeys } from './keyed-nodes.ts';
import type { Scenario } from './schema.ts';
import { endings, ends, lasting } from './strikes.ts';

/** Warm again: this share of the hit ratio that it had. */
const WARM_RATIO = 0.95;
/** What came so long before counts as before; so long must a cache be warm, until one says so. */
const BEFORE_NS = 3e9;
const HELD_NS = 1e9;

interface Shape {
  readonly sliceNs: number;
  readonly nodeIds: readonly string[];
}

/** One node whose slices are looked at: two of its gauges, by number of the slice. */
interface Watched {
  readonly node: number;
  readonly first: number[];
  readonly second: number[];
}

interface Pile extends Watched {
  /** Those that take from the queue, and the queue. */
  readonly about: ReadonlySet<number>;
}

/** What is looked back on: few, where a run may redeliver a hundred thousand messages. */
const remembered: ReadonlySet<string> = new Set([
  ...lasting,
  ...endings,
  'flushed',
  'instanceServing',
  'draining',
]);

const FIELDS = NODE_FIELDS.length;
const GAUGE0 = NODE_FIELDS.indexOf('gauge0');

export class Recoveries {
  readonly #sliceNs: number;
  readonly #width: number;
  readonly #caches: readonly Watched[];
  readonly #queues: readonly Pile[];
  /** How long a new server is cold, by node. */
  readonly #coldNs: ReadonlyMap<number, number>;
  readonly #events: TimelineEvent[] = [];
  #slices = 0;
  /** What was told already, and with the chunk that ended when. */
  readonly #told = new Map<string, number>();

  constructor(scenario: Scenario, { sliceNs, nodeIds }: Shape) {
    this.#sliceNs = sliceNs;
    this.#width = nodeIds.length * FIELDS;
    const index = (id: string) => nodeIds.indexOf(id);
    const watched = (id: string) => ({ node: index(id), first: [], second: [] });
    this.#caches = scenario.nodes.flatMap(({ id, kind }) =>
      hasKeys({ kind }) ? [watched(id)] : [],
    );
    this.#queues = scenario.nodes.flatMap(({ id, kind }) => {
      if (kind !== 'queue') return [];
      const workers = scenario.edges.flatMap((edge) => (edge.source === id ? [edge.target] : []));
      return [{ ...watched(id), about: new Set([id, ...workers].map(index)) }];
    });
    this.#coldNs = new Map(
      scenario.nodes.flatMap((node) => {
        const autoscale = node.kind === 'webServer' ? node.params.autoscale : null;
        const isEverCold = autoscale && autoscale.coldFactor > 1 && autoscale.warmMs > 0;
        return isEverCold ? [[index(node.id), msToNs(autoscale.warmMs)] as const] : [];
      }),
    );
  }

  /** The events of the next chunk with those that it completes, in the order of time. */
  eventsOf(chunk: RecordingChunk): readonly TimelineEvent[] {
    for (const { node, first, second } of [...this.#caches, ...this.#queues]) {
      for (let slice = 0; slice < chunk.slices; slice++) {
        const at = slice * this.#width + node * FIELDS + GAUGE0;
        first.push(chunk.nodes[at]!);
        second.push(chunk.nodes[at + 1]!);
      }
    }
    this.#slices += chunk.slices;
    const events = chunk.events.map((event) => this.#withBefore(event));
    this.#events.push(...events.filter(({ event }) => remembered.has(event)));
    const found = [
      ...this.#caches.flatMap((cache) => this.#refills(cache)),
      ...this.#queues.flatMap((queue) => this.#workedOff(queue)),
      ...this.#warmed(chunk.doneNs),
    ].filter((event) => this.#isNew(event, chunk.doneNs));
    return found.length === 0 ? events : [...events, ...found].sort((a, b) => a.atNs - b.atNs);
  }

  /** Goes on where another run's stood when its chunk until `untilNs` was handed over. */
  goOnFrom(other: Recoveries, untilNs: number): void {
    this.#slices = Math.min(other.#slices, Math.floor(untilNs / this.#sliceNs));
    const mine = [...this.#caches, ...this.#queues];
    for (const [i, { first, second }] of [...other.#caches, ...other.#queues].entries()) {
      mine[i]!.first.push(...first.slice(0, this.#slices));
      mine[i]!.second.push(...second.slice(0, this.#slices));
    }
    this.#events.push(...other.#events.filter(({ atNs }) => atNs <= untilNs));
    for (const [key, doneNs] of other.#told) if (doneNs <= untilNs) this.#told.set(key, doneNs);
  }

  #isNew({ atNs, node, instance, event }: TimelineEvent, doneNs: number): boolean {
    const key = `${event} ${node} ${instance} ${atNs}`;
    if (this.#told.has(key)) return false;
    this.#told.set(key, doneNs);
    return true;
  }

  // ---- caches ----

  /** What empties a cache says how good it was, in percent: until it is so good again it is warming. */
  #withBefore(event: TimelineEvent): TimelineEvent {
    const cache = this.#caches.find(({ node }) => node === event.node);
    if (!cache || !isEmptied(event)) return event;
    const before = this.#ratioBefore(cache, event);
    return before > 0 ? { ...event, told: { ...event.told, before: percent(before) } } : event;
  }

  #ratioBefore(cache: Watched, event: TimelineEvent): number {
    const began =
      event.event === 'restarted'
        ? this.#events.findLast((e) => e.event === 'crashed' && e.node === event.node)
        : event;
    const end = Math.floor((began ?? event).atNs / this.#sliceNs);
    return hitRatio(cache, end - this.#slicesIn(BEFORE_NS), end);
  }

  #refills(cache: Watched): TimelineEvent[] {
    const about = this.#events.filter(({ node }) => node === cache.node);
    return about.flatMap((event, i) => {
      if (!isEmptied(event) || event.told?.before === undefined) return [];
      const next = about.slice(i + 1).find((e) => isEmptied(e) || e.event === 'crashed');
      return this.#refill(cache, event, next?.atNs ?? Number.POSITIVE_INFINITY);
    });
  }

  #refill(cache: Watched, emptied: TimelineEvent, untilNs: number): TimelineEvent[] {
    const before = this.#ratioBefore(cache, emptied);
    const held = this.#slicesIn(HELD_NS);
    const from = Math.ceil(emptied.atNs / this.#sliceNs);
    for (let end = from + held; end <= this.#slices && end * this.#sliceNs < untilNs; end++) {
      const ratio = hitRatio(cache, end - held, end);
      if (ratio < WARM_RATIO * before) continue;
      const atNs = end * this.#sliceNs;
      const data = {
        tookMs: nsToMs(atNs - emptied.atNs),
        percent: percent(ratio),
        before: percent(before),
        misses: sum(cache.second, from, end),
      };
      return [{ atNs, node: cache.node, instance: -1, event: 'warmAgain', data }];
    }
    return [];
  }

  // ---- queues ----

  /** From the first strike on a queue or its workers until the pile that it left is gone. */
  #workedOff({ node, first: ready, about }: Pile): TimelineEvent[] {
    const found: TimelineEvent[] = [];
    let standing: TimelineEvent[] = [];
    let beganNs = 0;
    const events = this.#events.filter((event) => about.has(event.node));
    for (const [i, event] of events.entries()) {
      if (lasting.includes(event.event)) {
        if (standing.length === 0) beganNs = event.atNs;
        standing.push(event);
      }
      const rest = standing.filter((began) => !ends(event, began));
      const isOver = rest.length === 0 && standing.length > 0;
      standing = rest;
      if (!isOver) continue;
      const next = events.slice(i + 1).find((later) => lasting.includes(later.event));
      found.push(...this.#short({ node, ready, beganNs }, event.atNs, next?.atNs ?? Infinity));
    }
    return found;
  }

  #short(
    { node, ready, beganNs }: { node: number; ready: readonly number[]; beganNs: number },
    endNs: number,
    untilNs: number,
  ): TimelineEvent[] {
    const began = Math.floor(beganNs / this.#sliceNs);
    const before = Math.max(
      0,
      ...ready.slice(Math.max(0, began - this.#slicesIn(BEFORE_NS)), began),
    );
    for (let slice = Math.floor(endNs / this.#sliceNs); slice < this.#slices; slice++) {
      const atNs = (slice + 1) * this.#sliceNs;
      if (atNs >= untilNs) return [];
      if (ready[slice]! > before) continue;
      const peak = Math.max(...ready.slice(began, slice + 1));
      if (peak <= before) return [];
      const data = { tookMs: nsToMs(atNs - endNs), peak };
      return [{ atNs, node, instance: -1, event: 'workedOff', data }];
    }
    return [];
  }

  // ---- new servers ----

  #warmed(doneNs: number): TimelineEvent[] {
    return this.#events.flatMap(({ event, node, instance, atNs }) => {
      const coldNs = this.#coldNs.get(node);
      if (event !== 'instanceServing' || coldNs === undefined) return [];
      const warmNs = atNs + coldNs;
      const isLeaving = this.#events.some(
        (later) =>
          later.event === 'draining' &&
          later.node === node &&
          later.instance === instance &&
          later.atNs > atNs &&
          later.atNs <= warmNs,
      );
      if (isLeaving || warmNs > doneNs) return [];
      return [{ atNs: warmNs, node, instance, event: 'instanceWarm', data: {} }];
    });
  }

  #slicesIn(ns: number): number {
    return Math.max(1, Math.ceil(ns / this.#sliceNs));
  }
}

const isEmptied = ({ event }: TimelineEvent) => event === 'flushed' || event === 'restarted';

const percent = (ratio: number) => Math.round(ratio * 1000) / 10;

function hitRatio({ first: hits, second: misses }: Watched, from: number, end: number): number {
  const hit = sum(hits, from, end);
  const all = hit + sum(misses, from, end);
  return all === 0 ? 0 : hit / all;
}

function sum(counts: readonly number[], from: number, end: number): number {
  let total = 0;
  for (let i = Math.max(0, from); i < end; i++) total += counts[i] ?? 0;
  return total;
}
