/** The text of a file, as a scenario or as reasons against it. Apart from `validate.ts`: a page opens few files. */

import { problemInEnglish, type TextProblem } from '../base/text-problems.ts';
import { parseJsonText } from './json-text.ts';
import { type ScenarioResult, type ToldIssue, validateScenario } from './validate.ts';

export type TextIssue = Omit<ToldIssue, 'said'> & { readonly said: TextProblem };
export type TextResult =
  | Extract<ScenarioResult, { readonly ok: true }>
  | { readonly ok: false; readonly issues: readonly TextIssue[] };

export function parseScenarioText(text: string): TextResult {
  const json = parseJsonText(text);
  if (json.ok) return validateScenario(json.value);
  const said = json.problem;
  return { ok: false, issues: [{ path: '', message: problemInEnglish(said), said }] };
}
