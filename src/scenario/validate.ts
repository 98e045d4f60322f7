/** The door (check.ts), with its reasons in English: for the command line, links, files and tests. */
import { problemSentences } from '../base/problems.ts';
import { inWords } from '../base/said.ts';
import { type CheckResult, checkScenario } from './check.ts';
import type { ScenarioIssue } from './schema-issues.ts';

export interface ToldIssue extends ScenarioIssue {
  readonly message: string;
}

export type ScenarioResult =
  | Extract<CheckResult, { readonly ok: true }>
  | { readonly ok: false; readonly issues: readonly ToldIssue[] };

export function validateScenario(value: unknown): ScenarioResult {
  const result = checkScenario(value);
  if (result.ok) return result;
  const issues = result.issues.map((issue) => ({
    ...issue,
    message: inWords(issue.said, problemSentences),
  }));
  return { ok: false, issues };
}
