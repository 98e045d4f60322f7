/**
 * Cache: keyed and bounded. It holds keys in the eviction policy's own order, each with the version of the value that
 * was put in, so a read can be stale, and an eviction has a victim.
 *
 * Models: the eviction policies of `policies/`; a time to live with jitter, expired lazily on access; look-aside use (the
 * caller fills it), read-through (it loads from its database), write-through, write-around and write-behind
 * (`write-buffer.ts`); one fill a key, by waiting for a load or under a lease (`leases.ts`); old values served while one
 * caller fetches the new; refreshing before expiry; preloaded and pinned keys; loss of every key on a crash or a flush.
 * Leaves out: its own CPU limit (an access takes as long at any load), sizes of values, memory fragmentation, replicas
 * of the cache itself; with write-behind, that who reads past it from the database sees the old value.
 * Sources: `policies/` name theirs; domain reference §5.
 */
import { assert } from '../../base/assert.ts';
import { ln } from '../../base/math.ts';
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT, OWN_EVENT } from '../../sim/behaviour.ts';
import { grownFloats } from '../../sim/calendar.ts';
import { type Call, HIT, NO_PARENT, STALE } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import { ratioOf } from '../../sim/ratio-of.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Keyed } from '../keyed.ts';
import type {
  Connections,
  Dependency,
  KindModel,
  NodeBehaviour,
  NodeContext,
  Truth,
} from '../kind.ts';
import { DELETE, FILLS, GET, READ, SET, UNASKED, UNLEASED, WRITE } from '../kind.ts';
import { Contents, type ContentsState } from './contents.ts';
import { Leases, type LeasesState } from './leases.ts';
import type { CacheParams } from './params.ts';
import { policyNamed } from './policies/policies.ts';
import { NONE } from './policies/policy.ts';
import { leasesOut, onWriteOf, traits } from './traits.ts';
import { WaitingLines } from './waiting-lines.ts';
import { WriteBuffer, type WriteBufferState } from './write-buffer.ts';

const ACCESSED = CALL_EVENT;
const LEASE_DUE = OWN_EVENT;
const FLUSH_DUE = OWN_EVENT + 1;

// Phases of a call that waits for the database.
const LOADING = 1;
const WRITING = 2;

interface CacheState {
  contents: ContentsState;
  /** Who waits for a load under way, by key. */
  loading: { last: Int32Array };
  /** By key: 1 while a load runs that nobody waits for. Empty where old values are not served. */
  refreshing: Uint8Array;
  /** By key: how long the last fill took. Empty where nothing is refreshed early. */
  fillNs: Float64Array;
  /** By the caller's own call: when it was told that there is nothing, and that it fills. */
  missedNs: Float64Array;
  leases: LeasesState | null;
  buffer: WriteBufferState | null;
  /** Operation that flushes are recorded as. */
  writeOperation: number;
  counters: Counters;
  sliceHits: number;
  sliceMisses: number;
}

interface Counters {
  hits: number;
  misses: number;
  expired: number;
  evictions: number;
  staleReads: number;
  /** Look-ups that joined a fill already under way. */
  coalesced: number;
  /** Hits on values that had expired. */
  servedExpired: number;
  /** Writes acknowledged from the cache; flushes that reached the database; writes lost. */
  bufferedWrites: number;
  flushedKeys: number;
  lostWrites: number;
}

function noCounts(): Counters {
  return {
    hits: 0,
    misses: 0,
    expired: 0,
    evictions: 0,
    staleReads: 0,
    coalesced: 0,
    servedExpired: 0,
    bufferedWrites: 0,
    flushedKeys: 0,
    lostWrites: 0,
  };
}

class Cache implements NodeBehaviour {
  readonly state: CacheState;
  readonly keyed: Keyed;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly params: CacheParams;
  private readonly contents: Contents;
  private readonly access: Sampler;
  private readonly keyCount: number;
  private readonly lines: WaitingLines;
  /** Of those who miss a key one loads it; who fills the cache himself needs a lease for that. */
  private readonly joinsLoads: boolean;
  private readonly staleNs: number;
  private readonly earlyStream: number;
  private leases: Leases | null = null;
  private buffer: WriteBuffer | null = null;
  private store: Dependency | null = null;
  private truth: Truth | null = null;

