/**
 * What a schema cannot see: ids that must differ, names that must exist, faults that must fit what they strike,
 * objectives that must be readable. A drawing that is merely pointless is drawing.ts's business.
 */
import { databaseSets } from './database-sets.ts';
import { instancesOf } from './instances.ts';
import { limits } from './limits.ts';
import { parseObjective } from './objectives.ts';
import type { Fault, Scenario, ScenarioNode } from './schema.ts';
import { issueAt, type ScenarioIssue, shown } from './schema-issues.ts';
import { closest } from './suggest.ts';
import { membersOf, struckIn } from './zones.ts';

export function referenceIssues(scenario: Scenario): ScenarioIssue[] {
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
  return [
    ...duplicates('nodes', scenario.nodes),
    ...duplicates('edges', scenario.edges),
    ...duplicates('faults', scenario.faults),
    ...placeIssues(scenario),
    ...edgeIssues(scenario, nodes),
    ...faultIssues(scenario, nodes),
    ...usesIssues(scenario, nodes),
    ...objectiveIssues(scenario),
    ...memoryIssues(scenario),
    ...autoscaleIssues(scenario),
  ];
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

type Nodes = ReadonlyMap<string, ScenarioNode>;

function duplicates(list: string, items: readonly { readonly id?: string | undefined }[]) {
  const first = new Map<string, number>();
  return items.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    const message = `expected an id of its own, got ${shown(id)}, the id of ${list}[${earlier}]`;
    return [issueAt([list, index, 'id'], message)];
  });
}

function unknownNode(id: string, nodes: Nodes): string {
  const near = closest(id, [...nodes.keys()]);
  return `expected the id of a node, got ${shown(id)}${near ? `; did you mean ${near}?` : ''}`;
}

function edgeIssues(scenario: Scenario, nodes: Nodes): ScenarioIssue[] {
  return scenario.edges.flatMap((edge, index) => {
    const missing = (['source', 'target'] as const).filter((end) => !nodes.has(edge[end]));
    if (missing.length > 0) {
      return missing.map((end) => issueAt(['edges', index, end], unknownNode(edge[end], nodes)));
    }
    if (edge.source !== edge.target) return [];
    const message = `expected another node than the source, got ${shown(edge.target)}`;
    return [issueAt(['edges', index, 'target'], message)];
  });
}

function faultIssues(scenario: Scenario, nodes: Nodes): ScenarioIssue[] {
  return scenario.faults.flatMap((fault, index) => {
    const path = ['faults', index, 'target'];
    if (membersOf(scenario.zones, fault.target)) return zoneFaultIssues(scenario, fault, index);
    const target = nodes.get(fault.target);
    if (!target) return [issueAt(path, unknownPlace(fault.target, scenario))];
    if (fault.kind === 'partition') return sideIssues(fault, index, scenario);
    const misfit = misfitOf(fault, target);
    return misfit ? [issueAt(['faults', index, misfit.field], misfit.message)] : [];
  });
}

function sideIssues(
  fault: Fault & { kind: 'partition' },
  index: number,
  { nodes, zones }: Scenario,
): ScenarioIssue[] {
  const known = new Set(nodes.map(({ id }) => id));
  const nodesOf = (id: string) => membersOf(zones, id) ?? [id];
  const side = new Set([fault.target, ...(fault.with ?? [])].flatMap(nodesOf));
  return (['with', 'from'] as const).flatMap((list) =>
    (fault[list] ?? []).flatMap((id, i) => {
      const path = ['faults', index, list, i];
      const unknown = nodesOf(id).find((node) => !known.has(node));
      if (unknown !== undefined) return [issueAt(path, unknownPlace(unknown, { nodes, zones }))];
      if (list === 'with' || !nodesOf(id).some((node) => side.has(node))) return [];
      return [issueAt(path, `expected a node of the other side, got ${shown(id)}`)];
    }),
  );
}

