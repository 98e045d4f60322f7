/**
 * One cache over a whole run: how often it hit in each slice of time, what it was asked, and what other policies, the
 * best possible one and theory would have made of that. The scenario is run once more from its start, with a listener.
 */
import { AccessWriter, LOOK_UP } from '../kinds/cache/accesses.ts';
import { bestPossible } from '../kinds/cache/best-possible.ts';
import { type PolicyName, policyNames } from '../kinds/cache/policies/policies.ts';
import { fifoHitRatio, lruHitRatio } from '../kinds/cache/prediction.ts';
import { Replayed } from '../kinds/cache/replayed.ts';
import type { KeyListName, KeyStore, KeyWatcher, StoreRules } from '../kinds/keyed.ts';
import type { Simulation } from '../sim/simulation.ts';
import { compile } from './compile.ts';
import { type KeyStep, StepTaker } from './key-steps.ts';
import { keyedOf } from './peek.ts';
import { type Popularity, popularityOf } from './popularity.ts';
import type { Scenario } from './schema.ts';

export { type PolicyName, policyNames };

/** Hits and misses of a stretch of time, or of all. */
export interface Tally {
  hits: number;
  misses: number;
  evictions: number;
}

/** Counts by slice of the recording, and in all after the warm-up, as the summary counts. */
export interface Curve {
  readonly hits: Float64Array;
  readonly misses: Float64Array;
  readonly evictions: Float64Array;
  readonly counted: Tally;
}

/** Why theory's figure should not be expected of this run. */
export const doubts = ['sequential', 'filtered', 'expiry', 'deletes', 'flushed'] as const;
export type Doubt = (typeof doubts)[number];

export interface CacheStudy {
  readonly rules: StoreRules;
  readonly stores: number;
  /** As the run itself had it. */
  readonly measured: Curve;
  /** Hits of the run by the list in which the key stood, where the policy has several; by slice. */
  readonly byList: readonly { readonly name: KeyListName; readonly hits: Float64Array }[];
  /** No policy of this capacity could have hit oftener. */
  readonly best: Curve;
  /** What theory predicts for LRU of this capacity. */
  readonly predicted: number;
  readonly doubts: readonly Doubt[];
  readonly lookUps: number;
  /** Look-ups that found a value past its time, or taken out for that. */
  readonly expired: number;
  readonly deleted: number;
  /** Answered from the write buffer alone: no policy has a part in them, so they are in no figure here. */
  readonly buffered: number;
  /** Where the accesses became too many to keep; what follows is left out of every curve but the measured. */
  readonly cutAtNs: number | null;
}

/** Another policy on the same accesses. */
export interface Comparison {
  readonly policy: PolicyName;
  readonly capacityKeys: number;
  readonly curve: Curve;
  readonly best: Tally;
  /** Where theory has a figure for the policy. */
  readonly predicted: number | null;
}

/** Something that happens to one access in two hundred does not move a ratio visibly. */
const NOTICEABLE = 0.005;
/** Keys of each list of a comparison that is looked into. */
const STEPS_MAX = 400;

interface Slicing {
  readonly sliceNs: number;
  readonly slices: number;
  readonly warmupNs: number;
}

export class CacheRerun {
  private readonly scenario: Scenario;
  private readonly sim: Simulation;
  private readonly store: KeyStore;
  private readonly stores: number;
  private readonly slicing: Slicing;
  private readonly writer: AccessWriter;
  private readonly tally: StoreTally;
  private popularity: Popularity | null = null;
  private replayed: { readonly key: string; readonly cache: Replayed } | null = null;

  /** Null where the node has no such keys. */
  static of(scenario: Scenario, node: string, store: number): CacheRerun | null {
    const sim = compile(scenario, { keepsSeries: false });
    const keyed = keyedOf(sim, node);
    const opened = keyed?.stores[store];
    if (!keyed || !opened) return null;
    const rerun = new CacheRerun(scenario, sim, opened, keyed.stores.length, store);
    keyed.watch(rerun.tally);
    return rerun;
  }

  private constructor(
    scenario: Scenario,
    sim: Simulation,
    opened: KeyStore,
    stores: number,
    store: number,
  ) {
    const { sliceNs, durationNs, warmupNs } = sim.spec;
    const nowNs = () => sim.nowNs;
    this.scenario = scenario;
    this.sim = sim;
    this.store = opened;
    this.stores = stores;
    this.slicing = { sliceNs, slices: Math.max(1, Math.ceil(durationNs / sliceNs)), warmupNs };
    this.writer = new AccessWriter({ store, rules: opened.rules, nowNs });
    this.tally = new StoreTally(store, opened, this.writer, this.slicing, nowNs);
  }