  constructor(context: NodeContext<CacheParams>) {
    const { sim, node, id, params, keyCount } = context;
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.params = params;
    this.keyCount = keyCount;
    this.access = sim.sampler(params.access, node, 'access');
    this.contents = contentsOf(context);
    this.keyed = keyedOf(this.contents, params, keyCount);
    this.lines = new WaitingLines(sim.calls, keyCount);
    this.joinsLoads = params.singleFlight ?? true;
    this.staleNs = msToNs(params.staleMs);
    const refreshesEarly = params.refreshBeta > 0 && params.ttlMs !== null;
    this.earlyStream = refreshesEarly ? sim.streams.named(id, 'refresh') : -1;
    this.state = {
      contents: this.contents.state,
      loading: this.lines.state,
      refreshing: new Uint8Array(this.staleNs > 0 ? keyCount : 0),
      fillNs: new Float64Array(refreshesEarly ? keyCount : 0),
      missedNs: new Float64Array(0),
      leases: null,
      buffer: null,
      writeOperation: 0,
      counters: noCounts(),
      sliceHits: 0,
      sliceMisses: 0,
    };
  }

  connect({ dependencies, truth }: Connections): void {
    const store = dependencies.find((dependency) => dependency.offer === 'store') ?? null;
    this.store = this.params.strategy === 'cacheAside' ? null : store;
    this.truth = truth;
    if (leasesOut(this.params, this.store !== null)) this.giveOutLeases();
    if (this.params.strategy === 'writeBehind' && this.store !== null) this.keepWrites(this.store);
  }

  private giveOutLeases(): void {
    const { sim, node } = this;
    this.leases = new Leases(this.sim.calls, this.keyCount, {
      get nowNs() {
        return sim.nowNs;
      },
      answerMiss: (call, token) => this.answerMiss(call, token),
      answerHit: (call, version) => this.answerHit(call, version),
      callBack: (delayNs, key) => sim.schedule(delayNs, node, LEASE_DUE, key),
    });
    this.state.leases = this.leases.state;
  }

  private keepWrites(store: Dependency): void {
    const { sim, node, keyCount } = this;
    const { flushMs, batchKeys } = this.params;
    const size = { keyCount, flushNs: msToNs(flushMs), batchKeys };
    this.buffer = new WriteBuffer(size, {
      get nowNs() {
        return sim.nowNs;
      },
      sendWrite: (key) => sim.send(NO_PARENT, store.route, WRITE, this.state.writeOperation, key),
      callBack: (delayNs) => sim.schedule(delayNs, node, FLUSH_DUE, 0),
    });
    this.state.buffer = this.buffer.state;
  }

  start(): void {
    const preloaded = Math.min(this.params.preload, this.params.capacityKeys, this.keyCount);
    // Backwards, so that the most popular key is the newest.
    for (let key = preloaded - 1; key >= 0; key--) this.contents.put(key, 0, 0);
  }

  // ---- calls ----

  accept(call: number): void {
    this.calls[call]!.startedNs = this.sim.nowNs;
    this.sim.serveCall(this.access, call, ACCESSED);
  }

  wake(code: number, argument: number): void {
    if (code === ACCESSED) this.serve(argument, this.calls[argument]!.key);
    else if (code === LEASE_DUE) this.leases!.due(argument);
    else this.buffer!.due();
  }

  private serve(call: number, key: number): void {
    switch (this.calls[call]!.verb) {
      case GET:
        this.get(call, key);
        return;
      case SET:
        this.set(call, key);
        return;
      case DELETE:
        this.delete(call, key);
        return;
      case WRITE:
        this.write(call, key);
        return;
      default:
        assert(false, `a cache cannot serve verb ${this.calls[call]!.verb}`);
    }
  }

  private get(call: number, key: number): void {
    const s = this.state;
    if (this.buffer?.holds(key)) {
      // Newer than anything the database has, whether it has been evicted or not.
      const isHeld = this.contents.has(key);
      this.countHit();
      if (isHeld) this.contents.watcher?.lookedUp(0, key, true);
      else this.contents.watcher?.buffered(0, key);
      if (isHeld) this.contents.touch(key);
      this.answerHit(call, 0);
    } else if (this.isFresh(key) && !this.isRefreshedBy(call, key)) this.hit(call, key);
    else if (this.servesExpired(call, key)) {
      s.counters.servedExpired++;
      this.hit(call, key);
    } else this.miss(call, key);
  }

