/**
 * The shared words as plain data, for pure code (sentences, checks) and for places that look words up by a path of
 * the scenario. Components use `useTranslation`.
 */
import type { Language } from '../base/language.ts';
import { en } from './en.ts';
import { keepUnits } from './format.ts';
import { loadKindsInKorean } from './later.ts';
import type { Translation } from './shape.ts';

export type Dictionary = Translation<typeof en>;

const dictionaries: { en: Dictionary; ko?: Dictionary } = { en };
let koreanSources: Readonly<Record<string, string>> = {};

/** English is part of the first view; Korean comes for those who read it. */
export async function loadDictionary(language: Language): Promise<void> {
  if (language !== 'ko' || dictionaries.ko) return;
  const [words, sources] = await Promise.all([
    import('./ko.ts'),
    import('./ko-sources.ts'),
    loadKindsInKorean(),
  ]);
  dictionaries.ko = words.ko;
  koreanSources = sources.koreanSources;
}

/** English until the language has been loaded. */
export function dictionary(language: Language): Dictionary {
  return dictionaries[language] ?? en;
}

/** Where a default comes from: the schemas say it in English. */
export function sourceText(language: Language, source: string): string {
  return keepUnits(language === 'ko' ? (koreanSources[source] ?? source) : source);
}

/** A kind of edge in the shape of a kind's words, so that one inspector shows both. */
export interface EdgeWords {
  readonly name: string;
  readonly teaches: string;
  readonly fields: Readonly<Record<string, { readonly label: string; readonly help: string }>>;
  readonly options: Readonly<Record<string, string>>;
}

export function edgeWords(language: Language, kind: keyof Dictionary['edges']['kinds']): EdgeWords {
  const { kinds, teaches, fields, options } = dictionary(language).edges;
  return { name: kinds[kind], teaches: teaches[kind], fields: fields[kind], options };
}

/** The name of a failure cause; a cause unknown to the page keeps the engine's own word. */
export function causeName(language: Language, cause: string): string {
  const { causes } = dictionary(language);
  return cause in causes ? causes[cause as keyof typeof causes] : cause;
}

export function causeHelp(language: Language, cause: string): string {
  const { causesHelp } = dictionary(language);
  return cause in causesHelp ? causesHelp[cause as keyof typeof causesHelp] : causesHelp.unknown;
}
