/**
 * Request edges that are drawn but never travelled. A caller takes one dependency of each sort, the first by id among
 * those that the operation may use (`uses`); the others look connected and are not.
 */
import type { Kind } from '../kinds/schemas.ts';
import { databaseSets } from './database-sets.ts';
import type { NodeOf, Scenario, ScenarioEdge, ScenarioNode } from './schema.ts';

export type UnusedCode =
  | 'clientSecondTarget'
  | 'secondChoice'
  | 'passesToOne'
  | 'cacheSecondStore'
  | 'neverCalled'
  | 'cacheAsideCallsNobody';

type Operation = NodeOf<'client'>['params']['operations'][number];
type Sort = 'service' | 'cache' | 'store' | 'queue' | 'blobs';

/** One thing that a caller can call: a database set is one, however many of its members are connected. */
interface Choice {
  readonly sort: Sort;
  /** Connected nodes, sorted. */
  readonly ids: readonly string[];
  readonly edges: readonly ScenarioEdge[];
}

const sortOf: Readonly<Partial<Record<Kind, Sort>>> = {
  webServer: 'service',
  loadBalancer: 'service',
  dns: 'service',
  cdn: 'service',
  rateLimiter: 'service',
  externalApi: 'service',
  objectStore: 'blobs',
  cache: 'cache',
  database: 'store',
  shardRouter: 'store',
  queue: 'queue',
};

/** By id of the edge. `edges` are those that the drawing allows. */
export function unusedEdges(
  scenario: Scenario,
  edges: readonly ScenarioEdge[],
): ReadonlyMap<string, UnusedCode> {
  const choicesOf = choicesByCaller(scenario, edges);
  const found = new Map<string, UnusedCode>();
  for (const node of scenario.nodes) {
    const choices = choicesOf.get(node.id) ?? [];
    for (const [choice, code] of unusedChoices(node, choices, scenario)) {
      for (const { id } of choice.edges) found.set(id, code);
    }
  }
  return found;
}

function choicesByCaller(
  { nodes }: Scenario,
  edges: readonly ScenarioEdge[],
): Map<string, Choice[]> {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const setOf = new Map<string, string>();
  for (const { members } of databaseSets({ nodes, edges }).sets) {
    for (const id of members) setOf.set(id, members[0]!);
  }
  const groups = new Map<string, ScenarioEdge[]>();
  for (const edge of edges) {
    if (edge.kind !== 'request') continue;
    const key = JSON.stringify([edge.source, setOf.get(edge.target) ?? edge.target]);
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  const choices = new Map<string, Choice[]>();
  for (const group of groups.values()) {
    const { source, target } = group[0]!;
    const sort = sortOf[kindOf.get(target)!];
    if (sort === undefined) continue;
    const choice = { sort, ids: group.map((edge) => edge.target).sort(), edges: group };
    choices.set(source, [...(choices.get(source) ?? []), choice].sort(byFirstId));
  }
  return choices;
}

function byFirstId(a: Choice, b: Choice): number {
  return a.ids[0]! < b.ids[0]! ? -1 : 1;
}

function unusedChoices(
  node: ScenarioNode,
  choices: readonly Choice[],
  scenario: Scenario,
): [Choice, UnusedCode][] {
  switch (node.kind) {
    case 'client':
      return choices.slice(1).map((choice) => [choice, 'clientSecondTarget']);
    case 'cdn':
    case 'rateLimiter':
      return choices.slice(1).map((choice) => [choice, 'passesToOne']);
    case 'cache':
      if (node.params.strategy === 'cacheAside') {
        return choices.map((choice) => [choice, 'cacheAsideCallsNobody']);
      }
      return choices.slice(1).map((choice) => [choice, 'cacheSecondStore']);
    case 'webServer':
      return unusedAmong(choices, operationsOf(scenario), wantedByWebServer).filter(
        ([choice]) => choice !== sessionStoreOf(node, choices, operationsOf(scenario)),
      );
    case 'worker':
      return unusedAmong(choices, operationsOf(scenario).filter(isJob), wantedByWorker);
    // A load balancer spreads over all it has; the others call nobody.
    default:
      return [];
  }
}

function operationsOf({ nodes }: Scenario): Operation[] {
  return nodes.flatMap((node) => (node.kind === 'client' ? node.params.operations : []));
}

const isJob = ({ type }: Operation) => type === 'job';

type Wanted = { readonly [T in Operation['type']]: readonly Sort[] };

function unusedAmong(
  choices: readonly Choice[],
  operations: readonly Operation[],
  wanted: Wanted,
): [Choice, UnusedCode][] {
  // Without traffic nothing is used, and the client is what is missing.
  if (operations.length === 0) return [];
  const used = new Set(operations.flatMap((operation) => choicesFor(operation, choices, wanted)));
  return choices
    .filter((choice) => !used.has(choice))
    .map((choice) => {
      const isSecond = choices.some((other) => other.sort === choice.sort && used.has(other));
      return [choice, isSecond ? 'secondChoice' : 'neverCalled'];
    });
}

/** As the web server takes it: a cache before a database, and of either one that no operation needs. */
function sessionStoreOf(
  node: NodeOf<'webServer'>,
  choices: readonly Choice[],
  operations: readonly Operation[],
): Choice | undefined {
  if (node.params.sessions !== 'sharedStore') return undefined;
  const used = operations.flatMap((operation) => choicesFor(operation, choices, wantedByWebServer));
  const [caches, stores] = (['cache', 'store'] as const).map((sort) =>
    choices.filter((choice) => choice.sort === sort),
  );
  const found = caches!.length > 0 ? caches! : stores!;
  return found.find((choice) => !used.includes(choice)) ?? found[0];
}

const wantedByWebServer: Wanted = {
  read: ['cache', 'store'],
  write: ['cache', 'store'],
  job: ['queue'],
  static: ['blobs'],
};

const wantedByWorker: Wanted = { read: [], write: [], static: [], job: ['blobs'] };

/** As the web server or the worker plans it: every other service, and the first of each sort that the operation's type wants. */
function choicesFor(operation: Operation, choices: readonly Choice[], wanted: Wanted): Choice[] {
  const { uses, type } = operation;
  const usable = choices.filter(({ ids }) => !uses || ids.some((id) => uses.includes(id)));
  const firsts = wanted[type].map((sort) => usable.find((choice) => choice.sort === sort));
  const services = usable.filter((choice) => choice.sort === 'service');
  return [...services, ...firsts.filter((choice) => choice !== undefined)];
}
