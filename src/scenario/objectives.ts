/**
 * Objectives: conditions that a run must meet, as one line of text. `latencyMs.p99 < 200`,
 * `nodes.cache.hitRatio > 0.8`, `edges.web-db.back < 0.7`. Grammar: a path into the summary, one of `<` `<=` `>` `>=` `==`, a number.
 *
 * Node ids may hold dots and dashes, so a path below `nodes.` belongs to the longest id that fits it.
 */
import { type Problem, problem } from '../base/said.ts';
import { causes } from '../sim/causes.ts';
import type { ObjectiveResult, Summary } from '../sim/summary.ts';
import { closest } from './suggest.ts';

const operators = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '==': (value, bound) => value === bound,
} as const satisfies Record<string, (value: number, bound: number) => boolean>;

export type ObjectiveOperator = keyof typeof operators;

export interface Objective {
  readonly path: string;
  readonly operator: ObjectiveOperator;
  readonly bound: number;
}

export type ParsedObjective =
  | { readonly ok: true; readonly objective: Objective }
  | { readonly ok: false; readonly problem: Problem };

const latencies = ['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'];

const FAILED_BY = 'requests.failedBy.';
const NODES = 'nodes.';
const EDGES = 'edges.';

/** What of the summary an objective may name, apart from nodes and edges. */
const wholeRunPaths: readonly string[] = [
  'requests.arrived',
  'requests.succeeded',
  'requests.failed',
  'requests.inFlight',
  'throughputPerSec',
  'errorRatio',
  ...latencies.map((name) => `latencyMs.${name}`),
  ...causes.filter((cause) => cause !== 'none').map((cause) => FAILED_BY + cause),
];

const shape = /^(?<path>.+?)\s*(?<operator><=|>=|==|<|>)\s*(?<bound>[^\s<>=]+)$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function parseObjective(text: string): ParsedObjective {
  const { path, operator, bound } = shape.exec(text.trim())?.groups ?? {};
  if (path === undefined || operator === undefined || bound === undefined) {
    return refused(problem('objectiveShape', { example: 'latencyMs.p99 < 200' }));
  }
  const number = Number(bound);
  if (!decimal.test(bound) || !Number.isFinite(number)) {
    const wanted = problem('numberAfter', { operator });
    return refused(problem('expected', { wanted, got: JSON.stringify(bound) }));
  }
  if (!isKnown(path)) {
    const near = closest(path, wholeRunPaths);
    const named = JSON.stringify(path);
    return refused(
      near
        ? problem('pathNear', { path: named, near })
        : problem('pathUnknown', { path: named, example: 'latencyMs.p99' }),
    );
  }
  // The pattern admits nothing else.
  return { ok: true, objective: { path, operator: operator as ObjectiveOperator, bound: number } };
}

const refused = (problem: Problem): ParsedObjective => ({ ok: false, problem });

function isKnown(path: string): boolean {
  if (path.startsWith(NODES)) return /^nodes\..+\..+$/.test(path);
  if (path.startsWith(EDGES)) return /^edges\..+\.(out|back)$/.test(path);
  return wholeRunPaths.includes(path);
}

/** In the order of the file. An objective whose value the run never measured is not met. */
export function evaluateObjectives(
  texts: readonly string[],
  summary: Omit<Summary, 'objectives'>,
): ObjectiveResult[] {
  return texts.map((text) => {
    const parsed = parseObjective(text);
    if (!parsed.ok) return { objective: text, value: null, met: false };
    const { path, operator, bound } = parsed.objective;
    const value = measured(path, summary);
    const met = value !== null && operators[operator](value, bound);
    return { objective: text, value, met };
  });
}

/** The number that a path names in a summary, or null. */
export function measured(path: string, summary: Omit<Summary, 'objectives'>): number | null {
  if (path.startsWith(FAILED_BY)) {
    // A cause that never happened need not be listed.
    return numberAt(summary.requests.failedBy, [path.slice(FAILED_BY.length)]) ?? 0;
  }
  if (path.startsWith(EDGES)) {
    const end = path.lastIndexOf('.');
    return numberAt(summary.edges, [path.slice(EDGES.length, end), path.slice(end + 1)]);
  }
  if (!path.startsWith(NODES)) return numberAt(summary, path.split('.'));
  const named = nodeNamed(path, summary);
  return named === null ? null : numberAt(named.row, named.figure.split('.'));
}

/** The node of a path below `nodes.`, and what the path says of it. */
function nodeNamed(path: string, { nodes }: Pick<Summary, 'nodes'>) {
  const rest = path.slice(NODES.length);
  const owners = Object.keys(nodes).filter((id) => rest.startsWith(`${id}.`));
  const node = owners.sort((a, b) => b.length - a.length)[0];
  if (node === undefined) return null;
  return { node, figure: rest.slice(node.length + 1), row: nodes[node]! };
}

export interface UnknownFigure {
  readonly node: string;
  readonly figure: string;
  /** What may have been meant. */
  readonly near: string | null;
}

/** A figure that the node of an objective has not, whatever is measured: a slip of the pen. */
export function unknownFigure(
  { objective }: ObjectiveResult,
  summary: Pick<Summary, 'nodes'>,
): UnknownFigure | null {
  const parsed = parseObjective(objective);
  if (!parsed.ok || !parsed.objective.path.startsWith(NODES)) return null;
  const named = nodeNamed(parsed.objective.path, summary);
  if (named === null) return null;
  const { node, figure, row } = named;
  const figures = figuresOf(row, '');
  return figures.includes(figure) ? null : { node, figure, near: closest(figure, figures) };
}

/** Paths to all that is a number, or would be one had it been measured. */
function figuresOf(value: unknown, path: string): string[] {
  if (typeof value === 'number' || value === null) return [path];
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value!).flatMap(([name, inner]) =>
    figuresOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

function numberAt(value: unknown, steps: readonly string[]): number | null {
  let here = value;
  for (const step of steps) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return null;
    here = (here as Record<string, unknown>)[step];
  }
  return typeof here === 'number' && Number.isFinite(here) ? here : null;
}
