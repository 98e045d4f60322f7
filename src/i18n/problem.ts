/** The sentence for what is odd about a drawing, or why a connection cannot be drawn. */
import { dictionary } from './dictionary.ts';
import { fill } from './fill.ts';
import { formats } from './format.ts';
import { currentLanguage } from './i18n.ts';

export interface ToldProblem {
  readonly code: string;
  readonly node?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Of the values, those that are ids of nodes. */
const idNames = new Set(['node', 'source', 'target', 'primary']);

/** `nameOf` turns an id into what stands on the canvas. */
export function problemSentence(problem: ToldProblem, nameOf: (id: string) => string): string {
  const format = formats(currentLanguage());
  const sentences: Readonly<Record<string, string>> = dictionary(format.language).problems.codes;
  const values = { ...problem.values, ...(problem.node ? { node: problem.node } : {}) };
  const named = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      idNames.has(name) ? nameOf(value) : value,
    ]),
  );
  return fill(sentences[problem.code] ?? problem.code, named, format);
}
