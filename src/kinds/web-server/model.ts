/**
 * Web server: works on a request, then calls what the drawing connects it to, and holds its slot until it has answered
 * (thread per request). Capacity is therefore slots ÷ residence time, waits included: the classic outage is a server
 * with idle CPUs and no free thread.
 *
 * What it does with an operation follows from the drawing:
 * - read: other services; then cache (a hit ends it) and database, and on a miss the cache is filled;
 * - write: other services; then the database, then the cache by the cache's `onWrite`;
 * - job: other services; then published to the queue and answered at once;
 * - static: its own work, then the object store, where there is one.
 * A cache that fails is treated as a miss, as clients of caches do; any other failure is the answer.
 * Services are asked one after another or all at once, each as often as `fanOut` says; the slowest answer decides, and
 * the first failure is the answer once all are back.
 *
 * Leaves out: CPU contention between slots, connection pools, start-up, draining, sessions.
 * Sources: Tomcat's defaults (slots 200, waiting 7,992); domain reference §2, §5.1.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import { type CallsState, HIT, NO_PARENT } from '../../sim/calls.ts';
import { OVERFLOW, SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { FULL, STARTED, Station } from '../../sim/station.ts';
import type { Connections, Dependency, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import {
  DELETE,
  FILLS,
  GET,
  type Offer,
  type OperationInfo,
  PUBLISH,
  READ,
  REQUEST,
  SET,
  WRITE,
} from '../kind.ts';
import type { WebServerParams } from './params.ts';

const SERVED = CALL_EVENT;

// Phases of a request, in `calls.phase`.
const LOOKING_UP = 1000;
const READING = 1001;
const FILLING = 1002;
const WRITING = 1003;
const INVALIDATING = 1004;
const PUBLISHING = 1005;
const FETCHING = 1006;
/** From here on it is asking services: SERVICES + round × (most answers a round waits for + 1) + answers still out. */
const SERVICES = 2000;

/** What serves one operation: the first of each offer, in order of id, among those the operation may use. */
interface Plan {
  readonly type: OperationInfo['type'];
  /** Services asked at the same time, round after round. */
  readonly rounds: readonly (readonly Dependency[])[];
  /** Phases that a round takes up: one more than the answers it can wait for. */
  readonly roundWidth: number;
  readonly cache: Dependency | null;
  readonly store: Dependency | null;
  readonly queue: Dependency | null;
  readonly blobs: Dependency | null;
}

class WebServer implements NodeBehaviour {
  readonly state = {};
  readonly station: Station;
  private readonly sim: Simulation;
  private readonly calls: CallsState;
  private readonly node: number;
  private readonly service: Sampler;
  private readonly operations: readonly OperationInfo[];
  private readonly params: WebServerParams;
  private plans: Plan[] = [];

  constructor(context: NodeContext<WebServerParams>) {
    const { sim, node, params } = context;
    this.sim = sim;
    this.calls = sim.calls.state;
    this.node = node;
    this.operations = context.operations;
    this.params = params;
    this.station = new Station(sim, sim.calls, params);
    this.service = sim.sampler(params.service, node, 'service');
  }

  connect({ dependencies }: Connections): void {
    this.plans = this.operations.map((operation) => planFor(operation, dependencies, this.params));
  }

  accept(call: number): void {
    const entered = this.station.enter(call, this.calls.instance[call]!);
    if (entered === STARTED) this.serve(call);
    else if (entered === FULL) this.sim.answer(call, OVERFLOW);
  }

  private serve(call: number): void {
    this.calls.startedNs[call] = this.sim.nowNs;
    this.sim.scheduleCall(this.sim.drawService(this.service, this.node), call, SERVED);
  }

  wake(_code: number, call: number): void {
    this.continueWith(call, this.plans[this.calls.operation[call]!]!, 0);
  }

