/**
 * From a scenario to a run: the only file that wires kinds together.
 *
 * Nodes and edges are taken in the order of their ids, faults in that of time and then of what they are, so the order in
 * which a file lists them, like positions, labels and names, changes nothing. What the drawing's check marks as an error
 * takes no part.
 */

import { powerOfTwo } from '../base/math.ts';
import { compareText } from '../base/order.ts';
import { msToNs } from '../base/units.ts';
import { DriverRoute } from '../kinds/database/driver.ts';
import { Database } from '../kinds/database/model.ts';
import { MultiPrimarySet } from '../kinds/database/multi-primary.ts';
import { ReplicaSet } from '../kinds/database/replica-set.ts';
import type { MemberSpec } from '../kinds/database/replication.ts';
import { ResolverCaches } from '../kinds/dns/name-caches.ts';
import { operationTypes } from '../kinds/fields.ts';
import type {
  Dependency,
  KindModel,
  NameCaches,
  NodeBehaviour,
  NodeContext,
  OperationInfo,
  SignIns,
  Truth,
} from '../kinds/kind.ts';
import { GET, REQUEST } from '../kinds/kind.ts';
import { kindModels } from '../kinds/models.ts';
import { answerBytes, defaultSizes, HEADER_BYTES, requestBytes } from '../kinds/sizes.ts';
import type { PipeSpec } from '../sim/bandwidth.ts';
import type { DurationSpec } from '../sim/distribution.ts';
import type { Link, Route } from '../sim/link.ts';
import { Simulation } from '../sim/simulation.ts';
import { TurnRoute } from '../sim/turn-route.ts';
import { faultSpecs } from './compile-faults.ts';
import { type DatabaseSet, databaseSets, sortedById } from './database-sets.ts';
import { checkDrawing } from './drawing.ts';
import { addressesOf, instancesOf } from './instances.ts';
import { keepsSessions, remembersUsers } from './references.ts';
import type { EdgeOf, NodeOf, Scenario, ScenarioEdge, ScenarioNode } from './schema.ts';

export interface CompileOptions {
  /** Series, hops and events for a page; a command line wants the summary alone. */
  readonly keepsSeries: boolean;
}

/** Slices of the recording: enough for every pixel of a chart, few enough that 1,000 nodes fit into memory. */
const SLICES = 600;
const SLICE_CELLS = 120_000;
/** Hops that a recording samples in a second of the run, and in the whole of it. */
const HOPS_PER_SEC = 600;
const HOPS_IN_ALL = 200_000;
/** A request makes about this many hops: client, balancer, server, cache, database. */
const HOPS_PER_REQUEST = 4;

export function compile(scenario: Scenario, options: CompileOptions): Simulation {
  return new Compiler(scenario, options).build();
}

class Compiler {
  private readonly scenario: Scenario;
  private readonly nodes: readonly ScenarioNode[];
  private readonly edges: readonly ScenarioEdge[];
  private readonly indexOf: ReadonlyMap<string, number>;
  private readonly sim: Simulation;
  private readonly firstSessionKey: number;
  private readonly keyCount: number;
  private readonly signIns: SignIns | null;
  private readonly firstUserOf = new Map<string, number>();
  private userCount = 0;
  private readonly operations: OperationInfo[] = [];
  private readonly operationsOf = new Map<string, number[]>();
  private readonly behaviours: NodeBehaviour[] = [];
  private readonly drawnSets: readonly DatabaseSet[];
  private readonly sets = new Map<string, ReplicaSet>();
  /** From those who call a name service to what it names, by caller and edge. */
  private readonly namedLinks = new Map<string, Link>();

  constructor(scenario: Scenario, options: CompileOptions) {
    this.scenario = scenario;
    const errors = checkDrawing(scenario).filter(({ severity }) => severity === 'error');
    const badEdges = new Set(errors.flatMap(({ edge }) => (edge === undefined ? [] : [edge])));
    const badNodes = new Set(
      errors.flatMap(({ node, edge }) => (node === undefined || edge !== undefined ? [] : [node])),
    );
    this.nodes = sortedById(scenario.nodes.filter(({ id }) => !badNodes.has(id)));
    this.indexOf = new Map(this.nodes.map(({ id }, i) => [id, i]));
    this.edges = sortedById(scenario.edges).filter(
      ({ id, source, target }) =>
        !badEdges.has(id) && this.indexOf.has(source) && this.indexOf.has(target),
    );
    this.drawnSets = databaseSets({ nodes: scenario.nodes, edges: this.edges }).sets;
    this.listOperations();
    this.placeUsers();
    this.firstSessionKey = Math.max(1, ...this.clients().map(({ params }) => params.keys.count));
    this.keyCount = this.firstSessionKey + (keepsSessions(scenario) ? this.userCount : 0);
    this.sim = this.createSimulation(options);
    this.signIns = this.createSignIns();
  }

