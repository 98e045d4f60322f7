/**
 * Faults: crashes that refuse, swallow or hang, slow-downs, losses and partitions of the network, and disturbances that only the node itself understands.
 * Several may hold the same instance down: the most lasting one shows, and it is back when the last has ended.
 */
import { setIn } from '../base/sorted-ints.ts';
import { HANGS, HEALTHY, REFUSES, SWALLOWS } from './behaviour.ts';
import {
  DOOMED,
  INSIDE,
  LINED_UP,
  LOST,
  NO_PARENT,
  ORPHAN,
  POOLED,
  RESTING,
  TWIN,
} from './calls.ts';
import { RESET } from './causes.ts';
import { Exchange } from './exchange.ts';
import { CRASH_MODES, FAULT_BEGINS, FAULT_ENDS, type HealthState } from './kernel.ts';
import type { Link } from './link.ts';
import { crashModes, type FaultSpec } from './spec.ts';

/** A fault's beginning or its end. */
interface Turn {
  readonly atNs: number;
  readonly code: number;
  readonly fault: number;
}

type Partition = FaultSpec & { readonly kind: 'partition' };

/** Which side of a partition a node is on: 0 for neither. Of two nodes it lies between, the sum is BOTH_SIDES. */
const NAMED_SIDE = 1;
const OTHER_SIDE = 3;
const BOTH_SIDES = NAMED_SIDE + OTHER_SIDE;

interface Loss {
  readonly index: number;
  readonly ratio: number;
}

export abstract class Faults extends Exchange {
  private readonly faults: FaultSpec[] = [];

  /**
   * Beginnings and ends in the order of time. They have a list of their own beside the calendar, so that a fault leaves no
   * trace in the state before it begins: two runs that differ in a later fault alone are the same until then.
   */
  private turns: readonly Turn[] = [];

  /** Of each node: what losses on the way to it draw from, whether any is set or not (for the same reason). */
  private readonly lossStreams: readonly number[] = this.spec.nodes.map(({ id }) =>
    this.streams.named(id, 'lossFault'),
  );
  /** By fault: on which side of it each node is; null where it is no partition. */
  private readonly sides: (Uint8Array | null)[] = [];
  /** By node: the losses that strike it. */
  private readonly losses = new Map<number, Loss[]>();

  addFault(fault: FaultSpec): void {
    const index = this.faults.length;
    this.faults.push(fault);
    this.sides.push(fault.kind === 'partition' ? this.sidesOf(fault) : null);
    if (fault.kind !== 'loss') return;
    const { node, ratio } = fault;
    this.losses.set(node, [...(this.losses.get(node) ?? []), { index, ratio }]);
  }

  private sidesOf({ side, otherSide }: Partition): Uint8Array {
    const sides = new Uint8Array(this.spec.nodes.length);
    for (const node of otherSide) sides[node] = OTHER_SIDE;
    for (const node of side) sides[node] = NAMED_SIDE;
    return sides;
  }

  /**
   * How an instance looks from another node: as if its host were gone, where a partition lies between, or where nobody
   * has the address that it is called at.
   */
  modeSeenFrom(source: number, target: number, instance: number): number {
    if (this.areParted(source, target)) return SWALLOWS;
    const address = this.nodes[target]!.address ?? null;
    if (address === null) return this.modeOf(target, instance);
    return address.isHeld ? this.modeOf(target, address.instance) : SWALLOWS;
  }

  /** Whether a partition lies between two nodes. */
  areParted(a: number, b: number): boolean {
    if (this.health.wireFaults === 0) return false;
    return this.sides.some(
      (sides, i) =>
        sides !== null && this.health.active[i] === 1 && sides[a]! + sides[b]! === BOTH_SIDES,
    );
  }

  /** Whether a partition in force is named after the side that `node` is on, with `other` on the other side. */
  isCutOffFrom(node: number, other: number): boolean {
    return this.sides.some(
      (sides, i) =>
        sides !== null &&
        this.health.active[i] === 1 &&
        sides[node] === NAMED_SIDE &&
        sides[other] === OTHER_SIDE,
    );
  }

  /** Whether an instance of the node was up at any time from `fromNs` to now. Read off the list of faults. */
  wasUpSince(node: number, fromNs: number): boolean {
    const crashes = this.faults
      .filter((fault) => fault.kind === 'crash')
      .filter((crash) => crash.node === node)
      .sort((a, b) => a.atNs - b.atNs);
    return this.instanceRange(node, -1).some((instance) => {
      let downUntilNs = fromNs;
      for (const crash of crashes) {
        if (crash.instance >= 0 && crash.instance !== instance) continue;
        if (crash.atNs > downUntilNs) break;
        downUntilNs = Math.max(downUntilNs, crash.endNs ?? Number.POSITIVE_INFINITY);
      }
      return downUntilNs < this.nowNs;
    });
  }

