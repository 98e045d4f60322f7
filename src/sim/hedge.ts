/**
 * Hedged calls: where an answer takes longer than usual, a copy of the call goes to another target, and the first answer
 * counts. `Hedge` says when and whether, for one link; `Twins` keeps the two calls of a pair in step.
 *
 * The first of a pair holds the caller's timeout, so an attempt takes no longer for being hedged. An answer that is a
 * failure counts only once the other has failed too. The loser is cancelled if it still waits for a slot when the word
 * reaches it (`tied`), else its work is wasted.
 * Source: Dean and Barroso, The Tail at Scale (2013): hedged and tied requests.
 */
import { assert } from '../base/assert.ts';
import { msToNs } from '../base/units.ts';
import {
  ABANDONED,
  type Calls,
  CHASED,
  COPY,
  INSIDE,
  LOST,
  ORPHAN,
  OUTWAITED,
  SPENT,
  TWIN,
} from './calls.ts';
import { OVERTAKEN, SUCCESS, TIMEOUT } from './causes.ts';
import { TimerRing } from './timers.ts';

export interface HedgeSpec {
  /** Pause before the copy leaves; with a quantile, where its tracking begins. */
  readonly afterMs: number;
  /** The delay follows this quantile of the answers' times; null: it stays. */
  readonly quantile: number | null;
  /** Copies allowed per first call. */
  readonly maxRatio: number;
  /** Whether a loser that still waits for a slot is cancelled. */
  readonly tied: boolean;
}

/**
 * How far one answer moves a tracked delay: a tenfold rise takes some 120 late answers, and at rest the delay strays by a
 * few per cent.
 */
const STEP = 0.02;
/** Copies that a quiet time may save up: enough for one request that asks a thousand leaves. */
const SAVED_COPIES = 100;

/** One link's rule. Late and early answers are all that it learns from, so a copy that cuts an answer short hides nothing. */
export class Hedge {
  readonly state: { delayNs: number; tokens: number };
  readonly ring: TimerRing;
  readonly tied: boolean;
  private readonly quantile: number | null;
  private readonly maxRatio: number;

  constructor({ afterMs, quantile, maxRatio, tied }: HedgeSpec) {
    this.state = { delayNs: msToNs(afterMs), tokens: 0 };
    this.ring = new TimerRing(this.state.delayNs, 'hedge');
    this.quantile = quantile;
    this.maxRatio = maxRatio;
    this.tied = tied;
  }

  /** A first call left. */
  deposit(): void {
    this.state.tokens = Math.min(SAVED_COPIES, this.state.tokens + this.maxRatio);
  }

  /** An answer came before the delay had passed. */
  early(): void {
    if (this.quantile !== null) this.scale(1 - STEP * (1 - this.quantile));
  }

  /** A delay has passed without an answer. */
  late(): void {
    if (this.quantile !== null) this.scale(1 + STEP * this.quantile);
  }

  get allows(): boolean {
    return this.state.tokens >= 1;
  }

  take(): void {
    this.state.tokens -= 1;
  }

  private scale(by: number): void {
    this.state.delayNs = Math.max(1, this.state.delayNs * by);
  }
}

/** What a pair needs of those who carry calls. */
export interface TwinsHost {
  readonly calls: Calls;
  /** Another attempt begins now. */
  setOff(call: number): void;
  hedgeOf(call: number): Hedge | null;
  /** Gives the copy another target than the first; false where there is none. */
  chooseOther(copy: number, first: number): boolean;
  /** Whether the caller's own breaker lets it go. */
  mayLeave(copy: number): boolean;
  /** A record for another call of the same attempt. */
  successor(call: number): number;
  /** The call, its target chosen, sets off now. */
  travel(call: number): void;
  /** The call is over for its caller: recorded, and its route told. */
  close(call: number): void;
  /** Word that the call is not wanted any more sets off after it. */
  chase(call: number): void;
}

export class Twins {
  private readonly host: TwinsHost;

