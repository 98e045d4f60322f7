/** The text of a file, as a scenario or as reasons against it. Apart from `validate.ts`: a page opens few files. */
import { parseJsonText } from './json-text.ts';
import { type ScenarioResult, validateScenario } from './validate.ts';

export function parseScenarioText(text: string): ScenarioResult {
  const json = parseJsonText(text);
  if (json.ok) return validateScenario(json.value);
  return { ok: false, issues: [{ path: '', message: json.message }] };
}