  protected isLostToFault(link: Link): boolean {
    if (this.isCut(link)) return true;
    const losses = this.losses.get(link.target);
    if (losses === undefined) return false;
    const stream = this.lossStreams[link.target]!;
    return losses.some(
      ({ index, ratio }) => this.health.active[index] === 1 && this.streams.uniform(stream) < ratio,
    );
  }

  /** A partition begins (1) or ends (−1). */
  private countCuts(index: number, by: 1 | -1): void {
    const sides = this.sides[index]!;
    const { cuts } = this.health;
    for (const link of this.links) {
      if (sides[link.source]! + sides[link.target]! === BOTH_SIDES) cuts[link.index]! += by;
    }
  }

  /** The network is whole again: what was pushed across the cut is reset, and who waited to push goes on. */
  private reconnect(ended: readonly number[]): void {
    const isEnded = new Set(ended);
    const back = this.links.filter(
      (link) => (isEnded.has(link.source) || isEnded.has(link.target)) && !this.isCut(link),
    );
    this.resetLostDeliveries(
      this.turnsOf(back),
      (node, instance) => this.modeOf(node, instance) === HEALTHY,
    );
    for (const { source, target } of back) this.nodes[source]!.peerRestarted?.(target);
  }

  /** By link: the place of its target among those of `links`, −1 where it is none of them. */
  private turnsOf(links: readonly Link[]): Int32Array {
    const turn = new Int32Array(this.links.length).fill(-1);
    const places = new Map<number, number>();
    for (const { index, target } of links) {
      const place = places.get(target) ?? places.size;
      places.set(target, place);
      turn[index] = place;
    }
    return turn;
  }

  private tellNetworkChanged(): void {
    for (const node of this.nodes) node.networkChanged?.();
  }

  protected scheduleFaults(): void {
    this.health.active = new Uint8Array(this.faults.length);
    this.health.cuts = new Uint16Array(this.links.length);
    const turns = this.faults.flatMap((fault, i) => {
      const begins = { atNs: fault.atNs, code: FAULT_BEGINS, fault: i };
      if (fault.endNs === null) return [begins];
      return [begins, { atNs: fault.endNs, code: FAULT_ENDS, fault: i }];
    });
    // A stable sort: what happens at one moment happens in the order of the faults.
    this.turns = turns.sort((a, b) => a.atNs - b.atNs);
  }

  /** When the next fault begins or ends; infinite where none does. */
  protected nextTurnNs(): number {
    return this.turns[this.health.faultsDone]?.atNs ?? Number.POSITIVE_INFINITY;
  }

  /** Begins or ends the next fault. */
  protected takeTurn(): void {
    const { atNs, code, fault } = this.turns[this.health.faultsDone++]!;
    this.foldEvent(atNs, code ^ Math.imul(fault, 0x27d4eb2f));
    if (code === FAULT_BEGINS) this.beginFault(fault);
    else this.endFault(fault);
  }

  /**
   * The health of a run with other faults, as it is in this one: of those that have begun, each must have the same place in
   * both lists. What is to come has left nothing behind.
   */
  protected adopted(health: HealthState): HealthState {
    const active = new Uint8Array(this.faults.length);
    active.set(health.active.subarray(0, active.length));
    return { ...health, active };
  }

  private beginFault(index: number): void {
    const fault = this.faults[index]!;
    this.health.active[index] = 1;
    switch (fault.kind) {
      case 'crash':
        this.crash(fault.node, fault.instance, fault.mode);
        return;
      case 'slowdown':
        this.updateFactor(fault.node);
        this.emit(fault.node, -1, 'slowed', { factor: fault.factor });
        return;
      case 'loss':
        this.health.wireFaults++;
        this.emit(fault.node, -1, 'losingCalls', { ratio: fault.ratio });
        return;
      case 'partition':
        this.health.wireFaults++;
        this.countCuts(index, 1);
        for (const node of fault.told) this.emit(node, -1, 'cutOff');
        this.tellNetworkChanged();
        return;
      case 'disturbance':
        this.nodes[fault.node]!.disturbed?.(fault.name, fault.factor, true);
        return;
    }
  }

  private endFault(index: number): void {
    const fault = this.faults[index]!;
    this.health.active[index] = 0;
    switch (fault.kind) {
      case 'crash':
        this.heal(fault.node, fault.instance, fault.mode);
        return;
      case 'slowdown':
        this.updateFactor(fault.node);
        this.emit(fault.node, -1, 'recovered');
        return;
      case 'loss':
        this.health.wireFaults--;
        this.emit(fault.node, -1, 'reachable');
        this.reconnect([fault.node]);
        return;
      case 'partition':
        this.health.wireFaults--;
        this.countCuts(index, -1);
        for (const node of fault.told) this.emit(node, -1, 'reachable');
        this.reconnect([...fault.side, ...fault.otherSide]);
        this.tellNetworkChanged();
        return;
      case 'disturbance':
        this.nodes[fault.node]!.disturbed?.(fault.name, fault.factor, false);
        return;
    }
  }

