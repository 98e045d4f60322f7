/**
 * What a schema cannot see: ids that must differ, names that must exist, faults that must fit what they strike,
 * objectives that must be readable. A drawing that is merely pointless is drawing.ts's business.
 */
import type { ProblemCode } from '../base/problems.ts';
import { type Piece, type Problem, problem } from '../base/said.ts';
import { databaseSets } from './database-sets.ts';
import { instancesOf } from './instances.ts';
import { limits } from './limits.ts';
import { parseObjective } from './objectives.ts';
import type { Fault, Scenario, ScenarioNode, Zone } from './schema.ts';
import { issueAt, type ScenarioIssue, shown } from './schema-issues.ts';
import { closest } from './suggest.ts';
import { canStrike, memberCount, membersOf, struckIn } from './zones.ts';

/** Each is worked out when it is asked for: whoever wants the first few waits for no others. */
export function* referenceIssues(scenario: Scenario): Generator<ScenarioIssue> {
  const names = new Names(scenario);
  yield* duplicates('nodes', scenario.nodes);
  yield* duplicates('edges', scenario.edges);
  yield* duplicates('faults', scenario.faults);
  yield* placeIssues(scenario);
  yield* memberIssues(scenario, names);
  const crowds = crowdIssues(scenario);
  yield* crowds;
  yield* edgeIssues(scenario, names);
  if (crowds.length === 0) yield* faultIssues(scenario, names);
  yield* usesIssues(scenario, names);
  yield* objectiveIssues(scenario);
  yield* memoryIssues(scenario);
  yield* autoscaleIssues(scenario);
}

/** A file with more wrong names than this was not misspelt, and each may be compared with a thousand others. */
const SUGGESTIONS_MAX = 3;

/** What the ids of a scenario name, and what to say of one that names nothing. */
class Names {
  readonly nodes: ReadonlyMap<string, ScenarioNode>;
  readonly zones: ReadonlyMap<string, Zone>;
  private suggestions = 0;

  constructor({ nodes, zones }: Scenario) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.zones = new Map(zones.map((zone) => [zone.id, zone]));
  }

  unknownNode(id: string): Problem {
    return this.unknown(problem('nodeId'), id, [...this.nodes.keys()]);
  }

  unknownPlace(id: string): Problem {
    const wanted = problem(this.zones.size > 0 ? 'placeId' : 'nodeId');
    return this.unknown(wanted, id, [...this.nodes.keys(), ...this.zones.keys()]);
  }

  private unknown(wanted: Problem, id: string, known: readonly string[]): Problem {
    const got = shown(id);
    const near = this.near(id, known);
    return near ? problem('expectedNear', { wanted, got, near }) : expected(wanted, got);
  }

  private near(id: string, known: readonly string[]): string | null {
    if (this.suggestions === SUGGESTIONS_MAX) return null;
    this.suggestions++;
    return closest(id, known);
  }
}

const expected = (wanted: Problem, got: Piece<ProblemCode>) => problem('expected', { wanted, got });

