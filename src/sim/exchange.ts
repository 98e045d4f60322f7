/**
 * Calls between nodes: they leave over a link, arrive, are answered or lost, time out, are tried again; and every
 * arrival and departure is counted.
 *
 * Models: half the round trip each way, loss, the caller's timeout, retries and circuit breaker.
 * Leaves out: cancellation (a caller that gives up does not stop the server: the usual case without deadlines),
 * connection set-up.
 *
 * A call over a link without latency is handed on at once, inside the same event.
 */
import { broken } from '../base/assert.ts';
import { scramble } from '../base/random.ts';
import { HEALTHY, REFUSES, SWALLOWS } from './behaviour.ts';
import { BLOCKED, PROBING } from './breaker.ts';
import {
  ABANDONED,
  CHASED,
  COPY,
  COUNTED,
  HIT,
  INSIDE,
  LIVE,
  LOST,
  NO_PARENT,
  ORPHAN,
  OUTWAITED,
  PIPED,
  PROBE,
  RESTING,
  SAMPLED,
  SPENT,
  STALE,
  TWIN,
  WRITES,
} from './calls.ts';
import { BREAKER_OPEN, NO_TARGET, OVERTAKEN, REFUSED, RESET, SUCCESS, TIMEOUT } from './causes.ts';
import { type Hedge, Twins } from './hedge.ts';
import type { Journal } from './journal.ts';
import { ANSWER, ARRIVE, CANCEL, RETRY, TIMER } from './kernel.ts';
import type { CallerPolicy, Link, Route } from './link.ts';
import { countArrival, countDeparture, countFailure, countLatency } from './measure.ts';
import { WRITE_TYPE } from './recording.ts';
import type { TimerRing } from './timers.ts';
import { Wiring } from './wiring.ts';

export abstract class Exchange extends Wiring {
  /** While open, every hop is recorded, not a sample. */
  lensOpen = false;
  /** Listens, while a part of the run is looked at again: which call made which. */
  protected journal: Journal | null = null;

  protected readonly twins = new Twins({
    calls: this.calls,
    setOff: (call) => this.setOff(call),
    hedgeOf: (call) => this.linkOf(call).hedge,
    chooseOther: (copy, first) =>
      this.routes[this.calls.state.route[first]!]!.chooseOther?.(copy, first) ?? false,
    mayLeave: (copy) => {
      const { policy } = this.linkOf(copy);
      return policy === null || this.mayLeave(copy, policy, false);
    },
    successor: (call) => this.successor(call),
    travel: (call) => this.travel(call, this.linkOf(call)),
    close: (call) => this.close(call, this.linkOf(call)),
    chase: (call) => this.chase(call),
  });

  private linkOf(call: number): Link {
    return this.links[this.calls.state.link[call]!]!;
  }

  // ---- calls ----

  /**
   * A client's request begins: its frame lives inside the client until `finish`. A frame is a record of the pool that
   * never travels, so most of a record's fields say nothing in it.
   */
  begin(node: number, operation: number, key: number, user = -1): number {
    const frame = this.calls.take();
    const c = this.calls.state;
    const { nowNs } = this.clock;
    const number = this.clock.requests++;
    const counted = nowNs >= this.spec.warmupNs;
    let flags = counted ? LIVE | INSIDE | COUNTED : LIVE | INSIDE;
    if ((scramble(number) & (this.spec.oneIn - 1)) === 0) flags |= SAMPLED;
    if (this.spec.operationTypes[operation] === WRITE_TYPE) {
      flags |= WRITES;
      this.recorder.clientWrites.begun(nowNs);
    }
    c.flags[frame] = flags;
    c.parent[frame] = NO_PARENT;
    c.link[frame] = -1;
    c.node[frame] = node;
    c.instance[frame] = 0;
    c.operation[frame] = operation;
    c.key[frame] = key;
    c.request[frame] = number;
    c.user[frame] = user;
    c.arrivedNs[frame] = nowNs;
    countArrival(this.measure, node, counted);
    return frame;
  }