  /** Its own work is done: the next services, or the operation's own part. */
  private continueWith(call: number, plan: Plan, round: number): void {
    if (round < plan.rounds.length) {
      this.askServices(call, plan, round);
      return;
    }
    switch (plan.type) {
      case 'read':
        if (plan.cache !== null) this.ask(call, LOOKING_UP, plan.cache, GET, 0, FILLS);
        else if (plan.store !== null) this.ask(call, READING, plan.store, READ);
        else this.reply(call, SUCCESS);
        return;
      case 'write':
        if (writesThroughCache(plan)) this.ask(call, WRITING, plan.cache!, WRITE);
        else if (plan.store !== null) this.ask(call, WRITING, plan.store, WRITE);
        else if (plan.cache !== null) this.ask(call, INVALIDATING, plan.cache, SET);
        else this.reply(call, SUCCESS);
        return;
      case 'job':
        if (plan.queue !== null) this.ask(call, PUBLISHING, plan.queue, PUBLISH);
        else this.reply(call, UNSERVED);
        return;
      case 'static':
        if (plan.blobs !== null) this.ask(call, FETCHING, plan.blobs, READ);
        else this.reply(call, SUCCESS);
        return;
    }
  }

  /** The last answer may come at once and end the request, so nothing is looked up after the last call. */
  private askServices(call: number, plan: Plan, round: number): void {
    const c = this.calls;
    const services = plan.rounds[round]!;
    const { fanOut } = this.params;
    const operation = c.operation[call]!;
    const key = c.key[call]!;
    c.phase[call] = SERVICES + round * plan.roundWidth + services.length * fanOut;
    for (const { route } of services) {
      for (let i = 0; i < fanOut; i++) this.sim.send(call, route, REQUEST, operation, key);
    }
  }

  private serviceAnswered(frame: number, child: number, plan: Plan): void {
    const c = this.calls;
    if (c.cause[child] !== SUCCESS && c.cause[frame] === SUCCESS) {
      c.cause[frame] = c.cause[child]!;
      c.culprit[frame] = c.culprit[child]!;
    }
    const phase = c.phase[frame]! - 1;
    c.phase[frame] = phase;
    const left = (phase - SERVICES) % plan.roundWidth;
    if (left > 0) return;
    if (c.cause[frame] !== SUCCESS) this.reply(frame, c.cause[frame]!, c.culprit[frame]!);
    else this.continueWith(frame, plan, (phase - SERVICES) / plan.roundWidth + 1);
  }

  private ask(
    call: number,
    phase: number,
    target: Dependency,
    verb: number,
    version = 0,
    mark = -1,
  ): void {
    const c = this.calls;
    c.phase[call] = phase;
    this.sim.send(call, target.route, verb, c.operation[call]!, c.key[call]!, version, mark);
  }

  answered(frame: number, child: number): void {
    // A lease that was given back: nobody waits to hear of it.
    if (frame === NO_PARENT) return;
    const c = this.calls;
    const plan = this.plans[c.operation[frame]!]!;
    const phase = c.phase[frame]!;
    const failed = c.cause[child] !== SUCCESS;
    switch (phase) {
      case LOOKING_UP:
        this.lookedUp(frame, child, plan);
        return;
      case READING:
        this.hasRead(frame, child, plan);
        return;
      case WRITING:
        if (failed) this.fail(frame, child);
        else this.invalidate(frame, child, plan);
        return;
      case FILLING:
      case INVALIDATING:
        // The data is safe; a cache that could not be told does not fail the request.
        this.reply(frame, SUCCESS);
        return;
      default:
        if (phase >= SERVICES) this.serviceAnswered(frame, child, plan);
        else if (failed) this.fail(frame, child);
        else this.reply(frame, SUCCESS);
    }
  }

