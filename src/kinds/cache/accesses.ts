/**
 * What was asked of a cache in the order in which it happened, for playing it through another policy: look-ups, values
 * that writes put in, deletes, and the moments at which all was lost. Fills are left out: they follow from the misses,
 * and another policy misses at other times. Only a fill that comes when its key has been deleted, or all keys lost,
 * since the miss is a value put in: nothing else tells that it is held.
 */
import { assert } from '../../base/assert.ts';
import type { KeyWatcher, StoreRules } from '../keyed.ts';

/** Accesses kept: at 12 bytes each, 36 MB. Beyond it a comparison ends earlier than the run, and says so. */
export const ACCESSES_MAX = 3_000_000;

export const LOOK_UP = 0;
export const PUT = 1;
export const REMOVE = 2;
export const CLEAR = 3;
const OPERATIONS = 4;

export class AccessLog {
  count = 0;
  lookUps = 0;
  /** From here on accesses were left out. */
  cutAtNs: number | null = null;
  private readonly most: number;
  /** Key × 4 + operation. */
  private words = new Int32Array(1024);
  private times = new Float64Array(1024);

  constructor(most = ACCESSES_MAX) {
    this.most = most;
  }

  add(operation: number, key: number, atNs: number): void {
    if (this.count >= this.most) {
      this.cutAtNs ??= atNs;
      return;
    }
    if (this.count === this.words.length) this.grow();
    assert(key <= 0x1fffffff, 'a key fits into 29 bits');
    this.words[this.count] = key * OPERATIONS + operation;
    this.times[this.count] = atNs;
    this.count++;
    if (operation === LOOK_UP) this.lookUps++;
  }

  operation(index: number): number {
    return this.words[index]! & (OPERATIONS - 1);
  }

  key(index: number): number {
    return this.words[index]! >> 2;
  }

  atNs(index: number): number {
    return this.times[index]!;
  }

  /** How many accesses had happened by a moment, that moment included. */
  countUntil(ns: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle]! <= ns) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
  }
}

const NOTHING = 0;
const FILL = 1;
const LATE_FILL = 2;

/** Writes what happens to one store of a node into a log. */
export class AccessWriter implements KeyWatcher {
  readonly log: AccessLog;
  private readonly store: number;
  private readonly takesWrites: boolean;
  private readonly nowNs: () => number;
  /** By key: what the next value put in would be. */
  private readonly awaited: Uint8Array;

  constructor(of: {
    readonly store: number;
    readonly rules: StoreRules;
    readonly nowNs: () => number;
    readonly most?: number;
  }) {
    const { store, rules, nowNs } = of;
    this.log = new AccessLog(of.most);
    this.store = store;
    this.takesWrites = rules.takesWrites;
    this.nowNs = nowNs;
    this.awaited = new Uint8Array(rules.keyCount);
    for (let key = rules.preloadedKeys - 1; key >= 0; key--) this.log.add(PUT, key, 0);
  }

  lookedUp(store: number, key: number, isHit: boolean): void {
    if (store !== this.store) return;
    if (!isHit) this.awaited[key] = FILL;
    this.log.add(LOOK_UP, key, this.nowNs());
  }

  /** No policy has a part in it. */
  buffered(): void {}

  put(store: number, key: number): void {
    if (store !== this.store) return;
    const awaited = this.awaited[key];
    this.awaited[key] = NOTHING;
    const isValue = awaited === LATE_FILL || (awaited === NOTHING && this.takesWrites);
    if (isValue) this.log.add(PUT, key, this.nowNs());
  }

  removed(store: number, key: number, _wasHeld: boolean, hasExpired: boolean): void {
    if (store !== this.store || hasExpired) return;
    if (this.awaited[key] === FILL) this.awaited[key] = LATE_FILL;
    this.log.add(REMOVE, key, this.nowNs());
  }

  cleared(store: number): void {
    if (store !== this.store) return;
    for (let key = 0; key < this.awaited.length; key++) {
      if (this.awaited[key] === FILL) this.awaited[key] = LATE_FILL;
    }
    this.log.add(CLEAR, 0, this.nowNs());
  }
}
