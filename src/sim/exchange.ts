/**
 * Calls between nodes: they leave over a link, arrive, are answered or lost, time out, are tried again; and every
 * arrival and departure is counted.
 *
 * Models: half the round trip each way, loss, the caller's timeout, retries, circuit breaker and connection pool.
 * Leaves out: cancellation (a caller that gives up does not stop the server: the usual case without deadlines),
 * connection set-up.
 *
 * A call over a link without latency is handed on at once, inside the same event.
 */
import { broken } from '../base/assert.ts';
import { scramble } from '../base/random.ts';
import { type Door, HEALTHY, REFUSES, SWALLOWS } from './behaviour.ts';
import { BLOCKED, PROBING } from './breaker.ts';
import {
  ABANDONED,
  type Call,
  CHASED,
  COPY,
  COUNTED,
  HELD_UP,
  HIT,
  INSIDE,
  LIVE,
  LOST,
  NO_PARENT,
  ORPHAN,
  OUTWAITED,
  PIPED,
  POOLED,
  PROBE,
  RESTING,
  SAMPLED,
  SPENT,
  STALE,
  TWIN,
  WRITES,
} from './calls.ts';
import {
  BREAKER_OPEN,
  NO_CONNECTION,
  NO_TARGET,
  OVERTAKEN,
  REFUSED,
  SUCCESS,
  TIMEOUT,
} from './causes.ts';
import { Twins } from './hedge.ts';
import type { Journal } from './journal.ts';
import { ANSWER, ARRIVE, CANCEL, RETRY } from './kernel.ts';
import type { CallerPolicy, Link, Route } from './link.ts';
import { countArrival, countDeparture, countFailure, countLatency } from './measure.ts';
import { Patience } from './patience.ts';
import { Connections } from './pool.ts';
import { WRITE_TYPE } from './recording.ts';

/** The time of what has not happened. */
const NOT_YET = Number.NaN;

/**
 * What nearly every call goes through is kept short, and what few do stands in methods of its own: V8 takes only so many
 * bytes of code into one function, and a call that is not taken in costs a tenth of a hop.
 */
export abstract class Exchange extends Patience {
  /** While open, every hop is recorded, not a sample. */
  lensOpen = false;
  protected readonly doors: Door[] = [];
  /** Listens, while a part of the run is looked at again: which call made which. */
  protected journal: Journal | null = null;

  protected readonly twins = new Twins({
    calls: this.calls,
    setOff: (call) => this.departs(call, this.calls.records[call]!),
    hedgeOf: (call) => this.linkOf(call).hedge,
    chooseOther: (copy, first) =>
      this.routes[this.calls.records[first]!.route]!.chooseOther?.(copy, first) ?? false,
    mayLeave: (copy) => {
      const { policy } = this.linkOf(copy);
      return policy === null || this.mayLeave(copy, policy, false);
    },
    successor: (call) => this.successor(call),
    travel: (call) => {
      const link = this.linkOf(call);
      if (this.hasConnection(call, link)) this.sendOut(call, this.calls.records[call]!, link);
    },
    close: (call) => this.conclude(call, this.linkOf(call)),
    chase: (call) => this.chase(call),
  });

  protected readonly connections = new Connections({
    calls: this.calls,
    planLeaving: (call) => this.calendar.plan(this.clock.nowNs, RETRY, call),
    cancel: (event) => this.calendar.cancel(event),
    startTimer: (timer, call) => this.startTimer(timer, call),
    clock: this.clock,
  });

  protected linkOf(call: number): Link {
    return this.links[this.calls.records[call]!.link]!;
  }

  // ---- calls ----

