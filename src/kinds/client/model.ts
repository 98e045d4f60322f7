/**
 * Client: where requests come from, and where their latency is measured.
 *
 * Models: open arrivals (Poisson, evenly spaced, or Poisson at a scheduled rate) and closed ones (users who think, ask
 * and wait); a mix of operations; keyed popularity; people who come back; one timeout an attempt and retries (on the way
 * to what it calls).
 * Leaves out: users who give up for good, connection set-up, the size of requests.
 * Sources: arrivals and think times as in any queueing text; popularity: Breslau et al. (INFOCOM 1999), YCSB.
 */
import { assert } from '../../base/assert.ts';
import { NS_PER_SEC } from '../../base/units.ts';
import { OWN_EVENT } from '../../sim/behaviour.ts';
import { SUCCESS } from '../../sim/causes.ts';
import { type Sampler, sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { OperationType } from '../fields.ts';
import type {
  Connections,
  Dependency,
  KindModel,
  NameCaches,
  NodeBehaviour,
  NodeContext,
} from '../kind.ts';
import { GET, PUBLISH, READ, REQUEST, RESOLVE, WRITE } from '../kind.ts';
import { ratePerSec, whenDoneNs, workBetween } from './arrivals.ts';
import { KeySource } from './keys.ts';
import type { ClientParams } from './params.ts';
import { UserSource } from './users.ts';

const ARRIVAL = OWN_EVENT;
const THOUGHT = OWN_EVENT + 1;

interface ClientState {
  /** The pending arrival's event, −1 for none. */
  event: number;
  /** Since when the pending arrival's work is used up at the current rate, and how much was left then. */
  sinceNs: number;
  work: number;
  /** Product of the spikes in force. */
  factor: number;
  spikes: number[];
  /** Users who would ask and do not, because a spike of factor 0 keeps them away. */
  parked: number;
  keys: object;
  users: object;
}

class Client implements NodeBehaviour {
  readonly state: ClientState;
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly params: ClientParams;
  private readonly types: readonly OperationType[];
  private readonly operations: readonly number[];
  private readonly cumulative: Float64Array;
  private readonly keys: KeySource;
  private readonly arrivals: number;
  private readonly isPoisson: boolean;
  /** Nanoseconds from one arrival to the next, on average, where the rate never changes; else 0. */
  private readonly nsPerArrival: number;
  private readonly mix: number;
  private readonly users: UserSource | null;
  private readonly think: Sampler | null;
  private target: Dependency | null = null;

  constructor(context: NodeContext<ClientParams>) {
    const { sim, node, params, id } = context;
    this.sim = sim;
    this.node = node;
    this.params = params;
    this.operations = context.ownOperations;
    this.types = params.operations.map((operation) => operation.type);
    const { arrival } = params;
    this.arrivals = sim.streams.named(id, 'arrivals');
    this.isPoisson = arrival.process !== 'constant';
    this.nsPerArrival =
      'ratePerSec' in arrival && arrival.ratePerSec > 0 ? NS_PER_SEC / arrival.ratePerSec : 0;
    this.mix = sim.streams.named(id, 'operations');
    this.keys = new KeySource(params.keys, sim.streams, sim.streams.named(id, 'keys'));
    this.users =
      params.users === null
        ? null
        : new UserSource(params.users, context.userPlaces, sim.streams, id);
    this.think =
      params.arrival.process === 'closed'
        ? sampler(params.arrival.thinkTime, sim.streams.named(id, 'thinkTime'))
        : null;
    this.cumulative = cumulativeShares(params.operations.map((operation) => operation.weight));
    this.state = {
      event: -1,
      sinceNs: 0,
      work: 0,
      factor: 1,
      spikes: [],
      parked: 0,
      keys: this.keys.state,
      users: this.users?.state ?? {},
    };
  }

  connect({ dependencies }: Connections): void {
    this.target = dependencies[0] ?? null;
  }

  start(): void {
    // A client with no target is explained on the page and stays silent: the rest still runs.
    if (this.target === null) return;
    const { arrival } = this.params;
    if (arrival.process === 'closed') {
      for (let user = 0; user < arrival.users; user++) this.thinkFirst();
    } else this.awaitNext();
  }

  wake(code: number, _argument: number): void {
    if (code === THOUGHT) {
      if (this.state.factor === 0) this.state.parked++;
      else this.makeRequest();
      return;
    }
    // First, so that what it sets off comes before an arrival at the same moment.
    this.makeRequest();
    this.awaitNext();
  }

  accept(_call: number): void {
    assert(false, 'nothing calls a client');
  }

  answered(frame: number, child: number): void {
    const c = this.sim.calls.records;
    if (c[child]!.verb === RESOLVE && c[child]!.cause === SUCCESS) {
      const names = this.target!.names!;
      names.learn(c[frame]!.phase, c[child]!.version);
      this.sim.send(frame, names.route, REQUEST, c[frame]!.operation, c[frame]!.key);
      return;
    }
    this.sim.endRequest(frame, c[child]!.cause, c[child]!.culprit);
    if (this.think !== null) this.thinkAgain();
  }

  disturbed(fault: string, factor: number, began: boolean): void {
    if (fault !== 'spike') return;
    const s = this.state;
    const { arrival } = this.params;
    if (arrival.process !== 'closed' && this.target !== null) this.spendWork();
    if (began) s.spikes.push(factor);
    else s.spikes.splice(s.spikes.indexOf(factor), 1);
    s.factor = s.spikes.reduce((product, spike) => product * spike, 1);
    this.sim.emit(this.node, -1, began ? 'spikeBegan' : 'spikeEnded', began ? { factor } : {});
    if (this.target === null) return;
    if (arrival.process !== 'closed') this.scheduleArrival();
    else this.unpark();
  }

  /** Those who were kept away take up their thinking again. */
  private unpark(): void {
    const s = this.state;
    if (s.factor === 0) return;
    for (; s.parked > 0; s.parked--) this.thinkAgain();
  }

  gauges(into: Float32Array, at: number): void {
    const { arrival } = this.params;
    if (arrival.process === 'closed') into[at + 2] = arrival.users;
    else into[at] = ratePerSec(arrival, this.sim.nowNs) * this.state.factor;
  }

  /** Users start somewhere in their thinking, not all at once. */
  private thinkFirst(): void {
    this.sim.schedule(this.thinkNs(), this.node, THOUGHT, 0);
  }

  private thinkAgain(): void {
    this.sim.schedule(this.thinkNs(), this.node, THOUGHT, 0);
  }

  /** In a spike users think faster; while its factor is 0 they think and then do not ask. */
  private thinkNs(): number {
    const ns = this.sim.draw(this.think!);
    const { factor } = this.state;
    return factor === 1 || factor === 0 ? ns : Math.round(ns / factor);
  }

  /** Draws the next arrival's work and schedules it. */
  private awaitNext(): void {
    const s = this.state;
    if (!this.isPoisson) {
      // Counted from where the rate last changed, or the roundings of an even stream would add up.
      s.work++;
      this.scheduleArrival();
      return;
    }
    s.work = this.sim.streams.exponential(this.arrivals);
    s.sinceNs = this.sim.nowNs;
    if (s.factor === 1 && this.nsPerArrival > 0) {
      this.scheduleIn(Math.floor(s.work * this.nsPerArrival + 0.5));
    } else this.scheduleArrival();
  }

  private scheduleArrival(): void {
    const s = this.state;
    const { arrival } = this.params;
    s.event = -1;
    if (arrival.process === 'closed') return;
    const delayNs = whenDoneNs(arrival, s.sinceNs, s.work, s.factor) - this.sim.nowNs;
    this.scheduleIn(Math.max(0, Math.floor(delayNs + 0.5)));
  }

  private scheduleIn(delayNs: number): void {
    // Also where the rate is 0 for good, and the delay infinite.
    if (this.sim.nowNs + delayNs > this.sim.spec.durationNs) return;
    const event = this.sim.schedule(delayNs, this.node, ARRIVAL, 0);
    this.state.event = event;
  }

  /** Before the rate changes: what the pending arrival has already waited for. */
  private spendWork(): void {
    const s = this.state;
    const { arrival } = this.params;
    if (arrival.process === 'closed') return;
    if (s.event >= 0) this.sim.cancel(s.event);
    const used = workBetween(arrival, s.sinceNs, this.sim.nowNs, s.factor);
    s.work = Math.max(0, s.work - used);
    s.sinceNs = this.sim.nowNs;
  }

  private makeRequest(): void {
    const target = this.target!;
    const own = this.pickOperation();
    const operation = this.operations[own]!;
    const key = this.keys.draw();
    const user = this.users === null ? -1 : this.users.draw(this.sim.nowNs);
    const frame = this.sim.beginRequest(this.node, operation, key, user);
    if (target.names !== null) this.requestByName(frame, target, target.names);
    else this.sim.send(frame, target.route, verbFor(target, this.types[own]!), operation, key);
  }

  /** Straight to the address, or after a look-up where nobody near the user knows it. */
  private requestByName(frame: number, service: Dependency, names: NameCaches): void {
    const c = this.sim.calls.records;
    const cache = names.cacheOf(c[frame]!.user);
    c[frame]!.phase = cache;
    const isKnown = names.knows(cache);
    const route = isKnown ? names.route : service.route;
    this.sim.send(frame, route, isKnown ? REQUEST : RESOLVE, c[frame]!.operation, c[frame]!.key);
  }

  private pickOperation(): number {
    const { cumulative } = this;
    if (cumulative.length === 1) return 0;
    const u = this.sim.streams.uniform(this.mix);
    let i = 0;
    while (u >= cumulative[i]!) i++;
    return i;
  }
}

/** A client may also talk straight to a cache, a database or a queue. */
function verbFor(target: Dependency, type: OperationType): number {
  switch (target.offer) {
    case 'cache':
      return type === 'write' ? WRITE : GET;
    case 'store':
      return type === 'write' ? WRITE : READ;
    case 'queue':
      return PUBLISH;
    default:
      return REQUEST;
  }
}

function cumulativeShares(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Float64Array(weights.length);
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    shares[i] = sum / total;
  }
  shares[weights.length - 1] = 1;
  return shares;
}

export const clientModel: KindModel<ClientParams> = {
  offer: 'nothing',
  create: (context) => new Client(context),
};