/** Each bound by itself is harmless; together they could ask for more memory than a page has. */
function memoryIssues(scenario: Scenario): ScenarioIssue[] {
  const keys = Math.max(
    0,
    ...scenario.nodes.map((node) => (node.kind === 'client' ? node.params.keys.count : 0)),
  );
  const keepers = scenario.nodes.reduce((sum, node) => sum + keepersIn(node), 0);
  const users = scenario.nodes.reduce(
    (sum, node) => sum + (node.kind === 'client' ? (node.params.users?.count ?? 0) : 0),
    0,
  );
  const kept = (keys + (keepsSessions(scenario) ? users : 0)) * keepers;
  const instances = scenario.nodes.reduce((sum, node) => sum + instancesOf(node), 0);
  const issues: ScenarioIssue[] = [];
  if (kept > limits.keptKeys) {
    const got = problem('keysKept', { keys, keepers });
    issues.push(issueAt(['nodes'], expected(problem('keptKeys', { most: limits.keptKeys }), got)));
  }
  const keptUsers = users * (1 + scenario.nodes.filter(remembersUsers).length);
  if (keptUsers > limits.keptUsers) {
    const wanted = problem('keptUsers', { most: limits.keptUsers });
    issues.push(issueAt(['nodes'], expected(wanted, keptUsers)));
  }
  if (instances > limits.instances) {
    const wanted = problem('instancesInAll', { most: limits.instances });
    issues.push(issueAt(['nodes'], expected(wanted, instances)));
  }
  const policies = policiesIn(scenario);
  if (policies > limits.policies) {
    const got = problem('policiesCounted', { count: policies });
    const wanted = problem('policiesInAll', { most: limits.policies });
    issues.push(issueAt(['edges'], expected(wanted, got)));
  }
  const hedges = hedgesIn(scenario);
  if (hedges > limits.policies) {
    const got = problem('hedgesCounted', { count: hedges });
    const wanted = problem('hedgesInAll', { most: limits.policies });
    issues.push(issueAt(['edges'], expected(wanted, got)));
  }
  return issues;
}

/** Sessions lie in stores, among the keys. */
export function keepsSessions({ nodes }: Pick<Scenario, 'nodes'>): boolean {
  return nodes.some((node) => node.kind === 'webServer' && node.params.sessions === 'sharedStore');
}

/** Keeps something of every user. */
export function remembersUsers(node: ScenarioNode): boolean {
  return (
    (node.kind === 'loadBalancer' && node.params.sticky !== null) ||
    (node.kind === 'webServer' && node.params.sessions !== 'stateless')
  );
}

function policiesIn(scenario: Scenario): number {
  const instances = new Map(scenario.nodes.map((node) => [node.id, instancesOf(node)]));
  const services = callersByService(scenario);
  return scenario.edges.reduce((sum, edge) => {
    if (edge.kind !== 'request') return sum;
    const { retry, circuitBreaker, pool } = edge.params;
    const kept = [retry.budgetRatio, circuitBreaker, pool];
    const each = kept.filter((one) => one !== null).length;
    const callers = services.get(edge.source) ?? [edge.source];
    return sum + each * callers.reduce((all, caller) => all + (instances.get(caller) ?? 0), 0);
  }, 0);
}

/** A driver knows its whole set, however many of its members it is drawn to. */
function hedgesIn(scenario: Scenario): number {
  const setOf = new Map(
    databaseSets(scenario).sets.flatMap((set) => set.members.map((id) => [id, set] as const)),
  );
  const services = callersByService(scenario);
  const ways = new Map<string, number>();
  for (const edge of scenario.edges) {
    if (edge.kind !== 'request' || edge.params.hedge === null) continue;
    const set = setOf.get(edge.target);
    const members = set?.members.length ?? 1;
    const known = set === undefined ? edge.id : JSON.stringify([edge.source, set.members[0]]);
    ways.set(known, members * (services.get(edge.source)?.length ?? 1));
  }
  return [...ways.values()].reduce((sum, count) => sum + count, 0);
}

/** By name service: everyone who looks a name up, for over its edges they call themselves. */
function callersByService({ nodes, edges }: Scenario): Map<string, string[]> {
  const callers = new Map<string, string[]>();
  for (const { id, kind } of nodes) if (kind === 'dns') callers.set(id, []);
  for (const { source, target } of edges) callers.get(target)?.push(source);
  return callers;
}

/** A CDN is a cache at every place, of static files and of reads. */
function keepersIn(node: ScenarioNode): number {
  if (node.kind === 'cdn') return 2 * (node.params.pops + 1);
  return node.kind === 'database' || node.kind === 'cache' ? 1 : 0;
}

