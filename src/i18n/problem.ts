/** What is odd about a drawing, or why a connection cannot be drawn: the codes are the scenario's, the words are ours. */
import { useEffect, useState } from 'react';
import { type Dictionary, dictionary } from './dictionary.ts';
import { fill } from './fill.ts';
import { type Format, formats } from './format.ts';
import { currentLanguage } from './i18n.ts';
import { hasRest, loadRest } from './later.ts';

export interface ToldProblem {
  readonly code: keyof Dictionary['problems']['codes'];
  readonly node?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Of the values, those that are ids of nodes; the others are words of the user's own. */
const idNames: readonly string[] = ['node', 'source', 'target', 'primary'];

/** Whether the sentences below are there; asks for them where they are `wanted`. */
export function useProblemWords(wanted: boolean): boolean {
  const [areThere, setThere] = useState(hasRest);
  useEffect(() => {
    if (!wanted || areThere) return;
    // Offline they are asked for again with the next problem; the mark on the drawing stays.
    void loadRest().then(
      () => setThere(true),
      () => undefined,
    );
  }, [wanted, areThere]);
  return areThere || hasRest();
}

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