  build(): Simulation {
    this.createBehaviours();
    const links = this.createEdgeLinks();
    this.createSets(links);
    this.connect(links);
    for (const fault of faultSpecs(this.scenario, this.indexOf)) this.sim.addFault(fault);
    this.sim.start();
    return this.sim;
  }

  private clients(): NodeOf<'client'>[] {
    return this.nodes.filter((node) => node.kind === 'client');
  }

  private listOperations(): void {
    for (const { id, params } of this.clients()) {
      const own: number[] = [];
      for (const { type, uses = null, requestBytes, responseBytes, content } of params.operations) {
        own.push(this.operations.length);
        this.operations.push({
          type,
          uses,
          requestBytes: requestBytes ?? defaultSizes.requestBytes,
          responseBytes: responseBytes ?? defaultSizes.responseBytes,
          content: content ?? defaultSizes.content,
        });
      }
      this.operationsOf.set(id, own);
    }
  }

  private placeUsers(): void {
    for (const { id, params } of this.clients()) {
      this.firstUserOf.set(id, this.userCount);
      this.userCount += params.users?.count ?? 0;
    }
  }

  private createSignIns(): SignIns | null {
    const isKept = this.nodes.some((node) => node.kind === 'webServer' && remembersUsers(node));
    if (!isKept || this.userCount === 0) return null;
    const nobody = () => new Int32Array(this.userCount).fill(-1);
    const signIns = { owner: nobody(), home: nobody() };
    this.sim.keepState(signIns);
    return signIns;
  }

  private createSimulation({ keepsSeries }: CompileOptions): Simulation {
    const { seed, durationMs, warmupMs } = this.scenario;
    const durationNs = msToNs(durationMs);
    const slices = Math.max(
      60,
      Math.min(SLICES, Math.floor(SLICE_CELLS / Math.max(1, this.nodes.length))),
    );
    return new Simulation({
      seed,
      durationNs,
      warmupNs: Math.min(msToNs(warmupMs), durationNs),
      sliceNs: Math.max(1, Math.floor(durationNs / slices)),
      nodes: this.nodes.map((node) => ({
        id: node.id,
        instances: instancesOf(node),
        isClient: node.kind === 'client',
      })),
      operationTypes: this.operations.map(({ type }) => operationTypes.indexOf(type)),
      oneIn: this.sampleOneIn(),
      keepsSeries,
    });
  }

  /** How many requests share one sample: from the offered rate, so that it never depends on what happens. */
  private sampleOneIn(): number {
    const ratePerSec = this.clients().reduce(
      (sum, { params }) => sum + offeredPerSec(params.arrival),
      0,
    );
    const hopsPerSec = ratePerSec * HOPS_PER_REQUEST;
    const hops = (hopsPerSec * this.scenario.durationMs) / 1000;
    const share = Math.max(hopsPerSec / HOPS_PER_SEC, hops / HOPS_IN_ALL);
    let k = 0;
    while (powerOfTwo(k) < share && k < 24) k++;
    return powerOfTwo(k);
  }

  private createBehaviours(): void {
    for (const [i, node] of this.nodes.entries()) {
      // The table pairs each kind with a model of its own params; TypeScript cannot follow that through the union.
      const model = kindModels[node.kind] as KindModel<unknown>;
      const context: NodeContext<unknown> = {
        sim: this.sim,
        node: i,
        id: node.id,
        params: node.params,
        keyCount: this.keyCount,
        operations: this.operations,
        userPlaces: { first: this.firstUserOf.get(node.id) ?? 0, all: this.userCount },
        signIns: this.signIns,
        firstSessionKey: this.firstSessionKey,
        ownOperations: this.operationsOf.get(node.id) ?? [],
      };
      const behaviour = model.create(context);
      this.behaviours.push(behaviour);
      this.sim.nodes.push(behaviour);
    }
  }

  // ---- links ----

