/** The sentence for what is odd about a drawing, or why a connection cannot be drawn. */
import { dictionary } from './dictionary.ts';
import { fill } from './fill.ts';
import { formats } from './format.ts';
import { currentLanguage } from './i18n.ts';

export interface ToldProblem {
  readonly code: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Values are ids where they are ids: `nameOf` turns them into what stands on the canvas. */
export function problemSentence(
  { code, values = {} }: ToldProblem,
  nameOf: (id: string) => string,
): string {
  const format = formats(currentLanguage());
  const sentences: Readonly<Record<string, string>> = dictionary(format.language).drawing;
  const named = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, nameOf(value)]),
  );
  return fill(sentences[code] ?? code, named, format);
}
