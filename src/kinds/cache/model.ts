/**
 * Cache: keyed and bounded. It holds keys in the eviction policy's own order, each with the version of the value that
 * was put in, so a read can be stale, and an eviction has a victim.
 *
 * Models: the eviction policies of `policies/`; a fixed time to live, expired lazily on access; look-aside use (the
 * caller fills it), read-through (it loads from its database, one load a key however many wait: single flight) and
 * write-through; loss of every key on a crash or a flush.
 * Leaves out: its own CPU limit (an access takes as long at any load), sizes of values, memory fragmentation, replicas
 * of the cache itself.
 * Sources: `policies/` name theirs; domain reference §5.
 */
import { assert } from '../../base/assert.ts';
import { NS_PER_MS } from '../../base/units.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import { type CallsState, HIT } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type {
  CacheTraits,
  Connections,
  Dependency,
  KindModel,
  NodeBehaviour,
  NodeContext,
  Truth,
} from '../kind.ts';
import { DELETE, GET, READ, SET, WRITE } from '../kind.ts';
import type { CacheParams } from './params.ts';
import { policyNamed } from './policies/policies.ts';
import { NONE, type Policy } from './policies/policy.ts';

const ACCESSED = CALL_EVENT;

// Phases of a call that waits for the database.
const LOADING = 1;
const WRITING = 2;

interface CacheState {
  policy: object;
  /** By key; meaningful while the key is resident. */
  version: Int32Array;
  expiresNs: Float64Array;
  /** By key: the last caller in line for a load under way, −1 for none. The line runs through `calls.next`. */
  loading: Int32Array;
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
  /** Look-ups that joined a load already under way. */
  coalesced: number;
}

function noCounts(): Counters {
  return { hits: 0, misses: 0, expired: 0, evictions: 0, staleReads: 0, coalesced: 0 };
}

class Cache implements NodeBehaviour {
  readonly state: CacheState;
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly node: number;
  private readonly params: CacheParams;
  private readonly policy: Policy;
  private readonly access: Sampler;
  private readonly ttlNs: number;
  private readonly keyCount: number;
  private readonly draw: (n: number) => number;
  private store: Dependency | null = null;
  private truth: Truth | null = null;

  constructor(context: NodeContext<CacheParams>) {
    const { sim, node, id, params, keyCount } = context;
    this.sim = sim;
    this.calls = sim.calls.state;
    this.node = node;
    this.params = params;
    this.keyCount = keyCount;
    this.policy = policyNamed(params.policy);
    this.access = sim.sampler(params.access, node, 'access');
    this.ttlNs =
      params.ttlMs === null ? Number.POSITIVE_INFINITY : Math.round(params.ttlMs * NS_PER_MS);
    const stream = sim.streams.named(id, 'eviction');
    this.draw = (n) => sim.streams.below(stream, n);
    this.state = {
      policy: this.emptyPolicy(),
      version: new Int32Array(keyCount),
      expiresNs: new Float64Array(keyCount),
      loading: new Int32Array(keyCount).fill(-1),
      counters: noCounts(),
      sliceHits: 0,
      sliceMisses: 0,
    };
  }

  private emptyPolicy(): object {
    return this.policy.create({ capacityKeys: this.params.capacityKeys, keyCount: this.keyCount });
  }

  connect({ dependencies, truth }: Connections): void {
    const store = dependencies.find((dependency) => dependency.offer === 'store') ?? null;
    this.store = this.params.strategy === 'cacheAside' ? null : store;
    this.truth = truth;
  }

  accept(call: number): void {
    this.calls.startedNs[call] = this.sim.nowNs;
    this.sim.scheduleCall(this.sim.drawService(this.access, this.node), call, ACCESSED);
  }

  wake(_code: number, call: number): void {
    const key = this.calls.key[call]!;
    switch (this.calls.verb[call]) {
      case GET:
        this.get(call, key);
        return;
      case SET:
        this.put(key, this.calls.version[call]!);
        this.sim.answer(call, SUCCESS);
        return;
      case DELETE:
        this.drop(key);
        this.sim.answer(call, SUCCESS);
        return;
      case WRITE:
        this.write(call, key);
        return;
      default:
        assert(false, `a cache cannot serve verb ${this.calls.verb[call]}`);
    }
  }

  private get(call: number, key: number): void {
    const s = this.state;
    if (this.isFresh(key)) {
      s.counters.hits++;
      s.sliceHits++;
      this.policy.hit(s.policy, key);
      const version = s.version[key]!;
      if (this.truth !== null && version < this.truth.latest(key)) s.counters.staleReads++;
      this.calls.version[call] = version;
      this.calls.flags[call]! |= HIT;
      this.sim.answer(call, SUCCESS);
      return;
    }
    s.counters.misses++;
    s.sliceMisses++;
    if (this.store === null) this.sim.answer(call, SUCCESS);
    else this.load(call, key, this.store);
  }