  private createEdgeLinks(): Map<string, Link> {
    return new Map(this.edges.map((edge) => [edge.id, this.createEdgeLink(edge)]));
  }

  private createEdgeLink(edge: ScenarioEdge): Link {
    switch (edge.kind) {
      case 'request':
        return this.isNamed(edge)
          ? this.createNamedLinks(edge)
          : this.createRequestLink(edge, edge.target, edge.id);
      case 'delivery':
        return this.createPlainLink(edge, edge.params.roundTrip);
      case 'replication':
        return this.createPlainLink(edge, edge.params.transport);
    }
  }

  /** Of what is no request: nobody waits at it, tries again or gives up. */
  private createPlainLink(
    edge: EdgeOf<'delivery'> | EdgeOf<'replication'>,
    roundTrip: DurationSpec,
  ): Link {
    return this.sim.addLink({
      ...this.ends(edge),
      dependency: edge.target,
      edge: edge.id,
      kind: edge.kind,
      roundTrip,
      timeoutNs: null,
      retry: null,
      breaker: null,
      pool: null,
      lossRatio: 0,
      hedge: null,
      pipe: null,
    });
  }

  /** A client's own timeout and retries stand on the way to what it calls. */
  private createRequestLink(
    edge: EdgeOf<'request'>,
    target: string,
    drawn: string | null,
    caller = edge.source,
  ): Link {
    const source = this.nodes[this.indexOf.get(caller)!]!;
    const policy = source.kind === 'client' ? source.params : edge.params;
    return this.sim.addLink({
      source: this.indexOf.get(caller)!,
      target: this.indexOf.get(target)!,
      edge: drawn,
      ...(caller === edge.source ? {} : { name: `${edge.id} of ${caller}` }),
      kind: 'request',
      dependency: this.dependencyOf(edge.target),
      roundTrip: edge.params.roundTrip,
      timeoutNs: policy.timeoutMs === null ? null : msToNs(policy.timeoutMs),
      retry: policy.retry,
      breaker: policy.circuitBreaker,
      // A client stands for many people: none of them shares the connections of another.
      pool: source.kind === 'client' ? null : edge.params.pool,
      lossRatio: edge.params.lossRatio,
      hedge: edge.params.hedge,
      pipe: this.pipeOf(edge.params.bandwidthMbps, target),
    });
  }

  private pipeOf(mbps: number | null, target: string): PipeSpec | null {
    if (mbps === null) return null;
    const node = this.nodes[this.indexOf.get(target)!]!;
    const served = new Map<number, number>();
    return {
      mbps,
      requestBytes: (verb, operation) => requestBytes(verb, this.operations[operation]!),
      answerBytes: (verb, operation) => {
        if (verb !== REQUEST) return answerBytes(verb, this.operations[operation]!);
        const known = served.get(operation);
        if (known !== undefined) return known;
        const bytes = this.servedBytes(node, this.operations[operation]!, new Map());
        served.set(operation, bytes);
        return bytes;
      },
      emptyBytes: HEADER_BYTES,
      // A cache that loads what it misses always has the value to give.
      lookUpVerb: node.kind === 'cache' && node.params.strategy === 'cacheAside' ? GET : -1,
    };
  }

  /** What a service answers with. One that passes calls on answers as its heaviest target does. */
  private servedBytes(
    node: ScenarioNode,
    operation: OperationInfo,
    known: Map<string, number>,
  ): number {
    const model = kindModels[node.kind] as KindModel<unknown>;
    if (model.answerBytes) return model.answerBytes(node.params, operation);
    const before = known.get(node.id);
    if (before !== undefined) return before;
    const heaviest = this.edges
      .filter(({ kind, source }) => kind === 'request' && source === node.id)
      .map(({ target }) => this.nodes[this.indexOf.get(target)!]!)
      .filter(({ kind }) => kindModels[kind].offer === 'service')
      .reduce((most, target) => Math.max(most, this.servedBytes(target, operation, known)), 0);
    const bytes = heaviest === 0 ? operation.responseBytes : heaviest;
    known.set(node.id, bytes);
    return bytes;
  }

  private isNamed({ source }: ScenarioEdge): boolean {
    return this.nodes[this.indexOf.get(source)!]!.kind === 'dns';
  }