function autoscaleIssues({ nodes }: Scenario): ScenarioIssue[] {
  return nodes.flatMap((node, index) => {
    const autoscale = node.kind === 'webServer' ? node.params.autoscale : null;
    if (autoscale === null || autoscale.min <= autoscale.max) return [];
    const what = expected(problem('atMostMax', { max: autoscale.max }), autoscale.min);
    return [issueAt(['nodes', index, 'params', 'autoscale', 'min'], what)];
  });
}

function* duplicates(list: string, items: readonly { readonly id?: string | undefined }[]) {
  const first = new Map<string, number>();
  for (const [index, { id }] of items.entries()) {
    if (id === undefined) continue;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      continue;
    }
    const owner = `${list}[${earlier}]`;
    yield issueAt([list, index, 'id'], problem('ownId', { got: shown(id), owner }));
  }
}

function* edgeIssues({ edges }: Scenario, names: Names): Generator<ScenarioIssue> {
  for (const [index, edge] of edges.entries()) {
    const missing = (['source', 'target'] as const).filter((end) => !names.nodes.has(edge[end]));
    for (const end of missing) yield issueAt(['edges', index, end], names.unknownNode(edge[end]));
    if (missing.length > 0 || edge.source !== edge.target) continue;
    const what = expected(problem('otherNode'), shown(edge.target));
    yield issueAt(['edges', index, 'target'], what);
  }
}

function* faultIssues(scenario: Scenario, names: Names): Generator<ScenarioIssue> {
  for (const [index, fault] of scenario.faults.entries()) {
    const target = names.nodes.get(fault.target);
    if (names.zones.has(fault.target)) yield* zoneFaultIssues(scenario, fault, index, names);
    else if (!target) {
      yield issueAt(['faults', index, 'target'], names.unknownPlace(fault.target));
    } else if (fault.kind === 'partition') yield* sideIssues(fault, index, scenario, names);
    else {
      const misfit = misfitOf(fault, target);
      if (misfit) yield issueAt(['faults', index, misfit.field], misfit.message);
    }
  }
}

function* sideIssues(
  fault: Fault & { kind: 'partition' },
  index: number,
  { zones }: Scenario,
  names: Names,
): Generator<ScenarioIssue> {
  const nodesOf = (id: string) => membersOf(zones, id) ?? [id];
  const side = new Set([fault.target, ...(fault.with ?? [])].flatMap(nodesOf));
  for (const list of ['with', 'from'] as const) {
    for (const [i, id] of (fault[list] ?? []).entries()) {
      const path = ['faults', index, list, i];
      const unknown = nodesOf(id).find((node) => !names.nodes.has(node));
      if (unknown !== undefined) yield issueAt(path, names.unknownPlace(unknown));
      else if (list === 'from' && nodesOf(id).some((node) => side.has(node))) {
        yield issueAt(path, expected(problem('otherSide'), shown(id)));
      }
    }
  }
}

function* zoneFaultIssues(
  scenario: Scenario,
  fault: Fault,
  index: number,
  names: Names,
): Generator<ScenarioIssue> {
  const path = ['faults', index, 'target'];
  if (fault.kind === 'instanceCrash') {
    const got = problem('ofKind', { id: shown(fault.target), kind: 'zone' });
    yield issueAt(path, expected(problem('node'), got));
  } else if (struckIn(scenario, fault.target, fault.kind).length === 0) {
    const wanted = problem('zoneWith', { what: problem(struckBy[fault.kind]) });
    yield issueAt(path, expected(wanted, shown(fault.target)));
  } else if (fault.kind === 'partition') yield* sideIssues(fault, index, scenario, names);
}

/** What `canStrike` allows, in words. */
const struckBy = {
  crash: 'notClient',
  instanceCrash: 'notClient',
  slowdown: 'notClient',
  loss: 'notClient',
  partition: 'notClient',
  flush: 'cacheOrCdn',
  spike: 'client',
} as const satisfies Record<Fault['kind'], ProblemCode>;

