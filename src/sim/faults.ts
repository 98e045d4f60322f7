/**
 * Faults: crashes that refuse, swallow or hang, slow-downs, losses and partitions of the network, and disturbances that only the node itself understands.
 * Several may hold the same instance down: the most lasting one shows, and it is back when the last has ended.
 */
import { setIn } from '../base/sorted-ints.ts';
import { HANGS, HEALTHY, REFUSES, SWALLOWS } from './behaviour.ts';
import { DOOMED, INSIDE, LOST, NO_PARENT, ORPHAN, RESTING, TWIN } from './calls.ts';
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

  addFault(fault: FaultSpec): void {
    this.faults.push(fault);
  }

  /** How an instance looks from another node: as if its host were gone, where a partition lies between. */
  modeSeenFrom(source: number, target: number, instance: number): number {
    return this.areParted(source, target) ? SWALLOWS : this.modeOf(target, instance);
  }

  /** Whether a partition lies between two nodes. */
  areParted(a: number, b: number): boolean {
    return this.health.wireFaults > 0 && this.isCut({ source: a, target: b });
  }

  /** Whether a partition in force is named after the side that `node` is on, with `other` on the other side. */
  isCutOffFrom(node: number, other: number): boolean {
    return this.faults.some(
      (fault, i) =>
        fault.kind === 'partition' &&
        this.health.active[i] === 1 &&
        fault.side.includes(node) &&
        fault.otherSide.includes(other),
    );
  }

  protected isCut({ source, target }: { source: number; target: number }): boolean {
    return this.faults.some((fault, i) => {
      if (fault.kind !== 'partition' || this.health.active[i] === 0) return false;
      const { side, otherSide } = fault;
      return (
        (side.includes(source) && otherSide.includes(target)) ||
        (side.includes(target) && otherSide.includes(source))
      );
    });
  }

  protected isLostToFault(link: Link): boolean {
    if (this.isCut(link)) return true;
    return this.faults.some(
      (fault, i) =>
        fault.kind === 'loss' &&
        fault.node === link.target &&
        this.health.active[i] === 1 &&
        this.streams.uniform(this.lossStreams[fault.node]!) < fault.ratio,
    );
  }

  /** The network is whole again: what was pushed across the cut is reset, and who waited to push goes on. */
  private reconnect(ended: readonly number[]): void {
    for (const link of this.links) {
      if (!ended.includes(link.source) && !ended.includes(link.target)) continue;
      if (this.isCut(link)) continue;
      if (link.timer < 0) this.resetLostAt(link.target);
      this.nodes[link.source]!.peerRestarted?.(link.target);
    }
  }

  /** Looks once who has lost anything: for each of a thousand instances the whole pool would be walked again. */
  private resetLostAt(node: number): void {
    const c = this.calls.state;
    const struck = new Set<number>();
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || (c.flags[call]! & LOST) === 0) continue;
      if (c.parent[call] === NO_PARENT && c.node[call] === node) struck.add(c.instance[call]!);
    }
    for (const i of [...struck].sort((a, b) => a - b)) {
      if (this.modeOf(node, i) === HEALTHY) this.resetLostDeliveries(node, i);
    }
  }

  private tellNetworkChanged(): void {
    for (const node of this.nodes) node.networkChanged?.();
  }

  protected scheduleFaults(): void {
    this.health.active = new Uint8Array(this.faults.length);
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
    this.fold(atNs, code ^ Math.imul(fault, 0x27d4eb2f));
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
        this.emit(fault.node, -1, 'cutOff');
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
        return;
      case 'partition':
        this.health.wireFaults--;
        this.emit(fault.node, -1, 'reachable');
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
    let lost = 0;
    for (const i of struck) {
      lost += this.endCallsInside(node, i, mode);
      this.nodes[node]!.station?.clear(i);
    }
    // A process that hung and now dies, or whose host does: what it had accepted ends with it.
    for (const i of worsened) lost += this.endCallsInside(node, i, mode);
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
    const c = this.calls.state;
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || c.link[call]! < 0) continue;
      if (c.node[call] !== node || c.instance[call] !== instance) continue;
      if ((c.flags[call]! & INSIDE) !== 0) return true;
      const isOnWay = Number.isNaN(c.arrivedNs[call]!);
      if (isOnWay && (c.flags[call]! & (LOST | RESTING)) === 0) return true;
    }
    return false;
  }

  /** The instance stops in the middle of its work. Returns how many calls that ended. */
  cutOff(node: number, instance: number): number {
    const cut = this.endCallsInside(node, instance, REFUSES);
    this.nodes[node]!.station?.clear(instance);
    return cut;
  }

  private heal(node: number, instance: number, mode: number): void {
    const { health } = this;
    const base = this.firstInstance[node]!;
    const back: number[] = [];
    for (const i of this.instanceRange(node, instance)) {
      const before = health.mode[base + i]!;
      health.held[(base + i) * CRASH_MODES + mode - 1]!--;
      const after = this.heldMode(base + i);
      if (after === before) continue;
      // What a hung process had accepted ends with it.
      if (before === HANGS) this.endCallsInside(node, i, REFUSES);
      if (before === SWALLOWS) this.resetLostDeliveries(node, i);
      health.mode[base + i] = after;
      if (after === HEALTHY) back.push(i);
    }
    if (back.length === 0) return;
    this.emit(node, instance, 'restarted');
    for (const i of back) this.nodes[node]!.restarted?.(i);
    for (const link of this.links) {
      if (link.target === node) this.nodes[link.source]!.peerRestarted?.(node);
    }
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

  /**
   * The calls inside a dying instance: their own events are cancelled, their children are orphaned, and they are reset,
   * swallowed or frozen. A crash is rare, so it walks the whole pool and every call is spared a list to be on.
   */
  private endCallsInside(node: number, instance: number, mode: number): number {
    const c = this.calls.state;
    const doomed: number[] = [];
    for (let call = 0; call < this.calls.capacity; call++) {
      if ((c.flags[call]! & INSIDE) === 0) continue;
      if (c.node[call] !== node || c.instance[call] !== instance) continue;
      if (c.link[call]! < 0) continue;
      c.flags[call]! |= DOOMED;
      doomed.push(call);
    }
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call)) continue;
      const parent = c.parent[call]!;
      if (parent < 0 || (c.flags[parent]! & DOOMED) === 0) continue;
      c.parent[call] = ORPHAN;
      if ((c.flags[call]! & TWIN) !== 0) this.twins.part(call);
      if (this.calls.isLive(call)) this.dropIfForgotten(call);
    }
    for (const call of doomed) {
      c.flags[call]! &= ~DOOMED;
      if (c.event[call]! >= 0) this.calendar.cancel(c.event[call]!);
      c.event[call] = -1;
      if (mode === REFUSES) this.answer(call, RESET);
      else if (mode === SWALLOWS) this.swallow(call);
    }
    return doomed.length;
  }
}