  private hit(call: number, key: number): void {
    this.countHit();
    this.contents.watcher?.lookedUp(0, key, true);
    this.contents.touch(key);
    const version = this.contents.state.version[key]!;
    if (this.truth !== null && version < this.truth.latest(key)) {
      this.state.counters.staleReads++;
      this.sim.answersOld(call);
    }
    this.answerHit(call, version);
  }

  private countHit(): void {
    this.state.counters.hits++;
    this.state.sliceHits++;
  }

  private answerHit(call: number, version: number): void {
    this.calls[call]!.version = version;
    this.calls[call]!.flags |= HIT;
    this.sim.answer(call, SUCCESS);
  }

  /** `token`: the caller is to fill the key under this lease. */
  private answerMiss(call: number, token: number): void {
    if (this.earlyStream >= 0) this.beginFill(this.calls[call]!.parent);
    this.calls[call]!.version = token;
    this.sim.answer(call, SUCCESS);
  }

  private miss(call: number, key: number): void {
    const s = this.state;
    s.counters.misses++;
    s.sliceMisses++;
    this.contents.watcher?.lookedUp(0, key, false);
    if (this.store !== null) this.load(call, key, this.store);
    else if (this.leases === null || this.calls[call]!.mark !== FILLS) this.answerMiss(call, 0);
    else if (!this.leases.isHeld(key)) this.leases.give(call, key);
    else {
      s.counters.coalesced++;
      this.leases.wait(call, key);
    }
  }

  /** Held and not expired; a key that is past all use is taken out on the way. */
  private isFresh(key: number): boolean {
    if (!this.contents.has(key)) return false;
    const { nowNs } = this.sim;
    const expiresNs = this.contents.state.expiresNs[key]!;
    if (nowNs <= expiresNs) return true;
    if (nowNs > expiresNs + this.staleNs) {
      this.contents.remove(key, true);
      this.state.counters.expired++;
    }
    return false;
  }

  private put(key: number, version: number): void {
    // What has expired leaves first: a new value is a newcomer, not a hit on the old one.
    this.isFresh(key);
    const evicted = this.contents.put(key, version, this.sim.nowNs);
    if (evicted !== NONE && evicted !== key) this.state.counters.evictions++;
  }

  private set(call: number, key: number): void {
    const version = this.calls[call]!.version;
    const mark = this.calls[call]!.mark;
    if (this.mayStore(key, mark)) {
      if (this.earlyStream >= 0 && mark >= UNLEASED) this.measureFill(call, key);
      this.put(key, version);
      this.leases?.filled(key, version);
    }
    this.sim.answer(call, SUCCESS);
  }

  /**
   * A write may, and where leases are given out nothing else without one: a write has changed the value since, or it has
   * taken too long, or the caller could not ask and nobody knows.
   */
  private mayStore(key: number, mark: number): boolean {
    const isFill = mark >= UNLEASED || mark === UNASKED;
    return !isFill || this.leases === null || (mark > 0 && this.leases.isValid(key, mark));
  }

  /** By caller and not by key: many may be filling one key, or waiting for the one who does. */
  private beginFill(caller: number): void {
    const s = this.state;
    if (caller < 0) return;
    if (caller >= s.missedNs.length) s.missedNs = grownFloats(s.missedNs, 2 * caller + 64);
    s.missedNs[caller] = this.sim.nowNs;
  }

  private measureFill(call: number, key: number): void {
    const caller = this.calls[call]!.parent;
    if (caller >= 0) this.state.fillNs[key] = this.sim.nowNs - this.state.missedNs[caller]!;
  }

  private delete(call: number, key: number): void {
    const token = this.calls[call]!.mark;
    if (token <= 0) {
      this.contents.remove(key);
      this.leases?.passOn(key);
    } else if (this.leases?.isValid(key, token)) this.leases.passOn(key);
    this.sim.answer(call, SUCCESS);
  }

  // ---- values past or near their time ----

