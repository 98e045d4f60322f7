/**
 * What zod finds, as sentences that name the path, what was expected and what was there:
 * `nodes[2].params.capacityKeys: expected a whole number of at least 0, got -5`.
 */
import { z } from 'zod/mini';
import { boundsOf, branchesOf, fieldsOf, meant, schemaAt, unwrap, valueAt } from './schema-walk.ts';
import { closest } from './suggest.ts';

export interface ScenarioIssue {
  /** `nodes[3].params.polcy`; empty for the file as a whole. */
  readonly path: string;
  /** One plain sentence that begins with the path. */
  readonly message: string;
}

type Path = readonly PropertyKey[];
type ZodIssue = z.core.$ZodIssue;

/** More than this is a file of another kind: listing every line of it helps nobody. */
export const ISSUES_MAX = 100;

/** Longest piece of a stranger's file that a sentence repeats. */
const SHOWN_MAX = 40;
/** Longest list of choices that a sentence names. */
const CHOICES_MAX = 16;

export function issueAt(path: Path, message: string): ScenarioIssue {
  const written = pathText(path);
  return { path: written, message: `${written === '' ? 'scenario' : written}: ${message}` };
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
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'nothing' : clip(String(value));
}

function clip(text: string): string {
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}

export function schemaIssues(
  schema: z.ZodMiniType,
  value: unknown,
  issues: readonly ZodIssue[],
): ScenarioIssue[] {
  const sentences = issues.slice(0, ISSUES_MAX).flatMap((issue) => {
    return explain(issue, { schema, value, base: [] });
  });
  // A number beyond every bound is reported once for each; the last is the narrowest.
  const byPath = new Map(sentences.map((sentence) => [sentence.path, sentence]));
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
      return [issueAt(path, `expected ${boundPhrase(issue, schema)}, got ${sizeOf(value)}`)];
    case 'custom':
      return [issueAt(path, issue.message)];
    default:
      return [issueAt(path, mismatch(schema, value))];
  }
}

function unknownField(key: string, owner: z.ZodMiniType | null): string {
  const known = owner ? Object.keys(fieldsOf(unwrap(owner).inner)) : [];
  // A field of another branch of a union: it has a name, but no place beside what else was written.
  if (known.includes(key)) return 'not expected here';
  const near = closest(key, known);
  if (near) return `unknown; did you mean ${near}?`;
  return known.length > 0 ? `unknown; expected ${oneOf(known)}` : 'unknown';
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

function mismatch(schema: z.ZodMiniType | null, value: unknown): string {
  const choices = schema ? choicesOf(schema) : null;
  if (choices && typeof value === 'string') return unknownChoice(value, choices, '');
  const wanted = schema ? phraseOf(schema) : 'something else';
  return value === undefined
    ? `missing; expected ${wanted}`
    : `expected ${wanted}, got ${shown(value)}`;
}

function unknownChoice(value: unknown, choices: readonly string[], what: string): string {
  if (value === undefined) return `missing; expected ${oneOf(choices)}`;
  const near = typeof value === 'string' ? closest(value, choices) : null;
  if (what === 'kind') {
    const help = near ? `did you mean ${near}?` : `expected ${oneOf(choices)}`;
    return `unknown kind ${shown(value)}; ${help}`;
  }
  const suggestion = near ? `; did you mean ${near}?` : '';
  return `expected ${oneOf(choices)}, got ${shown(value)}${suggestion}`;
}

function oneOf(choices: readonly string[]): string {
  if (choices.length === 1) return choices[0]!;
  const named = choices.slice(0, CHOICES_MAX);
  return `one of ${named.join(', ')}${choices.length > named.length ? ', …' : ''}`;
}

function choicesOf(schema: z.ZodMiniType): string[] | null {
  const { inner } = unwrap(schema);
  return inner instanceof z.ZodMiniEnum ? inner.options.map(String) : null;
}

/** What a value of this schema is called. */
function phraseOf(schema: z.ZodMiniType): string {
  const { inner, isNullable } = unwrap(schema);
  return `${phraseOfInner(inner)}${isNullable ? ' or null' : ''}`;
}

function phraseOfInner(schema: z.ZodMiniType): string {
  if (z.globalRegistry.get(schema)?.id === 'Distribution') {
    return 'a distribution such as {"dist":"constant","ms":5} or {"figure":"sql-simple"}';
  }
  if (schema instanceof z.ZodMiniEnum) return oneOf(schema.options.map(String));
  if (schema instanceof z.ZodMiniLiteral) return schema.def.values.map(String).join(' or ');
  if (schema instanceof z.ZodMiniNumber) return `${numberNoun(schema)}${lowerBound(schema)}`;
  if (schema instanceof z.ZodMiniString) return 'a text';
  if (schema instanceof z.ZodMiniBoolean) return 'true or false';
  if (schema instanceof z.ZodMiniArray) return 'a list';
  if (schema instanceof z.ZodMiniDiscriminatedUnion) {
    return `an object with a ${schema._zod.def.discriminator}`;
  }
  return 'an object';
}

// wholeNumber() is the only number format in kinds/fields.ts.
const numberNoun = (schema: z.ZodMiniNumber) =>
  schema instanceof z.ZodMiniNumberFormat ? 'a whole number' : 'a number';

function lowerBound(schema: z.ZodMiniNumber): string {
  const { min, isAbove } = boundsOf(schema);
  // Only these say what is meant; a coordinate's bounds are there for safety.
  if (min !== 0 && min !== 1) return '';
  return isAbove ? ` above ${min}` : ` of at least ${min}`;
}

type BoundIssue = Extract<ZodIssue, { code: 'too_small' | 'too_big' }>;

function boundPhrase(issue: BoundIssue, schema: z.ZodMiniType | null): string {
  const isSmall = issue.code === 'too_small';
  const bound = String(isSmall ? issue.minimum : issue.maximum);
  const least = isSmall ? 'at least' : 'at most';
  const plural = bound === '1' ? '' : 's';
  if (issue.origin === 'string') return `a text of ${least} ${bound} character${plural}`;
  if (issue.origin === 'array') return `a list of ${least} ${bound} item${plural}`;
  const inner = schema && unwrap(schema).inner;
  const noun = inner instanceof z.ZodMiniNumber ? numberNoun(inner) : 'a number';
  if (issue.inclusive) return `${noun} of ${least} ${bound}`;
  return `${noun} ${isSmall ? 'above' : 'below'} ${bound}`;
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'none' : `${value.length}`;
  if (Array.isArray(value)) return `${value.length}`;
  return shown(value);
}
