/** What is odd about a drawing, or why a connection cannot be drawn: the codes are the scenario's, the words are ours. */
import { type Dictionary, dictionary } from './dictionary.ts';
import { fill } from './fill.ts';
import { type Format, formats } from './format.ts';
import { currentLanguage } from './i18n.ts';

export interface ToldProblem {
  readonly code: keyof Dictionary['problems']['codes'];
  readonly node?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Of the values, those that are ids of nodes; the others are words of the user's own. */
const idNames: readonly string[] = ['node', 'source', 'target', 'primary'];

/** `nameOf` turns an id into what stands on the canvas. */
export function problemSentence(
  problem: ToldProblem,
  nameOf: (id: string) => string,
  format: Format = formats(currentLanguage()),
): string {
  const template = dictionary(format.language).problems.codes[problem.code];
  const values = { ...problem.values, ...(problem.node ? { node: problem.node } : {}) };
  const named = Object.entries(values).map(([name, value]) => [
    name,
    idNames.includes(name) ? nameOf(value) : value,
  ]);
  return fill(template, Object.fromEntries(named), format);
}