  /**
   * Whether an expired value is served all the same: while it is not older than `staleMs`, to everyone but the one caller
   * who fetches the new one. A cache that loads itself fetches it in the background.
   */
  private servesExpired(call: number, key: number): boolean {
    if (this.staleNs === 0 || !this.contents.has(key)) return false;
    if (this.sim.nowNs <= this.contents.state.expiresNs[key]!) return false;
    if (this.store === null) return this.calls[call]!.mark === FILLS && this.leases!.isHeld(key);
    if (this.state.refreshing[key] === 0 && this.lines.isEmpty(key)) {
      this.state.refreshing[key] = 1;
      this.sim.send(NO_PARENT, this.store.route, READ, this.calls[call]!.operation, key);
    }
    return true;
  }

  /**
   * Refreshed before it expires, the likelier the nearer that is and the longer a fill takes (XFetch; Vattani, Chierichetti
   * and Lowenstein, VLDB 2015).
   */
  private isRefreshedBy(call: number, key: number): boolean {
    if (this.earlyStream < 0) return false;
    const s = this.state;
    const u = 1 - this.sim.streams.uniform(this.earlyStream);
    const leadNs = -s.fillNs[key]! * this.params.refreshBeta * ln(u);
    if (this.sim.nowNs + leadNs < this.contents.state.expiresNs[key]!) return false;
    // Someone is at it already, and would let this caller wait.
    if (this.store !== null) return !this.joinsLoads || this.lines.isEmpty(key);
    return this.calls[call]!.mark === FILLS && !this.leases?.isHeld(key);
  }

  // ---- its own database ----

  private load(call: number, key: number, store: Dependency): void {
    const c = this.calls;
    if (this.joinsLoads) {
      const isFirst = this.lines.isEmpty(key);
      this.lines.join(key, call);
      if (!isFirst) {
        this.state.counters.coalesced++;
        return;
      }
    }
    c[call]!.phase = LOADING;
    this.sim.send(call, store.route, READ, c[call]!.operation, key);
  }

  private write(call: number, key: number): void {
    const c = this.calls;
    if (this.store === null) {
      this.put(key, c[call]!.version);
      this.leases?.filled(key, c[call]!.version);
      this.sim.answer(call, SUCCESS);
    } else if (this.buffer !== null) {
      this.state.counters.bufferedWrites++;
      this.state.writeOperation = c[call]!.operation;
      this.put(key, 0);
      this.buffer.add(key);
      this.sim.answer(call, SUCCESS);
    } else {
      c[call]!.phase = WRITING;
      this.sim.send(call, this.store.route, WRITE, c[call]!.operation, key);
    }
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (frame === NO_PARENT) {
      if (c[child]!.verb === WRITE) this.flushed(child, c[child]!.key);
      else this.refreshed(child, c[child]!.key);
    } else if (c[frame]!.phase === LOADING) this.loaded(frame, child, c[frame]!.key);
    else this.written(frame, child);
  }

  private loaded(frame: number, child: number, key: number): void {
    const c = this.calls;
    const cause = c[child]!.cause;
    const culprit = c[child]!.culprit;
    const version = c[child]!.version;
    const stale = c[child]!.flags & STALE;
    if (cause === SUCCESS) this.keepLoaded(child, key, version);
    // Those who have joined the load get the same value as the one who made it.
    const answer = (call: number) => {
      c[call]!.version = version;
      c[call]!.flags |= stale;
      this.sim.answer(call, cause, culprit);
    };
    if (this.joinsLoads) this.lines.release(key, answer);
    else answer(frame);
  }

  private keepLoaded(child: number, key: number, version: number): void {
    if (this.earlyStream >= 0) {
      this.state.fillNs[key] = this.sim.nowNs - this.calls[child]!.sentNs;
    }
    // Overtaken by a write that the cache itself has passed on: what it holds is newer.
    if (this.buffer?.holds(key)) return;
    if (this.isFresh(key) && this.contents.state.version[key]! > version) return;
    this.put(key, version);
  }

  private refreshed(child: number, key: number): void {
    // The cache has died or been emptied since it asked.
    if (this.state.refreshing[key] === 0) return;
    this.state.refreshing[key] = 0;
    const c = this.calls;
    if (c[child]!.cause === SUCCESS) this.keepLoaded(child, key, c[child]!.version);
  }

  private written(frame: number, child: number): void {
    const c = this.calls;
    if (c[child]!.cause !== SUCCESS) {
      this.sim.answer(frame, c[child]!.cause, c[child]!.culprit);
      return;
    }
    const key = c[frame]!.key;
    const version = c[child]!.version;
    const { strategy } = this.params;
    const onWrite = onWriteOf(this.params);
    if (strategy === 'writeThrough' || onWrite === 'update') this.put(key, version);
    else if (onWrite === 'evict') this.contents.remove(key);
    c[frame]!.version = version;
    this.sim.answer(frame, SUCCESS);
  }

