/**
 * What the edges hold: one cache for each POP, each in its own eviction order, and one more for the shield. A place is a
 * thing that can be held (a key, of static files or of reads); a slot is a place at a POP.
 */
import type { Streams } from '../../base/random.ts';
import { openedStore } from '../cache/policies/opened-store.ts';
import { type PolicyName, policyNamed } from '../cache/policies/policies.ts';
import { NONE, type Policy } from '../cache/policies/policy.ts';
import type { Keyed, KeyWatcher } from '../keyed.ts';

export interface EdgesState {
  /** Of each POP. */
  policies: object[];
  /** By slot; meaningful while the place is held there. */
  expiresNs: Float64Array;
}

interface EdgesSpec {
  readonly pops: number;
  readonly places: number;
  /** Places of one type of operation: a key each. */
  readonly keyCount: number;
  readonly capacityKeys: number;
  readonly policy: PolicyName;
  readonly streams: Streams;
  readonly evictionStream: number;
}

export class Edges {
  readonly state: EdgesState;
  /** Hears what is done to the keys, while somebody looks. */
  watcher: KeyWatcher | null = null;
  private readonly spec: EdgesSpec;
  private readonly policy: Policy;
  private readonly draw: (n: number) => number;

  constructor(spec: EdgesSpec) {
    this.spec = spec;
    this.policy = policyNamed(spec.policy);
    this.draw = (n) => spec.streams.below(spec.evictionStream, n);
    this.state = {
      policies: this.empty(),
      expiresNs: new Float64Array(spec.pops * spec.places),
    };
  }

  private empty(): object[] {
    const { pops, places, capacityKeys } = this.spec;
    const size = { capacityKeys, keyCount: places };
    return Array.from({ length: pops }, () => this.policy.create(size));
  }

  slot(pop: number, place: number): number {
    return pop * this.spec.places + place;
  }

  /** Held, fresh or not. */
  has(pop: number, place: number): boolean {
    return this.policy.has(this.state.policies[pop]!, place);
  }

  isFresh(pop: number, place: number, nowNs: number): boolean {
    return this.has(pop, place) && nowNs < this.expiresNs(pop, place);
  }

  expiresNs(pop: number, place: number): number {
    return this.state.expiresNs[this.slot(pop, place)]!;
  }

  touch(pop: number, place: number): void {
    this.policy.hit(this.state.policies[pop]!, place);
  }

  /** Puts a place in, or its new copy. True if another had to go. */
  put(pop: number, place: number, expiresNs: number): boolean {
    let evicted = NONE;
    const wasHeld = this.has(pop, place);
    if (wasHeld) this.touch(pop, place);
    else evicted = this.policy.admit(this.state.policies[pop]!, place, this.draw);
    this.watcher?.put(pop, place, wasHeld, evicted);
    if (evicted === place) return false;
    this.state.expiresNs[this.slot(pop, place)] = expiresNs;
    return evicted !== NONE;
  }

  /** How many places all of them hold. */
  get size(): number {
    return this.state.policies.reduce((sum: number, state) => sum + this.policy.size(state), 0);
  }

  clear(): void {
    this.state.policies = this.empty();
    for (let pop = 0; pop < this.spec.pops; pop++) this.watcher?.cleared(pop);
  }

  /** Its keys, for whoever opens it; the shield's come last. */
  opened(ttlNs: number): Keyed {
    const { policy, state, spec } = this;
    const rules = {
      policy: spec.policy,
      capacityKeys: spec.capacityKeys,
      keyCount: spec.places,
      groupKeys: spec.keyCount,
      pinnedKeys: 0,
      preloadedKeys: 0,
      ttlNs,
      staleNs: 0,
      refetchedBy: 'store' as const,
      keepsExpired: true,
      takesWrites: false,
    };
    const storeOf = (pop: number) =>
      openedStore({ rules, policy, state: () => state.policies[pop]! });
    return {
      stores: Array.from({ length: spec.pops }, (_, pop) => storeOf(pop)),
      watch: (watcher) => {
        this.watcher = watcher;
      },
    };
  }
}