function zoneFaultIssues(scenario: Scenario, fault: Fault, index: number): ScenarioIssue[] {
  const got = `got ${shown(fault.target)}, a zone`;
  if (fault.kind === 'instanceCrash') {
    return [issueAt(['faults', index, 'target'], `expected a node, ${got}`)];
  }
  if (struckIn(scenario, fault.target, fault.kind).length === 0) {
    const message = `expected a zone with ${struckBy[fault.kind]} in it, got ${shown(fault.target)}`;
    return [issueAt(['faults', index, 'target'], message)];
  }
  return fault.kind === 'partition' ? sideIssues(fault, index, scenario) : [];
}

const struckBy = {
  crash: 'a node that is not a client',
  slowdown: 'a node that is not a client',
  loss: 'a node that is not a client',
  partition: 'a node that is not a client',
  flush: 'a cache or a cdn',
  spike: 'a client',
} as const satisfies Record<Exclude<Fault['kind'], 'instanceCrash'>, string>;

/** Zones and notes have names of their own, and zones hold what there is. */
function placeIssues(scenario: Scenario): ScenarioIssue[] {
  const { nodes, zones, notes } = scenario;
  const lists = { nodes, zones, notes };
  const owners = new Map<string, string>();
  const issues: ScenarioIssue[] = [];
  for (const [list, items] of Object.entries(lists)) {
    items.forEach(({ id }, index) => {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, `${list}[${index}]`);
      else if (list !== 'nodes') {
        const message = `expected an id of its own, got ${shown(id)}, the id of ${owner}`;
        issues.push(issueAt([list, index, 'id'], message));
      }
    });
  }
  return [...issues, ...memberIssues(scenario), ...struckIssues(scenario, issues.length > 0)];
}

function memberIssues({ nodes, zones }: Scenario): ScenarioIssue[] {
  const known = new Set(nodes.map(({ id }) => id));
  return zones.flatMap(({ kind, members }, index) =>
    members.flatMap((id, i) => {
      if (known.has(id)) return [];
      const path = ['zones', index, 'members', i];
      const inner = zones.find((zone) => zone.id === id);
      if (!inner) return [issueAt(path, unknownPlace(id, { nodes, zones }))];
      if (kind === 'region' && inner.kind === 'zone') return [];
      const wanted = kind === 'region' ? 'a node or a zone' : 'a node';
      return [issueAt(path, `expected ${wanted}, got ${shown(id)}, a ${inner.kind}`)];
    }),
  );
}

function struckIssues(scenario: Scenario, hasIssues: boolean): ScenarioIssue[] {
  if (hasIssues || scenario.zones.length === 0) return [];
  const sizes = new Map(
    scenario.zones.map(({ id }) => [id, membersOf(scenario.zones, id)?.length ?? 0]),
  );
  const struck = scenario.faults.reduce((sum, { target }) => sum + (sizes.get(target) ?? 1), 0);
  if (struck <= limits.struckNodes) return [];
  const expected = `at most ${limits.struckNodes} nodes struck by all faults together`;
  return [issueAt(['faults'], `expected ${expected}, got ${struck}`)];
}

function unknownPlace(id: string, { nodes, zones }: Pick<Scenario, 'nodes' | 'zones'>): string {
  const near = closest(
    id,
    [...nodes, ...zones].map((place) => place.id),
  );
  const noun = zones.length > 0 ? 'a node or a zone' : 'a node';
  return `expected the id of ${noun}, got ${shown(id)}${near ? `; did you mean ${near}?` : ''}`;
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

function usesIssues(scenario: Scenario, nodes: Nodes): ScenarioIssue[] {
  return scenario.nodes.flatMap((node, index) => {
    if (node.kind !== 'client') return [];
    return node.params.operations.flatMap(({ uses = [] }, operation) =>
      uses.flatMap((id, use) => {
        if (nodes.has(id)) return [];
        const path = ['nodes', index, 'params', 'operations', operation, 'uses', use];
        return [issueAt(path, unknownNode(id, nodes))];
      }),
    );
  });
}

function objectiveIssues(scenario: Scenario): ScenarioIssue[] {
  return scenario.objectives.flatMap((text, index) => {
    const parsed = parseObjective(text);
    return parsed.ok ? [] : [issueAt(['objectives', index], parsed.message)];
  });
}
