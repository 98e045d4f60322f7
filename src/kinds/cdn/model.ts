/**
 * CDN: copies near the users, in front of an origin.
 *
 * Models: `pops` places that each have a cache of their own, cold at first; every request goes to one of them by chance,
 * each as likely; a time to live from the fetch; one fetch a POP and key however many ask (request collapsing); a shield,
 * one more cache that all POPs ask before the origin, and whose copies keep their age; old copies instead of errors, if
 * wanted; eviction as in caches. Static files and, if wanted, reads are held by key; everything else is passed on. A
 * crash or a purge empties all of it.
 * Leaves out: sizes, the network of the CDN but for the way to the shield, POPs that differ, and whether a copy is older
 * than what the database has: only its age counts here.
 * Sources: CloudFront developer guide; nginx proxy_cache; domain reference §5.6.
 */
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import { type Call, HIT } from '../../sim/calls.ts';
import { SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import { ratioOf } from '../../sim/ratio-of.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { chainThrough, WaitingLines } from '../cache/waiting-lines.ts';
import type { OperationType } from '../fields.ts';
import type { Keyed } from '../keyed.ts';
import type { Connections, Dependency, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { REQUEST } from '../kind.ts';
import { Edges, type EdgesState } from './edges.ts';
import type { CdnParams } from './params.ts';

const ACCESSED = CALL_EVENT;
const AT_SHIELD = CALL_EVENT + 1;

/** In `calls.phase`, for what is passed on; else the POP stands there. */
const PASSED_ON = -1;

interface CdnState {
  edges: EdgesState;
  /** By slot, and by place at the shield: who waits for a fetch under way. */
  waiting: { last: Int32Array };
  atShield: { last: Int32Array };
  /** The line at the shield is of slots and not of calls: it runs through here. */
  slots: { next: Int32Array };
  counters: Counters;
  sliceHits: number;
  sliceMisses: number;
}

interface Counters {
  hits: number;
  misses: number;
  /** Misses that joined a fetch already under way. */
  coalesced: number;
  evictions: number;
  shieldHits: number;
  originFetches: number;
  servedExpired: number;
}

function noCounts(): Counters {
  return {
    hits: 0,
    misses: 0,
    coalesced: 0,
    evictions: 0,
    shieldHits: 0,
    originFetches: 0,
    servedExpired: 0,
  };
}

class Cdn implements NodeBehaviour {
  readonly state: CdnState;
  readonly keyed: Keyed;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly params: CdnParams;
  private readonly access: Sampler;
  private readonly toShield: Sampler;
  private readonly popStream: number;
  private readonly ttlNs: number;
  /** By operation: where its keys begin among the places, −1 for what is passed on. */
  private readonly firstPlace: readonly number[];
  private readonly edges: Edges;
  private readonly lines: WaitingLines;
  private readonly shieldLines: WaitingLines;
  private origin: Dependency | null = null;

  constructor({ sim, node, id, params, keyCount, operations }: NodeContext<CdnParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.params = params;
    this.access = sim.sampler(params.access, node, 'access');
    this.toShield = sim.sampler(params.shield.roundTrip, node, 'shield');
    this.popStream = sim.streams.named(id, 'pop');
    this.ttlNs = msToNs(params.ttlMs);
    const types = heldTypes(params, operations);
    this.firstPlace = operations.map(({ type }) =>
      types.includes(type) ? types.indexOf(type) * keyCount : -1,
    );
    const places = types.length * keyCount;
    const { pops } = params;
    this.edges = new Edges({
      ...params,
      pops: params.shield.enabled ? pops + 1 : pops,
      places,
      keyCount,
      streams: sim.streams,
      evictionStream: sim.streams.named(id, 'eviction'),
    });
    this.keyed = this.edges.opened(this.ttlNs);
    this.lines = new WaitingLines(sim.calls, pops * places);
    const slots = { next: new Int32Array(params.shield.enabled ? pops * places : 0) };
    this.shieldLines = new WaitingLines(
      chainThrough(slots.next),
      params.shield.enabled ? places : 0,
    );
    this.state = {
      edges: this.edges.state,
      waiting: this.lines.state,
      atShield: this.shieldLines.state,
      slots,
      counters: noCounts(),
      sliceHits: 0,
      sliceMisses: 0,
    };
  }

  connect({ dependencies }: Connections): void {
    this.origin = dependencies[0] ?? null;
  }

  // ---- at the edge ----

  accept(call: number): void {
    this.calls[call]!.startedNs = this.sim.nowNs;
    this.sim.serveCall(this.access, call, ACCESSED);
  }

  wake(code: number, call: number): void {
    if (code === AT_SHIELD) this.askShield(call);
    else if (this.firstPlace[this.calls[call]!.operation]! < 0) {
      this.calls[call]!.phase = PASSED_ON;
      this.fetch(call);
    } else this.lookUp(call);
  }

  private placeOf(call: number): number {
    return this.firstPlace[this.calls[call]!.operation]! + this.calls[call]!.key;
  }

  private lookUp(call: number): void {
    const s = this.state;
    const { pops, collapse } = this.params;
    const pop = pops === 1 ? 0 : this.sim.streams.below(this.popStream, pops);
    const place = this.placeOf(call);
    this.calls[call]!.phase = pop;
    if (this.edges.isFresh(pop, place, this.sim.nowNs)) {
      s.counters.hits++;
      s.sliceHits++;
      this.edges.watcher?.lookedUp(pop, place, true);
      this.edges.touch(pop, place);
      this.calls[call]!.flags |= HIT;
      this.sim.answer(call, SUCCESS);
      return;
    }
    s.counters.misses++;
    s.sliceMisses++;
    this.edges.watcher?.lookedUp(pop, place, false);
    if (!collapse) this.leave(call);
    else this.join(call, this.edges.slot(pop, place));
  }

  /** One fetch a slot: the first in line makes it, the others wait with him. */
  private join(call: number, slot: number): void {
    const isFirst = this.lines.isEmpty(slot);
    this.lines.join(slot, call);
    if (isFirst) this.leave(call);
    else this.state.counters.coalesced++;
  }

  /** A call that found no copy leaves its POP. */
  private leave(call: number): void {
    if (!this.params.shield.enabled) this.fetch(call);
    else this.sim.serveCall(this.toShield, call, AT_SHIELD);
  }

  // ---- at the shield, and beyond ----

  private askShield(call: number): void {
    const place = this.placeOf(call);
    const shield = this.params.pops;
    if (this.edges.isFresh(shield, place, this.sim.nowNs)) {
      this.state.counters.shieldHits++;
      this.edges.watcher?.lookedUp(shield, place, true);
      this.edges.touch(shield, place);
      this.reach(call, place, SUCCESS, -1);
      return;
    }
    this.edges.watcher?.lookedUp(shield, place, false);
    if (!this.params.collapse) {
      this.fetch(call);
      return;
    }
    const isFirst = this.shieldLines.isEmpty(place);
    this.shieldLines.join(place, this.edges.slot(this.calls[call]!.phase, place));
    if (isFirst) this.fetch(call);
    else this.state.counters.coalesced++;
  }

  private fetch(call: number): void {
    const c = this.calls;
    if (this.origin === null) {
      this.fetched(call, UNSERVED, this.node);
      return;
    }
    this.state.counters.originFetches++;
    this.sim.send(call, this.origin.route, REQUEST, c[call]!.operation, c[call]!.key);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    this.fetched(frame, c[child]!.cause, c[child]!.culprit);
  }

  private fetched(call: number, cause: number, culprit: number): void {
    if (this.calls[call]!.phase === PASSED_ON) {
      this.sim.answer(call, cause, cause === SUCCESS ? undefined : culprit);
      return;
    }
    const place = this.placeOf(call);
    const { shield, collapse, pops } = this.params;
    if (!shield.enabled) {
      this.reach(call, place, cause, culprit);
      return;
    }
    if (cause === SUCCESS) this.put(pops, place, this.sim.nowNs + this.ttlNs);
    if (!collapse) this.reach(call, place, cause, culprit);
    else {
      this.shieldLines.release(place, (slot) => this.reachSlot(slot, place, cause, culprit));
    }
  }

  /** What a call went for has come back to its POP. */
  private reach(call: number, place: number, cause: number, culprit: number): void {
    const pop = this.calls[call]!.phase;
    if (this.params.collapse) {
      this.reachSlot(this.edges.slot(pop, place), place, cause, culprit);
      return;
    }
    this.store(pop, place, cause);
    this.replyFrom(call, pop, place, cause, culprit);
  }

  private reachSlot(slot: number, place: number, cause: number, culprit: number): void {
    const pop = (slot - place) / this.placesEach;
    this.store(pop, place, cause);
    this.lines.release(slot, (call) => this.replyFrom(call, pop, place, cause, culprit));
  }

  private get placesEach(): number {
    return this.edges.slot(1, 0);
  }

  /** A copy from the shield is as old as the shield's. */
  private store(pop: number, place: number, cause: number): void {
    if (cause !== SUCCESS) return;
    const { shield, pops } = this.params;
    const isShielded = shield.enabled && this.edges.has(pops, place);
    const freshNs = this.sim.nowNs + this.ttlNs;
    this.put(pop, place, isShielded ? this.edges.expiresNs(pops, place) : freshNs);
  }

  private put(pop: number, place: number, expiresNs: number): void {
    if (this.edges.put(pop, place, expiresNs)) this.state.counters.evictions++;
  }

  private replyFrom(
    call: number,
    pop: number,
    place: number,
    cause: number,
    culprit: number,
  ): void {
    if (cause === SUCCESS) this.sim.answer(call, SUCCESS);
    else if (this.params.staleIfError && this.hasOld(pop, place)) {
      this.state.counters.servedExpired++;
      this.sim.answer(call, SUCCESS);
    } else this.sim.answer(call, cause, culprit);
  }

  /** Its own, or the shield's: that is asked first, and answers with what it has too. */
  private hasOld(pop: number, place: number): boolean {
    const { shield, pops } = this.params;
    return this.edges.has(pop, place) || (shield.enabled && this.edges.has(pops, place));
  }

  // ---- faults ----

  crashed(): void {
    this.edges.clear();
    this.lines.forget();
    this.shieldLines.forget();
  }

  disturbed(fault: string, _factor: number, began: boolean): void {
    if (fault !== 'flush' || !began) return;
    const keys = this.edges.size;
    this.edges.clear();
    this.sim.emit(this.node, -1, 'flushed', { keys });
  }

  // ---- what it shows ----

  level(): number {
    const { pops, shield, capacityKeys } = this.params;
    const room = capacityKeys * (shield.enabled ? pops + 1 : pops);
    return room === 0 ? 0 : this.edges.size / room;
  }

  /** Hits and misses in the slice; copies held at all POPs. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.sliceHits;
    into[at + 1] = s.sliceMisses;
    into[at + 2] = this.edges.size;
    s.sliceHits = 0;
    s.sliceMisses = 0;
  }

  warmedUp(): void {
    this.state.counters = noCounts();
  }

  summarize(): Record<string, unknown> {
    const { counters } = this.state;
    const { hits, misses } = counters;
    return { ...counters, hitRatio: ratioOf(hits, hits + misses), residentKeys: this.edges.size };
  }
}

/** What this CDN keeps copies of, among what the run asks for; in a fixed order. */
function heldTypes(
  { caches }: CdnParams,
  operations: NodeContext<CdnParams>['operations'],
): readonly OperationType[] {
  const wanted: readonly OperationType[] = caches === 'static' ? ['static'] : ['static', 'read'];
  return wanted.filter((type) => operations.some((operation) => operation.type === type));
}

export const cdnModel: KindModel<CdnParams> = {
  offer: 'service',
  create: (context) => new Cdn(context),
};
