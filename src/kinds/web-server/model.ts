/**
 * Web server: works on a request, then calls what the drawing connects it to, and holds its slot until it has answered
 * (thread per request). Capacity is therefore slots ÷ residence time, waits included: the classic outage is a server
 * with idle CPUs and no free thread.
 *
 * What it does with an operation follows from the drawing:
 * - read: other services; then cache (a hit ends it) and database, and on a miss the cache is filled;
 * - write: other services; then the database, then the cache by the cache's `onWrite`;
 * - job: other services; then published to the queue and answered at once; with neither a queue nor a service to pass it
 *   to, answered at once and worked on in the server's own memory (`memory-jobs.ts`);
 * - static: its own work, then the object store, where there is one.
 * A cache that fails is treated as a miss, as clients of caches do; any other failure is the answer.
 * Services are asked one after another or all at once, each as often as `fanOut` says; the slowest answer decides, and
 * the first failure is the answer once all are back.
 *
 * A request of a user may have to sign in first: `sessions.ts`.
 *
 * Instances may come and go: `autoscaler.ts` decides, `scaling.ts` carries it out.
 * Whoever finds no free slot waits, and may be dropped when the turn comes (`sim/shedding.ts`).
 *
 * Its own work takes as long as it takes, however many are worked on, unless `processors` says that they share some
 * (`sim/processors.ts`).
 *
 * Leaves out: connection pools, which stand on the connections (`sim/pool.ts`); processors for jobs in memory, whose threads are their own.
 * Sources: Tomcat's defaults (slots 200, waiting 7,992); domain reference §2, §5.1.
 */