  /** The product of the slow-downs in force, made anew so that no rounding is left behind when they end. */
  private updateFactor(node: number): void {
    let factor = 1;
    for (const [i, fault] of this.faults.entries()) {
      if (fault.kind === 'slowdown' && fault.node === node && this.health.active[i] === 1) {
        factor *= fault.factor;
      }
    }
    this.health.factor[node] = factor;
  }

  private crash(node: number, instance: number, mode: number): void {
    const { health } = this;
    const base = this.firstInstance[node]!;
    const struck: number[] = [];
    const worsened: number[] = [];
    for (const i of this.instanceRange(node, instance)) {
      const before = health.mode[base + i]!;
      health.held[(base + i) * CRASH_MODES + mode - 1]!++;
      health.mode[base + i] = this.heldMode(base + i);
      if (before === HEALTHY) struck.push(i);
      else if (before === HANGS && health.mode[base + i] !== HANGS) worsened.push(i);
    }
    // The second are processes that hung and now die, or whose hosts do: what they had accepted ends with them.
    const lost =
      this.endCallsInside(node, struck, mode) + this.endCallsInside(node, worsened, mode);
    const name = Object.keys(crashModes)[mode - 1]!;
    this.emit(node, instance, 'crashed', { mode: name, lost });
    for (const i of struck) {
      this.forgetPolicies(node, i);
      this.nodes[node]!.crashed?.(i);
    }
  }

  /**
   * An instance opens or closes for new calls; all learn of it at once. Who names it need not call it (DNS), so every
   * node is told.
   */
  setClosed(node: number, instance: number, isClosed: boolean): void {
    this.health.closed[this.firstInstance[node]! + instance] = isClosed ? 1 : 0;
    setIn(this.health.open[node]!, instance, !isClosed);
    for (const behaviour of this.nodes) behaviour.peerScaled?.(node, instance);
  }

