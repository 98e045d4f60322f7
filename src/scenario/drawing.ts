/**
 * Whether a drawing makes sense. The validator refuses what cannot be read; this explains what can be read but does
 * not do what it seems to, on the node or edge concerned, and the rest still runs.
 *
 * An `error` on an edge: the compiler leaves that edge out. An `error` on a node: it takes no part in the run. A
 * `hint` changes nothing; it says what will happen. The words for the codes belong to the page and the command line.
 */
import type { Kind } from '../kinds/schemas.ts';
import { databaseSets, sortedById } from './database-sets.ts';
import { type InertCode, inertParams } from './inert-params.ts';
import { limits } from './limits.ts';
import { parseObjective } from './objectives.ts';
import { remembersUsers } from './references.ts';
import type { EdgeKind, NodeOf, Scenario, ScenarioEdge, ScenarioNode } from './schema.ts';
import { type UnusedCode, unusedEdges } from './unused-edges.ts';

/** Which kind may call which over a request edge. Databases, queues and what is bought call nobody. */
export const mayCall: { readonly [K in Kind]: readonly Kind[] } = {
  client: [
    'dns',
    'cdn',
    'rateLimiter',
    'loadBalancer',
    'webServer',
    'cache',
    'database',
    'shardRouter',
    'queue',
    'objectStore',
    'externalApi',
  ],
  dns: ['cdn', 'rateLimiter', 'loadBalancer', 'webServer'],
  cdn: ['rateLimiter', 'loadBalancer', 'webServer', 'objectStore'],
  rateLimiter: ['loadBalancer', 'webServer', 'objectStore', 'externalApi'],
  loadBalancer: ['webServer', 'loadBalancer'],
  webServer: [
    'webServer',
    'loadBalancer',
    'rateLimiter',
    'cache',
    'database',
    'shardRouter',
    'queue',
    'objectStore',
    'externalApi',
  ],
  cache: ['database', 'shardRouter'],
  database: [],
  shardRouter: ['database'],
  queue: [],
  worker: ['rateLimiter', 'objectStore', 'externalApi'],
  objectStore: [],
  externalApi: [],
};

export type DrawingCode =
  // An edge that the two nodes do not allow, from the caller's side …
  | 'clientCalls'
  | 'dnsCalls'
  | 'cdnCalls'
  | 'limiterCalls'
  | 'balancerCalls'
  | 'webServerCalls'
  | 'cacheCalls'
  | 'databaseCalls'
  | 'routerCalls'
  | 'queueCalls'
  | 'workerCalls'
  | 'boughtCalls'
  // … or because of what it leads to.
  | 'intoClient'
  | 'intoWorker'
  | 'deliveryNeedsQueueAndWorker'
  | 'replicationNeedsDatabases'
  | 'replicationSecondSource'
  | 'replicationCycle'
  | 'replicationIntoPrimary'
  | 'requestCycle'
  | 'duplicateEdge'
  /** Only from `mayConnect`: a file that says so is refused. */
  | 'selfEdge'
  | 'unknownNode'
  // Edges that are allowed, but that no call will ever take …
  | UnusedCode
  // … whose params do nothing there …
  | InertCode
  // … or that may wait for a call for ever.
  | 'ownCallsNeedTimeout'
  // Nodes.
  | 'clientWithoutTarget'
  | 'balancerWithoutTargets'
  | 'passesToNobody'
  | 'noTraffic'
  | 'unused'
  | 'queueWithoutWorkers'
  | 'secondPrimary'
  | 'setWithoutPrimary'
  | 'replicaWithoutSource'
  | 'cacheWithoutDatabase'
  | 'routerWithoutShards'
  | 'jobsWithoutQueue'
  | 'needsUsers'
  | 'sessionsWithoutStore'
  | 'usesUnreachable'
  // The rest of the file.
  | 'faultAfterEnd'
  | 'warmupTooLong'
  | 'objectiveUnknownNode'
  | 'objectiveUnknownEdge';

