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
  type Call,
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

  /** An answer is back: perhaps before the delay had passed. */
  noteEarly({ cause }: Pick<Call, 'cause'>, flags: number): void {
    if (cause === SUCCESS && (flags & (COPY | OUTWAITED)) === 0) this.early();
  }

  private early(): void {
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
    const c = host.calls.records;
    const hedge = host.hedgeOf(call)!;
    if ((c[call]!.flags & ABANDONED) !== 0 || c[call]!.parent === ORPHAN) return;
    c[call]!.flags |= OUTWAITED;
    hedge.late();
    if (!hedge.allows) return;
    const copy = host.successor(call);
    if (!host.chooseOther(copy, call) || !host.mayLeave(copy)) {
      host.calls.giveBack(copy);
      return;
    }
    hedge.take();
    c[call]!.flags |= TWIN;
    c[copy]!.flags |= TWIN | COPY;
    c[call]!.twin = copy;
    c[copy]!.twin = call;
    host.setOff(copy);
    host.travel(copy);
  }

  /** One of a pair has its answer. True: that answer counts, and the other is dealt with. False: the other one decides. */
  settle(call: number): boolean {
    const { host } = this;
    const c = host.calls.records;
    const isFirst = (c[call]!.flags & COPY) === 0;
    const isOtherSpent = (c[c[call]!.twin]!.flags & SPENT) !== 0;
    if (c[call]!.cause === SUCCESS || isOtherSpent) {
      const other = this.unlink(call);
      if (isOtherSpent) host.calls.giveBack(other);
      else this.drop(other, OVERTAKEN);
      return true;
    }
    host.close(call);
    if (isFirst) {
      // It stays as the bearer of the timeout until its copy is through.
      c[call]!.flags |= SPENT;
    } else {
      this.unlink(call);
      host.calls.giveBack(call);
    }
    return false;
  }

  /** The first of a pair has run out of time, and so has its copy. */
  expire(call: number): void {
    assert((this.host.calls.records[call]!.flags & COPY) === 0, 'a copy has no timeout of its own');
    this.drop(this.unlink(call), TIMEOUT);
  }

  /** Their caller is dead: each goes its own way, and one that only bore the timeout is freed. */
  part(call: number): void {
    const { calls } = this.host;
    const other = this.unlink(call);
    for (const one of [call, other]) {
      if ((calls.records[one]!.flags & SPENT) !== 0) calls.giveBack(one);
    }
  }

  private unlink(call: number): number {
    const c = this.host.calls.records;
    const other = c[call]!.twin;
    c[call]!.flags &= ~TWIN;
    c[other]!.flags &= ~TWIN;
    return other;
  }

  /** Nobody waits for this one any more. */
  private drop(call: number, cause: number): void {
    const { host } = this;
    const c = host.calls.records;
    const held = c[call]!.cause;
    const culprit = c[call]!.culprit;
    c[call]!.cause = cause;
    c[call]!.culprit = c[call]!.node;
    c[call]!.flags |= ABANDONED;
    host.close(call);
    if ((c[call]!.flags & LOST) !== 0) {
      host.calls.giveBack(call);
      return;
    }
    // What its server makes of it is the server's.
    c[call]!.cause = held;
    c[call]!.culprit = culprit;
    const isAnswered = !Number.isNaN(c[call]!.answeredNs);
    if (isAnswered || cause === TIMEOUT || !host.hedgeOf(call)?.tied) return;
    c[call]!.flags |= CHASED;
    host.chase(call);
  }

  /**
   * The word has caught up with a call that is not wanted. True: it still waits for a slot and may be taken out. A call
   * that a full pipe has held back arrives later, and is served in vain.
   */
  isCaught(call: number): boolean {
    const { calls } = this.host;
    const c = calls.records;
    c[call]!.flags &= ~CHASED;
    if ((c[call]!.flags & INSIDE) !== 0) return Number.isNaN(c[call]!.startedNs);
    if (!Number.isNaN(c[call]!.arrivedNs)) calls.giveBack(call);
    return false;
  }
}