  constructor(host: TwinsHost) {
    this.host = host;
  }

  /** The delay has passed: a copy leaves, if the caller still waits, the budget allows it, and there is another target. */
  hedge(call: number): void {
    const { host } = this;
    const c = host.calls.state;
    const hedge = host.hedgeOf(call)!;
    if ((c.flags[call]! & ABANDONED) !== 0 || c.parent[call] === ORPHAN) return;
    c.flags[call]! |= OUTWAITED;
    hedge.late();
    if (!hedge.allows) return;
    const copy = host.successor(call);
    if (!host.chooseOther(copy, call) || !host.mayLeave(copy)) {
      host.calls.release(copy);
      return;
    }
    hedge.take();
    c.flags[call]! |= TWIN;
    c.flags[copy]! |= TWIN | COPY;
    c.twin[call] = copy;
    c.twin[copy] = call;
    host.setOff(copy);
    host.travel(copy);
  }

  /** One of a pair has its answer. True: that answer counts, and the other is dealt with. False: the other one decides. */
  settle(call: number): boolean {
    const { host } = this;
    const c = host.calls.state;
    const isFirst = (c.flags[call]! & COPY) === 0;
    const isOtherSpent = (c.flags[c.twin[call]!]! & SPENT) !== 0;
    if (c.cause[call] === SUCCESS || isOtherSpent) {
      const other = this.unlink(call);
      if (isOtherSpent) host.calls.release(other);
      else this.drop(other, OVERTAKEN);
      return true;
    }
    host.close(call);
    if (isFirst) {
      // It stays as the bearer of the timeout until its copy is through.
      c.flags[call]! |= SPENT;
    } else {
      this.unlink(call);
      host.calls.release(call);
    }
    return false;
  }

  /** The first of a pair has run out of time, and so has its copy. */
  expire(call: number): void {
    assert((this.host.calls.state.flags[call]! & COPY) === 0, 'a copy has no timeout of its own');
    this.drop(this.unlink(call), TIMEOUT);
  }

  /** Their caller is dead: each goes its own way, and one that only bore the timeout is freed. */
  part(call: number): void {
    const { calls } = this.host;
    const other = this.unlink(call);
    for (const one of [call, other]) {
      if ((calls.state.flags[one]! & SPENT) !== 0) calls.release(one);
    }
  }

  private unlink(call: number): number {
    const c = this.host.calls.state;
    const other = c.twin[call]!;
    c.flags[call]! &= ~TWIN;
    c.flags[other]! &= ~TWIN;
    return other;
  }

  /** Nobody waits for this one any more. */
  private drop(call: number, cause: number): void {
    const { host } = this;
    const c = host.calls.state;
    const held = c.cause[call]!;
    const culprit = c.culprit[call]!;
    c.cause[call] = cause;
    c.culprit[call] = c.node[call]!;
    c.flags[call]! |= ABANDONED;
    host.close(call);
    if ((c.flags[call]! & LOST) !== 0) {
      host.calls.release(call);
      return;
    }
    // What its server makes of it is the server's.
    c.cause[call] = held;
    c.culprit[call] = culprit;
    const isAnswered = !Number.isNaN(c.answeredNs[call]!);
    if (isAnswered || cause === TIMEOUT || !host.hedgeOf(call)?.tied) return;
    c.flags[call]! |= CHASED;
    host.chase(call);
  }

  /**
   * The word has caught up with a call that is not wanted. True: it still waits for a slot and may be taken out. A call
   * that a full pipe has held back arrives later, and is served in vain.
   */
  isCaught(call: number): boolean {
    const { calls } = this.host;
    const c = calls.state;
    c.flags[call]! &= ~CHASED;
    if ((c.flags[call]! & INSIDE) !== 0) return Number.isNaN(c.startedNs[call]!);
    if (!Number.isNaN(c.arrivedNs[call]!)) calls.release(call);
    return false;
  }
}