  /** A client's request is over. */
  finish(frame: number, cause: number, culprit: number): void {
    const c = this.calls.state;
    const flags = c.flags[frame]!;
    const counted = (flags & COUNTED) !== 0;
    const latencyNs = this.clock.nowNs - c.arrivedNs[frame]!;
    if (cause === SUCCESS) countLatency(this.measure, latencyNs);
    else countFailure(this.measure, cause, counted);
    c.cause[frame] = cause;
    c.culprit[frame] = culprit;
    c.flags[frame] = flags & ~INSIDE;
    countDeparture(this.measure, c.node[frame]!, latencyNs, cause === SUCCESS, counted);
    const { notable, clientWrites } = this.recorder;
    if ((flags & WRITES) !== 0) clientWrites.ended(cause, culprit, this.clock.nowNs);
    if (latencyNs > notable.slowerThanNs || cause !== SUCCESS || (flags & STALE) !== 0) {
      notable.note(c, frame, this.clock.nowNs);
    }
    if (this.journal !== null) this.journal.finished(frame);
    this.calls.release(frame);
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
    const call = this.calls.take();
    const c = this.calls.state;
    if (frame >= 0) {
      c.flags[call] = LIVE | (c.flags[frame]! & SAMPLED);
      c.request[call] = c.request[frame]!;
    } else {
      c.flags[call] = sampled ? LIVE | SAMPLED : LIVE;
      c.request[call] = -1;
    }
    c.parent[call] = frame;
    c.route[call] = route.index;
    c.verb[call] = verb;
    c.operation[call] = operation;
    c.key[call] = key;
    c.version[call] = version;
    c.mark[call] = mark;
    c.phase[call] = 0;
    c.cause[call] = SUCCESS;
    c.event[call] = -1;
    c.attempt[call] = 1;
    this.dispatchCall(call, true);
    return call;
  }

  /** One attempt leaves the caller. */
  private dispatchCall(call: number, isFirst: boolean): void {
    const c = this.calls.state;
    this.setOff(call);
    if (!this.routes[c.route[call]!]!.choose(call)) {
      this.concludeUnsent(call);
      return;
    }
    const link = this.links[c.link[call]!]!;
    if (link.policy !== null && !this.mayLeave(call, link.policy, isFirst)) {
      this.concludeBlocked(call, link);
      return;
    }
    if (link.timer >= 0) this.startTimer(link.timer, call);
    if (link.hedge !== null) this.startHedge(link, link.hedge, call, isFirst);
    this.travel(call, link);
  }

  private setOff(call: number): void {
    const c = this.calls.state;
    const parent = c.parent[call]!;
    // Anew for every attempt: the server of the last one may have taken it for itself.
    c.user[call] = parent >= 0 ? c.user[parent]! : -1;
    c.sentNs[call] = this.clock.nowNs;
    c.arrivedNs[call] = Number.NaN;
    c.startedNs[call] = Number.NaN;
    c.answeredNs[call] = Number.NaN;
    if (this.journal !== null) this.journal.setOff(call);
  }

  /** The way there begins. */
  private travel(call: number, link: Link): void {
    const c = this.calls.state;
    c.node[call] = link.target;
    if (link.address !== null) c.instance[call] = link.address.instance;
    const roundTripNs = link.constantNs >= 0 ? link.constantNs : +this.draw(link.roundTrip);
    let outNs = Math.floor(roundTripNs / 2);
    c.backNs[call] = roundTripNs - outNs;
    if (link.pipe !== null) {
      c.flags[call]! |= PIPED;
      outNs += link.pipe.send(c, call, this.clock.nowNs);
    }
    if (this.health.wireFaults > 0 && this.isLostToFault(link)) {
      c.flags[call]! |= LOST;
      return;
    }
    if (link.lossRatio > 0 && this.streams.uniform(link.lossStream) < link.lossRatio) {
      c.flags[call]! |= LOST;
      return;
    }
    if (outNs === 0) this.arrive(call);
    else this.calendar.push(this.clock.nowNs + outNs, ARRIVE, call);
  }

  /** Whether a fault on the network swallows a call that sets off now. */
  protected abstract isLostToFault(link: Link): boolean;
  /** Whether a partition lies across the link. */
  protected isCut(link: Link): boolean {
    return this.health.cuts[link.index]! > 0;
  }

  /** There was nowhere to send it. */
  private concludeUnsent(call: number): void {
    const c = this.calls.state;
    const parent = c.parent[call]!;
    // Whose it is stands on the link that was not found: nobody could be told.
    if (parent < 0) broken(`a node's own call, ${call}, found no target`);
    c.cause[call] = NO_TARGET;
    c.culprit[call] = c.node[parent]!;
    this.journal?.unsent(call, -1);
    this.nodes[c.node[parent]!]!.answered(parent, call);
    this.calls.release(call);
  }

