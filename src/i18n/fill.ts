/**
 * Sentences with places, in ICU MessageFormat: `{node} lost {lost, plural, one {1 call} other {# calls}}`. The library
 * parses, picks plurals and fills; ours is what it does not know: how this page writes its numbers, and Korean
 * particles, written `(이/가)`, which fit themselves to the word before them.
 *
 * Kinds bring their own sentences, so this does not go through the shared dictionary.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../base/language.ts';
import type { Format } from './format.ts';
import { fitParticles } from './particles.ts';

export type Values = Readonly<Record<string, number | string>>;

interface Message {
  readonly format: IntlMessageFormat;
  /** Names that stand in the sentence as they are. */
  readonly plain: ReadonlySet<string>;
  /** Names that a plural is chosen by. */
  readonly counted: ReadonlySet<string>;
  /** What stands between the places, and the places' names, in turn; null where a plural has to be chosen. */
  readonly pieces: readonly string[] | null;
  /** What was filled in last, and what came of it: a card mostly says what it said before. */
  last: { readonly values: string; readonly text: string } | null;
}

type Elements = ReturnType<IntlMessageFormat['getAst']>;

const messages: Record<Language, Map<string, Message>> = { en: new Map(), ko: new Map() };

export function fill(template: string, values: Values, format: Format): string {
  // Most words have no places: not worth a parser.
  if (!template.includes('{')) return fitParticles(template);
  const message = messageOf(template, format.language);
  if (message.pieces) return fitParticles(joined(message.pieces, values, format));
  const written: Record<string, number | string> = {};
  for (const name of message.plain) written[name] = writtenValue(name, values[name], format);
  for (const name of message.counted) written[name] = Number(values[name] ?? 0);
  const key = Object.values(written).join('\0');
  if (message.last?.values === key) return message.last.text;
  const text = fitParticles(String(message.format.format(written)));
  message.last = { values: key, text };
  return text;
}

/** Most sentences: cards write theirs so often that the library's way to the same would be a tenth of what they cost. */
function joined(pieces: readonly string[], values: Values, format: Format): string {
  let text = '';
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    text += i % 2 === 0 ? piece : writtenValue(piece, values[piece], format);
  }
  return text;
}

function messageOf(template: string, language: Language): Message {
  const known = messages[language].get(template);
  if (known) return known;
  const format = new IntlMessageFormat(template, language, undefined, { ignoreTag: true });
  const plain = new Set<string>();
  const counted = new Set<string>();
  collectNames(format.getAst(), plain, counted);
  const message: Message = {
    format,
    plain,
    counted,
    pieces: piecesOf(format.getAst()),
    last: null,
  };
  messages[language].set(template, message);
  return message;
}

function piecesOf(elements: Elements): string[] | null {
  const pieces = [''];
  for (const element of elements) {
    if (element.type === LITERAL) pieces[pieces.length - 1] += element.value;
    else if (element.type === ARGUMENT) pieces.push(element.value, '');
    else return null;
  }
  return pieces;
}

/** A name is counted or written, not both: a count is written by `#`. */
function collectNames(elements: Elements, plain: Set<string>, counted: Set<string>): void {
  for (const element of elements) {
    if ('options' in element) {
      counted.add(element.value);
      for (const { value } of Object.values(element.options)) collectNames(value, plain, counted);
    } else if (element.type === ARGUMENT) plain.add(element.value);
  }
}

/** The parser's marks of text and of a plain place; its enum is not part of what the package exports. */
const LITERAL = 0;
const ARGUMENT = 1;

function writtenValue(name: string, value: number | string | undefined, format: Format): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  return name.endsWith('Ms') ? format.duration(value) : format.number(value);
}

/** The values that a sentence names: a translation must name the same. */
export function placesOf(template: string): ReadonlySet<string> {
  const { plain, counted } = messageOf(template, 'en');
  return new Set([...plain, ...counted]);
}