export interface DrawingProblem {
  readonly code: DrawingCode;
  readonly severity: 'error' | 'hint';
  readonly node?: string;
  readonly edge?: string;
  /** Index into `scenario.faults`. */
  readonly fault?: number;
  /** Index into `scenario.objectives`. */
  readonly objective?: number;
  /** Names that the sentence needs. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Problems in the order of the file: edges, nodes, then the rest. */
export function checkDrawing(scenario: Scenario): readonly DrawingProblem[] {
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
  const edgeProblems = checkEdges(scenario, nodes);
  const good = edgesWithout(scenario, edgeProblems);
  return [
    ...edgeProblems,
    ...checkUse(scenario, good),
    ...checkParams(scenario, good),
    ...checkTimeouts(good, nodes),
    ...checkNodes(scenario, good),
    ...checkSets({ nodes: scenario.nodes, edges: good }),
    ...checkOperations(scenario, good),
    ...checkUsers(scenario),
    ...checkSessions(scenario, good),
    ...checkRest(scenario, nodes),
  ];
}

export type Connection =
  | { readonly ok: true; readonly kind: EdgeKind }
  | { readonly ok: false; readonly code: DrawingCode };

/** What an edge drawn from one node to another would be, or why there can be none. */
export function mayConnect(scenario: Scenario, sourceId: string, targetId: string): Connection {
  const source = scenario.nodes.find((node) => node.id === sourceId);
  const target = scenario.nodes.find((node) => node.id === targetId);
  if (!source || !target) return { ok: false, code: 'unknownNode' };
  if (source === target) return { ok: false, code: 'selfEdge' };
  const kind = edgeKindBetween(source.kind, target.kind);
  const wanted = { id: LAST_ID, kind, source: sourceId, target: targetId };
  const isDrawn = scenario.edges.some((edge) => pairOf(edge) === pairOf(wanted));
  if (isDrawn) return { ok: false, code: 'duplicateEdge' };
  const code =
    kindsCode(kind, source.kind, target.kind) ??
    (kind === 'replication' ? replicationCode(scenario, wanted) : cycleCode(scenario, wanted));
  return code ? { ok: false, code } : { ok: true, kind };
}

/** Behind every id a file can hold: of two edges that exclude each other, the one already drawn stays. */
const LAST_ID = '\uffff'.repeat(limits.idLength + 1);

type Ends = Pick<ScenarioEdge, 'id' | 'kind' | 'source' | 'target'>;

function edgeKindBetween(source: Kind, target: Kind): EdgeKind {
  if (source === 'database' && target === 'database') return 'replication';
  if (source === 'queue' && target === 'worker') return 'delivery';
  return 'request';
}

/** What calls travel on: a message may come round to its queue just as a request to its caller. */
const carriesCalls = ({ kind }: Ends) => kind !== 'replication';

const pairOf = ({ kind, source, target }: Ends) => JSON.stringify([kind, source, target]);

function cycleCode(scenario: Scenario, wanted: Ends): DrawingCode | null {
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
  const good = edgesWithout(scenario, checkEdges(scenario, nodes));
  return reachable(wanted.target, good.filter(carriesCalls)).has(wanted.source)
    ? 'requestCycle'
    : null;
}

function replicationCode(scenario: Scenario, wanted: Ends): DrawingCode | null {
  const { refused } = databaseSets({
    nodes: scenario.nodes,
    edges: [...scenario.edges, wanted],
  });
  return refused.get(wanted.id) ?? null;
}

const callsCode: { readonly [K in Kind]: DrawingCode } = {
  client: 'clientCalls',
  dns: 'dnsCalls',
  cdn: 'cdnCalls',
  rateLimiter: 'limiterCalls',
  loadBalancer: 'balancerCalls',
  webServer: 'webServerCalls',
  cache: 'cacheCalls',
  database: 'databaseCalls',
  shardRouter: 'routerCalls',
  queue: 'queueCalls',
  worker: 'workerCalls',
  objectStore: 'boughtCalls',
  externalApi: 'boughtCalls',
};

/** Why an edge of this kind cannot join these two kinds of node. */
function kindsCode(kind: EdgeKind, source: Kind, target: Kind): DrawingCode | null {
  if (kind === 'delivery') {
    return source === 'queue' && target === 'worker' ? null : 'deliveryNeedsQueueAndWorker';
  }
  // Checked with the sets, where the reason may be another.
  if (kind === 'replication') return null;
  if (mayCall[source].includes(target)) return null;
  if (target === 'client') return 'intoClient';
  // A caller that could call somebody is told about the worker; one that calls nobody about itself.
  if (target === 'worker' && mayCall[source].length > 0) return 'intoWorker';
  return callsCode[source];
}

function checkEdges(
  scenario: Scenario,
  nodes: ReadonlyMap<string, ScenarioNode>,
): DrawingProblem[] {
  // By id: which of two edges that exclude each other stays must not depend on the order of the file.
  const edges = sortedById(scenario.edges);
  const { refused } = databaseSets(scenario);
  const seen = new Set<string>();
  const codes = new Map<string, DrawingCode>();
  for (const edge of edges) {
    const code = codeOfEdge(edge, nodes, seen) ?? refused.get(edge.id);
    if (code) codes.set(edge.id, code);
    else seen.add(pairOf(edge));
  }
  const calls = edges.filter((edge) => carriesCalls(edge) && !codes.has(edge.id));
  for (const id of closingEdges(calls)) codes.set(id, 'requestCycle');
  return scenario.edges.flatMap(({ id, source, target }) => {
    const code = codes.get(id);
    return code ? [{ code, severity: 'error' as const, edge: id, values: { source, target } }] : [];
  });
}

function edgesWithout(scenario: Scenario, problems: readonly DrawingProblem[]): ScenarioEdge[] {
  const refused = new Set(problems.map((problem) => problem.edge));
  return scenario.edges.filter((edge) => !refused.has(edge.id));
}

function codeOfEdge(
  edge: ScenarioEdge,
  nodes: ReadonlyMap<string, ScenarioNode>,
  seen: ReadonlySet<string>,
): DrawingCode | null {
  const source = nodes.get(edge.source);
  const target = nodes.get(edge.target);
  if (!source || !target) return 'unknownNode';
  if (source === target) return 'selfEdge';
  if (seen.has(pairOf(edge))) return 'duplicateEdge';
  return kindsCode(edge.kind, source.kind, target.kind);
}

/**
 * Edges that lead back to a node still being explored: without them no call can come round to its caller.
 * Depth first in the order given, on a stack of our own, for a chain may be as long as there are nodes.
 */
function closingEdges(edges: readonly Ends[]): string[] {
  const leaving = groupBySource(edges);
  const state = new Map<string, 'open' | 'done'>();
  const closing: string[] = [];
  for (const start of leaving.keys()) {
    if (state.has(start)) continue;
    const path = [{ node: start, next: 0 }];
    state.set(start, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = leaving.get(top.node)?.[top.next++];
      if (!edge) {
        state.set(top.node, 'done');
        path.pop();
      } else if (state.get(edge.target) === 'open') {
        closing.push(edge.id);
      } else if (!state.has(edge.target)) {
        state.set(edge.target, 'open');
        path.push({ node: edge.target, next: 0 });
      }
    }
  }
  return closing;
}

function groupBySource(edges: readonly Ends[]): Map<string, Ends[]> {
  const groups = new Map<string, Ends[]>();
  for (const edge of edges) {
    const group = groups.get(edge.source);
    if (group) group.push(edge);
    else groups.set(edge.source, [edge]);
  }
  return groups;
}

/** The node itself and all that its calls can come to. */
function reachable(from: string, edges: readonly Ends[]): ReadonlySet<string> {
  const leaving = groupBySource(edges);
  const found = new Set([from]);
  // A set gives its members in order of arrival, those added on the way included.
  for (const node of found) {
    for (const edge of leaving.get(node) ?? []) found.add(edge.target);
  }
  return found;
}

function checkUse(scenario: Scenario, edges: readonly ScenarioEdge[]): DrawingProblem[] {
  const unused = unusedEdges(scenario, edges);
  return edges.flatMap(({ id, source, target }) => {
    const code = unused.get(id);
    return code ? [{ code, severity: 'hint' as const, edge: id, values: { source, target } }] : [];
  });
}

function checkParams(scenario: Scenario, edges: readonly ScenarioEdge[]): DrawingProblem[] {
  return inertParams(scenario, edges).map(({ code, edge: { id, source, target } }) => ({
    code,
    severity: 'hint',
    edge: id,
    values: { source, target },
  }));
}

/** What a cache writes or fetches of its own has no caller who gives up: lost once, it is waited for to the end. */
function checkTimeouts(
  edges: readonly ScenarioEdge[],
  nodes: ReadonlyMap<string, ScenarioNode>,
): DrawingProblem[] {
  return edges.flatMap((edge): DrawingProblem[] => {
    const caller = nodes.get(edge.source)!;
    if (edge.kind !== 'request' || edge.params.timeoutMs !== null) return [];
    if (caller.kind !== 'cache' || !sendsItsOwn(caller.params)) return [];
    const values = { source: edge.source, target: edge.target };
    return [{ code: 'ownCallsNeedTimeout', severity: 'hint', edge: edge.id, values }];
  });
}

function sendsItsOwn({ strategy, staleMs }: NodeOf<'cache'>['params']): boolean {
  return strategy === 'writeBehind' || (strategy !== 'cacheAside' && staleMs > 0);
}

function checkNodes(scenario: Scenario, edges: readonly ScenarioEdge[]): DrawingProblem[] {
  const used = new Set(edges.map((edge) => edge.target));
  const calling = new Set(edges.map((edge) => edge.source));
  const calledKinds = new Map<string, Set<string>>();
  const kindOf = new Map(scenario.nodes.map((node) => [node.id, node.kind]));
  for (const { source, target } of edges) {
    const kinds = calledKinds.get(source) ?? new Set();
    calledKinds.set(source, kinds.add(kindOf.get(target)!));
  }
  return scenario.nodes.flatMap((node): DrawingProblem[] => {
    const code = codeOfNode(node, {
      isUsed: used.has(node.id),
      isCalling: calling.has(node.id),
      callsStore: storeKinds.some((kind) => calledKinds.get(node.id)?.has(kind)),
    });
    return code ? [{ code, severity: severityOf(code), node: node.id }] : [];
  });
}

interface Surroundings {
  readonly isUsed: boolean;
  readonly isCalling: boolean;
  readonly callsStore: boolean;
}

/** What stores: a cache can load itself from either. */
const storeKinds: readonly Kind[] = ['database', 'shardRouter'];

function codeOfNode(node: ScenarioNode, around: Surroundings): DrawingCode | null {
  switch (node.kind) {
    case 'client':
      return around.isCalling ? null : 'clientWithoutTarget';
    case 'dns':
    case 'cdn':
    case 'rateLimiter':
      if (!around.isCalling) return 'passesToNobody';
      return around.isUsed ? null : 'noTraffic';
    case 'loadBalancer':
      if (!around.isCalling) return 'balancerWithoutTargets';
      return around.isUsed ? null : 'noTraffic';
    case 'webServer':
      return around.isUsed ? null : 'noTraffic';
    case 'cache':
      if (!around.isUsed) return 'unused';
      // Around the cache, writes may also be the caller's own.
      return ['cacheAside', 'writeAround'].includes(node.params.strategy) || around.callsStore
        ? null
        : 'cacheWithoutDatabase';
    case 'shardRouter':
      if (!around.isCalling) return 'routerWithoutShards';
      return around.isUsed ? null : 'unused';
    case 'queue':
      if (!around.isUsed) return 'unused';
      return around.isCalling ? null : 'queueWithoutWorkers';
    case 'worker':
    case 'objectStore':
    case 'externalApi':
      return around.isUsed ? null : 'unused';
    // A set is used where any member is: checked with the sets.
    case 'database':
      return null;
    default:
      return node satisfies never;
  }
}

/** A client that calls nobody is the one node that cannot take part: its requests have nowhere to fail. */
const severityOf = (code: DrawingCode) => (code === 'clientWithoutTarget' ? 'error' : 'hint');

function checkSets(drawing: {
  readonly nodes: Scenario['nodes'];
  readonly edges: readonly ScenarioEdge[];
}): DrawingProblem[] {
  const called = new Set(
    drawing.edges.filter((edge) => edge.kind === 'request').map((edge) => edge.target),
  );
  return databaseSets(drawing).sets.flatMap(({ members, primary, isPrimaryDrawn, demoted }) => {
    const isMulti = drawing.edges.some(
      (edge) =>
        edge.kind === 'replication' &&
        edge.params.mode === 'multiPrimary' &&
        members.includes(edge.source),
    );
    const problems: DrawingProblem[] = (isMulti ? [] : demoted).map((node) => ({
      code: 'secondPrimary',
      severity: 'hint',
      node,
      values: { primary },
    }));
    if (!isPrimaryDrawn) {
      const code = members.length === 1 ? 'replicaWithoutSource' : 'setWithoutPrimary';
      problems.push({ code, severity: 'hint', node: primary });
    }
    if (!members.some((id) => called.has(id))) {
      problems.push({ code: 'unused', severity: 'hint', node: primary });
    }
    return problems;
  });
}

function checkOperations(scenario: Scenario, edges: readonly ScenarioEdge[]): DrawingProblem[] {
  const kindOf = new Map(scenario.nodes.map((node) => [node.id, node.kind]));
  const calls = edges.filter(carriesCalls);
  return scenario.nodes.flatMap((node): DrawingProblem[] => {
    if (node.kind !== 'client') return [];
    const found = reachable(node.id, calls);
    const problems: DrawingProblem[] = [];
    // Without a target nothing else is worth saying.
    if (found.size === 1) return [];
    const job = node.params.operations.find((operation) => operation.type === 'job');
    const reaches = (kind: Kind) => [...found].some((id) => kindOf.get(id) === kind);
    if (job && reaches('webServer') && !reaches('queue')) {
      const values = { operation: job.name };
      problems.push({ code: 'jobsWithoutQueue', severity: 'hint', node: node.id, values });
    }
    for (const { name, uses = [] } of node.params.operations) {
      const lost = uses.find((id) => !found.has(id));
      if (lost === undefined) continue;
      const values = { operation: name, target: lost };
      problems.push({ code: 'usesUnreachable', severity: 'hint', node: node.id, values });
    }
    return problems;
  });
}

/** Whoever remembers people, in a drawing whose clients have none. */
function checkUsers({ nodes }: Scenario): DrawingProblem[] {
  const hasUsers = nodes.some((node) => node.kind === 'client' && node.params.users !== null);
  if (hasUsers) return [];
  return nodes
    .filter(remembersUsers)
    .map(({ id }) => ({ code: 'needsUsers', severity: 'hint', node: id }));
}

/** A shared store of sessions that is not there: nobody can be let in. */
function checkSessions({ nodes }: Scenario, edges: readonly ScenarioEdge[]): DrawingProblem[] {
  const kindOf = new Map(nodes.map((node) => [node.id, node.kind]));
  const stores: readonly Kind[] = ['cache', ...storeKinds];
  return nodes
    .filter((node) => node.kind === 'webServer' && node.params.sessions === 'sharedStore')
    .filter(
      ({ id }) =>
        !edges.some(({ source, target }) => source === id && stores.includes(kindOf.get(target)!)),
    )
    .map(({ id }) => ({ code: 'sessionsWithoutStore', severity: 'hint', node: id }));
}

function checkRest(scenario: Scenario, nodes: ReadonlyMap<string, ScenarioNode>): DrawingProblem[] {
  const problems: DrawingProblem[] = [];
  scenario.faults.forEach((fault, index) => {
    if (fault.atMs < scenario.durationMs) return;
    const values = { target: fault.target };
    problems.push({ code: 'faultAfterEnd', severity: 'hint', fault: index, values });
  });
  if (scenario.warmupMs >= scenario.durationMs) {
    problems.push({ code: 'warmupTooLong', severity: 'hint' });
  }
  scenario.objectives.forEach((text, index) => {
    const parsed = parseObjective(text);
    if (!parsed.ok) return;
    const { path } = parsed.objective;
    const code = unknownOwner(path, scenario, nodes);
    if (code === null) return;
    problems.push({ code, severity: 'hint', objective: index, values: { path } });
  });
  return problems;
}

/** Whom an objective is about, where the drawing has no such thing. */
function unknownOwner(
  path: string,
  { edges }: Scenario,
  nodes: ReadonlyMap<string, ScenarioNode>,
): 'objectiveUnknownNode' | 'objectiveUnknownEdge' | null {
  if (path.startsWith('nodes.')) {
    const rest = path.slice('nodes.'.length);
    const isKnown = [...nodes.keys()].some((id) => rest.startsWith(`${id}.`));
    return isKnown ? null : 'objectiveUnknownNode';
  }
  if (!path.startsWith('edges.')) return null;
  const id = path.slice('edges.'.length, path.lastIndexOf('.'));
  const isKnown = edges.some(
    (edge) => edge.kind === 'request' && edge.id === id && edge.params.bandwidthMbps !== null,
  );
  return isKnown ? null : 'objectiveUnknownEdge';
}