import { CALL_EVENT, OWN_EVENT } from '../../sim/behaviour.ts';
import { type Call, HIT, NO_PARENT } from '../../sim/calls.ts';
import { OVERFLOW, REFUSED, SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import { Processors } from '../../sim/processors.ts';
import { type Shedding, sheddingFor } from '../../sim/shedding.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { FULL, STARTED, Station } from '../../sim/station.ts';
import type { Connections, Dependency, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import {
  DELETE,
  FILLS,
  GET,
  type OperationInfo,
  PUBLISH,
  READ,
  REQUEST,
  SET,
  UNASKED,
  UNLEASED,
  WRITE,
} from '../kind.ts';
import type { AutoscaleParams } from './autoscaler.ts';
import { compressedBytes, compressionMs } from './compression.ts';
import { MemoryJobs, type MemoryJobsState } from './memory-jobs.ts';
import type { WebServerParams } from './params.ts';
import { isWorkedOnHere, type Plan, planFor, sessionStoreOf, writesThroughCache } from './plan.ts';
import { Scaling } from './scaling.ts';
import { Sessions } from './sessions.ts';

const SERVED = CALL_EVENT;
const SIGNED_IN = CALL_EVENT + 1;
const COMPRESSED = CALL_EVENT + 2;
const JOB_DONE = OWN_EVENT;

// Phases of a request, in `calls.phase`.
const LOOKING_UP = 1000;
const READING = 1001;
const FILLING = 1002;
const WRITING = 1003;
const INVALIDATING = 1004;
const PUBLISHING = 1005;
const FETCHING = 1006;
const ASKING_SESSION = 1007;
const KEEPING_SESSION = 1008;
/** As READING, after a cache that did not answer. */
const READING_UNASKED = 1009;
/** From here on it is asking services: SERVICES + round × (most answers a round waits for + 1) + answers still out. */
const SERVICES = 2000;

class WebServer implements NodeBehaviour {
  readonly state: {
    sessions: object;
    shedding: object;
    jobs: MemoryJobsState | null;
    scaling: object;
    processors: object;
  };
  readonly station: Station;
  /** Null: every slot has one of its own. */
  readonly processors: Processors | null;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  /** Null: whoever waits is served in the end. */
  private readonly shedding: Shedding | null;
  private readonly service: Sampler;
  private readonly operations: readonly OperationInfo[];
  private readonly params: WebServerParams;
  private readonly sessions: Sessions | null;
  private readonly login: Sampler;
  private readonly tokenCheck: Sampler | null;
  private readonly firstSessionKey: number;
  private readonly scaling: Scaling | null;
  /** Nobody is told when its own work begins and ends. */
  private readonly hasPlainWork: boolean;
  private sessionStore: Dependency | null = null;
  private jobs: MemoryJobs | null = null;
  private readonly jobWork: Sampler;
  private plans: Plan[] = [];
  /** Time to compress the answer of each operation; empty where answers go out as they are. */
  private compressions: Sampler[] = [];

  constructor(context: NodeContext<WebServerParams>) {
    const { sim, node, params } = context;
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.operations = context.operations;
    this.params = params;
    const size = { ...params, instances: sim.instancesOf(node) };
    this.station = new Station(sim, sim.calls, size);
    this.processors =
      params.processors === null ? null : new Processors(params.processors, sim, size.instances);
    this.scaling = params.autoscale === null ? null : this.scalingBy(params.autoscale);
    this.shedding = sheddingFor(sim, sim.calls, size);
    this.service = sim.sampler(params.service, node, 'service');
    this.jobWork = sim.sampler(params.jobWork, node, 'jobWork');
    const { signIns } = context;
    this.sessions =
      params.sessions === 'stateless' || signIns === null
        ? null
        : new Sessions(params.sessions, signIns, node);
    this.login = sim.sampler(params.login, node, 'login');
    this.tokenCheck =
      params.sessions === 'token' ? sim.sampler(params.tokenCheck, node, 'tokenCheck') : null;
    this.firstSessionKey = context.firstSessionKey;
    if (params.compression !== 'none') {
      this.compressions = this.operations.map(({ content, responseBytes: bytes }) => {
        const ms = compressionMs(params.compression, { content, bytes });
        return sim.sampler({ dist: 'constant', ms }, node, 'compression');
      });
    }
    this.state = {
      sessions: this.sessions?.state ?? {},
      shedding: this.shedding?.state ?? {},
      jobs: null,
      scaling: this.scaling?.state ?? {},
      processors: this.processors?.state ?? {},
    };
    this.hasPlainWork = this.scaling === null && this.processors === null;
  }

  private scalingBy(autoscale: AutoscaleParams): Scaling {
    const { instances, slots } = this.params;
    const capacity = Math.min(slots, this.processors?.cores ?? slots);
    return new Scaling(this.sim, this.node, this.station, { instances, capacity }, autoscale, {
      hasJobs: (instance) => this.jobs?.has(instance) ?? false,
      stopped: (instance) => this.loseMemory(instance),
    });
  }

  connect({ dependencies }: Connections): void {
    this.plans = this.operations.map((operation) => planFor(operation, dependencies, this.params));
    this.sessionStore = sessionStoreOf(dependencies, this.plans);
    if (this.plans.some(isWorkedOnHere)) this.keepJobs();
  }

  private keepJobs(): void {
    const { jobThreads: threads } = this.params;
    const { instances } = this.station;
    this.jobs = new MemoryJobs({ instances, threads }, (argument) => {
      const ns = this.sim.drawService(this.jobWork, this.node);
      this.sim.schedule(ns, this.node, JOB_DONE, argument);
    });
    this.state.jobs = this.jobs.state;
  }

  start(): void {
    this.scaling?.start();
  }

  accept(call: number): void {
    if (this.scaling !== null && !this.scaling.takes(this.calls[call]!.instance)) {
      // It was on the way when the instance stopped.
      this.sim.answer(call, REFUSED);
      return;
    }
    const entered = this.station.takeSlot(call, this.calls[call]!.instance);
    if (entered === STARTED) {
      this.shedding?.passed(this.calls[call]!.instance);
      this.takeOn(call);
    }
    if (entered === FULL) this.sim.answer(call, OVERFLOW);
  }

  private takeOn(call: number): void {
    this.calls[call]!.startedNs = this.sim.nowNs;
    if (this.sessions === null || this.calls[call]!.user < 0) this.workAlone(call);
    else this.greet(call, this.sessions);
  }

  private workAlone(call: number): void {
    if (this.hasPlainWork) this.sim.serveCall(this.service, call, SERVED);
    else this.work(call, 0);
  }

  /** Its own work, and what comes on top of it. */
  private work(call: number, moreNs: number, then = SERVED): void {
    this.occupy(call, this.sim.drawService(this.service, this.node) + moreNs, then);
  }

  /** Work of the processor's, which a cold server takes longer for and an autoscaler looks at. */
  private occupy(call: number, ns: number, then: number): void {
    const { scaling, processors } = this;
    const { instance } = this.calls[call]!;
    const takes = scaling === null ? ns : scaling.workBegins(instance, ns);
    if (processors === null) this.sim.scheduleCall(takes, call, then);
    else processors.begin(call, instance, takes, then);
  }

  private workEnded(call: number): void {
    const { instance } = this.calls[call]!;
    this.processors?.end(call, instance);
    this.scaling?.workEnds(instance);
  }

  wake(code: number, call: number): void {
    if (code >= OWN_EVENT) {
      if (code === JOB_DONE) this.jobDone(call);
      else this.scaling!.wake(code, call);
      return;
    }
    if (!this.hasPlainWork) this.workEnded(call);
    if (code === SIGNED_IN) this.askSessionStore(call, KEEPING_SESSION, SET, WRITE);
    else if (code === COMPRESSED) this.finishCall(call, SUCCESS);
    else this.continueWith(call, this.plans[this.calls[call]!.operation]!, 0);
  }

  private jobDone(argument: number): void {
    const instance = this.jobs!.ended(argument);
    this.scaling?.left(instance);
  }

  // ---- sessions ----

  private greet(call: number, sessions: Sessions): void {
    const c = this.calls;
    if (this.params.sessions === 'sharedStore') {
      if (this.sessionStore === null) this.reply(call, UNSERVED);
      else this.askSessionStore(call, ASKING_SESSION, GET, READ);
      return;
    }
    const mustSignIn = sessions.mustSignIn(this.takeUser(call), c[call]!.instance);
    const checkNs = this.tokenCheck === null ? 0 : this.sim.drawService(this.tokenCheck, this.node);
    this.work(call, checkNs + (mustSignIn ? this.loginNs() : 0));
  }

  /** What this server calls is called by the server, not by the user. */
  private takeUser(call: number): number {
    const user = this.calls[call]!.user;
    this.calls[call]!.user = -1;
    return user;
  }

  private loginNs(): number {
    return this.sim.drawService(this.login, this.node);
  }

  private askSessionStore(call: number, phase: number, atCache: number, atStore: number): void {
    const { offer, route } = this.sessionStore!;
    const c = this.calls;
    c[call]!.phase = phase;
    // What a cache that loads itself is to keep must reach its database.
    const isToKeep = phase === KEEPING_SESSION;
    const verb = offer === 'cache' && !(isToKeep && this.storeLoadsItself) ? atCache : atStore;
    this.sim.send(call, route, verb, c[call]!.operation, this.sessionKeyOf(call));
  }

  /** A cache before a database of its own: what it does not hold it reads there. */
  private get storeLoadsItself(): boolean {
    return this.sessionStore!.cache?.loadsItself ?? false;
  }

  private sessionKeyOf(call: number): number {
    return this.firstSessionKey + this.sessions!.placeOf(this.calls[call]!.user);
  }

  /** A store that does not answer fails the request: nobody can say who asks. */
  private sessionAnswered(frame: number, child: number, sessions: Sessions): void {
    const c = this.calls;
    if (c[child]!.cause !== SUCCESS) {
      this.fail(frame, child);
      return;
    }
    if (c[frame]!.phase === KEEPING_SESSION) {
      sessions.kept(this.takeUser(frame));
      this.continueWith(frame, this.plans[c[frame]!.operation]!, 0);
      return;
    }
    const user = c[frame]!.user;
    const isAlone = this.sessionStore!.offer === 'cache' && !this.storeLoadsItself;
    const isThere = !isAlone || (c[child]!.flags & HIT) !== 0;
    const isNew = sessions.isNew(user);
    if (!isThere) sessions.notInStore(user);
    const mustSignIn = sessions.mustSignIn(user, -1);
    const mustKeep = mustSignIn || isNew || !isThere;
    if (!mustKeep) this.takeUser(frame);
    this.work(frame, mustSignIn ? this.loginNs() : 0, mustKeep ? SIGNED_IN : SERVED);
  }

  crashed(instance: number): void {
    this.scaling?.crashed(instance);
    this.loseMemory(instance);
  }

  restarted(instance: number): void {
    this.scaling?.restarted(instance);
  }

  private loseMemory(instance: number): void {
    this.processors?.forget(instance);
    const lost = this.sessions?.loseAllOf(instance) ?? 0;
    if (lost > 0) this.sim.emit(this.node, instance, 'sessionsLost', { lost });
    const count = this.jobs?.crashed(instance) ?? 0;
    if (count > 0) this.sim.emit(this.node, instance, 'jobsLost', { count });
  }

  // ---- what the operation asks for ----

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
        else {
          if (isWorkedOnHere(plan)) this.jobs!.accept(this.calls[call]!.instance);
          this.reply(call, SUCCESS);
        }
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
    const operation = c[call]!.operation;
    const key = c[call]!.key;
    c[call]!.phase = SERVICES + round * plan.roundWidth + services.length * fanOut;
    for (const { route } of services) {
      for (let i = 0; i < fanOut; i++) this.sim.send(call, route, REQUEST, operation, key);
    }
  }

  private serviceAnswered(frame: number, child: number, plan: Plan): void {
    const c = this.calls;
    if (c[child]!.cause !== SUCCESS && c[frame]!.cause === SUCCESS) {
      c[frame]!.cause = c[child]!.cause;
      c[frame]!.culprit = c[child]!.culprit;
    }
    const phase = c[frame]!.phase - 1;
    c[frame]!.phase = phase;
    const left = (phase - SERVICES) % plan.roundWidth;
    if (left > 0) return;
    if (c[frame]!.cause !== SUCCESS) this.reply(frame, c[frame]!.cause, c[frame]!.culprit);
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
    c[call]!.phase = phase;
    this.sim.send(call, target.route, verb, c[call]!.operation, c[call]!.key, version, mark);
  }

  answered(frame: number, child: number): void {
    // A lease that was given back: nobody waits to hear of it.
    if (frame === NO_PARENT) return;
    const c = this.calls;
    const plan = this.plans[c[frame]!.operation]!;
    const phase = c[frame]!.phase;
    const failed = c[child]!.cause !== SUCCESS;
    switch (phase) {
      case ASKING_SESSION:
      case KEEPING_SESSION:
        this.sessionAnswered(frame, child, this.sessions!);
        return;
      case LOOKING_UP:
        this.lookedUp(frame, child, plan);
        return;
      case READING:
      case READING_UNASKED:
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
    const isFailed = c[child]!.cause !== SUCCESS;
    const isHit = !isFailed && (c[child]!.flags & HIT) !== 0;
    // A miss carries the lease's token, in the place of a version.
    c[frame]!.version = isHit || isFailed || loadsItself ? UNLEASED : c[child]!.version;
    if (isHit) this.reply(frame, SUCCESS);
    else if (plan.store !== null && (isFailed || !loadsItself)) {
      this.ask(frame, isFailed ? READING_UNASKED : READING, plan.store, READ);
    } else if (loadsItself) {
      if (isFailed) this.fail(frame, child);
      else this.reply(frame, SUCCESS);
    }
    // Nothing behind the cache: the server works the answer out itself, and keeps it if it can.
    else if (isFailed) this.reply(frame, SUCCESS);
    else this.fill(frame, cache, 0, c[frame]!.version);
  }

  private hasRead(frame: number, child: number, plan: Plan): void {
    const c = this.calls;
    if (c[child]!.cause !== SUCCESS) {
      this.giveLeaseBack(frame, plan);
      this.fail(frame, child);
    } else if (plan.cache === null) this.reply(frame, SUCCESS);
    else {
      const isUnasked = c[frame]!.phase === READING_UNASKED;
      this.fill(frame, plan.cache, c[child]!.version, isUnasked ? UNASKED : c[frame]!.version);
    }
  }

  private fill(frame: number, cache: Dependency, version: number, mark: number): void {
    this.ask(frame, FILLING, cache, SET, version, mark);
  }

  /** What was to fill the cache has failed: the next in line is to try. */
  private giveLeaseBack(frame: number, { cache }: Plan): void {
    const c = this.calls;
    const token = c[frame]!.version;
    if (cache === null || token <= 0) return;
    this.sim.send(NO_PARENT, cache.route, DELETE, c[frame]!.operation, c[frame]!.key, 0, token);
  }

  private invalidate(frame: number, child: number, plan: Plan): void {
    const { cache } = plan;
    if (cache === null || writesThroughCache(plan) || cache.cache!.onWrite === 'ignore') {
      this.reply(frame, SUCCESS);
    } else if (cache.cache!.onWrite === 'evict') this.ask(frame, INVALIDATING, cache, DELETE);
    else this.ask(frame, INVALIDATING, cache, SET, this.calls[child]!.version);
  }

  private fail(frame: number, child: number): void {
    const c = this.calls;
    this.reply(frame, c[child]!.cause, c[child]!.culprit);
  }

  private reply(call: number, cause: number, culprit?: number): void {
    const compression = this.compressions[this.calls[call]!.operation];
    if (cause === SUCCESS && compression !== undefined) {
      this.occupy(call, this.sim.drawService(compression, this.node), COMPRESSED);
    } else this.finishCall(call, cause, culprit);
  }

  private finishCall(call: number, cause: number, culprit?: number): void {
    const instance = this.calls[call]!.instance;
    this.serveNext(instance);
    this.sim.answer(call, cause, culprit);
    this.scaling?.left(instance);
  }

  /** A slot falls free: the next in line has it, unless it is dropped. */
  private serveNext(instance: number): void {
    for (;;) {
      const next = this.station.leaveSlot(instance);
      if (next < 0) return;
      const cause = this.shedding === null ? SUCCESS : this.shedding.causeFor(next, instance);
      if (cause === SUCCESS) {
        this.takeOn(next);
        return;
      }
      this.sim.answer(next, cause);
    }
  }

  warmedUp(): void {
    if (this.sessions !== null) Object.assign(this.sessions.state, { logins: 0, lost: 0 });
    this.jobs?.recount();
  }

  summarize(measuredNs: number): Record<string, unknown> {
    const row = { ...this.scaling?.summarize(measuredNs), ...this.jobs?.summarize() };
    if (this.sessions === null) return row;
    const { logins, lost } = this.sessions.state;
    return { ...row, logins, sessionsLost: lost };
  }

  gauges(into: Float32Array, at: number): void {
    let up = 0;
    for (let i = 0; i < this.station.instances; i++) {
      if (this.sim.modeOf(this.node, i) === 0 && !this.sim.isClosed(this.node, i)) up++;
    }
    into[at] = up;
    into[at + 1] = this.station.state.busyTotal;
  }
}

export const webServerModel: KindModel<WebServerParams> = {
  offer: 'service',
  answerBytes: ({ compression }, { content, responseBytes: bytes }) =>
    compressedBytes(compression, { content, bytes }),
  create: (context) => new WebServer(context),
};