  /** The caller's own policy lets an attempt go, and counts it. */
  private mayLeave(call: number, { retry, breaker }: CallerPolicy, isFirst: boolean): boolean {
    const caller = this.callerOf(call);
    const admitted = breaker?.admit(caller);
    if (admitted === BLOCKED) {
      const c = this.calls.state;
      c.cause[call] = BREAKER_OPEN;
      this.routes[c.route[call]!]!.ended?.(call);
      return false;
    }
    if (admitted === PROBING) this.calls.state.flags[call]! |= PROBE;
    if (isFirst) retry?.budget?.deposit(caller, this.clock.nowNs);
    return true;
  }

  /** An open breaker stopped it. It is not tried again: the breaker would only say the same. */
  private concludeBlocked(call: number, link: Link): void {
    const c = this.calls.state;
    c.culprit[call] = link.source;
    this.journal?.unsent(call, link.index);
    this.nodes[link.source]!.answered(c.parent[call]!, call);
    this.calls.release(call);
  }

  protected arrive(call: number): void {
    const c = this.calls.state;
    const node = c.node[call]!;
    c.arrivedNs[call] = this.clock.nowNs;
    this.enter(call);
    const mode = this.health.mode[this.firstInstance[node]! + c.instance[call]!]!;
    if (mode === HEALTHY) this.nodes[node]!.accept(call);
    else if (mode === REFUSES) this.answer(call, REFUSED);
    else if (mode === SWALLOWS) this.swallow(call);
    // HANGS: it stays inside and nothing happens.
  }

  private enter(call: number): void {
    const c = this.calls.state;
    const counted = this.clock.nowNs >= this.spec.warmupNs;
    c.flags[call]! |= counted ? INSIDE | COUNTED : INSIDE;
    countArrival(this.measure, c.node[call]!, counted);
  }

  /** The node is about to answer with an old value: a newer one has been acknowledged to its writer. */
  answersOld(call: number): void {
    const c = this.calls.state;
    c.flags[call]! |= STALE;
    this.measure.sliceStale[c.node[call]!]!++;
  }

  private depart(call: number): void {
    const c = this.calls.state;
    const flags = c.flags[call]!;
    if ((flags & INSIDE) === 0) broken(`call ${call} left a node it was not in`);
    c.flags[call] = flags & ~(INSIDE | COUNTED);
    const what = (c.key[call]! << 4) ^ (c.instance[call]! << 24) ^ c.verb[call]!;
    const outcome = (c.version[call]! << 5) ^ (flags & HIT) ^ c.cause[call]!;
    this.foldWord(what ^ Math.imul(outcome, 0x2c1b3c6d));
    countDeparture(
      this.measure,
      c.node[call]!,
      this.clock.nowNs - c.arrivedNs[call]!,
      c.cause[call] === SUCCESS,
      (flags & COUNTED) !== 0,
    );
  }

  /** The node has finished with a call; the answer travels back. */
  answer(call: number, cause: number, culprit?: number): void {
    const c = this.calls.state;
    c.cause[call] = cause;
    c.culprit[call] = cause === SUCCESS ? -1 : (culprit ?? c.node[call]!);
    c.answeredNs[call] = this.clock.nowNs;
    this.depart(call);
    if ((c.flags[call]! & ABANDONED) !== 0) {
      this.releaseUnwanted(call);
      return;
    }
    if (this.health.wireFaults > 0 && this.isCut(this.linkOf(call))) {
      c.flags[call]! |= LOST;
      this.dropIfForgotten(call);
      return;
    }
    let backNs = c.backNs[call]!;
    if ((c.flags[call]! & PIPED) !== 0) {
      backNs += this.linkOf(call).pipe!.sendBack(c, call, this.clock.nowNs);
    }
    if (backNs === 0) this.deliver(call);
    else this.calendar.push(this.clock.nowNs + backNs, ANSWER, call);
  }

  /** The word that goes after it still needs its record. */
  private releaseUnwanted(call: number): void {
    this.journal?.late(call);
    if ((this.calls.state.flags[call]! & CHASED) === 0) this.calls.release(call);
  }

  /** The host is dead: the call is gone, and only its caller's timeout will tell. */
  swallow(call: number): void {
    const c = this.calls.state;
    c.cause[call] = TIMEOUT;
    this.depart(call);
    if ((c.flags[call]! & ABANDONED) !== 0) {
      this.releaseUnwanted(call);
      return;
    }
    c.flags[call]! |= LOST;
    this.dropIfForgotten(call);
  }

  /** A lost call that nobody waits for and no timer will end: its caller has died. */
  protected dropIfForgotten(call: number): void {
    const c = this.calls.state;
    if ((c.flags[call]! & LOST) === 0 || c.parent[call] !== ORPHAN) return;
    // A copy has no timer of its own.
    if (this.linkOf(call).timer >= 0 && (c.flags[call]! & COPY) === 0) return;
    this.routes[c.route[call]!]!.ended?.(call);
    this.journal?.forgotten(call);
    this.calls.release(call);
  }

