/**
 * The door: what a stranger sent, as a scenario or as reasons against it. Never throws. The order is from cheap to
 * dear: nesting, the schema, then what only the whole file can show; before it bytes and JSON (`text.ts`).
 */
import { problem } from '../base/said.ts';
import { limits } from './limits.ts';
import { referenceIssues } from './references.ts';
import { type Scenario, type ScenarioFile, scenarioSchema } from './schema.ts';
import { ISSUES_MAX, issueAt, type ScenarioIssue, schemaIssues } from './schema-issues.ts';

export type CheckResult =
  | {
      readonly ok: true;
      /** Every default filled in. */
      readonly scenario: Scenario;
      /** As it was written: only what differs. */
      readonly file: ScenarioFile;
    }
  /** At least one; each a sentence that begins with the path. */
  | { readonly ok: false; readonly issues: readonly ScenarioIssue[] };

export function checkScenario(value: unknown): CheckResult {
  try {
    return validate(value);
  } catch {
    // Only what is no data can do that: an object whose getters throw.
    return { ok: false, issues: [issueAt([], problem('plainData'))] };
  }
}

function validate(value: unknown): CheckResult {
  if (isDeeperThan(value, limits.depth)) {
    return { ok: false, issues: [issueAt([], problem('tooDeep', { most: limits.depth }))] };
  }
  const result = scenarioSchema.safeParse(value);
  if (!result.success) {
    return { ok: false, issues: schemaIssues(scenarioSchema, value, result.error.issues) };
  }
  const issues = first(ISSUES_MAX, referenceIssues(result.data));
  if (issues.length > 0) return { ok: false, issues };
  // What the schema accepts is of its input type.
  return { ok: true, scenario: result.data, file: value as ScenarioFile };
}

function first<T>(count: number, items: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** Also ends on a value that contains itself. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}
