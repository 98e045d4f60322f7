/**
 * What zod finds, as sentences that name the path, what was expected and what was there:
 * `nodes[2].params.capacityKeys: expected a whole number of at least 0, got -5`.
 */
import { z } from 'zod/mini';
import type { ProblemCode } from '../base/problems.ts';
import { type Piece, type Problem, problem } from '../base/said.ts';
import { boundsOf, branchesOf, fieldsOf, meant, schemaAt, unwrap, valueAt } from './schema-walk.ts';
import { closest } from './suggest.ts';

export interface ScenarioIssue {
  /** `nodes[3].params.polcy`; empty for the file as a whole. */
  readonly path: string;
  /** One plain sentence that begins with the path. */
  readonly said: Problem;
}

type Path = readonly PropertyKey[];
type ZodIssue = z.core.$ZodIssue;
type Phrase = Piece<ProblemCode>;

/** More than this is a file of another kind: listing every line of it helps nobody. */
export const ISSUES_MAX = 100;

/** Longest piece of a stranger's file that a sentence repeats. */
const SHOWN_MAX = 40;
/** Longest list of choices that a sentence names. */
const CHOICES_MAX = 16;

export function issueAt(path: Path, what: Problem): ScenarioIssue {
  const written = pathText(path);
  const said =
    written === '' ? problem('ofFile', { what }) : problem('at', { path: written, what });
  return { path: written, said };
}

/** `['nodes', 3, 'params']` as `nodes[3].params`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w$-]+$/.test(String(step)))
      text += `${text === '' ? '' : '.'}${clip(String(step))}`;
    else text += `[${JSON.stringify(clip(String(step)))}]`;
  }
  return text;
}

/** A value from a file, short enough for a sentence. */
export function shown(value: unknown): Phrase {
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (Array.isArray(value)) return problem('list');
  if (typeof value === 'object' && value !== null) return problem('object');
  return value === undefined ? problem('nothing') : clip(String(value));
}

function clip(text: string): string {
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}

export function schemaIssues(
  schema: z.ZodMiniType,
  value: unknown,
  issues: readonly ZodIssue[],
): ScenarioIssue[] {
  // A number beyond every bound is reported once for each; the last is the narrowest.
  const byPath = new Map<string, ScenarioIssue>();
  for (const issue of issues.slice(0, ISSUES_MAX)) {
    for (const sentence of explain(issue, { schema, value, base: [] })) {
      byPath.set(sentence.path, sentence);
    }
    // A hundred issues of a hundred fields each took a fifth of a second to word, and a hundred are told.
    if (byPath.size >= ISSUES_MAX) break;
  }
  return [...byPath.values()].slice(0, ISSUES_MAX);
}

/** What was checked, and where it stands in the file. */
interface Checked {
  readonly schema: z.ZodMiniType;
  readonly value: unknown;
  readonly base: Path;
}

function explain(issue: ZodIssue, checked: Checked): ScenarioIssue[] {
  const path = [...checked.base, ...issue.path];
  const value = valueAt(checked.value, issue.path);
  const schema = schemaAt(checked.schema, issue.path, checked.value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, ISSUES_MAX)
        .map((key) => issueAt([...path, key], unknownField(key, schema)));
    case 'invalid_union':
      return explainUnion(issue, { schema, value, path });
    case 'too_small':
    case 'too_big':
      return [
        issueAt(
          path,
          problem('expected', { wanted: boundPhrase(issue, schema), got: sizeOf(value) }),
        ),
      ];
    case 'custom':
      // Every refinement of the schemas says it by `problemCode`.
      return [issueAt(path, problem(issue.message as ProblemCode))];
    default:
      return [issueAt(path, mismatch(schema, value))];
  }
}

function unknownField(key: string, owner: z.ZodMiniType | null): Problem {
  const known = owner ? Object.keys(fieldsOf(unwrap(owner).inner)) : [];
  // A field of another branch of a union: it has a name, but no place beside what else was written.
  if (known.includes(key)) return problem('notHere');
  const near = closest(key, known);
  if (near) return problem('unknownNear', { near });
  return known.length > 0 ? problem('unknownOf', { wanted: oneOf(known) }) : problem('unknown');
}

function explainUnion(
  issue: Extract<ZodIssue, { code: 'invalid_union' }>,
  found: { readonly schema: z.ZodMiniType | null; readonly value: unknown; readonly path: Path },
): ScenarioIssue[] {
  const { schema, value, path } = found;
  // A discriminator that no branch knows: the issue stands at the discriminator itself.
  const options: unknown = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options) && 'discriminator' in issue) {
    return [issueAt(path, unknownChoice(value, options.map(String), String(path.at(-1))))];
  }
  const branch = schema && branchFor(schema, value);
  const result = branch?.safeParse(value);
  if (!branch || !result || result.success) return [issueAt(path, mismatch(schema, value))];
  return result.error.issues.flatMap((inner) =>
    explain(inner, { schema: branch, value, base: path }),
  );
}