  /**
   * A client's request begins: its frame lives inside the client until `finish`. A frame is a record of the pool that
   * never travels, so most of a record's fields say nothing in it.
   */
  beginRequest(node: number, operation: number, key: number, user = -1): number {
    const frame = this.calls.claim();
    const record = this.calls.records[frame]!;
    const { nowNs } = this.clock;
    const number = this.clock.requests++;
    const counted = nowNs >= this.spec.warmupNs;
    let flags = counted ? LIVE | INSIDE | COUNTED : LIVE | INSIDE;
    if ((scramble(number) & (this.spec.oneIn - 1)) === 0) flags |= SAMPLED;
    if (this.spec.operationTypes[operation] === WRITE_TYPE) {
      flags |= WRITES;
      this.recorder.clientWrites.begun(nowNs);
    }
    record.flags = flags;
    record.parent = NO_PARENT;
    record.link = -1;
    record.node = node;
    record.instance = 0;
    record.operation = operation;
    record.key = key;
    record.request = number;
    record.user = user;
    record.arrivedNs = nowNs;
    countArrival(this.measure.nodes[node]!, counted);
    return frame;
  }

  /** A client's request is over. */
  endRequest(frame: number, cause: number, culprit: number): void {
    const record = this.calls.records[frame]!;
    const { flags } = record;
    const counted = (flags & COUNTED) !== 0;
    const latencyNs = this.clock.nowNs - record.arrivedNs;
    if (cause === SUCCESS) countLatency(this.measure, latencyNs);
    else countFailure(this.measure, cause, counted);
    record.cause = cause;
    record.culprit = culprit;
    record.flags = flags & ~INSIDE;
    countDeparture(this.measure.nodes[record.node]!, latencyNs, cause === SUCCESS, counted);
    const { notable, clientWrites } = this.recorder;
    if ((flags & WRITES) !== 0) clientWrites.ended(cause, culprit, this.clock.nowNs);
    if (latencyNs > notable.slowerThanNs || cause !== SUCCESS || (flags & STALE) !== 0) {
      notable.note(record, this.clock.nowNs);
    }
    if (this.journal !== null) this.journal.finished(frame);
    this.calls.giveBack(frame);
  }

  /**
   * Makes a call on behalf of `frame` (NO_PARENT: of the node itself; then `sampled` says whether to record it).
   * The node's `answered` is told the outcome, perhaps at once.
   */
  send(
    frame: number,
    route: Route,
    verb: number,
    operation: number,
    key: number,
    version = 0,
    mark = -1,
    sampled = false,
  ): number {
    const call = this.calls.claim();
    const record = this.calls.records[call]!;
    if (frame >= 0) {
      const caller = this.calls.records[frame]!;
      record.flags = LIVE | (caller.flags & SAMPLED);
      record.request = caller.request;
    } else {
      record.flags = sampled ? LIVE | SAMPLED : LIVE;
      record.request = -1;
    }
    record.parent = frame;
    record.route = route.index;
    record.verb = verb;
    record.operation = operation;
    record.key = key;
    record.version = version;
    record.mark = mark;
    record.phase = 0;
    record.cause = SUCCESS;
    record.event = -1;
    record.attempt = 1;
    this.dispatchCall(call, record, true);
    return call;
  }

  /** One attempt leaves the caller. */
  private dispatchCall(call: number, record: Call, isFirst: boolean): void {
    this.departs(call, record);
    if (!this.routes[record.route]!.choose(call)) {
      this.concludeUnsent(call);
      return;
    }
    const link = this.links[record.link]!;
    if (link.isWatched && !this.isLetGo(call, link, isFirst)) return;
    this.sendOut(call, record, link);
  }

  /** The caller's policy may hold it back; if not, its timers run from now on. */
  private isLetGo(call: number, link: Link, isFirst: boolean): boolean {
    if (link.policy !== null && this.isHeldBack(call, link, link.policy, isFirst)) return false;
    if (link.timer >= 0) this.startTimer(link.timer, call);
    if (link.hedge !== null) this.startHedge(link, link.hedge, call, isFirst);
    return true;
  }

