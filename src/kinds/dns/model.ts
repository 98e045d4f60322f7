/**
 * DNS: tells clients where to send their calls. The calls themselves do not pass through it.
 *
 * Models: the caches of resolvers, each with its own time to live, so that a change reaches people one after another, and
 * stragglers that keep an answer longer (`name-caches.ts`); a look-up when the cache has nothing fresh; records that give
 * the addresses in turn, or the first that is healthy; health checks, by which an address is left out after so many
 * missed probes and taken in again after as many passed. Where every address is ill all count as healthy. While the name
 * service is down, people live on what their caches hold.
 * Leaves out: resolvers that merge equal look-ups or serve old answers, clients that try the next address, records by
 * place or by weight.
 * Sources: Amazon Route 53 developer guide; domain reference §1.6.
 */
import { msToNs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT, REFUSES } from '../../sim/behaviour.ts';
import { SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import type { DnsParams } from './params.ts';

const RESOLVED = CALL_EVENT;
const PROBE = OWN_EVENT;
const PROBE_FAILED = OWN_EVENT + 1;

interface DnsState {
  up: Uint8Array;
  upCount: number;
  /** Probes missed while in, or passed while out, in a row. */
  misses: Int32Array;
  passes: Int32Array;
  turn: number;
  sliceLookups: number;
}

interface Target {
  readonly node: number;
  readonly id: string;
  readonly instance: number;
}

class Dns implements NodeBehaviour {
  readonly state: DnsState;
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly id: string;
  private readonly params: DnsParams;
  private readonly lookup: Sampler;
  private targets: readonly Target[] = [];

  constructor({ sim, node, id, params }: NodeContext<DnsParams>) {
    this.sim = sim;
    this.node = node;
    this.id = id;
    this.params = params;
    this.lookup = sim.sampler(params.lookup, node, 'lookup');
    this.state = {
      up: new Uint8Array(0),
      upCount: 0,
      misses: new Int32Array(0),
      passes: new Int32Array(0),
      turn: 0,
      sliceLookups: 0,
    };
  }

  connect({ dependencies }: Connections): void {
    this.targets = dependencies.flatMap(({ ids, node, instances }) =>
      Array.from({ length: instances }, (_, instance) => ({ node, id: ids[0]!, instance })),
    );
    const n = this.targets.length;
    const s = this.state;
    s.up = new Uint8Array(n).fill(1);
    s.upCount = n;
    s.misses = new Int32Array(n);
    s.passes = new Int32Array(n);
  }

  start(): void {
    const { enabled, intervalMs } = this.params.healthCheck;
    if (!enabled) return;
    const phase = this.sim.streams.named(this.id, 'probes');
    for (let target = 0; target < this.targets.length; target++) {
      const atNs = Math.round(this.sim.streams.uniform(phase) * msToNs(intervalMs));
      this.sim.schedule(atNs, this.node, PROBE, target);
    }
  }

  // ---- look-ups ----

  accept(call: number): void {
    this.sim.calls.state.startedNs[call] = this.sim.nowNs;
    this.state.sliceLookups++;
    this.sim.scheduleCall(this.sim.drawService(this.lookup, this.node), call, RESOLVED);
  }

  private resolve(call: number): void {
    if (this.targets.length === 0) {
      this.sim.answer(call, UNSERVED);
      return;
    }
    this.sim.calls.state.version[call] = this.pick();
    this.sim.answer(call, SUCCESS);
  }

  private pick(): number {
    const s = this.state;
    const n = this.targets.length;
    const counts = (target: number) => s.upCount === 0 || s.up[target] === 1;
    if (this.params.record === 'failover') {
      let first = 0;
      while (!counts(first)) first++;
      return first;
    }
    while (!counts(s.turn)) s.turn = (s.turn + 1) % n;
    const target = s.turn;
    s.turn = (target + 1) % n;
    return target;
  }

  answered(): void {}

  wake(code: number, argument: number): void {
    if (code === RESOLVED) this.resolve(argument);
    else if (code === PROBE) this.probe(argument);
    else this.miss(argument);
  }

  // ---- health checks ----

  private probe(target: number): void {
    const { intervalMs, timeoutMs } = this.params.healthCheck;
    this.sim.schedule(msToNs(intervalMs), this.node, PROBE, target);
    if (this.sim.modeOf(this.node, 0) !== HEALTHY) return;
    const { node, instance } = this.targets[target]!;
    const mode = this.sim.modeOf(node, instance);
    if (mode === HEALTHY) this.pass(target);
    else if (mode === REFUSES) this.miss(target);
    else this.sim.schedule(msToNs(timeoutMs), this.node, PROBE_FAILED, target);
  }

  private pass(target: number): void {
    const s = this.state;
    s.misses[target] = 0;
    if (s.up[target] === 1) return;
    s.passes[target]!++;
    const { threshold } = this.params.healthCheck;
    this.tell('probePassed', target, { passes: s.passes[target]!, rise: threshold });
    if (s.passes[target]! < threshold) return;
    s.up[target] = 1;
    s.upCount++;
    this.tell('restored', target);
  }

  private miss(target: number): void {
    const s = this.state;
    s.passes[target] = 0;
    if (s.up[target] === 0) return;
    s.misses[target]!++;
    const { threshold } = this.params.healthCheck;
    this.tell('probeMissed', target, { misses: s.misses[target]!, fall: threshold });
    if (s.misses[target]! < threshold) return;
    s.up[target] = 0;
    s.upCount--;
    this.tell('ejected', target);
  }

  private tell(event: string, target: number, data: Record<string, number> = {}): void {
    const { id, instance } = this.targets[target]!;
    this.sim.emit(this.node, -1, event, { target: id, instance, ...data });
  }

  // ---- what it shows ----

  /** Addresses given out, addresses in all, look-ups in the slice. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.upCount;
    into[at + 1] = this.targets.length;
    into[at + 2] = s.sliceLookups;
    s.sliceLookups = 0;
  }

  summarize(): Record<string, unknown> {
    return { targetsUp: this.state.upCount, targets: this.targets.length };
  }
}

export const dnsModel: KindModel<DnsParams> = {
  offer: 'names',
  create: (context) => new Dns(context),
};