/**
 * The branch whose complaints are worth hearing. An object that fits none is taken for the branch with a
 * discriminator: then it is the discriminator that is missing.
 */
function branchFor(schema: z.ZodMiniType, value: unknown): z.ZodMiniType | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { inner } = unwrap(meant(schema, value));
  if (!(inner instanceof z.ZodMiniUnion)) return inner;
  return branchesOf(inner).find((branch) => branch instanceof z.ZodMiniDiscriminatedUnion) ?? null;
}

function mismatch(schema: z.ZodMiniType | null, value: unknown): Problem {
  const choices = schema ? choicesOf(schema) : null;
  if (choices && typeof value === 'string') return unknownChoice(value, choices, '');
  const wanted = schema ? phraseOf(schema) : problem('somethingElse');
  if (value === undefined) return problem('missing', { wanted });
  return problem('expected', { wanted, got: shown(value) });
}

function unknownChoice(value: unknown, choices: readonly string[], what: string): Problem {
  const wanted = oneOf(choices);
  if (value === undefined) return problem('missing', { wanted });
  const near = typeof value === 'string' ? closest(value, choices) : null;
  const got = shown(value);
  if (what === 'kind') {
    return near ? problem('kindNear', { got, near }) : problem('kindOf', { got, wanted });
  }
  if (near) return problem('expectedNear', { wanted, got, near });
  return problem('expected', { wanted, got });
}

function oneOf(choices: readonly string[]): Phrase {
  if (choices.length === 1) return choices[0]!;
  const named = choices.slice(0, CHOICES_MAX);
  const more = choices.length > named.length ? ', …' : '';
  return problem('oneOf', { choices: named.join(', ') + more });
}

function choicesOf(schema: z.ZodMiniType): string[] | null {
  const { inner } = unwrap(schema);
  return inner instanceof z.ZodMiniEnum ? inner.options.map(String) : null;
}

/** What a value of this schema is called. */
function phraseOf(schema: z.ZodMiniType): Phrase {
  const { inner, isNullable } = unwrap(schema);
  const wanted = phraseOfInner(inner);
  return isNullable ? problem('orNull', { wanted }) : wanted;
}

function phraseOfInner(schema: z.ZodMiniType): Phrase {
  if (z.globalRegistry.get(schema)?.id === 'Distribution') {
    return problem('distribution', {
      example: '{"dist":"constant","ms":5}',
      other: '{"figure":"sql-simple"}',
    });
  }
  if (schema instanceof z.ZodMiniEnum) return oneOf(schema.options.map(String));
  if (schema instanceof z.ZodMiniLiteral) return oneOf(schema.def.values.map(String));
  if (schema instanceof z.ZodMiniNumber) return leastOf(schema);
  if (schema instanceof z.ZodMiniString) return problem('text');
  if (schema instanceof z.ZodMiniBoolean) return problem('trueOrFalse');
  if (schema instanceof z.ZodMiniArray) return problem('list');
  if (schema instanceof z.ZodMiniDiscriminatedUnion) {
    return problem('objectWith', { field: schema._zod.def.discriminator });
  }
  return problem('object');
}

// wholeNumber() is the only number format in kinds/fields.ts.
const numberNoun = (schema: z.ZodMiniNumber) =>
  problem(schema instanceof z.ZodMiniNumberFormat ? 'wholeNumber' : 'number');

function leastOf(schema: z.ZodMiniNumber): Problem {
  const { min, isAbove } = boundsOf(schema);
  const noun = numberNoun(schema);
  // Only these say what is meant; a coordinate's bounds are there for safety.
  if (min !== 0 && min !== 1) return noun;
  return problem(isAbove ? 'above' : 'atLeast', { noun, bound: min });
}

type BoundIssue = Extract<ZodIssue, { code: 'too_small' | 'too_big' }>;

function boundPhrase(issue: BoundIssue, schema: z.ZodMiniType | null): Problem {
  const isSmall = issue.code === 'too_small';
  const bound = String(isSmall ? issue.minimum : issue.maximum);
  if (issue.origin === 'string') {
    return isSmall ? problem('textNotEmpty') : problem('textAtMost', { bound });
  }
  if (issue.origin === 'array') {
    if (!isSmall) return problem('listAtMost', { bound });
    return bound === '1' ? problem('listNotEmpty') : problem('listAtLeast', { bound });
  }
  const inner = schema && unwrap(schema).inner;
  const noun = inner instanceof z.ZodMiniNumber ? numberNoun(inner) : problem('number');
  if (issue.inclusive) return problem(isSmall ? 'atLeast' : 'atMost', { noun, bound });
  return problem(isSmall ? 'above' : 'below', { noun, bound });
}

function sizeOf(value: unknown): Phrase {
  if (value === '') return problem('none');
  if (typeof value === 'string') return problem('characters', { count: value.length });
  if (Array.isArray(value)) return problem('items', { count: value.length });
  return shown(value);
}