  /** By an open breaker, or for want of a connection: then it waits for its turn. */
  private isHeldBack(call: number, link: Link, policy: CallerPolicy, isFirst: boolean): boolean {
    if (this.mayLeave(call, policy, isFirst)) return !this.hasConnection(call, link);
    this.concludeBlocked(call, link);
    return true;
  }

  private hasConnection(call: number, link: Link): boolean {
    const pool = link.policy?.pool ?? null;
    return pool === null || this.connections.take(call, pool, link.target);
  }

  /** A connection of the caller's pool has been handed to it. The first of a pair bears both timers. */
  private hasItsTurn(call: number, record: Call): void {
    const link = this.linkOf(call);
    this.connections.leaves(call);
    if ((record.flags & COPY) === 0) this.startTimers(call, link, record.attempt === 1);
    this.sendOut(call, record, link);
  }

  private departs(call: number, record: Call): void {
    const { parent } = record;
    // Anew for every attempt: the server of the last one may have taken it for itself.
    record.user = parent >= 0 ? this.calls.records[parent]!.user : -1;
    record.sentNs = this.clock.nowNs;
    record.arrivedNs = NOT_YET;
    record.startedNs = NOT_YET;
    record.answeredNs = NOT_YET;
    if (this.journal !== null) this.journal.setOff(call);
  }

  /** The way there begins. */
  private sendOut(call: number, record: Call, link: Link): void {
    record.node = link.target;
    if (link.address !== null) record.instance = link.address.instance;
    const roundTripNs = link.constantNs >= 0 ? link.constantNs : +this.draw(link.roundTrip);
    const outNs = Math.floor(roundTripNs / 2);
    record.backNs = roundTripNs - outNs;
    if (!link.isPlain || this.health.wireFaults > 0) this.sendOutHard(call, record, link, outNs);
    else if (outNs === 0) this.arrive(call);
    else this.calendar.plan(this.clock.nowNs + outNs, ARRIVE, call);
  }

  /** Over a link that is narrow, or on which a call may be lost. */
  private sendOutHard(call: number, record: Call, link: Link, outNs: number): void {
    let takesNs = outNs;
    if (link.pipe !== null) {
      record.flags |= PIPED;
      takesNs += link.pipe.carry(record, this.clock.nowNs);
    }
    const isLost =
      (this.health.wireFaults > 0 && this.isLostToFault(link)) ||
      (link.lossRatio > 0 && this.streams.uniform(link.lossStream) < link.lossRatio);
    if (isLost) record.flags |= LOST;
    else if (takesNs === 0) this.arrive(call);
    else this.calendar.plan(this.clock.nowNs + takesNs, ARRIVE, call);
  }

  /** Whether a fault on the network swallows a call that sets off now. */
  protected abstract isLostToFault(link: Link): boolean;
  /** Whether a partition lies across the link. */
  protected isCut(link: Link): boolean {
    return this.health.cuts[link.index]! > 0;
  }

  /** There was nowhere to send it. */
  private concludeUnsent(call: number): void {
    const c = this.calls.records;
    const parent = c[call]!.parent;
    // Whose it is stands on the link that was not found: nobody could be told.
    if (parent < 0) broken(`a node's own call, ${call}, found no target`);
    c[call]!.cause = NO_TARGET;
    c[call]!.culprit = c[parent]!.node;
    this.journal?.unsent(call, -1);
    this.nodes[c[parent]!.node]!.answered(parent, call);
    this.calls.giveBack(call);
  }

  /** The caller's own policy lets an attempt go, and counts it. */
  private mayLeave(call: number, { retry, breaker }: CallerPolicy, isFirst: boolean): boolean {
    const caller = this.callerOf(call);
    const admitted = breaker?.admit(caller);
    if (admitted === BLOCKED) {
      const record = this.calls.records[call]!;
      record.cause = BREAKER_OPEN;
      this.routes[record.route]!.ended?.(call);
      return false;
    }
    if (admitted === PROBING) this.calls.records[call]!.flags |= PROBE;
    if (isFirst) retry?.budget?.deposit(caller, this.clock.nowNs);
    return true;
  }