/** Zones and notes have names of their own. */
function* placeIssues({ nodes, zones, notes }: Scenario): Generator<ScenarioIssue> {
  const lists = { nodes, zones, notes };
  const owners = new Map<string, string>();
  for (const [list, items] of Object.entries(lists)) {
    for (const [index, { id }] of items.entries()) {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, `${list}[${index}]`);
      else if (list !== 'nodes') {
        yield issueAt([list, index, 'id'], problem('ownId', { got: shown(id), owner }));
      }
    }
  }
}

/** Zones hold what there is. */
function* memberIssues({ zones }: Scenario, names: Names): Generator<ScenarioIssue> {
  for (const [index, { kind, members }] of zones.entries()) {
    for (const [i, id] of members.entries()) {
      if (names.nodes.has(id)) continue;
      const path = ['zones', index, 'members', i];
      const inner = names.zones.get(id);
      if (!inner) yield issueAt(path, names.unknownPlace(id));
      else if (kind !== 'region' || inner.kind !== 'zone') {
        const wanted = problem(kind === 'region' ? 'nodeOrZone' : 'node');
        const got = problem('ofKind', { id: shown(id), kind: inner.kind });
        yield issueAt(path, expected(wanted, got));
      }
    }
  }
}

/** A few bytes can name many nodes. Counted before any zone is resolved, and any fault looked at. */
function crowdIssues({ zones, faults }: Scenario): ScenarioIssue[] {
  const members = memberCount(zones);
  if (members > limits.zoneMembers) {
    const got = problem('membersCounted', { count: members });
    const wanted = problem('zoneMembers', { most: limits.zoneMembers });
    return [issueAt(['zones'], expected(wanted, got))];
  }
  if (zones.length === 0) return [];
  const sizeOf = (id: string) => membersOf(zones, id)?.length ?? 1;
  const sizeOfAll = (ids: readonly string[] = []) => ids.reduce((sum, id) => sum + sizeOf(id), 0);
  const struck = faults.reduce((sum, fault) => {
    const sides = fault.kind === 'partition' ? sizeOfAll(fault.with) + sizeOfAll(fault.from) : 0;
    return sum + sizeOf(fault.target) + sides;
  }, 0);
  if (struck <= limits.struckNodes) return [];
  const wanted = problem('struckNodes', { most: limits.struckNodes });
  return [issueAt(['faults'], expected(wanted, struck))];
}

interface Misfit {
  readonly field: 'target' | 'instance';
  readonly message: Problem;
}

function misfitOf(fault: Fault, target: ScenarioNode): Misfit | null {
  if (!canStrike(fault.kind, target)) {
    const got = problem('ofKind', { id: shown(target.id), kind: target.kind });
    return { field: 'target', message: expected(problem(struckBy[fault.kind]), got) };
  }
  if (fault.kind !== 'instanceCrash' || fault.instance < instancesOf(target)) return null;
  const bound = instancesOf(target) - 1;
  const wanted = problem('lastInstance', {
    wanted: problem('atMost', { noun: problem('wholeNumber'), bound }),
    id: shown(target.id),
  });
  return { field: 'instance', message: expected(wanted, fault.instance) };
}

function* usesIssues({ nodes }: Scenario, names: Names): Generator<ScenarioIssue> {
  for (const [index, node] of nodes.entries()) {
    if (node.kind !== 'client') continue;
    for (const [operation, { uses = [] }] of node.params.operations.entries()) {
      for (const [use, id] of uses.entries()) {
        if (names.nodes.has(id)) continue;
        const path = ['nodes', index, 'params', 'operations', operation, 'uses', use];
        yield issueAt(path, names.unknownNode(id));
      }
    }
  }
}

function objectiveIssues(scenario: Scenario): ScenarioIssue[] {
  return scenario.objectives.flatMap((text, index) => {
    const parsed = parseObjective(text);
    return parsed.ok ? [] : [issueAt(['objectives', index], parsed.problem)];
  });
}