  /**
   * A way is open again: what a node had sent over it of its own, without a timeout (a queue's deliveries, what a cache
   * flushes or fetches in the background), is reset now, for the new connection shows that the old one is dead. A request
   * without a timeout waits for ever: that is its lesson. `turn` says by link when its calls have their turn, −1 for
   * never; then they go by instance, and by number.
   */
  protected resetLostDeliveries(
    turn: Int32Array,
    isBack: (node: number, instance: number) => boolean,
  ): void {
    const c = this.calls.state;
    const lost: { readonly call: number; readonly generation: number }[] = [];
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || (c.flags[call]! & LOST) === 0) continue;
      if (c.parent[call] !== NO_PARENT || c.link[call]! < 0) continue;
      const link = this.linkOf(call);
      if (link.timer >= 0 || turn[link.index]! < 0) continue;
      if (!isBack(c.node[call]!, c.instance[call]!)) continue;
      lost.push({ call, generation: c.generation[call]! });
    }
    const turnOf = (call: number) => turn[c.link[call]!]!;
    lost.sort(
      ({ call: a }, { call: b }) =>
        turnOf(a) - turnOf(b) || c.instance[a]! - c.instance[b]! || a - b,
    );
    for (const { call, generation } of lost) {
      // What the others set off may have ended it.
      if (c.generation[call] !== generation) continue;
      c.flags[call]! &= ~LOST;
      c.cause[call] = RESET;
      c.culprit[call] = c.node[call]!;
      this.deliver(call);
    }
  }

  /** The answer is back at the caller. */
  protected deliver(call: number): void {
    const c = this.calls.state;
    const flags = c.flags[call]!;
    if ((flags & (ABANDONED | TWIN)) !== 0) {
      if ((flags & ABANDONED) !== 0) {
        this.calls.release(call);
        return;
      }
      if (!this.twins.settle(call)) return;
    }
    const link = this.links[c.link[call]!]!;
    if (link.hedge !== null && c.cause[call] === SUCCESS && (flags & (COPY | OUTWAITED)) === 0) {
      link.hedge.early();
    }
    this.close(call, link);
    const parent = c.parent[call]!;
    if (parent === ORPHAN) {
      this.calls.release(call);
      return;
    }
    if (link.policy !== null && this.mayRetry(call, link.policy)) {
      c.generation[call]!++;
      this.backOff(call, link.policy);
      return;
    }
    if ((flags & STALE) !== 0 && parent >= 0) c.flags[parent]! |= STALE;
    this.nodes[link.source]!.answered(parent, call);
    this.calls.release(call);
  }

  private mayRetry(call: number, { retry }: CallerPolicy): boolean {
    const c = this.calls.state;
    if (c.cause[call] === SUCCESS || retry === null) return false;
    return retry.allows(c.attempt[call]!, this.callerOf(call), this.clock.nowNs);
  }

  /** Which instance of the caller makes this call. */
  private callerOf(call: number): number {
    const c = this.calls.state;
    const parent = c.parent[call]!;
    return parent >= 0 ? c.instance[parent]! : 0;
  }

  private backOff(call: number, { retry }: CallerPolicy): void {
    const c = this.calls.state;
    const attempt = c.attempt[call]!;
    const waitNs = retry!.backoffNs(attempt, attempt === 1 ? 0 : c.sleptNs[call]!);
    c.sleptNs[call] = waitNs;
    c.flags[call]! |= RESTING;
    this.calendar.push(this.clock.nowNs + waitNs, RETRY, call);
  }

  protected tryAgain(call: number): void {
    const c = this.calls.state;
    if (c.parent[call] === ORPHAN) {
      this.calls.release(call);
      return;
    }
    c.attempt[call]!++;
    c.cause[call] = SUCCESS;
    c.flags[call]! &= ~(LOST | RESTING | PROBE | COPY | OUTWAITED | PIPED | STALE);
    this.dispatchCall(call, false);
  }

  private startTimer(index: number, call: number): void {
    const ring = this.timers[index]!;
    ring.start(this.clock, call, this.calls.state.generation[call]!);
    if (ring.state.armed === 0) this.armTimer(index, ring);
  }

  private armTimer(index: number, ring: TimerRing): void {
    ring.state.armed = 1;
    this.calendar.push(ring.headNs(), TIMER, index);
  }

  protected ringTimer(index: number): void {
    const ring = this.timers[index]!;
    // Looked up each time: what an expiry sets off may make the pool grow, and growing replaces its arrays.
    const calls = this.calls.state;
    ring.state.armed = 0;
    ring.dropVoid(calls.generation);
    while (ring.state.length > 0 && ring.headNs() <= this.clock.nowNs) {
      const call = ring.shift();
      if (ring.purpose === 'hedge') this.twins.hedge(call);
      else this.expire(call);
      ring.dropVoid(calls.generation);
    }
    if (ring.state.length > 0 && ring.state.armed === 0) this.armTimer(index, ring);
  }

  private startHedge(link: Link, hedge: Hedge, call: number, isFirst: boolean): void {
    if (isFirst) hedge.deposit();
    const delayNs = Math.round(hedge.state.delayNs);
    hedge.ring.startAfter(delayNs, this.clock.nowNs, call, this.calls.state.generation[call]!);
    if (hedge.ring.state.armed === 0) this.armTimer(link.hedgeTimer, hedge.ring);
  }

  /** As far from the server as the answer would be from the caller. */
  private chase(call: number): void {
    this.calendar.push(this.clock.nowNs + this.calls.state.backNs[call]!, CANCEL, call);
  }

  protected catchUp(call: number): void {
    const c = this.calls.state;
    if (!this.twins.isCaught(call)) return;
    const { station } = this.nodes[c.node[call]!]!;
    if (!station?.withdraw(call, c.instance[call]!)) return;
    c.cause[call] = OVERTAKEN;
    this.depart(call);
    this.calls.release(call);
  }

  /** The caller stops waiting. The call itself goes on, wherever it is. */
  private expire(call: number): void {
    const c = this.calls.state;
    if ((c.flags[call]! & ABANDONED) !== 0) return;
    const link = this.links[c.link[call]!]!;
    const cause = c.cause[call]!;
    const culprit = c.culprit[call]!;
    if ((c.flags[call]! & TWIN) !== 0) this.twins.expire(call);
    const isSpent = (c.flags[call]! & SPENT) !== 0;
    c.cause[call] = TIMEOUT;
    c.culprit[call] = link.target;
    c.flags[call]! |= ABANDONED;
    if (!isSpent) this.close(call, link);
    const parent = c.parent[call]!;
    if (parent !== ORPHAN) {
      if (link.policy !== null && this.mayRetry(call, link.policy)) {
        this.backOff(this.successor(call), link.policy);
      } else this.nodes[link.source]!.answered(parent, call);
    }
    if (isSpent || (c.flags[call]! & LOST) !== 0) {
      this.calls.release(call);
      return;
    }
    // Still inside, or its answer on the way: what the server makes of it is the server's.
    c.cause[call] = cause;
    c.culprit[call] = culprit;
  }

  /** A new record for the next attempt, since the server still holds the old one. */
  private successor(call: number): number {
    const next = this.calls.take();
    const c = this.calls.state;
    c.flags[next] = LIVE | (c.flags[call]! & SAMPLED);
    c.parent[next] = c.parent[call]!;
    c.route[next] = c.route[call]!;
    c.link[next] = c.link[call]!;
    c.verb[next] = c.verb[call]!;
    c.operation[next] = c.operation[call]!;
    c.key[next] = c.key[call]!;
    c.version[next] = c.version[call]!;
    c.mark[next] = c.mark[call]!;
    c.attempt[next] = c.attempt[call]!;
    c.request[next] = c.request[call]!;
    c.sleptNs[next] = c.sleptNs[call]!;
    c.phase[next] = 0;
    c.cause[next] = SUCCESS;
    c.event[next] = -1;
    this.journal?.succeeded(call, next);
    return next;
  }

  /** Over for its caller. */
  private close(call: number, link: Link): void {
    this.recordHop(call);
    const c = this.calls.state;
    this.routes[c.route[call]!]!.ended?.(call);
    const { policy } = link;
    if (policy === null || policy.breaker === null || c.parent[call] === ORPHAN) return;
    const isProbe = (c.flags[call]! & PROBE) !== 0;
    policy.breaker.judge(this.callerOf(call), c.cause[call]!, isProbe, c.sentNs[call]!);
  }

  private recordHop(call: number): void {
    const c = this.calls.state;
    if (this.lensOpen || (c.flags[call]! & SAMPLED) !== 0) {
      const type = this.spec.operationTypes[c.operation[call]!] ?? 0;
      this.recorder.hop(c, call, this.clock.nowNs, type);
    }
    if (this.journal !== null) this.journal.closed(call);
  }
}