  private lookedUp(frame: number, child: number, plan: Plan): void {
    const c = this.calls;
    const cache = plan.cache!;
    const { loadsItself } = cache.cache!;
    const isFailed = c.cause[child] !== SUCCESS;
    const isHit = !isFailed && (c.flags[child]! & HIT) !== 0;
    // A miss carries the lease's token, in the place of a version.
    c.version[frame] = isHit || isFailed || loadsItself ? 0 : c.version[child]!;
    if (isHit) this.reply(frame, SUCCESS);
    else if (plan.store !== null && (isFailed || !loadsItself)) {
      this.ask(frame, READING, plan.store, READ);
    } else if (loadsItself) {
      if (isFailed) this.fail(frame, child);
      else this.reply(frame, SUCCESS);
    }
    // Nothing behind the cache: the server works the answer out itself, and keeps it if it can.
    else if (isFailed) this.reply(frame, SUCCESS);
    else this.fill(frame, cache, 0);
  }

  private hasRead(frame: number, child: number, plan: Plan): void {
    const c = this.calls;
    if (c.cause[child] !== SUCCESS) {
      this.giveLeaseBack(frame, plan);
      this.fail(frame, child);
    } else if (plan.cache === null) this.reply(frame, SUCCESS);
    else this.fill(frame, plan.cache, c.version[child]!);
  }

  private fill(frame: number, cache: Dependency, version: number): void {
    const token = this.calls.version[frame]!;
    this.ask(frame, FILLING, cache, SET, version, token === 0 ? -1 : token);
  }

  /** What was to fill the cache has failed: the next in line is to try. */
  private giveLeaseBack(frame: number, { cache }: Plan): void {
    const c = this.calls;
    const token = c.version[frame]!;
    if (cache === null || token === 0) return;
    this.sim.send(NO_PARENT, cache.route, DELETE, c.operation[frame]!, c.key[frame]!, 0, token);
  }

  private invalidate(frame: number, child: number, plan: Plan): void {
    const { cache } = plan;
    if (cache === null || writesThroughCache(plan) || cache.cache!.onWrite === 'ignore') {
      this.reply(frame, SUCCESS);
    } else if (cache.cache!.onWrite === 'evict') this.ask(frame, INVALIDATING, cache, DELETE);
    else this.ask(frame, INVALIDATING, cache, SET, this.calls.version[child]!);
  }

  private fail(frame: number, child: number): void {
    const c = this.calls;
    this.reply(frame, c.cause[child]!, c.culprit[child]!);
  }

  private reply(call: number, cause: number, culprit?: number): void {
    const next = this.station.leave(this.calls.instance[call]!);
    if (next >= 0) this.serve(next);
    this.sim.answer(call, cause, culprit);
  }

  gauges(into: Float32Array, at: number): void {
    let up = 0;
    for (let i = 0; i < this.station.instances; i++) {
      if (this.sim.modeOf(this.node, i) === 0) up++;
    }
    into[at] = up;
    into[at + 1] = this.station.state.busyTotal;
  }
}

/** Writes go through the cache where it says so, or where it is the only way to the database. */
function writesThroughCache({ cache, store }: Plan): boolean {
  const traits = cache?.cache;
  return (
    traits !== undefined &&
    traits !== null &&
    (traits.writesThrough || (store === null && traits.loadsItself))
  );
}

function planFor(
  operation: OperationInfo,
  dependencies: readonly Dependency[],
  { calls, fanOut }: WebServerParams,
): Plan {
  const usable = dependencies.filter(
    ({ ids }) => operation.uses === null || ids.some((id) => operation.uses!.includes(id)),
  );
  const first = (offer: Offer) => usable.find((dependency) => dependency.offer === offer) ?? null;
  const services = usable.filter((dependency) => dependency.offer === 'service');
  const isAtOnce = calls === 'atOnce' && services.length > 0;
  return {
    type: operation.type,
    rounds: isAtOnce ? [services] : services.map((service) => [service]),
    roundWidth: (isAtOnce ? services.length : 1) * fanOut + 1,
    cache: first('cache'),
    store: first('store'),
    queue: first('queue'),
    blobs: first('blobs'),
  };
}

export const webServerModel: KindModel<WebServerParams> = {
  offer: 'service',
  create: (context) => new WebServer(context),
};