  /** Resident and not expired; an expired key is taken out on the way. */
  private isFresh(key: number): boolean {
    const s = this.state;
    if (!this.policy.has(s.policy, key)) return false;
    if (this.sim.nowNs <= s.expiresNs[key]!) return true;
    this.policy.remove(s.policy, key);
    s.counters.expired++;
    return false;
  }

  private put(key: number, version: number): void {
    const s = this.state;
    if (this.isFresh(key)) this.policy.hit(s.policy, key);
    else {
      const evicted = this.policy.admit(s.policy, key, this.draw);
      if (evicted === key) return;
      if (evicted !== NONE) s.counters.evictions++;
    }
    s.version[key] = version;
    s.expiresNs[key] = this.sim.nowNs + this.ttlNs;
  }

  private drop(key: number): void {
    this.policy.remove(this.state.policy, key);
  }

  // ---- read-through and write-through ----

  private load(call: number, key: number, store: Dependency): void {
    const c = this.calls;
    const { loading, counters } = this.state;
    const last = loading[key]!;
    loading[key] = call;
    // A circle: the last in line points to the first, so that both ends are one step away.
    if (last < 0) c.next[call] = call;
    else {
      c.next[call] = c.next[last]!;
      c.next[last] = call;
      counters.coalesced++;
      return;
    }
    c.phase[call] = LOADING;
    this.sim.send(call, store.route, READ, c.operation[call]!, key);
  }

  private write(call: number, key: number): void {
    if (this.store === null) {
      this.put(key, this.calls.version[call]!);
      this.sim.answer(call, SUCCESS);
      return;
    }
    this.calls.phase[call] = WRITING;
    this.sim.send(call, this.store.route, WRITE, this.calls.operation[call]!, key);
  }

  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c.phase[frame] === LOADING) this.loaded(child, c.key[frame]!);
    else this.written(frame, child);
  }

  private loaded(child: number, key: number): void {
    const c = this.calls;
    const cause = c.cause[child]!;
    const culprit = c.culprit[child]!;
    const version = c.version[child]!;
    if (cause === SUCCESS) this.put(key, version);
    const last = this.state.loading[key]!;
    this.state.loading[key] = -1;
    for (let call = c.next[last]!; ; ) {
      // Read before answering: the answer frees the record.
      const next = c.next[call]!;
      c.version[call] = version;
      this.sim.answer(call, cause, culprit);
      if (call === last) return;
      call = next;
    }
  }

  private written(frame: number, child: number): void {
    const c = this.calls;
    if (c.cause[child] !== SUCCESS) {
      this.sim.answer(frame, c.cause[child]!, c.culprit[child]!);
      return;
    }
    const key = c.key[frame]!;
    const version = c.version[child]!;
    const { strategy, onWrite } = this.params;
    if (strategy === 'writeThrough' || onWrite === 'update') this.put(key, version);
    else if (onWrite === 'evict') this.drop(key);
    c.version[frame] = version;
    this.sim.answer(frame, SUCCESS);
  }

  // ---- faults ----

  crashed(): void {
    this.empty();
  }

  disturbed(fault: string, _factor: number, began: boolean): void {
    if (fault !== 'flush' || !began) return;
    const keys = this.policy.size(this.state.policy);
    this.state.policy = this.emptyPolicy();
    this.sim.emit(this.node, -1, 'flushed', { keys });
  }

  private empty(): void {
    this.state.policy = this.emptyPolicy();
    this.state.loading.fill(-1);
  }

  // ---- what it shows ----

  level(): number {
    const { capacityKeys } = this.params;
    return capacityKeys === 0 ? 0 : this.policy.size(this.state.policy) / capacityKeys;
  }

  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.sliceHits;
    into[at + 1] = s.sliceMisses;
    into[at + 2] = this.policy.size(s.policy);
    s.sliceHits = 0;
    s.sliceMisses = 0;
  }

  warmedUp(): void {
    this.state.counters = noCounts();
  }

  summarize(): Record<string, unknown> {
    const { hits, misses, evictions, expired, staleReads, coalesced } = this.state.counters;
    return {
      hits,
      misses,
      hitRatio: hits + misses === 0 ? 0 : hits / (hits + misses),
      evictions,
      expired,
      staleReads,
      coalesced,
      residentKeys: this.policy.size(this.state.policy),
    };
  }

  check(): void {
    const size = this.policy.size(this.state.policy);
    assert(size <= this.params.capacityKeys, `a cache holds ${size} keys, more than its capacity`);
  }
}

function traits(params: CacheParams, hasStore: boolean): CacheTraits {
  const isBefore = hasStore && params.strategy !== 'cacheAside';
  return {
    loadsItself: isBefore,
    writesThrough: isBefore && params.strategy === 'writeThrough',
    onWrite: params.onWrite,
  };
}

export const cacheModel: KindModel<CacheParams> = {
  offer: 'cache',
  traits,
  create: (context) => new Cache(context),
};
