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

/** The values that are ids of nodes; the others are words of the user's own. */
const idValues: readonly string[] = ['source', 'target', 'primary'];

/** `nameOf` turns the id of a node into what stands on the canvas. */
export function problemSentence(
  { code, node, values = {} }: ToldProblem,
  nameOf: (id: string) => string,
  format: Format = formats(currentLanguage()),
): string {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    named[name] = idValues.includes(name) ? nameOf(value) : value;
  }
  if (node !== undefined) named.node = nameOf(node);
  return fill(dictionary(format.language).problems.codes[code], named, format);
}