  /** From a name service calls do not leave: whoever looks the name up calls the address himself. */
  private createNamedLinks(edge: EdgeOf<'request'>): Link {
    const callers = this.edges.flatMap(({ source, target }) =>
      target === edge.source ? [source] : [],
    );
    const links = callers.map((caller) => {
      const link = this.createRequestLink(edge, edge.target, edge.id, caller);
      this.namedLinks.set(JSON.stringify([caller, edge.id]), link);
      return link;
    });
    return links[0] ?? this.createRequestLink(edge, edge.target, edge.id);
  }

  /** The caches of a caller of a name service: every instance of what it names is an address. */
  private createNameCaches(caller: string, service: NodeOf<'dns'>): NameCaches {
    const edges = this.edges.filter(({ source }) => source === service.id);
    edges.sort((a, b) => compareText(a.target, b.target));
    const addresses = edges.flatMap(({ id, target }) => {
      const link = this.namedLinks.get(JSON.stringify([caller, id]))!.index;
      const node = this.indexOf.get(target)!;
      const instances = addressesOf(this.nodes[node]!);
      return Array.from({ length: instances }, (_, instance) => ({ link, node, instance }));
    });
    const caches = new ResolverCaches(this.sim, service.params, addresses, caller);
    this.sim.addRoute(caches, caches.state);
    return caches;
  }

  /** What a caller takes a node for: a database set is one thing, whichever member is connected. */
  private dependencyOf(target: string): string {
    return this.drawnSets.find(({ members }) => members.includes(target))?.members[0] ?? target;
  }

  private ends(edge: ScenarioEdge): { source: number; target: number } {
    return { source: this.indexOf.get(edge.source)!, target: this.indexOf.get(edge.target)! };
  }

  // ---- database sets ----

  private createSets(links: ReadonlyMap<string, Link>): void {
    for (const { members: ids, primary } of this.drawnSets) {
      const members = ids
        .filter((id) => this.indexOf.has(id))
        .map((id) => this.memberSpec(id, links));
      if (members.length === 0) continue;
      const first = Math.max(
        0,
        members.findIndex(({ id }) => id === primary),
      );
      const isMulti = members.some(({ replication }) => replication?.mode === 'multiPrimary');
      const set = new (isMulti ? MultiPrimarySet : ReplicaSet)(
        this.sim,
        members,
        first,
        this.databaseAt(members[first]!.node).params,
        this.keyCount,
      );
      for (const [m, { node, id }] of members.entries()) {
        const behaviour = this.behaviours[node];
        if (!(behaviour instanceof Database)) throw new Error(`${id} is not a database`);
        behaviour.joinSet(set, m);
        this.sets.set(id, set);
      }
    }
  }

  private databaseAt(index: number): NodeOf<'database'> {
    const node = this.nodes[index]!;
    if (node.kind !== 'database') throw new Error(`${node.id} is not a database`);
    return node;
  }

  private memberSpec(id: string, links: ReadonlyMap<string, Link>): MemberSpec {
    const edge = this.edges.find((edge) => edge.kind === 'replication' && edge.target === id);
    const replication =
      edge?.kind === 'replication' ? { ...edge.params, link: links.get(edge.id)! } : null;
    return { node: this.indexOf.get(id)!, id, replication };
  }

  /** One driver for each caller and set; ways to members it is not drawn to are as long as the first it is drawn to. */
  private createDriver(
    set: ReplicaSet,
    edges: readonly EdgeOf<'request'>[],
    links: ReadonlyMap<string, Link>,
  ): Route {
    const memberLinks = set.members.map(({ id }) => {
      const edge = edges.find(({ target }) => target === id);
      return edge ? links.get(edge.id)! : this.createRequestLink(edges[0]!, id, null);
    });
    const { readFrom } = this.databaseAt(set.members[set.state.primary]!.node).params;
    const driver = new DriverRoute(
      set,
      this.sim.calls.records,
      readFrom,
      memberLinks.map(({ index }) => index),
      set.members.map(({ id }) => edges.some(({ target }) => target === id)),
      memberLinks[0]!.source,
    );
    return this.sim.addRoute(driver, driver.state);
  }

  // ---- who calls whom ----

  private connect(links: ReadonlyMap<string, Link>): void {
    const dependencies = this.nodes.map(({ id }) => this.dependenciesOf(id, links));
    const truths = this.truthsOf(dependencies);
    for (const [i, behaviour] of this.behaviours.entries()) {
      behaviour.connect?.({ dependencies: dependencies[i]!, truth: truths.get(i) ?? null });
    }
  }

