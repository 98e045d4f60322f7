/**
 * What a cache holds: keys in the eviction policy's own order, each with the version of its value and the time at which
 * it expires. Pinned keys stand beside the policy: their places are taken from its capacity, and nothing evicts them.
 */
import type { Streams } from '../../base/random.ts';
import type { KeyStore, KeyWatcher, StoreRules } from '../keyed.ts';
import { openedStore } from './policies/opened-store.ts';
import { NONE, type Policy } from './policies/policy.ts';

export interface ContentsState {
  policy: object;
  /** By pinned key: 1 while it is held. Its place stays its own when it is not. */
  pinned: Uint8Array;
  pinnedHeld: number;
  /** By key; meaningful while the key is held. */
  version: Int32Array;
  expiresNs: Float64Array;
}

export interface ContentsSpec {
  readonly policy: Policy;
  readonly capacityKeys: number;
  readonly keyCount: number;
  /** Keys 0 … n − 1 are pinned. */
  readonly pinnedKeys: number;
  /** How long a key lives, nanoseconds; infinite for ever. */
  readonly ttlNs: number;
  /** Every life is longer or shorter by up to this share. */
  readonly jitterRatio: number;
  readonly streams: Streams;
  /** Streams that evictions and lives draw from; −1 where lives draw nothing. */
  readonly evictionStream: number;
  readonly jitterStream: number;
}

export class Contents {
  readonly state: ContentsState;
  /** Hears what is done to the keys, while somebody looks. */
  watcher: KeyWatcher | null = null;
  private readonly spec: ContentsSpec;
  private readonly policy: Policy;
  private readonly draw: (n: number) => number;

  constructor(spec: ContentsSpec) {
    this.spec = spec;
    this.policy = spec.policy;
    this.draw = (n) => spec.streams.below(spec.evictionStream, n);
    this.state = {
      policy: this.emptyPolicy(),
      pinned: new Uint8Array(spec.pinnedKeys),
      pinnedHeld: 0,
      version: new Int32Array(spec.keyCount),
      expiresNs: new Float64Array(spec.keyCount),
    };
  }

  private emptyPolicy(): object {
    const { capacityKeys, keyCount, pinnedKeys } = this.spec;
    return this.policy.create({ capacityKeys: capacityKeys - pinnedKeys, keyCount });
  }

  get size(): number {
    return this.policy.size(this.state.policy) + this.state.pinnedHeld;
  }

  has(key: number): boolean {
    const { pinned, policy } = this.state;
    return key < pinned.length ? pinned[key] === 1 : this.policy.has(policy, key);
  }

  /** A held key is read, or written over. */
  touch(key: number): void {
    if (key >= this.state.pinned.length) this.policy.hit(this.state.policy, key);
  }

  /** Puts a key in, or a new value in its place. Returns the key evicted for it, `NONE`, or the key itself if refused. */
  put(key: number, version: number, nowNs: number): number {
    const s = this.state;
    let evicted = NONE;
    const wasHeld = this.has(key);
    if (wasHeld) this.touch(key);
    else if (key < s.pinned.length) {
      s.pinned[key] = 1;
      s.pinnedHeld++;
    } else {
      evicted = this.policy.admit(s.policy, key, this.draw);
    }
    if (evicted !== key) {
      s.version[key] = version;
      s.expiresNs[key] = nowNs + this.lifeNs();
    }
    this.watcher?.put(0, key, wasHeld, evicted);
    return evicted;
  }

  private lifeNs(): number {
    const { ttlNs, jitterRatio, jitterStream, streams } = this.spec;
    if (jitterStream < 0) return ttlNs;
    return Math.round(ttlNs * (1 + jitterRatio * (2 * streams.uniform(jitterStream) - 1)));
  }

  /** Takes a key out; one that is not held is left alone. */
  remove(key: number, hasExpired = false): void {
    const s = this.state;
    this.watcher?.removed(0, key, this.has(key), hasExpired);
    if (key >= s.pinned.length) this.policy.remove(s.policy, key);
    else if (s.pinned[key] === 1) {
      s.pinned[key] = 0;
      s.pinnedHeld--;
    }
  }

  clear(): void {
    this.state.policy = this.emptyPolicy();
    this.state.pinned.fill(0);
    this.state.pinnedHeld = 0;
    this.watcher?.cleared(0);
  }

  opened(
    rules: Pick<
      StoreRules,
      'policy' | 'preloadedKeys' | 'staleNs' | 'refetchedBy' | 'keepsExpired' | 'takesWrites'
    >,
  ): KeyStore {
    const { policy, state } = this;
    const { capacityKeys, keyCount, pinnedKeys, ttlNs } = this.spec;
    return openedStore({
      rules: { ...rules, capacityKeys, keyCount, groupKeys: keyCount, pinnedKeys, ttlNs },
      policy,
      state: () => state.policy,
      pinned: state.pinned,
    });
  }
}
