/**
 * Two balancers behind one address, as VRRP keeps it. Whoever has the address advertises at an interval; the other takes
 * it once it has heard nothing for three intervals and the skew, (256 − priority) / 256 seconds.
 *
 * A balancer that is back knows nothing: it listens first, as long as any other. The first one (priority one higher)
 * does not heed the adverts of the second and takes the address back when its own time is over, unless that is switched
 * off; whatever the second had under way breaks then. Both together can fail; who is back first takes the address.
 *
 * Leaves out: adverts that are lost or late, both having the address at once, a clean stop that hands it over, a
 * balancer that dies while its adverts go on.
 * Sources: keepalived (vrrp.c, vrrp_scheduler.c), RFC 3768 §6; domain reference §1.6.
 */
import { msToNs, NS_PER_SEC, nsToMs } from '../../base/units.ts';
import { HEALTHY, OWN_EVENT, type SharedAddress } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { LoadBalancerParams } from './params.ts';

/** The node's own events; their argument is the balancer. */
export const ADVERT = OWN_EVENT + 2;
export const LISTEN = OWN_EVENT + 3;

/** RFC 3768 §6.1: Master_Down_Interval is three times the advert interval, and the skew. */
const ADVERTS_MISSED = 3;
const PRIORITIES = 256;

export interface PairState {
  /** Who has the address, or had it last. */
  holder: number;
  /** 1: it still does, dead or alive. */
  held: 0 | 1;
  /** By balancer: since when it has heard no advert that it heeds, when it looks again, and how many it has missed. */
  heardNs: Float64Array;
  lookNs: Float64Array;
  misses: Int32Array;
  /** When the last holder died, and how many calls had failed by then: what the story tells. */
  diedNs: number;
  failedBefore: number;
  /** 1: the address has moved since, and nobody has called it. */
  awaited: 0 | 1;
  bothDown: 0 | 1;
  /** Since the warm-up. */
  moves: number;
}

/** What a balancer knows of its targets. */
type Counts = (machine: number) => { readonly up: number; readonly targets: number };

export class Pair implements SharedAddress {
  readonly state: PairState = {
    holder: 0,
    held: 1,
    heardNs: new Float64Array(2),
    lookNs: new Float64Array(2),
    misses: new Int32Array(2),
    diedNs: 0,
    failedBefore: 0,
    awaited: 0,
    bothDown: 0,
    moves: 0,
  };
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly counts: Counts;
  private readonly calls: readonly Call[];
  private readonly intervalNs: number;
  private readonly priorities: readonly [number, number];
  private readonly preempts: boolean;

  constructor(
    sim: Simulation,
    node: number,
    standby: NonNullable<LoadBalancerParams['standby']>,
    counts: Counts,
  ) {
    this.sim = sim;
    this.node = node;
    this.counts = counts;
    this.calls = sim.calls.records;
    this.intervalNs = msToNs(standby.advertIntervalMs);
    this.priorities = [standby.priority + 1, standby.priority];
    this.preempts = standby.preempt;
  }

  /** The first has the address, and has advertised for long. */
  start(): void {
    const { sim } = this;
    const stream = sim.streams.named(sim.spec.nodes[this.node]!.id, 'adverts');
    const phaseNs = Math.round(sim.streams.uniform(stream) * this.intervalNs);
    sim.schedule(phaseNs, this.node, ADVERT, 0);
    this.listenSince(1, phaseNs - this.intervalNs);
  }

  warmedUp(): void {
    this.state.moves = 0;
  }

  get instance(): number {
    return this.state.holder;
  }

  get isHeld(): boolean {
    return this.state.held === 1;
  }

  /** Whether a balancer's view of its targets matters: it has the address, or whoever has is dead. */
  isInCharge(machine: number): boolean {
    const { holder } = this.state;
    return machine === holder || !this.isHeld || !this.isUp(holder);
  }

  /** A call has arrived at a live balancer. False: that one does not have the address, and nobody else who lives does. */
  admit(call: number): boolean {
    const s = this.state;
    const c = this.calls;
    if (s.held === 0) return false;
    if (c[call]!.instance !== s.holder) {
      // It was on its way while the address moved.
      if (!this.isUp(s.holder)) return false;
      c[call]!.instance = s.holder;
    }
    if (s.awaited === 1) this.reached();
    return true;
  }

  // ---- crashes and returns ----

  crashed(machine: number): void {
    const s = this.state;
    if (machine === s.holder && s.held === 1) {
      s.diedNs = this.sim.nowNs;
      s.failedBefore = this.sim.measured.nodes[this.node]!.failed;
      s.awaited = 0;
    }
    if (this.isUp(1 - machine)) {
      if (machine !== s.holder) this.tell(machine, 'standbyLost');
      return;
    }
    // Where one fault strikes both, each is told of it.
    if (s.bothDown === 1) return;
    s.bothDown = 1;
    this.tell(-1, 'nobodyLeft');
  }