  /** An open breaker stopped it. It is not tried again: the breaker would only say the same. */
  private concludeBlocked(call: number, link: Link): void {
    const record = this.calls.records[call]!;
    record.culprit = link.source;
    this.journal?.unsent(call, link.index);
    this.doors[link.source]!.answered(record.parent, call);
    this.calls.giveBack(call);
  }

  protected arrive(call: number): void {
    const record = this.calls.records[call]!;
    const { node } = record;
    record.arrivedNs = this.clock.nowNs;
    this.countIn(record);
    const mode = this.health.mode[this.firstInstance[node]! + record.instance]!;
    if (mode === HEALTHY) this.doors[node]!.accept(call);
    else if (mode === REFUSES) this.answer(call, REFUSED);
    else if (mode === SWALLOWS) this.swallow(call);
    // HANGS: it stays inside and nothing happens.
  }

  private countIn(record: Call): void {
    const counted = this.clock.nowNs >= this.spec.warmupNs;
    record.flags |= counted ? INSIDE | COUNTED : INSIDE;
    countArrival(this.measure.nodes[record.node]!, counted);
  }

  /** The node is about to answer with an old value: a newer one has been acknowledged to its writer. */
  answersOld(call: number): void {
    const record = this.calls.records[call]!;
    record.flags |= STALE;
    this.measure.nodes[record.node]!.sliceStale++;
  }

  private countOut(record: Call): void {
    const { flags } = record;
    if ((flags & INSIDE) === 0) this.wasNotInside(record);
    record.flags = flags & ~(INSIDE | COUNTED);
    const what = (record.key << 4) ^ (record.instance << 24) ^ record.verb;
    const outcome = (record.version << 5) ^ (flags & HIT) ^ record.cause;
    this.foldWord(what ^ Math.imul(outcome, 0x2c1b3c6d));
    countDeparture(
      this.measure.nodes[record.node]!,
      this.clock.nowNs - record.arrivedNs,
      record.cause === SUCCESS,
      (flags & COUNTED) !== 0,
    );
  }

  private wasNotInside({ node }: Call): never {
    return broken(`a call left ${this.spec.nodes[node]!.id}, where it was not`);
  }

  /** The node has finished with a call; the answer travels back. */
  answer(call: number, cause: number, culprit?: number): void {
    const record = this.calls.records[call]!;
    record.cause = cause;
    record.culprit = cause === SUCCESS ? -1 : (culprit ?? record.node);
    record.answeredNs = this.clock.nowNs;
    this.countOut(record);
    if ((record.flags & (ABANDONED | PIPED)) !== 0 || this.health.wireFaults > 0) {
      this.answerHard(call, record);
    } else if (record.backNs === 0) this.bringBack(call);
    else this.calendar.plan(this.clock.nowNs + record.backNs, ANSWER, call);
  }

  /** To a caller that has given up, or over a link that is narrow or may be cut. */
  private answerHard(call: number, record: Call): void {
    if ((record.flags & ABANDONED) !== 0) {
      this.releaseUnwanted(call);
      return;
    }
    const link = this.linkOf(call);
    if (this.health.wireFaults > 0 && this.isCut(link)) {
      record.flags |= LOST;
      this.dropIfForgotten(call);
      return;
    }
    let { backNs } = record;
    if ((record.flags & PIPED) !== 0) backNs += link.pipe!.carryBack(record, this.clock.nowNs);
    if (backNs === 0) this.bringBack(call);
    else this.calendar.plan(this.clock.nowNs + backNs, ANSWER, call);
  }

  /** The word that goes after it still needs its record. */
  private releaseUnwanted(call: number): void {
    this.journal?.late(call);
    if ((this.calls.records[call]!.flags & CHASED) === 0) this.calls.giveBack(call);
  }