  private dependenciesOf(id: string, links: ReadonlyMap<string, Link>): Dependency[] {
    const edges = this.edges.filter((edge) => edge.source === id && edge.kind !== 'replication');
    const dependencies: Dependency[] = [];
    const seen = new Set<ReplicaSet>();
    for (const edge of edges) {
      const set = this.sets.get(edge.target);
      if (set === undefined) dependencies.push(this.plainDependency(edge, links.get(edge.id)!));
      else if (!seen.has(set) && edge.kind === 'request') {
        seen.add(set);
        dependencies.push(this.storeDependency(edge, set, links));
      }
    }
    return dependencies.sort((a, b) => compareText(a.ids[0]!, b.ids[0]!));
  }

  private plainDependency(edge: ScenarioEdge, link: Link): Dependency {
    const target = this.nodes[this.indexOf.get(edge.target)!]!;
    const instances = addressesOf(target);
    const scales = target.kind === 'webServer' && target.params.autoscale !== null;
    const route = new TurnRoute(this.sim.calls, link, instances, scales ? this.sim : null);
    this.sim.addRoute(route, route.state);
    const model = kindModels[target.kind] as KindModel<unknown>;
    return {
      ids: [target.id],
      node: link.target,
      offer: model.offer,
      route,
      link,
      instances,
      cache: model.traits?.(target.params, this.hasStore(target.id)) ?? null,
      slots: 'slots' in target.params ? target.params.slots : 1,
      prefetch: edge.kind === 'delivery' ? edge.params.prefetch : null,
      weight: edge.kind === 'request' ? edge.params.weight : 1,
      names: target.kind === 'dns' ? this.createNameCaches(edge.source, target) : null,
    };
  }

  private storeDependency(
    edge: EdgeOf<'request'>,
    set: ReplicaSet,
    links: ReadonlyMap<string, Link>,
  ): Dependency {
    const toSet = this.edges.filter(
      (other): other is EdgeOf<'request'> =>
        other.kind === 'request' &&
        other.source === edge.source &&
        this.sets.get(other.target) === set,
    );
    const link = links.get(edge.id)!;
    return {
      ids: toSet.map(({ target }) => target).sort(compareText),
      node: link.target,
      offer: 'store',
      route: this.createDriver(set, toSet, links),
      link,
      instances: 1,
      cache: null,
      slots: this.databaseAt(link.target).params.slots,
      prefetch: null,
      weight: 1,
      names: null,
    };
  }

  private hasStore(cacheId: string): boolean {
    return this.edges.some(({ source, target }) => source === cacheId && this.isStore(target));
  }

  private isStore(id: string): boolean {
    return this.sets.has(id) || this.nodes[this.indexOf.get(id)!]!.kind === 'shardRouter';
  }

  /** What a cached value is stale against: the database behind the cache, or behind those who call it. */
  private truthsOf(dependencies: readonly (readonly Dependency[])[]): Map<number, Truth> {
    const truths = new Map<number, Truth>();
    const storeOf = (of: readonly Dependency[]) => of.find(({ offer }) => offer === 'store');
    for (const [i, node] of this.nodes.entries()) {
      if (node.kind === 'shardRouter') truths.set(i, this.truthOfShards(dependencies[i]!));
    }
    for (const [i, node] of this.nodes.entries()) {
      if (node.kind !== 'cache') continue;
      const callers = dependencies.filter((of) => of.some((dependency) => dependency.node === i));
      const store = [dependencies[i]!, ...callers]
        .map(storeOf)
        .find((found) => found !== undefined);
      if (store === undefined) continue;
      truths.set(i, this.sets.get(store.ids[0]!) ?? truths.get(store.node)!);
    }
    return truths;
  }

  /** A key lives on one shard, or in parts on several: the sum of its versions grows with each part. */
  private truthOfShards(shards: readonly Dependency[]): Truth {
    const sets = shards.flatMap(({ ids }) => this.sets.get(ids[0]!) ?? []);
    return { latest: (key) => sets.reduce((sum, set) => sum + set.latest(key), 0) };
  }
}

function offeredPerSec(arrival: NodeOf<'client'>['params']['arrival']): number {
  switch (arrival.process) {
    case 'closed':
      // Users who do not think make as many requests as the system lets them; a second each is a fair guess.
      return arrival.users;
    case 'schedule':
      return Math.max(...arrival.points.map(({ ratePerSec }) => ratePerSec));
    default:
      return arrival.ratePerSec;
  }
}
