/**
 * Fills the places of a sentence: `{node} lost {lost, plural, one {1 call} other {# calls}}`. Numbers are written as
 * this page writes them, and Korean particles, written `(이/가)`, fit themselves to the word before them.
 *
 * Kinds bring their own sentences, so this does not go through the shared dictionary.
 */
import type { Language } from '../base/language.ts';
import type { Format } from './format.ts';
import { type Piece, parseMessage } from './message.ts';
import { fitParticles } from './particles.ts';

export type Values = Readonly<Record<string, number | string>>;

const messages = new Map<string, readonly Piece[]>();

export function fill(template: string, values: Values, format: Format): string {
  // Most words have no places: not worth a parser.
  if (!template.includes('{')) return fitParticles(template);
  return fitParticles(written(messageOf(template), values, format));
}

function messageOf(template: string): readonly Piece[] {
  const known = messages.get(template);
  if (known) return known;
  const message = parseMessage(template);
  messages.set(template, message);
  return message;
}

function written(message: readonly Piece[], values: Values, format: Format): string {
  return message
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('name' in piece) return writtenValue(piece.name, values[piece.name], format);
      if ('counted' in piece) {
        return digits(format.language).format(Number(values[piece.counted] ?? 0));
      }
      const count = Number(values[piece.plural] ?? 0);
      const form = piece.forms.get(`=${count}`) ?? piece.forms.get(formOf(format.language, count));
      return written(form ?? piece.forms.get('other')!, values, format);
    })
    .join('');
}

function writtenValue(name: string, value: number | string | undefined, format: Format): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  return name.endsWith('Ms') ? format.duration(value) : format.number(value);
}

const rules = new Map<Language, Intl.PluralRules>();
const numbers = new Map<Language, Intl.NumberFormat>();

function formOf(language: Language, count: number): string {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known.select(count);
}

/** A count in a sentence shows every digit. */
function digits(language: Language): Intl.NumberFormat {
  const known = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, known);
  return known;
}

/** The values that a sentence names: a translation must name the same. */
export function placesOf(template: string): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      if (typeof piece === 'string') continue;
      if ('name' in piece) names.add(piece.name);
      if ('plural' in piece) {
        names.add(piece.plural);
        for (const form of piece.forms.values()) collect(form);
      }
    }
  };
  collect(messageOf(template));
  return names;
}