  /** The host is dead: the call is gone, and only its caller's timeout will tell. */
  swallow(call: number): void {
    const record = this.calls.records[call]!;
    record.cause = TIMEOUT;
    this.countOut(record);
    if ((record.flags & ABANDONED) !== 0) {
      this.releaseUnwanted(call);
      return;
    }
    record.flags |= LOST;
    this.dropIfForgotten(call);
  }

  /** A lost call that nobody waits for and no timer will end: its caller has died. */
  protected dropIfForgotten(call: number): void {
    const record = this.calls.records[call]!;
    if ((record.flags & LOST) === 0 || record.parent !== ORPHAN) return;
    // A copy has no timer of its own.
    if (this.linkOf(call).timer >= 0 && (record.flags & COPY) === 0) return;
    this.forget(call);
  }

  /** Nobody waits for it, and nothing more will come of it. */
  protected forget(call: number): void {
    this.routes[this.calls.records[call]!.route]!.ended?.(call);
    this.journal?.forgotten(call);
    this.calls.giveBack(call);
  }

  /** The answer is back at the caller. */
  protected bringBack(call: number): void {
    const record = this.calls.records[call]!;
    const { flags, parent } = record;
    if ((flags & (ABANDONED | TWIN)) !== 0 && !this.isAwaited(call, flags)) return;
    const link = this.links[record.link]!;
    if (link.hedge !== null) link.hedge.noteEarly(record, flags);
    this.conclude(call, link);
    if (parent !== ORPHAN) {
      if (link.policy !== null && record.cause !== SUCCESS && this.isRetried(call, link.policy)) {
        return;
      }
      if ((flags & STALE) !== 0) this.passOnStale(parent);
      this.doors[link.source]!.answered(parent, call);
    }
    this.calls.giveBack(call);
  }

  /** Whether the caller still waits, and for this one of two. */
  private isAwaited(call: number, flags: number): boolean {
    if ((flags & ABANDONED) === 0) return this.twins.settle(call);
    this.calls.giveBack(call);
    return false;
  }

  private isRetried(call: number, policy: CallerPolicy): boolean {
    if (!this.mayRetry(call, policy)) return false;
    this.calls.records[call]!.generation++;
    this.backOff(call, policy);
    return true;
  }

  /** What was made of an old value is old. */
  private passOnStale(parent: number): void {
    if (parent >= 0) this.calls.records[parent]!.flags |= STALE;
  }

  private mayRetry(call: number, { retry }: CallerPolicy): boolean {
    const record = this.calls.records[call]!;
    if (record.cause === SUCCESS || retry === null) return false;
    return retry.allows(record.attempt, this.callerOf(call), this.clock.nowNs);
  }

  /** Which instance of the caller makes this call. */
  private callerOf(call: number): number {
    const c = this.calls.records;
    const parent = c[call]!.parent;
    return parent >= 0 ? c[parent]!.instance : 0;
  }

  private backOff(call: number, { retry }: CallerPolicy): void {
    const record = this.calls.records[call]!;
    const { attempt, sleptNs } = record;
    record.sleptNs = retry!.backoffNs(attempt, attempt === 1 ? 0 : sleptNs);
    // Lost was the attempt before. Who rests as lost would be dropped with its caller, but not its event.
    record.flags = (record.flags & ~LOST) | RESTING;
    this.calendar.plan(this.clock.nowNs + record.sleptNs, RETRY, call);
  }

  protected tryAgain(call: number): void {
    const record = this.calls.records[call]!;
    if ((record.flags & POOLED) !== 0) {
      this.hasItsTurn(call, record);
      return;
    }
    if (record.parent === ORPHAN) {
      this.calls.giveBack(call);
      return;
    }
    record.attempt++;
    record.cause = SUCCESS;
    record.flags &= ~(RESTING | PROBE | COPY | OUTWAITED | PIPED | STALE | HELD_UP);
    this.dispatchCall(call, record, false);
  }

