/**
 * The caches between one client's people and the name service: resolvers of providers, systems and browsers. People are
 * spread over `resolvers` of them; each keeps one address until its time to live is over, and some keep it longer.
 *
 * They have been in use before the run begins: each holds an address, whose remaining life is anything up to the whole.
 */
import { msToNs } from '../../base/units.ts';
import type { Route } from '../../sim/link.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { NameCaches } from '../kind.ts';
import type { DnsParams } from './params.ts';

/** Where a name leads: an instance, and the way to it. */
export interface Address {
  readonly link: number;
  readonly node: number;
  readonly instance: number;
}

export class ResolverCaches implements NameCaches, Route {
  index = -1;
  readonly state: { address: Int32Array; expiresNs: Float64Array };
  private readonly sim: Simulation;
  private readonly params: DnsParams;
  private readonly addresses: readonly Address[];
  private readonly stream: number;
  private readonly late: number;

  constructor(
    sim: Simulation,
    params: DnsParams,
    addresses: readonly Address[],
    /** Names the streams: the client whose people these are. */
    client: string,
  ) {
    this.sim = sim;
    this.params = params;
    this.addresses = addresses;
    this.stream = sim.streams.named(client, 'resolver');
    const { resolvers, stragglers } = params;
    this.late = Math.round(resolvers * stragglers.ratio);
    this.state = {
      address: new Int32Array(resolvers),
      expiresNs: new Float64Array(resolvers),
    };
    this.fill(sim.streams.named(client, 'nameAges'));
  }

  /** What an autoscaler has not started yet has no name. */
  private fill(ages: number): void {
    const open = [...this.addresses.keys()].filter((index) => {
      const { node, instance } = this.addresses[index]!;
      return !this.sim.isClosed(node, instance);
    });
    const given = this.params.record === 'failover' ? open.slice(0, 1) : open;
    const { address, expiresNs } = this.state;
    for (let cache = 0; cache < address.length; cache++) {
      address[cache] = given[cache % given.length] ?? 0;
      expiresNs[cache] = Math.round(this.sim.streams.uniform(ages) * this.lifeNs(cache));
    }
  }

  private lifeNs(cache: number): number {
    const { ttlMs, stragglers } = this.params;
    return msToNs(cache < this.late ? ttlMs * stragglers.factor : ttlMs);
  }

  get route(): Route {
    return this;
  }

  cacheOf(user: number): number {
    const { resolvers } = this.params;
    if (user >= 0) return user % resolvers;
    return resolvers === 1 ? 0 : this.sim.streams.below(this.stream, resolvers);
  }

  knows(cache: number): boolean {
    return this.sim.nowNs < this.state.expiresNs[cache]!;
  }

  learn(cache: number, address: number): void {
    this.state.address[cache] = address;
    this.state.expiresNs[cache] = this.sim.nowNs + this.lifeNs(cache);
  }

  /** The frame of the request says whose cache it asks. An attempt more goes to the same address. */
  choose(call: number): boolean {
    const c = this.sim.calls.records;
    const address = this.addresses[this.state.address[c[c[call]!.parent]!.phase]!];
    if (address === undefined) return false;
    c[call]!.link = address.link;
    c[call]!.instance = address.instance;
    return true;
  }
}
