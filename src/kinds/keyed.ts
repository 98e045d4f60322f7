/**
 * What a kind that keeps keys in an eviction order shows to whoever opens it: its keys as they stand, and every
 * operation on them as it happens. It only shows: nothing in a run depends on whether somebody looks.
 */

export type KeyListName =
  | 'recency'
  | 'queue'
  | 'ring'
  | 'frequency'
  | 'slots'
  | 'small'
  | 'main'
  | 'ghost'
  | 'a1in'
  | 'am'
  | 'a1out'
  | 't1'
  | 't2'
  | 'b1'
  | 'b2'
  | 'window'
  | 'probation'
  | 'protected'
  | 'pinned';

/**
 * One list of a policy as the page shows it: from the newcomers' end to the victims' end, except
 * for a ring.
 */
export interface KeyList {
  readonly name: KeyListName;
  /** How many keys the list holds; `keys` shows all of them or `limit`. */
  readonly size: number;
  readonly keys: readonly number[];
  /**
   * Where keys were left out, as an index into `keys`: both ends are shown, for newcomers and
   * victims are there.
   */
  readonly gap?: number;
  /** The keys are remembered, not resident. */
  readonly ghost?: true;
  /** A bit or a frequency beside each of `keys`. */
  readonly marks?: readonly number[];
  /** The key that the hand points at; it may stand in the gap. */
  readonly hand?: number;
  /** How many keys the policy means the list to hold, where it divides its room: fixed, or ARC's moving target. */
  readonly room?: number;
}

/** Which rules a store follows: enough to play the same accesses through another policy. */
export interface StoreRules {
  /** A name in the table of policies. */
  readonly policy: string;
  readonly capacityKeys: number;
  /** Keys are 0 … keyCount − 1. */
  readonly keyCount: number;
  /** So many clients' keys make a group, one group for each kind of thing that is kept. */
  readonly groupKeys: number;
  /** Keys 0 … n − 1 have places of their own, outside the policy. */
  readonly pinnedKeys: number;
  /** Keys 0 … n − 1 are there at the start, the first of them as the newest. */
  readonly preloadedKeys: number;
  /** How long a key lives from its fill, nanoseconds; infinite for ever. */
  readonly ttlNs: number;
  /** How long after that it is still served, while it is fetched anew. */
  readonly staleNs: number;
  /** Who fetches it: the store, while nobody misses, or the first caller to ask, who misses. */
  readonly refetchedBy: 'store' | 'caller';
  /** What has expired keeps its place until it is evicted or filled again. */
  readonly keepsExpired: boolean;
  /** Writes put values in, and not misses alone. */
  readonly takesWrites: boolean;
}

/** One set of keys in one eviction order. A cache has one, a CDN one for each point of presence. */
export interface KeyStore {
  readonly rules: StoreRules;
  /** How many keys it holds. */
  size(): number;
  /** Its keys in the policy's own order, at most `limit` of each list. */
  lists(limit: number): readonly KeyList[];
  /** The key that would be evicted if one came that the policy does not know, or −1. Chance has no next victim. */
  nextVictim(): number;
  /** Whether it holds a key, be its value past its time. */
  has(key: number): boolean;
  /** In which of the lists a key stands that is held. */
  listOf(key: number): number;
}

/** Hears every operation on the keys of a node, as it happens. `store` is the index among the node's stores. */
export interface KeyWatcher {
  /** Somebody asks for a key. A hit is told before the policy notes it. */
  lookedUp(store: number, key: number, isHit: boolean): void;
  /** Somebody asks for a key that no list holds, and gets a written value that waits for its database. */
  buffered(store: number, key: number): void;
  /**
   * A value has been put in. `wasHeld`: in the place of an older one. `evicted`: the key that left for it, the key itself
   * where the policy refused it, else −1.
   */
  put(store: number, key: number, wasHeld: boolean, evicted: number): void;
  /** A key is to go: deleted, held or not, or found past its time. */
  removed(store: number, key: number, wasHeld: boolean, hasExpired: boolean): void;
  /** All keys have gone: a crash, a flush. */
  cleared(store: number): void;
}

/** What such a kind's behaviour offers. */
export interface Keyed {
  /** Stores stay the same objects for as long as the run exists; what they say changes with it. */
  readonly stores: readonly KeyStore[];
  /** Null: nobody listens, as at the start. */
  watch(watcher: KeyWatcher | null): void;
}
