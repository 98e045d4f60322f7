/**
 * A cache by itself, given the accesses of another: what another policy, or another capacity, would have made of the
 * same traffic. Every miss is filled at once, values live as long as the original's without jitter, and what is deleted,
 * written or lost is so at the same moments.
 * Leaves out: the time that a fill takes, and that callers who are answered faster or slower would ask at other times.
 */
import { Streams } from '../../base/random.ts';
import type { KeyStore, KeyWatcher, StoreRules } from '../keyed.ts';
import { type AccessLog, CLEAR, LOOK_UP, PUT } from './accesses.ts';
import { Contents } from './contents.ts';
import { type PolicyName, policyNamed } from './policies/policies.ts';

/** Only `random` draws; its luck is the same in every replay. */
const SEED = 1;

export class Replayed {
  readonly store: KeyStore;
  /** How many accesses have been played. */
  played = 0;
  private readonly rules: StoreRules;
  private readonly log: AccessLog;
  private readonly contents: Contents;

  constructor(log: AccessLog, rules: StoreRules, policy: PolicyName, capacityKeys: number) {
    const streams = new Streams(SEED);
    this.log = log;
    this.rules = rules;
    this.contents = new Contents({
      policy: policyNamed(policy),
      capacityKeys,
      keyCount: rules.keyCount,
      pinnedKeys: Math.min(rules.pinnedKeys, capacityKeys),
      ttlNs: rules.ttlNs,
      jitterRatio: 0,
      streams,
      evictionStream: streams.named('replay', 'eviction'),
      jitterStream: -1,
    });
    this.store = this.contents.opened({ ...rules, policy });
  }

  watch(watcher: KeyWatcher | null): void {
    this.contents.watcher = watcher;
  }

  /** Plays the accesses before the one at `end`. */
  playTo(end: number): void {
    const { log } = this;
    for (; this.played < end; this.played++) {
      const key = log.key(this.played);
      const atNs = log.atNs(this.played);
      const operation = log.operation(this.played);
      if (operation === LOOK_UP) this.lookUp(key, atNs);
      else if (operation === PUT) this.contents.put(key, 0, atNs);
      else if (operation === CLEAR) this.contents.clear();
      else this.contents.remove(key);
    }
  }

  private lookUp(key: number, nowNs: number): void {
    const { contents, rules } = this;
    if (contents.has(key)) {
      const overdueNs = nowNs - contents.state.expiresNs[key]!;
      if (overdueNs <= rules.staleNs) {
        const isRefetched = overdueNs > 0;
        contents.watcher?.lookedUp(0, key, !isRefetched || rules.refetchedBy === 'store');
        // Served old, to others if not to this caller, and fetched anew meanwhile.
        if (isRefetched) contents.put(key, 0, nowNs);
        else contents.touch(key);
        return;
      }
      if (!rules.keepsExpired) contents.remove(key, true);
    }
    contents.watcher?.lookedUp(0, key, false);
    contents.put(key, 0, nowNs);
  }
}
