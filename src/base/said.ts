/**
 * A sentence as a code and what fills its places, to be said in any language. The sentences themselves are tables
 * elsewhere (problems.ts), which whoever only finds a problem does not need.
 */
import type { ProblemCode } from './problems.ts';

/** A sentence or a phrase. Texts and numbers in it stand as they are in every language. */
export interface Said<Code extends string = string> {
  readonly code: Code;
  readonly places: Readonly<Record<string, Piece<Code>>>;
}

export type Piece<Code extends string = string> = string | number | Said<Code>;

export type Problem = Said<ProblemCode>;

export function problem(
  code: ProblemCode,
  places: Readonly<Record<string, Piece<ProblemCode>>> = {},
): Problem {
  return { code, places };
}

/** For a refinement of a schema, which can carry no more than a text. */
export const problemCode = (code: ProblemCode): string => code;

/** What a stranger wrote is put in whole and never read as a place. */
export function inWords<Code extends string>(
  piece: Piece<Code>,
  sentences: Readonly<Record<Code, string>>,
): string {
  if (typeof piece !== 'object') return String(piece);
  return sentences[piece.code].replace(/\{(\w+)\}/g, (_, name: string) =>
    inWords(piece.places[name] ?? '', sentences),
  );
}
