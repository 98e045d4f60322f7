/**
 * JSON from a stranger: size and depth are bounded before anything is built, and what is wrong is said with its line
 * and column. `JSON.parse` reads it; the sentence is ours, because engines word and place theirs differently.
 */
import { type TextProblem, type TextProblemCode, textProblem } from '../base/text-problems.ts';
import { limits } from './limits.ts';

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: TextProblem };

export function parseJsonText(text: string): JsonResult {
  const bytes = utf8Length(text);
  if (bytes > limits.bytes) {
    return refused('tooLarge', { most: limits.bytes, got: bytes });
  }
  // Some editors begin a file with a byte order mark.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const tooDeep = findTooDeep(json);
  if (tooDeep !== null) {
    return refused('tooDeepAt', { most: limits.depth, where: placeOf(json, tooDeep) });
  }
  try {
    return { ok: true, value: JSON.parse(json) };
  } catch {
    const error = findJsonError(json);
    // The scanner finds what JSON.parse finds; a test compares them on random text.
    if (!error) return refused('notJson');
    return refused('notJsonAt', { what: error.problem, where: placeOf(json, error.at) });
  }
}

function refused(code: TextProblemCode, places: TextProblem['places'] = {}): JsonResult {
  return { ok: false, problem: textProblem(code, places) };
}

export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Either half of a surrogate pair counts 2 of the pair's 4 bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function placeOf(text: string, at: number): TextProblem {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return textProblem('where', { line, column: at - before.lastIndexOf('\n') });
}

/** Where the nesting passes the limit, or null. Counts brackets outside strings, whatever else is wrong. */
function findTooDeep(text: string): number | null {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInString) {
      if (character === '\\') i++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') {
      if (++depth > limits.depth) return i;
    } else if (character === '}' || character === ']') depth--;
  }
  return null;
}

interface JsonError {
  readonly at: number;
  readonly problem: TextProblem;
}

type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'end';

/** The first place where a text stops being JSON, or null if it is. */
export function findJsonError(text: string): JsonError | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; ) {
    while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
    const character = text[at];
    if (character === undefined && expected === 'end') return null;

    if (isClosing(character, expected, open.at(-1))) {
      open.pop();
      at++;
      expected = open.length > 0 ? 'commaOrEnd' : 'end';
    } else if (expected === 'colon' && character === ':') {
      at++;
      expected = 'value';
    } else if (expected === 'commaOrEnd' && character === ',') {
      at++;
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (takesValue(expected) && (character === '{' || character === '[')) {
      open.push(character);
      at++;
      expected = character === '{' ? 'keyOrEnd' : 'valueOrEnd';
    } else if ((takesKey(expected) || takesValue(expected)) && character === '"') {
      const string = readString(text, at);
      if (string.problem) return { at: string.at, problem: string.problem };
      at = string.at;
      if (takesKey(expected)) expected = 'colon';
      else expected = open.length > 0 ? 'commaOrEnd' : 'end';
    } else {
      const length = takesValue(expected) ? plainLength(text, at) : 0;
      if (length === 0) return { at, problem: unexpected(expected, open.at(-1), character) };
      at += length;
      expected = open.length > 0 ? 'commaOrEnd' : 'end';
    }
  }
}

const takesValue = (expected: Expected) => expected === 'value' || expected === 'valueOrEnd';
const takesKey = (expected: Expected) => expected === 'key' || expected === 'keyOrEnd';

function isClosing(
  character: string | undefined,
  expected: Expected,
  opened: '{' | '[' | undefined,
): boolean {
  if (opened === '{') return character === '}' && ['keyOrEnd', 'commaOrEnd'].includes(expected);
  if (opened === '[') return character === ']' && ['valueOrEnd', 'commaOrEnd'].includes(expected);
  return false;
}

/** Where the string ends, or what is wrong in it and where. */
function readString(
  text: string,
  start: number,
): { readonly at: number; readonly problem?: TextProblem } {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') return { at: at + 1 };
    if (character < ' ') return { at, problem: textProblem('jsonBreak') };
    if (character !== '\\') continue;
    const escaped = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6));
    if (!escaped) {
      return { at, problem: textProblem('jsonEscape', { example: '\\n', other: '\\u0041' }) };
    }
    at += escaped[0].length - 1;
  }
  return { at: start, problem: textProblem('jsonQuote') };
}

const plainValue = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Length of the number, `true`, `false` or `null` that begins here; 0 if none does. */
function plainLength(text: string, at: number): number {
  plainValue.lastIndex = at;
  return plainValue.exec(text)?.[0].length ?? 0;
}

function unexpected(
  expected: Expected,
  opened: '{' | '[' | undefined,
  character: string | undefined,
): TextProblem {
  const got = character === undefined ? textProblem('textEnd') : JSON.stringify(character);
  if (expected === 'end') return textProblem('jsonEnd', { got });
  const end = opened === '{' ? '"}"' : '"]"';
  const wanted = textProblem(wantedCodes[expected], { end });
  return textProblem('jsonExpected', { wanted, got });
}

const wantedCodes = {
  value: 'jsonValue',
  valueOrEnd: 'jsonValueOr',
  key: 'jsonKey',
  keyOrEnd: 'jsonKeyOr',
  colon: 'jsonColon',
  commaOrEnd: 'jsonCommaOr',
} as const satisfies Record<Exclude<Expected, 'end'>, TextProblemCode>;