  /** A bounded piece; true while there is more up to where the run itself has come. */
  advance(events: number, end: { readonly nowNs: number; readonly events: number }): boolean {
    const { sim } = this;
    const most = Math.min(events, end.events - sim.events);
    return most > 0 && sim.advance(end.nowNs, most) === most;
  }

  finish(): CacheStudy {
    const { rules } = this.store;
    const { tally } = this;
    const { log } = this.writer;
    this.popularity = popularityOf(this.scenario, log, rules);
    return {
      rules,
      stores: this.stores,
      measured: tally.curve,
      byList: tally.byList(),
      best: this.bestCurve(rules.capacityKeys),
      predicted: this.theory(lruHitRatio, this.popularity, rules.capacityKeys),
      doubts: this.doubtsOf(this.popularity),
      lookUps: log.lookUps,
      expired: tally.expired,
      deleted: tally.deleted,
      buffered: tally.bufferedReads,
      cutAtNs: log.cutAtNs,
    };
  }

  private doubtsOf({ isMeasured, isSequential }: Popularity): Doubt[] {
    const { expired, deleted, flushes } = this.tally;
    const noticeable = NOTICEABLE * this.writer.log.lookUps;
    const found: Record<Doubt, boolean> = {
      sequential: isSequential,
      filtered: isMeasured && !isSequential,
      expiry: expired > noticeable,
      deletes: deleted > noticeable,
      flushed: flushes > 0,
    };
    return doubts.filter((doubt) => found[doubt]);
  }

  private bestCurve(capacityKeys: number): Curve {
    const { log } = this.writer;
    const hits = bestPossible(log, { ...this.store.rules, capacityKeys });
    const curve = emptyCurve(this.slicing.slices);
    for (let i = 0; i < log.count; i++) {
      if (log.operation(i) !== LOOK_UP) continue;
      count(curve, hits[i] === 1 ? 'hits' : 'misses', log.atNs(i), this.slicing);
    }
    return curve;
  }

  compare(policy: PolicyName, capacityKeys: number): Comparison {
    const { log } = this.writer;
    const cache = new Replayed(log, this.store.rules, policy, capacityKeys);
    const curve = emptyCurve(this.slicing.slices);
    let index = 0;
    cache.watch({
      lookedUp: (_store, _key, isHit) =>
        count(curve, isHit ? 'hits' : 'misses', log.atNs(index), this.slicing),
      put: (_store, key, _wasHeld, evicted) => {
        if (evicted >= 0 && evicted !== key) {
          count(curve, 'evictions', log.atNs(index), this.slicing);
        }
      },
      buffered: () => undefined,
      removed: () => undefined,
      cleared: () => undefined,
    });
    for (; index < log.count; index++) cache.playTo(index + 1);
    return {
      policy,
      capacityKeys,
      curve,
      best: this.bestCurve(capacityKeys).counted,
      predicted: this.predictedFor(policy, capacityKeys),
    };
  }

  private predictedFor(policy: PolicyName, capacityKeys: number): number | null {
    const { rules } = this.store;
    this.popularity ??= popularityOf(this.scenario, this.writer.log, rules);
    if (policy === 'lru') return this.theory(lruHitRatio, this.popularity, capacityKeys);
    if (policy !== 'fifo' && policy !== 'random') return null;
    return this.theory(fifoHitRatio, this.popularity, capacityKeys);
  }

  /** Pinned keys always hit, and the others share the places that are left. */
  private theory(
    formula: typeof lruHitRatio,
    { shares }: Popularity,
    capacityKeys: number,
  ): number {
    const pinned = Math.min(this.store.rules.pinnedKeys, capacityKeys);
    const always = shares.subarray(0, pinned).reduce((sum, share) => sum + share, 0);
    return always + formula(shares.subarray(pinned), capacityKeys - pinned);
  }