  /** Whether calls are inside the instance or on the way to it. Walks the pool: for rare occasions. */
  isAddressed(node: number, instance: number): boolean {
    const c = this.calls.records;
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || c[call]!.link < 0) continue;
      if (c[call]!.node !== node || c[call]!.instance !== instance) continue;
      if ((c[call]!.flags & INSIDE) !== 0) return true;
      const isOnWay = Number.isNaN(c[call]!.arrivedNs);
      if (isOnWay && (c[call]!.flags & (LOST | RESTING)) === 0) return true;
    }
    return false;
  }

  /** The instance stops in the middle of its work. Returns how many calls that ended. */
  cutOff(node: number, instance: number): number {
    return this.endCallsInside(node, [instance], REFUSES);
  }

  private heal(node: number, instance: number, mode: number): void {
    const { health } = this;
    const base = this.firstInstance[node]!;
    const changed: number[] = [];
    for (const i of this.instanceRange(node, instance)) {
      health.held[(base + i) * CRASH_MODES + mode - 1]!--;
      if (this.heldMode(base + i) !== health.mode[base + i]) changed.push(i);
    }
    this.endWhatHung(node, changed);
    this.resetWhatWasSwallowed(node, changed);
    for (const i of changed) health.mode[base + i] = this.heldMode(base + i);
    const back = changed.filter((i) => this.modeOf(node, i) === HEALTHY);
    if (back.length === 0) return;
    this.emit(node, instance, 'restarted');
    for (const i of back) this.nodes[node]!.restarted?.(i);
    for (const link of this.links) {
      if (link.target === node) this.nodes[link.source]!.peerRestarted?.(node);
    }
  }

  /** What hung processes had accepted ends with them. They take nothing more while it does. */
  private endWhatHung(node: number, changed: readonly number[]): void {
    const base = this.firstInstance[node]!;
    const hung = changed.filter((i) => this.modeOf(node, i) === HANGS);
    for (const i of hung) this.health.mode[base + i] = REFUSES;
    this.endCallsInside(node, hung, REFUSES);
  }

  /**
   * A way is open again: what a node had sent over it of its own, without a timeout (a queue's deliveries, what a cache
   * flushes or fetches in the background), is reset now, for the new connection shows that the old one is dead. A request
   * without a timeout waits for ever: that is its lesson. `turn` says by link when its calls have their turn, −1 for
   * never; then they go by instance, and by number.
   */
  private resetLostDeliveries(
    turn: Int32Array,
    isBack: (node: number, instance: number) => boolean,
  ): void {
    const c = this.calls.records;
    const lost: { readonly call: number; readonly generation: number }[] = [];
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || (c[call]!.flags & LOST) === 0) continue;
      if (c[call]!.parent !== NO_PARENT || c[call]!.link < 0) continue;
      const link = this.linkOf(call);
      if (link.timer >= 0 || turn[link.index]! < 0) continue;
      if (!isBack(c[call]!.node, c[call]!.instance)) continue;
      lost.push({ call, generation: c[call]!.generation });
    }
    const turnOf = (call: number) => turn[c[call]!.link]!;
    lost.sort(
      ({ call: a }, { call: b }) =>
        turnOf(a) - turnOf(b) || c[a]!.instance - c[b]!.instance || a - b,
    );
    for (const { call, generation } of lost) {
      // What the others set off may have ended it.
      if (c[call]!.generation !== generation) continue;
      c[call]!.flags &= ~LOST;
      c[call]!.cause = RESET;
      c[call]!.culprit = c[call]!.node;
      this.bringBack(call);
    }
  }

  private resetWhatWasSwallowed(node: number, changed: readonly number[]): void {
    const isBack = this.maskOf(
      node,
      changed.filter((i) => this.modeOf(node, i) === SWALLOWS),
    );
    const turn = this.turnsOf(this.links.filter(({ target }) => target === node));
    this.resetLostDeliveries(turn, (_, instance) => isBack[instance] === 1);
  }

  /** Of the faults that hold an instance the most lasting shows: no host, no process, a process that hangs. */
  private heldMode(at: number): number {
    const { held } = this.health;
    if (held[at * CRASH_MODES + SWALLOWS - 1]! > 0) return SWALLOWS;
    if (held[at * CRASH_MODES + REFUSES - 1]! > 0) return REFUSES;
    return held[at * CRASH_MODES + HANGS - 1]! > 0 ? HANGS : HEALTHY;
  }

  private instanceRange(node: number, instance: number): number[] {
    if (instance >= 0) return [instance];
    return Array.from({ length: this.instancesOf(node) }, (_, i) => i);
  }

  private maskOf(node: number, instances: readonly number[]): Uint8Array {
    const mask = new Uint8Array(this.instancesOf(node));
    for (const i of instances) mask[i] = 1;
    return mask;
  }

  /**
   * The calls inside dying instances: their own events are cancelled, their children are orphaned, and they are reset,
   * swallowed or frozen, in the order of the instances. A crash is rare, so it walks the whole pool and every call is
   * spared a list to be on; but it walks it once, for a node may have a thousand instances.
   */
  private endCallsInside(node: number, instances: readonly number[], mode: number): number {
    if (instances.length === 0) return 0;
    const doomed = this.doom(node, this.maskOf(node, instances));
    for (const pool of this.pools) {
      if (pool.caller === node) for (const i of instances) pool.forget(i);
    }
    this.orphanChildrenOfDoomed();
    for (const i of instances) this.nodes[node]!.station?.clear(i);
    const c = this.calls.records;
    for (const call of doomed) {
      c[call]!.flags &= ~DOOMED;
      if (c[call]!.event >= 0) this.calendar.cancel(c[call]!.event);
      c[call]!.event = -1;
    }
    for (const call of doomed) {
      if (mode === REFUSES) this.answer(call, RESET);
      else if (mode === SWALLOWS) this.swallow(call);
    }
    return doomed.length;
  }

  /** Marks the calls inside these instances; they are returned by instance, and by number. */
  private doom(node: number, isDying: Uint8Array): number[] {
    const c = this.calls.records;
    const doomed: number[] = [];
    for (let call = 0; call < this.calls.capacity; call++) {
      if ((c[call]!.flags & INSIDE) === 0 || c[call]!.node !== node) continue;
      if (c[call]!.link < 0 || isDying[c[call]!.instance] === 0) continue;
      c[call]!.flags |= DOOMED;
      doomed.push(call);
    }
    return doomed.sort((a, b) => c[a]!.instance - c[b]!.instance || a - b);
  }

  private orphanChildrenOfDoomed(): void {
    const c = this.calls.records;
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call)) continue;
      const parent = c[call]!.parent;
      if (parent < 0 || (c[parent]!.flags & DOOMED) === 0) continue;
      c[call]!.parent = ORPHAN;
      if ((c[call]!.flags & TWIN) !== 0) this.twins.part(call);
      if (!this.calls.isLive(call)) continue;
      if ((c[call]!.flags & (POOLED | LINED_UP)) !== 0 && this.connections.orphaned(call)) {
        this.forget(call);
      } else this.dropIfForgotten(call);
    }
  }
}
