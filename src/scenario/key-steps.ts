/**
 * What happened to the keys of a cache, step by step, each with the keys as they stood after it. A step is all that one
 * event of a run did, or one access of a replay.
 */
import type { KeyList, KeyStore, KeyWatcher } from '../kinds/keyed.ts';

export type { KeyList, KeyListName } from '../kinds/keyed.ts';

const NONE = -1;

export interface KeyStep {
  readonly atNs: number;
  /** −1 where the step is about all keys, or none. */
  readonly key: number;
  /** What somebody who asked for the key got. */
  readonly asked: 'hit' | 'miss' | null;
  /** A value was put in: for a newcomer, or over an older value; or the policy refused it. */
  readonly put: 'entered' | 'renewed' | 'refused' | null;
  /** The key that left for the newcomer, or −1. */
  readonly evicted: number;
  /** Why the key was taken out. */
  readonly removed: 'deleted' | 'expired' | null;
  /** All keys were lost at once. */
  readonly cleared: boolean;
  readonly size: number;
  readonly lists: readonly KeyList[];
  /** Who leaves next, should a newcomer come that the policy does not know; −1 where nobody would, or chance decides. */
  readonly nextVictim: number;
}

type Doing = { -readonly [K in keyof Omit<KeyStep, 'size' | 'lists' | 'nextVictim'>]: KeyStep[K] };

/** Hears one store, and keeps its steps. */
export class StepTaker implements KeyWatcher {
  steps: KeyStep[] = [];
  private doing: Doing | null = null;
  private readonly store: number;
  private readonly opened: KeyStore;
  private readonly nowNs: () => number;
  private readonly limit: number;

  constructor(of: {
    readonly store: number;
    readonly opened: KeyStore;
    readonly nowNs: () => number;
    /** Keys of each list, at most. */
    readonly limit: number;
  }) {
    this.store = of.store;
    this.opened = of.opened;
    this.nowNs = of.nowNs;
    this.limit = of.limit;
  }

  /** Begins from the keys as they stand: the first step is that nothing has happened yet. */
  begin(): void {
    this.doing = null;
    this.keep(nothing(this.nowNs()));
  }

  /** Whatever has been told since the last call was one step. Returns whether there was one. */
  endStep(): boolean {
    const { doing } = this;
    if (doing === null) return false;
    this.doing = null;
    this.keep(doing);
    return true;
  }

  private keep(doing: Doing): void {
    const { opened } = this;
    this.steps.push({
      ...doing,
      size: opened.size(),
      lists: opened.lists(this.limit),
      nextVictim: opened.nextVictim(),
    });
  }

  private step(store: number, key: number): Doing | null {
    if (store !== this.store) return null;
    this.doing ??= nothing(this.nowNs());
    if (key !== NONE) this.doing.key = key;
    return this.doing;
  }

  lookedUp(store: number, key: number, isHit: boolean): void {
    const step = this.step(store, key);
    if (step) step.asked = isHit ? 'hit' : 'miss';
  }

  /** Nothing happens to the keys. */
  buffered(): void {}

  put(store: number, key: number, wasHeld: boolean, evicted: number): void {
    const step = this.step(store, key);
    if (!step) return;
    if (evicted === key) step.put = 'refused';
    else {
      step.put = wasHeld ? 'renewed' : 'entered';
      step.evicted = evicted;
    }
  }

  removed(store: number, key: number, wasHeld: boolean, hasExpired: boolean): void {
    if (!wasHeld) return;
    const step = this.step(store, key);
    if (step) step.removed = hasExpired ? 'expired' : 'deleted';
  }

  cleared(store: number): void {
    const step = this.step(store, NONE);
    if (step) step.cleared = true;
  }
}

function nothing(atNs: number): Doing {
  return {
    atNs,
    key: NONE,
    asked: null,
    put: null,
    evicted: NONE,
    removed: null,
    cleared: false,
  };
}
