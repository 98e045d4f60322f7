/**
 * Params of request edges that are set and do nothing where they stand: a client goes by its own timeout, retries and
 * breaker, and has no pool; a weight counts for one algorithm only; a copy of a late call needs a second target.
 */
import { databaseSets } from './database-sets.ts';
import { addressesOf } from './instances.ts';
import type { EdgeOf, Scenario, ScenarioEdge, ScenarioNode } from './schema.ts';
import { requestEdgeParams } from './schema.ts';

export type InertCode = 'clientKeepsItsOwn' | 'weightUnused' | 'hedgeWithoutOther';

export interface InertParam {
  readonly code: InertCode;
  readonly edge: EdgeOf<'request'>;
}

const usual = requestEdgeParams.parse({});

/** `edges` are those that the drawing allows. */
export function inertParams(
  scenario: Scenario,
  edges: readonly ScenarioEdge[],
): readonly InertParam[] {
  const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
  const requests = edges.filter((edge) => edge.kind === 'request');
  return requests.flatMap((edge) => {
    const source = nodes.get(edge.source)!;
    const codes: InertCode[] = [];
    if (isCalledByClients(source) && hasOwnPolicy(edge)) codes.push('clientKeepsItsOwn');
    if (edge.params.weight !== usual.weight && !looksAtWeights(source)) codes.push('weightUnused');
    if (edge.params.hedge !== null && targetsOf(edge, requests, nodes, scenario) < 2) {
      codes.push('hedgeWithoutOther');
    }
    return codes.map((code) => ({ code, edge }));
  });
}

/** What a name leads to is called by whoever looked it up. */
function isCalledByClients({ kind }: ScenarioNode): boolean {
  return kind === 'client' || kind === 'dns';
}

function hasOwnPolicy({ params }: EdgeOf<'request'>): boolean {
  const { timeoutMs, retry, circuitBreaker, pool } = params;
  return (
    timeoutMs !== usual.timeoutMs ||
    retry.maxRetries !== usual.retry.maxRetries ||
    circuitBreaker !== null ||
    pool !== null
  );
}

function looksAtWeights(source: ScenarioNode): boolean {
  return source.kind === 'loadBalancer' && source.params.algorithm === 'weightedRoundRobin';
}

/** Among how many a call over this edge may choose; a name once looked up leads to one. */
function targetsOf(
  edge: EdgeOf<'request'>,
  edges: readonly EdgeOf<'request'>[],
  nodes: ReadonlyMap<string, ScenarioNode>,
  scenario: Scenario,
): number {
  const { kind } = nodes.get(edge.source)!;
  if (kind === 'dns') return 1;
  const target = nodes.get(edge.target)!;
  if (target.kind === 'database') return readableOf(target, scenario);
  if (kind !== 'loadBalancer') return addressesOf(target);
  return edges
    .filter(({ source }) => source === edge.source)
    .reduce((sum, one) => sum + addressesOf(nodes.get(one.target)!), 0);
}

/** Members of its set that reads may go to; a write has one place. */
function readableOf({ id }: ScenarioNode, scenario: Scenario): number {
  const { members, primary } = databaseSets(scenario).sets.find((set) => set.members.includes(id))!;
  if (isMultiPrimary(members, scenario)) return members.length;
  const root = scenario.nodes.find((node) => node.id === primary)!;
  const readFrom = root.kind === 'database' ? root.params.readFrom : 'all';
  if (readFrom === 'primary') return 1;
  return readFrom === 'all' ? members.length : members.length - 1;
}

function isMultiPrimary(members: readonly string[], { edges }: Scenario): boolean {
  return edges.some(
    (edge) =>
      edge.kind === 'replication' &&
      edge.params.mode === 'multiPrimary' &&
      members.includes(edge.target),
  );
}
