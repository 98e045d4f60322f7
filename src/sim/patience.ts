/** What a caller waits for, and for how long: the timers of its attempts. */
import type { Hedge, Twins } from './hedge.ts';
import { TIMER } from './kernel.ts';
import type { Link } from './link.ts';
import type { TimerRing } from './timers.ts';
import { Wiring } from './wiring.ts';

export abstract class Patience extends Wiring {
  protected abstract readonly twins: Twins;
  /** No answer in time: the caller stops waiting. */
  protected abstract expire(call: number): void;
  /** No connection in time. */
  protected abstract waitedInVain(call: number): void;

  /** From when the attempt leaves. Where it leaves at once, `isLetGo` does the same in fewer steps. */
  protected startTimers(call: number, link: Link, isFirst: boolean): void {
    if (link.timer >= 0) this.startTimer(link.timer, call);
    if (link.hedge !== null) this.startHedge(link, link.hedge, call, isFirst);
  }

  protected startTimer(index: number, call: number): void {
    const ring = this.timers[index]!;
    ring.start(this.clock, call, this.calls.records[call]!.generation);
    if (ring.state.armed === 0) this.armTimer(index, ring);
  }

  private armTimer(index: number, ring: TimerRing): void {
    ring.state.armed = 1;
    this.calendar.plan(ring.headNs(), TIMER, index);
  }

  protected ringTimer(index: number): void {
    const ring = this.timers[index]!;
    const calls = this.calls.records;
    ring.state.armed = 0;
    ring.dropVoid(calls);
    if (ring.isBeforeItsTurn(this.clock.nowNs) && this.calendar.nextNs() === this.clock.nowNs) {
      ring.state.yieldedNs = this.clock.nowNs;
      this.armTimer(index, ring);
      return;
    }
    while (ring.state.length > 0 && ring.headNs() <= this.clock.nowNs) {
      const call = ring.shift();
      if (ring.purpose === 'hedge') this.twins.hedge(call);
      else if (ring.purpose === 'connection') this.waitedInVain(call);
      else this.expire(call);
      ring.dropVoid(calls);
    }
    if (ring.state.length > 0 && ring.state.armed === 0) this.armTimer(index, ring);
  }

  protected startHedge(link: Link, hedge: Hedge, call: number, isFirst: boolean): void {
    if (isFirst) hedge.deposit();
    const delayNs = Math.round(hedge.state.delayNs);
    hedge.ring.startAfter(delayNs, this.clock.nowNs, call, this.calls.records[call]!.generation);
    if (hedge.ring.state.armed === 0) this.armTimer(link.hedgeTimer, hedge.ring);
  }
}