  /** The steps of another policy over the same stretch of time, the first one being how its keys stood at the start. */
  steps(
    other: { readonly policy: PolicyName; readonly capacityKeys: number },
    span: { readonly fromNs: number; readonly toNs: number },
    limit: number,
  ): readonly KeyStep[] {
    const { log } = this.writer;
    const first = log.countUntil(span.fromNs);
    const end = Math.min(log.countUntil(span.toNs), first + STEPS_MAX);
    const cache = this.replayedTo(other, first);
    let atNs = span.fromNs;
    const taker = new StepTaker({
      store: 0,
      opened: cache.store,
      nowNs: () => atNs,
      limit,
    });
    taker.begin();
    cache.watch(taker);
    for (let index = first; index < end; index++) {
      atNs = log.atNs(index);
      cache.playTo(index + 1);
      taker.endStep();
    }
    cache.watch(null);
    return taker.steps;
  }

  forgetSteps(): void {
    this.replayed = null;
  }

  /** Going on from where the last look ended, if that is before; else from the start. */
  private replayedTo(
    { policy, capacityKeys }: { readonly policy: PolicyName; readonly capacityKeys: number },
    access: number,
  ): Replayed {
    const key = `${policy} ${capacityKeys}`;
    if (this.replayed?.key !== key || this.replayed.cache.played > access) {
      const { log } = this.writer;
      this.replayed = { key, cache: new Replayed(log, this.store.rules, policy, capacityKeys) };
    }
    this.replayed.cache.playTo(access);
    return this.replayed.cache;
  }
}

/** Counts what the run does to one store, and passes it on to the log. */
class StoreTally implements KeyWatcher {
  readonly curve: Curve;
  expired = 0;
  deleted = 0;
  bufferedReads = 0;
  flushes = 0;
  private readonly writer: AccessWriter;
  private readonly store: number;
  private readonly opened: KeyStore;
  private readonly slicing: Slicing;
  private readonly nowNs: () => number;
  /** Several lists hold keys, so that it matters in which one was hit. */
  private readonly isDivided: boolean;
  private readonly hitsIn: readonly Float64Array[];

  constructor(
    store: number,
    opened: KeyStore,
    writer: AccessWriter,
    slicing: Slicing,
    nowNs: () => number,
  ) {
    this.store = store;
    this.opened = opened;
    this.writer = writer;
    this.slicing = slicing;
    this.nowNs = nowNs;
    this.curve = emptyCurve(slicing.slices);
    const lists = opened.lists(0);
    this.isDivided = lists.filter((list) => !list.ghost).length > 1;
    this.hitsIn = lists.map(() => new Float64Array(this.isDivided ? slicing.slices : 0));
  }

  byList(): CacheStudy['byList'] {
    if (!this.isDivided) return [];
    return this.opened
      .lists(0)
      .flatMap(({ name, ghost }, i) => (ghost ? [] : [{ name, hits: this.hitsIn[i]! }]));
  }

  lookedUp(store: number, key: number, isHit: boolean): void {
    if (store !== this.store) return;
    const slice = count(this.curve, isHit ? 'hits' : 'misses', this.nowNs(), this.slicing);
    if (isHit && this.isDivided) this.hitsIn[this.opened.listOf(key)]![slice]!++;
    // Some expire in their place: what is held and not served is past its time.
    if (!isHit && this.opened.has(key)) this.expired++;
    this.writer.lookedUp(store, key, isHit);
  }

  buffered(store: number): void {
    if (store === this.store) this.bufferedReads++;
  }

  put(store: number, key: number, _wasHeld: boolean, evicted: number): void {
    if (store !== this.store) return;
    if (evicted >= 0 && evicted !== key) {
      count(this.curve, 'evictions', this.nowNs(), this.slicing);
    }
    this.writer.put(store, key);
  }

  removed(store: number, key: number, wasHeld: boolean, hasExpired: boolean): void {
    if (store !== this.store) return;
    if (wasHeld && hasExpired) this.expired++;
    else if (wasHeld) this.deleted++;
    this.writer.removed(store, key, wasHeld, hasExpired);
  }

  cleared(store: number): void {
    if (store !== this.store) return;
    this.flushes++;
    this.writer.cleared(store);
  }
}

function emptyCurve(slices: number): Curve {
  return {
    hits: new Float64Array(slices),
    misses: new Float64Array(slices),
    evictions: new Float64Array(slices),
    counted: { hits: 0, misses: 0, evictions: 0 },
  };
}

/** Returns the slice that it was counted in. */
function count(curve: Curve, what: keyof Tally, atNs: number, slicing: Slicing): number {
  const slice = Math.min(slicing.slices - 1, Math.floor(atNs / slicing.sliceNs));
  curve[what][slice]!++;
  if (atNs >= slicing.warmupNs) curve.counted[what]++;
  return slice;
}
