/**
 * What a schema cannot see: ids that must differ, names that must exist, faults that must fit what they strike,
 * objectives that must be readable. A drawing that is merely pointless is drawing.ts's business.
 */
import { databaseSets } from './database-sets.ts';
import { instancesOf } from './instances.ts';
import { limits } from './limits.ts';
import { parseObjective } from './objectives.ts';
import type { Fault, Scenario, ScenarioNode, Zone } from './schema.ts';
import { issueAt, type ScenarioIssue, shown } from './schema-issues.ts';
import { closest } from './suggest.ts';
import { memberCount, membersOf, struckIn } from './zones.ts';

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

  unknownNode(id: string): string {
    return `expected the id of a node, got ${shown(id)}${this.near(id, [...this.nodes.keys()])}`;
  }

  unknownPlace(id: string): string {
    const noun = this.zones.size > 0 ? 'a node or a zone' : 'a node';
    const known = [...this.nodes.keys(), ...this.zones.keys()];
    return `expected the id of ${noun}, got ${shown(id)}${this.near(id, known)}`;
  }

  private near(id: string, known: readonly string[]): string {
    if (this.suggestions === SUGGESTIONS_MAX) return '';
    this.suggestions++;
    const near = closest(id, known);
    return near ? `; did you mean ${near}?` : '';
  }
}

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
    const got = `${keys} keys in ${keepers} databases and caches`;
    issues.push(
      issueAt(['nodes'], `expected at most ${limits.keptKeys} keys kept in all, got ${got}`),
    );
  }
  const keptUsers = users * (1 + scenario.nodes.filter(remembersUsers).length);
  if (keptUsers > limits.keptUsers) {
    issues.push(
      issueAt(
        ['nodes'],
        `expected at most ${limits.keptUsers} users remembered in all, got ${keptUsers}`,
      ),
    );
  }
  if (instances > limits.instances) {
    issues.push(
      issueAt(['nodes'], `expected at most ${limits.instances} instances in all, got ${instances}`),
    );
  }
  const policies = policiesIn(scenario);
  if (policies > limits.policies) {
    const got = `${policies} (every instance of a caller has its own)`;
    const expected = `at most ${limits.policies} retry budgets and circuit breakers in all`;
    issues.push(issueAt(['edges'], `expected ${expected}, got ${got}`));
  }
  const hedges = hedgesIn(scenario);
  if (hedges > limits.policies) {
    const got = `${hedges} (a caller has one for every member of a database set)`;
    const expected = `at most ${limits.policies} hedged ways in all`;
    issues.push(issueAt(['edges'], `expected ${expected}, got ${got}`));
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
    const { retry, circuitBreaker } = edge.params;
    const each = Number(retry.budgetRatio !== null) + Number(circuitBreaker !== null);
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
    const message = `expected at most max, which is ${autoscale.max}, got ${autoscale.min}`;
    return [issueAt(['nodes', index, 'params', 'autoscale', 'min'], message)];
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
    const message = `expected an id of its own, got ${shown(id)}, the id of ${list}[${earlier}]`;
    yield issueAt([list, index, 'id'], message);
  }
}

function* edgeIssues({ edges }: Scenario, names: Names): Generator<ScenarioIssue> {
  for (const [index, edge] of edges.entries()) {
    const missing = (['source', 'target'] as const).filter((end) => !names.nodes.has(edge[end]));
    for (const end of missing) yield issueAt(['edges', index, end], names.unknownNode(edge[end]));
    if (missing.length > 0 || edge.source !== edge.target) continue;
    const message = `expected another node than the source, got ${shown(edge.target)}`;
    yield issueAt(['edges', index, 'target'], message);
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
        yield issueAt(path, `expected a node of the other side, got ${shown(id)}`);
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
    yield issueAt(path, `expected a node, got ${shown(fault.target)}, a zone`);
  } else if (struckIn(scenario, fault.target, fault.kind).length === 0) {
    const expected = `expected a zone with ${struckBy[fault.kind]} in it`;
    yield issueAt(path, `${expected}, got ${shown(fault.target)}`);
  } else if (fault.kind === 'partition') yield* sideIssues(fault, index, scenario, names);
}

const struckBy = {
  crash: 'a node that is not a client',
  slowdown: 'a node that is not a client',
  loss: 'a node that is not a client',
  partition: 'a node that is not a client',
  flush: 'a cache or a cdn',
  spike: 'a client',
} as const satisfies Record<Exclude<Fault['kind'], 'instanceCrash'>, string>;

/** Zones and notes have names of their own. */
function* placeIssues({ nodes, zones, notes }: Scenario): Generator<ScenarioIssue> {
  const lists = { nodes, zones, notes };
  const owners = new Map<string, string>();
  for (const [list, items] of Object.entries(lists)) {
    for (const [index, { id }] of items.entries()) {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, `${list}[${index}]`);
      else if (list !== 'nodes') {
        const message = `expected an id of its own, got ${shown(id)}, the id of ${owner}`;
        yield issueAt([list, index, 'id'], message);
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
        const wanted = kind === 'region' ? 'a node or a zone' : 'a node';
        yield issueAt(path, `expected ${wanted}, got ${shown(id)}, a ${inner.kind}`);
      }
    }
  }
}

/** A few bytes can name many nodes. Counted before any zone is resolved, and any fault looked at. */
function crowdIssues({ zones, faults }: Scenario): ScenarioIssue[] {
  const members = memberCount(zones);
  if (members > limits.zoneMembers) {
    const got = `${members} (a region has those of its zones too)`;
    const expected = `at most ${limits.zoneMembers} members in all zones together`;
    return [issueAt(['zones'], `expected ${expected}, got ${got}`)];
  }
  if (zones.length === 0) return [];
  const sizeOf = (id: string) => membersOf(zones, id)?.length ?? 1;
  const sizeOfAll = (ids: readonly string[] = []) => ids.reduce((sum, id) => sum + sizeOf(id), 0);
  const struck = faults.reduce((sum, fault) => {
    const sides = fault.kind === 'partition' ? sizeOfAll(fault.with) + sizeOfAll(fault.from) : 0;
    return sum + sizeOf(fault.target) + sides;
  }, 0);
  if (struck <= limits.struckNodes) return [];
  const expected = `at most ${limits.struckNodes} nodes struck by all faults together`;
  return [issueAt(['faults'], `expected ${expected}, got ${struck}`)];
}

function misfitOf(fault: Fault, target: ScenarioNode) {
  const got = `got ${shown(target.id)}, a ${target.kind}`;
  if (fault.kind === 'flush') {
    if (target.kind !== 'cache' && target.kind !== 'cdn') {
      return { field: 'target', message: `expected a cache or a cdn, ${got}` };
    }
  } else if (fault.kind === 'spike') {
    if (target.kind !== 'client') return { field: 'target', message: `expected a client, ${got}` };
  } else if (target.kind === 'client') {
    // A client stands for people: they do not crash, they stop coming, which is a spike of factor 0.
    return { field: 'target', message: `expected a node that is not a client, ${got}` };
  } else if (fault.kind === 'instanceCrash' && fault.instance >= instancesOf(target)) {
    const last = instancesOf(target) - 1;
    const message = `expected a whole number of at most ${last}, the last instance of ${shown(target.id)}, got ${fault.instance}`;
    return { field: 'instance', message };
  }
  return null;
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
    return parsed.ok ? [] : [issueAt(['objectives', index], parsed.message)];
  });
}