  private flushed(child: number, key: number): void {
    const succeeded = this.calls[child]!.cause === SUCCESS;
    const version = this.calls[child]!.version;
    if (succeeded) {
      this.state.counters.flushedKeys++;
      const { state } = this.contents;
      if (this.contents.has(key)) state.version[key] = Math.max(version, state.version[key]!);
    }
    this.lose(this.buffer!.settled(key, succeeded));
  }

  private lose(writes: number): void {
    if (writes === 0) return;
    this.state.counters.lostWrites += writes;
    this.sim.emit(this.node, -1, 'writesLost', { count: writes });
  }

  // ---- faults ----

  crashed(): void {
    this.contents.clear();
    this.lines.forget();
    this.leases?.forget();
    this.empty();
  }

  disturbed(fault: string, _factor: number, began: boolean): void {
    if (fault !== 'flush' || !began) return;
    const keys = this.contents.size;
    this.contents.clear();
    this.sim.emit(this.node, -1, 'flushed', { keys });
    this.empty();
  }

  private empty(): void {
    this.state.refreshing.fill(0);
    if (this.buffer !== null) this.lose(this.buffer.forget());
  }

  // ---- what it shows ----

  level(): number {
    const { capacityKeys } = this.params;
    return capacityKeys === 0 ? 0 : this.contents.size / capacityKeys;
  }

  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.sliceHits;
    into[at + 1] = s.sliceMisses;
    into[at + 2] = this.contents.size;
    s.sliceHits = 0;
    s.sliceMisses = 0;
  }

  warmedUp(): void {
    this.state.counters = noCounts();
  }

  summarize(): Record<string, unknown> {
    const { hits, misses, evictions, expired, staleReads, coalesced } = this.state.counters;
    const { servedExpired, bufferedWrites, flushedKeys, lostWrites } = this.state.counters;
    return {
      hits,
      misses,
      hitRatio: ratioOf(hits, hits + misses),
      evictions,
      expired,
      staleReads,
      coalesced,
      residentKeys: this.contents.size,
      ...(this.staleNs === 0 ? {} : { servedExpired }),
      ...(this.buffer && {
        bufferedWrites,
        flushedKeys,
        unflushedWrites: this.buffer.state.heldWrites,
        lostWrites,
      }),
    };
  }

  check(): void {
    const { size } = this.contents;
    assert(size <= this.params.capacityKeys, `a cache holds ${size} keys, more than its capacity`);
  }
}

function contentsOf({ sim, id, params, keyCount }: NodeContext<CacheParams>): Contents {
  const { ttlMs, capacityKeys, preload, pinned, ttlJitterRatio } = params;
  const isJittered = ttlMs !== null && ttlJitterRatio > 0;
  return new Contents({
    policy: policyNamed(params.policy),
    capacityKeys,
    keyCount,
    pinnedKeys: pinned ? Math.min(preload, capacityKeys, keyCount) : 0,
    ttlNs: ttlMs === null ? Number.POSITIVE_INFINITY : msToNs(ttlMs),
    jitterRatio: ttlJitterRatio,
    streams: sim.streams,
    evictionStream: sim.streams.named(id, 'eviction'),
    jitterStream: isJittered ? sim.streams.named(id, 'ttl') : -1,
  });
}

function keyedOf(contents: Contents, params: CacheParams, keyCount: number): Keyed {
  const { policy, strategy, staleMs, preload, capacityKeys } = params;
  const store = contents.opened({
    policy,
    preloadedKeys: Math.min(preload, capacityKeys, keyCount),
    staleNs: msToNs(staleMs),
    refetchedBy: strategy === 'cacheAside' ? 'caller' : 'store',
    keepsExpired: false,
    takesWrites:
      strategy === 'writeThrough' || strategy === 'writeBehind' || onWriteOf(params) === 'update',
  });
  return {
    stores: [store],
    watch(watcher) {
      contents.watcher = watcher;
    },
  };
}

export const cacheModel: KindModel<CacheParams> = {
  offer: 'cache',
  traits,
  create: (context) => new Cache(context),
};