  restarted(machine: number): void {
    const s = this.state;
    const other = 1 - machine;
    s.bothDown = 0;
    if (machine === s.holder) s.held = 0;
    this.listenSince(machine, this.sim.nowNs);
    const isLed = s.held === 1 && s.holder === other && this.isUp(other);
    const waits = isLed ? (this.heeds(machine) ? 'standby' : 'preempts') : 'alone';
    this.tell(machine, 'listens', {
      reason: waits,
      inMs: Math.round(nsToMs(this.downNs(machine))),
    });
  }

  // ---- adverts ----

  /** One of the two events above. */
  wake(code: number, machine: number): void {
    if (code === ADVERT) this.advertise(machine);
    else this.look(machine);
  }

  private advertise(machine: number): void {
    const s = this.state;
    if (s.held === 0 || s.holder !== machine || !this.isUp(machine)) return;
    this.sim.schedule(this.intervalNs, this.node, ADVERT, machine);
    const other = 1 - machine;
    if (!this.heeds(other)) return;
    s.heardNs[other] = this.sim.nowNs;
    s.misses[other] = 0;
  }

  /** The first does not let the second keep the address, unless it has been told to. */
  private heeds(machine: number): boolean {
    return machine === 1 || !this.preempts;
  }

  private listenSince(machine: number, heardNs: number): void {
    const s = this.state;
    s.heardNs[machine] = heardNs;
    s.misses[machine] = 0;
    this.lookAt(machine, heardNs + this.intervalNs);
  }

  private lookAt(machine: number, atNs: number): void {
    this.state.lookNs[machine] = atNs;
    this.sim.schedule(atNs - this.sim.nowNs, this.node, LISTEN, machine);
  }

  /** An advert is due at this moment, or the time after the last of them is over. */
  private look(machine: number): void {
    const s = this.state;
    const { nowNs } = this.sim;
    // It was down meanwhile, and listens anew; or it is down.
    if (s.lookNs[machine] !== nowNs || !this.isUp(machine) || this.holds(machine)) return;
    const heardNs = s.heardNs[machine]!;
    if (nowNs - heardNs < this.intervalNs) {
      this.lookAt(machine, heardNs + this.intervalNs);
      return;
    }
    if (s.misses[machine] === ADVERTS_MISSED) {
      this.take(machine);
      return;
    }
    s.misses[machine]!++;
    const misses = s.misses[machine]!;
    if (this.countsFirst(machine)) {
      this.tell(machine, 'advertMissed', { misses, limit: ADVERTS_MISSED });
    }
    const isLast = misses === ADVERTS_MISSED;
    this.lookAt(machine, nowNs + (isLast ? this.skewNs(machine) : this.intervalNs));
  }

  /** Whether this count leads to the next move: nobody lives who has the address, or has waited for longer. */
  private countsFirst(machine: number): boolean {
    const other = 1 - machine;
    const { heardNs } = this.state;
    if (!this.isUp(other)) return true;
    return !this.holds(other) && heardNs[machine]! <= heardNs[other]!;
  }

  private take(machine: number): void {
    const s = this.state;
    const { node, sim } = this;
    const other = 1 - machine;
    const isTakenBack = this.holds(other) && this.isUp(other);
    s.holder = machine;
    s.held = 1;
    s.moves++;
    const silentMs = Math.round(nsToMs(sim.nowNs - s.heardNs[machine]!));
    if (isTakenBack) {
      // The way to the address leads elsewhere now: connections to where it led are broken.
      const lost = sim.cutOff(node, other);
      this.tell(machine, 'tookBack', { lost, ...this.counts(machine) });
    } else {
      this.tell(machine, 'tookOver', { silentMs, ...this.counts(machine) });
      s.awaited = 1;
    }
    sim.schedule(this.intervalNs, node, ADVERT, machine);
    if (this.isUp(other) && this.heeds(other)) this.listenSince(other, sim.nowNs);
  }

  private skewNs(machine: number): number {
    return ((PRIORITIES - this.priorities[machine]!) * NS_PER_SEC) / PRIORITIES;
  }

  private downNs(machine: number): number {
    return ADVERTS_MISSED * this.intervalNs + this.skewNs(machine);
  }

  private holds(machine: number): boolean {
    return this.state.held === 1 && this.state.holder === machine;
  }

  private isUp(machine: number): boolean {
    return this.sim.modeOf(this.node, machine) === HEALTHY;
  }

  private reached(): void {
    const s = this.state;
    s.awaited = 0;
    this.tell(s.holder, 'reconnected', {
      failed: this.sim.measured.nodes[this.node]!.failed - s.failedBefore,
      gapMs: Math.round(nsToMs(this.sim.nowNs - s.diedNs)),
    });
  }

  private tell(machine: number, event: string, data: Record<string, number | string> = {}): void {
    this.sim.emit(this.node, machine, event, data);
  }
}
