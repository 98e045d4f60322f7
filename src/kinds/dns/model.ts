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
import { firstFrom } from '../../base/sorted-ints.ts';
import { CALL_EVENT } from '../../sim/behaviour.ts';
import { SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { HealthChecks, type HealthChecksState, type ProbedTarget } from '../health-checks.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import type { DnsParams } from './params.ts';

const RESOLVED = CALL_EVENT;

interface DnsState {
  health: HealthChecksState;
  turn: number;
  sliceLookups: number;
}

class Dns implements NodeBehaviour {
  readonly state: DnsState;
  private readonly sim: Simulation;
  private readonly params: DnsParams;
  private readonly lookup: Sampler;
  private readonly health: HealthChecks;
  private targets: readonly ProbedTarget[] = [];

  constructor({ sim, node, params }: NodeContext<DnsParams>) {
    this.sim = sim;
    this.params = params;
    this.lookup = sim.sampler(params.lookup, node, 'lookup');
    const { threshold, ...rest } = params.healthCheck;
    this.health = new HealthChecks(sim, node, { ...rest, fall: threshold, rise: threshold });
    this.state = { health: this.health.state, turn: 0, sliceLookups: 0 };
  }

  connect({ dependencies }: Connections): void {
    this.targets = dependencies.flatMap(({ ids, node, instances }) =>
      Array.from({ length: instances }, (_, instance) => ({ node, id: ids[0]!, instance })),
    );
    this.health.watch(this.targets);
  }

  start(): void {
    if (this.params.healthCheck.enabled) this.health.start();
  }

  // ---- look-ups ----

  accept(call: number): void {
    this.sim.calls.records[call]!.startedNs = this.sim.nowNs;
    this.state.sliceLookups++;
    this.sim.serveCall(this.lookup, call, RESOLVED);
  }

  private resolve(call: number): void {
    if (this.targets.length === 0) {
      this.sim.answer(call, UNSERVED);
      return;
    }
    this.sim.calls.records[call]!.version = this.pick();
    this.sim.answer(call, SUCCESS);
  }

  /** Never an instance that an autoscaler has not started, of which there is always one that it has. */
  private pick(): number {
    const s = this.state;
    const { upOnes, openOnes } = this.health.state;
    const named = upOnes.count === 0 ? openOnes : upOnes;
    if (this.params.record === 'failover') return named.items[0]!;
    const target = firstFrom(named, s.turn);
    s.turn = (target + 1) % this.targets.length;
    return target;
  }

  answered(): void {}

  wake(code: number, argument: number): void {
    if (code === RESOLVED) this.resolve(argument);
    else this.health.wake(code, argument);
  }

  peerScaled(node: number, instance: number): void {
    this.health.scaled(node, instance);
  }

  // ---- what it shows ----

  /** Addresses given out, addresses open, look-ups in the slice. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = this.health.state.upOnes.count;
    into[at + 1] = this.health.state.openOnes.count;
    into[at + 2] = s.sliceLookups;
    s.sliceLookups = 0;
  }

  summarize(): Record<string, unknown> {
    const { upOnes, openOnes } = this.health.state;
    return { targetsUp: upOnes.count, targets: openOnes.count };
  }
}

export const dnsModel: KindModel<DnsParams> = {
  offer: 'names',
  create: (context) => new Dns(context),
};
