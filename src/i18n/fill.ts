/**
 * Sentences with places: `{{node}} lost [lost:1 call|# calls]`.
 * `{{name}}` is replaced by a value; `[name:one|other]` or `[name:none|one|other]` picks by a number, `#` being that
 * number; `{이/가}` fits itself to the word before it. Kinds bring their own sentences, so this does not go through the
 * shared dictionary.
 */
import type { Format } from './format.ts';
import { fitParticles } from './particles.ts';

export type Values = Readonly<Record<string, number | string>>;

const CHOICE = /\[(\w+):([^\]]*)\]/g;
const PLACE = /\{\{(\w+)\}\}/g;

export function fill(template: string, values: Values, format: Format): string {
  const chosen = template.replace(CHOICE, (_all, name: string, forms: string) =>
    choose(forms.split('|'), Number(values[name] ?? 0), format),
  );
  const filled = chosen.replace(PLACE, (_all, name: string) => written(name, values[name], format));
  return fitParticles(filled);
}

function choose(forms: readonly string[], count: number, format: Format): string {
  const [none, one, other] = forms.length === 3 ? forms : [forms[1], forms[0], forms[1]];
  const form = count === 0 ? none : count === 1 ? one : other;
  return (form ?? '').replaceAll('#', format.count(count));
}

function written(name: string, value: number | string | undefined, format: Format): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  return name.endsWith('Ms') ? format.duration(value) : format.number(value);
}

/** The values that a sentence names: a translation must name the same. */
export function placesOf(template: string): ReadonlySet<string> {
  const names = [...template.matchAll(/\[(\w+):|\{\{(\w+)\}\}/g)].map(
    (match) => match[1] ?? match[2]!,
  );
  return new Set(names);
}