  /** As far from the server as the answer would be from the caller. */
  private chase(call: number): void {
    this.calendar.plan(this.clock.nowNs + this.calls.records[call]!.backNs, CANCEL, call);
  }

  protected catchUp(call: number): void {
    const record = this.calls.records[call]!;
    if (!this.twins.isCaught(call)) return;
    const { station } = this.nodes[record.node]!;
    if (!station?.withdraw(call, record.instance)) return;
    record.cause = OVERTAKEN;
    this.countOut(record);
    this.calls.giveBack(call);
  }

  /** The caller stops waiting. The call itself goes on, wherever it is. */
  protected expire(call: number): void {
    const record = this.calls.records[call]!;
    if ((record.flags & ABANDONED) !== 0) return;
    const link = this.links[record.link]!;
    const cause = record.cause;
    const culprit = record.culprit;
    if ((record.flags & TWIN) !== 0) this.twins.expire(call);
    const isSpent = (record.flags & SPENT) !== 0;
    record.cause = TIMEOUT;
    record.culprit = link.target;
    record.flags |= ABANDONED;
    if (!isSpent) this.conclude(call, link);
    const { parent } = record;
    if (parent !== ORPHAN) {
      if (link.policy !== null && this.mayRetry(call, link.policy)) {
        this.backOff(this.successor(call), link.policy);
      } else this.doors[link.source]!.answered(parent, call);
    }
    if (isSpent || (record.flags & LOST) !== 0) {
      this.calls.giveBack(call);
      return;
    }
    // Still inside, or its answer on the way: what the server makes of it is the server's.
    record.cause = cause;
    record.culprit = culprit;
  }

  /** No connection fell free in time: the caller's own pool is too small, or what it calls too slow. */
  protected waitedInVain(call: number): void {
    if (!this.connections.isInLine(call)) return;
    const record = this.calls.records[call]!;
    const link = this.linkOf(call);
    record.cause = NO_CONNECTION;
    record.culprit = link.source;
    link.policy!.pool!.ranDry(this.callerOf(call));
    this.bringBack(call);
  }

  /** A new record for the next attempt, since the server still holds the old one. */
  private successor(call: number): number {
    const next = this.calls.claim();
    const made = this.calls.records[next]!;
    const from = this.calls.records[call]!;
    made.flags = LIVE | (from.flags & SAMPLED);
    made.parent = from.parent;
    made.route = from.route;
    made.link = from.link;
    made.verb = from.verb;
    made.operation = from.operation;
    made.key = from.key;
    made.version = from.version;
    made.mark = from.mark;
    made.attempt = from.attempt;
    made.request = from.request;
    made.sleptNs = from.sleptNs;
    made.phase = 0;
    made.cause = SUCCESS;
    made.event = -1;
    this.journal?.succeeded(call, next);
    return next;
  }

  /** Over for its caller. */
  private conclude(call: number, link: Link): void {
    const record = this.calls.records[call]!;
    if ((record.flags & SAMPLED) !== 0 || this.lensOpen) this.recordHop(record);
    if (this.journal !== null) this.journal.closed(call);
    this.routes[record.route]!.ended?.(call);
    if (link.policy !== null) this.judge(call, record, link.policy);
  }

  private judge(call: number, record: Call, { breaker, pool }: CallerPolicy): void {
    if (pool !== null) this.connections.release(call, pool);
    if (breaker === null || record.parent === ORPHAN) return;
    const isProbe = (record.flags & PROBE) !== 0;
    breaker.judge(this.callerOf(call), record.cause, isProbe, record.sentNs);
  }

  private recordHop(record: Call): void {
    const type = this.spec.operationTypes[record.operation] ?? 0;
    this.recorder.hop(record, this.clock.nowNs, type);
  }
}
